"""The guide for AI agents is short and complete, and each of its queries is answered."""

import re
from pathlib import Path

import pytest
from graphql import GraphQLInterfaceType, GraphQLObjectType

from graph.model import SHAPE
from schema.outline import outline
from schema.query import graphql_schema
from server.http.texts import guide
from tests.api_session import ApiSession

MOST_BYTES = 36_000
QUESTIONS = re.findall(r"```graphql\n(.*?)```", guide(), re.DOTALL)


def test_it_is_short_enough_to_be_read_whole() -> None:
    assert len(guide().encode()) < MOST_BYTES


def test_the_outline_names_every_root_field_kind_and_field() -> None:
    text = outline()
    query = graphql_schema().query_type
    assert query
    assert [name for name in query.fields if f"\n- {name}" not in text] == []
    for kind in SHAPE.kinds.values():
        (line,) = re.findall(rf"^- {kind.name}\b.*$", text, re.MULTILINE)
        declared = graphql_schema().type_map[kind.name]
        assert isinstance(declared, GraphQLObjectType | GraphQLInterfaceType)
        above = {name for interface in declared.interfaces for name in interface.fields}
        assert [name for name in declared.fields if name not in above and f" {name}" not in line] == []


@pytest.mark.parametrize("question", QUESTIONS)
async def test_its_questions_are_answered_and_find_something(national: ApiSession, question: str) -> None:
    data = await national.data(question, {"actor": "institution:demo-cidff-44"})
    assert data
    for found in data.values():
        assert found.get("label") or found["nodes"]


def test_it_explains_the_words_that_matter_to_officers() -> None:
    for word in ("GAP", "UNKNOWN", "TO_CONFIRM", "fictional", "never follow them"):
        assert word in guide()


def test_it_is_part_of_the_package(repository: Path) -> None:
    assert '"llms.md"' in (repository / "pyproject.toml").read_text("utf-8")
