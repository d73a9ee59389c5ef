"""Connections that send nothing, send slowly, send too much or do not read: a real uvicorn and real sockets."""

import asyncio
import resource
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest
from cachetools import TTLCache
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph.refusals import REFUSALS, Reason
from server.http import connections
from server.http.back_pressure import BackPressure
from server.http.connections import (
    HEAD_BYTES_LIMIT,
    HEADER_BYTES_LIMIT,
    HEADERS_LIMIT,
    PIPELINED,
    UNREAD,
    BoundedConnection,
)
from server.http.memory import RELEASE_WANTED
from server.http.open_connections import OpenConnections
from tests.server.small_service import serving

LARGE = 16_000_000
MOST_UNREAD = 30_000_000
SHORT = 0.3
ENDINGS = pytest.mark.parametrize("ending", [b"", b"Connection: close\r\n"])


async def _large(_request: Request) -> Response:
    return Response(b"x" * LARGE)


async def _unread(request: Request) -> Response:
    return JSONResponse(request.scope["extensions"][UNREAD]["bytes"]())


async def _length(request: Request) -> Response:
    return JSONResponse(len(await request.body()))


@pytest.fixture
def origin(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service with short time limits and few connections."""
    monkeypatch.setattr(connections, "REQUEST_SECONDS", SHORT)
    monkeypatch.setattr(connections, "UNREAD_SECONDS", SHORT)
    monkeypatch.setattr(connections, "PENALTY_SECONDS", 2 * SHORT)
    monkeypatch.setattr(BoundedConnection, "most", 20)
    monkeypatch.setattr(BoundedConnection, "penalised", TTLCache(20, 10.0))
    monkeypatch.setattr(BoundedConnection, "in_process", OpenConnections())
    routes = [Route("/large", _large), Route("/unread", _unread), Route("/length", _length, methods=["POST"])]
    app = Starlette(routes=routes)
    with serving(BackPressure(app, MOST_UNREAD), timeout_keep_alive=1) as origin:
        yield origin


def connected(origin: str, sent: bytes = b"", receives: int | None = None) -> socket.socket:
    url = httpx.URL(origin)
    connection = socket.socket()
    if receives:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receives)
    connection.settimeout(10.0)
    connection.connect((url.host, url.port))
    connection.sendall(sent)
    return connection


def end_of(connection: socket.socket) -> tuple[float, bytes]:
    """Return the seconds after which the service closed the connection, and the bytes that it sent."""
    started, received = time.monotonic(), b""
    try:
        while part := connection.recv(65_536):
            received += part
    except ConnectionResetError:
        pass
    return time.monotonic() - started, received


def wait_until(origin: str, holds: Callable[[int], bool]) -> None:
    """Wait until a condition holds for the unread bytes of clients; fail after ten seconds."""
    end = time.monotonic() + 10.0
    while not holds(unread := httpx.get(f"{origin}/unread").json()):
        assert time.monotonic() < end, f"{unread} bytes unread"
        time.sleep(0.05)


def _large_request(ending: bytes) -> bytes:
    return b"GET /large HTTP/1.1\r\nHost: a\r\n" + ending + b"\r\n"


@pytest.mark.parametrize(
    "sent", [b"", b"GET /large HT", b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nab"]
)
def test_a_request_that_does_not_arrive_is_dropped(origin: str, sent: bytes) -> None:
    with connected(origin, sent) as connection:
        seconds, received = end_of(connection)
    assert SHORT / 2 < seconds < 10 * SHORT
    assert received == b""


def test_single_bytes_do_not_extend_the_time_of_a_request(origin: str) -> None:
    with connected(origin, b"GET /large HTTP/1.1\r\n") as connection:
        connection.settimeout(SHORT / 10)
        started = time.monotonic()
        with pytest.raises(OSError, match=r"reset|Broken pipe"):  # noqa: PT012 - one byte after another
            while time.monotonic() - started < 5.0:
                connection.sendall(b"x")
                time.sleep(SHORT / 10)
    assert time.monotonic() - started < 3.0


def test_a_large_body_that_arrives_fast_is_given_time(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "BYTES_A_SECOND", 10_000)
    head = b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"
    with connected(origin, head) as connection:
        for _ in range(20):
            connection.sendall(b"x" * 5_000)
            time.sleep(SHORT / 5)
        assert b"200 OK" in connection.recv(65_536)


@pytest.mark.parametrize(
    "head",
    [
        b"".join(b"x%d: y\r\n" % n for n in range(HEADERS_LIMIT + 1)),
        b"accept: " + b"a" * HEADER_BYTES_LIMIT + b"\r\n",
    ],
    ids=["many headers", "a long header"],
)
def test_a_head_that_is_too_large_is_refused(origin: str, head: bytes) -> None:
    with connected(origin, b"GET /large HTTP/1.1\r\n" + head + b"\r\n") as connection:
        assert b"HTTP/1.1 431 " in end_of(connection)[1]


def test_a_head_without_end_is_refused(origin: str) -> None:
    with connected(origin, b"GET /?") as connection:
        try:
            connection.sendall(b"a" * (HEAD_BYTES_LIMIT + 1_000))
        except ConnectionError:
            return
        assert b"HTTP/1.1 431 " in end_of(connection)[1]


def test_an_idle_connection_ends(origin: str) -> None:
    with connected(origin, b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\na") as connection:
        seconds, received = end_of(connection)
    assert received.startswith(b"HTTP/1.1 200")
    assert 0.5 < seconds < 5.0


def test_silent_connections_make_room_for_others(origin: str) -> None:
    with ExitStack() as held:
        silent = [held.enter_context(connected(origin)) for _ in range(60)]
        assert httpx.post(f"{origin}/length", content=b"abc").json() == 3
        assert end_of(silent[0])[0] < SHORT / 2, "the connection that has waited longest is dropped first"


def test_the_client_with_the_most_connections_loses_one(origin: str) -> None:
    """Connections that have sent a head but no body are not idle, and still do not displace another client."""
    url, head = httpx.URL(origin), b"POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n"
    with ExitStack() as stack:
        connections = []
        for _ in range(25):
            one = stack.enter_context(socket.create_connection((url.host, url.port), 10.0, ("127.0.0.2", 0)))
            one.sendall(head)
            connections.append(one)
        assert httpx.post(f"{origin}/length", content=b"abc").json() == 3


def test_pipelined_requests_are_bounded(origin: str) -> None:
    request = b"GET /unread HTTP/1.1\r\nHost: a\r\n\r\n"
    with connected(origin, request * PIPELINED) as connection:
        received = b""
        while received.count(b"200 OK") < PIPELINED:
            received += connection.recv(65_536)
    before = REFUSALS[Reason.PIPELINE]
    with connected(origin, _large_request(b"") + request * 9_500) as connection:
        assert end_of(connection)[1].count(b"200 OK") <= 1
    assert REFUSALS[Reason.PIPELINE] == before + 1
    with connected(origin, request) as connection:
        assert end_of(connection)[1] == b"", "for a while nothing is read from this client"
    assert REFUSALS[Reason.PIPELINE] == before + 2


@ENDINGS
def test_a_client_that_does_not_read_is_dropped(origin: str, ending: bytes) -> None:
    with connected(origin, _large_request(ending), receives=4_096) as connection:
        time.sleep(6 * SHORT)
        received = end_of(connection)[1]
    assert len(received) < LARGE


def test_memory_is_to_be_released_after_a_response_that_was_not_read(origin: str) -> None:
    RELEASE_WANTED.clear()
    assert httpx.post(f"{origin}/length", content=b"abc").json() == 3
    assert not RELEASE_WANTED.wait(0.5), "a small answer leaves nothing to release"
    with connected(origin, b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n", receives=4_096):
        assert RELEASE_WANTED.wait(20 * SHORT)


@ENDINGS
def test_unread_answers_are_bounded(origin: str, ending: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "UNREAD_SECONDS", 60.0)
    one, another = (connected(origin, _large_request(ending), receives=4_096) for _ in range(2))
    with one, another:
        wait_until(origin, lambda unread: unread > MOST_UNREAD - LARGE)
        refused = httpx.get(f"{origin}/large")
        assert refused.status_code == 503
        assert refused.headers["retry-after"]
        assert httpx.post(f"{origin}/length", content=b"abc").json() == 3
    wait_until(origin, lambda unread: unread == 0)
    assert len(httpx.get(f"{origin}/large").content) == LARGE


def test_every_answer_has_the_security_headers(origin: str) -> None:
    for answer in (httpx.get(f"{origin}/nothing"), httpx.get(f"{origin}/large")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_limit_of_open_files_leaves_some_for_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    limits_set = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (256, 1_024))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: limits_set.append(limits))
    assert connections.most_connections() == 1_024 - 128
    assert limits_set == [(1_024, 1_024)]


async def test_two_thousand_silent_clients_change_nothing(origin: str) -> None:
    """The sockets stay within this process's own limit of open files: all but fifty are closed after every hundred.

    Each request has a new connection, since a kept one might be closed as idle just when a request is sent on it.
    """
    url, held = httpx.URL(origin), list[asyncio.StreamWriter]()
    async with httpx.AsyncClient(limits=httpx.Limits(max_keepalive_connections=0)) as client:
        for number in range(2_000):
            held.append((await asyncio.open_connection(url.host, url.port))[1])
            if number % 100 == 99:
                assert (await client.post(f"{origin}/length", content=b"abc")).json() == 3
                for one in held[:-50]:
                    one.transport.abort()
                del held[:-50]
    for one in held:
        one.transport.abort()
