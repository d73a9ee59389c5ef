"""What is stored beside what the sources state: labels, folded keys, what anybody may see, and when things count.

Rule: pure, from rows to rows; nothing here is a fact of its own, and all of it can be made again from the stated.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from changes.counting import Durations, counting
from changes.rows import EdgeRow, GraphRows, NodeRow, Value
from graph.model import SHAPE
from graph.rights import TWIN, public_name
from graph.shape import Kind, Property, Scalar
from graph.text import fold
from graph.vocabulary import AffiliationKind, Axis, TerritoryKind

FEW = 5
"""Under this many, a number of people may tell who they are."""
LABEL_LENGTH = 120
Properties = dict[str, Value]


def axis_rows() -> GraphRows:
    """Return the five axes as nodes."""
    rows = GraphRows()
    for axis in Axis:
        rows.nodes.append(NodeRow("PlanAxis", f"axis:{axis.number}", {"value": str(axis), "number": axis.number}))
    return rows


def derived(rows: GraphRows, durations: Durations) -> list[tuple[str, str, Properties]]:
    """Return every node as (kind, id, all properties to store)."""
    known = _Known(rows)
    return [(node.kind, node.id, _properties(node, known, durations)) for node in rows.nodes]


class _Known:
    """What a node's derived properties need to know of its surroundings."""

    def __init__(self, rows: GraphRows) -> None:
        self.nodes = {node.id: node for node in rows.nodes}
        self.departement: dict[str, str] = {}
        self.employers: defaultdict[str, list[EdgeRow]] = defaultdict(list)
        self.confirmed: defaultdict[str, list[date]] = defaultdict(list)
        for edge in rows.edges:
            if edge.type == "PART_OF" and edge.start.startswith("commune:") and edge.end.startswith("departement:"):
                self.departement[edge.start] = edge.end.split(":", 1)[1]
            elif edge.type == "AFFILIATED_WITH" and edge.properties.get("as") == AffiliationKind.EMPLOYED:
                self.employers[edge.start].append(edge)
            elif edge.type == "STATED_BY" and isinstance(day := edge.properties.get("confirmedOn"), date):
                self.confirmed[edge.start].append(day)

    def employer(self, trainer: str) -> str | None:
        """Return the name of the structure that employs a trainer: of those that still do, the least by id."""
        edges = self.employers.get(trainer, [])
        current = [e for e in edges if e.properties.get("until") is None] or edges
        if not current:
            return None
        node = self.nodes.get(min(e.end for e in current))
        return str(node.properties["name"]) if node else None


def _properties(node: NodeRow, known: _Known, durations: Durations) -> Properties:
    kind = SHAPE.kinds[node.kind]
    properties: Properties = dict(node.properties)
    properties["label"] = _label(node, known)
    if kind.base == "Engagement":
        _count(node, known, durations, properties)
    properties |= keys_of(kind.properties, properties)
    if node.kind == "TrainingSession":
        properties |= _few(properties)
    if kind.base == "Actor":
        properties |= _public(node, kind, properties, known)
    return properties


def _few(properties: Properties) -> Properties:
    """Return what anybody may know of how many people a session trained: not a number that could name them."""
    count = properties.get("peopleTrained")
    few = isinstance(count, int) and 0 < count < FEW
    return {"fewTrained": True if few else None, public_name("peopleTrained"): None if few else count}


def keys_of(stored: Iterable[Property], properties: Mapping[str, Value]) -> Properties:
    """Return the folded keys of the texts among these properties; None where there is no text."""
    texts = [p for p in stored if p.type is Scalar.TEXT]
    return {p.key: fold(text) if isinstance(text := properties.get(p.name), str) else None for p in texts}


def _count(node: NodeRow, known: _Known, durations: Durations, properties: Properties) -> None:
    found = counting(node.kind, node.properties, durations)
    properties["countsFrom"] = found[0] if found else None
    properties["countsUntil"] = found[1] if found else None
    properties["confirmedOn"] = max(known.confirmed.get(node.id, ()), default=None)


def _public(node: NodeRow, kind: Kind, properties: Properties, known: _Known) -> Properties:
    """Return what anybody may see of an actor: all of an institution, the name of a trainer only where agreed."""
    hidden = node.kind == "Trainer" and not node.properties.get("publicListing")
    shown = dict(properties)
    if hidden:
        employer = known.employer(node.id)
        shown["name"] = TWIN
        shown["label"] = f"{TWIN} ({employer})" if employer else TWIN
        shown["contact"] = None
        shown |= keys_of(kind.properties, shown)
    names = [name for p in kind.properties if p.personal for name in {p.name, p.key}]
    return {public_name(name): shown.get(name) for name in names}


def _label(node: NodeRow, known: _Known) -> str:  # noqa: PLR0911 - one label a kind
    facts = node.properties
    if node.kind == "PlanAxis":
        axis = Axis(str(facts["value"]))
        return f"Axe {axis.number} : {axis.label_fr}"
    if node.kind == "CityContract":
        return f"Contrat de ville {facts['generation']} – {facts['name']}"
    if facts.get("kind") == TerritoryKind.COMMUNE and node.id in known.departement:
        return f"{facts['name']} ({known.departement[node.id]})"
    if node.kind == "Grant":
        return f"Subvention {facts['year']}" + (f" – programme {facts['programme']}" if "programme" in facts else "")
    if node.kind == "Import":
        return f"Import du {facts['importedOn']:%d/%m/%Y} – {facts['fileName']}"
    if node.kind == "Survey":
        return f"Relevé du {facts['on']:%d/%m/%Y}"
    text = str(facts.get("name") or facts.get("title") or facts.get("text"))
    return text if len(text) <= LABEL_LENGTH or node.kind != "Orientation" else f"{text[: LABEL_LENGTH - 1]}…"
