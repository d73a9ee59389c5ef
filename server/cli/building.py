"""Starts the service from the sources, and meanwhile builds the console, then the documentation.

`make run` runs this module with the path of make. Each part is built by its own target of the Makefile at the lowest
priority; the documentation is built only once the service answers. The terminal shows what is ready and what failed to
build. When the service ends, a build that is still running is ended too; a failed build leaves the service running.
"""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from server.cli.session import console

REPOSITORY: Final = Path(__file__).parents[2]
LOGS: Final = REPOSITORY / ".cache"
POLL_SECONDS: Final = 0.2
END_SECONDS: Final = 10.0
"""Time limit for a build to end once the service has ended."""
LINES_SHOWN: Final = 3
Process = subprocess.Popen[bytes]
PARTS: Final = {"console": "La console", "docs": "La documentation (/docs/)"}
"""The French name of each part, by the Makefile target that builds the part."""
LATER: Final = "docs"
"""The target of the part that is built only once the service answers."""


def serve_while_building(make: str) -> int:
    """Serve until the service ends, and return its exit code; meanwhile build the missing parts."""
    missing = [verb for verb in PARTS if subprocess.call([make, "-s", "-q", verb], cwd=REPOSITORY)]  # noqa: S603 - fixed
    if missing:
        names = " et ".join(PARTS[verb].lower() for verb in missing)
        console.print(f"À construire pendant que le service répond : {names}. Ce terminal dit quand c’est fait.")
    with _readiness_socket() as (place, is_ready), _service(place) as service:
        for verb in missing:
            while service.poll() is None and verb == LATER and not is_ready():
                time.sleep(POLL_SECONDS)
            if service.poll() is None:
                _build(make, verb, service)
        return service.wait()


@contextmanager
def _readiness_socket() -> Iterator[tuple[Path, Callable[[], bool]]]:
    """Provide a socket like systemd's, and a function that returns whether the service has sent its notice there."""
    with (
        TemporaryDirectory(prefix="cinqaxes-") as folder,
        socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening,
    ):
        place = Path(folder, "ready")
        listening.bind(str(place))
        listening.setblocking(False)  # noqa: FBT003 - it takes no keyword argument

        def is_ready() -> bool:
            with suppress(BlockingIOError):
                return b"READY=1" in listening.recv(1_024)
            return False

        yield place, is_ready


@contextmanager
def _service(place: Path) -> Iterator[Process]:
    """Run the service, which receives Ctrl-C from the terminal itself; SIGTERM is forwarded to it."""
    environment = {**os.environ, "NOTIFY_SOCKET": str(place)}
    service = subprocess.Popen([sys.executable, "-m", "server.cli.main", "serve"], env=environment)

    def end(*_: Any) -> None:
        service.terminate()

    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGHUP, end)
    try:
        yield service
    finally:
        service.terminate()
        service.wait()


def _build(make: str, verb: str, service: Process) -> None:
    """Build a part and print the outcome; if the service ends, so does the build."""
    LOGS.mkdir(exist_ok=True)
    log, started = LOGS / f"make-{verb}.log", time.monotonic()
    with log.open("wb") as written:
        build = subprocess.Popen(  # noqa: S603 - a fixed command
            ["nice", "-n", "19", make, "-s", verb],  # noqa: S607 - found through PATH
            cwd=REPOSITORY,
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            process_group=0,  # a group that Ctrl-C does not reach, and that can be ended as one
        )
    try:
        while build.poll() is None and service.poll() is None:
            time.sleep(POLL_SECONDS)
    finally:
        _end(build)
    if service.poll() is not None:
        return
    if build.returncode == 0:
        console.print(f"{PARTS[verb]} est là ({time.monotonic() - started:.0f} s).")
        return
    console.print(
        f"{PARTS[verb]} ne se construit pas ici ; le service répond sans elle. Le détail : {log}", soft_wrap=True
    )
    for line in log.read_text("utf-8", "replace").splitlines()[-LINES_SHOWN:]:
        console.print(f"  {line}", markup=False, soft_wrap=True)


def _end(build: Process) -> None:
    """End a build with all its child processes, if it still runs."""
    if build.poll() is not None:
        return
    os.killpg(build.pid, signal.SIGTERM)
    try:
        build.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal.SIGKILL)
        build.wait()


if __name__ == "__main__":
    sys.exit(serve_while_building(sys.argv[1]))
