"""Cells that depend on one body, cells that lapsed, and how both agree with `mobilised`."""

from datetime import date

import pytest

from graph.vocabulary import CellStatus, Reach
from resolvers.rules.cell import Cell
from resolvers.rules.coverage import Matrix
from resolvers.rules.coverage_sums import sole_cells
from resolvers.rules.mobilised import mobilised
from resolvers.rules.question import Question, question_of
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.records import ActorRecord, Days, EngagementRecord
from tests.resolvers.rules.small import (
    ALWAYS,
    CARRYING,
    NEW,
    OLD,
    OTHER,
    action,
    actor,
    country,
    diagnostic,
    engagement,
    snapshot_of,
    survey,
)

DAY = date(2026, 6, 15)
SUPPORT = 3
LAST_YEAR = ("2025-01-01", "2025-12-31")


def network(*engagements: EngagementRecord, actors: tuple[ActorRecord, ...] = ()) -> Snapshot:
    return snapshot_of(territories=country(), engagements=engagements, actors=actors)


def cell_of(snapshot: Snapshot, row: str = NEW, day: date = DAY, question: Question = CARRYING) -> Cell:
    return Matrix(snapshot, day, question).cell(snapshot.territories.index[row], SUPPORT)


def bodies(snapshot: Snapshot, day: date = DAY) -> list[str]:
    """Return the bodies any one of which carries a cell alone."""
    cell = cell_of(snapshot, day=day)
    assert cell.fragile is bool(cell.bodies)
    return [snapshot.actors.ids[body] for body in cell.bodies]


# --- fragile ---------------------------------------------------------------------------------------------------------


def test_a_cell_rests_on_one_body_however_many_its_engagements() -> None:
    assert bodies(network(action(1, NEW), action(2, "qpv:1"), action(3, OLD))) == ["institution:a"]
    assert bodies(network(action(1, NEW), action(2, "qpv:1", "institution:b"))) == []
    assert bodies(network()) == []


def test_inherited_engagements_affect_fragility_and_wider_ones_do_not() -> None:
    inherited, wider = action(2, "epci:1", "institution:b"), action(3, "region:52", "institution:c")
    assert bodies(network(action(1, NEW), wider)) == ["institution:a"]
    assert bodies(network(inherited, wider)) == ["institution:b"]
    assert bodies(network(action(1, NEW), inherited)) == []
    assert bodies(network(wider)) == []


def test_an_actor_that_does_not_count_or_is_no_longer_confirmed_does_not_affect_fragility() -> None:
    roles = {"institution:a": ["LEAD"], "institution:b": ["FUNDER", "SIGNATORY"]}
    lead = engagement("action:1", targets=[NEW], actors=roles)
    assert bodies(network(lead)) == ["institution:a"]
    assert bodies(network(lead, action(2, NEW, "institution:c", confirmed="2020-01-01"))) == ["institution:a"]


def test_trainers_and_their_employer_are_one_body() -> None:
    people = actor("trainer:1", "institution:a"), actor("trainer:2", "institution:a"), actor("institution:a")
    snapshot = network(action(1, NEW, "trainer:1", "trainer:2", "institution:a"), actors=people)
    assert bodies(snapshot) == ["institution:a"]
    assert cell_of(snapshot).actor_count == 3
    assert bodies(network(action(1, NEW, "trainer:1", "trainer:2"), actors=people)) == ["institution:a"]


@pytest.mark.parametrize(
    ("employed", "found"),
    [
        (ALWAYS, ["institution:a", "trainer:1"]),
        (("2026-06-15", "2026-06-15"), ["institution:a", "trainer:1"]),
        (("2026-06-16", None), ["trainer:1"]),
        ((None, "2026-06-14"), ["trainer:1"]),
    ],
)
def test_a_cell_rests_on_an_employer_while_the_affiliation_holds(employed: Days, found: list[str]) -> None:
    people = actor("trainer:1", "institution:a", employed=employed), actor("institution:a")
    assert bodies(network(action(1, NEW, "trainer:1"), actors=people)) == found


def of_two_employers() -> tuple[ActorRecord, ...]:
    """Return a trainer with two employers, a former employer and a network, then these four institutions."""
    rows: list[list[str | None]] = [
        ["institution:c", "EMPLOYED", None, None],
        ["institution:b", "EMPLOYED", None, None],
        ["institution:a", "NETWORK", None, None],
        ["institution:0", "EMPLOYED", None, "2020-01-01"],
    ]
    trainer = actor("trainer:1")._replace(affiliations=rows)
    return trainer, *(actor(str(row[0])) for row in rows)


def test_with_two_employers_a_cell_rests_on_each_of_them_by_id_then_on_the_trainer() -> None:
    snapshot = network(action(1, NEW, "trainer:1"), actors=of_two_employers())
    assert bodies(snapshot) == ["institution:b", "institution:c", "trainer:1"]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("institution:b", ["institution:b"]),
        ("institution:c", ["institution:c"]),
        ("institution:a", []),
        ("institution:0", []),
    ],
)
def test_with_two_employers_either_may_be_the_body_that_all_share(other: str, found: list[str]) -> None:
    assert bodies(network(action(1, NEW, "trainer:1", other), actors=of_two_employers())) == found


