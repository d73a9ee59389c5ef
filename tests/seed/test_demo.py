"""The demonstration network: each thing the service can tell occurs in it.

Rule: what occurs on a day is asked of the independent oracle over the rows, never of the product.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from changes.rows import GraphRows, NodeRow, Value
from graph.model import SHAPE
from graph.vocabulary import (
    CARRYING_ROLES,
    STRATEGIC_AUDIENCES,
    Axis,
    CellStatus,
    InstitutionKind,
    OfferKind,
    Reach,
    TerritoryKind,
)
from seed import demo, references
from tests.oracle import Oracle

DAY = date(2026, 11, 25)
REGION = "region:52"
ENGAGEMENTS = tuple(kind.name for kind in SHAPE.concrete("Engagement"))


@cache
def territories() -> frozenset[str]:
    """Return the ids of the references."""
    return frozenset(node.id for node in references.rows().nodes)


@cache
def network() -> GraphRows:
    """Return the demonstration, every territory's id held against the references."""
    return demo.rows(territories())


@cache
def oracle() -> Oracle:
    """Return the oracle over the references and the demonstration together."""
    both = references.rows()
    both.extend(network())
    return Oracle(both)


def nodes(*kinds: str) -> list[NodeRow]:
    """Return the nodes of these kinds, all of them when none is named."""
    return [node for node in network().nodes if not kinds or node.kind in kinds]


def ends(relationship: str) -> set[tuple[str, str]]:
    """Return the ends of the edges of a type."""
    return {(edge.start, edge.end) for edge in network().edges if edge.type == relationship}


def words(value: Value) -> list[str]:
    """Return a list of words, empty when nothing is stated."""
    return value if isinstance(value, list) else []


@cache
def contracts() -> list[str]:
    """Return the contracts of the region in force on the day."""
    return oracle().coverage_rows(TerritoryKind.CITY_CONTRACT, REGION, DAY, concerned=True)


def cells(day: date = DAY) -> Iterator[tuple[str, Axis, CellStatus, bool, bool, date | None, bool]]:
    """Return contract, axis, status, fragile, stale, lapsedOn and renewalPending of each cell."""
    for contract in contracts():
        for axis in Axis:
            found = oracle().cell(contract, axis, day)
            marks = (found["fragile"], found["stale"], found["lapsedOn"], found["renewalPending"])
            yield contract, axis, found["status"], *marks


def roles_of() -> dict[str, set[str]]:
    """Return every role that each actor has anywhere."""
    held: dict[str, set[str]] = {}
    for edge in network().edges_of(["ENGAGED_IN"]):
        held.setdefault(edge.start, set()).update(words(edge.properties["roles"]))
    return held


def test_counts() -> None:
    """The network has the size it should: some 250 engagements of all kinds, 25 trainers, all kinds of bodies."""
    counted = Counter(node.kind for node in nodes())
    assert {kind: counted[kind] for kind in ENGAGEMENTS} == {
        "PlanAction": 124,
        "Diagnostic": 8,
        "TrainingSession": 60,
        "TerritorialPlan": 11,
        "Commitment": 63,
    }
    assert counted["Trainer"] == 25
    assert {node.properties["kind"] for node in nodes("Institution")} == set(InstitutionKind)
    assert {node.properties["kind"] for node in nodes("Offer")} == set(OfferKind)
    years = {started.year for node in nodes(*ENGAGEMENTS) if isinstance(started := node.properties["startsOn"], date)}
    assert years >= set(range(2015, 2027))


def test_rows_keep_to_the_model() -> None:
    """Ids are unique, properties and relationships declared, what is required is stated."""
    assert len({node.id for node in nodes()}) == len(nodes())
    for node in nodes():
        kind = SHAPE.kinds[node.kind]
        assert set(node.properties) <= {p.name for p in kind.properties}
        required = {p.name for p in kind.properties if p.required and p.linked is None}
        assert required - {"id", "label"} <= set(node.properties), node.id
    for edge in network().edges:
        assert set(edge.properties) <= {p.name for p in SHAPE.relationships[edge.type].properties}


