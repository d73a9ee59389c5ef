"""The servers that are compared, each in one process, and their use of resources.

The service is started by its own command, the peers by theirs, on free ports; all are stopped at the end.
"""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
import psutil  # type: ignore[import-untyped]

from benchmarks.databases import Prepared
from benchmarks.peers import equality
from benchmarks.peers.node import installed, node
from benchmarks.peers.questions import MODELS, Question, worded
from benchmarks.peers.setting import HOST, environment
from benchmarks.service import MEBIBYTE, ROOT, RunningService, free_port
from graph.access import Access

OURS, FLOOR, STOCK, NEO4J = "Cinq Axes", "floor", "Strawberry", "@neo4j/graphql"
NAMES = (OURS, FLOOR, STOCK, NEO4J)
HEADERS = {"content-type": "application/json", "accept": "application/json"}
READY_SECONDS = 60.0
STOP_SECONDS = 10.0
ASK_SECONDS = 120


class ServerError(Exception):
    """A server did not start, or answered with errors; the message holds its output."""


@dataclass(frozen=True)
class Target:
    """A way of sending a query to a server: the URL and the body."""

    url: str
    body: bytes


class Server:
    """A running server: its name and its port."""

    def __init__(self, name: str, port: int, *, model: str = "") -> None:
        """Describe a running server.

        Args:
            name: one of `NAMES`.
            port: where it listens.
            model: how the network is modelled for @neo4j/graphql.
        """
        self.name, self.port, self.model = name, port, model
        self.process = Process(port)

    def targets(self, question: Question) -> dict[str, Target]:
        """Return the ways of sending a query to it, by name."""
        if self.name == FLOOR:
            return {"": Target(f"http://{HOST}:{self.port}/{question.name}", orjson.dumps(question.variables))}
        if self.name == NEO4J:
            return {
                f"{self.model} {way}".strip(): self._graphql(worded(wording, self.model), question)
                for way, wording in question.neo4j.items()
            }
        return {"": self._graphql(question.ours if self.name == OURS else question.stock, question)}

    def _graphql(self, query: str, question: Question) -> Target:
        body = orjson.dumps({"query": query, "variables": question.given(query)})
        return Target(f"http://{HOST}:{self.port}/graphql", body)

    def common(self, question: Question, data: Any) -> Any:
        """Return an answer's data in comparable form."""
        forms = {OURS: equality.OURS, FLOOR: equality.FLOOR, STOCK: equality.STOCK, NEO4J: equality.NEO4J}
        return forms[self.name][question.name](data, question.variables)

    def statements(self) -> int:
        """Return the number of statements that a peer has sent so far."""
        return int(_get(self.port, "/statements"))


class Process:
    """The resource use of a process that listens on a port, with its children."""

    def __init__(self, port: int) -> None:
        """Find the process; any process of this user may have started it."""
        self._process = _listening(port)

    def _tree(self) -> list[psutil.Process]:
        return [self._process, *self._process.children(recursive=True)]

    def cpu_milliseconds(self) -> float:
        """Return the processor time used so far."""
        return sum((1_000 * (used.user + used.system) for used in (p.cpu_times() for p in self._tree())), 0.0)

    def megabytes(self) -> float:
        """Return the resident memory in MiB."""
        return sum((p.memory_info().rss / MEBIBYTE for p in self._tree()), 0.0)


def _listening(port: int) -> psutil.Process:
    for connection in psutil.net_connections(kind="tcp"):
        if connection.status == psutil.CONN_LISTEN and connection.laddr.port == port and connection.pid:
            return psutil.Process(connection.pid)
    message = f"no process of this user listens on port {port}"
    raise ServerError(message)


def ask(target: Target, request_id: str = "compare") -> tuple[float, bytes]:
    """Send a query once over a new connection; return milliseconds and the body.

    Raises:
        ServerError: the answer has errors.
    """
    address, _, path = target.url.removeprefix("http://").partition("/")
    connection = http.client.HTTPConnection(address, timeout=ASK_SECONDS)
    connection.connect()
    started = time.perf_counter()
    connection.request("POST", f"/{path}", target.body, {**HEADERS, "x-request-id": request_id})
    response = connection.getresponse()
    body = response.read()
    taken = (time.perf_counter() - started) * 1_000
    connection.close()
    if response.status != http.client.OK or b'"errors":' in body:
        message = f"{target.url}: {body[:2_000].decode(errors='replace')}"
        raise ServerError(message)
    return taken, body


@contextmanager
def service(
    database: Prepared, settings: Mapping[str, str], name: str = "service", root: Path = ROOT
) -> Iterator[tuple[RunningService, Server]]:
    """Start the service from some sources with extra settings, in the folder `name` beside its database."""
    folder = database.folder / name
    folder.mkdir(exist_ok=True)
    with RunningService(folder, {**database.settings, **settings}, root=root) as running:
        yield running, Server(OURS, running.port)


@contextmanager
def peers(access: Access, cache: Path, folder: Path, models: Iterable[str] = MODELS) -> Iterator[Sequence[Server]]:
    """Start the peers: the floor, Strawberry, and @neo4j/graphql once for each of these models."""
    here = installed("neo4j-graphql", cache)
    yoga = [node(), str(here / "server.mjs")]
    python = [sys.executable, "-m"]
    with ExitStack() as stack:
        started = [
            (FLOOR, "", _process([*python, "benchmarks.peers.floor"], access, folder / "floor.log")),
            (STOCK, "", _process([*python, "benchmarks.peers.stock"], access, folder / "strawberry.log")),
            *(
                (NEO4J, model, _process(yoga, access, folder / f"neo4j-graphql-{model}.log", PEER_SCHEMA=model))
                for model in models
            ),
        ]
        yield [Server(name, stack.enter_context(process), model=model) for name, model, process in started]


@contextmanager
def _process(command: Sequence[str], access: Access, log: Path, **settings: str) -> Iterator[int]:
    """Run a peer, and provide its port once it answers."""
    port = free_port()
    variables = {**_inherited(), **environment(access, port), **settings}
    with log.open("wb") as written, subprocess.Popen(command, cwd=ROOT, env=variables, stderr=written) as process:
        try:
            deadline = time.monotonic() + READY_SECONDS
            while not _answers(port):
                if process.poll() is not None or time.monotonic() > deadline:
                    message = f"{command[-1]} did not start: {log.read_text(encoding='utf-8')[-2_000:]}"
                    raise ServerError(message)
                time.sleep(0.05)
            yield port
        finally:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def _answers(port: int) -> bool:
    try:
        _get(port, "/statements")
    except OSError:
        return False
    return True


def _get(port: int, path: str) -> bytes:
    connection = http.client.HTTPConnection(HOST, port, timeout=ASK_SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    finally:
        connection.close()


def _inherited() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT)}
