"""Small graphs that several packages of tests load."""

import os
import pickle
from datetime import date
from functools import cache

from changes.rows import EdgeRow, GraphRows, NodeRow
from seed import demo, references
from tests.cache import CACHE, digest_of_sources

DENSE = 40
"""The numbers of actors and of engagements of the dense graph."""


@cache
def official() -> GraphRows:
    """Return the references, which must not be changed; all processes read them once, and again if sources change."""
    stored = CACHE / "references" / digest_of_sources()
    if not stored.exists():
        stored.parent.mkdir(parents=True, exist_ok=True)
        draft = stored.with_suffix(f".{os.getpid()}")
        draft.write_bytes(pickle.dumps(references.rows()))
        draft.replace(stored)
    rows: GraphRows = pickle.loads(stored.read_bytes())  # noqa: S301 - written above
    return rows


def national_rows() -> GraphRows:
    """Return the references with the demonstration."""
    rows = GraphRows([*official().nodes], [*official().edges])
    rows.extend(demo.rows())
    return rows


def small() -> GraphRows:
    """Return the demonstration with its territories, and the QPV of its contracts with their communes."""
    return _copy(_small())


@cache
def _small() -> GraphRows:
    network, territories = demo.rows(), official()
    wanted = {node.id for node in network.nodes} | {end for edge in network.edges for end in (edge.start, edge.end)}
    wanted |= {edge.start for edge in territories.edges if edge.type == "BELONGS_TO" and edge.end in wanted}
    quarters = {identifier for identifier in wanted if identifier.startswith("qpv:")}
    wanted |= {edge.end for edge in territories.edges if edge.type == "LIES_ON" and edge.start in quarters}
    rows = GraphRows([node for node in territories.nodes if node.id in wanted])
    rows.edges = [edge for edge in territories.edges if edge.start in wanted and edge.end in wanted]
    rows.extend(network)
    return rows


def sound() -> GraphRows:
    rows = GraphRows()
    for kind, code, name in (("COUNTRY", "FR", "France"), ("REGION", "52", "Pays de la Loire")):
        identifier = f"{kind.lower()}:{code}"
        rows.node("AdministrativeTerritory", identifier, kind=kind, code=code, name=name, fictional=True)
    rows.edge("PART_OF", "region:52", "country:FR")
    rows.node("Source", "source:1", title="Bilan", kind="REPORT")
    rows.node("Institution", "institution:1", name="Mairie", kind="ASSOCIATION", fictional=True)
    rows.node("Trainer", "trainer:1", name="Abel", publicListing=False, fictional=True)
    rows.node("Action", "action:1", title="Écoute", status="ACTIVE", startsOn=date(2026, 1, 1), fictional=True)
    rows.edge("ON_AXIS", "action:1", "axis:4")
    rows.edge("TARGETS", "action:1", "region:52")
    rows.edge("ENGAGED_IN", "trainer:1", "action:1", roles=["LEAD"])
    rows.edge("STATED_BY", "action:1", "source:1")
    return rows


@cache
def dense() -> GraphRows:
    """Return as many actors as engagements, each actor in each engagement."""
    rows = GraphRows()
    rows.node("AdministrativeTerritory", "country:FR", kind="COUNTRY", code="FR", name="France", fictional=True)
    for number in range(DENSE):
        actor, action = f"institution:{number}", f"action:{number}"
        rows.node("Institution", actor, name=f"Structure {number}", kind="ASSOCIATION", fictional=True)
        rows.node("Action", action, title=action, status="ACTIVE", startsOn=date(2026, 1, 1), fictional=True)
        rows.edge("ON_AXIS", action, "axis:4")
        rows.edge("TARGETS", action, "country:FR")
    for one in range(DENSE):
        for other in range(DENSE):
            rows.edge("ENGAGED_IN", f"institution:{one}", f"action:{other}", roles=["LEAD"])
    return rows


def two_departements() -> GraphRows:
    """Return the references of two départements of the Pays de la Loire."""
    return _copy(_two_departements())


@cache
def _two_departements() -> GraphRows:
    rows = official()
    wanted = {"departement:44", "departement:53"}
    above = [(e.start, e.end) for e in rows.edges if e.type in {"PART_OF", "ATTACHED_TO", "BELONGS_TO"}]
    while more := {start for start, end in above if end in wanted} - wanted:
        wanted |= more
    wanted |= {e.end for e in rows.edges if e.type == "LED_BY" and e.start in wanted}
    wanted |= {"country:FR", "region:52"}
    nodes = [node for node in rows.nodes if node.id in wanted]
    return GraphRows(nodes, [edge for edge in rows.edges if {edge.start, edge.end} <= wanted])


def _copy(rows: GraphRows) -> GraphRows:
    """Return rows that a test may change."""
    nodes = [NodeRow(node.kind, node.id, dict(node.properties)) for node in rows.nodes]
    return GraphRows(nodes, [EdgeRow(edge.type, edge.start, edge.end, dict(edge.properties)) for edge in rows.edges])
