"""Axes and territories of engagements: the same answer from the snapshot and from the database, never an older one."""

import asyncio
from dataclasses import replace
from typing import Any

import orjson
import pytest

from graph.access import Access
from graph.rights import Viewer
from graph.statement.core.writer import Statement, Writer
from resolvers.execute.root import Planning
from resolvers.snapshot.model import EngagementLinks
from tests.api_session import VIEWERS, ApiSession
from tests.graphs import sound
from tests.questions.golden import RecordingClient

HELD = {
    "edges": "{ engagements(first: 100) { edges { node { id axes territories { edges { node { id name } } } } } } }",
    "nodes": "{ engagements(first: 100) { nodes { territories { nodes { a: code b: code name kind } } } } }",
    "a page": "{ engagements { nodes { territories(first: 1) { pageInfo { hasNextPage } nodes { id } } } } }",
    "of one kind": "{ actions { nodes { ... on Engagement { axes } territories { __typename nodes { code } } } } }",
    "below actors": "{ actors { nodes { name engagements { edges { roles node { axes label } } } } } }",
    "in a mobilisation": (
        '{ mobilised(axes: [VICTIM_SUPPORT], within: {id: "region:52"}) { nodes { engagements { nodes { axes } } } } }'
    ),
    "by type": "{ engagements { nodes { __typename axes ... on Action { territories(first: 1) { nodes { id } } } } } }",
}
READ = {
    "another value": "{ engagements { nodes { territories { nodes { id label } } } } }",
    "a filter": '{ engagements { nodes { territories(where: {code: {startsWith: "7"}}) { nodes { id } } } } }',
    "an order": "{ engagements { nodes { territories(orderBy: [{name: DESC}]) { nodes { id } } } } }",
    "from the end": "{ engagements { nodes { territories(last: 1) { nodes { id } } } } }",
    "a total": "{ engagements { nodes { territories { totalCount nodes { id } } } } }",
    "cursors": "{ engagements { nodes { territories { edges { cursor node { id } } } } } }",
    "types": "{ engagements { nodes { territories { nodes { __typename id } } } } }",
    "nodes by id": (
        '{ nodes(ids: ["institution:demo-agence-territoires"])'
        " { ... on Institution { engagements { nodes { axes } } } } }"
    ),
    "of other nodes": "{ institutions { nodes { territories: basedIn { id name } } } surveys { nodes { axes } } }",
}
QUESTION = HELD["edges"]
ANOTHER_AXIS = """MATCH (e:Engagement {id: $id})-[r:ON_AXIS]->() DELETE r
WITH DISTINCT e MATCH (x:Axis {number: 5}) CREATE (e)-[:ON_AXIS]->(x)"""


async def asked(client: RecordingClient, session: ApiSession, query: str) -> tuple[bytes, str]:
    """Return an answer as JSON, keys in their order, and the texts of the statements sent for it."""
    client.sent.clear()
    answer = orjson.dumps(await session.data(query))
    return answer, " ".join(statement.text for sent in client.sent.values() for statement in sent)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("case", HELD | READ)
async def test_the_answer_is_the_same_without_a_snapshot(
    national: ApiSession, national_access: Access, case: str, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with RecordingClient(national_access) as client:
        session = ApiSession(client, viewer)
        await national.store.current()
        session.store.take(national.store)
        query = (HELD | READ)[case]
        held, held_text = await asked(client, session, query)
        monkeypatch.setattr(Planning, "writer", lambda planning: Writer(planning.view, planning.typed))
        without = ApiSession(client, viewer)
        without.store.take(national.store)
        plain, plain_text = await asked(client, without, query)
    assert held == plain
    assert len(held) > 100
    walks = case != "of other nodes"
    assert ("ON_AXIS" in plain_text or "TARGETS" in plain_text) is walks
    assert ("ON_AXIS" in held_text or "TARGETS" in held_text) is (walks and case in READ)


async def test_a_graph_that_has_changed_is_read_and_then_its_changes(
    scratch: ApiSession, scratch_access: Access
) -> None:
    await scratch.replace(sound())
    async with RecordingClient(scratch_access) as client:
        session = ApiSession(client)
        await session.store.current()
        before = first(await session.data(QUESTION))
        one = before["id"]
        await client.write([Statement(ANOTHER_AXIS, {"id": one}, [one])])
        answer, text = await asked(client, session, QUESTION)
        assert first(orjson.loads(answer)) == before | {"axes": ["ACTION_PROGRAMME"]}
        assert "ON_AXIS" in text
        for _ in range(1_000):
            if session.store.reads["changes"]:
                break
            await asyncio.sleep(0.01)
        again, text = await asked(client, session, QUESTION)
    assert again == answer
    assert "ON_AXIS" not in text


async def test_an_engagement_that_the_snapshot_does_not_know_is_read(
    scratch: ApiSession, scratch_access: Access
) -> None:
    await scratch.replace(sound())
    async with RecordingClient(scratch_access) as client:
        session = ApiSession(client)
        latest = await session.store.current()
        answer, text = await asked(client, session, QUESTION)
        assert "ON_AXIS" not in text
        session.store.latest = replace(latest, links=EngagementLinks([], [], []))
        again, text = await asked(client, session, QUESTION)
    assert again == answer
    assert "ON_AXIS" in text


def first(data: dict[str, Any]) -> dict[str, Any]:
    """Return the first engagement of an answer."""
    node: dict[str, Any] = data["engagements"]["edges"][0]["node"]
    return node
