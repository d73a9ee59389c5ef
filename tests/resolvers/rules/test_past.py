"""Continuing and past evidence: cells and actors that count only by what was held or delivered before the day."""

from datetime import date

import pytest

from resolvers.rules.cell import Cell
from resolvers.rules.coverage import Matrix
from resolvers.rules.mobilised import Mobilisation, mobilised
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.records import EngagementRecord
from tests.resolvers.rules.small import CARRYING, NEW, action, country, diagnostic, engagement, snapshot_of

DAY = date(2026, 6, 15)
KNOWLEDGE, SUPPORT = 0, 3
HELD = "2026-03-10"
UNTIL = "2027-03-10"


def session(number: int, target: str, held: str = HELD, until: str = UNTIL, *, axis: int = 4) -> EngagementRecord:
    """Return a session of `institution:a` on one territory, held on one day and confirmed after it."""
    people = {"institution:a": ["TRAINER"]}
    facts = {"kind": "TrainingSession", "starts_on": held, "ends_on": held}
    return engagement(f"session:{number}", (axis,), [target], people, (held, until), "2026-06-01", **facts)


def network(*engagements: EngagementRecord) -> Snapshot:
    return snapshot_of(territories=country(), engagements=engagements)


def cell_of(snapshot: Snapshot, row: str = NEW, day: date = DAY, axis: int = SUPPORT) -> Cell:
    matrix = Matrix(snapshot, day, CARRYING)
    return matrix.complete(matrix.cell(snapshot.territories.index[row], axis))


def only_actor(snapshot: Snapshot, day: date = DAY) -> Mobilisation:
    (found,) = mobilised(snapshot, day, snapshot.territories.index[NEW], [SUPPORT])
    return found


@pytest.mark.parametrize(("day", "past"), [("2026-03-10", False), ("2026-03-11", True), ("2027-03-10", True)])
def test_a_session_is_past_from_the_day_after_it_was_held(day: str, *, past: bool) -> None:
    cell = cell_of(network(session(1, NEW)), day=date.fromisoformat(day))
    assert (cell.actor_count, cell.only_past) == (1, past)
    assert only_actor(network(session(1, NEW)), date.fromisoformat(day)).only_past is past


def test_a_delivered_diagnostic_is_past_even_if_nobody_carries_it() -> None:
    assert (
        cell_of(network(diagnostic(1, NEW, "2026-06-14")._replace(confirmed_on=HELD)), axis=KNOWLEDGE).only_past
        is False
    )
    delivered = diagnostic(1, NEW, HELD)._replace(confirmed_on="2026-06-01")
    cell = cell_of(network(delivered), axis=KNOWLEDGE)
    assert (cell.actor_count, cell.engagement_count, cell.only_past) == (0, 1, True)


def test_a_cell_with_a_lasting_engagement_beside_a_past_one_is_not_only_past() -> None:
    held = session(1, NEW)
    assert cell_of(network(held, action(2, "qpv:1"))).only_past is False
    assert cell_of(network(held, action(2, "region:52"))).only_past is True, "what is wider does not count"
    assert cell_of(network(held, action(2, NEW, confirmed="2020-01-01"))).only_past is True, "nor what is not confirmed"
    assert cell_of(network(held), row="qpv:1").only_past is True, "what is inherited is past too"
    assert cell_of(network(held), row="commune:9").only_past is False, "nothing counts"


def test_the_next_end_is_the_earliest_end_of_the_engagements_that_count() -> None:
    held, open_ended = session(1, NEW), action(2, "qpv:1")
    ending = action(3, "epci:1", days=("2025-01-01", "2026-12-31"))
    ends = [
        (network(held), UNTIL),
        (network(held, open_ended), UNTIL),
        (network(held, ending), "2026-12-31"),
        (network(open_ended), None),
        (network(ending, action(4, NEW, days=("2025-01-01", "2026-06-14"))), "2026-12-31"),
        (network(ending, action(4, NEW, days=("2025-01-01", "2026-06-15"))), "2026-06-15"),
        (network(ending, action(4, "region:52", days=("2025-01-01", "2026-07-01"))), "2026-12-31"),
        (network(), None),
    ]
    for snapshot, end in ends:
        matrix = Matrix(snapshot, DAY, CARRYING)
        found = matrix.next_end(matrix.cell(snapshot.territories.index[NEW], SUPPORT))
        assert found == (end and date.fromisoformat(end).toordinal())


def test_the_last_past_engagement_is_given_only_where_all_are_past() -> None:
    older, newer, same = session(1, NEW), session(3, "qpv:1", "2026-04-01"), session(2, NEW, "2026-04-01")

    def last(*engagements: EngagementRecord) -> str | None:
        snapshot = network(*engagements)
        matrix = Matrix(snapshot, DAY, CARRYING)
        found = matrix.last_past(matrix.cell(snapshot.territories.index[NEW], SUPPORT))
        return None if found is None else snapshot.engagements.ids[found]

    assert last(older, newer) == "session:3"
    assert last(older, newer, same) == "session:2", "the first by id of those of one day"
    assert last(older, newer, action(4, "epci:1")) is None
    assert last(action(4, NEW)) is None
    assert last() is None


def test_a_mobilisation_has_whether_all_its_evidence_is_past_and_its_next_end() -> None:
    ending = action(3, "epci:1", days=("2025-01-01", "2026-12-31"))
    one = only_actor(network(session(1, NEW)))
    assert (one.only_past, one.next_end) == (True, date.fromisoformat(UNTIL).toordinal())
    both = only_actor(network(session(1, NEW), ending))
    assert (both.only_past, both.next_end) == (False, date(2026, 12, 31).toordinal())
    assert only_actor(network(action(2, NEW))).next_end is None
