"""The mobilised actors, their axes, evidence and first days (rules 18 and 19).

Rule: the evidence is what is in effect on the day, confirmed unless asked otherwise; `since` considers any day and
needs no confirmation, with the same filters.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import NamedTuple, TypedDict

from graph.vocabulary import Axis, Reach, Role
from tests.oracle.counting import (
    NO_FILTERS,
    Filters,
    add_months,
    axes_of,
    confirmed,
    counted_actors,
    counted_engagements,
    counts,
    in_effect,
    next_end,
    past,
)
from tests.oracle.facts import Facts
from tests.oracle.territories import COUNTRY, reach

PAUSE_MONTHS = 6
NEAR = (Reach.DIRECT, Reach.PARTIAL, Reach.INHERITED)


class Evidence(NamedTuple):
    """An engagement in effect: how it reaches the territory, in which roles the actor counts, whether confirmed."""

    engagement: str
    reach: Reach
    via_succession: bool
    roles: tuple[Role, ...]
    confirmed: bool
    past: bool


class Mobilised(TypedDict):
    """An actor, since when, on which of the axes asked about, and the evidence by id."""

    actor: str
    since: date
    axes: list[Axis]
    only_past: bool
    next_end: date | None
    evidence: list[Evidence]


def mobilised(
    facts: Facts,
    day: date,
    axes: Collection[Axis] | None = None,
    within: str | None = None,
    reaches: Collection[Reach] = NEAR,
    filters: Filters = NO_FILTERS,
    only: bool | None = True,  # noqa: FBT001, FBT002 - the API's argument: confirmed, not confirmed, both
) -> list[Mobilised]:
    """Return the actors mobilised on the day, by folded name, then id.

    `only` chooses the evidence: confirmed if True, no longer confirmed if False, both if None.
    """
    evidence: dict[str, list[Evidence]] = {}
    intervals: dict[str, list[tuple[date, date]]] = {}
    for engagement in counted_engagements(facts, axes, filters):
        how = reach(facts, engagement, within or COUNTRY, day)
        start, end = counts(facts, engagement)
        if how is None or how[0] not in reaches or start is None:
            continue
        is_confirmed = confirmed(facts, engagement, day)
        listed = in_effect(facts, engagement, day) and only in {None, is_confirmed}
        for actor, roles in counted_actors(facts, engagement, filters.roles).items():
            intervals.setdefault(actor, []).append((start, end or date.max))
            if listed:
                evidence.setdefault(actor, []).append(
                    Evidence(engagement, *how, roles, is_confirmed, past(facts, engagement, day))
                )
    return [
        {
            "actor": actor,
            "since": since(intervals[actor], day),
            "axes": _axes(facts, [one.engagement for one in evidence[actor]], axes),
            "only_past": all(one.past for one in evidence[actor]),
            "next_end": next_end(facts, [one.engagement for one in evidence[actor]]),
            "evidence": sorted(evidence[actor]),
        }
        for actor in facts.by_name(evidence)
    ]


def _axes(facts: Facts, engagements: list[str], asked: Collection[Axis] | None) -> list[Axis]:
    worked_on = {axis for engagement in engagements for axis in axes_of(facts, engagement)}
    return [axis for axis in Axis if axis in worked_on and (asked is None or axis in asked)]


def axes_of_actor(facts: Facts, actor: str, day: date) -> list[Axis]:
    """Return the axes of an actor's confirmed engagements in effect, in any territory."""
    there = [
        engagement
        for engagement in counted_engagements(facts)
        if actor in counted_actors(facts, engagement, None)
        and in_effect(facts, engagement, day)
        and confirmed(facts, engagement, day)
    ]
    return _axes(facts, there, None)


def since(intervals: list[tuple[date, date]], day: date) -> date:
    """Return the start of the run of intervals that contains the day, bridging pauses of up to six months."""
    run_start = run_end = None
    for start, end in sorted(intervals):
        if start > day:
            break
        if run_start is None or run_end is None or start > _bridged(run_end):
            run_start, run_end = start, end
        run_end = max(run_end, end)
    if run_start is None:
        raise ValueError(intervals)
    return run_start


def _bridged(end: date) -> date:
    return end if end == date.max else add_months(end + timedelta(days=1), PAUSE_MONTHS)
