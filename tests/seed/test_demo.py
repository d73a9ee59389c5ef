"""The demonstration network: every fact that the service can show occurs in it.

Rule: the independent oracle, never the product, computes from the rows what occurs on a day. The cases of the network
share a file.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest

from changes.derived import derived
from changes.rows import GraphRows, NodeRow, Value
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.vocabulary import (
    CARRYING_ROLES,
    STRATEGIC_AUDIENCES,
    Axis,
    CellStatus,
    InstitutionKind,
    OfferKind,
    Reach,
    SurveyFinding,
    TerritoryKind,
)
from seed import demo
from tests.graphs import official
from tests.oracle import Oracle
from tests.oracle.coverage import Cell

ORDERED, CARREFOUR = "institution:demo-direction-ile-de-france", "institution:demo-carrefour"
DAY = date(2026, 11, 25)
REGION = "region:52"
ENGAGEMENTS = tuple(kind.name for kind in SHAPE.concrete("Engagement"))


@cache
def territories() -> frozenset[str]:
    """Return the ids of the references."""
    return frozenset(node.id for node in official().nodes)


@cache
def network() -> GraphRows:
    """Return the demonstration, with every territory's id checked against the references."""
    return demo.rows(territories())


@cache
def oracle() -> Oracle:
    """Return the oracle over the references and the demonstration together."""
    both = GraphRows(list(official().nodes), list(official().edges))
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
    return oracle().coverage_rows(TerritoryKind.CITY_CONTRACT, REGION, DAY, in_city_contract=True)


def cells(day: date = DAY) -> Iterator[tuple[Axis, Cell]]:
    """Return the cells of the contracts of the region, each with its axis."""
    for contract in contracts():
        for axis in Axis:
            yield axis, oracle().cell(contract, axis, day)


def cell(row: str, axis: int, day: date = DAY) -> Cell:
    """Return the cell of a row on the axis of a number."""
    return oracle().cell(row, Axis.of_number(axis), day)


def roles_of() -> dict[str, set[str]]:
    """Return every role that each actor has anywhere."""
    held: dict[str, set[str]] = {}
    for edge in network().edges_of(["ENGAGED_IN"]):
        held.setdefault(edge.start, set()).update(words(edge.properties["roles"]))
    return held


def test_counts() -> None:
    """The network has the intended size: about 280 engagements of all kinds, 26 trainers, all kinds of bodies."""
    counted = Counter(node.kind for node in nodes())
    assert {kind: counted[kind] for kind in ENGAGEMENTS} == {
        "Action": 130,
        "Diagnostic": 10,
        "TrainingSession": 63,
        "TerritorialPlan": 13,
        "Commitment": 66,
    }
    assert counted["Trainer"] == 26
    kinds = {node.properties["kind"] for node in nodes("Institution")}
    assert kinds == set(InstitutionKind) - {InstitutionKind.NOT_STATED}
    assert {node.properties["kind"] for node in nodes("Offer")} == set(OfferKind)
    years = {started.year for node in nodes(*ENGAGEMENTS) if isinstance(started := node.properties["startsOn"], date)}
    assert years >= set(range(2015, 2027))


def test_rows_fit_the_model() -> None:
    """Ids are unique, properties and relationships declared, required facts are stated."""
    assert len({node.id for node in nodes()}) == len(nodes())
    for node in nodes():
        kind = SHAPE.kinds[node.kind]
        assert set(node.properties) <= {p.name for p in kind.properties}
        required = {p.name for p in kind.properties if p.required and p.linked is None}
        assert required - {"id", "label"} <= set(node.properties), node.id
    for edge in network().edges:
        assert set(edge.properties) <= {p.name for p in SHAPE.relationships[edge.type].properties}


def test_everything_is_visibly_fictional() -> None:
    """The mark shows it, next to every name in a label, and so do the sources."""
    assert all(node.properties["fictional"] for node in nodes() if SHAPE.kinds[node.kind].property("fictional"))
    labels = {identifier: str(facts["label"]) for _, identifier, facts in derived(network(), Durations())}
    assert all(labels[node.id] == f"{node.properties['name']} (démonstration)" for node in nodes("Institution"))
    assert not any("démonstration" in str(node.properties["name"]).casefold() for node in nodes("Institution"))
    assert all(node.id.startswith("institution:demo-") for node in nodes("Institution"))
    assert all(str(node.properties["contact"]).endswith("@exemple.invalid") for node in nodes("Trainer"))
    assert nodes("AdministrativeTerritory", "CityContract") == []
    for source in nodes("Source"):
        assert source.properties["kind"] in {"DEMONSTRATION", "SIGNED_ACT", "GRANT_DECISION"}
        assert str(source.properties["title"]).startswith("Démonstration – ")


