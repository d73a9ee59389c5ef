"""Real Neo4j Community servers for the tests and the benchmarks, without containers.

A requested server either answers or reports in one sentence what is missing; no test is skipped for it.

`python -m tests.neo4j_server 5.26.30 FOLDER` prints the address of a server that runs until standard input closes.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self

from neo4j import GraphDatabase, Query

from graph.embedded import QUICK_JAVA
from tests.neo4j_version import (
    SOURCES,
    Neo4jServerError,
    Neo4jVersion,
    java_of,
    libraries_of,
    version_named,
)

USER: Final = "neo4j"
PASSWORD: Final = "loopback-only"  # noqa: S105 (guards nothing: a throw-away store on the loopback interface)
DATABASE: Final = "neo4j"

_HOST: Final = "127.0.0.1"
_START_SECONDS: Final = 120.0
_STOP_SECONDS: Final = 30.0
_UNVERIFIED: Final = (
    "-XX:+UnlockDiagnosticVMOptions",  # for the next flag
    "-XX:-BytecodeVerificationRemote",
)
FEW_OPTIMISATIONS: Final = (
    *_UNVERIFIED,
    "-XX:Tier4InvocationThreshold=25000",
    "-XX:Tier4MinInvocationThreshold=3000",
    "-XX:Tier4CompileThreshold=75000",
    "-XX:Tier4BackEdgeThreshold=200000",
)
"""Flags with which Java verifies no class, and optimises code only after five times as many runs as by default.

Planning runs a lot of code, but each part of it rarely.
"""
NO_OPTIMISATIONS: Final = (*_UNVERIFIED, *QUICK_JAVA)
"""Flags with which Java verifies no class and optimises nothing: for a server that runs two or three minutes."""
DEFAULT_SETTINGS: Final[Mapping[str, str]] = MappingProxyType({})
"""No settings: all have Neo4j's defaults."""
KEEP_PLANS: Final = MappingProxyType(
    {
        "dbms.cypher.min_replan_interval": "1h",
        "internal.cypher.use_parameter_size": "false",
    }
)
"""Settings with which Neo4j keeps plans however many nodes are added, and uses them for parameters of any length.

For tests, never for measurements.
"""
_JAVA_FLAGS: Final = (
    "-XX:+UseSerialGC",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
)


