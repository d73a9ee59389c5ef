"""The days on which an engagement counts, `countsFrom` and `countsUntil`, from its stated facts (rules 1 and 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.calendar import plus_months
from graph.vocabulary import EngagementStatus

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Durations:
    """The calendar months for which a session and a diagnostic count after their end or delivery."""

    session_months: int = 12
    diagnostic_months: int = 60


def counting(kind: str, facts: Mapping[str, Any], durations: Durations) -> tuple[date, date | None] | None:
    """Return the first and last day on which an engagement counts, the last None if open; None when it never does."""
    start: date = facts["startsOn"]
    until = _until(kind, facts, durations)
    if kind == "TerritorialPlan":
        if facts.get("signedOn") is None:
            return None
        start = max(start, facts["signedOn"])
    if facts["status"] == EngagementStatus.PLANNED:
        return None
    if facts["status"] == EngagementStatus.CANCELLED:
        if facts.get("cancelledOn") is None:
            return None
        until = _earliest(until, facts["cancelledOn"] - ONE_DAY)
    return None if until is not None and until < start else (start, until)


def _until(kind: str, facts: Mapping[str, Any], durations: Durations) -> date | None:
    end: date | None = facts.get("endsOn")
    if kind == "TrainingSession":
        return plus_months(end, durations.session_months) if end else None
    if kind == "Diagnostic":
        delivered = facts.get("deliveredOn") or end
        return plus_months(delivered, durations.diagnostic_months) if delivered else None
    if kind == "TerritorialPlan":
        closings = [facts[name] - ONE_DAY for name in ("expiredOn", "abandonedOn") if facts.get(name)]
        return _earliest(end, *closings)
    return end


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
