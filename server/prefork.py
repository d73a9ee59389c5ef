"""Several workers on one address: forked by gunicorn from a process that has read the graph, whose memory they share.

Memory is shared until one of them writes there; the collector, which would write everywhere, leaves it alone. What is
written to the graph later each worker reads for itself.
"""

import asyncio
import gc
import logging
import os
import socket
from contextlib import suppress
from typing import Any, ClassVar

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from starlette.applications import Starlette
from uvicorn_worker import UvicornWorker  # type: ignore[import-untyped]

from graph.access import Access
from graph.client import Client
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.store import SnapshotStore
from server.application import application
from server.settings import Settings
from server.worker import GRACE_SECONDS, UVICORN

HUNG_SECONDS = 60
"""A worker that does not move for so long is ended, and another started."""


def serve_by_workers(settings: Settings, access: Access, listening: socket.socket, workers: int) -> None:
    """Serve on a socket until a signal ends it.

    Raises:
        SystemExit: the workers do not start.
    """
    parent = os.getpid()
    try:
        _Prefork(settings, access, listening, workers).run()
    except SystemExit as ended:
        if ended.code or os.getpid() != parent:
            raise


class _Prefork(BaseApplication):
    """What gunicorn asks for: its settings, and in each worker the application."""

    def __init__(self, settings: Settings, access: Access, listening: socket.socket, workers: int) -> None:
        self._settings, self._access, self._workers = settings, access, workers
        self._address = f"fd://{os.dup(listening.fileno())}"
        self._snapshot = asyncio.run(_read(settings, access))
        gc.collect()
        gc.freeze()
        super().__init__()

    def load_config(self) -> None:
        """Set gunicorn up."""
        asked: dict[str, Any] = {
            "bind": self._address,
            "workers": self._workers,
            "worker_class": _Worker,
            "timeout": HUNG_SECONDS,
            "graceful_timeout": GRACE_SECONDS,
            "logger_class": _Logs,
            "when_ready": _end_alike,
            "control_socket_disable": True,
        }
        for name, value in asked.items():
            self.cfg.set(name, value)

    def load(self) -> Starlette:
        """Return the application of a worker."""
        return application(self._settings, self._access, snapshot=self._snapshot)


def _end_alike(arbiter: Arbiter) -> None:
    """Have an interrupt end the workers as a termination does: gunicorn's own signal for it is nothing to uvicorn."""
    arbiter.handle_int = arbiter.handle_term  # type: ignore[method-assign]


async def _read(settings: Settings, access: Access) -> Snapshot | None:
    """Return the snapshot; None of a graph that cannot be read yet, for which the workers wait and say why."""
    async with Client(access, timeout_seconds=settings.timeout_seconds) as client:
        with suppress(Exception):
            return await SnapshotStore(client, settings.durations).current()
    return None


class _Worker(UvicornWorker):  # type: ignore[misc] # without types
    """A worker that serves as a process alone does."""

    CONFIG_KWARGS: ClassVar = dict(UVICORN)


class _Logs(Logger):
    """What gunicorn and its workers tell, in the form of our logs."""

    def setup(self, cfg: Config) -> None:
        """Write where everything is logged, and only what should not be."""
        super().setup(cfg)
        self.error_log.handlers = logging.getLogger().handlers
        self.error_log.setLevel(logging.WARNING)
