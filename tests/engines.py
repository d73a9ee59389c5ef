"""Databases for tests: the embedded one, or a real Neo4j, chosen by CINQAXES_TEST_ENGINE."""

import asyncio
import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import pytest

from changes.load import load
from changes.rows import GraphRows
from graph.access import Access
from graph.client import Client
from graph.domain.counting import Durations
from graph.embedded import QUICK_JAVA, EmbeddedDatabase
from graph.statement.core.writer import Statement
from seed import demo
from tests.cache import CACHE, digest_of_sources
from tests.graphs import dense, official, small
from tests.neo4j_server import (
    DATABASE,
    DEFAULT_SETTINGS,
    FEW_OPTIMISATIONS,
    KEEP_PLANS,
    NO_OPTIMISATIONS,
    PASSWORD,
    USER,
    Neo4jProcess,
    Neo4jServer,
    free_port,
)
from tests.neo4j_version import version_named

EMBEDDED = "embedded"
ENGINE = os.environ.get("CINQAXES_TEST_ENGINE", EMBEDDED)
PREDECESSORS = {"2026.09.0": "5.26.30"}
"""By release of Neo4j, the earlier release whose databases it opens unchanged, as when an operator upgrades."""
SHARED_JAVA = {"5.26.30": FEW_OPTIMISATIONS, "2026.09.0": NO_OPTIMISATIONS}
"""The flags of the Java process that several databases share, by release of Neo4j.

The newest release runs only a part of the suite.
"""
HEAP_MEGABYTES = 2048
"""The heap of the Java process that runs several databases."""
EMPTY = (
    "MATCH (n) WHERE NOT n:Graph DETACH DELETE n",
    "MATCH (g:Graph) SET g.loaded = [], g.loading = [], g.inventory = []",
)

PROOF_ON_NEO4J: list[pytest.MarkDecorator] = [] if ENGINE == EMBEDDED else [pytest.mark.proof]
"""The marks of a file whose answers are computed in Python whatever the database.

CI runs it on the embedded database; it runs on a Neo4j before a release.
"""


class Running(Protocol):
    """A function that starts a database in a folder and stops it at the end."""

    def __call__(self, folder: Path, *, refilled: bool = False) -> AbstractContextManager[Access]:
        """Start it.

        Args:
            folder: where its files are stored; made if it is missing.
            refilled: tests fill it with another small graph every few seconds; a Neo4j then keeps its plans.
        """
        ...


def as_many(embedded: int, neo4j: int) -> int:
    """Return the number of cases to draw: fewer on Neo4j, where planning a new statement takes ten times as long."""
    return embedded if ENGINE == EMBEDDED else neo4j


def embedded(folder: Path, **settings: Any) -> EmbeddedDatabase:
    """Return the embedded database in a folder, set to compile quickly and not for speed."""
    return EmbeddedDatabase(folder, java_flags=QUICK_JAVA, **settings)


@contextmanager
def running(folder: Path, *, refilled: bool = False) -> Iterator[Access]:  # noqa: ARG001 (the signature of `Running`)
    """Start the chosen database in a folder, and yield its address; Neo4j plans with its defaults."""
    if ENGINE == EMBEDDED:
        database = embedded(folder)
        access = database.start()
        try:
            yield access
        finally:
            database.stop()
    else:
        with Neo4jServer(version_named(ENGINE), folder, java_flags=NO_OPTIMISATIONS) as server:
            yield Access(server.uri, USER, PASSWORD, DATABASE)


@contextmanager
def running_together() -> Iterator[Running]:
    """Yield a function that starts the chosen database as `running` does, but all databases of Neo4j in one process.

    Java then compiles shared code only once.
    """
    if ENGINE == EMBEDDED:
        yield running
        return
    with tempfile.TemporaryDirectory() as logs:
        log = Path(logs, "server.log")
        process = Neo4jProcess(
            version_named(ENGINE),
            log,
            heap_megabytes=HEAP_MEGABYTES,
            java_flags=SHARED_JAVA[ENGINE],
        )
        one_at_a_time = Lock()

        @contextmanager
        def open_database(folder: Path, *, refilled: bool = False) -> Iterator[Access]:
            with one_at_a_time:
                if not process.is_alive():
                    process.start()
                uri = process.open(folder, free_port(), KEEP_PLANS if refilled else DEFAULT_SETTINGS)
            try:
                yield Access(uri, USER, PASSWORD, DATABASE)
            finally:
                with one_at_a_time:
                    process.close(folder)

        try:
            yield open_database
        finally:
            process.stop()


def copy_national(folder: Path, start: Running = running) -> Path:
    """Fill a new folder with a database of the official territories and the demonstration network, and return it."""
    return _copy("national", {"references": official, "demonstration": demo.rows}, folder, start)


def copy_small(folder: Path) -> Path:
    """Fill a new folder with a database of the small graph, and return it."""
    return _copy("small", {"small": small}, folder, running)


def copy_dense(folder: Path) -> Path:
    """Fill a new folder with a database of the dense graph, and return it."""
    return _copy("dense", {"references": dense}, folder, running)


def store_national(folder: Path, engine: str) -> None:
    """Store a stopped database that holds what `copy_national` gives, so that a run on its engine need not load it."""
    store = _Store("national", engine)
    with store.lock() as is_current:
        if not is_current:
            shutil.copytree(folder, store.folder)


def _copy(name: str, loads: Mapping[str, Callable[[], GraphRows]], folder: Path, start: Running) -> Path:
    """Copy a database that is loaded once for all processes, and again if its inputs change."""
    store, predecessor = _Store(name, ENGINE), _Store(name, PREDECESSORS.get(ENGINE, ""))
    with store.lock() as is_current:
        if not is_current and predecessor.is_current:
            shutil.copytree(predecessor.folder, store.folder)
        elif not is_current:
            # A separate thread: the test's may have a running event loop, as Playwright's does.
            with start(store.folder) as access, ThreadPoolExecutor(1) as thread:
                thread.submit(asyncio.run, _fill(access, loads)).result()
        return Path(shutil.copytree(store.folder, folder, dirs_exist_ok=True))


class _Store:
    """The files of a stopped database, stored for one engine until its inputs change."""

    def __init__(self, name: str, engine: str) -> None:
        self._place = CACHE / name / engine
        self._mark = self._place / "made_of"
        self.folder = self._place / "database"

    @property
    def is_current(self) -> bool:
        """True while none of its inputs has changed since it was stored."""
        return self._mark.exists() and self._mark.read_text("ascii") == digest_of_sources()

    @contextmanager
    def lock(self) -> Iterator[bool]:
        """Lock it for one process and yield whether it is current; if not, the block must create its folder."""
        self._place.mkdir(parents=True, exist_ok=True)
        with (self._place / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            is_current = self.is_current
            if not is_current:
                self._mark.unlink(missing_ok=True)
                shutil.rmtree(self.folder, ignore_errors=True)
            yield is_current
            self._mark.write_text(digest_of_sources(), "ascii")


async def _fill(access: Access, loads: Mapping[str, Callable[[], GraphRows]]) -> None:
    async with Client(access, timeout_seconds=120.0) as client:
        for name, rows in loads.items():
            await load(client, name, rows(), Durations(), lambda *_: None)


async def empty(client: Client) -> None:
    """Empty a small database; the graph's version increases, so that no cached data seem current."""
    await client.write([Statement(text, {}) for text in EMPTY])
