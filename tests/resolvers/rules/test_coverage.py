"""The cell of coverage: status, counts, evidence and staleness."""

from datetime import date

import pytest

from graph.text import snake
from graph.vocabulary import CellStatus, Reach
from resolvers.rules.cell import CELL_FACTS, Cell, ReachCount
from resolvers.rules.coverage import Matrix, matrix
from resolvers.rules.question import Question, question_of
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.records import EngagementRecord, SurveyRecord
from tests.resolvers.rules.small import CARRYING, NEW, OLD, action, country, engagement, snapshot_of, survey

DAY = date(2026, 6, 15)
SUPPORT = 3
"""The place of the axis that `action` stands on."""


def network(*engagements: EngagementRecord, surveys: tuple[SurveyRecord, ...] = ()) -> Snapshot:
    return snapshot_of(territories=country(), engagements=engagements, surveys=surveys)


def cell_of(
    snapshot: Snapshot, row: str = NEW, axis: int = SUPPORT, day: date = DAY, question: Question = CARRYING
) -> Cell:
    return Matrix(snapshot, day, question).cell(snapshot.territories.index[row], axis)


def shown(snapshot: Snapshot, row: str = NEW) -> list[tuple[str, Reach, bool]]:
    """Return the evidence of a cell, by the ids of the engagements."""
    cells = Matrix(snapshot, DAY, CARRYING)
    found = cells.evidence(cells.cell(snapshot.territories.index[row], SUPPORT))
    return [(snapshot.engagements.ids[e], reach, via) for e, reach, via in found]


# --- status ----------------------------------------------------------------------------------------------------------

TARGETS = {
    NEW: CellStatus.COVERED,
    "qpv:1": CellStatus.PARTIAL,
    "commune:1": CellStatus.PARTIAL,
    OLD: CellStatus.PARTIAL,
    "epci:1": CellStatus.INHERITED,
    "departement:44": CellStatus.UNKNOWN,
    "region:52": CellStatus.UNKNOWN,
    "country:FR": CellStatus.UNKNOWN,
    "commune:2": CellStatus.UNKNOWN,
}


@pytest.mark.parametrize("target", TARGETS)
def test_the_status_follows_the_nearest_reach(target: str) -> None:
    assert cell_of(network(action(1, target))).status is TARGETS[target]


def test_the_nearest_of_several_targets_gives_the_status() -> None:
    record = engagement("action:1", targets=["region:52", "epci:1", "qpv:1"], actors={"institution:a": ["LEAD"]})
    snapshot = network(record)
    assert cell_of(snapshot).status is CellStatus.PARTIAL
    assert shown(snapshot) == [("action:1", Reach.PARTIAL, False)]


@pytest.mark.parametrize("target", ["departement:44", "region:52", "country:FR"])
def test_wider_reach_never_lifts_a_cell_and_is_counted_apart(target: str) -> None:
    snapshot = network(action(1, target, "institution:a", "institution:b"), surveys=(survey("2026-01-01", [NEW]),))
    cells = Matrix(snapshot, DAY, CARRYING)
    cell = cells.count_reaches(cells.cell(snapshot.territories.index[NEW], SUPPORT))
    assert (cell.status, cell.actor_count, cell.engagement_count) == (CellStatus.GAP, 0, 0)
    assert (cell.stale, cell.fragile, cell.wider_actor_count) == (False, False, 2)
    assert cell.by_reach == [(Reach.WIDER, 2, 1)]


def test_an_engagement_stands_on_its_own_axes_and_days_only() -> None:
    snapshot = network(action(1, NEW, axes=(1, 4), days=("2026-01-01", "2026-06-15")))
    by_axis = [cell_of(snapshot, axis=axis).status for axis in range(5)]
    assert by_axis == [
        CellStatus.COVERED, CellStatus.UNKNOWN, CellStatus.UNKNOWN, CellStatus.COVERED, CellStatus.UNKNOWN,
    ]  # fmt: skip
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 15), date(2026, 6, 16)]
    assert [cell_of(snapshot, day=day).engagement_count for day in days] == [0, 1, 1, 0]


def test_only_an_actor_with_a_role_of_the_question_counts() -> None:
    snapshot = network(engagement("action:1", targets=[NEW], actors={"institution:a": ["FUNDER"]}))
    assert cell_of(snapshot).status is CellStatus.UNKNOWN
    funders = cell_of(snapshot, question=question_of({"roles": ["FUNDER", "LEAD"]}))
    assert (funders.status, funders.actor_count) == (CellStatus.COVERED, 1)


def test_with_criteria_an_engagement_must_state_one_of_them() -> None:
    snapshot = network(
        engagement("action:1", targets=[NEW], actors={"institution:a": ["LEAD"]}),
        engagement("action:2", targets=["epci:1"], actors={"institution:b": ["LEAD"]}, criteria=["SEX", "AGE"]),
    )
    assert cell_of(snapshot, question=question_of({"criteria": ["AGE", "ORIGIN"]})).status is CellStatus.INHERITED
    assert cell_of(snapshot, question=question_of({"criteria": ["ORIGIN"]})).status is CellStatus.UNKNOWN
    assert cell_of(snapshot, question=question_of({"criteria": []})).status is CellStatus.UNKNOWN


