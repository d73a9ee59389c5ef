"""Cells that rest on one actor, cells that lapsed, and how both agree with `mobilised`."""

from datetime import date

import pytest

from graph.vocabulary import CellStatus, Reach
from resolvers.rules.cell import Cell
from resolvers.rules.coverage import Matrix, sole_cells
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
    engagement,
    snapshot_of,
)

DAY = date(2026, 6, 15)
SUPPORT = 3
LAST_YEAR = ("2025-01-01", "2025-12-31")


def network(*engagements: EngagementRecord, actors: tuple[ActorRecord, ...] = ()) -> Snapshot:
    return snapshot_of(territories=country(), engagements=engagements, actors=actors)


def cell_of(snapshot: Snapshot, row: str = NEW, day: date = DAY, question: Question = CARRYING) -> Cell:
    return Matrix(snapshot, day, question).cell(snapshot.territories.index[row], SUPPORT)


def only_actor(snapshot: Snapshot, day: date = DAY) -> str | None:
    cell = cell_of(snapshot, day=day)
    assert cell.fragile is (cell.only_actor is not None)
    return None if cell.only_actor is None else snapshot.actors.ids[cell.only_actor]


# --- fragile ---------------------------------------------------------------------------------------------------------


def test_a_cell_rests_on_one_actor_however_many_its_engagements() -> None:
    assert only_actor(network(action(1, NEW), action(2, "qpv:1"), action(3, OLD))) == "institution:a"
    assert only_actor(network(action(1, NEW), action(2, "qpv:1", "institution:b"))) is None
    assert only_actor(network()) is None


def test_inherited_and_wider_cover_is_not_looked_at() -> None:
    above = action(2, "epci:1", "institution:b"), action(3, "region:52", "institution:c")
    assert only_actor(network(action(1, NEW), *above)) == "institution:a"
    assert only_actor(network(*above)) is None


def test_an_actor_that_does_not_count_is_not_looked_at() -> None:
    roles = {"institution:a": ["LEAD"], "institution:b": ["FUNDER", "SIGNATORY"]}
    assert only_actor(network(engagement("action:1", targets=[NEW], actors=roles))) == "institution:a"


def test_a_trainer_and_the_employer_are_one_actor() -> None:
    people = actor("trainer:1", "institution:a"), actor("trainer:2", "institution:a"), actor("institution:a")
    snapshot = network(action(1, NEW, "trainer:1", "trainer:2", "institution:a"), actors=people)
    assert only_actor(snapshot) == "institution:a"
    assert cell_of(snapshot).actor_count == 3


@pytest.mark.parametrize(
    ("employed", "only"),
    [
        (ALWAYS, "institution:a"),
        (("2026-06-15", "2026-06-15"), "institution:a"),
        (("2026-06-16", None), "trainer:1"),
        ((None, "2026-06-14"), "trainer:1"),
    ],
)
def test_an_employer_stands_for_its_trainer_while_the_affiliation_holds(employed: Days, only: str) -> None:
    people = actor("trainer:1", "institution:a", employed=employed), actor("institution:a")
    assert only_actor(network(action(1, NEW, "trainer:1"), actors=people)) == only


def test_of_several_employers_the_least_id_stands_for_the_trainer_and_no_other_affiliation_does() -> None:
    rows: list[list[str | None]] = [
        ["institution:c", "EMPLOYED", None, None],
        ["institution:b", "EMPLOYED", None, None],
        ["institution:a", "NETWORK", None, None],
        ["institution:0", "EMPLOYED", None, "2020-01-01"],
    ]
    trainer = actor("trainer:1")._replace(affiliations=rows)
    employers = [actor(str(row[0])) for row in rows]
    assert only_actor(network(action(1, NEW, "trainer:1"), actors=(trainer, *employers))) == "institution:b"


def test_sole_cells_are_those_whose_only_actor_it_is_row_by_row_and_axis_by_axis() -> None:
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


# --- lapsed ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", [NEW, "qpv:1", "commune:1", OLD])
def test_a_cell_lapsed_on_the_last_day_of_what_reached_it_directly_or_partially(target: str) -> None:
    cell = cell_of(network(action(1, target, days=LAST_YEAR)))
    assert (cell.status, cell.lapsed_on) == (CellStatus.UNKNOWN, "2025-12-31")


@pytest.mark.parametrize("target", ["epci:1", "departement:44", "commune:2", "departement:49"])
def test_what_reached_it_from_above_or_never_lapses_nothing(target: str) -> None:
    assert cell_of(network(action(1, target, days=LAST_YEAR))).lapsed_on is None


def test_a_lapsed_cell_may_be_inherited_and_one_that_is_held_has_not_lapsed() -> None:
    ended, above = action(1, NEW, days=LAST_YEAR), action(2, "epci:1")
    cell = cell_of(network(ended, above))
    assert (cell.status, cell.lapsed_on, cell.actor_count) == (CellStatus.INHERITED, "2025-12-31", 1)
    assert cell_of(network(ended, action(2, "qpv:1"))).lapsed_on is None


def test_a_cell_lapses_the_day_after_and_for_the_question_only() -> None:
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
    )
    cells = Matrix(snapshot, DAY, CARRYING)
    cell = cells.cell(snapshot.territories.index[NEW], SUPPORT)
    names = [snapshot.actors.ids[a] for a in cells.last_actors(cell)]
    assert names == ["institution:a", "institution:b", "institution:d"]
    fresh = cells.cell(snapshot.territories.index["departement:49"], SUPPORT)
    assert cells.last_actors(fresh) == []


# --- mobilised -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reach", Reach)
def test_the_actors_of_a_cell_are_those_mobilised_for_the_same_row_axis_and_reach(reach: Reach) -> None:
    targets = {1: NEW, 2: "qpv:1", 3: OLD, 4: "commune:1", 5: "epci:1", 6: "region:52", 7: "country:FR"}
    snapshot = network(
        *(action(number, target, f"institution:{number}", "trainer:1") for number, target in targets.items()),
        action(8, NEW, "institution:8", axes=(1,)),
    )
    row = snapshot.territories.index[NEW]
    cells = Matrix(snapshot, DAY, CARRYING)
    bits = dict(cells.index.by_reach(row, SUPPORT))[reach]
    found = mobilised(snapshot, DAY, row, [SUPPORT], [reach], CARRYING)
    assert {m.actor for m in found} == cells.index.actors(SUPPORT, bits)
    assert len(found) > 1
