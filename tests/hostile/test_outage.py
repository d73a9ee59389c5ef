"""The database is killed under load and restarted: the service reports it meanwhile, and recovers.

The killed process is a real server; the driver, the pool and the snapshot are those of the service.
"""

import asyncio
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.access import Access
from graph.client import Client
from graph.embedded import EmbeddedDatabase
from graph.errors import ClientError
from graph.statement.core.writer import Statement
from tests.api_session import ApiSession
from tests.engines import EMBEDDED, ENGINE, embedded
from tests.graphs import sound
from tests.neo4j_server import DATABASE, NO_OPTIMISATIONS, PASSWORD, USER, Neo4jServer
from tests.neo4j_version import version_named
from tests.processes import descendants

pytestmark = [pytest.mark.database, pytest.mark.slow]
WORKERS = 8
QUESTION = "{ mobilised(axes: [VICTIM_SUPPORT]) { totalCount } institutions(first: 3) { edges { node { name } } } }"
Action = Callable[[], object]


@contextmanager
def killable(folder: Path) -> Iterator[tuple[Access, Action, Action]]:
    """Start a database; provide its access, and the functions that kill and restart it."""
    if ENGINE != EMBEDDED:
        with Neo4jServer(version_named(ENGINE), folder, java_flags=NO_OPTIMISATIONS) as server:
            yield Access(server.uri, USER, PASSWORD, DATABASE), server.kill, server.start
        return
    database = embedded(folder)
    try:
        yield database.start(), lambda: _kill_java(folder), database.restart
    finally:
        database.stop()


def _kill_java(folder: Path) -> None:
    for java in descendants(os.getpid(), "java", str(folder)):
        java.kill()


async def test_the_service_recovers_from_a_killed_database(tmp_path: Path) -> None:
    with killable(tmp_path) as (access, kill, start):
        async with Client(access, timeout_seconds=60.0) as client:
            session = ApiSession(client)
            await session.replace(sound())
            right = await session.data(QUESTION)
            codes: Counter[str] = Counter()
            ended = asyncio.Event()

            async def work() -> None:
                while not ended.is_set():
                    answer = await session.ask(QUESTION)
                    codes.update(answer.codes or ["right" if answer.data == right else "wrong"])
                    await asyncio.sleep(0.05)

            workers = [asyncio.create_task(work()) for _ in range(WORKERS)]
            await asyncio.sleep(1)
            await asyncio.to_thread(kill)
            await asyncio.sleep(1)
            assert set(codes) == {"right", "DATABASE_UNAVAILABLE"}
            await asyncio.to_thread(start)
            ended.set()
            await asyncio.gather(*workers)
            assert set(codes) == {"right", "DATABASE_UNAVAILABLE"}
            assert await session.data(QUESTION) == right


def _wait_for_the_end(database: EmbeddedDatabase) -> None:
    deadline = time.monotonic() + 120  # on a busy machine, Java collects garbage for long before it gives up
    while database.is_alive():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.mark.skipif(ENGINE != EMBEDDED, reason="Neo4j keeps its own memory")
async def test_a_database_out_of_memory_ends_and_can_be_restarted(tmp_path: Path) -> None:
    database = embedded(tmp_path, heap_megabytes=128)
    conditions = " OR ".join("n.title = $title" for _ in range(150))
    counts = ", ".join(f"COUNT {{ MATCH (n:Engagement) WHERE {conditions} }}" for _ in range(1_000))
    hungry = Statement(f"RETURN [{counts}]", {"title": "x"})
    try:
        async with Client(database.start(), timeout_seconds=60.0) as client:
            with pytest.raises(ClientError):
                await client.read(hungry)
            await asyncio.to_thread(_wait_for_the_end, database)
            database.restart()
            assert await client.read(Statement("RETURN 1", {})) == 1
    finally:
        database.stop()
