"""Today, in the officers' time zone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def today() -> date:
    """Return the current day in Europe/Paris."""
    return datetime.now(PARIS).date()
