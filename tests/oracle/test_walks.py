"""Examples worked by hand for paths, networks and trainers, and what every drawn network must be.

Rule: as in `test_oracle.py`.
"""

from datetime import date

import pytest
from hypothesis import given, settings

from changes.rows import GraphRows
from graph.model import SHAPE
from graph.vocabulary import Axis, EngagementStatus, OfferAccess, OfferKind, Role
from tests.oracle import Oracle
from tests.oracle.example import (
    CLUB,
    LOIRE,
    MAYOR,
    NAMELESS,
    NANTES,
    PERSON,
    PLATFORM,
    QUARTER,
    REGION,
    STRADDLING,
    TODAY,
    TOWN,
    VICTIMS,
    VILLAGE,
    act,
    example_rows,
)
from tests.oracle.networks import networks


@pytest.fixture
def rows() -> GraphRows:
    """Give the example's ground and actors."""
    return example_rows()


def test_path_is_the_least_of_the_shortest(rows: GraphRows) -> None:
    """A territory end stands for what is inside it; of several shortest ones the least by ids."""
    act(rows, "action:1", (QUARTER,), {PLATFORM: ["LEAD"], CLUB: ["LEAD"]})
    act(rows, "action:2", (VILLAGE,), {PLATFORM: ["LEAD"], CLUB: ["LEAD"], MAYOR: ["FUNDER"]})
    oracle = Oracle(rows)
    way = [QUARTER, "action:1", CLUB, "action:2", VILLAGE]
    assert oracle.path(NANTES, STRADDLING, TODAY) == way
    assert oracle.path(NANTES, STRADDLING, TODAY, max_length=3) is None
    assert oracle.path(NANTES, MAYOR, TODAY) is None
    assert oracle.path(REGION, TOWN, TODAY) == [TOWN]
    assert oracle.path(VILLAGE, MAYOR, TODAY, roles=[Role.FUNDER]) == [VILLAGE, "action:2", MAYOR]
    assert oracle.path(NANTES, STRADDLING, date(2025, 12, 31)) is None


def test_network_counts_a_step_through_engagements_as_one(rows: GraphRows) -> None:
    """Distances, degrees, the cap, an axis and an engagement as centres."""
    act(rows, "action:1", (QUARTER,), {PLATFORM: ["LEAD"], CLUB: ["LEAD"]})
    act(rows, "action:2", (VILLAGE,), {CLUB: ["LEAD", "FUNDER"]}, axes=(1,))
    oracle = Oracle(rows)
    near = oracle.network([NANTES], TODAY)
    assert near["nodes"] == {
        NANTES: (0, 0, 0),
        "action:1": (1, 3, 3),
        CLUB: (1, 2, 1),
        PLATFORM: (1, 1, 1),
        QUARTER: (1, 1, 1),
    }
    assert (near["total_nodes"], near["truncated"]) == (5, False)
    far = oracle.network([NANTES], TODAY, depth=2, limit=6)
    assert list(far["nodes"])[-1] == "action:2"
    assert (far["total_nodes"], far["truncated"]) == (7, True)
    assert (CLUB, "action:2", "ENGAGED_IN", (Role.LEAD,)) in far["edges"]
    axis = oracle.network(["axis:1"], TODAY)
    assert axis["nodes"]["axis:1"] == (0, 1, 1)
    assert axis["edges"] >= {("action:2", "axis:1", "ON_AXIS", ()), ("action:2", VILLAGE, "TARGETS", ())}
    assert oracle.network(["action:2"], TODAY)["nodes"][CLUB] == (1, 2, 1)


def test_mobilisable_asks_for_a_valid_qualification_and_ground(rows: GraphRows) -> None:
    """Who is mobilised there is left out; no stated ground is listed apart; a dedicated offer is case by case."""
    for offer, kind in (("offer:1", OfferKind.CATALOGUE), ("offer:2", OfferKind.DEDICATED)):
        rows.node("Offer", offer, title=offer, kind=kind.value, axes=["VICTIM_SUPPORT"], fictional=True)
    rows.edge("QUALIFIED_FOR", PERSON, "offer:1", until=TODAY)
    rows.edge("QUALIFIED_FOR", NAMELESS, "offer:2")
    rows.edge("INTERVENES_IN", PERSON, LOIRE)
    oracle = Oracle(rows)
    found = oracle.mobilisable(TOWN, TODAY, axes=[VICTIMS])
    assert [(one["trainer"], one["withoutTerritory"]) for one in found] == [(PERSON, False), (NAMELESS, True)]
    assert [one["offers"] for one in found] == [
        [("offer:1", OfferAccess.OPEN)],
        [("offer:2", OfferAccess.CASE_BY_CASE)],
    ]
    assert [one["trainer"] for one in oracle.mobilisable(VILLAGE, TODAY)] == [NAMELESS]
    assert [one["trainer"] for one in oracle.mobilisable(TOWN, date(2026, 11, 26))] == [NAMELESS]
    assert oracle.mobilisable(TOWN, TODAY, axes=[Axis.KNOWLEDGE]) == []
    act(rows, "session:1", (QUARTER,), {PERSON: ["TRAINER"]})
    assert [one["trainer"] for one in Oracle(rows).mobilisable(TOWN, TODAY)] == [NAMELESS]
    assert len(Oracle(rows).mobilisable(TOWN, TODAY, axes=[VICTIMS])) == 1


@given(networks())
@settings(max_examples=25, deadline=None)
def test_drawn_networks_are_valid_for_the_model(rows: GraphRows) -> None:
    """What is required is there, edges join what they may, no two of one type join the same two, singles are single."""
    kinds = {node.id: SHAPE.kinds[node.kind] for node in rows.nodes}
    assert len(kinds) == len(rows.nodes)
    derived = {"id", "label", "axes"}
    for node in rows.nodes:
        kind = kinds[node.id]
        required = {stored.name for stored in kind.properties if stored.required} - derived
        assert required <= set(node.properties) <= {stored.name for stored in kind.properties}
        assert SHAPE.base_of_id(node.id) == kind.base
        assert node.properties.get("status") != EngagementStatus.DONE or "endsOn" in node.properties
        for relation in (one for one in kind.relations if one.single):
            assert sum(edge.type == relation.through and edge.start == node.id for edge in rows.edges) <= 1
    assert len({(edge.type, edge.start, edge.end) for edge in rows.edges}) == len(rows.edges)
    for edge in rows.edges:
        declared = SHAPE.relationships[edge.type]
        assert {kinds[edge.start].name, kinds[edge.start].base} & set(declared.start.split("|"))
        assert edge.type == "ON_AXIS" or {kinds[edge.end].name, kinds[edge.end].base} & set(declared.end.split("|"))
        assert set(edge.properties) <= {stored.name for stored in declared.properties}
