"""The days on which an engagement counts, the day on which it is complete, and when it is believed.

`docs/model.md`, section 6, has the rules in full.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from graph.calendar import plus_months
from graph.vocabulary import EngagementStatus, SourceKind

Day = TypeVar("Day", date, str)
"""A day, or its ISO text, as statements return it."""
ONE_DAY = timedelta(days=1)
ACTS = frozenset({SourceKind.SIGNED_ACT, SourceKind.GRANT_DECISION})
"""The kinds of source that secure an engagement until its last day."""


@dataclass(frozen=True)
class Durations:
    """The durations of the rules, in calendar months.

    `session` and `diagnostic`: how long they count after their end or delivery. `confirmation`: how long a confirmation
    is believed. `survey`: how long a survey speaks. `renewal`: how long a renewal may be on its way. `pause`: the
    longest pause that « mobilised since » bridges.
    """

    session: int = 12
    diagnostic: int = 60
    confirmation: int = 24
    survey: int = 12
    renewal: int = 6
    pause: int = 6


def counting(kind: str, facts: Mapping[str, Any], durations: Durations) -> tuple[date, date | None] | None:
    """Return the first and last day on which an engagement counts, the last None if open; None when it never does."""
    start: date = facts["startsOn"]
    until = _until(kind, facts, durations)
    if kind == "TerritorialPlan":
        signed = facts.get("signedOn")
        if signed is None and not facts.get("signedDayUnknown"):
            return None
        start = max(start, signed or start)
    if facts["status"] == EngagementStatus.PLANNED:
        return None
    if facts["status"] == EngagementStatus.CANCELLED:
        if facts.get("cancelledOn") is None:
            return None
        until = _earliest(until, facts["cancelledOn"] - ONE_DAY)
    return None if until is not None and until < start else (start, until)


def _until(kind: str, facts: Mapping[str, Any], durations: Durations) -> date | None:
    end: date | None = facts.get("endsOn")
    if kind in COMPLETED:
        done = completed_on(kind, facts)
        months = durations.session if kind == "TrainingSession" else durations.diagnostic
        return plus_months(done, months) if done else None
    if kind == "TerritorialPlan":
        closings = [facts[name] - ONE_DAY for name in ("expiredOn", "abandonedOn") if facts.get(name)]
        return _earliest(end, *closings)
    return end


COMPLETED = {"TrainingSession": ("endsOn", "startsOn"), "Diagnostic": ("deliveredOn", "endsOn")}
"""The kinds of engagement that are complete one day, and the days that say so, the first that is stated."""


def completed_on(kind: str, facts: Mapping[str, Any]) -> Any:
    """Return the day on which a session was held or a diagnostic delivered; None for other kinds, and when unknown."""
    return next((facts[name] for name in COMPLETED.get(kind, ()) if facts.get(name)), None)


def secured_until(ends_on: Day | None, sources: Iterable[tuple[str, Day | None]]) -> Day | None:
    """Return the day until which a signed act or a grant decision alone confirms an engagement.

    Args:
        ends_on: Its last day, None while open.
        sources: The kind of each source with the day on which it confirmed the engagement.

    Returns:
        Its last day; None when it has none, when no source is such an act, or when no source gives a day.
    """
    known = list(sources)
    dated = any(day for _, day in known)
    return ends_on if dated and any(kind in ACTS for kind, _ in known) else None


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
