"""The stages of plans, from stored days."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from graph.domain.plan_stages import STAGES, stage_on, steps
from graph.vocabulary import PlanStage

TODAY = date(2026, 11, 25)
DAYS = st.lists(
    st.one_of(st.none(), st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(date.isoformat)),
    min_size=len(STAGES),
    max_size=len(STAGES),
)


@given(DAYS, st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_the_stage_of_a_day_is_the_latest_on_or_before_it(days: list[str | None], day: date) -> None:
    found = stage_on(days, day)
    begun = [on for on, _ in steps(days) if on <= day.isoformat()]
    assert (found is None) == (not begun)
    if found is not None:
        assert (max(begun), found) in steps(days)


@given(DAYS)
def test_stages_come_oldest_first_and_none_is_lost(days: list[str | None]) -> None:
    found = steps(days)
    assert [on for on, _ in found] == sorted(day for day in days if day)
    assert {stage: on for on, stage in found} == {
        stage: day for stage, day in zip(STAGES.values(), days, strict=True) if day
    }


def test_two_stages_of_one_day_go_in_the_order_of_the_vocabulary() -> None:
    days = ["2026-01-01", None, "2026-01-01", None, None]
    assert stage_on(days, TODAY) is PlanStage.SIGNED
