"""The traces of a request: its spans and its log line, without any text of the client."""

import time
from collections.abc import Iterator, Sequence
from typing import Any

import httpx
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, format_span_id, format_trace_id
from structlog.testing import capture_logs

from graph.access import Access
from graph.client import Client
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from graph.tracing import request_span, trace_id
from resolvers.snapshot.store import SnapshotStore
from server.application import application
from server.http.check import BYTES
from server.logs import with_request
from server.settings import Settings
from tests.relay import relayed
from tests.server.small_service import serving
from tests.service_process import START_SECONDS

LITERAL, VARIABLE = "zqxjkvliteral", "zqxjkvvariable"
TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
QUESTION = (
    f'query Qui($text: String!) {{ search(text: "{LITERAL}") {{ totalCount }} other: search(text: $text) '
    '{ totalCount } node(id: "region:52") { label } }'
)
PATIENCE_SECONDS = 20.0


@pytest.fixture(scope="module")
def recorded() -> Iterator[InMemorySpanExporter]:
    """The spans that ended in this process."""
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    yield exporter
    provider.shutdown()


@pytest.fixture(scope="module")
def client(national_access: Access, recorded: InMemorySpanExporter) -> Iterator[httpx.Client]:
    """The whole service in this process; it logs the addresses of clients."""
    app = application(Settings(log_clients=True, data="data"), national_access)
    with serving(app, lifespan="on") as origin, httpx.Client(base_url=origin, timeout=60.0) as client:
        deadline = time.monotonic() + START_SECONDS
        while client.get("/health/ready").status_code != 200:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        recorded.clear()
        yield client


