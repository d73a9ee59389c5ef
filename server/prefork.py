"""Several workers on one address: gunicorn forks them from a process that has read the graph, to share its memory.

Memory is shared until a worker writes to it. The garbage collector would write to all of it, and therefore skips the
objects that exist before the fork. Later changes of the graph are read by each worker separately.
"""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, ClassVar

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from starlette.applications import Starlette
from uvicorn_worker import UvicornWorker  # type: ignore[import-untyped]

from graph.access import Access
from graph.client import Client
from resolvers.snapshot.store import SnapshotStore
from server.application import application
from server.http.memory import freeze_startup_objects
from server.settings import Settings
from server.worker import GRACE_SECONDS, UVICORN

HUNG_SECONDS = 60
"""A worker without a heartbeat for this time is killed and replaced."""
HEARTBEAT_SECONDS = 5
"""The interval at which a worker sends a heartbeat and checks that its parent lives."""
CLEANING_SECONDS = 5
"""The time for a worker to clean up after its last request."""


def serve_by_workers(
    settings: Settings,
    access: Access,
    listening: socket.socket,
    workers: int,
    on_start: Callable[[], None],
    on_ready: Callable[[], None],
) -> None:
    """Serve on a socket, which the workers own from then on, until a signal ends it.

    Of the two functions only one is called, once: `on_ready` if the graph has been read before the workers start, else
    `on_start`.

    Raises:
        SystemExit: the workers do not start. Each worker, forked inside this call, also raises it when it ends.
    """
    parent = os.getpid()
    store = asyncio.run(_read(settings, access))
    freeze_startup_objects()
    served = partial(application, settings, access, initial=store)
    announce = on_ready if store.latest else on_start
    try:
        _Prefork(served, f"fd://{listening.detach()}", workers, announce).run()
    except SystemExit as ended:
        if ended.code or os.getpid() != parent:
            raise


class _Prefork(BaseApplication):
    """The gunicorn application: its settings, and what each worker serves."""

    def __init__(
        self, served: Callable[[], Starlette], address: str, workers: int, announce: Callable[[], None]
    ) -> None:
        self._served, self._address, self._workers, self._announce = served, address, workers, announce
        super().__init__()

    def load_config(self) -> None:
        """Configure gunicorn."""
        options: dict[str, Any] = {
            "bind": self._address,
            "workers": self._workers,
            "worker_class": _Worker,
            "timeout": HUNG_SECONDS,
            "graceful_timeout": GRACE_SECONDS + CLEANING_SECONDS,
            "logger_class": _Logs,
            "when_ready": self._begin,
            "control_socket_disable": True,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def _begin(self, arbiter: Arbiter) -> None:
        """Report the address of the service; make every signal end it as SIGTERM does.

        gunicorn handles SIGINT and SIGQUIT by sending SIGQUIT to its workers, but uvicorn ignores SIGQUIT.
        """
        arbiter.handle_int = arbiter.handle_quit = arbiter.handle_term  # type: ignore[method-assign]
        self._announce()

    def load(self) -> Starlette:
        """Return the application of a worker."""
        return self._served()


async def _read(settings: Settings, access: Access) -> SnapshotStore:
    """Return a store that has read the graph, or an empty one if it cannot yet: the workers then wait and say why."""
    async with Client(access, timeout_seconds=settings.timeout_seconds) as client:
        store = SnapshotStore(client, settings.durations)
        with suppress(Exception):
            await store.current()
    return store


class _Worker(UvicornWorker):  # type: ignore[misc] # the package has no types
    """A worker that serves like a single process, and ends with its parent."""

    CONFIG_KWARGS: ClassVar = {**UVICORN, "timeout_notify": HEARTBEAT_SECONDS}

    async def callback_notify(self) -> None:
        """Send a heartbeat; end if the parent has died."""
        await super().callback_notify()
        if os.getppid() != self.ppid:
            os.kill(os.getpid(), signal.SIGTERM)


class _Logs(Logger):
    """The logger of gunicorn and its workers, which writes to our logs."""

    def setup(self, cfg: Config) -> None:
        """Log to the same place as everything else, and only warnings and worse."""
        super().setup(cfg)
        self.error_log.handlers = list(logging.getLogger().handlers)
        self.error_log.setLevel(logging.WARNING)
