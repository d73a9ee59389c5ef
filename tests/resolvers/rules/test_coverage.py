"""The cell of coverage: status, counts, surveys, evidence, and the assumptions it depends on.

The cases of one rule share a file.
"""

from datetime import date
from typing import Any

import pytest

from graph.text import snake
from graph.vocabulary import CellStatus, Reach, SurveyFinding
from resolvers.rules.cell import CELL_FACTS, Cell, ReachCount
from resolvers.rules.coverage import Matrix, matrix
from resolvers.rules.question import Question, question_of
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.records import EngagementRecord, SurveyRecord
from resolvers.snapshot.territories import Territories
from tests.resolvers.rules.small import (
    ASTRIDE,
    CARRYING,
    LED,
    METROPOLE,
    NEW,
    NEW_DAYS,
    OLD,
    OLD_DAYS,
    PARIS,
    PARIS_CONTRACT,
    action,
    country,
    diagnostic,
    engagement,
    hierarchy_of,
    planned,
    snapshot_of,
    survey,
    territory,
    with_corners,
)

DAY = date(2026, 6, 15)
KNOWLEDGE, SUPPORT = 0, 3
"""The indexes of the axis of diagnostics and of the default axis of `action`."""
CORNERS = with_corners()
Surveys = tuple[SurveyRecord, ...]
LONG_AGO = "2024-06-14"
"""A day so long ago that a confirmation on that day no longer counts."""


def network(*engagements: EngagementRecord, surveys: Surveys = (), territories: Territories | None = None) -> Snapshot:
    return snapshot_of(territories=territories or country(), engagements=engagements, surveys=surveys)


def cell_of(
    snapshot: Snapshot, row: str = NEW, axis: int = SUPPORT, day: date = DAY, question: Question = CARRYING
) -> Cell:
    """Return a completed cell."""
    cells = Matrix(snapshot, day, question)
    return cells.complete(cells.cell(snapshot.territories.index[row], axis))


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


@pytest.mark.parametrize(
    ("target", "row", "status"),
    [
        ("epci:2", LED, CellStatus.COVERED),  # its lead's territory
        ("commune:4", LED, CellStatus.COVERED),  # the same ground
        ("departement:75", "qpv:75", CellStatus.INHERITED),  # counts as the commune
        ("departement:49", ASTRIDE, CellStatus.UNKNOWN),  # a département that it straddles
        ("epci:1", ASTRIDE, CellStatus.PARTIAL),
        (METROPOLE, "qpv:91", CellStatus.UNKNOWN),  # Grand Paris
        ("ept:1", "qpv:91", CellStatus.INHERITED),
    ],
)
def test_the_status_follows_the_ground_of_the_target(target: str, row: str, status: CellStatus) -> None:
    assert cell_of(network(action(1, target), territories=CORNERS), row).status is status


def test_the_nearest_of_several_targets_gives_the_status() -> None:
    record = engagement("action:1", targets=["region:52", "epci:1", "qpv:1"], actors={"institution:a": ["LEAD"]})
    snapshot = network(record)
    assert cell_of(snapshot).status is CellStatus.PARTIAL
    assert shown(snapshot) == [("action:1", Reach.PARTIAL, False)]


@pytest.mark.parametrize("target", ["departement:44", "region:52", "country:FR"])
def test_wider_reach_never_lifts_a_cell_and_is_counted_apart(target: str) -> None:
    snapshot = network(action(1, target, "institution:a", "institution:b"), surveys=(survey("2026-01-01", [NEW]),))
    cell = cell_of(snapshot)
    assert (cell.status, cell.actor_count, cell.engagement_count) == (CellStatus.GAP, 0, 0)
    assert (cell.fragile, cell.contradicted, cell.wider_actor_count) == (False, False, 2)
    assert cell.by_reach == [(Reach.WIDER, 2, 1)]
    assert shown(snapshot) == []


def test_an_engagement_counts_on_its_own_axes_and_days_only() -> None:
    snapshot = network(action(1, NEW, axes=(1, 4), days=("2026-01-01", "2026-06-15")))
    by_axis = [cell_of(snapshot, axis=axis).status for axis in range(5)]
    assert by_axis == [
        CellStatus.COVERED, CellStatus.UNKNOWN, CellStatus.UNKNOWN, CellStatus.COVERED, CellStatus.UNKNOWN,
    ]  # fmt: skip
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 15), date(2026, 6, 16)]
    assert [cell_of(snapshot, day=day).engagement_count for day in days] == [0, 1, 1, 0]