class Neo4jProcess:
    """A Java process with databases, each with its own folder and port."""

    def __init__(
        self,
        version: Neo4jVersion,
        log: Path,
        *,
        transaction_timeout_seconds: float = 30.0,
        heap_megabytes: int = 1024,
        java_flags: Sequence[str] = (),
    ) -> None:
        """Configure the server; nothing is fetched or started yet.

        Args:
            version: one of `VERSIONS`.
            log: the file that the process writes; its folder is made if it is missing.
            transaction_timeout_seconds: a database ends a longer transaction; 0 for never.
            heap_megabytes: memory of the Java heap, in mebibytes.
            java_flags: how Java compiles; for tests, never for measurements.
        """
        self._version = version
        self._log = log
        self._timeout = transaction_timeout_seconds
        self._heap = heap_megabytes
        self._flags = (*_JAVA_FLAGS, *java_flags)
        self._process: subprocess.Popen[bytes] | None = None

    def is_alive(self) -> bool:
        """Return whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start the process, without a database.

        Raises:
            Neo4jServerError: something is missing, or the jars cannot be fetched.
        """
        self.kill()
        command = self._command(libraries_of(self._version))
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as log:
            # A separate session: Ctrl-C must not stop it before the tests that use it.
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
            )

    def open(self, folder: Path, port: int, settings: Mapping[str, str] = DEFAULT_SETTINGS) -> str:
        """Start a database, wait for an answered statement and return its address.

        Args:
            folder: where the store is kept; made if it is missing.
            port: Bolt port on the loopback interface.
            settings: more settings of Neo4j, by name.

        Raises:
            Neo4jServerError: the database does not start.
        """
        self._write_settings(folder, port, settings)
        # Wait for the launcher first: a driver that connects before the password is set gets locked out.
        self._instruct(folder, "READY")
        uri = _uri(port)
        with GraphDatabase.driver(uri, auth=(USER, PASSWORD)) as driver:
            driver.execute_query(Query("RETURN 1", timeout=_START_SECONDS), database_=DATABASE)
        return uri

    def close(self, folder: Path) -> None:
        """Shut down a database; the others keep running."""
        self._instruct(folder, "CLOSED")

    def stop(self) -> None:
        """Shut down cleanly, or kill it if it does not stop; does nothing if it does not run."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End the process as a crash would (SIGKILL); does nothing if it does not run."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None

    def _instruct(self, folder: Path, expected: str) -> None:
        """Send a folder to the launcher, which opens or closes its database, and wait for its reply."""
        assert self._process is not None
        assert self._process.stdin is not None
        word = f"{expected} {folder}"
        before = self._log_lines().count(word)
        self._process.stdin.write(f"{folder}\n".encode())
        self._process.stdin.flush()
        deadline = time.monotonic() + _START_SECONDS
        while self._log_lines().count(word) == before:
            if not self.is_alive() or time.monotonic() > deadline:
                lines = [line for line in self._log_lines() if line.strip() and not line.startswith("\tat ")]
                problem = f"Neo4j {self._version.version} did not report « {word} »; from {self._log}:"
                message = "\n".join([problem, *lines[-20:]])
                raise Neo4jServerError(message)
            time.sleep(0.1)

    def _log_lines(self) -> list[str]:
        return self._log.read_text(encoding="utf-8", errors="replace").split("\n")

    def _write_settings(self, folder: Path, port: int, more: Mapping[str, str]) -> None:
        settings = {
            "server.bolt.enabled": "true",
            "server.bolt.listen_address": f"{_HOST}:{port}",
            "server.bolt.advertised_address": f"{_HOST}:{port}",
            "server.memory.pagecache.size": "256m",
            "db.transaction.timeout": f"{round(self._timeout * 1000)}ms",
            "db.tx_log.preallocate": "false",  # otherwise an empty store takes 516 MB
            "dbms.security.auth_enabled": "true",
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",  # otherwise a stop takes 10 s more
            "dbms.usage_report.enabled": "false",
            **more,
        }
        lines = [f"{name}={value}\n" for name, value in settings.items()]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "neo4j.conf").write_text("".join(lines), encoding="utf-8")

    def _command(self, libraries: Path) -> list[str]:
        launcher = ["-cp", str(libraries / "*"), str(SOURCES / "Launcher.java")]
        java = [str(java_of(self._version.jdk)), f"-Xmx{self._heap}m", *self._flags]
        return [*java, *launcher, PASSWORD]


class Neo4jServer:
    """One database and its process; killed or stopped, it starts again on the same port and the same store."""

    def __init__(self, version: Neo4jVersion, folder: Path, port: int | None = None, **settings: Any) -> None:
        """Configure the server; nothing is fetched or started yet.

        Args:
            version: one of `VERSIONS`.
            folder: where the store and the log are kept; made if it is missing.
            port: Bolt port on the loopback interface, a free one when None.
            settings: those of `Neo4jProcess`.
        """
        self.port = port or free_port()
        self._folder = folder.resolve()
        self.log = self._folder / "server.log"
        self._process = Neo4jProcess(version, self.log, **settings)

    @property
    def uri(self) -> str:
        """The address for a driver, with `USER` and `PASSWORD`."""
        return _uri(self.port)

    def __enter__(self) -> Self:
        """Start the server."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the server."""
        self.stop()

    def start(self) -> str:
        """Start, wait for an answered statement and return the address.

        Raises:
            Neo4jServerError: something is missing, the jars cannot be fetched, or the server does not start.
        """
        self._process.start()
        try:
            return self._process.open(self._folder, self.port)
        except BaseException:
            self.kill()
            raise

    def is_alive(self) -> bool:
        """Return whether the process runs."""
        return self._process.is_alive()

    def stop(self) -> None:
        """Shut down cleanly, or kill it if it does not stop; does nothing if it does not run."""
        self._process.stop()

    def kill(self) -> None:
        """End the server as a crash would (SIGKILL); does nothing if it does not run."""
        self._process.kill()


def _uri(port: int) -> str:
    return f"bolt://{_HOST}:{port}"


def free_port() -> int:
    """Return an unused port of the loopback interface."""
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def main(arguments: list[str]) -> int:
    """Run the server of a version in a folder until standard input closes or Ctrl-C."""
    try:
        name, folder = arguments
    except ValueError:
        sys.stderr.write("usage: python -m tests.neo4j_server VERSION FOLDER\n")
        return 2
    try:
        with Neo4jServer(version_named(name), Path(folder)) as server, suppress(KeyboardInterrupt):
            sys.stdout.write(f"{server.uri}\n")
            sys.stdout.flush()
            sys.stdin.read()
    except Neo4jServerError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
