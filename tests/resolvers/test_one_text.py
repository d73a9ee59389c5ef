"""Queries of one shape send one statement text, whatever their values: the database plans it once, and well."""

import re
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from graph.access import Access
from graph.bounds import Limits
from graph.statement.core.writer import Statement
from graph.vocabulary import Axis, InstitutionKind
from tests.api_session import ApiSession
from tests.engines import EMBEDDED, ENGINE, empty
from tests.graphs import small
from tests.questions.golden import RecordingClient, operators

QUESTION = """query($kind: InstitutionKind!, $axis: Axis!, $since: Date!, $words: String!, $place: ID!, $first: Int!) {
  institutions(
    where: {institutionKind: {eq: $kind}, OR: [{label: {contains: $words}}, {engagements: {some: {node: {
      axes: {includes: $axis}, startsOn: {gte: $since}, territories: {some: {node: {within: {id: $place}}}}}}}}]}
    orderBy: [{name: DESC}], first: $first
  ) { totalCount edges { node { id label engagements(first: 3) { edges { roles node { title axes } } } } } }
}"""
NEGATION = """query($since: Date!) {
  institutions(where: {engagements: {all: {node: {startsOn: {gte: $since}}}}}, first: 3) { edges { node { id } } }
}"""
ASKED = 1_000
KEPT_AT_MOST = 20
"""An upper bound on the entries of one text in Neo4j's caches: each cache has one for each size of the values."""
CLEAR = Statement("CALL db.clearQueryCaches() YIELD value RETURN value", {})
COUNT_AND_PLAN_ANEW = Statement("CALL db.prepareForReplanning(60)", {})
INDEX_VARIABLE = re.compile(r"INDEX (\w+):")
"""The variable of an operator that reads an index, in its details."""
CLEARED = re.compile(r"cleared of (\d+) queries")


def drawn(random: Random) -> dict[str, Any]:
    return {
        "kind": random.choice([*InstitutionKind]).value,
        "axis": random.choice([*Axis]).value,
        "since": (date(2010, 1, 1) + timedelta(days=random.randrange(6_000))).isoformat(),
        "words": "".join(random.choices("aeilnrst'é{", k=random.randrange(1, 8))),
        "place": f"departement:{random.choice(['44', '49', '53', '72', '85'])}",
        "first": random.randrange(1, 200),
    }


async def test_a_thousand_filters_of_one_shape_are_one_statement(scratch: ApiSession, scratch_access: Access) -> None:
    """On a database without other clients, so that its planned statements can be counted."""
    random = Random(1105)  # noqa: S311 - drawn, not secret
    await scratch.replace(small())
    async with RecordingClient(scratch_access) as client:
        session = ApiSession(client, limits=Limits(cost=10**12))
        await session.data(QUESTION, drawn(random))
        if ENGINE != EMBEDDED:
            await client.read(CLEAR)
        client.sent.clear()
        for _ in range(ASKED):
            await session.data(QUESTION, drawn(random))
        sent = [statement for statements in client.sent.values() for statement in statements]
        assert (len(sent), len({statement.text for statement in sent})) == (ASKED, 1)
        assert len({str(statement.parameters) for statement in sent}) > ASKED * 0.9
        if ENGINE != EMBEDDED:
            planned = CLEARED.search(await client.read(CLEAR))
            assert planned
            assert 0 < int(planned[1]) < KEPT_AT_MOST


@pytest.mark.skipif(ENGINE == EMBEDDED, reason="the embedded database explains nothing")
@pytest.mark.parametrize("question", [QUESTION, NEGATION], ids=["condition", "negation"])
async def test_reached_nodes_are_not_looked_up_although_an_index_seems_empty(
    scratch: ApiSession, scratch_access: Access, question: str
) -> None:
    """Neo4j updates the statistics of its indexes only some seconds after a load."""
    await scratch.replace(small())
    async with RecordingClient(scratch_access) as client:
        session, values = ApiSession(client, limits=Limits(cost=10**12)), drawn(Random(1))  # noqa: S311 - drawn, not secret
        await session.data(question, values)
        client.sent.clear()
        await session.data(question, values)
        ((statement,),) = client.sent.values()
        await empty(client)
        await client.read(COUNT_AND_PLAN_ANEW)
        details = [str(operator["args"].get("Details", "")) for operator in operators(await client.plan(statement))]
    assert {found[1] for text in details if (found := INDEX_VARIABLE.search(text))} == {"n1"}