def test_a_planned_engagement_is_expected_and_lifts_nothing() -> None:
    snapshot = network(planned(1, NEW, "2026-06-15"), planned(2, "epci:1", "2026-06-16"))
    cells = Matrix(snapshot, DAY, CARRYING)
    cell = cells.cell(snapshot.territories.index[NEW], SUPPORT)
    assert (cell.status, cell.engagement_count, cell.lapsed_on) == (CellStatus.UNKNOWN, 0, None)
    assert cells.expected(cell) == snapshot.engagements.index["action:1"]
    later = Matrix(snapshot, date(2026, 6, 16), CARRYING)
    assert later.expected(later.cell(cell.row, SUPPORT)) == snapshot.engagements.index["action:2"]
    assert cells.expected(cells.cell(snapshot.territories.index["commune:9"], SUPPORT)) is None


# --- the question ----------------------------------------------------------------------------------------------------


def test_only_an_actor_with_a_role_of_the_question_counts() -> None:
    snapshot = network(engagement("action:1", targets=[NEW], actors={"institution:a": ["FUNDER"]}))
    assert cell_of(snapshot).status is CellStatus.UNKNOWN
    funders = cell_of(snapshot, question=question_of({"roles": ["FUNDER", "LEAD"]}))
    assert (funders.status, funders.actor_count) == (CellStatus.COVERED, 1)


@pytest.mark.parametrize(
    ("name", "one", "other", "third"),
    [
        ("criteria", "SEX", "AGE", "ORIGIN"),
        ("themes", "HOUSING", "HEALTH", "JUSTICE"),
        ("audiences", "STAFF", "MANAGER", "BOARD_MEMBER"),
    ],
)
def test_with_a_filter_an_engagement_must_state_one_of_its_words(name: str, one: str, other: str, third: str) -> None:
    words: dict[str, Any] = {name: [one, other]}
    stated = engagement("action:2", targets=["epci:1"], actors={"institution:b": ["LEAD"]}, **words)
    snapshot = network(engagement("action:1", targets=[NEW], actors={"institution:a": ["LEAD"]}), stated)
    assert cell_of(snapshot, question=question_of({name: [other, third]})).status is CellStatus.INHERITED
    assert cell_of(snapshot, question=question_of({name: [third]})).status is CellStatus.UNKNOWN
    assert cell_of(snapshot, question=question_of({name: []})).status is CellStatus.UNKNOWN


# --- diagnostics -----------------------------------------------------------------------------------------------------


def test_a_delivered_diagnostic_covers_knowledge_though_nobody_carries_it() -> None:
    snapshot = network(diagnostic(1, NEW, "2026-01-01", a="FUNDER"))
    cell = cell_of(snapshot, axis=KNOWLEDGE)
    assert (cell.status, cell.actor_count, cell.engagement_count) == (CellStatus.COVERED, 0, 1)
    assert (cell.fragile, cell.by_reach) == (False, [ReachCount(Reach.DIRECT, 0, 1)])
    assert cell_of(snapshot, axis=KNOWLEDGE, day=date(2025, 12, 31)).status is CellStatus.UNKNOWN
    leads = question_of({"roles": ["LEAD"]})
    assert cell_of(snapshot, axis=KNOWLEDGE, question=leads).status is CellStatus.UNKNOWN


def test_an_uncarried_diagnostic_counts_on_no_other_axis() -> None:
    both = diagnostic(1, NEW, "2026-01-01")._replace(axes=[1, 4])
    assert [cell_of(network(both), axis=axis).engagement_count for axis in range(5)] == [1, 0, 0, 0, 0]


def test_the_commissioner_of_a_diagnostic_counts_and_that_of_an_action_does_not() -> None:
    ordered = diagnostic(1, NEW, None, a="COMMISSIONER")
    cell = cell_of(network(ordered), axis=KNOWLEDGE)
    assert (cell.status, cell.actor_count, cell.fragile) == (CellStatus.COVERED, 1, True)
    assert cell_of(network(ordered._replace(kind="Action")), axis=KNOWLEDGE).status is CellStatus.UNKNOWN


def test_a_delivered_diagnostic_that_was_confirmed_only_before_is_to_confirm() -> None:
    done = diagnostic(1, NEW, "2026-01-01")
    statuses = [
        cell_of(network(done._replace(confirmed_on=on)), axis=KNOWLEDGE).status
        for on in ("2025-12-31", "2026-01-01", None)
    ]
    assert statuses == [CellStatus.TO_CONFIRM, CellStatus.COVERED, CellStatus.TO_CONFIRM]