def spans_of(recorded: InMemorySpanExporter, name: str) -> Sequence[ReadableSpan]:
    """Return the spans of the request with this name, which ends shortly after its response."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (roots := [span for span in recorded.get_finished_spans() if span.name == name]):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    traces = {root.context.trace_id for root in roots if root.context}
    return [span for span in recorded.get_finished_spans() if span.context and span.context.trace_id in traces]


def attributes(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})


def parents(spans: Sequence[ReadableSpan]) -> set[tuple[str, str]]:
    """Return the name of each span with its parent's, or the parent's id if it is not among them."""
    names = {span.context.span_id: span.name for span in spans if span.context}
    ids = ((span.name, span.parent.span_id if span.parent else 0) for span in spans)
    return {(name, names.get(parent, format_span_id(parent))) for name, parent in ids}


def test_a_request_is_traced_and_logged_without_its_text(client: httpx.Client, recorded: InMemorySpanExporter) -> None:
    recorded.clear()
    with capture_logs([with_request]) as lines:
        answer = client.post(
            "/graphql?zqxjkvquery=1",
            json={"query": QUESTION, "variables": {"text": VARIABLE}},
            headers={"traceparent": f"00-{TRACE}-{PARENT}-01", "tracestate": "a=b", "x-request-id": "zqxjkv"},
        )
        spans = spans_of(recorded, "POST /graphql")
    assert answer.json()["data"]["search"] == {"totalCount": 0}
    database = next(span.name for span in spans if span.kind is SpanKind.CLIENT)
    assert parents(spans) == {
        ("POST /graphql", PARENT),
        ("query", "POST /graphql"),
        ("plan", "query"),
        (database, "query"),
    }
    assert {format_trace_id(span.context.trace_id) for span in spans if span.context} == {TRACE}
    named = {span.name: attributes(span) for span in spans}
    assert named["POST /graphql"] == {
        "http.request.method": "POST",
        "http.route": "/graphql",
        "http.response.status_code": 200,
        "url.path": "/graphql",
        "url.scheme": "http",
    }
    assert named["query"].keys() == {"graphql.operation.type", "graphql.operation.name", "cinqaxes.cost"}
    assert named["query"]["graphql.operation.type"] == "query"
    assert named["query"]["graphql.operation.name"] == "Qui"
    assert named["plan"] == {"cinqaxes.plan.kept": False}
    assert named[database]["db.system.name"] == "neo4j"
    assert named[database]["db.operation.name"] == "read"
    assert database == f"read {named[database]['db.namespace']}"
    assert named[database]["db.response.returned_rows"] > 0
    assert named[database].keys() <= {
        "db.system.name",
        "db.namespace",
        "db.operation.name",
        "db.response.returned_rows",
        "server.address",
    }
    (line,) = (line for line in lines if line["event"] == "request")
    assert (line["trace_id"], line["operation"], line["status"]) == (TRACE, "Qui", 200)
    assert line["client"] == "127.0.0.1"
    assert line.pop("request_id") == "zqxjkv"
    assert "zqxjkv" not in "".join(span.to_json() for span in spans)
    assert "zqxjkv" not in str(lines)


def test_an_error_is_marked_and_the_request_not_repeated(client: httpx.Client, recorded: InMemorySpanExporter) -> None:
    recorded.clear()
    refused = client.post(
        "/graphql", json={"query": f'{{ search(text: "{LITERAL}", first: "{VARIABLE}") {{ nothing }} }}'}
    )
    assert refused.json()["errors"]
    spans = spans_of(recorded, "POST /graphql")
    assert parents(spans) == {
        ("POST /graphql", format_span_id(0)),
        ("GraphQL Operation", "POST /graphql"),
        ("plan", "GraphQL Operation"),
    }
    assert [attributes(span)["error.type"] for span in spans if not span.status.is_ok] == ["InvalidDocumentError"]
    assert "zqxjkv" not in "".join(span.to_json() for span in spans)


def test_urls_are_logged_by_their_route(client: httpx.Client, recorded: InMemorySpanExporter) -> None:
    recorded.clear()
    with capture_logs([with_request]) as lines:
        client.get("/fiche/trainer:zqxjkv", params={"texte": "zqxjkv"})
        client.get("/graphql/zqxjkv")
        assert client.get("/export/zqxjkv").status_code == 404
        spans_of(recorded, "GET /export/{format}")
    assert "zqxjkv" not in "".join(span.to_json() for span in recorded.get_finished_spans()).casefold()
    assert "zqxjkv" not in str(lines).casefold()


def test_the_parts_of_an_export_are_traced(client: httpx.Client, recorded: InMemorySpanExporter) -> None:
    recorded.clear()
    with capture_logs([with_request]) as lines:
        assert client.get("/export/csv", params={"within": "departement:44"}).status_code == 200
        spans = spans_of(recorded, "GET /export/{format}")
    assert {("export", "GET /export/{format}"), ("query", "export"), ("plan", "query")} <= parents(spans)
    assert [line["format"] for line in lines if line["event"] == "request"] == ["csv"]


def test_the_check_of_a_file_is_traced(client: httpx.Client, recorded: InMemorySpanExporter) -> None:
    recorded.clear()
    client.post("/check", params={"name": "zqxjkv.csv"}, content=b"nothing", headers={"content-type": BYTES})
    spans = spans_of(recorded, "POST /check")
    assert ("check", "POST /check") in parents(spans)
    assert "zqxjkv" not in "".join(span.to_json() for span in spans)


async def test_reading_the_snapshot_is_traced(national_access: Access, recorded: InMemorySpanExporter) -> None:
    recorded.clear()
    async with Client(national_access) as client:
        with request_span("GET", {}, []):
            await SnapshotStore(client, Durations()).current()
    spans = recorded.get_finished_spans()
    database = next(span.name for span in spans if span.kind is SpanKind.CLIENT)
    assert parents(spans) == {
        ("GET", format_span_id(0)),
        (database, "GET"),  # the version
        ("snapshot", "GET"),
        (database, "snapshot"),
    }


@pytest.mark.usefixtures("recorded")
async def test_the_database_receives_the_trace_of_a_recorded_request(national_access: Access) -> None:
    async with relayed(national_access) as (access, relay), Client(access) as client:
        assert await client.read(Statement("RETURN 1", {})) == 1
        assert b"trace_id" not in relay.sent
        with request_span("GET", {}, []) as span:
            assert await client.read(Statement("RETURN 1", {})) == 1
    assert str(trace_id(span)).encode() in relay.sent
