"""A run leaves no reference cycle, even if the graph changes meanwhile."""

import gc
import weakref

import pytest

from graph.statement.maintain.version import ANYTHING
from resolvers.execute.root import RootRun
from resolvers.snapshot.model import Snapshot
from tests.api_session import ApiSession
from tests.graphs import sound

ASKED = (
    "{ coverage(rows: {kind: CITY_CONTRACT}, first: 5) { edges { node { territory { label } cells { status } } } } }",
    "{ mobilised(axes: [VICTIM_SUPPORT], first: 5) { edges { node { actor { label } engagements { totalCount } } } } }",
    '{ network(around: ["axis:4"]) { nodes { key label } edges { key } } }',
    '{ search(text: "laval") { hits { node { id label } } } }',
    '{ node(id: "region:52") { label } }',
)


@pytest.mark.parametrize("query", ASKED)
async def test_a_run_is_freed_without_the_collector(
    national: ApiSession, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[weakref.ref[RootRun]] = []
    made = RootRun.__init__

    def remember(run: RootRun, *given: object) -> None:
        made(run, *given)  # type: ignore[arg-type]
        runs.append(weakref.ref(run))

    await national.data(query)
    monkeypatch.setattr(RootRun, "__init__", remember)
    gc.collect()
    gc.disable()
    try:
        await national.data(query)
        assert runs
        assert [run() for run in runs if run() is not None] == []
    finally:
        gc.enable()


@pytest.mark.parametrize("query", ASKED[:4])
async def test_a_snapshot_that_a_question_found_outdated_is_freed_without_the_collector(
    scratch: ApiSession, query: str
) -> None:
    await scratch.replace(sound())
    await scratch.ask(query)
    gc.collect()
    gc.disable()
    try:
        held = weakref.ref[Snapshot](scratch.store.latest)  # type: ignore[arg-type] # it has been read
        await scratch.client.write([ANYTHING])
        await scratch.ask(query)
        assert scratch.store.reads["whole"] == 2
        assert held() is None
    finally:
        gc.enable()
