"""The stated facts and relationships of nodes, read in chunks, in the same way for comparison, export and undo."""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from changes.changeset import Facts, NotPossibleError, parse_value
from changes.rows import EdgeKey
from graph.client import Client
from graph.domain.ground import pair
from graph.model import SHAPE
from graph.rights import EVERYTHING, Viewer
from graph.shape import Direction, Kind, Relation
from graph.statement.maintain.facts import (
    attributed,
    attributed_facts,
    attribution_of,
    stated_of,
    stated_properties,
)
from graph.statement.maintain.version import NOW

CHUNK = 1_000


@dataclass
class Current:
    """Kinds and facts by id, and relationships by id and relation; a linked property counts as a relation.

    The facts include attributions, under the names that `attribution_of` gives.
    """

    kinds: dict[str, str] = field(default_factory=dict)
    facts: dict[str, Facts] = field(default_factory=dict)
    edges: dict[str, dict[str, dict[EdgeKey, Facts]]] = field(default_factory=dict)

    def relationships(self) -> dict[EdgeKey, Facts]:
        """Return the facts of every relationship, by its key."""
        by_relation = (edges for relations in self.edges.values() for edges in relations.values())
        return {key: facts for edges in by_relation for key, facts in edges.items()}


def stated_relations(kind: Kind) -> tuple[Relation, ...]:
    """Return the relations of a kind that sources state, including those of its linked properties."""
    relations = [relation for relation in kind.relations if relation.name in (kind.stated_relations or ())]
    linked = [Relation(p.name, p.linked[0], "PlanAxis", p.meaning) for p in kind.properties if p.linked]
    return (*relations, *linked)


async def version_of(client: Client) -> int:
    """Return the graph's version.

    Raises:
        NotPossibleError: the graph is empty.
    """
    versions = await client.read(NOW)
    if not versions or not versions[0]:
        message = "le graphe est vide : lancez « cinqaxes load »"
        raise NotPossibleError(message)
    version: int = versions[0][0][0]
    return version


def ids_by_kind(ids: Iterable[str]) -> dict[str, set[str]]:
    """Return the ids of nodes by the names of their kinds."""
    by_kind: defaultdict[str, set[str]] = defaultdict(set)
    for identifier in ids:
        by_kind[SHAPE.kind_of_id(identifier) or ""].add(identifier)
    return by_kind


async def current_of(
    client: Client, ids: Mapping[str, Iterable[str]], viewer: Viewer = EVERYTHING, known: Current | None = None
) -> Current:
    """Return the state of the nodes with these ids, by kind, as a viewer sees it; unknown ids are left out.

    If `known` is given, the nodes are added to it.
    """
    current = Current() if known is None else known
    for kind, kind_ids in ids.items():
        async for _ in read_into(current, client, SHAPE.kinds[kind], sorted(set(kind_ids)), viewer):
            pass
    return current


async def read_into(
    current: Current,
    client: Client,
    kind: Kind,
    ids: Sequence[str],
    viewer: Viewer,
    relations: Sequence[Relation] | None = None,
) -> AsyncIterator[list[str]]:
    """Read nodes of a kind into `current` in chunks, and yield the ids of each chunk.

    `relations` are the ones to read; by default the stated ones.
    """
    relations = stated_relations(kind) if relations is None else relations
    for start in range(0, len(ids), CHUNK):
        rows = await client.read(stated_of(kind, relations, ids[start : start + CHUNK], viewer)) or []
        for row in rows:
            _add(current, kind, relations, row, viewer)
        yield [row[0] for row in rows]


def _add(current: Current, kind: Kind, relations: Sequence[Relation], row: Sequence[Any], viewer: Viewer) -> None:
    identifier, *values = row
    properties = stated_properties(kind)
    places = len(properties), len(properties) + len(relations)
    current.kinds[identifier] = kind.name
    current.facts[identifier] = {
        p.name: parse_value(p, value)
        for p, value in zip(properties, values[: places[0]], strict=True)
        if value not in (None, [])
    } | _attributions(attributed(kind, viewer.view), values[places[1] :])
    current.edges[identifier] = {
        relation.name: dict(_edge(relation, identifier, edge) for edge in edges)
        for relation, edges in zip(relations, values[places[0] : places[1]], strict=True)
    }


def _edge(relation: Relation, identifier: str, edge: Sequence[Any]) -> tuple[EdgeKey, Facts]:
    """Return the key and the facts of a relationship `[id of the other end, facts…, attributions…]`."""
    end, *values = edge
    ends = (end, identifier) if relation.direction is Direction.IN else (identifier, end)
    if relation.direction is Direction.BOTH:
        ends = pair(*ends)
    stated = zip(relation.edge, values[: len(relation.edge)], strict=True)
    facts = {p.name: parse_value(p, value) for p, value in stated if value not in (None, [])}
    facts |= _attributions(attributed_facts(relation), values[len(relation.edge) :])
    return (relation.through, *ends), facts


def _attributions(names: Sequence[str], values: Sequence[Any]) -> Facts:
    return {attribution_of(name): value for name, value in zip(names, values, strict=True) if value}
