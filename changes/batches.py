"""Batches of rows, with the statements that write them, for loads and for change sets alike."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from changes.derived import keys_of
from changes.rows import EdgeKey, EdgeRow
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.upsert import upsert_edges, upsert_nodes

BATCH = 2_000
"""Rows per statement: smaller batches cost more round trips, larger ones approach the message limit of 16 MiB."""
T = TypeVar("T")
Batch = tuple[list[Statement], int]
"""The statements of a batch, and the number of its rows."""


def slices(items: Sequence[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield the items in lists of `size`, the last one shorter."""
    return (list(items[start : start + size]) for start in range(0, len(items), size))


def parts_by_base(ids: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield the ids of nodes in order, in parts that each have one base label; ids of no kind are left out."""
    by_base: defaultdict[str, list[str]] = defaultdict(list)
    for identifier in sorted(ids):
        if base := SHAPE.base_of_id(identifier):
            by_base[base].append(identifier)
    return ((base, part) for base, some in by_base.items() for part in slices(some))


def node_batches(nodes: Iterable[tuple[str, str, Mapping[str, Any]]]) -> Iterator[Batch]:
    """Yield the batches that write nodes `(kind, id, properties)`; a property that is None is erased."""
    by_kind: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for kind, identifier, properties in nodes:
        by_kind[kind].append({"id": identifier, "properties": properties})
    for kind, rows in by_kind.items():
        for batch in slices(rows):
            yield upsert_nodes(kind, batch), len(batch)


def edge_batches(edges: Iterable[EdgeRow]) -> Iterator[Batch]:
    """Yield the batches that write relationships, with the folded keys of their texts; their ends must exist."""
    types = SHAPE.relationships
    keyed = (replace(e, properties={**e.properties, **keys_of(types[e.type].properties, e.properties)}) for e in edges)
    return stored_edge_batches(keyed)


def stored_edge_batches(edges: Iterable[EdgeRow]) -> Iterator[Batch]:
    """Yield the batches that write relationships with exactly these properties; their ends must exist."""
    by_ends: defaultdict[EdgeKey, list[list[Any]]] = defaultdict(list)
    for edge in edges:
        by_ends[bases((edge.type, edge.start, edge.end))].append([edge.start, edge.end, edge.properties])
    for ends, rows in by_ends.items():
        for batch in slices(rows):
            yield [upsert_edges(*ends, batch)], len(batch)


def statements_of(batches: Iterable[Batch]) -> Iterator[Statement]:
    """Yield the statements of batches."""
    return (statement for statements, _ in batches for statement in statements)


def transactions(batches: Iterable[Batch], most_rows: int) -> Iterator[Batch]:
    """Join batches, in order, into transactions of at most `most_rows` rows; a larger batch is a transaction."""
    joined: list[Statement] = []
    rows = 0
    for statements, size in batches:
        if joined and rows + size > most_rows:
            yield joined, rows
            joined, rows = [], 0
        joined.extend(statements)
        rows += size
    if joined:
        yield joined, rows


def bases(key: EdgeKey) -> tuple[str, str, str]:
    """Return the type of a relationship and the base labels of its start and end."""
    through, start, end = key
    return through, SHAPE.base_of_id(start) or "", SHAPE.base_of_id(end) or ""
