"""Exports the network as a graph for Gephi and similar tools: GraphML and GEXF.

Both formats require all nodes before all edges, and each node once, with its degree. Edges are spooled to a temporary
file, so that memory grows with the number of actors and territories, not of engagements.
"""

import io
import tempfile
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
    """A node other than an engagement: its id, its label, its kind, and the number of its edges."""

    id: str
    label: str
    kind: str
    degree: int = 0


class GraphEdge(NamedTuple):
    """An edge of an engagement: ids of its ends, kind and roles; `other` is the end that is not the engagement."""

    start: str
    end: str
    kind: str
    roles: str
    other: GraphNode


class GraphWriter(ABC):
    """Writes a graph to a file of bytes, by the events of an XML generator; empty values are left out."""

    elements: Sequence[str] = ()
    """The elements that are open at the end."""

    def __init__(self, file: IO[bytes]) -> None:
        self._xml = XMLGenerator(cast("io.RawIOBase", file), "utf-8", short_empty_elements=True)
        self._edge_count = 0

    @abstractmethod
    def start_nodes(self) -> None:
        """Write the header, up to the first node."""

    @abstractmethod
    def start_edges(self) -> None:
        """Write the transition from the last node to the first edge."""

    @abstractmethod
    def add_node(self, identifier: str, label: str, values: Mapping[str, str]) -> None:
        """Write a node."""

    def add_edge(self, edge: GraphEdge) -> None:
        """Write an edge; its id is its number."""
        self._edge_count += 1
        attributes = {"id": f"e{self._edge_count}", "source": edge.start, "target": edge.end}
        self._add("edge", attributes, {"kind": edge.kind, "roles": edge.roles})

    @abstractmethod
    def _add(self, name: str, attributes: Mapping[str, str], values: Mapping[str, str]) -> None:
        """Write a node or an edge with its attributes in XML and its values."""

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
        self._add("node", {"id": identifier, "label": label, **interval}, values)

    def _add(self, name: str, attributes: Mapping[str, str], values: Mapping[str, str]) -> None:
        self._open(name, attributes)
        self._open("attvalues", {})
        for place, key in enumerate(NODE_ATTRIBUTES if name == "node" else EDGE_ATTRIBUTES):
            if values.get(key):
                self._element("attvalue", {"for": str(place), "value": values[key]})
        self._xml.endElement("attvalues")
        self._xml.endElement(name)
        self._end_line()


async def graph_of(run_query: RunQuery, filters: ExportFilters, writer_type: type[GraphWriter]) -> AsyncIterator[bytes]:
    """Yield the network as a graph: engagements, actors, territories and axes, and the edges between them."""
    buffer = io.BytesIO()
    writer = writer_type(buffer)
    writer.start_nodes()
    yield _drain(buffer)
    others: dict[str, GraphNode] = {}
    with tempfile.SpooledTemporaryFile(max_size=SPOOLED_BYTES) as file:
        edge_writer = writer_type(cast("IO[bytes]", file))
        async for page in engagement_pages(run_query, filters):
            for engagement in page:
                edges = list(_edges(engagement))
                for edge in edges:
                    edge_writer.add_edge(edge)
                    others.setdefault(edge.other.id, edge.other).degree += 1
                writer.add_node(engagement["id"], engagement["label"], _values(engagement, len(edges)))
            yield _drain(buffer)
        for node in others.values():
            writer.add_node(node.id, node.label, {"kind": node.kind, "degree": str(node.degree)})
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


def _values(engagement: EngagementNode, degree: int) -> dict[str, str]:
    return {
        "kind": engagement["__typename"],
        "startsOn": engagement["countsFrom"] or engagement["startsOn"],
        "countsUntil": engagement["countsUntil"] or engagement["endsOn"] or "",
        "status": engagement["status"],
        "degree": str(degree),
    }


def _edges(engagement: EngagementNode) -> Iterator[GraphEdge]:
    identifier = engagement["id"]
    for edge in engagement["actors"]["edges"]:
        actor = edge["node"]
        node = GraphNode(actor["id"], actor["label"], actor.get("institutionKind") or actor["__typename"])
        yield GraphEdge(node.id, identifier, "ENGAGED_IN", ", ".join(edge["roles"]), node)
    for edge in engagement["territories"]["edges"]:
        territory = edge["node"]
        node = GraphNode(territory["id"], territory["label"], territory["kind"])
        yield GraphEdge(identifier, node.id, "TARGETS", "", node)
    for axis in map(Axis, engagement["axes"]):
        node = GraphNode(f"axis:{axis.number}", axis.title_fr, "PlanAxis")
        yield GraphEdge(identifier, node.id, "ON_AXIS", "", node)