# --- confirmation ---- ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confirmed", "status"),
    [
        (LONG_AGO, CellStatus.TO_CONFIRM),
        ("2024-06-15", CellStatus.COVERED),
        ("2027-01-01", CellStatus.COVERED),
        (None, CellStatus.TO_CONFIRM),
    ],
)
def test_an_engagement_confirmed_more_than_24_months_ago_is_to_confirm(
    confirmed: str | None, status: CellStatus
) -> None:
    cell = cell_of(network(action(1, NEW, confirmed=confirmed)))
    covered = status is CellStatus.COVERED
    assert (cell.status, cell.actor_count, cell.engagement_count) == (status, int(covered), int(covered))
    assert (cell.fragile, cell.lapsed_on) == (covered, None)


@pytest.mark.parametrize("target", [NEW, "qpv:1", OLD, "epci:1"])
def test_engagements_no_longer_confirmed_make_a_cell_to_confirm_by_any_reach_but_wider(target: str) -> None:
    assert cell_of(network(action(1, target, confirmed=LONG_AGO))).status is CellStatus.TO_CONFIRM


@pytest.mark.parametrize("target", ["region:52", "commune:9"])
def test_engagements_of_other_reaches_leave_a_cell_unknown(target: str) -> None:
    cell = cell_of(network(action(1, target, confirmed=LONG_AGO)))
    assert (cell.status, cell.by_reach, cell.wider_actor_count) == (CellStatus.UNKNOWN, [], 0)


def test_the_nearest_confirmed_engagement_gives_the_status_and_the_counts() -> None:
    old = action(1, NEW, "institution:old", confirmed=LONG_AGO)
    cell = cell_of(network(old, action(2, "epci:1")))
    assert (cell.status, cell.actor_count, cell.engagement_count) == (CellStatus.INHERITED, 1, 1)
    assert cell.by_reach == [ReachCount(Reach.INHERITED, 1, 1)]
    assert cell_of(network(old, action(2, "region:52"))).status is CellStatus.TO_CONFIRM


def test_an_act_confirms_until_its_last_day() -> None:
    act: dict[str, Any] = {"ends_on": "2026-06-15", "sources": [("SIGNED_ACT", "2020-01-01")]}
    record = action(1, NEW, confirmed="2020-01-01")._replace(**act)
    assert cell_of(network(record)).status is CellStatus.COVERED
    assert cell_of(network(record), day=date(2026, 6, 16)).status is CellStatus.TO_CONFIRM


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


@pytest.mark.parametrize("surveyed", [NEW, "epci:1", "departement:44", "country:FR"])
def test_a_survey_of_a_territory_that_contains_the_row_makes_a_gap(surveyed: str) -> None:
    assert cell_of(network(surveys=(survey("2026-01-01", [surveyed]),))).status is CellStatus.GAP


@pytest.mark.parametrize("surveyed", ["commune:1", "qpv:1", OLD, "departement:49"])
def test_a_survey_of_an_overlapping_inner_or_older_territory_makes_no_gap(surveyed: str) -> None:
    assert cell_of(network(surveys=(survey("2026-01-01", [surveyed]),))).status is CellStatus.UNKNOWN


def test_a_survey_of_the_same_ground_makes_a_gap_that_is_its_finding() -> None:
    snapshot = network(surveys=(survey("2026-01-01", ["departement:75"]),), territories=CORNERS)
    for row in (PARIS, PARIS_CONTRACT, "qpv:75"):
        cell = cell_of(snapshot, row)
        assert cell.finding is not None
        assert (cell.status, CORNERS.ids[cell.finding.territory]) == (CellStatus.GAP, "departement:75")


def test_a_survey_makes_a_gap_on_the_axes_it_found_empty_and_in_empty_cells_only() -> None:
    empty = survey("2026-01-01", ["epci:1"], ["KNOWLEDGE", "VICTIM_SUPPORT"])
    snapshot = network(action(1, "commune:2"), surveys=(empty,))
    assert [cell_of(snapshot, axis=axis).status for axis in (0, 1)] == [CellStatus.GAP, CellStatus.UNKNOWN]
    assert cell_of(snapshot, "commune:2").status is CellStatus.COVERED
    assert cell_of(snapshot, "epci:1").status is CellStatus.PARTIAL


