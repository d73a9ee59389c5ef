"""Calendar months, and how long a pause may last."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.calendar import NEVER_ENDS, first_within, last_joining_start, months_after, plus_months


@pytest.mark.parametrize(
    ("last", "latest_start"),
    [
        (date(2024, 12, 31), date(2025, 7, 1)),
        (date(2025, 6, 30), date(2026, 1, 1)),
        (date(2025, 2, 28), date(2025, 9, 1)),
        (date(2024, 2, 28), date(2024, 8, 29)),
        (date(2025, 8, 30), date(2026, 2, 28)),
        (date(2025, 1, 14), date(2025, 7, 15)),
    ],
)
def test_a_pause_of_six_months_from_the_day_after_the_end_is_bridged(last: date, latest_start: date) -> None:
    assert date.fromordinal(last_joining_start(last.toordinal(), 6)) == latest_start


def test_an_open_interval_needs_no_bridge() -> None:
    assert last_joining_start(NEVER_ENDS, 6) == NEVER_ENDS


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_months_keep_the_day_or_clip_it_to_the_end(day: date, months: int) -> None:
    found = plus_months(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    is_last_of_month = (found + timedelta(days=1)).month != found.month
    assert found.day == day.day or (found.day < day.day and is_last_of_month)


@given(st.dates(), st.integers(0, 60), st.integers(-5, 5))
def test_a_day_is_within_months_of_every_start_from_the_first_on(day: date, months: int, off: int) -> None:
    start = min(max(months_after(day.toordinal(), -months) + off, 1), NEVER_ENDS)
    is_within = months_after(start, months) >= day.toordinal()
    assert (start >= first_within(day.toordinal(), months)) == is_within


def test_the_last_day_of_a_long_month_is_reached_from_the_month_after_a_short_one() -> None:
    assert date.fromordinal(first_within(date(2025, 8, 31).toordinal(), 6)) == date(2025, 3, 1)
