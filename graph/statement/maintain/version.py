"""The graph's version: the expression that reads it, and the statement that moves it and notes what a write changed.

What a write changed is noted id by id as long as that is short; else everything is to be read again.
"""

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
ANYTHING = Statement("RETURN 1", {})
"""A write after which anything may have changed."""


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
    return sorted(end for end in ends if SHAPE.relationships[relationship].territorial or not _is_territory(end))


def _is_territory(identifier: str) -> bool:
    return SHAPE.base_of_id(identifier) == "Territory"