def test_a_newer_survey_that_found_somebody_leaves_a_cell_unknown() -> None:
    seen = survey("2026-02-01", ["qpv:1"], [], ["VICTIM_SUPPORT"])
    cell = cell_of(network(surveys=(survey("2026-01-01", [NEW]), seen)))
    assert cell.finding is not None
    assert (cell.status, cell.finding.found) == (CellStatus.UNKNOWN, SurveyFinding.SOMEBODY)


def test_a_survey_that_found_nobody_contradicts_confirmed_evidence() -> None:
    nobody = survey("2026-02-01", ["epci:1"])
    for target in (NEW, "qpv:1", "epci:1"):
        assert cell_of(network(action(1, target), surveys=(nobody,))).contradicted
    for records in ([], [action(1, NEW, confirmed=LONG_AGO)], [action(1, "region:52")]):
        assert not cell_of(network(*records, surveys=(nobody,))).contradicted
    somebody = survey("2026-03-01", [NEW], [], ["VICTIM_SUPPORT"])
    assert not cell_of(network(action(1, NEW), surveys=(nobody, somebody))).contradicted


@pytest.mark.parametrize(
    ("confirmed", "status"),
    [("2024-01-31", CellStatus.GAP), ("2024-02-01", CellStatus.TO_CONFIRM), (None, CellStatus.GAP)],
)
@pytest.mark.parametrize("target", [NEW, "qpv:1", OLD, "epci:1"])
def test_an_engagement_confirmed_since_the_survey_prevents_a_gap_even_if_no_longer_confirmed(
    target: str, confirmed: str | None, status: CellStatus
) -> None:
    """A session that was held needs a confirmation on that day or later."""
    done = engagement(
        "session:1", targets=[target], actors={"institution:a": ["LEAD"]}, days=("2024-01-15", None),
        kind="TrainingSession", ends_on="2025-01-31", confirmed=confirmed,
    )  # fmt: skip
    snapshot = network(done, surveys=(survey("2024-02-01", [NEW]),))
    assert cell_of(snapshot, day=date(2025, 1, 31)).status is status


@pytest.mark.parametrize(
    ("record", "status"),
    [
        (action(1, NEW, days=("2025-01-01", "2026-06-14"), confirmed="2026-02-01"), CellStatus.UNKNOWN),  # over since
        (action(1, NEW, days=("2026-06-16", None), confirmed="2026-02-01"), CellStatus.GAP),  # not begun
        (planned(1, NEW, "2026-01-01"), CellStatus.GAP),
        (action(1, NEW, days=("2025-01-01", "2026-06-14"), confirmed="2026-01-31"), CellStatus.GAP),  # before
        (action(1, NEW, days=("2025-01-01", "2026-01-31"), confirmed="2026-06-01"), CellStatus.GAP),  # ended before
        (action(1, NEW, days=("2025-01-01", "2026-02-01"), confirmed="2026-06-01"), CellStatus.UNKNOWN),
        (action(1, NEW, axes=(1,), confirmed="2026-02-01"), CellStatus.GAP),  # on another axis
        (action(1, "region:52", confirmed="2026-02-01"), CellStatus.GAP),  # wider
        (action(1, "commune:2", confirmed="2026-02-01"), CellStatus.GAP),  # beside
        (engagement("action:1", targets=[NEW], actors={"institution:a": ["FUNDER"]}), CellStatus.GAP),  # of nobody
    ],
)
def test_only_a_begun_engagement_that_reaches_the_row_with_a_counting_actor_prevents_a_gap(
    record: EngagementRecord, status: CellStatus
) -> None:
    assert cell_of(network(record, surveys=(survey("2026-02-01", [NEW]),))).status is status


# --- counts and evidence ---------------------------------------------------------------------------------------------


def test_an_actor_of_several_engagements_is_counted_once() -> None:
    snapshot = network(
        action(1, NEW, "institution:a"),
        action(2, "qpv:1", "institution:a", "institution:b"),
        action(3, "epci:1", "institution:a", "institution:c"),
        action(4, "region:52", "institution:d"),
        action(5, NEW, "institution:e", confirmed=LONG_AGO),
    )
    cell = cell_of(snapshot)
    assert (cell.actor_count, cell.engagement_count, cell.wider_actor_count) == (3, 3, 1)
    assert cell.by_reach == [(Reach.DIRECT, 1, 1), (Reach.PARTIAL, 2, 1), (Reach.INHERITED, 2, 1), (Reach.WIDER, 1, 1)]


