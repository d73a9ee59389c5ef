"""Workplaces: one client's work holds up its own, and what is left goes on holding its place until it ends."""

import asyncio
import math
import threading
from collections.abc import Iterator

import pytest

from resolvers import workplaces
from resolvers.pace import Effort
from resolvers.workplaces import Workplaces

PATIENCE = 5.0
SHORT = 0.1


@pytest.fixture
def places() -> Iterator[Workplaces]:
    """Workplaces with room for two operations, and one search."""
    places = Workplaces(12, 1, timeout_seconds=PATIENCE)
    yield places
    places.close()


async def test_a_client_waits_behind_its_own_long_work_and_another_does_not(places: Workplaces) -> None:
    end, done = threading.Event(), list[str]()
    long = asyncio.create_task(places.work("many", end.wait))
    await asyncio.sleep(SHORT)
    own = asyncio.create_task(places.work("many", lambda: done.append("own")))
    await asyncio.sleep(SHORT)
    await asyncio.wait_for(places.work("other", lambda: done.append("other")), PATIENCE)
    assert done == ["other"]
    end.set()
    await asyncio.gather(long, own)
    assert done == ["other", "own"]


async def test_work_that_is_left_keeps_its_place_until_it_ends(places: Workplaces) -> None:
    end = threading.Event()
    task = asyncio.create_task(places.plan("gone", end.wait))
    await asyncio.sleep(SHORT)
    task.cancel()
    await asyncio.wait([task])
    assert (task.cancelled(), places.planning.taken) == (True, 1)
    end.set()
    assert await places.plan("other", lambda: "planned") == "planned"
    assert places.planning.taken == 0


async def test_the_first_free_thread_works(places: Workplaces) -> None:
    names = {await places.work(client, lambda: threading.current_thread().name) for client in ("a", "b", "a")}
    assert len(names) == 1


@pytest.mark.parametrize("effort", [Effort(untried=True), Effort(long_search=True)])
async def test_what_is_untried_or_searches_long_leaves_easy_operations_their_place(
    places: Workplaces, effort: Effort
) -> None:
    begun = asyncio.Event()

    async def run() -> None:
        async with places.apart("many", effort):
            begun.set()
            await asyncio.sleep(PATIENCE)

    tasks = [asyncio.create_task(run()) for _ in range(5)]
    await begun.wait()
    await asyncio.sleep(SHORT)
    assert places.answering.taken == 1
    async with asyncio.timeout(SHORT), places.answering.place("other"):
        pass
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert (places.answering.taken, places.searching.taken, places.trying.taken) == (0, 0, 0)


async def test_threads_that_rest_let_go_of_what_they_kept_but_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workplaces, "REST_SECONDS", SHORT)
    rested = list[str]()
    places = Workplaces(12, 1, timeout_seconds=PATIENCE, on_rest=lambda: rested.append(threading.current_thread().name))
    end = threading.Event()
    first = asyncio.create_task(places.work("a", end.wait))
    await asyncio.sleep(0)
    second = await places.work("b", lambda: threading.current_thread().name)
    await places.work("b", lambda: None)
    end.set()
    await first
    async with asyncio.timeout(PATIENCE):
        while not rested:  # noqa: ASYNC110 - a thread is waited for
            await asyncio.sleep(SHORT / 5)
    await asyncio.sleep(2 * SHORT)
    places.close()
    assert rested == [second]


async def test_a_search_that_is_left_holds_its_place_as_long_as_it_is_expected_to_go_on() -> None:
    places = Workplaces(12, 1, timeout_seconds=PATIENCE, lingering_seconds=60.0)

    async def search(effort: Effort) -> None:
        async with places.apart("gone", effort):
            await asyncio.sleep(PATIENCE)

    for seconds, freed in ((SHORT, True), (math.inf, False)):
        task = asyncio.create_task(search(Effort(long_search=True, seconds=seconds)))
        await asyncio.sleep(SHORT / 2)
        task.cancel()
        await asyncio.wait([task])
        await asyncio.sleep(SHORT)
        assert (places.searching.taken == 0) is freed
    places.close()
