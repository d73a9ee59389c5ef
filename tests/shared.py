"""Databases and a service that all processes of a test run share.

The process that distributes the tests owns them; the others connect to it at a port. Each is started when a test first
needs it, and all stop with the run.
"""

import os
import tempfile
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from functools import cached_property
from multiprocessing.managers import BaseManager
from pathlib import Path
from threading import Lock, Thread
from typing import Any, TypeVar

from graph.access import Access
from tests.engines import copy_national, copy_small, running_together
from tests.service_process import serving

HOST = "127.0.0.1"
T = TypeVar("T")


class Shared:
    """The databases and the service of one run, in the process that owns them."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._stack = ExitStack()
        self._folder = Path(
            self._stack.enter_context(tempfile.TemporaryDirectory(prefix="cinqaxes-", ignore_cleanup_errors=True))
        )
        self._running = self._stack.enter_context(running_together())
        self._started: dict[str, Any] = {}
        self._locks: defaultdict[str, Lock] = defaultdict(Lock)

    def national(self) -> Access:
        """Return the access to the official territories and the demonstration network, which tests only read."""
        return self._once("national", lambda folder: self._start(copy_national(folder, self._running)))

    def small(self) -> Access:
        """Return the access to the small graph, which services of tests only read."""
        return self._once("small", lambda folder: self._start(copy_small(folder)))

    def scratch(self, process: str) -> Access:
        """Return the access to a database that the tests of one process fill and empty."""
        return self._once(f"scratch-{process}", lambda folder: self._start(folder, refilled=True))

    def service(self) -> str:
        """Return the address of a service with these territories and this network, which tests only query."""
        return self._once("service", self._serve)

    def _start(self, folder: Path, *, refilled: bool = False) -> Access:
        return self._stack.enter_context(self._running(folder, refilled=refilled))

    def _serve(self, folder: Path) -> str:
        copy_national(folder / "data")
        service = self._stack.enter_context(serving(folder))
        service.wait_until_ready()
        return service.url

    def _once(self, name: str, start: Callable[[Path], T]) -> T:
        """Start the resource with this name in its own folder, unless it runs, and return it."""
        with self._locks[name]:
            if name not in self._started:
                folder = self._folder / name
                folder.mkdir(exist_ok=True)
                self._started[name] = start(folder)
            started: T = self._started[name]
            return started

    @cached_property
    def address(self) -> tuple[int, bytes]:
        """The port and the key for other processes; reading this property starts the server."""
        key = os.urandom(16)
        _OwnerEnd.register("shared", lambda: self, exposed=("national", "small", "scratch", "service"))
        server = _OwnerEnd((HOST, 0), key).get_server()
        Thread(target=server.serve_forever, daemon=True).start()
        return int(server.address[1]), key  # type: ignore[index] # a pair for an Internet address

    def stop(self) -> None:
        """Stop all that was started and remove its files."""
        self._stack.close()


class _OwnerEnd(BaseManager):
    """The owner's end of a connection."""


class _OtherEnd(BaseManager):
    """Another process's end of a connection."""


def reach(port: int, key: bytes) -> Shared:
    """Return a proxy of the databases and the service of the process at a port."""
    _OtherEnd.register("shared")
    end = _OtherEnd((HOST, port), key)
    end.connect()
    shared: Shared = end.shared()  # type: ignore[attr-defined] # registered by name
    return shared
