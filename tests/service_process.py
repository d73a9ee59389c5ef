"""Runs the command `cinqaxes` as a person does: in a separate process and folder.

Its inputs are the environment and the command line; tests see the exit code, the two outputs and HTTP.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from graph.access import Access

REPOSITORY = Path(__file__).parents[1]
START_SECONDS = 180.0
PATIENCE_SECONDS = 10.0
ADDRESS = re.compile(r"(?:écoute|répond) sur (http://\S+)/graphql")
TLS = httpx.create_ssl_context()
"""Created once: reading the certificate authorities for each request takes 20 ms, and nothing here is encrypted."""
ALLOCATOR = frozenset({"LD_PRELOAD", "MALLOC_CONF", "PYTHONMALLOC"})
"""Variables with which CI makes tests allocate in large pages; the service allocates as an operator's does."""


def command(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a verb to its end; settings are named without their prefix, in lower case."""
    return subprocess.run(
        [sys.executable, "-m", "server.cli.main", *arguments],
        cwd=folder,
        env=environment(folder, settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=START_SECONDS,
    )


def environment(folder: Path, settings: dict[str, str]) -> dict[str, str]:
    """Return the environment of a process in this folder, with only the given settings."""
    given = {"data": str(folder / "data"), "port": "0", "quick_java": "true"} | settings
    named = {f"CINQAXES_{name.upper()}": value for name, value in given.items()}
    return machine_environment() | named | {"PYTHONPATH": str(REPOSITORY), "COLUMNS": "200"}


def machine_environment() -> dict[str, str]:
    """Return the environment of this process without settings of the service and without the tests' allocator."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith("CINQAXES_") and name not in ALLOCATOR
    }


def settings_of(access: Access) -> dict[str, str]:
    """Return the settings of a process that uses this database and starts no other."""
    return {
        "neo4j_uri": access.uri,
        "neo4j_user": access.user,
        "neo4j_password": access.password,
        "neo4j_database": access.database,
    }


@dataclass
class Service:
    """A service at an address, in any process."""

    url: str

    def ask(self, query: str, variables: dict[str, object] | None = None, **extra: object) -> httpx.Response:
        """Send a query over HTTP."""
        body = {"query": query, "variables": variables or {}, **extra}
        accept = {"accept": "application/graphql-response+json"}
        return httpx.post(f"{self.url}/graphql", json=body, headers=accept, timeout=30.0, verify=TLS)

    def ready(self) -> httpx.Response:
        """Return the response of the readiness check."""
        return httpx.get(f"{self.url}/health/ready", timeout=30.0, verify=TLS)

    def samples(self) -> list[Sample]:
        """Return the metrics of the worker that answers."""
        fields = httpx.get(f"{self.url}/metrics", timeout=30.0, verify=TLS).text
        families = text_string_to_metric_families(fields)  # type: ignore[no-untyped-call] # the library types only some
        return [sample for family in families for sample in family.samples]

    def metrics(self) -> dict[str, float]:
        """Return its metrics by name, each the sum over all labels."""
        sums: dict[str, float] = {}
        for sample in self.samples():
            sums[sample.name] = sums.get(sample.name, 0) + float(sample.value)
        return sums


@dataclass
class ServiceProcess(Service):
    """A service started by a test, with its process and its log."""

    process: subprocess.Popen[str]
    log: IO[str]

    def written(self) -> str:
        """Return its output on standard error so far."""
        self.log.seek(0)
        return self.log.read()

    def logged(self, request_id: str) -> dict[str, Any]:
        """Return the log line (JSON) of a request, which is written after its answer is sent."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for line in self.written().splitlines(keepends=True):
                fields: dict[str, Any] = json.loads(line) if line.startswith("{") and line.endswith("}\n") else {}
                if (fields.get("event"), fields.get("request_id")) == ("request", request_id):
                    return fields
            time.sleep(0.02)
        message = f"no log line has the request id {request_id}"
        raise AssertionError(message)

    def wait_until_ready(self, status: int = 200) -> httpx.Response:
        """Wait for this readiness status."""
        deadline = time.monotonic() + START_SECONDS
        while (answer := self.ready()).status_code != status:
            assert time.monotonic() < deadline, f"{answer.text}\n{self.written()}"
            time.sleep(0.1)
        return answer


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[ServiceProcess]:
    """Start `cinqaxes serve` and wait for its address; it is killed at the end if it still runs."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "server.cli.main", "serve"],
            cwd=folder,
            env=environment(folder, settings),
            stderr=log,
            text=True,
        )
        service = ServiceProcess("", process, log)
        try:
            service.url = address(service)
            yield service
        finally:
            process.kill()
            process.wait()


def address(service: ServiceProcess) -> str:
    """Return the address of a starting service, once it prints it."""
    deadline = time.monotonic() + START_SECONDS
    while not (found := ADDRESS.search(service.written())):
        assert service.process.poll() is None, service.written()
        assert time.monotonic() < deadline, service.written()
        time.sleep(0.05)
    return found[1]
