"""Questions of one shape are one statement text to the database, whatever their values: it plans them once."""

import re
from datetime import date, timedelta
from random import Random
from typing import Any

from graph.access import Access
from graph.bounds import Limits
from graph.statement.core.writer import Statement
from graph.vocabulary import Axis, InstitutionKind
from tests.asking import Asker
from tests.engines import EMBEDDED, ENGINE
from tests.graphs import small
from tests.questions.golden import RecordingClient

QUESTION = """query($kind: InstitutionKind!, $axis: Axis!, $since: Date!, $words: String!, $place: ID!, $first: Int!) {
  institutions(
    where: {kind: {eq: $kind}, OR: [{label: {contains: $words}}, {engagements: {some: {node: {
      axes: {includes: $axis}, startsOn: {gte: $since}, territories: {some: {node: {within: {id: $place}}}}}}}}]}
    orderBy: [{name: DESC}], first: $first
  ) { totalCount edges { node { id label engagements(first: 3) { edges { roles node { title axes } } } } } }
}"""
ASKED = 1_000
KEPT_AT_MOST = 20
"""What Neo4j keeps of one text is an entry in each of its caches, by the sizes that values had."""
CLEAR = Statement("CALL db.clearQueryCaches() YIELD value RETURN value", {})
SAMPLE = Statement("CALL db.prepareForReplanning(60)", {})
"""Has Neo4j count its indexes anew: a plan by the counts before a load takes 0.5 s a question, another 3 ms."""
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


async def test_a_thousand_filters_of_one_shape_are_one_statement(scratch: Asker, scratch_access: Access) -> None:
    """On a database of which nobody else asks: what it planned is counted."""
    random = Random(1105)  # noqa: S311 - drawn, not secret
    await scratch.replace(small())
    async with RecordingClient(scratch_access) as client:
        asker = Asker(client, limits=Limits(cost=10**12))
        await asker.data(QUESTION, drawn(random))
        if ENGINE != EMBEDDED:
            await client.read(SAMPLE)
            await client.read(CLEAR)
        client.sent.clear()
        for _ in range(ASKED):
            await asker.data(QUESTION, drawn(random))
        sent = [statement for statements in client.sent.values() for statement in statements]
        assert (len(sent), len({statement.text for statement in sent})) == (ASKED, 1)
        assert len({str(statement.parameters) for statement in sent}) > ASKED * 0.9
        if ENGINE != EMBEDDED:
            planned = CLEARED.search(await client.read(CLEAR))
            assert planned
            assert 0 < int(planned[1]) < KEPT_AT_MOST
