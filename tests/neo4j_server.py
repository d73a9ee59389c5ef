"""Real Neo4j Community servers for the tests and the benchmarks, without containers.

Rule: a server that is asked for either answers or says in one sentence what is missing; nothing is skipped here.

`python -m tests.neo4j_server 5.26.30 FOLDER` prints the address of a server that runs until standard input closes.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from neo4j import GraphDatabase, Query

USER: Final = "neo4j"
PASSWORD: Final = "loopback-only"  # noqa: S105 (guards nothing: a throw-away store on the loopback interface)
DATABASE: Final = "neo4j"

_HOST: Final = "127.0.0.1"
_SOURCES: Final = Path(__file__).parent / "neo4j"
CACHE: Final = Path(os.environ.get("CINQAXES_TEST_CACHE", Path(__file__).parents[1] / ".cache")).resolve()
"""The folder of what tests bring or make once."""
_START_SECONDS: Final = 120.0
_STOP_SECONDS: Final = 30.0
_JDK_FOLDERS: Final = (
    Path("/usr/lib/jvm"),
    Path("/opt/java"),
    Path("/Library/Java/JavaVirtualMachines"),
    Path.home() / ".sdkman" / "candidates" / "java",
)
_JAVA_FLAGS: Final = (
    "-XX:+UseSerialGC",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
)


class Neo4jServerError(Exception):
    """A server could not be brought here or did not start; the message says why."""


@dataclass(frozen=True)
class Neo4jVersion:
    """A Neo4j Community release and the Java release (JDK) it is tested on."""

    version: str
    jdk: int


VERSIONS: Final = (Neo4jVersion("5.26.30", 17), Neo4jVersion("2026.09.0", 25))


class Neo4jServer:
    """One server on one folder; killed or stopped, it starts again on the same port and the same store."""

    def __init__(
        self,
        version: Neo4jVersion,
        folder: Path,
        port: int | None = None,
        *,
        transaction_timeout_seconds: float = 30.0,
        heap_megabytes: int = 1024,
        short_lived: bool = False,
    ) -> None:
        """Choose what will run; nothing is brought or started yet.

        Args:
            version: one of `VERSIONS`.
            folder: where the store and the logs are kept; made when it is missing.
            port: Bolt port on the loopback interface, a free one when None.
            transaction_timeout_seconds: the server ends a longer transaction; 0 for never.
            heap_megabytes: memory of the Java heap, in mebibytes.
            short_lived: compile quickly and not for speed: for tests, never for measurements.
        """
        self.version = version
        self.port = port or _free_port()
        self.log = folder.resolve() / "server.log"
        self._timeout = transaction_timeout_seconds
        self._heap = heap_megabytes
        self._flags = (*_JAVA_FLAGS, *(("-XX:TieredStopAtLevel=1",) if short_lived else ()))
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """The address for a driver, with `USER` and `PASSWORD`."""
        return f"bolt://{_HOST}:{self.port}"

    def __enter__(self) -> Self:
        """Start the server."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the server."""
        self.stop()

    def start(self) -> str:
        """Start, wait for an answered statement and give the address.

        Raises:
            Neo4jServerError: something is missing, the jars cannot be brought, or the server does not start.
        """
        self.kill()
        command = self._command(_libraries(self.version))
        self._write_settings()
        with self.log.open("wb") as log:
            # A session of its own: Ctrl-C must not stop it before the tests that use it.
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True
            )
        try:
            self._wait_until_ready()
        except BaseException:
            self.kill()
            raise
        return self.uri

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Shut down cleanly, or kill what does not go; does nothing when it does not run."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(_STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End the server as a crash would (SIGKILL); does nothing when it does not run."""
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None

    def _write_settings(self) -> None:
        settings = {
            "server.bolt.enabled": "true",
            "server.bolt.listen_address": f"{_HOST}:{self.port}",
            "server.bolt.advertised_address": f"{_HOST}:{self.port}",
            "server.memory.pagecache.size": "256m",
            "db.transaction.timeout": f"{round(self._timeout * 1000)}ms",
            "db.tx_log.preallocate": "false",  # else an empty store takes 516 MB
            "dbms.security.auth_enabled": "true",
            "internal.dbms.bolt.netty_server_shutdown_quiet_period": "0",  # else a stop takes 10 s more
            "dbms.usage_report.enabled": "false",
        }
        lines = [f"{name}={value}\n" for name, value in settings.items()]
        self.log.parent.mkdir(parents=True, exist_ok=True)
        (self.log.parent / "neo4j.conf").write_text("".join(lines), encoding="utf-8")

    def _command(self, libraries: Path) -> list[str]:
        launcher = ["-cp", str(libraries / "*"), str(_SOURCES / "Launcher.java")]
        java = [str(_java(self.version.jdk)), f"-Xmx{self._heap}m", *self._flags]
        return [*java, *launcher, str(self.log.parent), PASSWORD]

    def _wait_until_ready(self) -> None:
        # The launcher's word first: a driver that comes before the password is set gets locked out.
        deadline = time.monotonic() + _START_SECONDS
        while "READY" not in self._log_lines():
            if not self.is_alive() or time.monotonic() > deadline:
                told = [line for line in self._log_lines() if line.strip() and not line.startswith("\tat ")]
                message = "\n".join([f"Neo4j {self.version.version} did not start; from {self.log}:", *told[-20:]])
                raise Neo4jServerError(message)
            time.sleep(0.1)
        with GraphDatabase.driver(self.uri, auth=(USER, PASSWORD)) as driver:
            driver.execute_query(Query("RETURN 1", timeout=_START_SECONDS), database_=DATABASE)

    def _log_lines(self) -> list[str]:
        return self.log.read_text(encoding="utf-8", errors="replace").split("\n")


