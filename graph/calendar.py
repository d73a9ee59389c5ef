"""Days and months, as the counting rules use them.

Rule: pure functions; months are calendar months, the day clipped to the month's end.
"""

import calendar
from datetime import date, timedelta
from functools import lru_cache

NEVER_ENDS = date.max.toordinal()
BRIDGED_MONTHS = 6
SURVEY_MONTHS = 12
STALE_MONTHS = 24
RENEWAL_MONTHS = 6


def plus_months(day: date, months: int) -> date:
    """Return the day so many calendar months later; 31 August plus 6 months is the last of February."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def ordinal(text: str | None, missing: int) -> int:
    """Return the number of a day given as text, or what stands for a missing one."""
    return date.fromisoformat(text).toordinal() if text else missing


def day_text(number: int) -> str:
    """Return a day's number as text."""
    return date.fromordinal(number).isoformat()


@lru_cache(maxsize=16_384)
def bridged(number: int) -> int:
    """Return the last day on which an interval may start and still join one that ends on this day."""
    if number >= NEVER_ENDS:
        return number
    end = plus_months(date.fromordinal(number), BRIDGED_MONTHS)
    return end.toordinal() if end == date.max else (end + timedelta(days=1)).toordinal()
