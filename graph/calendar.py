"""Days and calendar months for the counting rules; adding months clips the day to the end of its month."""

import calendar
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

TODAY = object()
"""A placeholder for the value "today" of a client; each run of the plan replaces it by the day of the run."""
NEVER_ENDS = date.max.toordinal()
"""The ordinal of an open end, and of a start that never comes."""


def plus_months(day: date, months: int) -> date:
    """Return a day plus a number of calendar months, which may be negative, clipped to the end of the month.

    31 August plus 6 months is the end of February. A day outside the calendar is clipped to its first or last day.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def ordinal(text: str | None, missing: int) -> int:
    """Return the ordinal of a day written YYYY-MM-DD; `missing` if there is no day."""
    return date.fromisoformat(text).toordinal() if text else missing


def first_end(ends: Iterable[int]) -> int | None:
    """Return the earliest end; None if all are open."""
    end = min(ends, default=NEVER_ENDS)
    return None if end == NEVER_ENDS else end


@lru_cache(maxsize=16_384)
def day_text(day_ordinal: int) -> str:
    """Return the day of an ordinal, written YYYY-MM-DD."""
    return date.fromordinal(day_ordinal).isoformat()


def months_after(day_ordinal: int, months: int) -> int:
    """Return the ordinal of a day plus a number of calendar months, which may be negative."""
    return plus_months(date.fromordinal(day_ordinal), months).toordinal()


def first_within(day_ordinal: int, months: int) -> int:
    """Return the ordinal of the earliest day that, plus a number of calendar months, gives this day or a later one.

    Clipping may put it a few days from `months_after(day, -months)`: six months from 28 February end on 28 August, so
    31 August is first reached from 1 March.
    """
    first = months_after(day_ordinal, -months)
    while months_after(first, months) < day_ordinal:
        first += 1
    return first


@lru_cache(maxsize=16_384)
def last_joining_start(end: int, months: int) -> int:
    """Return the ordinal of the last day on which an interval may start to continue an interval with this end.

    The pause between the two begins the day after the end and may last `months` calendar months.
    """
    if end >= NEVER_ENDS:
        return end
    return months_after(end + 1, months)
