"""Exports over HTTP: an incomplete file never looks complete; exports are made one at a time, in bounded time."""

import asyncio
import gc
import time
import weakref
from collections.abc import AsyncIterator, Iterator

import httpx
import psutil  # type: ignore[import-untyped]
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from exchange.outgoing.formats import FORMATS, ExportFormat
from graph.bounds import Limits
from graph.client import Client
from graph.domain.counting import Durations
from graph.errors import ClientError, Code
from graph.rights import VISITOR
from resolvers.service import Service
from resolvers.snapshot.store import SnapshotStore
from schema.query import graphql_schema
from server.http import export
from server.http.export import ExportEndpoint
from server.http.loop_thread import LoopThread
from server.http.permits import OF_ONE_CLIENT
from server.http.viewers import one_viewer
from tests.api_session import ApiSession
from tests.graphs import small
from tests.resolvers.unanswering import HandmadeStore, Unanswering
from tests.server.small_service import serving
from usecases.export import BY_PAGES, Exporter

STREAMED = sorted(name for name, form in FORMATS.items() if form.ends_visibly)
WHOLE = sorted(FORMATS.keys() - STREAMED)
STARTED = b"a beginning that is sent at once" * 10_000


async def _failing(*_: object) -> AsyncIterator[bytes]:
    for _part in range(3):
        yield STARTED
    message = "the query took too long and was stopped"
    raise ClientError(message, Code.TIMEOUT)


class Rows:
    """The rows that an export holds while it runs."""


EXPORTED_ROWS: "list[weakref.ref[Rows]]" = []


async def _endless(*_: object) -> AsyncIterator[bytes]:
    rows = Rows()
    EXPORTED_ROWS.append(weakref.ref(rows))
    try:
        await asyncio.sleep(10.0)
    except asyncio.CancelledError as error:
        kept = error  # like the driver, keep the exception: a reference cycle with the frame that holds the rows
        raise kept from None
    yield b"never"


async def _slow(*_: object) -> AsyncIterator[bytes]:
    for _part in range(10):
        await asyncio.sleep(0.2)
        yield b"part"


@pytest.fixture
def origin(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A service whose exports fail after the beginning, except `slow` (two seconds) and `endless` (ten)."""
    making = {**dict.fromkeys(FORMATS, _failing), "slow": _slow, "endless": _endless}
    made = {name: ExportFormat("text/plain", "", stream, name in STREAMED) for name, stream in making.items()}
    monkeypatch.setattr(export, "FORMATS", made)

    client = Unanswering()
    exporter = Exporter(Service(graphql_schema(), Limits()), client, HandmadeStore(client))
    app = Starlette(
        routes=[Route("/export/{format}", ExportEndpoint(exporter, LoopThread(), one_viewer(VISITOR)).respond)]
    )
    with serving(app) as origin:
        yield origin


def test_every_format_is_streamed_or_sent_whole() -> None:
    assert {"xlsx", "graphml", "gexf", "matrix.xlsx", "matrix.svg"} == set(WHOLE)


@pytest.mark.parametrize("name", WHOLE)
def test_a_failure_before_the_response_begins_is_an_error(origin: str, name: str) -> None:
    answer = httpx.get(f"{origin}/export/{name}")
    assert answer.status_code == 503
    assert "took too long" in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("name", STREAMED)
def test_a_failure_during_the_transfer_aborts_it(origin: str, name: str) -> None:
    with pytest.raises(httpx.RemoteProtocolError, match="incomplete chunked read"):
        httpx.get(f"{origin}/export/{name}")


def test_an_export_has_a_bounded_time(origin: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "EXPORT_SECONDS", 0.5)
    answer = httpx.get(f"{origin}/export/slow")
    assert answer.status_code == 503
    assert "restreignez-le" in answer.json()["errors"][0]["message"]


async def test_many_exports_of_one_client_wait_for_each_other(origin: str) -> None:
    async with httpx.AsyncClient(timeout=60.0) as client:
        requests = [client.get(f"{origin}/export/slow") for _ in range(OF_ONE_CLIENT + 2)]
        answers = await asyncio.gather(*requests)
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [200] * OF_ONE_CLIENT + [503] * 2
        assert all(answer.headers["retry-after"] for answer in answers if answer.status_code == 503)
        assert (await client.get(f"{origin}/export/slow")).status_code == 200, "the permits are free again"


def test_an_export_ends_with_its_client(origin: str) -> None:
    for _ in range(2 * OF_ONE_CLIENT):
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{origin}/export/slow", timeout=0.3)
    deadline = time.monotonic() + 5.0
    while (answer := httpx.get(f"{origin}/export/xlsx")).json()["errors"][0]["message"] == export.BUSY:
        assert time.monotonic() < deadline
    assert "took too long" in answer.json()["errors"][0]["message"]


def test_the_rows_of_an_aborted_export_are_freed_without_garbage_collection(origin: str) -> None:
    gc.disable()
    try:
        with pytest.raises(httpx.ReadTimeout):
            httpx.get(f"{origin}/export/endless", timeout=0.5)
        rows = EXPORTED_ROWS.pop()
        deadline = time.monotonic() + 5.0
        while rows() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert rows() is None
    finally:
        gc.enable()


def test_an_unknown_format_is_not_repeated(origin: str) -> None:
    answer = httpx.get(f"{origin}/export/{'x' * 1_000}")
    assert answer.status_code == 404
    assert len(answer.text) < 300


@pytest.mark.database
async def test_connections_to_the_database_end_when_the_endpoint_is_closed(scratch: ApiSession) -> None:
    await scratch.replace(small())
    _, _, port = scratch.client.access.uri.rpartition(":")

    def connections() -> int:
        ours = psutil.Process().net_connections("tcp")
        return sum(bool(one.raddr) and one.raddr.port == int(port) and one.status == "ESTABLISHED" for one in ours)

    before = connections()
    client = Client(scratch.client.access, pool_size=2)
    exporter = Exporter(Service(graphql_schema(), BY_PAGES), client, SnapshotStore(client, Durations()))
    endpoint = ExportEndpoint(exporter, LoopThread(), one_viewer(VISITOR))
    with serving(Starlette(routes=[Route("/export/{format}", endpoint.respond)])) as origin:
        assert (await asyncio.to_thread(httpx.get, f"{origin}/export/tidy.csv")).status_code == 200
    assert connections() > before
    await endpoint.close()
    assert connections() == before
