"""Databases for tests: the embedded one, or a real Neo4j, chosen by CINQAXES_TEST_ENGINE."""

import asyncio
import fcntl
import hashlib
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from changes.load import load
from changes.rows import GraphRows
from graph.access import Access
from graph.client import Client
from graph.domain.counting import Durations
from graph.embedded import QUICK_JAVA, EmbeddedDatabase
from graph.statement.core.writer import Statement
from seed import demo, references
from tests.graphs import small
from tests.neo4j_server import CACHE, DATABASE, PASSWORD, USER, Neo4jServer, version_named

EMBEDDED = "embedded"
ENGINE = os.environ.get("CINQAXES_TEST_ENGINE", EMBEDDED)
REPOSITORY = Path(__file__).parents[1]
LOADING = ("changes", "graph", "seed", "requirements-embedded.lock", "tests/graphs.py")
"""Folders and files on which a loaded graph depends."""
FORGET = (
    "MATCH (n) WHERE NOT n:Graph DETACH DELETE n",
    "MATCH (g:Graph) SET g.loaded = [], g.loading = [], g.inventory = []",
)


def as_many(embedded: int, neo4j: int) -> int:
    """Return how many cases a test draws: fewer on Neo4j, where planning a new statement takes ten times as long."""
    return embedded if ENGINE == EMBEDDED else neo4j


def embedded(folder: Path, **settings: Any) -> EmbeddedDatabase:
    """Return the embedded database in a folder, set to compile quickly and not for speed."""
    return EmbeddedDatabase(folder, java_flags=QUICK_JAVA, **settings)


@contextmanager
def running(folder: Path) -> Iterator[Access]:
    """Start the database chosen, in a folder, and give its address."""
    if ENGINE == EMBEDDED:
        database = embedded(folder)
        access = database.start()
        try:
            yield access
        finally:
            database.stop()
    else:
        with Neo4jServer(version_named(ENGINE), folder, short_lived=True) as server:
            yield Access(server.uri, USER, PASSWORD, DATABASE)


def copy_national(folder: Path) -> None:
    """Fill a new folder with a database of the official territories and the demonstration network."""
    _copy("national", {"references": references.rows, "demonstration": demo.rows}, folder)


def copy_small(folder: Path) -> None:
    """Fill a new folder with a database of the small graph."""
    _copy("small", {"small": small}, folder)


def _copy(name: str, loads: Mapping[str, Callable[[], GraphRows]], folder: Path) -> None:
    """Copy a database that is loaded once for all processes, and again when what it depends on changes."""
    kept = CACHE / name / ENGINE
    kept.mkdir(parents=True, exist_ok=True)
    loaded, mark = kept / "database", kept / "made_of"
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        made_of = _digest_of_sources()
        if not mark.exists() or mark.read_text("ascii") != made_of:
            mark.unlink(missing_ok=True)
            shutil.rmtree(loaded, ignore_errors=True)
            with running(loaded) as access:
                asyncio.run(_fill(access, loads))
            mark.write_text(made_of, "ascii")
        shutil.copytree(loaded, folder, dirs_exist_ok=True)


def _digest_of_sources() -> str:
    found = hashlib.sha256()
    for name in LOADING:
        root = REPOSITORY / name
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file() and "__pycache__" not in path.parts:
                found.update(path.relative_to(REPOSITORY).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


async def _fill(access: Access, loads: Mapping[str, Callable[[], GraphRows]]) -> None:
    async with Client(access, timeout_seconds=120.0) as client:
        for name, rows in loads.items():
            await load(client, name, rows(), Durations(), lambda *_: None)


async def empty(client: Client) -> None:
    """Empty a small database; the graph's version goes on, so that nothing held in memory passes for current."""
    await client.write([Statement(text, {}) for text in FORGET])
