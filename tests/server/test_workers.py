"""Several workers on one database: each answers, reports metrics and traces, and shares the graph read once."""

import os
import signal
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil  # type: ignore[import-untyped]
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from graph.access import Access
from tests.collector import collecting
from tests.service_process import ServiceProcess, command, serving, settings_of

pytestmark = pytest.mark.slow
COUNT = "{ territories { totalCount } }"
ASKED = "cinqaxes_operation_seconds_count"
READ = "cinqaxes_snapshot_reads_total"
UPLOAD = (
    b"POST /check?name=a.xlsx HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/octet-stream\r\n"
    b"Content-Length: 9000000\r\n\r\nPK"
)
"""The beginning of an upload to `/check` that never ends."""
CLIENTS = 8
PATIENCE_SECONDS = 60.0
MOST_PRIVATE_BYTES = 64 << 20
"""The most memory that a worker shares with no other: twice that of interpreter, imports and schema."""


def processes(traces: list[ExportTraceServiceRequest]) -> set[str]:
    """Return the ids of the processes whose requests were traced."""
    return {
        str(attribute.value.int_value)
        for sent in traces
        for part in sent.resource_spans
        for attribute in part.resource.attributes
        if attribute.key == "process.pid"
        and any(span.name == "POST /graphql" for scope in part.scope_spans for span in scope.spans)
    }


@pytest.fixture
def settings(national_access: Access) -> dict[str, str]:
    """The settings of a service of two workers on the shared test database."""
    return settings_of(national_access) | {"workers": "2"}


def test_two_workers_answer(tmp_path: Path, settings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    traces: list[ExportTraceServiceRequest] = []
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "60000")  # in ms: so all spans are sent when the workers end
    with collecting(traces) as address:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
        with serving(tmp_path, **settings) as running:
            running.wait_until_ready()
            workers = both(running)
            running.process.terminate()
            running.process.wait(PATIENCE_SECONDS)
    assert processes(traces) == workers.keys()


def test_workers_share_the_graph_and_a_dead_one_is_replaced(tmp_path: Path, settings: dict[str, str]) -> None:
    with serving(tmp_path, **settings) as running:
        running.wait_until_ready()
        first = both(running)
        os.kill(int(min(first)), signal.SIGKILL)
        second = both(running, without=min(first))
        assert "Traceback" not in running.written()
        private = {one: psutil.Process(int(one)).memory_full_info().uss for one in second}
    assert set(first.values()) == set(second.values()) == {0}
    assert max(private.values()) < MOST_PRIVATE_BYTES, private


def test_workers_end_with_the_process_that_started_them(tmp_path: Path, settings: dict[str, str]) -> None:
    with serving(tmp_path, **settings) as running:
        running.wait_until_ready()
        workers = both(running)
        running.process.kill()
        gone, alive = psutil.wait_procs([psutil.Process(int(one)) for one in workers], PATIENCE_SECONDS)
    assert (len(gone), alive) == (2, [])


def test_new_clients_are_refused_while_workers_finish_a_request(tmp_path: Path, settings: dict[str, str]) -> None:
    with serving(tmp_path, **settings) as running:
        running.wait_until_ready()
        address = urlsplit(running.url)
        assert address.hostname
        with socket.create_connection((address.hostname, address.port or 0)) as sending:
            sending.sendall(UPLOAD)
            sending.settimeout(1.0)
            with pytest.raises(TimeoutError):
                sending.recv(1)
            running.process.terminate()
            time.sleep(2.0)
            with pytest.raises(ConnectionRefusedError):
                socket.create_connection((address.hostname, address.port or 0), timeout=5.0)
            assert running.process.wait(PATIENCE_SECONDS) == 0
        assert "SIGKILL" not in running.written()


def both(running: ServiceProcess, without: str = "") -> dict[str, float]:
    """Send requests until two workers have answered; return the number of reads of the graph, by process id."""
    workers: dict[str, float] = {}
    deadline = time.monotonic() + PATIENCE_SECONDS
    with ThreadPoolExecutor(CLIENTS) as clients:
        while len(workers) < 2 and time.monotonic() < deadline:
            with suppress(httpx.TransportError):  # from a killed worker
                answers = list(clients.map(lambda _: running.ask(COUNT), range(CLIENTS)))
                assert {answer.status_code for answer in answers} == {200}
                for samples in list(clients.map(lambda _: running.samples(), range(CLIENTS))):
                    answered = {one.labels["worker"] for one in samples if one.name == ASKED and one.value}
                    reads = sum(one.value for one in samples if one.name == READ)
                    workers |= dict.fromkeys(answered - {without}, reads)
    assert len(workers) == 2
    return workers


def test_the_embedded_database_takes_one_worker(tmp_path: Path) -> None:
    refused = command(tmp_path, "serve", "--workers", "2")
    assert refused.returncode == 2
    assert "CINQAXES_NEO4J_URI" in refused.stderr
