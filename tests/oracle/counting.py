"""When an engagement counts, on which axes, by whom, and whether it is still confirmed (rules 1 to 5 and 10).

Rule: dates are days, both ends inclusive; a missing end is open, except for a session, which ends the day it starts;
without a start, an engagement never counts.
"""

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from graph.vocabulary import CARRYING_ROLES, Audience, Axis, Criterion, EngagementStatus, Role, SourceKind, Theme
from tests.oracle.facts import ENGAGEMENTS, Facts, edge_roles

Interval = tuple[date | None, date | None]
NEVER: Interval = (None, None)
SESSION_MONTHS = 12
DIAGNOSTIC_MONTHS = 60
CONFIRMED_MONTHS = 24
ACT_MONTHS = 84
ACTS = (SourceKind.SIGNED_ACT, SourceKind.GRANT_DECISION)
"""The kinds of source that keep their statements confirmed until the end."""


@dataclass(frozen=True)
class Filters:
    """The filters of a question on engagements; None filters nothing, an empty list lets nothing pass."""

    roles: Collection[Role] | None = None
    criteria: Collection[Criterion] | None = None
    themes: Collection[Theme] | None = None
    audiences: Collection[Audience] | None = None

    def pass_words(self, facts: Facts, engagement: str) -> bool:
        """Return whether an engagement states one of the words of each filter, except roles."""
        asked = (("criteria", self.criteria), ("themes", self.themes), ("audiences", self.audiences))
        return all(
            words is None or any(word in words for word in facts.words(engagement, name)) for name, words in asked
        )


NO_FILTERS = Filters()


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
            last = ends or starts
            return starts, add_months(last, SESSION_MONTHS) if last else None
        case "Diagnostic":
            done = delivered_by(facts, engagement)
            return starts, add_months(done, DIAGNOSTIC_MONTHS) if done else ends
        case "TerritorialPlan":
            signed = signed_from(facts, engagement)
            if starts is None or signed is None:
                return NEVER
            expired = _day_before(facts.day(engagement, "expiredOn"))
            abandoned = _day_before(facts.day(engagement, "abandonedOn"))
            return max(starts, signed), _earliest(ends, expired, abandoned)
        case _:
            return starts, ends


def delivered_by(facts: Facts, diagnostic: str) -> date | None:
    """Return the day a diagnostic was delivered, or its end when it is done; None while it is under way."""
    handed_over = facts.day(diagnostic, "deliveredOn")
    if handed_over is None and facts.value(diagnostic, "status") == EngagementStatus.DONE:
        return facts.day(diagnostic, "endsOn")
    return handed_over


def planned_until(facts: Facts, engagement: str) -> date | None:
    """Return the last day on which a planned engagement would count if it took place as planned; None if open."""
    ends = facts.day(engagement, "endsOn")
    match facts.kind(engagement):
        case "TrainingSession":
            held = ends or facts.day(engagement, "startsOn")
            return add_months(held, SESSION_MONTHS) if held else None
        case "Diagnostic":
            handed_over = facts.day(engagement, "deliveredOn") or ends
            return add_months(handed_over, DIAGNOSTIC_MONTHS) if handed_over else None
        case "TerritorialPlan":
            closed = [_day_before(facts.day(engagement, name)) for name in ("expiredOn", "abandonedOn")]
            return _earliest(ends, *closed)
        case _:
            return ends


def signed_from(facts: Facts, plan: str) -> date | None:
    """Return the day from which a plan is signed: its start if it was signed on an unknown day."""
    signed = facts.day(plan, "signedOn")
    if signed is None and facts.value(plan, "signedDayUnknown"):
        return facts.day(plan, "startsOn")
    return signed


def _day_before(day: date | None) -> date | None:
    return day - timedelta(days=1) if day else None


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def in_effect(facts: Facts, engagement: str, day: date) -> bool:
    """Return whether an engagement is in effect on the day (rule 2)."""
    start, end = counts(facts, engagement)
    return start is not None and start <= day and (end is None or day <= end)


def axes_of(facts: Facts, engagement: str) -> list[Axis]:
    """Return the axes an engagement is on, in their order."""
    numbers = {int(edge.end.removeprefix("axis:")) for edge in facts.out("ON_AXIS", engagement)}
    return [axis for axis in Axis if axis.number in numbers]


def targets_of(facts: Facts, engagement: str) -> list[str]:
    """Return the territories an engagement targets."""
    return [edge.end for edge in facts.out("TARGETS", engagement)]


