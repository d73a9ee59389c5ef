"""The HTTP connections of one process, bounded where uvicorn bounds nothing: heads, time, number, unread answers.

Whoever sends nothing, sends slowly or does not read holds a connection for a short while, and no one else up.
"""

import asyncio
import resource
import time
from collections import Counter
from typing import Any, Final, cast

from cachetools import TTLCache
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from graph.refusals import Reason, count_refusal
from server.http.client_keys import key_of
from server.http.memory import release_memory_soon

HEADERS_LIMIT: Final = 100
HEADER_BYTES_LIMIT: Final = 16_384
"""Headers of a request, and their bytes, the address apart."""
HEAD_BYTES_LIMIT: Final = 524_288
"""Bytes of a head that has not ended, the address included."""
REQUEST_SECONDS: Final = 10.0
"""Time limit for a request to arrive; a body has a second more for each `BYTES_A_SECOND` that came."""
BYTES_A_SECOND: Final = 262_144
IDLE_SECONDS: Final = 60
"""Time limit of a connection without a request after the last answer."""
UNREAD_SECONDS: Final = 10.0
LEAST_READ: Final = 65_536
"""A client that reads less than so many bytes in so many seconds is dropped."""
UNREAD: Final = "cinqaxes.unread"
"""The extension of ASGI by which an application learns how many bytes wait to be read, and how many connections are."""
CONNECTIONS_LIMIT: Final = 10_000
TOGETHER_BYTES: Final = 65_536
"""Bytes from which on what is written is sent at once."""
PIPELINED: Final = 16
"""Requests that may wait on a connection behind the one that is answered; browsers send none ahead."""
PENALTY_SECONDS: Final = 10.0
"""Time for which nothing is read of whoever sent too many requests ahead; no browser, library or proxy does so.

To end its connections at once would have it open others as fast.
"""
_FILES_KEPT: Final = 128
"""Files that a process needs beside its connections: the database, the log, what is being written."""


