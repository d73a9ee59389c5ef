"""Admission of what was never planned: reading and planning hold the process, so that they are done at a bounded rate.

One asker has at most half of the room, so that the others' new questions pass beside a flood of them. Who asks one
question after the other waits for room; of a flood some wait, in turn, and the others are refused.
"""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from cachetools import LRUCache

from graph.errors import ClientError, Code
from graph.refusals import Reason, count_refusal

Admit = Callable[[float], None]
"""Takes the room of so many shapes of operations, or refuses."""
SHAPES_A_CHARACTER = 1 / 10_000
"""The part of a shape that a document takes when it is read for the first time."""
BURST_SECONDS = 10.0
"""Room is kept for so many seconds of the rate."""
WAITING_LIMIT = 8
WAIT_SECONDS = 8.0
"""Operations of one asker that wait for room, at most, and for how long."""
ASKERS_KEPT = 1_000


class NoRoomError(ClientError):
    """There is no room for a new shape now, but in so many `seconds`."""

    def __init__(self, seconds: float) -> None:
        message = "too many questions of new shapes at once; ask again in a moment, with values as variables"
        super().__init__(message, Code.DATABASE_UNAVAILABLE)
        self.seconds = seconds


class _Room:
    """Room that fills again at a steady rate, up to a burst."""

    def __init__(self, a_second: float, burst_seconds: float, now: float) -> None:
        self._rate, self._most = a_second, a_second * burst_seconds
        self._left, self._seen = self._most, now

    def lack(self, shapes: float, now: float) -> float:
        """Return in how many seconds there is room, 0 for now; a burst is room enough for the largest."""
        self._left = min(self._most, self._left + (now - self._seen) * self._rate)
        self._seen = now
        return max(0.0, (min(shapes, self._most) - self._left) / self._rate)

    def take(self, shapes: float) -> None:
        """Take room that there is."""
        self._left -= shapes


class Admission:
    """Admits shapes of operations that were never planned, so many a minute."""

    def __init__(
        self,
        shapes_a_minute: float,
        burst_seconds: float = BURST_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rate, self._burst, self._clock = shapes_a_minute / 60, burst_seconds, clock
        self._common = _Room(self._rate, burst_seconds, clock())
        self._own: LRUCache[str, _Room] = LRUCache(ASKERS_KEPT)
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._waiting: Counter[str] = Counter()

    def admit(self, asker: str, shapes: float) -> None:
        """Take the room of so many shapes.

        Raises:
            NoRoomError: there is none for this asker now.
        """
        now = self._clock()
        own = self._own.get(asker) or _Room(self._rate / 2, self._burst, now)
        self._own[asker] = own
        if lack := max(own.lack(shapes, now), self._common.lack(shapes, now)):
            raise NoRoomError(lack)
        own.take(shapes)
        self._common.take(shapes)

    @asynccontextmanager
    async def turn(self, asker: str) -> AsyncIterator[Callable[[NoRoomError], Awaitable[None]]]:
        """Wait behind the other operations of an asker that wait; give what waits until there is room.

        Raises:
            NoRoomError: too many wait already.
        """
        if self._waiting[asker] >= WAITING_LIMIT:
            count_refusal(Reason.NEW_SHAPES)
            raise NoRoomError(WAIT_SECONDS)
        self._waiting[asker] += 1
        end = self._clock() + WAIT_SECONDS

        async def until_room(lack: NoRoomError) -> None:
            if self._clock() + lack.seconds > end:
                count_refusal(Reason.NEW_SHAPES)
                raise lack
            await asyncio.sleep(lack.seconds)

        try:
            async with self._turns[asker]:
                yield until_room
        finally:
            self._waiting[asker] -= 1
            if not self._waiting[asker]:
                del self._waiting[asker], self._turns[asker]


def free(_shapes: float) -> None:
    """Admit everything."""
