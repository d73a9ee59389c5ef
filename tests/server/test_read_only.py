"""A read-only Neo4j: queries are answered, and commands that write report it in a sentence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.access import Access
from graph.client import Client
from tests.api_session import ApiSession
from tests.engines import EMBEDDED, ENGINE
from tests.graphs import sound
from tests.neo4j_server import DATABASE, NO_OPTIMISATIONS, PASSWORD, USER, Neo4jProcess, free_port
from tests.neo4j_version import version_named
from tests.service_process import command, settings_of

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(ENGINE == EMBEDDED, reason="the embedded database has no such mode"),
]
READ_ONLY = {"server.databases.read_only": DATABASE}
QUESTION = "{ institutions(first: 3) { totalCount edges { node { name } } } }"


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Neo4jProcess]:
    process = Neo4jProcess(version_named(ENGINE), tmp_path / "server.log", java_flags=NO_OPTIMISATIONS)
    process.start()
    yield process
    process.stop()


async def test_queries_are_answered_and_writes_are_reported(process: Neo4jProcess, tmp_path: Path) -> None:
    folder = tmp_path / "neo4j"
    async with Client(Access(process.open(folder, free_port()), USER, PASSWORD, DATABASE)) as client:
        session = ApiSession(client)
        await session.replace(sound())
        right = await session.data(QUESTION)
    process.close(folder)
    access = Access(process.open(folder, free_port(), READ_ONLY), USER, PASSWORD, DATABASE)
    for words in (["load", "--references-only"], ["touch"]):
        done = command(tmp_path, *words, **settings_of(access))
        assert done.returncode == 1
        assert "la base est en lecture seule" in done.stderr
        assert "Traceback" not in done.stderr
    async with Client(access) as client:
        assert await ApiSession(client).data(QUESTION) == right
