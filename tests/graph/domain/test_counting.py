"""When engagements count, when they are complete, and until when an act confirms them."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.domain.counting import Durations, completed_on, counting, planned_until, secured_until

START, END = date(2025, 1, 1), date(2025, 6, 15)
KINDS = ["Action", "Commitment", "TrainingSession", "Diagnostic", "TerritorialPlan"]
DAYS = st.dates(date(2000, 1, 1), date(2040, 1, 1))


def interval(kind: str, **facts: Any) -> tuple[date, date | None] | None:
    return counting(kind, {"startsOn": START, "status": "ACTIVE"} | facts, Durations())


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        ("Action", {}, (START, None)),
        ("Action", {"endsOn": END}, (START, END)),
        ("TrainingSession", {"endsOn": END}, (START, date(2026, 6, 15))),
        ("TrainingSession", {}, (START, date(2026, 1, 1))),
        ("Commitment", {}, (START, None)),
        ("Commitment", {"endsOn": END}, (START, END)),
        ("Diagnostic", {}, (START, None)),
        ("Diagnostic", {"endsOn": END}, (START, END)),  # under way, and never delivered
        ("Diagnostic", {"endsOn": END, "status": "DONE"}, (START, date(2030, 6, 15))),
        ("Diagnostic", {"endsOn": END, "status": "CANCELLED", "cancelledOn": date(2026, 1, 1)}, (START, END)),
        ("Diagnostic", {"endsOn": END, "deliveredOn": date(2025, 9, 30)}, (START, date(2030, 9, 30))),
        ("TerritorialPlan", {"endsOn": END}, None),
        ("TerritorialPlan", {"signedOn": date(2025, 3, 1)}, (date(2025, 3, 1), None)),
        ("TerritorialPlan", {"signedOn": date(2024, 3, 1), "endsOn": END}, (START, END)),
        ("TerritorialPlan", {"signedDayUnknown": True}, (START, None)),
        ("TerritorialPlan", {"signedDayUnknown": True, "endsOn": END}, (START, END)),
        ("TerritorialPlan", {"signedDayUnknown": True, "signedOn": date(2025, 3, 1)}, (date(2025, 3, 1), None)),
        ("TerritorialPlan", {"signedDayUnknown": False}, None),
        ("TerritorialPlan", {"signedOn": START, "expiredOn": date(2025, 5, 1)}, (START, date(2025, 4, 30))),
        ("TerritorialPlan", {"signedOn": date(2025, 7, 1), "endsOn": END}, None),
        (
            "TerritorialPlan",
            {"signedOn": START, "endsOn": END, "expiredOn": date(2025, 5, 1), "abandonedOn": date(2025, 4, 1)},
            (START, date(2025, 3, 31)),
        ),
    ],
)
def test_each_kind_counts_between_its_days(kind: str, facts: dict[str, Any], expected: object) -> None:
    assert interval(kind, **facts) == expected


def test_the_durations_are_settings() -> None:
    facts = {"startsOn": START, "status": "DONE", "endsOn": date(2025, 8, 31)}
    assert Durations() == Durations(session=12, diagnostic=60, confirmation=24, act=84, survey=12, renewal=6, pause=6)
    assert counting("TrainingSession", facts, Durations(session=6)) == (START, date(2026, 2, 28))
    assert counting("Diagnostic", facts, Durations(diagnostic=0)) == (START, date(2025, 8, 31))


@given(st.sampled_from(KINDS), st.fixed_dictionaries({}, optional={"endsOn": DAYS, "signedOn": DAYS}))
def test_a_planned_engagement_never_counts(kind: str, facts: dict[str, Any]) -> None:
    assert interval(kind, status="PLANNED", **facts) is None


@given(st.sampled_from(KINDS), DAYS, DAYS)
def test_a_cancelled_engagement_counts_until_the_day_before(kind: str, signed: date, cancelled: date) -> None:
    assert interval(kind, status="CANCELLED", signedOn=signed) is None
    found = interval(kind, status="CANCELLED", signedOn=signed, cancelledOn=cancelled)
    start = max(START, signed) if kind == "TerritorialPlan" else START
    last = cancelled - timedelta(1)
    if kind == "TrainingSession":
        last = min(last, date(2026, 1, 1))  # held in a day
    assert found == ((start, last) if last >= start else None)


def test_a_cancellation_after_the_end_changes_nothing() -> None:
    assert interval("Action", status="CANCELLED", endsOn=END, cancelledOn=date(2025, 9, 1)) == (START, END)


@given(
    st.sampled_from(KINDS),
    st.fixed_dictionaries(
        {"startsOn": DAYS, "status": st.sampled_from(["PLANNED", "ACTIVE", "DONE", "CANCELLED"])},
        optional=dict.fromkeys(["endsOn", "deliveredOn", "signedOn", "expiredOn", "abandonedOn", "cancelledOn"], DAYS)
        | {"signedDayUnknown": st.booleans()},
    ),
)
def test_an_interval_begins_on_or_after_the_start_and_ends_on_or_after_its_beginning(
    kind: str, facts: dict[str, Any]
) -> None:
    found = counting(kind, facts, Durations())
    if found is not None:
        first, last = found
        assert first >= facts["startsOn"]
        assert last is None or last >= first


# --- complete --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        ("TrainingSession", {"startsOn": START, "endsOn": END}, END),
        ("TrainingSession", {"startsOn": START, "endsOn": None}, START),
        ("TrainingSession", {"startsOn": START, "deliveredOn": END}, START),
        ("Diagnostic", {"endsOn": END, "status": "DONE", "deliveredOn": date(2025, 9, 30)}, date(2025, 9, 30)),
        ("Diagnostic", {"endsOn": END, "status": "DONE", "deliveredOn": None}, END),
        ("Diagnostic", {"endsOn": END, "status": "ACTIVE"}, None),
        ("Diagnostic", {"status": "ACTIVE"}, None),
        ("Action", {"startsOn": START, "endsOn": END, "deliveredOn": END}, None),
        ("Commitment", {"startsOn": START, "endsOn": END}, None),
        ("TerritorialPlan", {"startsOn": START, "endsOn": END}, None),
    ],
)
def test_a_session_is_complete_once_held_and_a_diagnostic_once_delivered(
    kind: str, facts: dict[str, Any], expected: date | None
) -> None:
    assert completed_on(kind, {"startsOn": START} | facts) == expected


# --- planned ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        ("Action", {}, None),
        ("Action", {"endsOn": END}, END),
        ("TrainingSession", {}, date(2026, 1, 1)),
        ("TrainingSession", {"endsOn": END}, date(2026, 6, 15)),
        ("Diagnostic", {}, None),
        ("Diagnostic", {"endsOn": END}, date(2030, 6, 15)),
        ("TerritorialPlan", {"endsOn": END, "abandonedOn": date(2025, 3, 1)}, date(2025, 2, 28)),
    ],
)
def test_a_planned_engagement_would_count_until_the_day_that_its_dates_give(
    kind: str, facts: dict[str, Any], expected: date | None
) -> None:
    assert planned_until(kind, {"startsOn": START, "status": "PLANNED"} | facts, Durations()) == expected


# --- secured ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sources", "ends_on", "expected"),
    [
        ([("SIGNED_ACT", START)], END, END),
        ([("GRANT_DECISION", START)], END, END),
        ([("REPORT", None), ("GRANT_DECISION", START)], END, END),
        ([("SIGNED_ACT", START)], date(2040, 1, 1), date(2032, 1, 1)),
        ([("SIGNED_ACT", START), ("SIGNED_ACT", date(2020, 5, 5))], date(2040, 1, 1), date(2032, 1, 1)),
        ([("SIGNED_ACT", date(2016, 2, 29))], END, date(2023, 2, 28)),
        ([("REPORT", date(2026, 1, 1)), ("SIGNED_ACT", None)], date(2040, 1, 1), date(2032, 1, 1)),
        ([("SIGNED_ACT", None)], END, None),
        ([("REPORT", START)], END, None),
        ([("SIGNED_ACT", START)], None, None),
        ([], END, None),
    ],
)
def test_an_act_secures_an_engagement_until_its_last_day_and_seven_years_at_most(
    sources: list[tuple[str, date | None]], ends_on: date | None, expected: date | None
) -> None:
    assert secured_until(START, ends_on, sources, Durations()) == expected
    assert secured_until(START, ends_on, iter(sources), Durations()) == expected


def test_the_years_for_which_an_act_confirms_are_a_setting() -> None:
    assert secured_until(START, date(2040, 1, 1), [("SIGNED_ACT", START)], Durations(act=12)) == date(2026, 1, 1)
