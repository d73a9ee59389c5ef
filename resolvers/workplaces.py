"""The workplaces of a process: where operations are planned, answered and searched for, shared fairly by clients.

Planning and long work each have a thread, so that the event loop goes on; what is quick is done on the loop.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from functools import partial
from heapq import heappop, heappush
from typing import Final, TypeVar

from graph.bounds import ROOTS_AT_ONCE
from graph.refusals import Reason
from graph.shares import Shares
from resolvers.pace import Effort

T = TypeVar("T")
CONNECTIONS_APART: Final = 4
"""Connections to the database that no operation uses: health, the snapshot and the watch need theirs."""
EASY_WAITING: Final = 1_000
"""Operations of one client that wait to be answered, at most; a page sends dozens at once."""
NEW_WAITING: Final = 100
"""Operations of new shapes of one client that wait to be planned, at most; each holds its document."""
WORKERS: Final = 3
"""Threads for long work, of which one client has one while others may come."""
REST_SECONDS: Final = 20.0
"""Time without work after which a thread lets go of what it kept."""
TRIED: Final = 3
"""Operations that run for the first time at once, of which one client has one while others may come."""
BUSY: Final = "other long questions are being answered; ask again in a moment, or ask for less"
NEW: Final = "too many questions of new shapes at once; ask again in a moment, with values as variables"


@dataclass
class Search:
    """A long search in the database; `timed_out`: one of its statements was left at its timeout."""

    timed_out: bool = False


class _Threads:
    """Threads that clients share. Work goes to the first that is free: it may keep what the work before it made.

    The others are for times when many ask: one that had no work for a while calls `on_rest`, which lets go of that.
    """

    def __init__(self, name: str, shares: Shares, on_rest: Callable[[], None] | None = None) -> None:
        self.shares, self._on_rest = shares, on_rest
        self._resting: dict[int, asyncio.TimerHandle] = {}
        self._threads = [ThreadPoolExecutor(1, f"{name}-{place}") for place in range(shares.most)]
        self._free = list(range(shares.most))

    async def run(self, client: str, work: Callable[[], T]) -> T:
        """Return what a function returns; its place is taken until it ends, whether or not it is still waited for.

        Raises:
            NoPlaceError: there is no place in time.
        """
        await self.shares.take(client)
        loop, place = asyncio.get_running_loop(), heappop(self._free)
        if resting := self._resting.pop(place, None):
            resting.cancel()
        started = loop.time()
        running = loop.run_in_executor(self._threads[place], work)

        def ended(run: "asyncio.Future[T]") -> None:
            if not run.cancelled():
                run.exception()  # nobody else asks for that of work that is no longer waited for
            heappush(self._free, place)
            if self._on_rest and place:
                self._resting[place] = loop.call_later(REST_SECONDS, self._threads[place].submit, self._on_rest)
            self.shares.give_back(client, loop.time() - started)

        running.add_done_callback(ended)
        return await asyncio.shield(running)

    def close(self) -> None:
        """Take no more work."""
        for resting in self._resting.values():
            resting.cancel()
        for thread in self._threads:
            thread.shutdown(wait=False, cancel_futures=True)


class Workplaces:
    """Places for planning, answering and long searches in the database.

    `connections` are those to the database; `searches` go on in it at once. A database that goes on with a statement
    that was given up does so for `lingering_seconds` from its start, and the place of the search stays taken as long.
    A thread for long work that had none for a while calls `on_rest`, all but the first.
    """

    def __init__(
        self,
        connections: int,
        searches: int | None,
        *,
        timeout_seconds: float,
        lingering_seconds: float = 0.0,
        on_rest: Callable[[], None] | None = None,
    ) -> None:
        at_once = max(1, (connections - CONNECTIONS_APART) // ROOTS_AT_ONCE)
        self.answering = Shares(
            at_once,
            patience_seconds=timeout_seconds,
            reason=Reason.OPERATIONS,
            message=BUSY,
            reserved=at_once // 3,
            most_waiting=EASY_WAITING,
        )
        self.searching = Shares(
            searches or max(1, at_once // 4),
            patience_seconds=timeout_seconds,
            reason=Reason.LONG_SEARCHES,
            message=BUSY,
            reserved=1,
        )
        self.trying = Shares(
            TRIED,
            patience_seconds=timeout_seconds,
            reason=Reason.NEW_SHAPES,
            message=NEW,
            reserved=TRIED - 1,
            most_waiting=NEW_WAITING,
        )
        self._planners = _Threads(
            "planning",
            Shares(
                1,
                patience_seconds=timeout_seconds,
                reason=Reason.NEW_SHAPES,
                message=NEW,
                most_waiting=NEW_WAITING,
            ),
        )
        self._workers = _Threads(
            "long-work",
            Shares(
                WORKERS,
                patience_seconds=timeout_seconds,
                reason=Reason.LONG_WORK,
                message=BUSY,
                reserved=WORKERS - 1,
                most_waiting=EASY_WAITING,
            ),
            on_rest,
        )
        self.planning, self.working = self._planners.shares, self._workers.shares
        self._timeout, self._lingering = timeout_seconds, lingering_seconds

    async def plan(self, client: str, work: Callable[[], T]) -> T:
        """Return what a function plans, in the thread for planning, when it is the client's turn.

        Raises:
            NoPlaceError: it is not in time.
        """
        return await self._planners.run(client, work)

    async def work(self, client: str, work: Callable[[], T]) -> T:
        """Return what a function works out, in a thread for long work, when it is the client's turn.

        Raises:
            NoPlaceError: it is not in time.
        """
        return await self._workers.run(client, work)

    @asynccontextmanager
    async def apart(self, client: str, effort: Effort) -> AsyncIterator[Search]:
        """Hold the places of an operation that takes long, or may, while the block runs.

        Raises:
            NoPlaceError: one is not free in time.
        """
        async with AsyncExitStack() as stack:
            search = Search()
            if effort.long_search:
                search = await stack.enter_async_context(self._search(client, effort.seconds))
            elif effort.untried:
                await stack.enter_async_context(self.trying.place(client))
            await stack.enter_async_context(self.answering.place(client))
            yield search

    @asynccontextmanager
    async def _search(self, client: str, seconds: float) -> AsyncIterator[Search]:
        """Hold the place of a search until the database is through with what was begun in it.

        One that is left goes on for what remains of the `seconds` that it is expected to take.
        """
        await self.searching.take(client)
        loop, search, lingering = asyncio.get_running_loop(), Search(), 0.0
        started = loop.time()
        try:
            yield search
        except asyncio.CancelledError:
            lingering = min(self._lingering, max(seconds - (loop.time() - started), 0.0))
            raise
        finally:
            if search.timed_out:
                lingering = max(self._lingering - self._timeout, 0.0)
            give_back = partial(self.searching.give_back, client, loop.time() - started + lingering)
            loop.call_later(lingering, give_back) if lingering else give_back()

    def close(self) -> None:
        """Take no more work."""
        self._planners.close()
        self._workers.close()