def most_connections() -> int:
    """Return how many connections one process may hold, after raising its limit of files as far as it may."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = CONNECTIONS_LIMIT + _FILES_KEPT if hard == resource.RLIM_INFINITY else hard
    wanted = min(files, CONNECTIONS_LIMIT + _FILES_KEPT)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(wanted - _FILES_KEPT, 1)


class _TooLargeError(Exception):
    """The head of a request is larger than it may be."""


class _TooManyError(Exception):
    """More requests were sent ahead than may wait."""


class BoundedConnection(HttpToolsProtocol):
    """One connection; `since` is when it was made or last answered."""

    most = CONNECTIONS_LIMIT
    penalised: TTLCache[str, None] = TTLCache(CONNECTIONS_LIMIT, PENALTY_SECONDS)
    """The clients that sent too many requests ahead lately."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.since = time.monotonic()
        self._status = 400
        self._in_head = self._in_request = self._is_ignored = False
        self._header_bytes = self._bytes = 0
        self._request_timer: asyncio.TimerHandle | None = None
        self._unread_timer: asyncio.TimerHandle | None = None
        self._unread = 0

    @property
    def is_waiting(self) -> bool:
        """True while no request of the connection is being answered."""
        return self.cycle is None or self.cycle.response_complete

    @property
    def client_key(self) -> str:
        """The key of the client at the other end."""
        return key_of({"client": self.client})

    @property
    def unread_bytes(self) -> int:
        """The bytes of its answers that the client has not taken yet."""
        return self.transport.get_write_buffer_size()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request; where there are too many connections, the one that waits longest goes."""
        super().connection_made(transport)
        self.transport = cast("asyncio.Transport", _TogetherTransport(transport, self.loop))
        self._await_request()
        if self.client_key in self.penalised:
            count_refusal(Reason.PIPELINE)
            self._is_ignored = True
            _stop(self._request_timer)
            self.loop.call_later(PENALTY_SECONDS, transport.abort)
        if len(self.connections) > self.most:
            count_refusal(Reason.CLIENT_CONNECTIONS)
            self._one_too_many().transport.abort()

    def _one_too_many(self) -> "BoundedConnection":
        """Return the connection that goes: of the client that holds the most, the one that waits longest.

        Where none of them waits, it is the newest if that is the client's own, else the client's oldest.
        """
        every = [one for one in self.connections if isinstance(one, BoundedConnection)]
        ((crowd, _),) = Counter(one.client_key for one in every).most_common(1)
        its = [one for one in every if one.client_key == crowd]
        waiting = [one for one in its if one.is_waiting]
        if not waiting and self in its:
            return self
        return min(waiting or its, key=lambda one: one.since)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all clocks; what waits here goes, and what was not read is given back."""
        super().connection_lost(exc)
        self.pipeline.clear()
        _stop(self._request_timer)
        if self._unread_timer is not None:
            _stop(self._unread_timer)
            release_memory_soon()

    def data_received(self, data: bytes) -> None:
        """Read some bytes; the clock of a request runs until it is complete."""
        if self._is_ignored:
            self.transport.pause_reading()
            return
        self._bytes += len(data)
        super().data_received(data)
        if self._in_head and self._bytes > HEAD_BYTES_LIMIT:
            self._refuse_head()
        if not self._in_request:
            _stop(self._request_timer)
            self._request_timer = None
            self._bytes = 0
        elif self._request_timer is None:
            self._await_request()

    def on_message_begin(self) -> None:
        """Begin to read the head of a request."""
        if len(self.pipeline) >= PIPELINED:
            raise _TooManyError
        super().on_message_begin()
        self._in_head = self._in_request = True
        self._header_bytes = 0
        self.scope["extensions"] = {UNREAD: {"bytes": self._all_unread, "connections": self.connections.__len__}}

    def on_header(self, name: bytes, value: bytes) -> None:
        """Read a header."""
        self._header_bytes += len(name) + len(value)
        if len(self.headers) >= HEADERS_LIMIT or self._header_bytes > HEADER_BYTES_LIMIT:
            self._status = 431
            raise _TooLargeError
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """End the head of a request."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """End a request."""
        self._in_request = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, or has too large a head; a client that sent too many ahead is dropped."""
        if len(self.pipeline) >= PIPELINED:
            count_refusal(Reason.PIPELINE)
            self.penalised[self.client_key] = None
            self.transport.abort()
            return
        if self._status == 431:  # noqa: PLR2004 - it names itself
            count_refusal(Reason.LARGE_HEAD)
        body = msg.encode() if self._status == 400 else b"The head of the request is too large."  # noqa: PLR2004 - it names itself
        head = b"content-type: text/plain\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body)
        self.transport.write(STATUS_LINE[self._status] + head + body)
        self.transport.close()

    def _refuse_head(self) -> None:
        self._in_head = self._in_request = False
        self._status = 431
        if not self.transport.is_closing():
            self.send_400_response("")

    def _await_request(self) -> None:
        allowed = REQUEST_SECONDS + self._bytes / BYTES_A_SECOND
        self._request_timer = self.loop.call_later(allowed, self._drop_slow_request, self._bytes)

    def _drop_slow_request(self, known: int) -> None:
        """Drop a client whose request has not come in time, unless it sends its body fast enough."""
        self._request_timer = None
        if self.flow.read_paused:
            return
        if self._bytes - known >= REQUEST_SECONDS * BYTES_A_SECOND:
            self._await_request()
        else:
            count_refusal(Reason.SLOW_REQUEST)
            self.transport.abort()

    def on_response_complete(self) -> None:
        """Begin to wait for the next request; a client that is dropped after its answer must still read it."""
        super().on_response_complete()
        self.since = time.monotonic()
        if self.transport.is_closing() and self._unread_timer is None:
            self._await_reading()

    def timeout_keep_alive_handler(self) -> None:
        """End an idle connection, whether or not the client has read its last answer."""
        self.transport.abort()

    def pause_writing(self) -> None:
        """Give the client time to read."""
        super().pause_writing()
        if self._unread_timer is None:
            self._await_reading()

    def resume_writing(self) -> None:
        """Go on: the client has read."""
        super().resume_writing()
        _stop(self._unread_timer)
        self._unread_timer = None
        release_memory_soon()

    def _await_reading(self) -> None:
        self._unread = self.unread_bytes
        self._unread_timer = self.loop.call_later(UNREAD_SECONDS, self._drop_unless_reading)

    def _drop_unless_reading(self) -> None:
        if self.unread_bytes > max(self._unread - LEAST_READ, 0):
            count_refusal(Reason.SLOW_READER)
            self.transport.abort()
        elif self.unread_bytes:
            self._await_reading()
        else:
            self._unread_timer = None

    def _all_unread(self) -> int:
        """Return the bytes that all clients of this process have not taken yet."""
        return sum(one.unread_bytes for one in self.connections if isinstance(one, BoundedConnection))


class _TogetherTransport:
    """Sends what is written in one turn of the loop together: a head and its body, for which a client wakes up once.

    Much is sent at once, so that a transport that is full can have its writer wait.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._written: list[bytes] = []
        self._bytes = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send some bytes at the end of this turn of the loop, or now where they are many."""
        if not self._written:
            self._loop.call_soon(self._send)
        self._written.append(data)
        self._bytes += len(data)
        if self._bytes >= TOGETHER_BYTES:
            self._send()

    def close(self) -> None:
        """Send what was written, and close."""
        self._send()
        self._transport.close()

    def _send(self) -> None:
        if self._written:
            self._transport.write(b"".join(self._written))
            self._written.clear()
            self._bytes = 0


def _stop(timer: asyncio.TimerHandle | None) -> None:
    if timer is not None:
        timer.cancel()
