"""The stages of plans, from stored days."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.domain.plan_stages import PLAN_DAYS, STAGES, PlanDays, Step, furthest, stage_on, steps
from graph.vocabulary import PlanStage

TODAY = date(2026, 11, 25)
START = "2024-01-01"
SOME_DAY = st.dates(date(2000, 1, 1), date(2030, 1, 1))
DAYS = st.lists(
    st.one_of(st.none(), SOME_DAY.map(date.isoformat)),
    min_size=len(STAGES),
    max_size=len(STAGES),
)


def plan(*, signed_day_unknown: bool = False, **days: str) -> PlanDays:
    """Return a plan from its stored days, by their names."""
    return [*((days | {"startsOn": START}).get(name) for name in PLAN_DAYS), signed_day_unknown]


def open_plan(days: list[str | None]) -> PlanDays:
    return [*days, START, None, False]


@given(DAYS, SOME_DAY)
def test_the_stage_of_a_day_is_the_latest_on_or_before_it(days: list[str | None], day: date) -> None:
    found = stage_on(open_plan(days), day)
    begun = [on for on, _ in steps(open_plan(days)) if on <= day.isoformat()]
    assert (found is None) == (not begun)
    if found is not None:
        assert (max(begun), found) in steps(open_plan(days))


@given(DAYS)
def test_stages_come_oldest_first_and_none_is_lost_except_an_expiry_after_the_abandonment(
    days: list[str | None],
) -> None:
    begun = {stage: day for stage, day in zip(STAGES.values(), days, strict=True) if day}
    if begun.get(PlanStage.ABANDONED, "9999") <= begun.get(PlanStage.EXPIRED, ""):
        del begun[PlanStage.EXPIRED]
    found = steps(open_plan(days))
    assert [on for on, _ in found] == sorted(begun.values())
    assert {stage: on for on, stage in found} == begun


def test_two_stages_of_one_day_go_in_the_order_of_the_vocabulary() -> None:
    assert stage_on(plan(wishedOn="2026-01-01", signedOn="2026-01-01"), TODAY) is PlanStage.SIGNED


# --- past its end ----------------------------------------------------------------------------------------------------


def test_a_plan_past_its_last_day_is_expired_without_anybody_saying_so() -> None:
    signed = plan(signedOn="2024-02-01", endsOn="2026-11-24")
    assert steps(signed) == [Step("2024-02-01", PlanStage.SIGNED), Step("2026-11-25", PlanStage.EXPIRED)]
    days = [TODAY - timedelta(days=1), TODAY]
    assert [stage_on(signed, day) for day in days] == [PlanStage.SIGNED, PlanStage.EXPIRED]


def test_a_plan_expires_even_if_it_never_was_signed() -> None:
    assert stage_on(plan(wishedOn=START, endsOn="2025-12-31"), TODAY) is PlanStage.EXPIRED
    assert stage_on(plan(endsOn="2025-12-31"), TODAY) is PlanStage.EXPIRED


@pytest.mark.parametrize("stated", ["2025-06-30", "2026-06-30"])
def test_the_day_on_which_a_plan_is_said_to_have_expired_wins(stated: str) -> None:
    found = steps(plan(endsOn="2025-12-31", expiredOn=stated))
    assert found == [Step(stated, PlanStage.EXPIRED)]


@pytest.mark.parametrize("end", [{"endsOn": "2025-12-31"}, {"expiredOn": "2026-01-01"}])
@pytest.mark.parametrize(("abandoned", "expires"), [("2025-12-31", False), ("2026-01-01", False), ("2026-01-02", True)])
def test_a_plan_that_was_abandoned_by_then_does_not_expire(
    *, end: dict[str, Any], abandoned: str, expires: bool
) -> None:
    over = plan(**end, abandonedOn=abandoned)
    stages = [step.stage for step in steps(over)]
    assert stages == ([PlanStage.EXPIRED] if expires else []) + [PlanStage.ABANDONED]
    assert stage_on(over, TODAY) is PlanStage.ABANDONED


# --- signed on an unknown day ----------------------------------------------------------------------------------------


def test_a_plan_signed_on_an_unknown_day_is_signed_from_its_start() -> None:
    unknown = plan(signed_day_unknown=True, wishedOn="2023-01-01")
    assert steps(unknown) == [Step("2023-01-01", PlanStage.WISHED), Step(START, PlanStage.SIGNED)]
    assert stage_on(unknown, date(2023, 12, 31)) is PlanStage.WISHED


def test_a_day_that_is_known_wins_over_an_unknown_one() -> None:
    assert steps(plan(signed_day_unknown=True, signedOn="2024-06-01")) == [Step("2024-06-01", PlanStage.SIGNED)]


# --- several plans ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plans", "expected"),
    [
        ([], None),
        ([plan(wishedOn="2026-12-01")], None),
        ([plan(wishedOn=START), plan(signedOn=START)], PlanStage.SIGNED),
        ([plan(signedOn=START, endsOn="2025-12-31"), plan(wishedOn=START)], PlanStage.WISHED),
        ([plan(abandonedOn=START), plan(endsOn="2025-12-31")], PlanStage.EXPIRED),
        ([plan(signed_day_unknown=True), plan(inPreparationOn=START)], PlanStage.SIGNED),
    ],
)
def test_the_furthest_stage_of_several_plans_is_reported(plans: list[PlanDays], expected: PlanStage | None) -> None:
    assert furthest(plans, TODAY) is expected
