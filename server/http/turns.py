"""Turns: long work is done for a few at a time, and a client who asks for much waits behind itself, not before others.

A client has a place while its request is read and worked on; places are bounded for each client and for all.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from graph.refusals import Reason, count_refusal

PLACES_OF_A_CLIENT = 3
PLACES = 16
_UNAVAILABLE = 503


def refusal(message: str, status: int) -> Response:
    """Return the answer that refuses a request; one that may be sent again says when."""
    headers = {"retry-after": "60"} if status == _UNAVAILABLE else {}
    return JSONResponse({"errors": [{"message": message}]}, status_code=status, headers=headers)


class BusyError(Exception):
    """Too much is asked for at once, by this client or by all."""


@dataclass
class _Client:
    """The places of one client, and the lock by which they wait behind each other."""

    places: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Turns:
    """Gives so many turns at a time; `reason` names them where refusals are counted."""

    def __init__(self, at_once: int, reason: Reason) -> None:
        self._reason = reason
        self._free = asyncio.Semaphore(at_once)
        self._clients: dict[str, _Client] = {}

    @contextmanager
    def place(self, request: Request) -> Iterator[str]:
        """Hold a place for the client of a request; its name is given.

        Raises:
            BusyError: there is none.
        """
        name = request.client.host if request.client else ""
        client = self._clients.get(name) or _Client()
        if client.places >= PLACES_OF_A_CLIENT or sum(one.places for one in self._clients.values()) >= PLACES:
            count_refusal(self._reason)
            raise BusyError
        self._clients[name] = client
        client.places += 1
        try:
            yield name
        finally:
            client.places -= 1
            if not client.places:
                del self._clients[name]

    @asynccontextmanager
    async def turn(self, client: str) -> AsyncIterator[None]:
        """Wait for a turn of a client that has a place, and hold it."""
        async with self._clients[client].lock, self._free:
            yield
