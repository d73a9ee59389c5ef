"""Many root fields in one operation, each with its own arguments.

Rule: values are variables of the types that the schema declares, as clients send them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from graph.rights import VISITOR, Viewer
from schema.query import graphql_schema
from tests.api_session import ApiSession
from tests.engines import as_many
from tests.proofs import TIMES

EXAMPLES = TIMES * as_many(6, 4)
"""Networks drawn by each test; fewer on Neo4j, which plans each new statement slowly."""

DEPTH = as_many(3, 2)
"""Levels of relations and logic in a filter; on Neo4j each one doubles the time that planning takes."""

ROOTS = 24
"""Root fields of one operation."""

Inner = Mapping[str, tuple[str, object]]
"""Variables of a selection: by name, their type and their value."""


@dataclass(frozen=True)
class Ask:
    """A root field, its arguments and its selection; `inner` are the selection's variables: type, value."""

    root: str
    arguments: Mapping[str, object]
    selection: str
    inner: Inner = field(default_factory=dict)

    def with_arguments(self, **arguments: object) -> "Ask":
        """Return the same root field with other arguments."""
        return Ask(self.root, {**self.arguments, **arguments}, self.selection, self.inner)


async def answers(session: ApiSession, asks: Sequence[Ask], viewer: Viewer = VISITOR) -> list[Any]:
    """Return the answer of each root field; no error is expected."""
    results: list[Any] = []
    for start in range(0, len(asks), ROOTS):
        some = asks[start : start + ROOTS]
        text, variables = operation(some)
        data = await session.data(text, variables, viewer)
        results.extend(data[f"q{place}"] for place in range(len(some)))
    return results


async def answer(session: ApiSession, ask: Ask, viewer: Viewer = VISITOR) -> Any:
    """Return the answer of one root field."""
    return (await answers(session, [ask], viewer))[0]


def operation(asks: Sequence[Ask]) -> tuple[str, dict[str, object]]:
    """Return the text and the variables of one operation; its root fields are q0, q1…"""
    declared: list[str] = []
    variables: dict[str, object] = {}
    fields: list[str] = []
    for place, ask in enumerate(asks):
        given: list[str] = []
        typed = {name: (argument_type(ask.root, name), value) for name, value in ask.arguments.items()}
        for name, (type_name, value) in {**typed, **ask.inner}.items():
            declared.append(f"$v{place}_{name}: {type_name}")
            variables[f"v{place}_{name}"] = plain(value)
            if name in typed:
                given.append(f"{name}: $v{place}_{name}")
        arguments = f"({', '.join(given)})" if given else ""
        selection = re.sub(r"\$(\w+)", rf"$v{place}_\1", ask.selection)
        fields.append(f"q{place}: {ask.root}{arguments} {selection}")
    head = f"query({', '.join(declared)}) " if declared else ""
    return f"{head}{{\n" + "\n".join(fields) + "\n}", variables


def argument_type(root: str, name: str) -> str:
    """Return the type the schema declares for an argument of a root field."""
    query = graphql_schema().query_type
    assert query is not None
    return str(query.fields[root].args[name].type)


def plain(value: object) -> object:
    """Return a value as JSON writes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Mapping):
        return {name: plain(item) for name, item in value.items()}
    if isinstance(value, Iterable):
        return [plain(item) for item in value]
    return value


def given(**arguments: object) -> dict[str, object]:
    """Return the arguments without omitted ones."""
    return {name: value for name, value in arguments.items() if value is not None}


def nodes(connection: Mapping[str, Any]) -> list[Any]:
    """Return the nodes of a connection's page."""
    return [edge["node"] for edge in connection["edges"]]


def ids(connection: Mapping[str, Any]) -> list[str]:
    """Return the ids of the nodes of a connection's page."""
    return [node["id"] for node in nodes(connection)]