# --- surveys ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2026, 2, 27), CellStatus.UNKNOWN),
        (date(2026, 2, 28), CellStatus.GAP),
        (date(2027, 2, 28), CellStatus.GAP),
        (date(2027, 3, 1), CellStatus.UNKNOWN),
    ],
)
def test_a_survey_makes_a_gap_for_twelve_months_from_its_day(day: date, status: CellStatus) -> None:
    assert cell_of(network(surveys=(survey("2026-02-28", [NEW]),)), day=day).status is status


@pytest.mark.parametrize("ground", [NEW, "epci:1", "departement:44", "country:FR"])
def test_a_survey_of_a_territory_that_contains_the_row_makes_a_gap(ground: str) -> None:
    assert cell_of(network(surveys=(survey("2026-01-01", [ground]),))).status is CellStatus.GAP


@pytest.mark.parametrize("ground", ["commune:1", "qpv:1", OLD, "departement:49"])
def test_a_survey_of_overlapping_inner_or_older_ground_makes_none(ground: str) -> None:
    assert cell_of(network(surveys=(survey("2026-01-01", [ground]),))).status is CellStatus.UNKNOWN


def test_a_survey_makes_a_gap_on_the_axes_it_found_empty_and_in_empty_cells_only() -> None:
    empty = survey("2026-01-01", ["epci:1"], ["KNOWLEDGE", "VICTIM_SUPPORT"])
    snapshot = network(action(1, "commune:2"), surveys=(empty,))
    assert [cell_of(snapshot, axis=axis).status for axis in (0, 1)] == [CellStatus.GAP, CellStatus.UNKNOWN]
    assert cell_of(snapshot, "commune:2").status is CellStatus.COVERED
    assert cell_of(snapshot, "epci:1").status is CellStatus.PARTIAL


# --- counts and evidence ---------------------------------------------------------------------------------------------


def test_an_actor_of_several_engagements_is_counted_once() -> None:
    snapshot = network(
        action(1, NEW, "institution:a"),
        action(2, "qpv:1", "institution:a", "institution:b"),
        action(3, "epci:1", "institution:a", "institution:c"),
        action(4, "region:52", "institution:d"),
    )
    cells = Matrix(snapshot, DAY, CARRYING)
    cell = cells.count_reaches(cells.cell(snapshot.territories.index[NEW], SUPPORT))
    assert (cell.actor_count, cell.engagement_count, cell.wider_actor_count) == (3, 3, 1)
    assert cell.by_reach == [(Reach.DIRECT, 1, 1), (Reach.PARTIAL, 2, 1), (Reach.INHERITED, 2, 1), (Reach.WIDER, 1, 1)]


def test_evidence_comes_by_reach_then_by_id_and_tells_a_predecessor() -> None:
    targets = {1: "region:52", 2: "epci:1", 3: OLD, 4: NEW, 5: "qpv:1", 6: NEW}
    assert shown(network(*(action(number, target) for number, target in targets.items()))) == [
        ("action:4", Reach.DIRECT, False),
        ("action:6", Reach.DIRECT, False),
        ("action:3", Reach.PARTIAL, True),
        ("action:5", Reach.PARTIAL, False),
        ("action:2", Reach.INHERITED, False),
        ("action:1", Reach.WIDER, False),
    ]


def test_a_cell_holds_its_facts_under_their_names_in_snake_case() -> None:
    snapshot = network(action(1, NEW, confirmed="2026-01-01"))
    cells = matrix(snapshot, DAY, CARRYING)
    assert cells is matrix(snapshot, DAY, CARRYING)
    cell = cells.count_reaches(cells.cell(snapshot.territories.index[NEW], SUPPORT))
    assert {name: getattr(cell, snake(name)) for name in CELL_FACTS} == {
        "axis": "VICTIM_SUPPORT", "status": "COVERED", "actorCount": 1, "engagementCount": 1, "widerActorCount": 0,
        "fragile": True, "stale": False, "lapsedOn": None, "renewalPending": False,
        "byReach": [ReachCount(Reach.DIRECT, 1, 1)],
    }  # fmt: skip


# --- stale -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confirmed", "stale"),
    [("2024-06-14", True), ("2024-06-15", False), ("2027-01-01", False), (None, True)],
)
def test_a_cell_is_stale_when_its_last_confirmation_is_older_than_24_months(
    *, confirmed: str | None, stale: bool
) -> None:
    assert cell_of(network(action(1, NEW, confirmed=confirmed))).stale is stale


def test_one_fresh_engagement_that_counts_keeps_a_cell_fresh() -> None:
    old = action(1, NEW, confirmed="2020-01-01")
    assert not cell_of(network(old, action(2, "epci:1", confirmed="2026-01-01"))).stale
    assert cell_of(network(old, action(2, "region:52", confirmed="2026-01-01"))).stale
    assert not cell_of(network()).stale


# --- kept ------------------------------------------------------------------------------------------------------------


def test_rows_of_the_same_ancestors_share_the_cells_in_which_they_have_nothing_of_their_own() -> None:
    snapshot = network(action(1, "commune:2"), action(2, "epci:1", axes=(1,)))
    cells = Matrix(snapshot, DAY, CARRYING)
    first, second = (snapshot.territories.index[f"commune:{n}"] for n in (1, 2))
    assert cells.cell(first, 0) is cells.cell(second, 0)
    assert cells.cell(first, 0).status is CellStatus.INHERITED
    assert [cells.cell(row, SUPPORT).status for row in (first, second)] == [CellStatus.UNKNOWN, CellStatus.COVERED]
    assert cells.row(first) is cells.row(first)
    assert [cell.axis.number for cell in cells.row(first)] == [1, 2, 3, 4, 5]
