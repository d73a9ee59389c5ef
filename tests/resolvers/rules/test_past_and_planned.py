"""Engagements that reached a row and have stopped counting, and those planned to reach it."""

from datetime import date

import pytest

from graph.calendar import day_text
from resolvers.rules.past_and_planned import past_and_planned
from resolvers.rules.question import Question, question_of
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.records import EngagementRecord
from tests.resolvers.rules.small import (
    CARRYING,
    LED,
    NEW,
    OLD,
    PARIS_CONTRACT,
    action,
    country,
    diagnostic,
    engagement,
    planned,
    snapshot_of,
    with_corners,
)

SUPPORT = 3


def until(number: int, last: str | None, target: str = NEW, axes: tuple[int, ...] = (4,)) -> EngagementRecord:
    return action(number, target, axes=axes, days=("2020-01-01", last))


def network(*engagements: EngagementRecord) -> Snapshot:
    return snapshot_of(territories=country(), engagements=engagements)


def corners(*engagements: EngagementRecord) -> Snapshot:
    return snapshot_of(territories=with_corners(), engagements=engagements)


def last(
    snapshot: Snapshot, day: str, row: str = NEW, axis: int = SUPPORT, question: Question = CARRYING
) -> tuple[str, list[str]] | None:
    found = past_and_planned(snapshot, question)
    ended = found.last(snapshot.territories.index[row], axis, date.fromisoformat(day).toordinal())
    return ended and (day_text(ended[0]), sorted(snapshot.engagements.ids[e] for e in ended[1]))


def expected(
    snapshot: Snapshot, day: str, row: str = NEW, axis: int = SUPPORT, question: Question = CARRYING
) -> str | None:
    found = past_and_planned(snapshot, question)
    coming = found.expected(snapshot.territories.index[row], axis, date.fromisoformat(day).toordinal())
    return None if coming is None else snapshot.engagements.ids[coming]


# --- past ------------------------------------------------------------------------------------------------------------


def test_the_last_ending_before_the_day_is_reported_with_all_that_ended_then() -> None:
    snapshot = network(
        until(1, "2024-12-31"),
        until(2, "2025-06-30", "qpv:1"),
        until(3, "2025-06-30", OLD),
        until(4, "2026-01-31", "commune:1"),
        until(5, "2026-03-31", "epci:1"),
        until(6, None),
    )
    assert last(snapshot, "2024-12-31") is None
    assert last(snapshot, "2025-01-01") == ("2024-12-31", ["action:1"])
    assert last(snapshot, "2025-06-30") == ("2024-12-31", ["action:1"])
    assert last(snapshot, "2025-07-01") == ("2025-06-30", ["action:2", "action:3"])
    assert last(snapshot, "2026-03-31") == ("2026-01-31", ["action:4"])
    assert last(snapshot, "2030-01-01") == ("2026-03-31", ["action:5"])


def test_an_engagement_with_several_targets_ends_once() -> None:
    record = engagement(
        "action:1", (4,), [NEW, "qpv:1", OLD], {"institution:a": ["LEAD"]}, ("2020-01-01", "2020-12-31")
    )
    assert last(network(record), "2021-01-01") == ("2020-12-31", ["action:1"])


@pytest.mark.parametrize("target", ["departement:44", "region:52", "country:FR", "commune:2", "departement:49"])
def test_the_row_has_no_last_end_from_wider_or_neighbouring_territories(target: str) -> None:
    snapshot = network(until(1, "2020-12-31", target))
    assert last(snapshot, "2026-01-01") is None


@pytest.mark.parametrize(
    ("target", "row"),
    [
        ("commune:4", LED),  # the same ground
        ("epci:2", LED),  # its lead's territory
        ("departement:75", PARIS_CONTRACT),
        ("departement:75", "qpv:75"),  # no wider ground, for a commune has it
        ("contract:2015:S", LED),
        (LED, "contract:2015:S"),  # the older contract has what ends on the newer one
    ],
)
def test_the_row_has_the_last_end_of_the_same_ground_and_of_linked_contracts(target: str, row: str) -> None:
    day = "2026-01-01" if ":2015:" not in row else "2023-01-01"
    assert last(corners(until(1, "2020-12-31", target)), day, row) == ("2020-12-31", ["action:1"])


# --- planned ---------------------------------------------------------------------------------------------------------


def test_the_expected_engagement_is_the_planned_one_that_begins_first_on_the_day_or_later() -> None:
    snapshot = network(
        planned(1, NEW, "2026-09-01"), planned(2, "qpv:1", "2026-07-01"), planned(3, "epci:1", "2026-08-01")
    )
    days = "2026-07-01", "2026-07-02", "2026-08-02", "2026-09-02"
    assert [expected(snapshot, day) for day in days] == ["action:2", "action:3", "action:1", None]


def test_of_several_that_begin_on_one_day_the_least_id_is_expected() -> None:
    assert expected(network(planned(2, NEW, "2026-09-01"), planned(1, "epci:1", "2026-09-01")), "2026-01-01") == (
        "action:1"
    )


