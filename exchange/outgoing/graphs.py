"""Exports the network as a graph for Gephi and similar tools: GraphML and GEXF.

Both formats require all nodes before all edges, and each node once, with its degree. Edges are spooled to a temporary
file, so that memory grows with the number of actors and territories, not of engagements.
"""

import io
import tempfile
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, NamedTuple, cast
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

from exchange.cells.text import drop_control_characters
from exchange.outgoing.network import EngagementNode, ExportFilters, RunQuery, engagement_pages
from graph.vocabulary import Axis

NODE_ATTRIBUTES = {"kind": "string", "startsOn": "string", "countsUntil": "string", "status": "string", "degree": "int"}
EDGE_ATTRIBUTES = {"kind": "string", "roles": "string"}
SPOOLED_BYTES = 4 * 1024 * 1024
"""The number of bytes of edges kept in memory before they spill to a file."""
CHUNK_BYTES = 256 * 1024


@dataclass
class GraphNode:
    """A node other than an engagement: its label, its kind, and the number of its edges."""

    label: str
    kind: str
    degree: int = 0


class GraphEdge(NamedTuple):
    """An edge of an engagement: ids of its ends, kind and roles; `other` is the end that is not the engagement."""

    start: str
    end: str
    kind: str
    roles: str
    other_id: str
    other: GraphNode


