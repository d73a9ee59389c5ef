"""When an engagement counts, on what, and by whom (rules of counting 1, 2 and 3).

Rule: dates are days, both ends inclusive; a missing end is open; a missing start is never.
"""

import calendar
from collections.abc import Collection
from datetime import date, timedelta

from graph.vocabulary import CARRYING_ROLES, Axis, EngagementStatus, Role
from tests.oracle.facts import ENGAGEMENTS, Facts, edge_roles

Interval = tuple[date | None, date | None]
NEVER: Interval = (None, None)
SESSION_MONTHS = 12
DIAGNOSTIC_MONTHS = 60


def add_months(day: date, months: int) -> date:
    """Add calendar months (or take them away), the day clipped to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def counts(facts: Facts, engagement: str) -> Interval:
    """Return countsFrom and countsUntil."""
    status = facts.value(engagement, "status")
    if status == EngagementStatus.PLANNED:
        return NEVER
    start, end = _own_interval(facts, engagement)
    if start is None:
        return NEVER
    if status == EngagementStatus.CANCELLED:
        cancelled = facts.day(engagement, "cancelledOn")
        if cancelled is None:
            return NEVER
        end = _earliest(end, _day_before(cancelled))
    if end is not None and end < start:
        return NEVER
    return start, end


def _own_interval(facts: Facts, engagement: str) -> Interval:
    starts, ends = facts.day(engagement, "startsOn"), facts.day(engagement, "endsOn")
    match facts.kind(engagement):
        case "TrainingSession":
            return starts, add_months(ends, SESSION_MONTHS) if ends else None
        case "Diagnostic":
            done = facts.day(engagement, "deliveredOn") or ends
            return starts, add_months(done, DIAGNOSTIC_MONTHS) if done else None
        case "TerritorialPlan":
            signed = facts.day(engagement, "signedOn")
            if starts is None or signed is None:
                return NEVER
            expired = _day_before(facts.day(engagement, "expiredOn"))
            abandoned = _day_before(facts.day(engagement, "abandonedOn"))
            return max(starts, signed), _earliest(ends, expired, abandoned)
        case _:
            return starts, ends


def _day_before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def in_effect(facts: Facts, engagement: str, day: date) -> bool:
    """Tell whether an engagement is in effect on the day (rule 2)."""
    start, end = counts(facts, engagement)
    return start is not None and start <= day and (end is None or day <= end)


def is_active(facts: Facts, engagement: str, day: date) -> bool:
    """Tell whether the day lies between startsOn and endsOn, whatever the status."""
    start, end = facts.day(engagement, "startsOn"), facts.day(engagement, "endsOn")
    return start is not None and start <= day and (end is None or day <= end)


def axes_of(facts: Facts, engagement: str) -> list[Axis]:
    """Return the axes an engagement is on, in their order."""
    numbers = {int(edge.end.removeprefix("axis:")) for edge in facts.out("ON_AXIS", engagement)}
    return [axis for axis in Axis if axis.number in numbers]


def targets_of(facts: Facts, engagement: str) -> list[str]:
    """Return the territories an engagement targets."""
    return [edge.end for edge in facts.out("TARGETS", engagement)]


def counted_actors(facts: Facts, engagement: str, roles: Collection[Role] | None) -> dict[str, tuple[Role, ...]]:
    """Return the actors that count in an engagement, each with its roles that count."""
    asked = CARRYING_ROLES if roles is None else roles
    found = {}
    for edge in facts.into("ENGAGED_IN", engagement):
        counting = tuple(role for role in edge_roles(edge) if role in asked)
        if counting:
            found[edge.start] = counting
    return found


def counted_engagements(
    facts: Facts,
    axes: Collection[Axis] | None = None,
    roles: Collection[Role] | None = None,
    criteria: Collection[str] | None = None,
) -> list[str]:
    """Return the engagements, whatever their dates, that pass the filters and have an actor that counts."""
    return [
        engagement
        for engagement in facts.ids(ENGAGEMENTS)
        if counted_actors(facts, engagement, roles)
        and (axes is None or any(axis in axes for axis in axes_of(facts, engagement)))
        and (criteria is None or any(word in criteria for word in facts.words(engagement, "criteria")))
    ]


def confirmed_on(facts: Facts, engagement: str) -> date | None:
    """Return the latest day a source confirmed an engagement; None when no source gives a day."""
    days = [edge.properties.get("confirmedOn") for edge in facts.out("STATED_BY", engagement)]
    return max((day for day in days if isinstance(day, date)), default=None)
