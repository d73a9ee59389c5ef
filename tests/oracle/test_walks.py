"""Examples computed by hand for paths, networks and trainers, and the validity of drawn networks.

Rule: as in `test_oracle.py`.
"""

from datetime import date

import pytest
from hypothesis import given, settings

from changes.rows import GraphRows
from graph.model import SHAPE
from graph.vocabulary import (
    Audience,
    Axis,
    Criterion,
    EngagementStatus,
    OfferAccess,
    OfferKind,
    Role,
    SuccessionBasis,
    TerritoryKind,
    Theme,
)
from tests.oracle import Oracle
from tests.oracle.example import (
    CLUB,
    LOIRE,
    MAYOR,
    NAMELESS,
    NANTES,
    NEW,
    OLD,
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
    place,
)
from tests.oracle.facts import TERRITORIES, Facts
from tests.oracle.networks import networks
from tests.oracle.territories import ancestors
from tests.proofs import TIMES

ATTACHED_KINDS: dict[str, list[TerritoryKind]] = {
    TerritoryKind.COUNTRY: [],
    TerritoryKind.REGION: [TerritoryKind.COUNTRY],
    TerritoryKind.DEPARTEMENT: [TerritoryKind.REGION],
}


@pytest.fixture
def rows() -> GraphRows:
    """The example's territories and actors."""
    return example_rows()


def test_path_is_the_least_of_the_shortest(rows: GraphRows) -> None:
    """A territory at an end stands for what is inside it; of several shortest paths the least by ids."""
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


def test_network_and_path_pass_filters_and_ask_for_no_confirmation(rows: GraphRows) -> None:
    """Themes, criteria and audiences act as on coverage; unconfirmed engagements are shown too."""
    act(rows, "action:1", (TOWN,), {CLUB: ["LEAD"]}, confirmed=None, stated={"themes": ["HEALTH"]})
    act(rows, "action:2", (TOWN,), {CLUB: ["LEAD"]}, stated={"audiences": ["YOUTH"], "criteria": ["ORIGIN"]})
    oracle = Oracle(rows)
    assert set(oracle.network([TOWN], TODAY)["nodes"]) == {TOWN, CLUB, "action:1", "action:2"}
    assert set(oracle.network([TOWN], TODAY, themes=[Theme.HEALTH])["nodes"]) == {TOWN, CLUB, "action:1"}
    assert set(oracle.network([TOWN], TODAY, criteria=[Criterion.ORIGIN])["nodes"]) == {TOWN, CLUB, "action:2"}
    assert oracle.path(TOWN, CLUB, TODAY, audiences=[Audience.YOUTH]) == [TOWN, "action:2", CLUB]
    assert oracle.path(TOWN, CLUB, TODAY, audiences=[Audience.STAFF]) is None


def test_mobilisable_asks_for_a_valid_qualification_and_ground(rows: GraphRows) -> None:
    """Trainers without a territory are listed separately; a dedicated offer is case by case."""
    _add_offers(rows)
    rows.edge("INTERVENES_IN", PERSON, LOIRE)
    oracle = Oracle(rows)
    trainers = oracle.mobilisable(TOWN, TODAY, axes=[VICTIMS])
    assert [(one["trainer"], one["withoutTerritory"]) for one in trainers] == [(PERSON, False), (NAMELESS, True)]
    assert [one["offers"] for one in trainers] == [
        [("offer:1", OfferAccess.OPEN)],
        [("offer:2", OfferAccess.CASE_BY_CASE)],
    ]
    assert [one["trainer"] for one in oracle.mobilisable(VILLAGE, TODAY)] == [NAMELESS]
    assert [one["trainer"] for one in oracle.mobilisable(TOWN, date(2026, 11, 26))] == [NAMELESS]
    assert oracle.mobilisable(TOWN, TODAY, axes=[Axis.KNOWLEDGE]) == []


def test_mobilisable_includes_those_who_are_active_there(rows: GraphRows) -> None:
    """Each trainer's engagements there are listed, on the axes asked about."""
    _add_offers(rows)
    rows.edge("INTERVENES_IN", PERSON, LOIRE)
    act(rows, "session:1", (QUARTER,), {PERSON: ["TRAINER"]}, start=date(2026, 3, 1), axes=(1, 4))
    oracle = Oracle(rows)
    active, other = oracle.mobilisable(TOWN, TODAY)
    assert (active["trainer"], other["trainer"]) == (PERSON, NAMELESS)
    assert active["mobilisedHere"] == {"axes": [Axis.KNOWLEDGE, VICTIMS], "since": date(2026, 3, 1)}
    assert other["mobilisedHere"] is None
    assert oracle.mobilisable(TOWN, TODAY, axes=[VICTIMS])[0]["mobilisedHere"] == {
        "axes": [VICTIMS],
        "since": date(2026, 3, 1),
    }


def test_mobilisable_includes_those_who_intervene_on_overlapping_ground(rows: GraphRows) -> None:
    """Overlapping ground, the same ground, and what contains the territory or is in it."""
    _add_offers(rows)
    rows.edge("INTERVENES_IN", PERSON, TOWN)
    place(rows, "contract:2024:CN2", (TOWN,), LOIRE)
    rows.edge("SAME_GROUND", TOWN, "contract:2024:CN2")
    oracle = Oracle(rows)

    def near(territory: str) -> list[str]:
        trainers = oracle.mobilisable(territory, TODAY)
        return [one["trainer"] for one in trainers if not one["withoutTerritory"]]

    for territory in (TOWN, NEW, QUARTER, NANTES, "contract:2024:CN2"):
        assert near(territory) == [PERSON]
    for territory in (OLD, VILLAGE, STRADDLING):
        assert near(territory) == []


def _add_offers(rows: GraphRows) -> None:
    for offer, kind in (("offer:1", OfferKind.CATALOGUE), ("offer:2", OfferKind.DEDICATED)):
        rows.node("Offer", offer, title=offer, kind=kind.value, axes=["VICTIM_SUPPORT"], fictional=True)
    rows.edge("QUALIFIED_FOR", PERSON, "offer:1", endsOn=TODAY)
    rows.edge("QUALIFIED_FOR", NAMELESS, "offer:2")


@given(networks())
@settings(max_examples=TIMES * 25, deadline=None)
def test_drawn_networks_are_valid_for_the_model(rows: GraphRows) -> None:
    """Required facts are present, edges join valid kinds, no two of one type join the same nodes."""
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


@given(networks())
@settings(max_examples=TIMES * 25, deadline=None)
def test_drawn_territories_are_consistent(rows: GraphRows) -> None:
    """No territory contains itself, each is attached step by step up to the country, the same ground is stored once."""
    kinds = {node.id: node.properties.get("kind") for node in rows.nodes}
    facts = Facts(rows)
    for territory in facts.ids(TERRITORIES):
        assert territory not in ancestors(facts, territory)
        steps = [edge.end for edge in facts.out("ATTACHED_TO", territory)]
        assert [kinds[step] for step in steps] == ATTACHED_KINDS.get(str(kinds[territory]), [TerritoryKind.DEPARTEMENT])
    for edge in rows.edges_of(["SAME_GROUND"]):
        pair = {kinds[edge.start], kinds[edge.end]}
        assert edge.start < edge.end
        assert TerritoryKind.QPV not in pair
        assert pair != {TerritoryKind.CITY_CONTRACT}
    for edge in rows.edges_of(["SUCCEEDS"]):
        assert edge.properties["basis"] in list(SuccessionBasis)
