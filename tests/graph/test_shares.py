"""Places that clients share: nobody is held up by another who wants much, and no place is ever lost."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import Code
from graph.refusals import Reason
from graph.shares import NoPlaceError, Shares
from tests.proofs import TIMES

BUSY = "ask again"


def shares_of(most: int, *, patience: float = 10.0, reserved: int = 0, most_waiting: int = 1_000) -> Shares:
    return Shares(
        most,
        patience_seconds=patience,
        reason=Reason.OPERATIONS,
        message=BUSY,
        reserved=reserved,
        most_waiting=most_waiting,
    )


class Work:
    """Work of clients in the places of `shares`, in the order in which it began."""

    def __init__(self, shares: Shares) -> None:
        self.shares, self.began, self.end = shares, list[str](), asyncio.Event()

    async def of(self, client: str) -> None:
        async with self.shares.place(client):
            self.began.append(client)
            await self.end.wait()

    @asynccontextmanager
    async def begun(self, *clients: str) -> AsyncIterator[list[asyncio.Task[None]]]:
        """Have pieces of work wait or begin, in this order."""
        tasks = [asyncio.create_task(self.of(client)) for client in clients]
        await settled()
        yield tasks
        self.end.set()
        await asyncio.gather(*tasks, return_exceptions=True)


async def settled() -> None:
    """Let everything run that can."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_client_alone_has_all_places_but_those_for_newcomers() -> None:
    work = Work(shares_of(6, reserved=2))
    async with work.begun(*["flood"] * 100):
        assert work.began == ["flood"] * 4
        async with work.begun("one", "other", "third"):
            assert work.began[4:] == ["one", "other"]
    assert Counter(work.began) == {"flood": 100, "one": 1, "other": 1, "third": 1}
    assert (work.shares.taken, work.shares.waiting) == (0, 0)


async def test_the_next_place_goes_to_the_client_that_holds_the_fewest() -> None:
    shares, order = shares_of(1), list[str]()

    async def piece(client: str) -> None:
        async with shares.place(client):
            order.append(client)
            await asyncio.sleep(0.001)

    flood = [asyncio.create_task(piece("flood")) for _ in range(50)]
    await settled()
    await piece("other")
    assert order.index("other") <= 2
    await asyncio.gather(*flood)


async def test_of_those_that_wait_the_one_that_used_least_is_next() -> None:
    now = [0.0]
    shares = Shares(1, patience_seconds=10.0, reason=Reason.OPERATIONS, message=BUSY, clock=lambda: now[0])
    for client, seconds in (("much", 5.0), ("little", 0.1)):
        async with shares.place(client):
            now[0] += seconds
    order = list[str]()

    async def piece(client: str) -> None:
        async with shares.place(client):
            order.append(client)

    async with shares.place("somebody"):
        waiting = [asyncio.create_task(piece(client)) for client in ("much", "little")]
        await settled()
    await asyncio.gather(*waiting)
    assert order == ["little", "much"]
    now[0] += 3_600.0
    order.clear()
    async with shares.place("little"):
        now[0] += 1.0
    async with shares.place("somebody"):
        waiting = [asyncio.create_task(piece(client)) for client in ("little", "much")]
        await settled()
    await asyncio.gather(*waiting)
    assert order == ["much", "little"], "what was used an hour ago has faded"


async def test_waiting_ends_in_a_refusal() -> None:
    shares = shares_of(1, patience=0.01)
    async with shares.place("one"):
        with pytest.raises(NoPlaceError, match=BUSY) as refused:
            async with shares.place("other"):
                pass
    assert refused.value.code is Code.DATABASE_UNAVAILABLE
    async with shares.place("other"):
        assert (shares.taken, shares.waiting) == (1, 0)


async def test_too_much_that_waits_is_refused_at_once() -> None:
    work = Work(shares_of(1, most_waiting=3))
    async with work.begun(*["flood"] * 4):
        with pytest.raises(NoPlaceError):
            await work.shares.take("flood")
        async with work.begun("other") as (waiting,):
            assert not waiting.done()


@settings(max_examples=TIMES * 200, deadline=None)
@given(
    st.integers(1, 4),
    st.integers(0, 3),
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["ends", "leaves"]), st.integers(0, 5)), max_size=30),
)
def test_no_place_is_lost_whoever_leaves(most: int, reserved: int, pieces: list[tuple[str, str, int]]) -> None:
    async def run() -> None:
        shares = shares_of(most, reserved=reserved)
        busiest = 0

        async def piece(client: str, steps: int) -> None:
            nonlocal busiest
            async with shares.place(client):
                busiest = max(busiest, shares.taken)
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
        assert (shares.taken, shares.waiting) == (0, 0)

    asyncio.run(run())
