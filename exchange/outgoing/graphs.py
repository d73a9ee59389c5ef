"""The network as a graph for Gephi and the like: GraphML and GEXF.

Rule: nodes before edges, each node once with its degree; edges wait in a file, so that memory grows with actors and
territories and not with engagements. GEXF says when an engagement counts as an interval; GraphML as two attributes.
"""

import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, cast
from xml.sax.saxutils import escape, quoteattr

from exchange.outgoing.network import Ask, Engagement, Filters, engagements
from graph.vocabulary import Axis

ATTRIBUTES = {"kind": "string", "startsOn": "string", "countsUntil": "string", "status": "string", "degree": "int"}
EDGE_ATTRIBUTES = {"kind": "string", "roles": "string"}
SPOOLED = 4 * 1024 * 1024
READ = 256 * 1024
INVISIBLE = dict.fromkeys(c for c in range(32) if chr(c) not in "\t\n\r")


@dataclass
class Node:
    """A node to write: its label, its kind, and how many edges it has."""

    label: str
    kind: str
    degree: int = 0


@dataclass
class Edges:
    """Edges written aside, and what they join that is no engagement."""

    file: IO[bytes]
    others: dict[str, Node] = field(default_factory=dict)
    count: int = 0

    def join(self, identifier: str, label: str, kind: str) -> None:
        """Count an edge of a node."""
        self.others.setdefault(identifier, Node(label, kind)).degree += 1


@dataclass(frozen=True)
class Form:
    """How a format writes its head, a node, an edge, what stands between, and its end."""

    head: str
    between: str
    end: str

    def node(self, identifier: str, label: str, values: Mapping[str, str]) -> str:
        """Return a node."""
        raise NotImplementedError

    def edge(self, number: int, start: str, end: str, values: Mapping[str, str]) -> str:
        """Return an edge."""
        raise NotImplementedError


def _attribute(text: str) -> str:
    return quoteattr(text.translate(INVISIBLE))


class GraphML(Form):
    """GraphML 1.0."""

    def node(self, identifier: str, label: str, values: Mapping[str, str]) -> str:
        """Return a node."""
        data = {"label": label, **values}
        return f"<node id={_attribute(identifier)}>{self._data('n', data)}</node>\n"

    def edge(self, number: int, start: str, end: str, values: Mapping[str, str]) -> str:
        """Return an edge."""
        ends = f'id="e{number}" source={_attribute(start)} target={_attribute(end)}'
        return f"<edge {ends}>{self._data('e', values)}</edge>\n"

    @staticmethod
    def _data(prefix: str, values: Mapping[str, str]) -> str:
        shown = {name: escape(value.translate(INVISIBLE)) for name, value in values.items() if value}
        return "".join(f'<data key="{prefix}_{name}">{value}</data>' for name, value in shown.items())


class Gexf(Form):
    """GEXF 1.3, dynamic: an engagement is there from its first day to the last on which it counts."""

    def node(self, identifier: str, label: str, values: Mapping[str, str]) -> str:
        """Return a node."""
        interval = "".join(
            f' {name}="{values[key]}"'
            for name, key in (("start", "startsOn"), ("end", "countsUntil"))
            if values.get(key)
        )
        head = f"<node id={_attribute(identifier)} label={_attribute(label)}{interval}>"
        return f"{head}{self._values(ATTRIBUTES, values)}</node>\n"

    def edge(self, number: int, start: str, end: str, values: Mapping[str, str]) -> str:
        """Return an edge."""
        ends = f'id="e{number}" source={_attribute(start)} target={_attribute(end)}'
        return f"<edge {ends}>{self._values(EDGE_ATTRIBUTES, values)}</edge>\n"

    @staticmethod
    def _values(declared: Mapping[str, str], values: Mapping[str, str]) -> str:
        shown = "".join(
            f'<attvalue for="{place}" value={_attribute(values[name])}/>'
            for place, name in enumerate(declared)
            if values.get(name)
        )
        return f"<attvalues>{shown}</attvalues>" if shown else ""


def _graphml() -> Form:
    keys = {**{f"n_{name}": ("node", kind) for name, kind in {"label": "string", **ATTRIBUTES}.items()}}
    keys |= {f"e_{name}": ("edge", kind) for name, kind in EDGE_ATTRIBUTES.items()}
    declared = "".join(
        f'<key id="{key}" for="{what}" attr.name="{key.split("_", 1)[1]}" attr.type="{kind}"/>\n'
        for key, (what, kind) in keys.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    return GraphML(f'{head}{declared}<graph id="cinqaxes" edgedefault="directed">\n', "", "</graph>\n</graphml>\n")


def _gexf() -> Form:
    def declared(what: str, attributes: Mapping[str, str]) -> str:
        kinds = {"int": "integer"}
        rows = "".join(
            f'<attribute id="{place}" title="{name}" type="{kinds.get(kind, kind)}"/>'
            for place, (name, kind) in enumerate(attributes.items())
        )
        return f'<attributes class="{what}">{rows}</attributes>\n'

    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n'
        '<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed">\n'
    )
    head += declared("node", ATTRIBUTES) + declared("edge", EDGE_ATTRIBUTES)
    return Gexf(f"{head}<nodes>\n", "</nodes>\n<edges>\n", "</edges>\n</graph>\n</gexf>\n")


GRAPHML, GEXF = _graphml(), _gexf()


async def graph_of(ask: Ask, filters: Filters, form: Form) -> AsyncIterator[bytes]:
    """Yield the network as a graph: engagements, actors, territories and axes, and what joins them."""
    yield form.head.encode()
    with tempfile.SpooledTemporaryFile(max_size=SPOOLED) as file:
        edges = Edges(cast("IO[bytes]", file))
        async for page in engagements(ask, filters):
            yield "".join(_engagement(one, form, edges) for one in page).encode()
        yield "".join(
            form.node(identifier, node.label, {"kind": node.kind, "degree": str(node.degree)})
            for identifier, node in edges.others.items()
        ).encode()
        yield form.between.encode()
        file.seek(0)
        while chunk := file.read(READ):
            yield chunk
    yield form.end.encode()


def _engagement(one: Engagement, form: Form, edges: Edges) -> str:
    joined = list(_joined(one))
    for start, end, kind, roles, other, label, other_kind in joined:
        edges.join(other, label, other_kind)
        edges.count += 1
        edges.file.write(form.edge(edges.count, start, end, {"kind": kind, "roles": roles}).encode())
    values = {
        "kind": one["__typename"],
        "startsOn": one["countsFrom"] or one["startsOn"],
        "countsUntil": one["countsUntil"] or one["endsOn"] or "",
        "status": one["status"],
        "degree": str(len(joined)),
    }
    return form.node(one["id"], one["label"], values)


def _joined(one: Engagement) -> Iterator[tuple[str, str, str, str, str, str, str]]:
    """Yield start, end, kind and roles of each edge, then id, label and kind of its end that is no engagement."""
    for edge in one["actors"]["edges"]:
        actor = edge["node"]
        roles = ", ".join(edge["roles"])
        kind = actor.get("kind") or actor["__typename"]
        yield actor["id"], one["id"], "ENGAGED_IN", roles, actor["id"], actor["label"], kind
    for edge in one["territories"]["edges"]:
        ground = edge["node"]
        yield one["id"], ground["id"], "TARGETS", "", ground["id"], ground["label"], ground["kind"]
    for axis in map(Axis, one["axes"]):
        identifier = f"axis:{axis.number}"
        label = f"Axe {axis.number} : {axis.label_fr}"
        yield one["id"], identifier, "ON_AXIS", "", identifier, label, "PlanAxis"
