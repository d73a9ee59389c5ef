"""When an engagement counts, when it is complete, and until when it is confirmed.

`docs/model.md`, section 6, has the full rules.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from graph.calendar import plus_months
from graph.vocabulary import EngagementStatus, SourceKind

ONE_DAY = timedelta(days=1)
ACTS = frozenset({SourceKind.SIGNED_ACT, SourceKind.GRANT_DECISION})
"""The kinds of source that confirm an engagement until its last day, for `Durations.act` months at most."""


@dataclass(frozen=True)
class Durations:
    """The durations of the rules, in calendar months.

    `session` and `diagnostic`: how long they count after their end or delivery. `confirmation`: how long a confirmation
    is valid. `act`: how long a signed act or grant decision alone confirms. `survey`: how long a survey is valid.
    `renewal`: how long a renewal may be expected. `pause`: the longest pause that « mobilised since » bridges.
    """

    session: int = 12
    diagnostic: int = 60
    confirmation: int = 24
    act: int = 84
    survey: int = 12
    renewal: int = 6
    pause: int = 6


def counting(kind: str, facts: Mapping[str, Any], durations: Durations) -> tuple[date, date | None] | None:
    """Return the first and last day on which an engagement counts (last None: open-ended), or None if it never does."""
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


def planned_until(kind: str, facts: Mapping[str, Any], durations: Durations) -> date | None:
    """Return the last day on which a planned engagement would count; None if it is open-ended."""
    done = EngagementStatus.ACTIVE if facts.get("endsOn") is None else EngagementStatus.DONE
    return _until(kind, {**facts, "status": done}, durations)


def _until(kind: str, facts: Mapping[str, Any], durations: Durations) -> date | None:
    end: date | None = facts.get("endsOn")
    done = completed_on(kind, facts)
    if done:
        return plus_months(done, durations.session if kind == "TrainingSession" else durations.diagnostic)
    if kind == "TerritorialPlan":
        closings = [facts[name] - ONE_DAY for name in ("expiredOn", "abandonedOn") if facts.get(name)]
        return _earliest(end, *closings)
    return end


def completed_on(kind: str, facts: Mapping[str, Any]) -> Any:
    """Return the day on which a session was held or a diagnostic delivered.

    A session without an end was held on its first day. A diagnostic with status DONE counts as delivered on its last
    day if no day of delivery is stated. None for other kinds, and for a diagnostic under way.
    """
    if kind == "TrainingSession":
        return facts.get("endsOn") or facts["startsOn"]
    if kind == "Diagnostic":
        ended = facts.get("endsOn") if facts["status"] == EngagementStatus.DONE else None
        return facts.get("deliveredOn") or ended
    return None


def secured_until(
    starts_on: date, ends_on: date | None, sources: Iterable[tuple[str, date | None]], durations: Durations
) -> date | None:
    """Return the day until which a signed act or a grant decision alone confirms an engagement.

    Args:
        starts_on: Its first day, on which an act without a day counts as signed.
        ends_on: Its last day, None while open.
        sources: The kind of each source with the day on which it confirmed the engagement.
        durations: How long an act is valid after its signature.

    Returns:
        The last day of the engagement or of the validity of its newest act, whichever comes first; None when it has no
        last day, when no source is such an act, or when no source gives a day.
    """
    known = list(sources)
    signed = max((day or starts_on for kind, day in known if kind in ACTS), default=None)
    if ends_on is None or signed is None or not any(day for _, day in known):
        return None
    return min(ends_on, plus_months(signed, durations.act))


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)
