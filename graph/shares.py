"""Shares: places for work that would hold others up; the next one goes to the client that has had least.

A client is a name that the edge of the service gives it, whatever it stands for: an address, later an account.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from cachetools import LRUCache

from graph.errors import ClientError, Code
from graph.refusals import Reason, count_refusal

HALF_LIFE_SECONDS: Final = 30.0
"""The time after which half of what a client has used counts no more."""
CLIENTS_REMEMBERED: Final = 10_000
MOST_WAITING: Final = 16
"""Pieces of work of one client that wait, at most."""


class NoPlaceError(ClientError):
    """No place became free in time, or too much work of the client waits already."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Code.DATABASE_UNAVAILABLE)


class Shares:
    """So many places, shared by the clients that want them.

    A client has a place at once while there are some, all but `reserved`, which are for those that hold none. When none
    is free, the next goes to the client that holds the fewest, and of those to the one whose work took least of late:
    its time is measured, and fades. Nobody waits longer than `patience_seconds`, nor has more than `most_waiting`
    pieces of work waiting. What is refused is counted under `reason` and says `message`.
    """

    def __init__(
        self,
        most: int,
        *,
        patience_seconds: float,
        reason: Reason,
        message: str,
        reserved: int = 0,
        most_waiting: int = MOST_WAITING,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.most, self.taken = most, 0
        self._patience, self._reason, self._message = patience_seconds, reason, message
        self._reserved, self._most_waiting, self._clock = min(reserved, most - 1), most_waiting, clock
        self._held: Counter[str] = Counter()
        self._queues: dict[str, deque[asyncio.Future[None]]] = {}
        self._used: LRUCache[str, tuple[float, float]] = LRUCache(CLIENTS_REMEMBERED)

    @property
    def waiting(self) -> int:
        """The pieces of work that wait for a place."""
        return sum(map(len, self._queues.values()))

    async def take(self, client: str) -> None:
        """Wait for a place and take it.

        Raises:
            NoPlaceError: there is none in time.
        """
        if not self._queues and self._is_free_for(client):
            self._give(client)
            return
        queue = self._queues.setdefault(client, deque())
        if len(queue) >= self._most_waiting:
            raise self._refusal()
        turn = asyncio.get_running_loop().create_future()
        queue.append(turn)
        self._next()
        try:
            async with asyncio.timeout(self._patience):
                await turn
        except BaseException as error:
            self._leave(client, turn)
            if isinstance(error, TimeoutError):
                raise self._refusal() from None
            raise

    def give_back(self, client: str, seconds: float = 0.0) -> None:
        """Give a place back, in which the work of the client took so many seconds."""
        self.taken -= 1
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
        if seconds:
            self._used[client] = self._load(client) + seconds, self._clock()
        self._next()

    @asynccontextmanager
    async def place(self, client: str) -> AsyncIterator[None]:
        """Hold a place while the block runs, which is charged the time that it takes.

        Raises:
            NoPlaceError: there is none in time.
        """
        await self.take(client)
        started = self._clock()
        try:
            yield
        finally:
            self.give_back(client, self._clock() - started)

    def _is_free_for(self, client: str) -> bool:
        return self.most - self.taken > (self._reserved if client in self._held else 0)

    def _give(self, client: str) -> None:
        self.taken += 1
        self._held[client] += 1

    def _load(self, client: str) -> float:
        """Return the seconds that a client has used, less what has faded."""
        seconds, at = self._used.get(client, (0.0, 0.0))
        return seconds * 0.5 ** ((self._clock() - at) / HALF_LIFE_SECONDS) if seconds else 0.0

    def _next(self) -> None:
        """Give free places to those that wait and may have them."""
        while able := [client for client in self._queues if self._is_free_for(client)]:
            client = min(able, key=lambda one: (self._held.get(one, 0), self._load(one)))
            turn = self._queues[client].popleft()
            if not self._queues[client]:
                del self._queues[client]
            if not turn.done():  # else its client has just left
                self._give(client)
                turn.set_result(None)

    def _leave(self, client: str, turn: "asyncio.Future[None]") -> None:
        """Wait no more; a place that was given meanwhile goes to another."""
        if turn.done() and not turn.cancelled():
            self.give_back(client)
            return
        queue = self._queues.get(client)
        if queue is not None and turn in queue:
            queue.remove(turn)
            if not queue:
                del self._queues[client]

    def _refusal(self) -> NoPlaceError:
        count_refusal(self._reason)
        return NoPlaceError(self._message)
