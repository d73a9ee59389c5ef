"""Axes and territories of engagements: the same answer from the snapshot and from the database, never an older one."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import orjson
import pytest

from graph.access import Access
from graph.model import SHAPE
from graph.rights import Viewer
from graph.statement.core.writer import Statement, Writer
from resolvers.execute.root import Planning
from resolvers.execute.snapshot_queries import LiveSnapshotQueries
from resolvers.scheduler import Scheduler
from resolvers.snapshot.model import EngagementLinks
from tests.api_session import VIEWERS, ApiSession
from tests.graphs import sound
from tests.questions.golden import RecordingClient

FROM_SNAPSHOT = {
    "edges": "{ engagements(first: 100) { edges { node { id axes territories { edges { node { id name } } } } } } }",
    "nodes": "{ engagements(first: 100) { nodes { territories { nodes { a: code b: code name kind } } } } }",
    "a page": "{ engagements { nodes { territories(first: 1) { pageInfo { hasNextPage } nodes { id } } } } }",
    "of one kind": "{ actions { nodes { ... on Engagement { axes } territories { __typename nodes { code } } } } }",
    "below actors": "{ actors { nodes { name engagements { edges { roles node { axes label } } } } } }",
    "in a mobilisation": (
        '{ mobilised(axes: [VICTIM_SUPPORT], within: {id: "region:52"}) { nodes { engagements { nodes { axes } } } } }'
    ),
    "beside a total": "{ engagements(first: 100) { totalCount nodes { axes territories { nodes { code } } } } }",
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
QUESTION = FROM_SNAPSHOT["edges"]
ANOTHER_AXIS = """MATCH (e:Engagement {id: $id})-[r:ON_AXIS]->() DELETE r
WITH DISTINCT e MATCH (x:Axis {number: 5}) CREATE (e)-[:ON_AXIS]->(x)"""


async def asked(client: RecordingClient, session: ApiSession, query: str) -> tuple[bytes, str]:
    """Return an answer as JSON, keys in their order, and the texts of the statements sent for it."""
    client.sent.clear()
    answer = orjson.dumps(await session.data(query))
    return answer, " ".join(statement.text for sent in client.sent.values() for statement in sent)


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("case", FROM_SNAPSHOT | READ)
async def test_the_answer_is_the_same_without_a_snapshot(
    national: ApiSession, national_access: Access, case: str, viewer: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with RecordingClient(national_access) as client:
        session = ApiSession(client, viewer)
        await national.store.current()
        session.store.take(national.store)
        query = (FROM_SNAPSHOT | READ)[case]
        fast, fast_text = await asked(client, session, query)
        monkeypatch.setattr(Planning, "writer", lambda planning: Writer(planning.view, planning.typed))
        without = ApiSession(client, viewer)
        without.store.take(national.store)
        whole, whole_text = await asked(client, without, query)
    assert fast == whole
    assert len(fast) > 100
    walks = case != "of other nodes"
    assert ("ON_AXIS" in whole_text or "TARGETS" in whole_text) is walks
    assert ("ON_AXIS" in fast_text or "TARGETS" in fast_text) is (walks and case in READ)


async def test_a_graph_that_has_changed_is_read_and_then_its_changes(
    scratch: ApiSession, scratch_access: Access
) -> None:
    await scratch.replace(sound())
    async with RecordingClient(scratch_access) as client:
        session = ApiSession(client)
        latest = await session.store.current()
        before = first(await session.data(QUESTION))
        one = before["id"]
        await client.write([Statement(ANOTHER_AXIS, {"id": one}, [one])])
        answer, text = await asked(client, session, QUESTION)
        assert first(orjson.loads(answer)) == before | {"axes": ["ACTION_PROGRAMME"]}
        assert "ON_AXIS" in text
        for _ in range(1_000):
            if session.store.latest is not latest:
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


async def test_a_long_operation_reads_them_in_a_thread(
    national: ApiSession, national_access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    targets = LiveSnapshotQueries.targets

    def remember(queries: LiveSnapshotQueries, names: Sequence[str], most: int) -> Callable[[str], list[list[str]]]:
        threads.append(threading.current_thread())
        return targets(queries, names, most)

    monkeypatch.setattr(LiveSnapshotQueries, "targets", remember)
    await national.store.current()
    async with RecordingClient(national_access) as client:
        session = ApiSession(client, scheduler=Scheduler(32, None, timeout_seconds=10.0))
        session.store.take(national.store)
        answer, text = await asked(client, session, QUESTION)
        at_once = ApiSession(client)
        at_once.store.take(national.store)
        assert (answer, text) == await asked(client, at_once, QUESTION)
    assert "ON_AXIS" not in text
    assert [thread is threading.main_thread() for thread in threads] == [False, True]


async def test_the_snapshot_has_a_column_for_every_fact_that_the_model_says_it_has(national: ApiSession) -> None:
    snapshot = await national.store.current()
    engagements = {stored.name for kind in SHAPE.kinds.values() for stored in kind.properties if stored.in_snapshot}
    targets = {name for kind in SHAPE.kinds.values() for link in kind.relations for name in link.snapshot_values}
    assert engagements == {"axes"}
    assert engagements <= vars(snapshot.links).keys()
    assert targets == snapshot.territories.values.keys()


def first(data: dict[str, Any]) -> dict[str, Any]:
    """Return the first engagement of an answer."""
    node: dict[str, Any] = data["engagements"]["edges"][0]["node"]
    return node