def test_everything_is_visibly_fictional() -> None:
    """Names, sources and the mark say so; nobody is fictional only by the mark."""
    assert all(node.properties["fictional"] for node in nodes() if SHAPE.kinds[node.kind].property("fictional"))
    assert all("(démonstration)" in str(node.properties["name"]) for node in nodes("Institution"))
    assert all(node.id.startswith("institution:demo-") for node in nodes("Institution"))
    assert all(str(node.properties["contact"]).endswith("@exemple.invalid") for node in nodes("Trainer"))
    assert all(str(node.properties["name"]).startswith("Quartier fictif ") for node in nodes("AdministrativeTerritory"))
    for source in nodes("Source"):
        assert source.properties["kind"] == "DEMONSTRATION"
        assert str(source.properties["title"]).startswith("Démonstration – ")


def test_every_engagement_is_stated_confirmed_and_carried() -> None:
    """Each engagement has a confirmed source, and only made up actors take part."""
    confirmed = {edge.start for edge in network().edges_of(["STATED_BY"]) if "confirmedOn" in edge.properties}
    assert {node.id for node in nodes(*ENGAGEMENTS)} <= confirmed
    assert {start for start, _ in ends("ENGAGED_IN")} <= {node.id for node in nodes("Institution", "Trainer")}


def test_dates_agree() -> None:
    """What is done has an end, only what is cancelled was cancelled, nothing ends before it starts."""
    for node in nodes(*ENGAGEMENTS):
        facts = node.properties
        starts, stops = facts["startsOn"], facts.get("endsOn")
        assert not isinstance(stops, date) or not isinstance(starts, date) or starts <= stops, node.id
        assert facts["status"] != "DONE" or (isinstance(stops, date) and stops < DAY), node.id
        assert "cancelledOn" not in facts or facts["status"] == "CANCELLED", node.id


def test_every_coverage_occurs_on_axis_4() -> None:
    """On the axis of the victims, the contracts show each status of a cell."""
    seen = {status for _, axis, status, *_ in cells() if axis is Axis.VICTIM_SUPPORT}
    assert seen == set(CellStatus)


def test_every_warning_of_a_cell_occurs() -> None:
    """Cells are fragile, stale, lapsed long ago, lapsed and to be renewed, and never filled in."""
    assert any(fragile for _, _, _, fragile, *_ in cells())
    assert any(stale for _, _, _, _, stale, *_ in cells())
    assert any(lapsed and not pending for *_, lapsed, pending in cells())
    assert any(pending for *_, pending in cells())
    assert any(status is CellStatus.UNKNOWN and lapsed is None for _, _, status, _, _, lapsed, _ in cells())


