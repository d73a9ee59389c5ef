"""The snapshot store on a graph that cannot be read: reported at once as an internal error, not as a busy graph."""

import asyncio
import time
from typing import Any

import pytest

from graph.domain.counting import Durations
from graph.errors import ClientError, Code
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import ANYTHING
from resolvers.snapshot.columns import IndexById, MissingError
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.reader import read_snapshot
from resolvers.snapshot.store import BUSY, REFRESH_PAUSE, SnapshotStore
from tests.api_session import ApiSession
from tests.graphs import sound

SPOILT = (
    "MATCH (:Actor {id: 'trainer:1'})-[r:ENGAGED_IN]->(:Engagement {id: 'action:1'}) SET r.roles = ['CHIEF']",
    "MATCH (e:Engagement {id: 'action:1'}) SET e.criteria = ['TASTE']",
)


@pytest.mark.parametrize("spoil", SPOILT)
async def test_a_graph_that_cannot_be_read_is_our_fault_and_not_a_busy_one(scratch: ApiSession, spoil: str) -> None:
    await scratch.replace(sound())
    await scratch.data("{ mobilised { totalCount } }")
    await scratch.client.write([Statement(spoil, {})])
    answer = await scratch.ask("{ mobilised { totalCount } }")
    assert answer.codes == ["INTERNAL"]
    assert "without a pause" not in answer.errors[0]["message"]


async def test_the_sizes_are_read_in_the_background_after_the_graph_is_read_again(scratch: ApiSession) -> None:
    await scratch.replace(sound())
    store = SnapshotStore(scratch.client, Durations())
    await store.current()
    before = store.sizes
    assert before
    assert before.of_kind("Action") == 1
    more = "UNWIND range(2, 64) AS n CREATE (:Engagement:Action {id: 'action:' + toString(n)})"
    await scratch.client.write([Statement(more, {}), ANYTHING])
    await store.current()
    assert store.sizes is before, "a question waits for the sizes"
    await scratch.client.write([Statement("RETURN 1", {}, ["action:1"])])
    await store.current()
    for _ in range(1_000):
        if store.sizes is not before:
            break
        await asyncio.sleep(0.01)
    assert store.sizes
    assert store.sizes.of_kind("Action") == 64


async def test_a_graph_restored_to_an_older_version_is_read_again(scratch: ApiSession) -> None:
    """A restored backup has a lower version than the snapshot of the running service."""
    await scratch.replace(sound())
    before = await scratch.data("{ mobilised { totalCount } }")
    await scratch.client.write([Statement("MATCH (g:Graph {id: 'graph'}) SET g.version = g.version - 3", {})])
    assert await scratch.data("{ mobilised { totalCount } }") == before


@pytest.mark.parametrize("for_questions", [True, False])
async def test_derived_columns_are_ready_before_the_first_question_and_for_questions_only(
    scratch: ApiSession, *, for_questions: bool
) -> None:
    await scratch.replace(sound())
    store = SnapshotStore(scratch.client, Durations(), for_questions=for_questions)
    first = await store.current()
    await scratch.client.write([Statement("MATCH (g:Graph {id: 'graph'}) SET g.version = g.version + 1", {})])
    for snapshot in (first, await store.current()):
        assert {"index" in vars(texts) for texts in snapshot.texts.values()} == {for_questions}
        assert ("by_target" in vars(snapshot.engagements)) is for_questions
        assert ("search_standings" in vars(snapshot.territories)) is for_questions


async def test_a_refresh_that_fails_is_tried_again_after_a_pause_only(
    scratch: ApiSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    await scratch.replace(sound())
    store = SnapshotStore(scratch.client, Durations())
    before = await store.current()
    reads = list[float]()

    async def failing(*given: Any) -> Snapshot:
        reads.append(time.monotonic())
        if len(reads) == 1:
            raise ClientError(BUSY, Code.DATABASE_UNAVAILABLE)
        return await read_snapshot(*given)

    monkeypatch.setattr("resolvers.snapshot.store.read_snapshot", failing)
    await scratch.client.write([ANYTHING])
    for _ in range(500):
        store.refresh()
        if store.latest is not before:
            break
        await asyncio.sleep(0.01)
    assert store.latest is not before
    first, second = reads
    assert second - first >= REFRESH_PAUSE


def test_the_error_of_a_missing_id_names_it() -> None:
    with pytest.raises(MissingError, match="action:2"):
        _ = IndexById({"action:1": 0})["action:2"]
