"""Calendar months, and how long a pause may last."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.calendar import NEVER_ENDS, last_joining_start, plus_months


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