def test_every_engagement_is_stated_and_has_actors() -> None:
    """Each engagement has a source that gives a day, and only fictional actors take part."""
    confirmed = {edge.start for edge in network().edges_of(["STATED_BY"]) if "confirmedOn" in edge.properties}
    assert {node.id for node in nodes(*ENGAGEMENTS)} <= confirmed
    assert {start for start, _ in ends("ENGAGED_IN")} <= {node.id for node in nodes("Institution", "Trainer")}


def test_dates_agree() -> None:
    """Done engagements have an end, only cancelled ones were cancelled, nothing ends before it starts."""
    for node in nodes(*ENGAGEMENTS):
        facts = node.properties
        starts, stops = facts["startsOn"], facts.get("endsOn")
        assert not isinstance(stops, date) or not isinstance(starts, date) or starts <= stops, node.id
        is_over = isinstance(stops, date) and stops < DAY
        assert facts["status"] != "DONE" or is_over or node.kind == "TrainingSession", node.id
        assert "cancelledOn" not in facts or facts["status"] == "CANCELLED", node.id


def test_every_status_occurs_on_axis_4() -> None:
    """On the axis of the victims, the contracts and QPV show each status of a cell."""
    seen = {one["status"] for axis, one in cells() if axis is Axis.VICTIM_SUPPORT}
    qpv = oracle().coverage_rows(TerritoryKind.QPV, REGION, DAY, in_city_contract=True)
    assert seen | {cell(row, 4)["status"] for row in qpv} == set(CellStatus)


def test_every_warning_of_a_cell_occurs() -> None:
    """Cells are fragile, to confirm, lapsed long ago, lapsed and to be renewed, and never filled in."""
    every = [one for _, one in cells()]
    assert any(one["fragile"] for one in every)
    assert any(one["status"] is CellStatus.TO_CONFIRM for one in every)
    assert any(one["lapsedOn"] and not one["renewalPending"] for one in every)
    assert any(one["renewalPending"] for one in every)
    assert any(one["status"] is CellStatus.UNKNOWN and one["lapsedOn"] is None for one in every)


