"""Several workers on one database: each answers, tells of itself, and sends its traces to a collector."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from graph.access import Access
from tests.server.service_process import command, serving

COUNT = "{ territories { totalCount } }"
ASKED = "cinqaxes_operation_seconds_count"
CLIENTS = 8
PATIENCE_SECONDS = 60.0


@contextmanager
def collecting(traces: list[ExportTraceServiceRequest]) -> Iterator[str]:
    """Receive traces as a collector does, over OTLP."""

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            traces.append(ExportTraceServiceRequest.FromString(body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Collector) as server:
        threading.Thread(target=server.serve_forever).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def processes(traces: list[ExportTraceServiceRequest]) -> set[str]:
    """Return the numbers of the processes whose requests were traced."""
    return {
        str(attribute.value.int_value)
        for sent in traces
        for part in sent.resource_spans
        for attribute in part.resource.attributes
        if attribute.key == "process.pid"
        and any(span.name == "POST /graphql" for scope in part.scope_spans for span in scope.spans)
    }


def test_two_workers_answer(tmp_path: Path, national_access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {
        "neo4j_uri": national_access.uri,
        "neo4j_user": national_access.user,
        "neo4j_password": national_access.password,
        "neo4j_database": national_access.database,
    }
    traces: list[ExportTraceServiceRequest] = []
    monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "60000")  # in ms: what comes before is sent when the workers end
    with collecting(traces) as address:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
        workers = _asked(tmp_path, settings)
    assert len(workers) == 2
    assert processes(traces) == workers


def _asked(folder: Path, settings: dict[str, str]) -> set[str]:
    """Ask until two workers have answered, and end the service; return their process numbers."""
    with serving(folder, workers="2", **settings) as running:
        running.wait_until_ready()
        workers: set[str] = set()
        deadline = time.monotonic() + PATIENCE_SECONDS
        with ThreadPoolExecutor(CLIENTS) as clients:
            while len(workers) < 2 and time.monotonic() < deadline:
                answers = list(clients.map(lambda _: running.ask(COUNT), range(CLIENTS)))
                assert {answer.status_code for answer in answers} == {200}
                told = clients.map(lambda _: running.samples(), range(CLIENTS))
                counts = [sample for samples in told for sample in samples if sample.name == ASKED]
                workers |= {count.labels["worker"] for count in counts if count.value}
        running.process.terminate()
        running.process.wait(PATIENCE_SECONDS)
    return workers


def test_the_embedded_database_takes_one_worker(tmp_path: Path) -> None:
    refused = command(tmp_path, "serve", "--workers", "2")
    assert refused.returncode == 2
    assert "CINQAXES_NEO4J_URI" in refused.stderr
