"""The scheduler: a client waits behind its own work only, and abandoned work holds its permit until it ends."""

import asyncio
import math
import threading
from collections.abc import Iterator

import pytest

from resolvers.scheduler import Scheduler
from resolvers.timing import Effort

PATIENCE = 5.0
SHORT = 0.1


@pytest.fixture
def scheduler() -> Iterator[Scheduler]:
    """Return a scheduler with permits for two operations and one search."""
    scheduler = Scheduler(12, 1, timeout_seconds=PATIENCE)
    yield scheduler
    scheduler.close()


async def test_a_client_waits_behind_its_own_long_work_and_another_does_not(scheduler: Scheduler) -> None:
    end, done = threading.Event(), list[str]()
    long = asyncio.create_task(scheduler.work("many", end.wait))
    await asyncio.sleep(SHORT)
    own = asyncio.create_task(scheduler.work("many", lambda: done.append("own")))
    await asyncio.sleep(SHORT)
    await asyncio.wait_for(scheduler.work("other", lambda: done.append("other")), PATIENCE)
    assert done == ["other"]
    end.set()
    await asyncio.gather(long, own)
    assert done == ["other", "own"]


async def test_abandoned_work_holds_its_permit_until_it_ends(scheduler: Scheduler) -> None:
    end = threading.Event()
    task = asyncio.create_task(scheduler.plan("gone", end.wait))
    await asyncio.sleep(SHORT)
    task.cancel()
    await asyncio.wait([task])
    assert (task.cancelled(), scheduler.planning.taken) == (True, 1)
    end.set()
    assert await scheduler.plan("other", lambda: "planned") == "planned"
    assert scheduler.planning.taken == 0


async def test_the_first_idle_thread_works(scheduler: Scheduler) -> None:
    names = {await scheduler.work(client, lambda: threading.current_thread().name) for client in ("a", "b", "a")}
    assert len(names) == 1


@pytest.mark.parametrize("effort", [Effort(untried=True), Effort(long_search=True)])
async def test_untried_operations_and_long_searches_leave_permits_for_quick_ones(
    scheduler: Scheduler, effort: Effort
) -> None:
    begun = asyncio.Event()

    async def run() -> None:
        async with scheduler.long_operation("many", effort):
            begun.set()
            await asyncio.sleep(PATIENCE)

    tasks = [asyncio.create_task(run()) for _ in range(5)]
    await begun.wait()
    await asyncio.sleep(SHORT)
    assert scheduler.answering.taken == 1
    async with asyncio.timeout(SHORT), scheduler.answering.permit("other"):
        pass
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    assert (scheduler.answering.taken, scheduler.searching.taken, scheduler.trying.taken) == (0, 0, 0)


async def test_an_abandoned_search_holds_its_permit_as_long_as_it_is_expected_to_run() -> None:
    scheduler = Scheduler(12, 1, timeout_seconds=PATIENCE, lingering_seconds=60.0)

    async def search(effort: Effort) -> None:
        async with scheduler.long_operation("gone", effort):
            await asyncio.sleep(PATIENCE)

    for seconds, freed in ((SHORT, True), (math.inf, False)):
        task = asyncio.create_task(search(Effort(long_search=True, seconds=seconds)))
        await asyncio.sleep(SHORT / 2)
        task.cancel()
        await asyncio.wait([task])
        await asyncio.sleep(SHORT)
        assert (scheduler.searching.taken == 0) is freed
    scheduler.close()