def counting_roles(facts: Facts, engagement: str, roles: Collection[Role] | None) -> Collection[Role]:
    """Return the roles that count: those asked for, or else those that carry and, in a diagnostic, the commissioner."""
    if roles is not None:
        return roles
    if facts.kind(engagement) == "Diagnostic":
        return (*CARRYING_ROLES, Role.COMMISSIONER)
    return CARRYING_ROLES


def counted_actors(facts: Facts, engagement: str, roles: Collection[Role] | None) -> dict[str, tuple[Role, ...]]:
    """Return the actors that count in an engagement, each with its roles that count."""
    asked = counting_roles(facts, engagement, roles)
    roles_by_actor = {}
    for edge in facts.into("ENGAGED_IN", engagement):
        counting = tuple(role for role in edge_roles(edge) if role in asked)
        if counting:
            roles_by_actor[edge.start] = counting
    return roles_by_actor


def engagements_asked(facts: Facts, axes: Collection[Axis] | None = None, filters: Filters = NO_FILTERS) -> list[str]:
    """Return the engagements, with any dates and actors, on the axes and with the words asked for."""
    return [
        engagement
        for engagement in facts.ids(ENGAGEMENTS)
        if (axes is None or any(axis in axes for axis in axes_of(facts, engagement)))
        and filters.pass_words(facts, engagement)
    ]


def counted_engagements(facts: Facts, axes: Collection[Axis] | None = None, filters: Filters = NO_FILTERS) -> list[str]:
    """Return the engagements asked for that have an actor that counts."""
    return [
        engagement
        for engagement in engagements_asked(facts, axes, filters)
        if counted_actors(facts, engagement, filters.roles)
    ]


def complete_day(facts: Facts, engagement: str) -> date | None:
    """Return the day a session was held or a diagnostic delivered; None for engagements that are never complete."""
    ends = facts.day(engagement, "endsOn")
    match facts.kind(engagement):
        case "TrainingSession":
            return ends or facts.day(engagement, "startsOn")
        case "Diagnostic":
            return delivered_by(facts, engagement)
        case _:
            return None


def complete(facts: Facts, engagement: str, day: date) -> bool:
    """Return whether a session was held or a diagnostic delivered on or before the day."""
    done = complete_day(facts, engagement)
    return done is not None and done <= day


def past(facts: Facts, engagement: str, day: date) -> bool:
    """Return whether a session was held or a diagnostic delivered before the day, so that only its effect remains."""
    done = complete_day(facts, engagement)
    return done is not None and done < day


def last_past(facts: Facts, engagements: Collection[str], day: date) -> str | None:
    """Return the engagement that was complete last, the least id of several; None if one of them is not past."""
    if not all(past(facts, engagement, day) for engagement in engagements):
        return None
    days = [(complete_day(facts, engagement) or date.min, engagement) for engagement in engagements]
    return min((engagement for done, engagement in days if done == max(days)[0]), default=None)


def next_end(facts: Facts, engagements: Collection[str]) -> date | None:
    """Return the earliest countsUntil of some engagements; None if none of them ends."""
    ends = [until for until in (counts(facts, engagement)[1] for engagement in engagements) if until is not None]
    return min(ends, default=None)


def confirmed_on(facts: Facts, engagement: str) -> date | None:
    """Return the latest day a source confirmed an engagement; None if no source gives a day."""
    days = [edge.properties.get("confirmedOn") for edge in facts.out("STATED_BY", engagement)]
    return max((day for day in days if isinstance(day, date)), default=None)


def confirmed(facts: Facts, engagement: str, day: date) -> bool:
    """Return whether an engagement is still confirmed on the day."""
    latest = confirmed_on(facts, engagement)
    if latest is None:
        return False
    done = complete_day(facts, engagement)
    if done is not None and done <= day:
        return latest >= done
    return latest >= add_months(day, -CONFIRMED_MONTHS) or _acted(facts, engagement, day)


def _acted(facts: Facts, engagement: str, day: date) -> bool:
    """Return whether an act of the last seven years states an engagement still under way; without a day, no."""
    starts, ends = facts.day(engagement, "startsOn"), facts.day(engagement, "endsOn")
    if ends is None or ends < day:
        return False
    acts = [edge for edge in facts.out("STATED_BY", engagement) if facts.value(edge.end, "kind") in ACTS]
    signatures = [edge.properties.get("confirmedOn") or starts for edge in acts]
    return any(isinstance(signed, date) and day <= add_months(signed, ACT_MONTHS) for signed in signatures)
