"""Runs the service and the console for development: changes of the sources are applied while they run.

`make dev` runs it. This process owns the embedded database and the socket. The service is a child process, which
uvicorn's reloader restarts when Python, Cypher or GraphQL changes; meanwhile, requests wait on the socket. Vite serves
the console, replaces the modules that change in it, and forwards API requests to the service.
"""

import asyncio
import copyreg
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from hashlib import sha256
from multiprocessing import parent_process
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from typing import Final

import uvicorn
from uvicorn.supervisors import ChangeReload

from graph.access import Access
from graph.client import Client
from resolvers.snapshot.caches import CachesByThread
from resolvers.snapshot.store import SnapshotStore
from server.application import application
from server.cli.database import access_of_running
from server.cli.serve import serving
from server.cli.session import address_of, console, read_settings_or_fail
from server.logs import configure_logs
from server.settings import Settings, access_of, read_settings
from server.worker import UVICORN, configure_process

CLONE: Final = Path(__file__).parents[2]
PACKAGES: Final = ("changes", "exchange", "graph", "judgement", "resolvers", "schema", "seed", "server", "usecases")
SOURCES: Final = ("*.py", "*.cypher", "*.graphql", "*.toml")
MAKES_SNAPSHOTS: Final = ("graph", "resolvers/snapshot")
"""The folders with the code on which a snapshot depends."""
LOOK_SECONDS: Final = 0.05
READY: Final = "ready"
"""The file written when the service can answer; Vite then reloads the open pages."""
copyreg.pickle(CachesByThread, lambda _: (CachesByThread, ()))  # in another process, the caches start empty


def develop() -> None:
    """Run the database, the service and the console until a signal ends them all."""
    settings = read_settings_or_fail()
    configure_logs(settings.log_format)
    logging.getLogger("watchfiles").setLevel(logging.WARNING)  # uvicorn reports reloads too
    signal.signal(signal.SIGHUP, signal.default_int_handler)  # so that the database is stopped before the exit
    with (
        suppress(KeyboardInterrupt),
        serving(settings) as (listening, *_),
        TemporaryDirectory(prefix="cinqaxes-") as name,
        _vite(address_of(settings.host, listening.getsockname()[1]), Path(name, READY)),
    ):
        _serve_and_reload(listening, Path(name))
    console.print("Tout est arrêté.")


def _serve_and_reload(listening: socket, cache: Path) -> None:
    """Serve on a socket, in a new process after each change, until SIGINT or SIGTERM; SIGHUP means SIGTERM."""
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    watching = uvicorn.Config(
        "",
        reload=True,
        reload_dirs=[str(CLONE / package) for package in PACKAGES],
        reload_includes=list(SOURCES),
        reload_delay=LOOK_SECONDS,
        log_config=None,
    )
    ChangeReload(watching, partial(serve_once, cache), [listening]).run()


def serve_once(cache: Path, sockets: list[socket] | None) -> None:
    """Serve in this process until a signal.

    Documents that are not trusted are answered too, whatever the settings: the console's own documents may just have
    changed.

    Args:
        cache: the folder that holds the snapshot for the next process.
        sockets: where clients connect.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    settings = read_settings().model_copy(update={"trusted_only": False})
    configure_process(settings)
    access = access_of_running(settings) or access_of(settings)
    store = asyncio.run(cached_store(settings, access, cache))
    port = sockets[0].getsockname()[1] if sockets else settings.port
    announce = partial(_announce, address_of(settings.host, port), cache / READY)
    service = application(settings, access, on_ready=announce, initial=store)
    uvicorn.Server(uvicorn.Config(service, **UVICORN)).run(sockets)


def _end_with_parent() -> None:
    """End this process when its parent process is gone, however the parent ended."""
    if parent := parent_process():
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _announce(address: str, ready: Path) -> None:
    ready.write_text(str(time.time()), "ascii")
    console.print(f"Le service répond sur {address} avec les sources d’à présent.", soft_wrap=True)


async def cached_store(settings: Settings, access: Access, cache: Path) -> SnapshotStore:
    """Return a store with the previous process's snapshot, or else one read from the graph, which takes seconds.

    The snapshot is reused only if the code and the configured durations have not changed. The version of the snapshot
    is compared with that of the graph.
    """
    async with Client(access, timeout_seconds=settings.timeout_seconds) as client:
        store = SnapshotStore(client, settings.durations)
        file = cache / f"{digest_of_sources()}-{sha256(repr(settings.durations).encode()).hexdigest()}"
        if file.exists():
            store.latest, store.sizes = pickle.loads(file.read_bytes())  # noqa: S301 - written below, in a folder of ours
            return store
        with suppress(Exception):  # the service tries again, and says what is wrong
            await store.current()
            file.write_bytes(pickle.dumps((store.latest, store.sizes)))
    return store


def digest_of_sources() -> str:
    """Return the digest of the code on which a snapshot depends."""
    paths = [path for folder in MAKES_SNAPSHOTS for path in sorted((CLONE / folder).rglob("*.*"))]
    hashed = sha256()
    for path in paths:
        if path.suffix in {".py", ".cypher"}:
            hashed.update(path.read_bytes())
    return hashed.hexdigest()


@contextmanager
def _vite(service: str, ready: Path) -> Iterator[None]:
    """Run Vite, which ends with this process: it reads a pipe that is closed when this process ends in any way."""
    command = [str(Path(sys.executable).with_name("node")), "-p", "process.execPath"]
    node = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout.strip()  # noqa: S603 - ours
    vite = subprocess.Popen(  # noqa: S603 - ours
        [node, "node_modules/vite/bin/vite.js", "--clearScreen", "false"],
        cwd=CLONE / "web",
        env={**os.environ, "SERVICE": service.removesuffix("/graphql"), "SERVICE_READY": str(ready)},
        stdin=subprocess.PIPE,
    )
    try:
        yield
    finally:
        vite.terminate()
        vite.wait()


if __name__ == "__main__":
    develop()