def test_evidence_comes_by_reach_then_by_id_and_marks_a_succession() -> None:
    targets = {1: "region:52", 2: "epci:1", 3: OLD, 4: NEW, 5: "qpv:1", 6: NEW}
    old = action(7, NEW, confirmed=LONG_AGO)
    assert shown(network(old, *(action(number, target) for number, target in targets.items()))) == [
        ("action:4", Reach.DIRECT, False),
        ("action:6", Reach.DIRECT, False),
        ("action:3", Reach.PARTIAL, True),
        ("action:5", Reach.PARTIAL, False),
        ("action:2", Reach.INHERITED, False),
    ]


def test_a_cell_holds_its_facts_under_their_names_in_snake_case() -> None:
    snapshot = network(action(1, NEW))
    cells = matrix(snapshot, DAY, CARRYING)
    assert cells is matrix(snapshot, DAY, CARRYING)
    cell = cells.complete(cells.cell(snapshot.territories.index[NEW], SUPPORT))
    assert {name: getattr(cell, snake(name)) for name in CELL_FACTS} == {
        "axis": "VICTIM_SUPPORT", "status": "COVERED", "actorCount": 1, "engagementCount": 1, "widerActorCount": 0,
        "fragile": True, "assumed": False, "contradicted": False, "lapsedOn": None, "renewalPending": False,
        "onlyPast": False,
        "byReach": [ReachCount(Reach.DIRECT, 1, 1)], "spread": None,
    }  # fmt: skip


# --- assumed ---------------------------------------------------------------------------------------------------------


def linked(basis: str = "LOCATION", perimeter: str = "QPV") -> Territories:
    """Return a contract on a commune of an EPCI, with a QPV, after an older one."""
    return hierarchy_of(
        territory("epci:1"),
        territory("commune:1", ["epci:1"]),
        territory("contract:2015:W", ["epci:1"], days=OLD_DAYS),
        territory(
            "contract:2024:X", ["epci:1"], overlaps=["commune:1"], days=NEW_DAYS,
            after={"contract:2015:W": basis}, perimeter=perimeter,
        ),
        territory("qpv:1", ["contract:2024:X", "commune:1"]),
    )  # fmt: skip


def assumed(
    *records: EngagementRecord,
    territories: Territories,
    row: str = "contract:2024:X",
    surveys: tuple[SurveyRecord, ...] = (),
) -> tuple[str, bool]:
    cell = cell_of(network(*records, territories=territories, surveys=surveys), row)
    return str(cell.status), cell.assumed is True


def test_a_cell_that_rests_on_a_succession_by_place_is_assumed() -> None:
    older = action(1, "contract:2015:W")
    assert assumed(older, territories=linked()) == ("PARTIAL", True)
    assert assumed(older, territories=linked("LEAD")) == ("PARTIAL", False)
    assert assumed(older, action(2, "qpv:1"), territories=linked()) == ("PARTIAL", False)
    assert assumed(older, action(2, "contract:2024:X"), territories=linked()) == ("COVERED", False)
    assert assumed(older, action(2, "epci:1"), territories=linked()) == ("PARTIAL", True)


def test_a_cell_that_rests_on_an_assumed_perimeter_is_assumed() -> None:
    territories = linked(perimeter="ASSUMED")
    assert assumed(action(1, "commune:1"), territories=territories) == ("PARTIAL", True)
    assert assumed(action(1, "epci:1"), territories=territories) == ("INHERITED", True)
    assert assumed(action(1, "contract:2024:X"), territories=territories) == ("COVERED", False)
    assert assumed(action(1, "contract:2024:X"), territories=territories, row="commune:1") == ("PARTIAL", True)
    assert assumed(action(1, "contract:2024:X"), territories=territories, row="qpv:1") == ("INHERITED", True)
    assert assumed(action(1, "epci:1"), territories=territories, row="qpv:1") == ("INHERITED", False)


def test_a_cell_to_confirm_is_assumed_where_all_that_reaches_it_is() -> None:
    older, part = action(1, "contract:2015:W", confirmed=LONG_AGO), action(2, "qpv:1", confirmed=LONG_AGO)
    above = action(3, "epci:1", confirmed=LONG_AGO)
    assert assumed(older, territories=linked()) == ("TO_CONFIRM", True)
    assert assumed(older, part, territories=linked()) == ("TO_CONFIRM", False)
    assert assumed(older, above, territories=linked()) == ("TO_CONFIRM", False)
    late = planned(5, "contract:2015:W", "2026-01-01")
    assert assumed(late, territories=linked()) == ("TO_CONFIRM", True)
    assert assumed(late, territories=linked("LEAD")) == ("TO_CONFIRM", False)
    assert assumed(late, older, planned(6, "qpv:1", "2026-01-01"), territories=linked()) == ("TO_CONFIRM", False)
    assert assumed(action(4, "contract:2024:X", confirmed=None), territories=linked(perimeter="ASSUMED")) == (
        "TO_CONFIRM",
        False,
    )