@pytest.mark.parametrize("month", range(24))
def test_a_renewal_is_pending_in_any_month(month: int) -> None:
    """Whenever the demonstration is shown in 2026 and 2027, some cell waits for its renewal."""
    assert any(pending for *_, pending in cells(date(2026 + month // 12, month % 12 + 1, 15)))


def test_the_regional_campaign_hides_no_gap() -> None:
    """It reaches each contract from a wider ground, and gaps stay gaps."""
    campaign = next(node.id for node in nodes("Commitment") if "Égales, égaux" in str(node.properties["title"]))
    assert {oracle().reach(campaign, contract) for contract in contracts()} == {(Reach.WIDER, False)}
    assert any(status is CellStatus.GAP for _, axis, status, *_ in cells() if axis is Axis.VICTIM_SUPPORT)


def test_loire_atlantique_on_axis_4() -> None:
    """At least six actors, trainers among them, since different years; a pause of five months is bridged."""
    found = {row["actor"]: row["since"] for row in oracle().mobilised(DAY, [Axis.VICTIM_SUPPORT], "departement:44")}
    assert len(found) >= 6
    assert any(actor.startswith("trainer:") for actor in found)
    assert len({since.year for since in found.values()}) > 3
    assert found["institution:demo-cidff-44"] == date(2018, 1, 1)
    assert found["institution:demo-point-justice-estuaire"] == date(2020, 3, 1)


def test_an_action_is_carried_over_from_2015() -> None:
    """One engagement reaches a contract through its predecessor and is still in effect."""
    action = "action:demo-clinique-droit-acacias-reprise-contrat-precedent"
    assert oracle().reach(action, "contract:2024:CN07202I") == (Reach.PARTIAL, True)
    _, until = oracle().counts(action)
    assert until is not None
    assert until > DAY


def test_two_epci_are_bridged_by_one_association() -> None:
    """Laval and Le Mans are linked by the association that works in both."""
    found = oracle().path("epci:200083392", "epci:247200132", DAY)
    assert found is not None
    assert "institution:demo-trait-union" in found


def test_plans_stand_at_each_stage() -> None:
    """Wished, in preparation, signed, expired, abandoned; without a diagnostic, and resting on one too old."""
    stages = ("wishedOn", "inPreparationOn", "signedOn", "expiredOn", "abandonedOn")
    last = {[stage for stage in stages if stage in node.properties][-1] for node in nodes("TerritorialPlan")}
    assert last == set(stages)
    based = dict(ends("BASED_ON"))
    signed = [n.id for n in nodes("TerritorialPlan") if "signedOn" in n.properties and "expiredOn" not in n.properties]
    assert any(plan not in based for plan in signed)
    limits = [oracle().counts(based[plan])[1] for plan in signed if plan in based]
    assert any(limit is not None and limit < DAY for limit in limits)


def test_orientations_sessions_and_offers() -> None:
    """Orientations are taken up or not, a session serves no project, a service decides on the dedicated offer."""
    taken = {start for start, _ in ends("TAKEN_UP_BY")}
    assert 0 < len(taken) < len(nodes("Orientation"))
    served = {start for start, _ in ends("SERVES")}
    assert any(node.id not in served and "project" not in node.properties for node in nodes("TrainingSession"))
    dedicated = [node for node in nodes("Offer") if node.properties["kind"] == OfferKind.DEDICATED]
    assert {node.id for node in dedicated} == {start for start, _ in ends("DECIDED_BY")}
    assert all(set(words(node.properties["audiences"])) <= set(STRATEGIC_AUDIENCES) for node in dedicated)


def test_trainers_differ() -> None:
    """Listed or not, qualified or no more, with or without a territory."""
    assert {node.properties["publicListing"] for node in nodes("Trainer")} == {True, False}
    limits = [edge.properties.get("until") for edge in network().edges_of(["QUALIFIED_FOR"])]
    assert any(isinstance(limit, date) and limit < DAY for limit in limits)
    assert {start for start, _ in ends("INTERVENES_IN")} < {node.id for node in nodes("Trainer")}


def test_cancelled_actions_and_idle_signatories() -> None:
    """One action was cancelled on a known day and one on an unknown one; some signatories carry nothing."""
    cancelled = [node for node in nodes("PlanAction") if node.properties["status"] == "CANCELLED"]
    assert {"cancelledOn" in node.properties for node in cancelled} == {True, False}
    carrying = {str(role) for role in CARRYING_ROLES}
    assert any("SIGNATORY" in roles and not roles & carrying for roles in roles_of().values())


def test_neighbourhoods_lie_in_real_ground() -> None:
    """Each made up neighbourhood lies in a commune and in a contract of the references."""
    for node in nodes("AdministrativeTerritory"):
        parents = {end for start, end in ends("PART_OF") if start == node.id}
        assert parents <= territories()
        assert {parent.split(":")[0] for parent in parents} == {"commune", "contract"}
