"""Reads training sessions, and rewrites their facts in records, for the steps of an upgrade."""

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from typing import Any

import orjson

from changes.batches import slices
from changes.changeset import Changes
from graph.client import Client
from graph.model import SHAPE
from graph.statement.maintain.content import edges_from, nodes_of
from graph.statement.maintain.facts import ids_of

SESSION = SHAPE.kinds["TrainingSession"]


def created(facts: Mapping[tuple[str, ...], Mapping[str, Any]]) -> Changes:
    """Return the change set that creates nodes and relationships, given by the first items of their lines."""
    return Changes.read([orjson.dumps([*key, None, new]).decode() for key, new in facts.items()])


def without_facts(line: str, names: Collection[str]) -> list[str]:
    """Return a line of a record without some facts of a session; no line if it has no others."""
    *key, before, after = orjson.loads(line)
    if key[:2] != ["n", SESSION.name] or {**(before or {}), **(after or {})}.keys().isdisjoint(names):
        return [line]
    sides = [side and {n: value for n, value in side.items() if n not in names} for side in (before, after)]
    return [] if sides == [{}, {}] else [orjson.dumps([*key, *sides]).decode()]


async def sessions(client: Client) -> AsyncIterator[Sequence[Any]]:
    """Yield the sessions in chunks: id, labels and properties of each."""
    for some in slices(await client.read(ids_of(SESSION)) or ()):
        yield await client.read(nodes_of(SESSION.base, some)) or ()


async def sessions_with_edges(client: Client) -> AsyncIterator[tuple[Sequence[Any], Sequence[Any]]]:
    """Yield the sessions in chunks, with the relationships that start at them: type, start, end and properties."""
    async for nodes in sessions(client):
        yield nodes, await client.read(edges_from(SESSION.base, [identifier for identifier, _, _ in nodes])) or ()
