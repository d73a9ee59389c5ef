"""The scheduler of a process: shares planning, answering and long searches fairly between clients.

Planning and long work run in threads, so that the event loop stays responsive; quick work runs on the loop.
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
from graph.fair_semaphore import FairSemaphore
from graph.refusals import Reason
from resolvers.timing import Effort

T = TypeVar("T")
OTHER_CONNECTIONS: Final = 4
"""The number of database connections kept for health checks, the snapshot and the watch; no operation uses them."""
QUICK_WAITING: Final = 1_000
"""The maximum number of operations of one client that wait to be answered; a console page sends dozens at once."""
NEW_SHAPES_WAITING: Final = 100
"""The maximum number of operations of one client that wait to be planned; each holds its document in memory."""
WORKERS: Final = 3
"""The number of threads for long work; a client uses at most one, so that the others stay free for other clients."""
FIRST_RUNS: Final = 3
"""The maximum number of untried operations (`Effort.untried`) that run at the same time, besides long searches.

One client has at most one of them.
"""
BUSY: Final = "other long queries are running; retry in a moment, or ask for less"
NEW: Final = "too many queries of new shapes at once; retry in a moment, and pass values as variables"


@dataclass
class LongQuery:
    """A long search in the database; `timed_out` is set if one of its statements ran into its timeout."""

    timed_out: bool = False


class _Threads:
    """Threads shared by clients. Work goes to the first idle thread, whose caches are warm from earlier work."""

    def __init__(self, name: str, permits: FairSemaphore) -> None:
        self.permits = permits
        self._threads = [ThreadPoolExecutor(1, f"{name}-{number}") for number in range(permits.most)]
        self._idle = list(range(permits.most))

    async def run(self, client: str, work: Callable[[], T]) -> T:
        """Run a function in a thread and return its result; its permit is held until it ends, even if nobody waits.

        Raises:
            TooBusyError: no permit became available in time.
        """
        await self.permits.acquire(client)
        loop, number = asyncio.get_running_loop(), heappop(self._idle)
        started = loop.time()
        running = loop.run_in_executor(self._threads[number], work)

        def ended(run: "asyncio.Future[T]") -> None:
            if not run.cancelled():
                run.exception()  # else asyncio logs an exception for which nobody waits
            heappush(self._idle, number)
            self.permits.release(client, loop.time() - started)

        running.add_done_callback(ended)
        return await asyncio.shield(running)

    def close(self) -> None:
        """Accept no more work."""
        for thread in self._threads:
            thread.shutdown(wait=False, cancel_futures=True)


class Scheduler:
    """Permits for planning, answering and long searches in the database, and the threads for planning and long work.

    `connections` is the size of the pool of database connections; `searches` is how many long searches may run at once
    (None: derived from the connections). The database may continue an abandoned statement until at most
    `lingering_seconds` after the start of the statement. A search that timed out therefore keeps its permit until then;
    a cancelled one keeps it for the rest of its expected time.
    """

    def __init__(
        self,
        connections: int,
        searches: int | None,
        *,
        timeout_seconds: float,
        lingering_seconds: float = 0.0,
    ) -> None:
        at_once = max(1, (connections - OTHER_CONNECTIONS) // ROOTS_AT_ONCE)
        self.answering = FairSemaphore(
            at_once,
            patience_seconds=timeout_seconds,
            reason=Reason.OPERATIONS,
            message=BUSY,
            reserved=at_once // 3,
            most_waiting=QUICK_WAITING,
        )
        self.searching = FairSemaphore(
            searches or max(1, at_once // 4),
            patience_seconds=timeout_seconds,
            reason=Reason.LONG_SEARCHES,
            message=BUSY,
            reserved=1,
        )
        self.trying = FairSemaphore(
            FIRST_RUNS,
            patience_seconds=timeout_seconds,
            reason=Reason.NEW_SHAPES,
            message=NEW,
            reserved=FIRST_RUNS - 1,
            most_waiting=NEW_SHAPES_WAITING,
        )
        self._planners = _Threads(
            "planning",
            FairSemaphore(
                1,
                patience_seconds=timeout_seconds,
                reason=Reason.NEW_SHAPES,
                message=NEW,
                most_waiting=NEW_SHAPES_WAITING,
            ),
        )
        self._workers = _Threads(
            "long-work",
            FairSemaphore(
                WORKERS,
                patience_seconds=timeout_seconds,
                reason=Reason.LONG_WORK,
                message=BUSY,
                reserved=WORKERS - 1,
                most_waiting=QUICK_WAITING,
            ),
        )
        self.planning, self.working = self._planners.permits, self._workers.permits
        self._timeout, self._lingering = timeout_seconds, lingering_seconds

    async def plan(self, client: str, work: Callable[[], T]) -> T:
        """Run a planning function in the planning thread, when it is the client's turn, and return its result.

        Raises:
            TooBusyError: the client's turn did not come in time.
        """
        return await self._planners.run(client, work)

    async def work(self, client: str, work: Callable[[], T]) -> T:
        """Run a function in a thread for long work, when it is the client's turn, and return its result.

        Raises:
            TooBusyError: the client's turn did not come in time.
        """
        return await self._workers.run(client, work)

    @asynccontextmanager
    async def long_operation(self, client: str, effort: Effort) -> AsyncIterator[LongQuery]:
        """Hold the permits of an operation that is or may be long, while the block runs.

        Raises:
            TooBusyError: one of them did not become available in time.
        """
        async with AsyncExitStack() as stack:
            query = LongQuery()
            if effort.long_search:
                query = await stack.enter_async_context(self._search(client, effort.seconds))
            elif effort.untried:
                await stack.enter_async_context(self.trying.permit(client))
            await stack.enter_async_context(self.answering.permit(client))
            yield query

    @asynccontextmanager
    async def _search(self, client: str, seconds: float) -> AsyncIterator[LongQuery]:
        """Hold the permit of a search until the database has finished its statements.

        An abandoned search is assumed to continue for the rest of the `seconds` that it is expected to take.
        """
        await self.searching.acquire(client)
        loop, query, lingering = asyncio.get_running_loop(), LongQuery(), 0.0
        started = loop.time()
        try:
            yield query
        except asyncio.CancelledError:
            lingering = min(self._lingering, max(seconds - (loop.time() - started), 0.0))
            raise
        finally:
            if query.timed_out:
                lingering = max(self._lingering - self._timeout, 0.0)
            release = partial(self.searching.release, client, loop.time() - started + lingering)
            loop.call_later(lingering, release) if lingering else release()

    def close(self) -> None:
        """Accept no more work."""
        self._planners.close()
        self._workers.close()
