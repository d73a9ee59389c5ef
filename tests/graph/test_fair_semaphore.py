"""The fair semaphore: no client is delayed by another that asks for much, and no permit is ever lost."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import Code
from graph.fair_semaphore import FairSemaphore, TooBusyError
from graph.refusals import Reason
from tests.proofs import TIMES

BUSY = "ask again"


def semaphore_of(most: int, *, patience: float = 10.0, reserved: int = 0, most_waiting: int = 1_000) -> FairSemaphore:
    return FairSemaphore(
        most,
        patience_seconds=patience,
        reason=Reason.OPERATIONS,
        message=BUSY,
        reserved=reserved,
        most_waiting=most_waiting,
    )


class Work:
    """Work of clients under the permits of `semaphore`, in the order in which it began."""

    def __init__(self, semaphore: FairSemaphore) -> None:
        self.semaphore, self.began, self.end = semaphore, list[str](), asyncio.Event()

    async def of(self, client: str) -> None:
        async with self.semaphore.permit(client):
            self.began.append(client)
            await self.end.wait()

    @asynccontextmanager
    async def begun(self, *clients: str) -> AsyncIterator[list[asyncio.Task[None]]]:
        """Start pieces of work in this order; each begins or waits."""
        tasks = [asyncio.create_task(self.of(client)) for client in clients]
        await let_tasks_run()
        yield tasks
        self.end.set()
        await asyncio.gather(*tasks, return_exceptions=True)


async def let_tasks_run() -> None:
    """Let all tasks run that can."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_client_alone_has_all_permits_but_those_for_newcomers() -> None:
    work = Work(semaphore_of(6, reserved=2))
    async with work.begun(*["flood"] * 100):
        assert work.began == ["flood"] * 4
        async with work.begun("one", "other", "third"):
            assert work.began[4:] == ["one", "other"]
    assert Counter(work.began) == {"flood": 100, "one": 1, "other": 1, "third": 1}
    assert (work.semaphore.taken, work.semaphore.waiting) == (0, 0)


async def test_the_next_permit_goes_to_the_client_that_holds_the_fewest() -> None:
    semaphore, order = semaphore_of(1), list[str]()

    async def piece(client: str) -> None:
        async with semaphore.permit(client):
            order.append(client)
            await asyncio.sleep(0.001)

    flood = [asyncio.create_task(piece("flood")) for _ in range(50)]
    await let_tasks_run()
    await piece("other")
    assert order.index("other") <= 2
    await asyncio.gather(*flood)


async def test_the_waiting_client_that_used_least_is_next() -> None:
    now = [0.0]
    semaphore = FairSemaphore(1, patience_seconds=10.0, reason=Reason.OPERATIONS, message=BUSY, clock=lambda: now[0])
    for client, seconds in (("much", 5.0), ("little", 0.1)):
        async with semaphore.permit(client):
            now[0] += seconds
    order = list[str]()

    async def piece(client: str) -> None:
        async with semaphore.permit(client):
            order.append(client)

    async with semaphore.permit("somebody"):
        waiting = [asyncio.create_task(piece(client)) for client in ("much", "little")]
        await let_tasks_run()
    await asyncio.gather(*waiting)
    assert order == ["little", "much"]
    now[0] += 3_600.0
    order.clear()
    async with semaphore.permit("little"):
        now[0] += 1.0
    async with semaphore.permit("somebody"):
        waiting = [asyncio.create_task(piece(client)) for client in ("little", "much")]
        await let_tasks_run()
    await asyncio.gather(*waiting)
    assert order == ["much", "little"], "what was used an hour ago has faded"


async def test_waiting_ends_in_a_refusal() -> None:
    semaphore = semaphore_of(1, patience=0.01)
    async with semaphore.permit("one"):
        with pytest.raises(TooBusyError, match=BUSY) as refused:
            async with semaphore.permit("other"):
                pass
    assert refused.value.code is Code.DATABASE_UNAVAILABLE
    async with semaphore.permit("other"):
        assert (semaphore.taken, semaphore.waiting) == (1, 0)


async def test_work_is_refused_at_once_while_too_much_waits() -> None:
    work = Work(semaphore_of(1, most_waiting=3))
    async with work.begun(*["flood"] * 4):
        with pytest.raises(TooBusyError):
            await work.semaphore.acquire("flood")
        async with work.begun("other") as (waiting,):
            assert not waiting.done()


@settings(max_examples=TIMES * 200, deadline=None)
@given(
    st.integers(1, 4),
    st.integers(0, 3),
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["ends", "leaves"]), st.integers(0, 5)), max_size=30),
)
def test_no_permit_is_lost_whoever_leaves(most: int, reserved: int, pieces: list[tuple[str, str, int]]) -> None:
    async def run() -> None:
        semaphore = semaphore_of(most, reserved=reserved)
        busiest = 0

        async def piece(client: str, steps: int) -> None:
            nonlocal busiest
            async with semaphore.permit(client):
                busiest = max(busiest, semaphore.taken)
                for _ in range(steps):
                    await asyncio.sleep(0)

        tasks = []
        for client, way, steps in pieces:
            tasks.append(asyncio.create_task(piece(client, steps)))
            for _ in range(steps):
                await asyncio.sleep(0)
            if way == "leaves":
                tasks[-1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert busiest <= most
        assert (semaphore.taken, semaphore.waiting) == (0, 0)

    asyncio.run(run())
