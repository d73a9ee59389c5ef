"""The embedded database: ArcadeDB from the `arcadedb-embedded` wheel, as a child process that speaks Bolt.

1. Every flag and limit of the database is in this file.

2. The database is ready once it has answered a statement over Bolt: the port listens before the database exists.

3. A supervisor (`embedded_supervisor.py`, run as a script) runs between this process and Java and holds the folder's
lock. This process never holds it, since a forked worker would keep it.
"""

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final, NoReturn, Self

from graph import embedded_supervisor
from graph.access import Access
from graph.embedded_access import DATABASE, HOST, EmbeddedError, access_at, answers_us, owner
from graph.embedded_supervisor import LOCKED, LOG_PATH, READY_POLL_SECONDS, STOP_SECONDS
from graph.embedded_wheel import class_archive, wheel_folder, wheel_problem
from graph.system_errors import reason_of

_MESSAGE_LIMIT_BYTES: Final = 268_435_456  # the default of 16 MiB makes the driver hang, without an error
_REASON_SECONDS: Final = 0.5  # time for Java to finish writing why it could not start
_LATE_SECONDS: Final = 5.0  # the database checks its own time limit only now and then
_SEARCH_MEGABYTES: Final = 512  # heap per long search; with less, garbage collection delays everything
_TAIL_LINES: Final = 12
_START_FAILED: Final = (
    b'Exception in thread "main"'  # Java prints this after a late start failure, and often stays alive
)

_JAVA_FLAGS: Final = (
    "-XX:+UseSerialGC",
    "-XX:+ExitOnOutOfMemoryError",  # else the remaining threads stay alive and answer nothing
    "-XX:+UseCompactObjectHeaders",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF8",
    "-Dpolyglot.engine.WarnInterpreterOnly=false",
)
_SETTINGS: Final = {
    "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "server.defaultDatabases": f"{DATABASE}[]",
    "server.host": HOST,
    "server.httpIncomingHost": HOST,
    "bolt.host": HOST,
    "bolt.defaultDatabase": DATABASE,
    "bolt.maxMessageSize": str(_MESSAGE_LIMIT_BYTES),
    "bolt.packstream.maxValueLength": str(_MESSAGE_LIMIT_BYTES),
    "opencypher.loadCsv.allowFileUrls": "false",
    "txWalFlush": "1",  # the default never flushes: a power cut would lose confirmed writes
}
QUICK_JAVA: Final = ("-XX:TieredStopAtLevel=1",)
"""Flags for a short command: Java compiles quickly instead of optimizing, for a third less processor time."""
_JAVA_VARIABLES: Final = ("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH")


