"""Databases for the benchmarks: the embedded one or a real Neo4j, filled by the product's own loader.

The official territories are loaded by the command that users run, and timed; then the synthetic network is added.
"""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.network import Network
from benchmarks.service import HOST, RunningService, run_command
from changes.load import load, state
from graph.access import Access
from graph.client import Client
from graph.domain.counting import Durations
from graph.embedded import EmbeddedDatabase
from graph.embedded_access import DATABASE, USER
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import ANYTHING
from seed import references
from tests import neo4j_server
from tests.neo4j_version import version_named

EMBEDDED = "embedded"
TIMEOUT_SECONDS = 120.0
FIRST = "MATCH (e:Engagement) RETURN min(e.id)"
SAME = "MATCH (e:Engagement {id: $id}) SET e.title = e.title"


@dataclass(frozen=True)
class Prepared:
    """A filled database: the settings of a service for it, and the seconds that loading took (None: loaded before)."""

    folder: Path
    settings: Mapping[str, str]
    access: Access | None
    load_seconds: float | None


@contextmanager
def prepared(engine: str, folder: Path, size: float) -> Iterator[Prepared]:
    """Provide a filled database; a folder that was filled before is used as it is."""
    folder.mkdir(parents=True, exist_ok=True)
    if engine == EMBEDDED:
        settings = {"CINQAXES_DATA": str(folder / "data")}
        seconds = None if (folder / "data").exists() else _load(folder, settings)
        database = _embedded(folder)
        try:
            asyncio.run(_add_network(database.start(), size))
        finally:
            database.stop()
        yield Prepared(folder, settings, None, seconds)
        return
    server = neo4j_server.Neo4jServer(
        version_named(engine), folder / "neo4j", transaction_timeout_seconds=TIMEOUT_SECONDS
    )
    with server:
        access = Access(server.uri, neo4j_server.USER, neo4j_server.PASSWORD, neo4j_server.DATABASE)
        settings = {"CINQAXES_NEO4J_URI": access.uri, "CINQAXES_NEO4J_PASSWORD": access.password}
        known = asyncio.run(_loaded(access))
        seconds = None if known else _load(folder, settings)
        asyncio.run(_add_network(access, size))
        yield Prepared(folder, settings, access, seconds)


@contextmanager
def started(folder: Path, size: float) -> Iterator[Prepared]:
    """Provide the embedded database, filled and running, for several services; it is filled once for a folder."""
    filled = folder / "filled"
    if not filled.exists():
        with prepared(EMBEDDED, folder, size):
            filled.touch()
    database = _embedded(folder)
    access = database.start()
    try:
        named = {"URI": access.uri, "USER": access.user, "PASSWORD": access.password, "DATABASE": access.database}
        yield Prepared(folder, {f"CINQAXES_NEO4J_{name}": value for name, value in named.items()}, access, None)
    finally:
        database.stop()


def _embedded(folder: Path) -> EmbeddedDatabase:
    return EmbeddedDatabase(folder / "data", command_timeout_seconds=TIMEOUT_SECONDS)


async def _loaded(access: Access) -> bool:
    async with Client(access, timeout_seconds=TIMEOUT_SECONDS) as client:
        return await state(client) is not None


async def _add_network(access: Access, size: float) -> None:
    """Add the synthetic network; repeating it changes nothing."""
    rows = Network(references.rows(), size).rows
    async with Client(access, timeout_seconds=TIMEOUT_SECONDS) as client:
        await load(client, "benchmark", rows, Durations(), lambda *_: None)


def writer(database: Prepared, service: RunningService) -> Access:
    """Return access to the database for writing while the service runs."""
    if database.access is not None:
        return database.access
    password = (database.folder / "data" / "password").read_text(encoding="ascii").strip()
    return Access(f"bolt://{HOST}:{service.database_port()}", USER, password, DATABASE)


def _load(folder: Path, settings: Mapping[str, str]) -> float:
    """Load the official territories; return the seconds it took."""
    return run_command(folder, settings, "load", "--references-only").seconds


def touch(access: Access, *, everything: bool) -> None:
    """Write without changing any answer: mark one engagement as changed or, if `everything`, the whole graph."""

    async def write() -> None:
        async with Client(access, timeout_seconds=TIMEOUT_SECONDS) as client:
            identifier = await client.read(Statement(FIRST, {}))
            await client.write([ANYTHING if everything else Statement(SAME, {"id": identifier}, [identifier])])

    asyncio.run(write())
