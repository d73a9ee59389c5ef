"""Loads that follow one another, the first being killed."""

import pytest

from changes.load import load, state
from changes.rows import GraphRows
from graph.domain.counting import Durations
from tests.api_session import ApiSession
from tests.engines import empty
from tests.graphs import sound


class KilledError(Exception):
    """Stands for the killing of the process."""


def _kill(_done: int, _total: int) -> None:
    raise KilledError


async def test_a_killed_load_records_the_loads_that_follow_it(scratch: ApiSession) -> None:
    await empty(scratch.client)
    with pytest.raises(KilledError):
        await load(scratch.client, "references", sound(), Durations(), _kill, ["demonstration"])
    graph = await state(scratch.client)
    assert graph is not None
    assert (graph.names, graph.loading) == ([], ["demonstration", "references"])
    assert await load(scratch.client, "references", sound(), Durations(), lambda *_: None, ["demonstration"])
    assert await load(scratch.client, "demonstration", GraphRows(), Durations(), lambda *_: None)
    graph = await state(scratch.client)
    assert graph is not None
    assert (graph.names, graph.loading) == (["references", "demonstration"], [])


async def test_a_load_that_is_complete_is_no_longer_in_progress(scratch: ApiSession) -> None:
    await empty(scratch.client)
    await load(scratch.client, "demonstration", GraphRows(), Durations(), lambda *_: None)
    await load(scratch.client, "references", sound(), Durations(), lambda *_: None, ["demonstration"])
    assert not await load(scratch.client, "demonstration", GraphRows(), Durations(), lambda *_: None)
    graph = await state(scratch.client)
    assert graph is not None
    assert graph.loading == []
