"""Today, where the officers are."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def today() -> date:
    """Return today's day in Europe/Paris."""
    return datetime.now(PARIS).date()
