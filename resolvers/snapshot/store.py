"""The snapshot store keeps the snapshot at the last committed write.

The graph's version is read with each operation that needs the snapshot; when it has changed, one task reads the
changes, or everything if they are not known, and the other operations wait for it.
"""

import asyncio
import time
from collections import Counter
from contextlib import suppress
from typing import Final

from graph.catalogue import CATALOGUE
from graph.client import Client, Usage
from graph.domain.counting import Durations
from graph.errors import ClientError, Code
from graph.statement.core.totals import Totals
from graph.statement.core.writer import Statement
from graph.statement.maintain.sizes import Sizes
from graph.tracing import span
from resolvers.snapshot.columns import MissingError
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.reader import patch_snapshot, read_sizes, read_snapshot

TRIES = 5
WHOLE: Final = "whole"
CHANGES: Final = "changes"
BUSY = "the graph is being written to continuously; retry in a moment"


class SnapshotStore:
    """The snapshot of one database, the `latest` one read, its sizes, and the totals of its lists.

    The sizes are read before the first snapshot is returned; until then they are None, and nothing has a price.
    `durations` are those of the rules of this instance. `reads` counts the reads by extent, `read_at` is the time of
    the last one (seconds since 1970, 0 before the first), and `read_seconds` its duration. Without `for_questions`, for
    commands that only apply the rules, the sizes are not read and no derived column is prepared.
    """

    def __init__(self, client: Client, durations: Durations, *, for_questions: bool = True) -> None:
        self._client, self.durations, self._for_questions = client, durations, for_questions
        self.totals = Totals()
        self.latest: Snapshot | None = None
        self.sizes: Sizes | None = None
        self.reads = Counter({WHOLE: 0, CHANGES: 0})
        self.read_at = self.read_seconds = 0.0
        self._loading, self._sizing = asyncio.Lock(), asyncio.Lock()

    def take(self, other: "SnapshotStore") -> None:
        """Take over the snapshot, sizes and totals of another store of the same database."""
        self.sizes, self.latest = other.sizes, other.latest
        self.read_at, self.read_seconds = other.read_at, other.read_seconds

    async def current(self, usage: Usage | None = None) -> Snapshot:
        """Return the snapshot at the graph's present version; one statement, unless the version has changed."""
        version = await self._version(usage)
        held = self.latest
        if held and (held.version, held.references) == version:
            return held
        async with self._loading:
            seen, held = held, self.latest
            if held and held is not seen and held.version >= version[0]:
                return held
            started, whole = time.perf_counter(), self.reads[WHOLE]
            with span("snapshot"):
                fresh = await self._load()
            if self._for_questions and self.reads[WHOLE] > whole:
                if held is None:
                    await self._size(fresh)
                else:
                    self._client.run_in_background(self._size_later(fresh))
            self.latest = fresh
            self.read_at, self.read_seconds = time.time(), time.perf_counter() - started
            if held:
                held.caches_by_thread.clear()
            return fresh

    async def _version(self, usage: Usage | None = None) -> tuple[int, int]:
        versions = await self._client.read(Statement(CATALOGUE["version"].text, {}), usage)
        if versions is None:
            message = "the graph is empty; run « cinqaxes load »"
            raise ClientError(message, Code.DATABASE_UNAVAILABLE)
        return versions[0], versions[1]

    async def _load(self) -> Snapshot:
        for _ in range(TRIES):
            before = await self._version()
            try:
                fresh = await self._read(before)
            except MissingError:
                if before == await self._version():
                    raise  # nothing was written meanwhile: the graph refers to a missing node
                continue
            if before == await self._version():
                if self._for_questions:
                    await asyncio.to_thread(fresh.prepare)
                return fresh
        raise ClientError(BUSY, Code.DATABASE_UNAVAILABLE)

    async def _read(self, versions: tuple[int, int]) -> Snapshot:
        held = self.latest
        if held and held.references == versions[1] and held.version < versions[0]:  # else an older graph was restored
            fresh = await patch_snapshot(self._client, versions, held)
            if fresh:
                self.reads[CHANGES] += 1
                return fresh
        self.reads[WHOLE] += 1
        return await read_snapshot(self._client, versions, held, self.durations)

    async def _size(self, fresh: Snapshot) -> None:
        self.sizes = await read_sizes(self._client, fresh, self.sizes)

    async def _size_later(self, fresh: Snapshot) -> None:
        """Read the sizes in the background; if that fails, the former sizes are used until the next reload."""
        async with self._sizing:
            with suppress(Exception):
                await self._size(fresh)
