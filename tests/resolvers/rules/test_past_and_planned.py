"""Endings: the last day on which something near a row stopped counting."""

from datetime import date

import pytest

from graph.calendar import day_text
from resolvers.rules.endings import Endings, endings
from resolvers.rules.question import question_of
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.records import EngagementRecord
from tests.resolvers.rules.small import CARRYING, NEW, OLD, action, country, engagement, snapshot_of

SUPPORT = 3


def until(number: int, last: str | None, target: str = NEW, axes: tuple[int, ...] = (4,)) -> EngagementRecord:
    return action(number, target, axes=axes, days=("2020-01-01", last))


def network(*engagements: EngagementRecord) -> Snapshot:
    return snapshot_of(territories=country(), engagements=engagements)


def last(snapshot: Snapshot, day: str, row: str = NEW, axis: int = SUPPORT) -> tuple[str, list[str]] | None:
    found = endings(snapshot, CARRYING)
    ended = found.last(snapshot.territories.index[row], axis, date.fromisoformat(day).toordinal())
    return ended and (day_text(ended[0]), sorted(snapshot.engagements.ids[e] for e in ended[1]))


def test_the_last_ending_before_the_day_is_told_with_all_that_ended_then() -> None:
    snapshot = network(
        until(1, "2024-12-31"),
        until(2, "2025-06-30", "qpv:1"),
        until(3, "2025-06-30", OLD),
        until(4, "2026-01-31", "commune:1"),
        until(5, None),
    )
    assert last(snapshot, "2024-12-31") is None
    assert last(snapshot, "2025-01-01") == ("2024-12-31", ["action:1"])
    assert last(snapshot, "2025-06-30") == ("2024-12-31", ["action:1"])
    assert last(snapshot, "2025-07-01") == ("2025-06-30", ["action:2", "action:3"])
    assert last(snapshot, "2030-01-01") == ("2026-01-31", ["action:4"])


def test_one_engagement_on_several_grounds_ends_once() -> None:
    record = engagement(
        "action:1", (4,), [NEW, "qpv:1", OLD], {"institution:a": ["LEAD"]}, ("2020-01-01", "2020-12-31")
    )
    assert last(network(record), "2021-01-01") == ("2020-12-31", ["action:1"])


@pytest.mark.parametrize("target", ["epci:1", "region:52", "commune:2", "departement:49"])
def test_what_stands_above_or_beside_a_row_does_not_end_there(target: str) -> None:
    snapshot = network(until(1, "2020-12-31", target))
    assert last(snapshot, "2026-01-01") is None
    assert not endings(snapshot, CARRYING).has(snapshot.territories.index[NEW], SUPPORT)


def test_a_row_has_endings_on_the_axes_of_what_ends_whatever_the_day() -> None:
    snapshot = network(until(1, "2040-12-31", axes=(1, 4)), until(2, None, axes=(2,)))
    found = endings(snapshot, CARRYING)
    assert [found.has(snapshot.territories.index[NEW], axis) for axis in range(5)] == [True, False, False, True, False]


def test_endings_are_of_one_question_and_kept_for_it() -> None:
    funded = engagement(
        "action:1", targets=[NEW], actors={"institution:a": ["FUNDER"]}, days=("2020-01-01", "2020-12-31")
    )
    snapshot = network(funded)
    row = snapshot.territories.index[NEW]
    funders = question_of({"roles": ["FUNDER"]})
    assert not Endings(snapshot, CARRYING).has(row, SUPPORT)
    assert Endings(snapshot, funders).has(row, SUPPORT)
    assert endings(snapshot, funders) is endings(snapshot, question_of({"roles": ["FUNDER"]}))
    assert endings(snapshot, funders) is not endings(snapshot, CARRYING)
