"""The identity of nodes without a name: a reference made of the nodes to which they refer, their day and values."""

from collections.abc import Iterable, Mapping

from changes.batches import slices
from changes.changeset import Facts
from changes.current import CHUNK, current_of
from changes.rows import EdgeKey
from exchange.cells.values import NORMALISED_TEXTS
from exchange.sheets import BY_KIND, Sheet
from graph.client import Client
from graph.rights import Viewer
from graph.shape import Relation
from graph.statement.maintain.facts import ids_of
from graph.text import fold
from judgement.likeness import Reference

REFERRING = frozenset(
    {"Grant", "Survey", "Orientation", "TrainingNeed", "Project", "HeadCount", "LocalAxis", "Indicator", "Obstacle"}
)
"""The kinds without a number or a name."""
Edges = Mapping[str, Mapping[EdgeKey, Facts]]


def reference_of(sheet: Sheet, facts: Facts, edges: Edges, identifier: str) -> Reference:
    """Return the reference of a node; `identifier` stands for the node in the keys of its relationships."""
    parts = [sheet.kind_name]
    for name in sheet.identity:
        column = sheet.column(name)
        if column and isinstance(sheet.model_member(column), Relation):
            ends = {end for _, *both in edges.get(name, {}) for end in both if end != identifier}
            parts.append(" ".join(sorted(ends)))
        else:
            value = facts.get(name)
            parts.append(fold(NORMALISED_TEXTS.get(name, str)(value)) if isinstance(value, str) else str(value))
    return tuple(parts)


async def read_referring(client: Client, viewer: Viewer, kinds: Iterable[str]) -> dict[Reference, str]:
    """Return the ids of the nodes of these kinds in the graph, by their references.

    There may be tens of thousands, so they are read in chunks.
    """
    found: dict[Reference, str] = {}
    for sheet in (BY_KIND[kind] for kind in sorted(kinds)):
        for ids in slices(await client.read(ids_of(sheet.kind)) or [], CHUNK):
            current = await current_of(client, {sheet.kind_name: ids}, viewer)
            for identifier, facts in current.facts.items():
                reference = reference_of(sheet, facts, current.edges[identifier], identifier)
                found.setdefault(reference, identifier)
    return found
