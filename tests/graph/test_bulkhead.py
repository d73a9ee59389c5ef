"""A bulkhead lets a few in at a time, and keeps the place of what its database still works on."""

import asyncio
import threading

import pytest

from graph.bulkhead import Bulkhead
from graph.errors import ClientError, Code


async def stay(bulkhead: Bulkhead, entered: list[int], leave: asyncio.Event, asker: str = "") -> None:
    async with bulkhead.place(asker):
        entered.append(len(entered))
        await leave.wait()


async def test_only_so_many_are_in_at_once() -> None:
    bulkhead, entered, leave = Bulkhead(2, timeout_seconds=10.0), list[int](), asyncio.Event()
    tasks = [asyncio.create_task(stay(bulkhead, entered, leave, str(n))) for n in range(100)]
    await asyncio.sleep(0.01)
    assert len(entered) == 2
    leave.set()
    await asyncio.gather(*tasks)
    assert len(entered) == 100


async def test_who_asks_for_much_waits_behind_itself() -> None:
    bulkhead, entered, leave = Bulkhead(2, timeout_seconds=10.0), list[int](), asyncio.Event()
    flood = [asyncio.create_task(stay(bulkhead, entered, leave, "flood")) for _ in range(100)]
    await asyncio.sleep(0.01)
    beside = list[int]()
    other = asyncio.create_task(stay(bulkhead, beside, leave, "other"))
    await asyncio.sleep(0.01)
    assert (len(entered), len(beside)) == (1, 1)
    leave.set()
    await asyncio.gather(other, *flood)


async def test_who_waits_too_long_is_told_to_come_back() -> None:
    bulkhead = Bulkhead(1, timeout_seconds=0.01)
    async with bulkhead.place():
        with pytest.raises(ClientError) as refused:
            async with bulkhead.place():
                pass
    assert refused.value.code is Code.DATABASE_UNAVAILABLE
    async with bulkhead.place():
        pass


@pytest.mark.parametrize("lingering", [0.0, 0.2])
async def test_a_place_stays_taken_while_the_database_goes_on(lingering: float) -> None:
    bulkhead = Bulkhead(1, timeout_seconds=0.05, lingering_seconds=lingering)
    gone = asyncio.create_task(stay(bulkhead, [], asyncio.Event()))
    await asyncio.sleep(0.01)
    gone.cancel()
    await asyncio.wait([gone])
    if lingering:
        with pytest.raises(ClientError):
            async with bulkhead.place():
                pass
        await asyncio.sleep(lingering)
    async with bulkhead.place() as place:
        place.timed_out = True
    if lingering:
        with pytest.raises(ClientError):
            async with bulkhead.place():
                pass


async def test_what_is_worked_out_does_not_hold_up_the_loop() -> None:
    bulkhead, release = Bulkhead(1, timeout_seconds=1.0), threading.Event()
    task = asyncio.create_task(bulkhead.aside(release.wait, 10.0))
    await asyncio.sleep(0.01)
    assert not task.done()
    release.set()
    assert await task
    bulkhead.close()