def test_two_trainers_share_the_employer_that_both_have() -> None:
    people = *of_two_employers(), actor("trainer:2", "institution:c")
    assert bodies(network(action(1, NEW, "trainer:1", "trainer:2"), actors=people)) == ["institution:c"]


def test_a_cell_that_an_uncarried_diagnostic_covers_rests_on_nobody() -> None:
    snapshot = network(diagnostic(1, NEW, "2026-01-01"))
    cell = Matrix(snapshot, DAY, CARRYING).cell(snapshot.territories.index[NEW], 0)
    assert (cell.status, cell.fragile) == (CellStatus.COVERED, False)


def test_a_cell_that_an_uncarried_diagnostic_would_keep_covered_is_not_fragile() -> None:
    carried = action(1, NEW, "institution:a", axes=(1,))
    snapshot = network(carried, diagnostic(1, NEW, "2026-01-01"))
    row, cells = snapshot.territories.index[NEW], Matrix(snapshot, DAY, CARRYING)
    cell = cells.cell(row, 0)
    assert (cell.status, cell.actor_count, cell.fragile) == (CellStatus.COVERED, 1, False)
    assert sole_cells(cells, [row], [0]) == {}
    old = diagnostic(1, NEW, "2026-01-01")._replace(confirmed_on="2025-12-31")
    unconfirmed = Matrix(network(carried, old), DAY, CARRYING)
    assert unconfirmed.cell(row, 0).fragile
    assert list(sole_cells(unconfirmed, [row], [0])) == ["institution:a"]


def test_sole_cells_are_listed_by_their_only_actor_row_by_row_and_axis_by_axis() -> None:
    snapshot = network(
        action(1, NEW, "institution:a", axes=(1, 4)),
        action(2, OTHER, "institution:b", axes=(1,)),
        action(3, OTHER, "institution:a", axes=(4,)),
    )
    index = snapshot.territories.index
    cells = Matrix(snapshot, DAY, CARRYING)
    assert sole_cells(cells, [index[NEW], index[OTHER]], range(5)) == {
        "institution:a": [[NEW, "KNOWLEDGE", 0], [NEW, "VICTIM_SUPPORT", 1], [OTHER, "VICTIM_SUPPORT", 2]],
        "institution:b": [[OTHER, "KNOWLEDGE", 0]],
    }
    assert sole_cells(cells, [index[OTHER]], [0]) == {"institution:b": [[OTHER, "KNOWLEDGE", 0]]}


def test_sole_cells_are_also_those_of_each_employer_and_of_a_trainer_who_is_the_only_actor() -> None:
    snapshot = network(action(1, NEW, "trainer:1"), actors=of_two_employers())
    row = snapshot.territories.index[NEW]
    expected = [[NEW, "VICTIM_SUPPORT", 0]]
    found = sole_cells(Matrix(snapshot, DAY, CARRYING), [row], [SUPPORT])
    assert found == {"institution:b": expected, "institution:c": expected, "trainer:1": expected}
    both = network(action(1, NEW, "trainer:1", "institution:b"), actors=of_two_employers())
    assert sole_cells(Matrix(both, DAY, CARRYING), [row], [SUPPORT]) == {"institution:b": expected}


# --- lapsed ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", [NEW, "qpv:1", "commune:1", OLD, "epci:1"])
def test_a_cell_lapsed_on_the_last_day_of_an_engagement_of_any_reach_but_wider(target: str) -> None:
    cell = cell_of(network(action(1, target, days=LAST_YEAR)))
    assert (cell.status, cell.lapsed_on) == (CellStatus.UNKNOWN, "2025-12-31")


@pytest.mark.parametrize("target", ["departement:44", "region:52", "commune:2", "departement:49"])
def test_an_engagement_on_a_wider_or_unrelated_territory_lapses_nothing(target: str) -> None:
    assert cell_of(network(action(1, target, days=LAST_YEAR))).lapsed_on is None


def test_a_cell_that_something_confirmed_reaches_has_not_lapsed() -> None:
    ended = action(1, NEW, days=LAST_YEAR)
    for target in (NEW, "qpv:1", OLD, "epci:1"):
        assert cell_of(network(ended, action(2, target, confirmed="2026-01-01"))).lapsed_on is None
        cell = cell_of(network(ended, action(2, target, confirmed=None)))
        assert (cell.status, cell.lapsed_on, cell.renewal_pending) == (CellStatus.TO_CONFIRM, "2025-12-31", True)
    assert cell_of(network(ended, action(2, "region:52"))).lapsed_on == "2025-12-31"


