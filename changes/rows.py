"""GraphRows: what enters the graph, before it does.

Rule: pure data. A source module turns its files into `GraphRows`; the loader writes `GraphRows` and knows no source.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

Value = str | int | float | bool | date | list[str] | None
"""A stored value; words of a vocabulary are their stored value, lists hold text."""

EdgeKey = tuple[str, str, str]
"""Type, id of the start, id of the end of a relationship."""


@dataclass(frozen=True)
class NodeRow:
    """A node: its kind (a concrete kind of `graph.model`), its id and its stated properties (no derived ones)."""

    kind: str
    id: str
    properties: Mapping[str, Value]


@dataclass(frozen=True)
class EdgeRow:
    """A relationship of a type of `graph.model`, from one id to another."""

    type: str
    start: str
    end: str
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass
class GraphRows:
    """Nodes and edges together, and the warnings met while they were made."""

    nodes: list[NodeRow] = field(default_factory=list)
    edges: list[EdgeRow] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def extend(self, other: "GraphRows") -> None:
        """Add another source's rows."""
        self.nodes.extend(other.nodes)
        self.edges.extend(other.edges)
        self.warnings.extend(other.warnings)

    def node(self, kind: str, identifier: str, /, **properties: Value) -> None:
        """Add a node, leaving out what is None."""
        self.nodes.append(NodeRow(kind, identifier, {k: v for k, v in properties.items() if v is not None}))

    def edge(self, kind: str, start: str, end: str, /, **properties: Value) -> None:
        """Add an edge, leaving out what is None."""
        self.edges.append(EdgeRow(kind, start, end, {k: v for k, v in properties.items() if v is not None}))

    def edges_of(self, kinds: Iterable[str]) -> list[EdgeRow]:
        """Return the edges of these types."""
        wanted = set(kinds)
        return [edge for edge in self.edges if edge.type in wanted]
