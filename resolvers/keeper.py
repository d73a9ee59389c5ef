"""Keeps the snapshot true to the last committed write.

Rule: the graph's version is read with each question that rests on the snapshot; when it has moved, one reader
reloads and the others wait for that one. Territories are read again only when the references moved.
"""

import asyncio
from typing import Any

from graph.catalogue import CATALOGUE
from graph.client import Client, Usage
from graph.mistakes import Code, Mistake
from graph.statement.writer import Statement
from resolvers.snapshot import (
    Snapshot,
    actors_of_rows,
    engagements_of_rows,
    offers_of_rows,
    surveys_of_rows,
)
from resolvers.territories import Territories

TRIES = 5


class Keeper:
    """Holds the snapshot of one database."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._snapshot: Snapshot | None = None
        self._loading = asyncio.Lock()

    async def current(self, usage: Usage | None = None) -> Snapshot:
        """Return the snapshot of the graph's version of now; one statement, unless the version has moved."""
        version = await self._version(usage)
        held = self._snapshot
        if held and held.version == version[0]:
            return held
        async with self._loading:
            held = self._snapshot
            if held and held.version >= version[0]:
                return held
            self._snapshot = fresh = await self._load()
            if held:
                held.memory.clear()  # what it remembers refers back to it: it would wait for the collector
            return fresh

    async def _version(self, usage: Usage | None = None) -> tuple[int, int]:
        found = await self._client.read(Statement(CATALOGUE["version"].text, {}), usage)
        if found is None:
            message = "the graph is empty; run « cinqaxes load »"
            raise Mistake(message, Code.DATABASE_UNAVAILABLE)
        return found[0], found[1]

    async def _load(self) -> Snapshot:
        for _ in range(TRIES):
            before = await self._version()
            held = self._snapshot
            if held and held.references == before[1]:
                territories = held.territories
            else:
                rows = await self._slices("snapshot_territories")
                territories = await asyncio.to_thread(Territories.of_rows, rows)
            actor_rows = await self._slices("snapshot_actors")
            engagement_rows = await self._slices("snapshot_engagements")
            others = await self._client.read(Statement(CATALOGUE["snapshot_trainers"].text, {}))
            if before == await self._version():
                # In a thread: a third of a second of work must not hold up those who ask for something else.
                return await asyncio.to_thread(_built, before, territories, actor_rows, engagement_rows, *others)
        message = "the graph is being written to without a pause; ask again in a moment"
        raise Mistake(message, Code.DATABASE_UNAVAILABLE)

    async def _slices(self, name: str) -> list[Any]:
        rows: list[Any] = []
        async for record in self._client.stream(Statement(CATALOGUE[name].text, {})):
            rows.extend(record[0])
        return rows


def _built(
    versions: tuple[int, int],
    territories: Territories,
    actor_rows: list[Any],
    engagement_rows: list[Any],
    trainers: list[Any],
    offers: list[Any],
    surveys: list[Any],
) -> Snapshot:
    actors = actors_of_rows(actor_rows, trainers)
    return Snapshot(
        *versions,
        territories,
        engagements_of_rows(engagement_rows, territories, actors),
        actors,
        offers_of_rows(offers),
        surveys_of_rows(surveys, territories),
    )