def test_a_gap_may_have_lapsed() -> None:
    snapshot = snapshot_of(
        territories=country(),
        engagements=[action(1, NEW, days=LAST_YEAR, confirmed="2025-06-01")],
        surveys=[survey("2026-02-01", ["epci:1"])],
    )
    cell = cell_of(snapshot)
    assert (cell.status, cell.lapsed_on) == (CellStatus.GAP, "2025-12-31")


def test_a_succession_lapses_nothing_on_a_contract_that_is_not_in_force() -> None:
    snapshot = network(action(1, NEW, days=("2020-01-01", "2022-12-31")))
    assert cell_of(snapshot, OLD, date(2023, 6, 15)).lapsed_on == "2022-12-31"
    assert cell_of(snapshot, OLD, DAY).lapsed_on is None


def test_a_cell_has_lapsed_from_the_day_after_the_last_end_of_what_the_question_counts() -> None:
    snapshot = network(action(1, NEW, days=("2025-01-01", "2026-06-15")), action(2, NEW, days=("2026-07-01", None)))
    assert cell_of(snapshot, day=date(2026, 6, 15)).lapsed_on is None
    assert cell_of(snapshot, day=date(2026, 6, 16)).lapsed_on == "2026-06-15"
    assert cell_of(snapshot, day=date(2024, 12, 31)).lapsed_on is None
    funders = question_of({"roles": ["FUNDER"]})
    assert cell_of(snapshot, day=date(2026, 6, 16), question=funders).lapsed_on is None


@pytest.mark.parametrize(
    ("last", "day", "pending"),
    [
        ("2025-12-15", date(2026, 6, 15), True),
        ("2025-12-14", date(2026, 6, 15), False),
        ("2025-08-31", date(2026, 2, 28), True),
        ("2025-08-31", date(2026, 3, 1), False),
    ],
)
def test_a_renewal_is_pending_for_six_months(*, last: str, day: date, pending: bool) -> None:
    assert cell_of(network(action(1, NEW, days=("2025-01-01", last))), day=day).renewal_pending is pending


def test_no_renewal_is_pending_where_nothing_lapsed() -> None:
    assert not cell_of(network()).renewal_pending
    assert not cell_of(network(action(1, NEW))).renewal_pending


def test_last_actors_are_those_that_counted_in_what_ended_that_day() -> None:
    roles = {"institution:d": ["LEAD"], "institution:b": ["STEERING", "FUNDER"], "institution:c": ["FUNDER"]}
    snapshot = network(
        engagement("action:1", targets=["qpv:1"], actors=roles, days=LAST_YEAR),
        action(2, OLD, "institution:a", days=("2024-01-01", "2025-12-31")),
        action(3, NEW, "institution:z", days=("2025-01-01", "2025-12-30")),
        action(4, "epci:1", "institution:y", days=LAST_YEAR),
        action(5, "region:52", "institution:x", days=LAST_YEAR),
    )
    cells = Matrix(snapshot, DAY, CARRYING)
    cell = cells.cell(snapshot.territories.index[NEW], SUPPORT)
    names = [snapshot.actors.ids[a] for a in cells.last_actors(cell)]
    assert names == ["institution:a", "institution:b", "institution:d", "institution:y"]
    fresh = cells.cell(snapshot.territories.index["departement:49"], SUPPORT)
    assert cells.last_actors(fresh) == []


# --- mobilised -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reach", Reach)
def test_the_actors_of_a_cell_are_those_mobilised_for_the_same_row_axis_and_reach(reach: Reach) -> None:
    targets = {1: NEW, 2: "qpv:1", 3: OLD, 4: "commune:1", 5: "epci:1", 6: "region:52", 7: "country:FR"}
    old = action(9, targets[1], "institution:old", confirmed=None)
    snapshot = network(
        *(action(number, target, f"institution:{number}", "trainer:1") for number, target in targets.items()),
        action(8, NEW, "institution:8", axes=(1,)),
        *(old._replace(id=f"action:9{target}", targets=[target]) for target in targets.values()),
    )
    row = snapshot.territories.index[NEW]
    cells = Matrix(snapshot, DAY, CARRYING)
    bits = dict(cells.index.by_reach(row, SUPPORT))[reach]
    found = mobilised(snapshot, DAY, row, [SUPPORT], [reach], CARRYING)
    assert {m.actor for m in found} == cells.index.actors(SUPPORT, bits)
    assert len(found) > 1


def test_the_count_of_a_cell_is_that_of_mobilised_by_default() -> None:
    targets = {"a": NEW, "b": "qpv:1", "c": OLD, "d": "epci:1", "e": "region:52"}
    snapshot = network(
        *(action(n, target, f"institution:{c}") for n, (c, target) in enumerate(targets.items())),
        action(9, NEW, "institution:f", confirmed=None),
    )
    found = mobilised(snapshot, DAY, snapshot.territories.index[NEW], [SUPPORT])
    assert len(found) == cell_of(snapshot).actor_count == 4
