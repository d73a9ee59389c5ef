"""The service that all clients query: every optional setting is on, and the pages of one other site are allowed."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from graph.access import Access
from tests.clients.documented import documented
from tests.collector import collecting
from tests.service_process import REPOSITORY, ServiceProcess, serving, settings_of

SITE = "https://carte.exemple"
OPTIONAL: Mapping[str, str] = {
    "agents": "true",
    "contact": "contact@exemple.fr",
    "federation": "true",
    "hosts": "localhost, 127.0.0.1",
    "log_clients": "true",
    "log_format": "json",
    "origins": f"{SITE}, http://localhost:3000",
    "workers": "2",
}
"""The optional settings of an operator, without `documents` and the address of the trace collector."""


@dataclass
class FullService(ServiceProcess):
    """A service with every optional setting on, and the traces that it sent."""

    traces: list[ExportTraceServiceRequest]


def digest(text: str) -> str:
    """Return the digest by which a trusted document is requested."""
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture(scope="package")
def full_service(small_access: Access, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FullService]:
    folder = tmp_path_factory.mktemp("clients")
    manifest = folder / "documents.json"
    texts = {digest(question.text): question.text for question in documented(REPOSITORY)}
    manifest.write_text(json.dumps(texts), "utf-8")
    traces: list[ExportTraceServiceRequest] = []
    settings = {**OPTIONAL, "documents": str(manifest), **settings_of(small_access)}
    with collecting(traces) as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", address)
        patch.setenv("OTEL_BSP_SCHEDULE_DELAY", "500")  # in ms
        with serving(folder, **settings) as running:
            running.wait_until_ready()
            yield FullService(running.url, running.process, running.log, traces)


@pytest.fixture(scope="package")
def service(full_service: FullService) -> ServiceProcess:
    """The same service, for tests that do not depend on its settings."""
    return full_service


@pytest.fixture(scope="session")
def python(repository: Path) -> Path:
    """The interpreter of the clients' environment, as `make .venv/.clients` sets it up."""
    found = repository / ".venv" / "clients" / "bin" / "python"
    assert found.exists(), "the clients are not installed: make .venv/.clients"
    return found


@pytest.fixture(scope="package")
def agents(small_access: Access, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    """A service with the tools for AI agents."""
    folder = tmp_path_factory.mktemp("agents")
    with serving(folder, agents="true", max_cost="100000", **settings_of(small_access)) as running:
        running.wait_until_ready()
        yield running
