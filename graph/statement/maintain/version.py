"""The statement that moves the graph's version, and what it tells of a write.

Rule: what a write changed is told id by id as long as that is short; else all is to be read again.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from graph.catalogue import CATALOGUE
from graph.model import SHAPE
from graph.statement.core.writer import Statement

VERSION = "COLLECT { MATCH (g:Graph {id: 'graph'}) RETURN [g.version, g.references] }"
"""The versions of the graph that a statement reads, of all and of the references; none of an empty graph."""
NOW = Statement(f"RETURN [{VERSION}] AS answer", {})
"""Reads the versions alone."""
IDS_TOLD = 500
"""How many changed nodes a write tells one by one."""
TERRITORIAL = frozenset(re.findall(r":([A-Z_]+)\]", CATALOGUE["snapshot_territories"].text))
"""The relationships that change a territory as the process holds it; any other changes only what it joins to one."""
ANYTHING = Statement("RETURN 1", {})
"""Written by who knows that something changed and not what."""


def moved(statements: Iterable[Statement]) -> Statement:
    """Return the statement that moves the graph's version after these."""
    changed: set[str] | None = set()
    for statement in statements:
        changed = None if changed is None or statement.changed is None else changed.union(statement.changed)
    told = changed is not None and len(changed) <= IDS_TOLD
    references = changed is None or any(map(_is_territory, changed))
    values = {"references": int(references), "ids": sorted(changed) if changed and told else [], "all": not told}
    return Statement(CATALOGUE["bump_version"].text, values)


def joined(relationship: str, rows: Iterable[Sequence[Any]]) -> list[str]:
    """Return the ids of the nodes that rows `[start id, end id, …]` of a relationship change."""
    ends = {end for row in rows for end in row[:2]}
    return sorted(end for end in ends if relationship in TERRITORIAL or not _is_territory(end))


def _is_territory(identifier: str) -> bool:
    return SHAPE.base_of_id(identifier) == "Territory"