class GraphWriter(ABC):
    """Writes a graph to a file of bytes, by the events of an XML generator; empty values are left out."""

    elements: Sequence[str] = ()
    """The elements that are open at the end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._xml = XMLGenerator(cast("io.RawIOBase", file), "utf-8", short_empty_elements=True)

    @abstractmethod
    def start_nodes(self) -> None:
        """Write the header, up to the first node."""

    @abstractmethod
    def start_edges(self) -> None:
        """Write the transition from the last node to the first edge."""

    @abstractmethod
    def add_node(self, identifier: str, label: str, values: Mapping[str, str]) -> None:
        """Write a node."""

    @abstractmethod
    def add_edge(self, number: int, start: str, end: str, values: Mapping[str, str]) -> None:
        """Write an edge."""

    def end(self) -> None:
        """Close the graph and the file."""
        for name in self.elements:
            self._xml.endElement(name)
        self._end_line()

    def _open(self, name: str, attributes: Mapping[str, str]) -> None:
        visible = {key: drop_control_characters(value) for key, value in attributes.items()}
        self._xml.startElement(name, AttributesImpl(visible))

    def _element(self, name: str, attributes: Mapping[str, str], text: str = "") -> None:
        self._open(name, attributes)
        if text:
            self._xml.characters(drop_control_characters(text))
        self._xml.endElement(name)

    def _end_line(self) -> None:
        # This also writes the « > » of the last opening tag, which the generator holds back until the next event.
        self._xml.ignorableWhitespace("\n")


class GraphMLWriter(GraphWriter):
    """GraphML 1.0: the interval of an engagement is in two attributes."""

    elements = "graph", "graphml"

    def start_nodes(self) -> None:
        """Write the header, up to the first node."""
        self._xml.startDocument()
        self._open("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
        for target, attributes in (("node", {"label": "string", **NODE_ATTRIBUTES}), ("edge", EDGE_ATTRIBUTES)):
            for name, kind in attributes.items():
                key = {"id": f"{target[0]}_{name}", "for": target, "attr.name": name, "attr.type": kind}
                self._element("key", key)
                self._end_line()
        self._open("graph", {"id": "cinqaxes", "edgedefault": "directed"})
        self._end_line()

    def start_edges(self) -> None:
        """Write nothing: edges directly follow the nodes."""

    def add_node(self, identifier: str, label: str, values: Mapping[str, str]) -> None:
        """Write a node."""
        self._add("node", {"id": identifier}, {"label": label, **values})

    def add_edge(self, number: int, start: str, end: str, values: Mapping[str, str]) -> None:
        """Write an edge."""
        self._add("edge", {"id": f"e{number}", "source": start, "target": end}, values)

    def _add(self, name: str, attributes: Mapping[str, str], values: Mapping[str, str]) -> None:
        self._open(name, attributes)
        for key, value in values.items():
            if value:
                self._element("data", {"key": f"{name[0]}_{key}"}, value)
        self._xml.endElement(name)
        self._end_line()


class GexfWriter(GraphWriter):
    """GEXF 1.3, dynamic: an engagement exists from its first day to the last day on which it counts."""

    elements = "edges", "graph", "gexf"

    def start_nodes(self) -> None:
        """Write the header, up to the first node."""
        self._xml.startDocument()
        self._open("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
        mode = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
        self._open("graph", {**mode, "defaultedgetype": "directed"})
        for target, attributes in (("node", NODE_ATTRIBUTES), ("edge", EDGE_ATTRIBUTES)):
            self._open("attributes", {"class": target})
            for place, (name, kind) in enumerate(attributes.items()):
                gexf_kind = "integer" if kind == "int" else kind
                self._element("attribute", {"id": str(place), "title": name, "type": gexf_kind})
            self._xml.endElement("attributes")
            self._end_line()
        self._open("nodes", {})
        self._end_line()

    def start_edges(self) -> None:
        """Write the transition from the last node to the first edge."""
        self._xml.endElement("nodes")
        self._open("edges", {})
        self._end_line()

    def add_node(self, identifier: str, label: str, values: Mapping[str, str]) -> None:
        """Write a node."""
        days = {"start": values.get("startsOn", ""), "end": values.get("countsUntil", "")}
        interval = {name: day for name, day in days.items() if day}
        self._add("node", {"id": identifier, "label": label, **interval}, NODE_ATTRIBUTES, values)

    def add_edge(self, number: int, start: str, end: str, values: Mapping[str, str]) -> None:
        """Write an edge."""
        self._add("edge", {"id": f"e{number}", "source": start, "target": end}, EDGE_ATTRIBUTES, values)

    def _add(
        self, name: str, attributes: Mapping[str, str], declared: Mapping[str, str], values: Mapping[str, str]
    ) -> None:
        self._open(name, attributes)
        self._open("attvalues", {})
        for place, key in enumerate(declared):
            if values.get(key):
                self._element("attvalue", {"for": str(place), "value": values[key]})
        self._xml.endElement("attvalues")
        self._xml.endElement(name)
        self._end_line()


@dataclass
class EdgeSpool:
    """The edges in a temporary file, and by id the nodes at their ends that are not engagements."""

    writer: GraphWriter
    nodes: dict[str, GraphNode] = field(default_factory=dict)
    count: int = 0

    def add(self, edge: GraphEdge) -> None:
        """Write an edge, and count it at its end that is not an engagement."""
        self.nodes.setdefault(edge.other_id, edge.other).degree += 1
        self.count += 1
        self.writer.add_edge(self.count, edge.start, edge.end, {"kind": edge.kind, "roles": edge.roles})


async def graph_of(run_query: RunQuery, filters: ExportFilters, writer_type: type[GraphWriter]) -> AsyncIterator[bytes]:
    """Yield the network as a graph: engagements, actors, territories and axes, and the edges between them."""
    buffer = io.BytesIO()
    writer = writer_type(buffer)
    writer.start_nodes()
    yield _drain(buffer)
    with tempfile.SpooledTemporaryFile(max_size=SPOOLED_BYTES) as file:
        spool = EdgeSpool(writer_type(cast("IO[bytes]", file)))
        async for page in engagement_pages(run_query, filters):
            for engagement in page:
                _add_engagement(engagement, writer, spool)
            yield _drain(buffer)
        for identifier, node in spool.nodes.items():
            writer.add_node(identifier, node.label, {"kind": node.kind, "degree": str(node.degree)})
        writer.start_edges()
        yield _drain(buffer)
        file.seek(0)
        while chunk := file.read(CHUNK_BYTES):
            yield chunk
    writer.end()
    yield _drain(buffer)


def _drain(buffer: io.BytesIO) -> bytes:
    content = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return content


def _add_engagement(engagement: EngagementNode, writer: GraphWriter, spool: EdgeSpool) -> None:
    edges = list(_edges(engagement))
    for edge in edges:
        spool.add(edge)
    values = {
        "kind": engagement["__typename"],
        "startsOn": engagement["countsFrom"] or engagement["startsOn"],
        "countsUntil": engagement["countsUntil"] or engagement["endsOn"] or "",
        "status": engagement["status"],
        "degree": str(len(edges)),
    }
    writer.add_node(engagement["id"], engagement["label"], values)


def _edges(engagement: EngagementNode) -> Iterator[GraphEdge]:
    identifier = engagement["id"]
    for edge in engagement["actors"]["edges"]:
        actor = edge["node"]
        node = GraphNode(actor["label"], actor.get("institutionKind") or actor["__typename"])
        yield GraphEdge(actor["id"], identifier, "ENGAGED_IN", ", ".join(edge["roles"]), actor["id"], node)
    for edge in engagement["territories"]["edges"]:
        territory = edge["node"]
        node = GraphNode(territory["label"], territory["kind"])
        yield GraphEdge(identifier, territory["id"], "TARGETS", "", territory["id"], node)
    for axis in map(Axis, engagement["axes"]):
        node = GraphNode(axis.title_fr, "PlanAxis")
        yield GraphEdge(identifier, f"axis:{axis.number}", "ON_AXIS", "", f"axis:{axis.number}", node)
