"""A semaphore that is fair between clients: the next permit goes to the client that has used least.

A client is a key chosen at the edge of the service: an address today, later an account.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable
from typing import Final

from cachetools import LRUCache

from graph.errors import ClientError, Code
from graph.refusals import Reason, count_refusal

HALF_LIFE_SECONDS: Final = 30.0
"""The half-life of the time that a client has used."""
CLIENTS_REMEMBERED: Final = 10_000
MOST_WAITING: Final = 16
"""The maximum number of pieces of work of one client that may wait for a permit."""


class TooBusyError(ClientError):
    """No permit became available in time, or too much work of this client is already waiting."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Code.DATABASE_UNAVAILABLE)


class FairSemaphore:
    """A semaphore with `most` permits, shared fairly between clients.

    A client gets a permit at once while more than `reserved` permits are available; the reserved permits are for
    clients that hold none. Otherwise the next permit goes to the client that holds the fewest permits; among equals, to
    the client whose recent work took the least time (older time counts less, by a half-life). No work waits longer than
    `patience_seconds`, and one client has at most `most_waiting` pieces of work waiting. A refusal is counted under
    `reason` and raises TooBusyError with `message`.
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
        """The number of pieces of work that wait for a permit."""
        return sum(map(len, self._queues.values()))

    async def acquire(self, client: str) -> None:
        """Wait for a permit and take it.

        Raises:
            TooBusyError: none became available in time.
        """
        if not self._queues and self._is_available_to(client):
            self._grant(client)
            return
        queue = self._queues.setdefault(client, deque())
        if len(queue) >= self._most_waiting:
            raise self._too_busy()
        granted = asyncio.get_running_loop().create_future()
        queue.append(granted)
        self._grant_next()
        try:
            async with asyncio.timeout(self._patience):
                await granted
        except BaseException as error:
            self._leave(client, granted)
            if isinstance(error, TimeoutError):
                raise self._too_busy() from None
            raise

    def release(self, client: str, seconds: float = 0.0) -> None:
        """Return a permit; `seconds` is how long the client's work held it."""
        self.taken -= 1
        self._held[client] -= 1
        if not self._held[client]:
            del self._held[client]
        if seconds:
            self._used[client] = self._load(client) + seconds, self._clock()
        if self._queues:
            self._grant_next()

    def permit(self, client: str) -> "_Permit":
        """Hold a permit while the block runs, and charge the client for the time.

        Raises:
            TooBusyError: none became available in time.
        """
        return _Permit(self, client, self._clock)

    def _is_available_to(self, client: str) -> bool:
        return self.most - self.taken > (self._reserved if client in self._held else 0)

    def _grant(self, client: str) -> None:
        self.taken += 1
        self._held[client] += 1

    def _load(self, client: str) -> float:
        """Return the seconds that a client has used recently; older seconds count less, by the half-life."""
        seconds, at = self._used.get(client, (0.0, 0.0))
        return seconds * 0.5 ** ((self._clock() - at) / HALF_LIFE_SECONDS) if seconds else 0.0

    def _grant_next(self) -> None:
        """Grant available permits to the waiting clients that may have them."""
        while eligible := [client for client in self._queues if self._is_available_to(client)]:
            client = min(eligible, key=lambda one: (self._held.get(one, 0), self._load(one)))
            granted = self._queues[client].popleft()
            if not self._queues[client]:
                del self._queues[client]
            if not granted.done():  # else the client has just stopped waiting
                self._grant(client)
                granted.set_result(None)

    def _leave(self, client: str, granted: "asyncio.Future[None]") -> None:
        """Stop waiting; a permit granted in the meantime is released."""
        if granted.done() and not granted.cancelled():
            self.release(client)
            return
        queue = self._queues.get(client)
        if queue is not None and granted in queue:
            queue.remove(granted)
            if not queue:
                del self._queues[client]

    def _too_busy(self) -> TooBusyError:
        count_refusal(self._reason)
        return TooBusyError(self._message)


class _Permit:
    """A context manager that holds a permit of a client while its block runs.

    This is a class because a generator takes three times as long, and every operation needs a permit.
    """

    __slots__ = ("_client", "_clock", "_semaphore", "_started")

    def __init__(self, semaphore: FairSemaphore, client: str, clock: Callable[[], float]) -> None:
        self._semaphore, self._client, self._clock = semaphore, client, clock
        self._started = 0.0

    async def __aenter__(self) -> None:
        await self._semaphore.acquire(self._client)
        self._started = self._clock()

    async def __aexit__(self, *_: object) -> None:
        self._semaphore.release(self._client, self._clock() - self._started)
