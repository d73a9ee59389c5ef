"""The service as users run it: a separate process, called over one kept connection.

What is timed is the whole answer as a client gets it; other facts about the service are read from its log.
"""

import http.client
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from socket import socket
from typing import IO, Any, Self

import orjson
import psutil  # type: ignore[import-untyped]

ROOT = Path(__file__).parents[1]
HOST = "127.0.0.1"
READY_SECONDS = 300.0
STOP_SECONDS = 30.0
POLL_SECONDS = 0.05
PORT_FLAG = "-Darcadedb.bolt.port="
DATABASE = re.compile(f"^{PORT_FLAG}|embedded_supervisor")
"""An argument by which the processes of the embedded database are recognised: Java, and its supervisor."""
MEBIBYTE = 1_048_576


class ServiceError(Exception):
    """The service did not start, or answered with errors; the message holds its output."""


@dataclass(frozen=True)
class Timed:
    """An answer: its time in milliseconds, and its body."""

    milliseconds: float
    body: bytes


class Connection:
    """One kept connection to the service."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=120)

    def ask(self, query: str, variables: Mapping[str, Any], request_id: str = "bench") -> Timed:
        """Send a query and return the answer.

        Raises:
            ServiceError: the answer has errors.
        """
        body = orjson.dumps({"query": query, "variables": variables})
        headers = {"content-type": "application/json", "accept": "application/json", "x-request-id": request_id}
        started = time.perf_counter()
        self._connection.request("POST", "/graphql", body, headers)
        answer = self._connection.getresponse().read()
        taken = (time.perf_counter() - started) * 1_000
        if not answer.startswith(b'{"data"'):
            raise ServiceError(answer[:2_000].decode(errors="replace"))
        return Timed(taken, answer)

    def ready(self) -> bool:
        """Return whether the service reports that it can answer."""
        try:
            self._connection.request("GET", "/health/ready")
            response = self._connection.getresponse()
            response.read()
        except OSError:
            self._connection.close()
            return False
        return response.status == http.client.OK

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


class RunningService:
    """A service process with the given settings; it inherits the environment, except all CINQAXES variables.

    `files`: a limit of open files, if any. `root`: the sources that are run.
    """

    def __init__(self, folder: Path, settings: Mapping[str, str], files: int | None = None, root: Path = ROOT) -> None:
        self.port = free_port()
        self.log = folder / "service.log"
        ours = {"CINQAXES_PORT": str(self.port), "CINQAXES_LOG_FORMAT": "json"}
        self._environment = _environment({**ours, **settings}, root)
        self._folder = folder
        self._bounded = None if files is None else partial(resource.setrlimit, resource.RLIMIT_NOFILE, (files, files))
        self._process: subprocess.Popen[bytes] | None = None
        self._written: IO[bytes] | None = None
        self.start_seconds = 0.0

    def __enter__(self) -> Self:
        """Start, and wait until it can answer."""
        started = time.perf_counter()
        self._written = self.log.open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "server.cli.main", "serve"],
            cwd=self._folder,
            env=self._environment,
            stderr=self._written,
            preexec_fn=self._bounded,  # noqa: PLW1509 - no thread runs yet
        )
        with closing(self.connection()) as connection:
            while not connection.ready():
                if self._process.poll() is not None or time.perf_counter() - started > READY_SECONDS:
                    self.__exit__()
                    raise ServiceError(self.log.read_text(encoding="utf-8")[-2_000:])
                time.sleep(0.02)
        self.start_seconds = time.perf_counter() - started
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the service as an operator would; if it does not stop in time, kill it."""
        if self._process is not None:
            self._process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(STOP_SECONDS)
            self._process.kill()
            self._process.wait()
        if self._written is not None:
            self._written.close()

    def connection(self) -> Connection:
        """Return a new connection."""
        return Connection(self.port)

    def _processes(self) -> Iterator[tuple[list[str], int]]:
        """Yield the command line and the resident bytes of the service and of each process below it.

        A process that has just ended is left out, also if nobody has waited for it yet, such as a killed database.
        """
        if self._process is None:
            return
        service = psutil.Process(self._process.pid)
        for process in [service, *service.children(recursive=True)]:
            with suppress(psutil.NoSuchProcess):
                yield process.cmdline(), process.memory_info().rss

    def megabytes(self) -> tuple[float, float]:
        """Return the resident memory, in MiB, of the service with its workers, and of its database."""
        sizes = {False: 0.0, True: 0.0}
        for command, resident in self._processes():
            sizes[any(DATABASE.search(argument) for argument in command)] += resident
        return sizes[False] / MEBIBYTE, sizes[True] / MEBIBYTE

    def database_port(self) -> int:
        """Return the Bolt port of the embedded database started by the service."""
        for command, _ in self._processes():
            for argument in command:
                if argument.startswith(PORT_FLAG):
                    return int(argument.removeprefix(PORT_FLAG))
        message = "the service started no embedded database"
        raise ServiceError(message)

    def statements(self) -> dict[str, int]:
        """Return from the log, for each request id, the largest number of statements that one operation sent."""
        counts: dict[str, int] = {}
        for line in self.log.read_text(encoding="utf-8").splitlines():
            if line.startswith("{") and "statements" in (event := orjson.loads(line)):
                name = event["request_id"]
                counts[name] = max(counts.get(name, 0), event["statements"])
        return counts


@dataclass(frozen=True)
class CommandRun:
    """A run of the command: seconds, peak memory of the command and of its database in MiB, and output."""

    seconds: float
    command: float
    database: float
    output: str


def run_command(folder: Path, settings: Mapping[str, str], *arguments: str) -> CommandRun:
    """Run the `cinqaxes` command to its end; return its time, peak memory and output."""
    started = time.perf_counter()
    peaks: dict[int, float] = {}
    with tempfile.TemporaryFile() as output:
        command = subprocess.Popen(
            [sys.executable, "-m", "server.cli.main", *arguments],
            cwd=folder,
            env=_environment(settings),
            stdout=output,
            stderr=output,
        )
        while command.poll() is None:
            peaks |= _peaks(command.pid)
            time.sleep(POLL_SECONDS)
        seconds = time.perf_counter() - started
        output.seek(0)
        text = output.read().decode(errors="replace")
    if command.returncode != 0:
        raise ServiceError(text[-2_000:])
    own = peaks.pop(command.pid, 0.0)
    return CommandRun(seconds, own, max(peaks.values(), default=0.0), text)


def _peaks(pid: int) -> dict[int, float]:
    """Return the peak resident memory in MiB of a process and its children, by process id."""
    peaks = {}
    with suppress(psutil.Error, OSError):
        for process in (psutil.Process(pid), *psutil.Process(pid).children(recursive=True)):
            status = Path(f"/proc/{process.pid}/status").read_text("ascii")
            if "VmHWM:" in status:
                peaks[process.pid] = int(status.split("VmHWM:")[1].split()[0]) / 1_024
    return peaks


def _environment(settings: Mapping[str, str], root: Path = ROOT) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CINQAXES_")}
    return {**kept, "PYTHONPATH": str(root), **settings}


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