def test_a_gap_is_assumed_where_the_survey_was_elsewhere_and_a_perimeter_is_assumed() -> None:
    territories = linked(perimeter="ASSUMED")
    of_epci, of_contract = survey("2026-01-01", ["epci:1"]), survey("2026-01-01", ["contract:2024:X"])
    assert assumed(territories=territories, surveys=(of_epci,)) == ("GAP", True)
    assert assumed(territories=territories, surveys=(of_contract,)) == ("GAP", False)
    assert assumed(territories=territories, surveys=(of_contract,), row="qpv:1") == ("GAP", True)
    assert assumed(territories=territories, surveys=(of_epci,), row="qpv:1") == ("GAP", False)
    assert assumed(territories=linked(), surveys=(of_epci,)) == ("GAP", False)


def test_a_gap_found_on_the_same_ground_is_not_assumed() -> None:
    territories = hierarchy_of(
        territory("commune:1"),
        territory("contract:2024:X", ["commune:1"], days=NEW_DAYS, same_ground=["commune:1"], perimeter="ASSUMED"),
    )
    assert assumed(territories=territories, surveys=(survey("2026-01-01", ["commune:1"]),)) == ("GAP", False)


def test_a_cell_without_any_facts_is_not_assumed() -> None:
    assert assumed(territories=linked(perimeter="ASSUMED")) == ("UNKNOWN", False)


def test_a_cell_is_assumed_where_only_an_assumption_prevents_a_gap() -> None:
    """Without the ended engagement on the older contract, confirmed since the survey, the cell would be a gap."""
    ended = action(1, "contract:2015:W", days=("2025-01-01", "2026-05-31"), confirmed="2026-02-01")
    nobody = survey("2026-01-01", ["contract:2024:X"])
    assert assumed(territories=linked(), surveys=(nobody,)) == ("GAP", False)
    assert assumed(ended, territories=linked("LEAD"), surveys=(nobody,)) == ("UNKNOWN", False)
    assert assumed(ended, territories=linked(), surveys=(nobody,)) == ("UNKNOWN", True)


# --- cached ----------------------------------------------------------------------------------------------------------


def test_rows_of_the_same_ancestors_that_have_nothing_of_their_own_share_their_cells() -> None:
    territories = country(territory("commune:5", ["epci:1"], attached_to="departement:44"))
    snapshot = network(action(1, "commune:2"), action(2, "epci:1", axes=(1,)), territories=territories)
    cells = Matrix(snapshot, DAY, CARRYING)
    first, second, third = (territories.index[f"commune:{n}"] for n in (1, 5, 2))
    assert cells.cell(first, 0) is cells.cell(second, 0)
    assert cells.cell(first, 0) is not cells.cell(third, 0)
    assert cells.cell(first, 0).status is CellStatus.INHERITED
    assert [cells.cell(row, SUPPORT).status for row in (first, third)] == [CellStatus.UNKNOWN, CellStatus.COVERED]
    assert [cell.axis.number for cell in cells.row(first)] == [1, 2, 3, 4, 5]


def test_rows_overlapped_by_different_wider_territories_share_no_cell() -> None:
    snapshot = network(action(1, "departement:49"), territories=CORNERS)
    cells = Matrix(snapshot, DAY, CARRYING)
    counts = [cell_of(snapshot, row).wider_actor_count for row in (ASTRIDE, "epci:1")]
    assert counts == [1, 0]
    assert cells.cell(CORNERS.index["commune:1"], SUPPORT) is cells.cell(CORNERS.index["commune:2"], SUPPORT)


def test_a_matrix_caches_the_rows_of_all_kinds_except_communes() -> None:
    snapshot = network()
    cells = Matrix(snapshot, DAY, CARRYING)
    commune, contract = snapshot.territories.index["commune:1"], snapshot.territories.index[NEW]
    assert cells.row(commune) == cells.row(commune)
    assert cells.row(commune) is not cells.row(commune)
    assert cells.row(contract) is cells.row(contract)
