"""Days and calendar months, as the counting rules use them; a day is clipped to its month's end."""

import calendar
from datetime import date
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
    """Return the ordinal of a day written YYYY-MM-DD, or the one that stands for a missing day."""
    return date.fromisoformat(text).toordinal() if text else missing


def day_text(number: int) -> str:
    """Return the day of an ordinal, written YYYY-MM-DD."""
    return date.fromordinal(number).isoformat()


@lru_cache(maxsize=16_384)
def bridged(number: int) -> int:
    """Return the last day on which an interval may start and still join one that ends on this day.

    The pause begins the day after the end and may last six calendar months.
    """
    if number >= NEVER_ENDS:
        return number
    return plus_months(date.fromordinal(number + 1), BRIDGED_MONTHS).toordinal()
