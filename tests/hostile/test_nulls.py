"""A null where the schema allows none: the nearest nullable parent becomes null, with its path, and nothing else.

The expected answer is that of graphql-core with the same plans.
"""

import re
from typing import Any

import orjson
import pytest

from graph.statement.core.writer import Statement
from tests.api_session import ApiSession
from tests.oracle.example import NEW, OLD, example_rows
from tests.properties.worlds import without
from tests.reference import ReferenceService

QUESTIONS = {
    "a nullable root": '{ node(id: "institution:mairie") { label } other: node(id: "institution:club") { label } }',
    "an item that may be null": '{ nodes(ids: ["institution:club", "institution:mairie"]) { id label } }',
    "items that may not be null": "{ actors { totalCount edges { cursor node { id label } } } offers { totalCount } }",
    "beside others": '{ territory(ref: {id: "commune:44109"}) { id other: label parents { id } } }',
    "in a fragment": '{ node(id: "institution:mairie") { ...F } } fragment F on Actor { ... on Institution { label } }',
    "in a search": '{ search(text: "mairie") { totalCount hits { kind node { id label } } } }',
    "below an item": "{ actors { edges { node { id basedIn { id label } } } } offers { totalCount } }",
    "twice": '{ a: nodes(ids: ["institution:mairie"]) { label } b: nodes(ids: ["institution:mairie"]) { label } }',
}
SPOILT = (
    "MATCH (a:Actor {id: 'institution:mairie'}) SET a.label = null, a.publicLabel = null",
    "MATCH (t:Territory {id: 'commune:44109'}) SET t.label = null",
    "MATCH (a:Actor {id: 'institution:club'}), (t:Territory {id: 'commune:44109'}) CREATE (a)-[:BASED_IN]->(t)",
)


def without_type(error: dict[str, Any]) -> dict[str, Any]:
    """Return an error without the name of the type, in which the two answers may differ."""
    return {**error, "message": re.sub(r"\w+(?=\.\w+\.$)", "…", error["message"])}


@pytest.mark.parametrize("question", QUESTIONS)
async def test_a_null_propagates_as_in_the_specification(scratch: ApiSession, question: str) -> None:
    await scratch.replace(without(example_rows(), {OLD, NEW}))
    await scratch.client.write([Statement(text, {}) for text in SPOILT])
    reference = ApiSession(scratch.client, service_class=ReferenceService)
    one, other = await scratch.ask(QUESTIONS[question]), await reference.ask(QUESTIONS[question])
    assert one.errors, one
    assert orjson.dumps(one.data) == orjson.dumps(other.data), other.errors
    assert list(map(without_type, one.errors)) == list(map(without_type, other.errors))
    assert all(error["extensions"]["code"] == "INTERNAL" for error in one.errors)
