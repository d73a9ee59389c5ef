"""A bulkhead: the places that dear operations share, so that however many there are, the others pass beside them."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import ParamSpec, TypeVar

from graph.errors import ClientError, Code
from graph.refusals import Reason, count_refusal

P = ParamSpec("P")
T = TypeVar("T")
BUSY = "other long questions are being answered; ask again in a moment, or ask for less"


class Places:
    """So many places at most; `taken` are not free, and whoever lets others wait for one counts them in `waiting`."""

    def __init__(self, most: int) -> None:
        self.most, self.taken, self.waiting = most, 0, 0
        self._free = asyncio.Semaphore(most)

    @property
    def full(self) -> bool:
        """True while nobody can have one without waiting."""
        return self._free.locked()

    async def take(self) -> None:
        """Wait for a place and take it."""
        await self._free.acquire()
        self.taken += 1

    def give_back(self) -> None:
        """Let another have it."""
        self.taken -= 1
        self._free.release()


@dataclass
class Place:
    """A place in a bulkhead; `timed_out`: a statement was left at its timeout."""

    timed_out: bool = False


class Bulkhead:
    """Lets a few in at a time, and of one asker one; does what they work out in one thread beside the loop.

    `timeout_seconds` is how long one waits for a place, and for the end of a statement. A database that goes on with a
    statement that was given up does so for `lingering_seconds` from its start, and the place stays taken as long.
    """

    def __init__(self, places: int, *, timeout_seconds: float, lingering_seconds: float = 0.0) -> None:
        self.places = Places(places)
        self._timeout, self._lingering = timeout_seconds, lingering_seconds
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._askers: Counter[str] = Counter()
        self._thread = ThreadPoolExecutor(1, "dear")

    @asynccontextmanager
    async def place(self, asker: str = "") -> AsyncIterator[Place]:
        """Hold a place while the block runs; who asks for several waits behind itself.

        Raises:
            ClientError: DATABASE_UNAVAILABLE, no place became free in time.
        """
        self._askers[asker] += 1
        try:
            async with AsyncExitStack() as stack:
                self.places.waiting += 1
                try:
                    async with asyncio.timeout(self._timeout):
                        await stack.enter_async_context(self._turns[asker])
                        await self.places.take()
                except TimeoutError:
                    count_refusal(Reason.DEAR_OPERATIONS)
                    raise ClientError(BUSY, Code.DATABASE_UNAVAILABLE) from None
                finally:
                    self.places.waiting -= 1
                yield await stack.enter_async_context(self._held())
        finally:
            self._askers[asker] -= 1
            if not self._askers[asker]:
                del self._askers[asker], self._turns[asker]

    @asynccontextmanager
    async def _held(self) -> AsyncIterator[Place]:
        """Give a place back when the database is through with what was begun in it."""
        place, lingering = Place(), 0.0
        try:
            yield place
        except asyncio.CancelledError:
            lingering = self._lingering
            raise
        finally:
            if place.timed_out:
                lingering = max(self._lingering - self._timeout, 0.0)
            if lingering:
                asyncio.get_running_loop().call_later(lingering, self.places.give_back)
            else:
                self.places.give_back()

    async def aside(self, work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
        """Return what a function returns, worked out in the thread."""
        return await asyncio.wrap_future(self._thread.submit(work, *arguments, **named))

    def later(self, work: Callable[[], object]) -> None:
        """Have something done in the thread, after what it is doing."""
        self._thread.submit(work)

    def close(self) -> None:
        """Take no more work."""
        self._thread.shutdown(wait=False, cancel_futures=True)
