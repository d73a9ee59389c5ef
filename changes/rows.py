"""Rows: nodes and relationships as plain data, before they enter the graph.

A source module turns its files into `GraphRows`; the loader writes `GraphRows` and knows no source.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

Value = str | int | float | bool | date | list[str] | None
"""A stored value; a word of a vocabulary is stored as its text, a list as texts."""

EdgeKey = tuple[str, str, str]
"""The type of a relationship and the ids of its start and its end."""


@dataclass(frozen=True)
class NodeRow:
    """A node: its concrete kind in `graph.model`, its id and its stated properties."""

    kind: str
    id: str
    properties: Mapping[str, Value]


@dataclass(frozen=True)
class EdgeRow:
    """A relationship of a type in `graph.model`, from one id to another, with its properties."""

    type: str
    start: str
    end: str
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass
class GraphRows:
    """Nodes and edges of a source, and the warnings about its data, in French."""

    nodes: list[NodeRow] = field(default_factory=list)
    edges: list[EdgeRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def extend(self, other: "GraphRows") -> None:
        """Add the rows and warnings of another source."""
        self.nodes.extend(other.nodes)
        self.edges.extend(other.edges)
        self.warnings.extend(other.warnings)

    def node(self, kind: str, identifier: str, /, **properties: Value) -> None:
        """Add a node; properties that are None are left out."""
        self.nodes.append(NodeRow(kind, identifier, {k: v for k, v in properties.items() if v is not None}))

    def edge(self, kind: str, start: str, end: str, /, **properties: Value) -> None:
        """Add an edge; properties that are None are left out."""
        self.edges.append(EdgeRow(kind, start, end, {k: v for k, v in properties.items() if v is not None}))

    def edges_of(self, kinds: Iterable[str]) -> list[EdgeRow]:
        """Return the edges of these types."""
        types = set(kinds)
        return [edge for edge in self.edges if edge.type in types]


class EdgesByEnd:
    """Edges by their type and the id at one end; those of a type are indexed when they are first looked up."""

    def __init__(self, edges: Iterable[EdgeRow]) -> None:
        self._of_type: dict[str, list[EdgeRow]] = {}
        for edge in edges:
            self._of_type.setdefault(edge.type, []).append(edge)
        self._indexes: dict[tuple[str, str], dict[str, list[EdgeRow]]] = {}

    def out(self, kind: str, start: str) -> Sequence[EdgeRow]:
        """Return the edges of a type that start at a node."""
        return self._at("start", kind, start)

    def into(self, kind: str, end: str) -> Sequence[EdgeRow]:
        """Return the edges of a type that end at a node."""
        return self._at("end", kind, end)

    def ends(self, kind: str, start: str) -> list[str]:
        """Return the ends of the edges of a type that start at a node."""
        return [edge.end for edge in self.out(kind, start)]

    def _at(self, end: str, kind: str, identifier: str) -> Sequence[EdgeRow]:
        index = self._indexes.get((end, kind))
        if index is None:
            index = self._indexes[end, kind] = {}
            for edge in self._of_type.get(kind, ()):
                index.setdefault(getattr(edge, end), []).append(edge)
        return index.get(identifier, ())
