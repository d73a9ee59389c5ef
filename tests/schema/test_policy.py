"""The policy of the schema: its version, and deprecation before removal."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    graphql_sync,
)

from schema.query import DESCRIPTION, graphql_schema, printed_schema

DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def changes(repository: Path, folder: Path, text: str) -> tuple[int, str]:
    """Return the exit code and output of the comparison of another schema with the released one."""
    present = folder / "schema.graphql"
    present.write_text(text, "utf-8")
    node = Path(sys.executable).with_name("node")
    command = [str(node), "schema-changes.mjs", "../schema/released.graphql", str(present)]
    done = subprocess.run(command, cwd=repository / "web", capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_version_is_reported_by_introspection_and_in_the_printed_schema() -> None:
    assert version("cinqaxes") in DESCRIPTION
    asked = graphql_sync(graphql_schema(), "{ __schema { description } }")
    assert asked.data == {"__schema": {"description": DESCRIPTION}}
    assert build_schema(printed_schema()).description == DESCRIPTION


def test_a_schema_that_differs_from_the_released_one_has_another_version(repository: Path) -> None:
    released = (repository / "schema" / "released.graphql").read_text("utf-8")
    assert released == printed_schema() or build_schema(released).description != DESCRIPTION


def test_a_deprecation_gives_the_earliest_day_of_removal() -> None:
    for kind in graphql_schema().type_map.values():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            for name, field in kind.fields.items():
                assert field.deprecation_reason is None or DAY.search(field.deprecation_reason), f"{kind.name}.{name}"
        if isinstance(kind, GraphQLEnumType):
            for name, value in kind.values.items():
                assert value.deprecation_reason is None or DAY.search(value.deprecation_reason), f"{kind.name}.{name}"


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        (
            "  countingRules: CountingRules\n",
            "  rules: CountingRules\n",
            1,
            "breaking: Field 'countingRules' was removed",
        ),
        ("  limit: Int = 200", "  limit: Int! = 200", 1, "breaking:"),
        ("  countingRules: CountingRules\n", "  countingRules: CountingRules\n  more: Int\n", 0, ""),
        ("  maxLength: Int = 10", "  maxLength: Int = 11", 0, "dangerous:"),
    ],
)
def test_changes_that_break_clients_fail_the_checks(
    repository: Path, tmp_path: Path, old: str, new: str, code: int, words: str
) -> None:
    text = printed_schema()
    assert old in text
    present, found = (changes(repository, tmp_path, some) for some in (text, text.replace(old, new)))
    assert found[0] == code, found[1]
    assert words in found[1]
    if not words:
        assert found == present