def version_named(name: str) -> Neo4jVersion:
    """Give the version of that name.

    Raises:
        Neo4jServerError: it is none of `VERSIONS`.
    """
    for version in VERSIONS:
        if version.version == name:
            return version
    message = f"Neo4j {name} is none of {', '.join(version.version for version in VERSIONS)}."
    raise Neo4jServerError(message)


def missing(version: Neo4jVersion) -> str | None:
    """Say in one sentence what this machine lacks to run a version; None when nothing is missing."""
    lacks = []
    if _java(version.jdk) is None:
        lacks.append(f"JDK {version.jdk} (looked at JAVA_HOME_{version.jdk}, JAVA_HOME, the PATH, /usr/lib/jvm)")
    if not _library_folder(version).is_dir() and shutil.which("mvn") is None:
        lacks.append("Maven (mvn), which brings its jars")
    return f"Neo4j {version.version} cannot run here: missing {' and '.join(lacks)}." if lacks else None


def _library_folder(version: Neo4jVersion) -> Path:
    return CACHE / "neo4j" / version.version / "lib"


def _libraries(version: Neo4jVersion) -> Path:
    if (problem := missing(version)) is not None:
        raise Neo4jServerError(problem)
    folder = _library_folder(version)
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as draft:
            _copy_jars(version, Path(draft, "lib"))
            with suppress(OSError):  # another process was faster
                Path(draft, "lib").rename(folder)
    return folder


def _copy_jars(version: Neo4jVersion, folder: Path) -> None:
    command = ["mvn", "-q", "-B", "-f", str(_SOURCES / "pom.xml"), f"-Dneo4j.version={version.version}"]
    command += ["dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={folder}"]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:
        message = f"Maven could not bring Neo4j {version.version}:\n{done.stdout[-2000:]}"
        raise Neo4jServerError(message)


def _java(release: int) -> Path | None:
    """Find the `java` of a JDK (a JRE cannot compile the launcher) of one release."""
    for home in _java_homes(release):
        described = home / "release"
        if (home / "bin" / "javac").is_file() and described.is_file():
            text = described.read_text(encoding="utf-8", errors="replace")
            if f'JAVA_VERSION="{release}' in text.replace(".", '"'):
                return home / "bin" / "java"
    return None


def _java_homes(release: int) -> Iterator[Path]:
    names = [name for name in sorted(os.environ) if name == "JAVA_HOME" or name.startswith(f"JAVA_HOME_{release}")]
    yield from (Path(os.environ[name]) for name in reversed(names))
    if (found := shutil.which("java")) is not None:
        yield Path(found).resolve().parents[1]
    for folder in _JDK_FOLDERS:
        for entry in sorted(folder.glob("*")):
            yield from (entry, entry / "Contents" / "Home")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def main(arguments: list[str]) -> int:
    """Run one server until standard input closes or Ctrl-C (version, folder), or say what is missing (--missing)."""
    if arguments == ["--missing"]:
        problems = [problem for version in VERSIONS if (problem := missing(version))]
        sys.stderr.write("".join(f"{problem}\n" for problem in problems))
        return 1 if problems else 0
    try:
        name, folder = arguments
    except ValueError:
        sys.stderr.write("usage: python -m tests.neo4j_server VERSION FOLDER | --missing\n")
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
