"""The graph's version and inventory: the expression that reads them, and the statement that changes them.

A write records the ids of the nodes it changed if they are few; otherwise readers read everything again.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from graph.catalogue import CATALOGUE
from graph.inventory import Inventory
from graph.model import SHAPE
from graph.statement.core.writer import Statement

VERSION = "COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] }"
"""The expression of two versions: of the whole graph and of its territories; an empty list without a graph."""
NOW = Statement(f"RETURN [{VERSION}] AS answer", {})
"""Reads the versions and nothing else."""
CHANGED_IDS_LIMIT = 500
"""The maximum number of changed nodes that a write records by id."""
INVENTORY = Statement(CATALOGUE["inventory"].text, {})
"""Reads the inventory stored in the graph, as texts; null if there is none."""
CONTENT = Statement(CATALOGUE["content"].text, {})
"""Reads the version with the inventory, which identify a graph; null for an empty graph."""
ANYTHING = Statement("RETURN 1", {})
"""A statement that writes nothing itself; once a transaction has run it, readers read everything again."""


def version_bump(statements: Iterable[Statement]) -> Statement:
    """Return the statement that increments the graph's version for these writes and records what they change."""
    changed: set[str] | None = set()
    for statement in statements:
        changed = None if changed is None or statement.changed is None else changed.union(statement.changed)
    by_id = changed is not None and len(changed) <= CHANGED_IDS_LIMIT
    references = changed is None or any(map(_is_territory, changed))
    values = {"references": int(references), "ids": sorted(changed) if changed and by_id else [], "all": not by_id}
    return Statement(CATALOGUE["bump_version"].text, values)


def keep_inventory(inventory: Inventory | None) -> Statement:
    """Return the statement that stores an inventory; None marks it as unknown until the whole graph is read."""
    values = {"inventory": inventory.write() if inventory else None}
    return Statement(CATALOGUE["keep_inventory"].text, values, ())


def changed_ends(relationship: str, rows: Iterable[Sequence[Any]]) -> list[str]:
    """Return the ids of the nodes changed by relationships `[start id, end id, …]`, in order.

    Only a territorial relationship changes a territory, since the snapshot stores no other relationship with the
    territory.
    """
    territorial = SHAPE.relationships[relationship].territorial
    ends = {end for row in rows for end in row[:2]}
    return sorted(end for end in ends if territorial or not _is_territory(end))


def _is_territory(identifier: str) -> bool:
    return SHAPE.base_of_id(identifier) == "Territory"
