"""Keeps the snapshot true to the last committed write.

Rule: the graph's version is read with each question that rests on the snapshot; when it has moved, one reader reads
what changed, or all where that is not known, and the others wait for that one.
"""

import asyncio

from graph.catalogue import CATALOGUE
from graph.client import Client, Usage
from graph.errors import Code, ClientError
from graph.statement.core.totals import Totals
from graph.statement.core.writer import Statement
from resolvers.snapshot import reader as reading
from resolvers.snapshot.model import Snapshot

TRIES = 5


class SnapshotStore:
    """Holds the snapshot of one database: `held`, as of the last time it was asked for; and the totals of lists."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.totals = Totals()
        self.held: Snapshot | None = None
        self._loading = asyncio.Lock()

    async def current(self, usage: Usage | None = None) -> Snapshot:
        """Return the snapshot of the graph's version of now; one statement, unless the version has moved."""
        version = await self._version(usage)
        held = self.held
        if held and held.version == version[0]:
            return held
        async with self._loading:
            held = self.held
            if held and held.version >= version[0]:
                return held
            self.held = fresh = await self._load()
            if held:
                held.memory.clear()  # what it remembers refers back to it: it would wait for the collector
            return fresh

    async def _version(self, usage: Usage | None = None) -> tuple[int, int]:
        found = await self._client.read(Statement(CATALOGUE["version"].text, {}), usage)
        if found is None:
            message = "the graph is empty; run « cinqaxes load »"
            raise ClientError(message, Code.DATABASE_UNAVAILABLE)
        return found[0], found[1]

    async def _load(self) -> Snapshot:
        for _ in range(TRIES):
            before = await self._version()
            try:
                fresh = await self._read(before)
            except KeyError:  # something came between two statements
                continue
            if before == await self._version():
                return fresh
        message = "the graph is being written to without a pause; ask again in a moment"
        raise ClientError(message, Code.DATABASE_UNAVAILABLE)

    async def _read(self, versions: tuple[int, int]) -> Snapshot:
        held = self.held
        if held and held.references == versions[1]:
            fresh = await reading.patched(self._client, versions, held)
            if fresh:
                return fresh
        return await reading.whole(self._client, versions, held)
