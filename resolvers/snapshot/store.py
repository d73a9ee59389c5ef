"""The snapshot store updates the snapshot after each committed write.

The graph's version is read with each operation that needs the snapshot; when it has changed, one task reads the
changes, or everything if they are not known, and the other operations that need the snapshot wait for it.
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
REFRESH_PAUSE = 1.0
"""The seconds to wait after a failed read in the background before the next try."""
WHOLE: Final = "whole"
CHANGES: Final = "changes"
BUSY = "the graph is being written to continuously; retry in a moment"


class SnapshotStore:
    """For one database: the `latest` snapshot read, the sizes of the graph, and the totals of its lists.

    The sizes are read before the first snapshot is returned; until then they are None, and an operation whose price
    depends on them cannot be priced. `durations` are the durations in the rules of this instance. `reads` counts the
    reads of each extent (whole or changes), `read_at` is the time of the last read (seconds since 1970, 0 before the
    first), and `read_seconds` is its duration. Commands that only apply the rules set `for_questions` to False: the
    sizes are then not read, and no derived column is prepared.
    """

    def __init__(self, client: Client, durations: Durations, *, for_questions: bool = True) -> None:
        self._client, self.durations, self._for_questions = client, durations, for_questions
        self.totals = Totals()
        self.latest: Snapshot | None = None
        self.sizes: Sizes | None = None
        self.reads = Counter({WHOLE: 0, CHANGES: 0})
        self.read_at = self.read_seconds = 0.0
        self._loading, self._sizing = asyncio.Lock(), asyncio.Lock()
        self._refreshing = False

    def take(self, other: "SnapshotStore") -> None:
        """Take over the snapshot and the sizes of another store of the same database."""
        self.sizes, self.latest = other.sizes, other.latest
        self.read_at, self.read_seconds = other.read_at, other.read_seconds

    async def current(self, usage: Usage | None = None) -> Snapshot:
        """Return the snapshot at the graph's present version; one statement, unless the version has changed."""
        version = await self._version(usage)
        latest = self.latest
        if latest and (latest.version, latest.references) == version:
            return latest
        async with self._loading:
            seen, latest = latest, self.latest
            if latest and latest is not seen and latest.version >= version[0]:
                return latest
            started, whole = time.perf_counter(), self.reads[WHOLE]
            with span("snapshot"):
                fresh = await self._load()
            if self._for_questions and self.reads[WHOLE] > whole:
                if latest is None:
                    await self._size(fresh)
                else:
                    self._client.run_in_background(self._size_later(fresh))
            self.latest = fresh
            self.read_at, self.read_seconds = time.time(), time.perf_counter() - started
            if latest:
                latest.caches_by_thread.clear()
            return fresh

    def refresh(self) -> None:
        """In the background, read what has changed, unless a read is in progress."""
        if not self._refreshing:
            self._refreshing = True
            self._client.run_in_background(self._refresh())

    async def _refresh(self) -> None:
        try:
            await self.current()
        except Exception:  # noqa: BLE001 - questions that need the snapshot report it
            await asyncio.sleep(REFRESH_PAUSE)
        finally:
            self._refreshing = False

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
        latest = self.latest
        # If the version is not higher, the graph is an older one, restored from a backup.
        if latest and latest.references == versions[1] and latest.version < versions[0]:
            fresh = await patch_snapshot(self._client, versions, latest)
            if fresh:
                self.reads[CHANGES] += 1
                return fresh
        self.reads[WHOLE] += 1
        return await read_snapshot(self._client, versions, latest, self.durations)

    async def _size(self, fresh: Snapshot) -> None:
        self.sizes = await read_sizes(self._client, fresh, self.sizes)

    async def _size_later(self, fresh: Snapshot) -> None:
        """Read the sizes in the background; if that fails, the former sizes are used until the next reload."""
        async with self._sizing:
            with suppress(Exception):
                await self._size(fresh)
