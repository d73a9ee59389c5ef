"""Reads the records of the snapshot's fixed statements, in chunks where there are many."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Collection, Coroutine, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from graph.catalogue import CATALOGUE
from graph.client import Client
from graph.statement.core.writer import Statement
from resolvers.snapshot.records import ActorRecord, EngagementRecord, TerritoryRecord

CHUNK, CHUNKS_AHEAD = 1_000, 2
"""The number of records per statement, and the number of statements that run while one chunk becomes columns."""
R = TypeVar("R", TerritoryRecord, ActorRecord, EngagementRecord)
Part = tuple[str, type[R]]
"""The name of a fixed statement, and the record class of its rows."""
TERRITORIES: Part[TerritoryRecord] = "snapshot_territories", TerritoryRecord
ACTORS: Part[ActorRecord] = "snapshot_actors", ActorRecord
ENGAGEMENTS: Part[EngagementRecord] = "snapshot_engagements", EngagementRecord


async def chunks(client: Client, part: Part[R], ids: Sequence[str]) -> AsyncGenerator[list[R], None]:
    """Yield the records of these ids in order, in chunks; without ids, one empty chunk.

    The database reads the next chunks while the caller turns one into columns.
    """
    starts = iter(range(0, max(1, len(ids)), CHUNK))
    coming: deque[asyncio.Task[list[R]]] = deque()

    def ask(count: int) -> None:
        coming.extend(_ahead(records_of(client, part, ids[at : at + CHUNK])) for at in islice(starts, count))

    try:
        ask(min(CHUNKS_AHEAD, client.connections.most))
        while coming:
            records = await coming.popleft()
            ask(1)
            yield records
    finally:
        for task in coming:
            task.cancel()


def _ahead(reading: Coroutine[None, None, list[R]]) -> asyncio.Task[list[R]]:
    """Start reading; an error is raised where the task is awaited, and not logged if nobody awaits the task."""
    task = asyncio.create_task(reading)
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    return task


async def records_of(client: Client, part: Part[R], ids: Collection[str]) -> list[R]:
    """Return the records of these ids in order; each record reuses the given id string, which is stored only once."""
    name, record = part
    rows = sorted(await fixed(client, name, ids=list(ids)), key=itemgetter(0)) if ids else []
    known = {identifier: identifier for identifier in ids}
    return [record(known[row[0]], *row[1:]) for row in rows]


async def fixed(client: Client, name: str, **parameters: Any) -> Any:
    """Return the result of a fixed statement."""
    return await client.read(Statement(CATALOGUE[name].text, parameters))
