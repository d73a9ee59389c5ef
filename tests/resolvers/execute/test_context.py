"""What a run leaves behind: nothing that waits for the collector."""

import gc
import weakref

import pytest

from resolvers.execute.root import RootRun
from tests.asking import Asker

ASKED = (
    "{ coverage(rows: {kind: CITY_CONTRACT}, first: 5) { edges { node { territory { label } cells { status } } } } }",
    "{ mobilised(axes: [VICTIM_SUPPORT], first: 5) { edges { node { actor { label } engagements { totalCount } } } } }",
    '{ network(around: ["axis:4"]) { nodes { key label } edges { key } } }',
    '{ search(text: "laval") { edges { node { id label } } } }',
    '{ node(id: "region:52") { label } }',
)


@pytest.mark.parametrize("query", ASKED)
async def test_a_run_is_freed_without_the_collector(
    national: Asker, query: str, monkeypatch: pytest.MonkeyPatch
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
