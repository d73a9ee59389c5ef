"""Databases for tests: the embedded one, or a real Neo4j, chosen by CINQAXES_TEST_ENGINE."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph.access import Access
from graph.client import Client
from graph.embedded import EmbeddedDatabase
from graph.statement.core.writer import Statement
from tests.neo4j_server import DATABASE, PASSWORD, USER, Neo4jServer, version_named

EMBEDDED = "embedded"
ENGINE = os.environ.get("CINQAXES_TEST_ENGINE", EMBEDDED)
FORGET = (
    "MATCH (n) WHERE NOT n:Graph DETACH DELETE n",
    "MATCH (g:Graph) SET g.loaded = [], g.loading = []",
)


@contextmanager
def running(folder: Path) -> Iterator[Access]:
    """Start the database chosen, in a folder, and give its address."""
    if ENGINE == EMBEDDED:
        database = EmbeddedDatabase(folder, heap_megabytes=512)
        access = database.start()
        try:
            yield access
        finally:
            database.stop()
    else:
        with Neo4jServer(version_named(ENGINE), folder) as server:
            yield Access(server.uri, USER, PASSWORD, DATABASE)


async def empty(client: Client) -> None:
    """Empty a small database; the graph's version goes on, so that nothing held in memory passes for current."""
    await client.write([Statement(text, {}) for text in FORGET])
