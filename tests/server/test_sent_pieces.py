"""Responses are sent in few pieces, and no faster than the client reads: a real uvicorn and real sockets."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from typing import cast

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from server.http.connections import BoundedConnection
from tests.server.small_service import serving

PARTS, PART_BYTES = 1_000, 65_536
SENT: list[int] = []
FIRST = threading.Event()


async def _small(_request: Request) -> Response:
    return PlainTextResponse("small")


async def _parts() -> AsyncIterator[bytes]:
    for part in range(PARTS):
        SENT.append(part)
        FIRST.set()
        yield b"x" * PART_BYTES


async def _streamed(_request: Request) -> Response:
    return StreamingResponse(_parts())


@pytest.fixture
def origin() -> Iterator[str]:
    SENT.clear()
    FIRST.clear()
    with serving(Starlette(routes=[Route("/small", _small), Route("/streamed", _streamed)])) as origin:
        yield origin


class CountedWrites:
    """A transport that counts what is written to it."""

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport, self.writes = transport, 0

    def __getattr__(self, name: str) -> object:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        self.writes += 1
        self._transport.write(data)


def test_a_head_and_its_body_are_sent_together(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sending them separately would wake each client twice, and cost a tenth of the throughput of small answers."""
    counted: list[CountedWrites] = []
    made = BoundedConnection.connection_made

    def counting(connection: BoundedConnection, transport: asyncio.Transport) -> None:
        counted.append(CountedWrites(transport))
        made(connection, cast("asyncio.Transport", counted[0]))

    monkeypatch.setattr(BoundedConnection, "connection_made", counting)
    with httpx.Client() as client:
        assert [client.get(f"{origin}/small").text for _ in range(5)] == ["small"] * 5
    assert [one.writes for one in counted] == [5]


def test_a_stream_waits_for_a_client_that_does_not_read(origin: str) -> None:
    url = httpx.URL(origin)
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        connection.connect((url.host, url.port))
        connection.sendall(b"GET /streamed HTTP/1.1\r\nHost: a\r\n\r\n")
        assert FIRST.wait(10.0)
        assert httpx.get(f"{origin}/small").text == "small", "the event loop is not blocked"
        assert len(SENT) < PARTS / 2