@pytest.mark.parametrize("target", ["departement:44", "country:FR", "commune:2"])
def test_engagements_planned_on_wider_or_neighbouring_territories_are_not_expected_there(target: str) -> None:
    snapshot = network(planned(1, target, "2026-09-01"))
    assert expected(snapshot, "2026-01-01") is None


def test_only_engagements_planned_on_the_axis_with_a_counting_actor_are_expected() -> None:
    other_axis, funded = planned(1, NEW, "2026-09-01", axes=(1,)), planned(2, NEW, "2026-09-01", roles=["FUNDER"])
    snapshot = network(other_axis, funded, action(3, NEW, days=("2027-01-01", None)))
    assert expected(snapshot, "2026-01-01") is None
    assert expected(snapshot, "2026-01-01", axis=0) == "action:1"


def test_planned_engagements_never_end_and_ended_ones_are_not_expected() -> None:
    assert last(network(planned(1, NEW, "2020-01-01")), "2026-01-01") is None
    assert expected(network(until(1, "2020-12-31")), "2019-01-01") is None


# --- overdue ---------------------------------------------------------------------------------------------------------


def overdue(snapshot: Snapshot, day: str, question: Question = CARRYING) -> list[str]:
    found = past_and_planned(snapshot, question)
    late = found.overdue(snapshot.territories.index[NEW], SUPPORT, date.fromisoformat(day).toordinal())
    return sorted(snapshot.engagements.ids[e] for e in late)


def test_a_planned_engagement_is_overdue_from_the_day_after_its_first_until_it_would_no_longer_count() -> None:
    session = planned(2, "qpv:1", "2026-09-01")._replace(kind="TrainingSession")
    snapshot = network(planned(1, NEW, "2026-09-01")._replace(ends_on="2026-12-31"), session)
    found = {day: overdue(snapshot, day) for day in ("2026-09-01", "2026-09-02", "2027-01-01", "2027-09-02")}
    assert list(found.values()) == [[], ["action:1", "action:2"], ["action:2"], []]
    assert overdue(network(planned(1, NEW, "2020-01-01")), "2026-01-01") == ["action:1"]


def test_an_abandoned_plan_and_engagements_planned_elsewhere_or_by_nobody_are_not_overdue() -> None:
    plan = planned(1, NEW, "2026-01-01")._replace(kind="TerritorialPlan", abandoned_on="2026-03-01")
    others = planned(2, "region:52", "2026-01-01"), planned(3, NEW, "2026-01-01", roles=["FUNDER"])
    assert overdue(network(plan, *others), "2026-02-01") == ["action:1"]
    assert overdue(network(plan, *others), "2026-03-01") == []


# --- the question ----------------------------------------------------------------------------------------------------


def test_lapsed_and_planned_engagements_depend_on_the_question_and_are_cached_for_it() -> None:
    funded = engagement(
        "action:1", targets=[NEW], actors={"institution:a": ["FUNDER"]}, days=("2020-01-01", "2020-12-31")
    )
    snapshot = network(funded, planned(2, "commune:9", "2026-09-01", roles=["FUNDER"]))
    funders = question_of({"roles": ["FUNDER"]})
    assert last(snapshot, "2026-01-01") is None
    assert expected(snapshot, "2026-01-01", "commune:9") is None
    assert last(snapshot, "2026-01-01", question=funders) == ("2020-12-31", ["action:1"])
    assert expected(snapshot, "2026-01-01", "commune:9", question=funders) == "action:2"
    assert past_and_planned(snapshot, funders) is past_and_planned(snapshot, question_of({"roles": ["FUNDER"]}))
    assert past_and_planned(snapshot, funders) is not past_and_planned(snapshot, CARRYING)


# --- diagnostics that nobody carries ---------------------------------------------------------------------------------


def test_a_delivered_uncarried_diagnostic_has_an_end_on_the_knowledge_axis_only() -> None:
    done, going = diagnostic(1, NEW, "2026-01-01"), diagnostic(2, "qpv:1", None)
    snapshot = network(done._replace(axes=[1, 4]), going._replace(counts_until="2030-06-01"))
    assert last(snapshot, "2031-01-01", axis=0) == ("2030-01-01", ["diagnostic:1"])
    assert last(snapshot, "2031-01-01", axis=SUPPORT) is None


def test_a_planned_uncarried_diagnostic_is_not_expected() -> None:
    record = planned(1, NEW, "2026-09-01", axes=(1,), roles=["FUNDER"])._replace(kind="Diagnostic")
    ordered = planned(2, NEW, "2026-10-01", axes=(1,), roles=["COMMISSIONER"])._replace(kind="Diagnostic")
    assert expected(network(record, ordered), "2026-01-01", axis=0) == "action:2"


def test_a_contract_that_is_not_in_force_has_no_past_or_planned_engagements_by_succession() -> None:
    snapshot = network(until(1, "2022-12-31", NEW), planned(2, NEW, "2030-01-01"))
    assert last(snapshot, "2023-01-01", OLD) == ("2022-12-31", ["action:1"])
    assert expected(snapshot, "2023-01-01", OLD) == "action:2"
    assert last(snapshot, "2024-01-01", OLD) is None
    assert expected(snapshot, "2024-01-01", OLD) is None
