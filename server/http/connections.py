"""The HTTP connections of one process, with limits that uvicorn lacks: size of heads, time, number, unread bytes.

A client that sends nothing, sends slowly or does not read holds a connection for a short time only, and delays nobody.
"""

import asyncio
import resource
from typing import Any, ClassVar, Final, cast

from cachetools import TTLCache
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from graph.refusals import Reason, count_refusal
from server.http.client_keys import key_of
from server.http.memory import RELEASE_WANTED
from server.http.open_connections import OpenConnections

HEADERS_LIMIT: Final = 100
HEADER_BYTES_LIMIT: Final = 16_384
"""The maximum number of headers of a request, and of their bytes without the URL."""
HEAD_BYTES_LIMIT: Final = 524_288
"""The maximum number of bytes of an incomplete head, including the URL."""
REQUEST_SECONDS: Final = 10.0
"""Time limit for a request to arrive; a body has one more second per `BYTES_A_SECOND` received."""
BYTES_A_SECOND: Final = 262_144
IDLE_SECONDS: Final = 60
"""Time limit of an idle connection after its last response."""
UNREAD_SECONDS: Final = 10.0
LEAST_READ: Final = 65_536
"""A client that reads fewer bytes than this in `UNREAD_SECONDS` is dropped."""
UNREAD: Final = "cinqaxes.unread"
"""The ASGI extension that gives an application the number of unread bytes and of connections."""
CONNECTIONS_LIMIT: Final = 10_000
BUFFERED_BYTES: Final = 65_536
"""Buffered output of at least this size is sent at once."""
PIPELINED: Final = 16
"""The maximum number of pipelined requests that wait on a connection; browsers do not pipeline."""
PENALTY_SECONDS: Final = 10.0
"""The time for which nothing is read from a client that pipelined too many requests.

No browser, library or proxy pipelines so many. If the client's connections were closed at once, it would open new ones
just as fast.
"""
_FILES_KEPT: Final = 128
"""File descriptors that a process needs besides its connections: database, log, files being written."""


def most_connections() -> int:
    """Return the number of connections one process may hold, after raising its limit of open files."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    files = CONNECTIONS_LIMIT + _FILES_KEPT if hard == resource.RLIM_INFINITY else hard
    wanted = min(files, CONNECTIONS_LIMIT + _FILES_KEPT)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(wanted - _FILES_KEPT, 1)


class _TooLargeError(Exception):
    """The head of a request is too large."""


class _TooManyError(Exception):
    """Too many requests were pipelined."""


class BoundedConnection(HttpToolsProtocol):
    """One connection."""

    most = CONNECTIONS_LIMIT
    in_process: ClassVar[OpenConnections["BoundedConnection"]] = OpenConnections()
    """The open connections of this process, which are at most `most`."""
    penalised: TTLCache[str, None] = TTLCache(CONNECTIONS_LIMIT, PENALTY_SECONDS)
    """The clients that recently pipelined too many requests."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._status = 400
        self._in_head = self._in_request = self._is_ignored = False
        self._header_bytes = self._bytes = 0
        self._request_timer: asyncio.TimerHandle | None = None
        self._unread_timer: asyncio.TimerHandle | None = None
        self._unread = 0

    @property
    def unread_bytes(self) -> int:
        """The number of bytes of its responses that the client has not read yet."""
        return self.transport.get_write_buffer_size()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request; if too many connections are open, drop one of the client that has the most."""
        super().connection_made(transport)
        self.client_key = key_of({"client": self.client})
        self.transport = cast("asyncio.Transport", _BufferingTransport(transport, self.loop))
        self._await_request()
        if self.client_key in self.penalised:
            count_refusal(Reason.PIPELINE)
            self._is_ignored = True
            _stop(self._request_timer)
            self.loop.call_later(PENALTY_SECONDS, transport.abort)
        self.in_process.wait(self.client_key, self)
        if len(self.in_process) > self.most:
            count_refusal(Reason.CLIENT_CONNECTIONS)
            self.in_process.pop().transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all timers, discard waiting requests and release unread responses."""
        super().connection_lost(exc)
        self.in_process.remove(self.client_key, self)
        self.pipeline.clear()
        _stop(self._request_timer)
        if self._unread_timer is not None:
            _stop(self._unread_timer)
            RELEASE_WANTED.set()

    def data_received(self, data: bytes) -> None:
        """Receive bytes; the timer of a request runs until the request is complete."""
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
        """Start reading the head of a request."""
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
        """The head of a request is complete."""
        self._in_head = False
        super().on_headers_complete()
        self.in_process.request(self.client_key, self)

    def on_message_complete(self) -> None:
        """The request is complete."""
        self._in_request = False
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse a malformed request or one with too large a head; drop a client that pipelined too many requests."""
        if len(self.pipeline) >= PIPELINED:
            count_refusal(Reason.PIPELINE)
            self.penalised[self.client_key] = None
            self.transport.abort()
            return
        if self._status == 431:  # noqa: PLR2004 - an HTTP status
            count_refusal(Reason.LARGE_HEAD)
        body = msg.encode() if self._status == 400 else b"The head of the request is too large."  # noqa: PLR2004 - the same
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
        """Drop a client whose request has not arrived in time, unless its body arrives fast enough."""
        self._request_timer = None
        if self.flow.read_paused:
            return
        if self._bytes - known >= REQUEST_SECONDS * BYTES_A_SECOND:
            self._await_request()
        else:
            count_refusal(Reason.SLOW_REQUEST)
            self.transport.abort()

    def on_response_complete(self) -> None:
        """Start waiting for the next request; if the connection is closing, limit the time to read the response."""
        super().on_response_complete()
        if not self.transport.is_closing():
            if self.cycle.response_complete:
                self.in_process.wait(self.client_key, self)
        elif self._unread_timer is None:
            self._await_reading()

    def timeout_keep_alive_handler(self) -> None:
        """Close an idle connection, whether or not the client has read its last response."""
        self.transport.abort()

    def pause_writing(self) -> None:
        """Start the timer for the client to read."""
        super().pause_writing()
        if self._unread_timer is None:
            self._await_reading()

    def resume_writing(self) -> None:
        """Stop the timer: the client has read."""
        super().resume_writing()
        _stop(self._unread_timer)
        self._unread_timer = None
        RELEASE_WANTED.set()

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
        """Return the number of unread bytes of all clients of this process."""
        return sum(one.unread_bytes for one in self.connections if isinstance(one, BoundedConnection))


class _BufferingTransport:
    """Joins everything written in one turn of the event loop, so that the client wakes once for head and body.

    Large output is passed on at once: the transport can then tell its writer to pause when too much is unread.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._written: list[bytes] = []
        self._bytes = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Buffer some bytes until the end of this turn of the loop, or send them if they are many."""
        if not self._written:
            self._loop.call_soon(self._send)
        self._written.append(data)
        self._bytes += len(data)
        if self._bytes >= BUFFERED_BYTES:
            self._send()

    def close(self) -> None:
        """Send what was buffered, and close."""
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