@pytest.mark.parametrize("month", range(24))
def test_a_renewal_is_pending_in_any_month(month: int) -> None:
    """Whenever the demonstration is shown in 2026 and 2027, some cell waits for its renewal."""
    assert any(one["renewalPending"] for _, one in cells(date(2026 + month // 12, month % 12 + 1, 15)))


def test_the_regional_campaign_hides_no_gap() -> None:
    """It reaches each contract from a wider territory, and gaps stay gaps."""
    campaign = next(node.id for node in nodes("Commitment") if "Égales, égaux" in str(node.properties["title"]))
    assert {oracle().reach(campaign, contract) for contract in contracts()} == {(Reach.WIDER, False)}
    assert any(one["status"] is CellStatus.GAP for axis, one in cells() if axis is Axis.VICTIM_SUPPORT)


PLAINE, GENNEVILLIERS, NANTERRE = "contract:2024:CN09302I", "contract:2024:CN09206I", "contract:2024:CN09208M"
AIX, PARIS, VILLENEUVE = "contract:2024:CN01303M", "contract:2024:CN07501I", "contract:2024:CN09209I"


@pytest.mark.parametrize(
    ("row", "axis", "facts"),
    [
        pytest.param(AIX, 4, {"status": "UNKNOWN", "widerActorCount": 1}, id="a département's caravan"),
        pytest.param(PARIS, 4, {"status": "COVERED"}, id="the ground of a contract, a commune and a département"),
        pytest.param("qpv:QN07501M", 4, {"status": "INHERITED"}, id="the narrowest kind of a class"),
        pytest.param("departement:75", 4, {"status": None, "actorCount": 1}, id="a wide row has no status"),
        pytest.param("region:52", 3, {"status": None}, id="a regional campaign"),
        pytest.param(PLAINE, 2, {"status": "COVERED", "contradicted": True}, id="nobody found beside evidence"),
        pytest.param("qpv:QN09336I", 2, {"status": "INHERITED"}, id="by the EPT"),
        pytest.param(PLAINE, 1, {"status": "COVERED", "onlyActor": ORDERED}, id="who orders a diagnostic"),
        pytest.param(GENNEVILLIERS, 1, {"status": "COVERED", "actorCount": 0}, id="a diagnostic nobody carries"),
        pytest.param(GENNEVILLIERS, 3, {"status": "TO_CONFIRM"}, id="posters of 2020"),
        pytest.param(GENNEVILLIERS, 2, {"status": "TO_CONFIRM", "actorCount": 0}, id="a session without news"),
        pytest.param(PLAINE, 5, {"status": "PARTIAL", "assumed": True}, id="a contract whose lead was dissolved"),
        pytest.param(VILLENEUVE, 4, {"status": "GAP"}, id="a survey found nobody"),
        pytest.param(VILLENEUVE, 3, {"status": "UNKNOWN"}, id="a survey found somebody"),
        pytest.param(NANTERRE, 2, {"status": "COVERED"}, id="a session without an end"),
        pytest.param(NANTERRE, 5, {"status": "COVERED"}, id="a plan signed on an unknown day"),
        pytest.param(NANTERRE, 1, {"expected": "action:demo-vitrine-nanterre"}, id="an action to come"),
        pytest.param("contract:2024:CN09205I", 2, {"fragile": True, "onlyActor": CARREFOUR}, id="two employers"),
        pytest.param("contract:2024:CN09202I", 5, {"status": "UNKNOWN"}, id="a plan past its end"),
    ],
)
def test_each_rule_of_counting_has_its_case(row: str, axis: int, facts: dict[str, object]) -> None:
    """The cases that `seed/demo/NOTICE.md` points to."""
    counted = cell(row, axis)
    assert {name: counted[name] for name in facts} == facts  # type: ignore[literal-required]


def test_a_survey_is_cited_whatever_the_status() -> None:
    """A survey found somebody where nothing is recorded."""
    survey = cell(VILLENEUVE, 3)["survey"]
    assert survey
    assert survey.found is SurveyFinding.SOMEBODY


def test_each_territory_is_counted_in_one_departement_only() -> None:
    """The contract of Aix-Marseille is counted in Bouches-du-Rhône, its QPV of Pertuis in Vaucluse."""
    rows = oracle().coverage_rows
    assert AIX in rows(TerritoryKind.CITY_CONTRACT, "departement:13", DAY, in_city_contract=True)
    assert AIX not in rows(TerritoryKind.CITY_CONTRACT, "departement:84", DAY, in_city_contract=True)
    assert "qpv:QN08406M" in rows(TerritoryKind.QPV, "departement:84", DAY, in_city_contract=True)


def test_loire_atlantique_on_axis_4() -> None:
    """At least six actors, trainers among them, since different years; a pause of five months is bridged."""
    since_by_actor = {
        row["actor"]: row["since"] for row in oracle().mobilised(DAY, [Axis.VICTIM_SUPPORT], "departement:44")
    }
    assert len(since_by_actor) >= 6
    assert any(actor.startswith("trainer:") for actor in since_by_actor)
    assert len({since.year for since in since_by_actor.values()}) > 3
    assert since_by_actor["institution:demo-cidff-44"] == date(2018, 1, 1)
    assert since_by_actor["institution:demo-point-justice-estuaire"] == date(2020, 3, 1)


def test_an_action_is_carried_over_from_2015() -> None:
    """One engagement reaches a contract through its predecessor and is still in effect."""
    action = "action:demo-clinique-droit-acacias-reprise-contrat-precedent"
    assert oracle().reach(action, "contract:2024:CN07202I") == (Reach.PARTIAL, True)
    _, until = oracle().counts(action)
    assert until is not None
    assert until > DAY


def test_two_epci_are_bridged_by_one_association() -> None:
    """Laval and Le Mans are linked by the association that works in both."""
    path = oracle().path("epci:200083392", "epci:247200132", DAY)
    assert path is not None
    assert "institution:demo-trait-union" in path


def test_there_are_plans_at_each_stage() -> None:
    """Wished, in preparation, signed, expired, abandoned; without a diagnostic, and resting on one too old."""
    stages = ("wishedOn", "inPreparationOn", "signedOn", "expiredOn", "abandonedOn")
    reached = [[stage for stage in stages if stage in node.properties] for node in nodes("TerritorialPlan")]
    assert {some[-1] for some in reached if some} == set(stages)
    assert any(node.properties.get("signedDayUnknown") for node in nodes("TerritorialPlan"))
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
    assert {node.id for node in dedicated} == {start for start, _ in ends("DECIDED_BY") if start.startswith("offer:")}
    assert all(set(words(node.properties["audiences"])) <= set(STRATEGIC_AUDIENCES) for node in dedicated)


def test_trainers_differ() -> None:
    """Listed or not, qualified or no more, with or without a territory."""
    assert {node.properties["publicListing"] for node in nodes("Trainer")} == {True, False}
    limits = [edge.properties.get("endsOn") for edge in network().edges_of(["QUALIFIED_FOR"])]
    assert any(isinstance(limit, date) and limit < DAY for limit in limits)
    assert {start for start, _ in ends("INTERVENES_IN")} < {node.id for node in nodes("Trainer")}


def test_cancelled_actions_and_idle_signatories() -> None:
    """One action was cancelled on a known day and one on an unknown one; some signatories carry nothing."""
    cancelled = [node for node in nodes("Action") if node.properties["status"] == "CANCELLED"]
    assert {"cancelledOn" in node.properties for node in cancelled} == {True, False}
    carrying = {str(role) for role in CARRYING_ROLES}
    assert any("SIGNATORY" in roles and not roles & carrying for roles in roles_of().values())