class EmbeddedDatabase:
    """One embedded database in one folder, with its password and its logs."""

    def __init__(
        self,
        folder: Path,
        *,
        heap_megabytes: int = 512,
        command_timeout_seconds: float = 30.0,
        shared: bool = False,
        java_flags: Sequence[str] = (),
    ) -> None:
        """Set the folder and the limits; start and write nothing yet.

        Args:
            folder: place of data, password, lock and logs; created when it is missing.
            heap_megabytes: memory of the Java heap, in mebibytes.
            command_timeout_seconds: the database ends a statement that takes longer, whatever timeout the driver sets.
            shared: other processes of the folder's owner can find the database with `running`.
            java_flags: flags of Java in addition to those of this file.
        """
        self._folder = folder.resolve()
        self._heap_megabytes = heap_megabytes
        self._command_timeout_seconds = command_timeout_seconds
        self._shared = shared
        self._java_flags = java_flags
        self._ports: tuple[int, int] | None = None  # Bolt, HTTP
        self._supervisor: subprocess.Popen[bytes] | None = None
        self._log: int | None = None  # descriptor

    def __enter__(self) -> Self:
        """Start the database."""
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the database."""
        self.stop()

    @property
    def log_path(self) -> Path:
        """The log file of the running server."""
        return self._folder / LOG_PATH

    def start(self, timeout_seconds: float = 60.0) -> Access:
        """Start the database and wait until it answers a statement.

        Args:
            timeout_seconds: time after which a database that does not answer is killed and reported.

        Raises:
            EmbeddedError: no wheel for this platform, folder in use or not writable, child died or never answered.
        """
        if self.is_alive():
            message = f"La base embarquée du dossier {self._folder} est déjà démarrée par ce processus."
            raise EmbeddedError(message)
        if (problem := wheel_problem()) is not None:
            raise EmbeddedError(problem)
        self._kill()  # clean up after a child that died
        deadline = time.monotonic() + timeout_seconds
        self._ports = self._ports or _free_ports()
        prepared, draft = self._prepare_folder(self._ports)
        access = replace(
            prepared,
            lingering_seconds=self._command_timeout_seconds + _LATE_SECONDS,
            searches_at_once=max(1, self._heap_megabytes // _SEARCH_MEGABYTES),
        )
        self._supervisor = self._spawn_supervisor(self._ports, draft)
        try:
            self._wait_until_ready(access, deadline, timeout_seconds)
        except BaseException:
            self._kill()
            raise
        return access

    def is_alive(self) -> bool:
        """Return whether the child process runs; it may still be too busy to answer."""
        return self._supervisor is not None and self._supervisor.poll() is None

    def restart(self) -> Access:
        """Start again after the child died or hung, with the same folder, port and password.

        Raises:
            EmbeddedError: as for `start`.
        """
        self._kill()
        return self.start()

    def stop(self) -> None:
        """Stop the child, first gently, then by force; do nothing if it does not run."""
        if self._supervisor is None:
            return
        if self._supervisor.stdin is not None:
            self._supervisor.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._supervisor.wait(STOP_SECONDS + 5)
        self._kill()

    def finish(self, seconds: float) -> None:
        """Stop the child gently, wait until it has written what its flags require on exit, then kill it."""
        if self._supervisor is not None:
            self._supervisor.terminate()
            with suppress(subprocess.TimeoutExpired):
                self._supervisor.wait(seconds)
        self._kill()

    def _kill(self) -> None:
        if self._supervisor is None:
            return
        if self._supervisor.poll() is None:  # once it has ended, its pid may belong to another process
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._supervisor.pid, signal.SIGKILL)  # its session: the supervisor and Java
        if self._supervisor.stdin is not None:
            self._supervisor.stdin.close()
        self._supervisor.wait()
        self._supervisor = None
        if self._log is not None:
            os.close(self._log)
            self._log = None

    def _prepare_folder(self, ports: tuple[int, int]) -> tuple[Access, Path]:
        """Return the access to the database and the log that its process will write."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.log_path.parent.mkdir(mode=0o700, exist_ok=True)
            access = access_at(self._folder, *ports)
            draft = self.log_path.with_name(f"server.{secrets.token_hex(4)}.log")
            self._log = os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o600)
        except OSError as error:
            message = f"Le dossier {self._folder} ne peut pas recevoir la base embarquée : {reason_of(error)}."
            raise EmbeddedError(message) from error
        return access, draft

    def _spawn_supervisor(self, ports: tuple[int, int], draft: Path) -> subprocess.Popen[bytes]:
        # -I: else the modules in this folder would hide those of the standard library.
        supervisor = [
            sys.executable,
            "-I",
            "-S",
            embedded_supervisor.__file__,
            str(self._folder),
            str(draft),
            str(os.getpid()),
            " ".join(map(str, ports)) if self._shared else "",
        ]
        return subprocess.Popen(
            [*supervisor, *self._java_command(*ports)],
            stdin=subprocess.PIPE,
            stdout=self._log,
            stderr=self._log,
            cwd=self._folder,
            env={name: value for name, value in os.environ.items() if name not in _JAVA_VARIABLES},
            start_new_session=True,  # Ctrl-C reaches the service, which then stops the database
            umask=0o077,
        )

    def _java_command(self, bolt: int, http: int) -> list[str]:
        wheel = wheel_folder()
        settings = _SETTINGS | {
            "server.rootPath": str(self._folder),
            # A path, not the password itself: every user of the machine can read a command line.
            "server.rootPasswordPath": str(self._folder / "password"),
            "bolt.port": str(bolt),
            "server.httpIncomingPort": str(http),  # HTTP cannot be turned off
            "command.timeout": str(round(self._command_timeout_seconds * 1000)),
        }
        return [
            str(wheel / "jre" / "bin" / "java"),
            f"-Xmx{self._heap_megabytes}m",
            *_JAVA_FLAGS,
            *self._java_flags,
            *([f"-XX:AOTCache={archive}"] if (archive := class_archive()).exists() else []),
            f"-XX:ErrorFile={self.log_path.parent}/java_error_%p.log",
            *(f"-Darcadedb.{key}={value}" for key, value in settings.items()),
            "-cp",
            str(wheel / "jars" / "*"),
            "com.arcadedb.server.ArcadeDBServer",
        ]

    def _wait_until_ready(self, access: Access, deadline: float, timeout_seconds: float) -> None:
        while not answers_us(access, self._folder, max(0.1, deadline - time.monotonic())):
            self._refuse_failed_start()
            if time.monotonic() > deadline:
                self._refuse(f"La base embarquée n’a pas répondu en {timeout_seconds:g} s et a été arrêtée")
            time.sleep(READY_POLL_SECONDS)
        self._refuse_failed_start()  # if the start failed, another program answered on the chosen port

    def _refuse_failed_start(self) -> None:
        code = None if self._supervisor is None else self._supervisor.poll()
        if code == LOCKED:
            holder = owner(self._folder)
            message = f"Le dossier {self._folder} est déjà utilisé par la base embarquée du processus {holder}."
            raise EmbeddedError(message)
        if _START_FAILED in self._log_content():  # read after `code`: a process that has ended has written all its log
            if code is None:
                time.sleep(_REASON_SECONDS)
            self._refuse("La base embarquée n’a pas pu démarrer")
        if code is not None:
            self._refuse(f"La base embarquée s’est arrêtée au démarrage (code {code})")

    def _refuse(self, reason: str) -> NoReturn:
        lines = self._log_content().decode(errors="replace").split("\n")
        tail = [line for line in lines if line.strip()][-_TAIL_LINES:]
        raise EmbeddedError("\n".join([f"{reason} ; fin de son journal ({self.log_path}) :", *tail]))

    def _log_content(self) -> bytes:
        if self._log is None:
            return b""
        return os.pread(self._log, os.fstat(self._log).st_size, 0)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for probe in (one, other):
            probe.bind((HOST, 0))
        return one.getsockname()[1], other.getsockname()[1]
