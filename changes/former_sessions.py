"""Reads the records of imports, and training sessions with their relationships, for the steps of an upgrade."""

from collections.abc import AsyncIterator, Sequence
from typing import Any, NamedTuple

from changes.batches import slices
from changes.changeset import unpacked
from graph.client import Client
from graph.model import SHAPE
from graph.statement.maintain.content import edges_from, nodes_of
from graph.statement.maintain.facts import ids_of
from graph.statement.maintain.history import RECORDS

SESSION = SHAPE.kinds["TrainingSession"]


class Record(NamedTuple):
    """A part of the record of an import: the id of the import, the number of the part and its lines."""

    identifier: str
    number: int
    lines: list[str]


async def records_of_imports(client: Client) -> list[Record]:
    """Return the records of all imports."""
    return [Record(identifier, number, unpacked(text)) for identifier, number, text in await client.read(RECORDS) or ()]


async def sessions(client: Client) -> AsyncIterator[Sequence[Any]]:
    """Yield the sessions in chunks: id, labels and properties of each."""
    for some in slices(await client.read(ids_of(SESSION)) or ()):
        yield await client.read(nodes_of(SESSION.base, some)) or ()


async def sessions_with_edges(client: Client) -> AsyncIterator[tuple[Sequence[Any], Sequence[Any]]]:
    """Yield the sessions in chunks, with the relationships that start at them: type, start, end and properties."""
    async for nodes in sessions(client):
        yield nodes, await client.read(edges_from(SESSION.base, [identifier for identifier, _, _ in nodes])) or ()
