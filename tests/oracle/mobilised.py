"""Who is mobilised, on which axes, on what evidence, since when (rule 7).

Rule: the evidence is what is in effect on the day; `since` looks at any day, with the same filters.
"""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TypedDict

from graph.vocabulary import Axis, Criterion, Reach, Role
from tests.oracle.counting import add_months, axes_of, counted_actors, counted_engagements, counts, in_effect
from tests.oracle.facts import Facts
from tests.oracle.territories import COUNTRY, reach

PAUSE_MONTHS = 6


class Mobilised(TypedDict):
    """An actor, since when, on which of the axes asked about, and the evidence by id: engagement, reach, roles."""

    actor: str
    since: date
    axes: list[Axis]
    evidence: list[tuple[str, Reach, tuple[Role, ...]]]


def mobilised(
    facts: Facts,
    day: date,
    axes: Collection[Axis] | None = None,
    within: str | None = None,
    reaches: Collection[Reach] = (Reach.DIRECT, Reach.PARTIAL),
    roles: Collection[Role] | None = None,
    criteria: Collection[Criterion] | None = None,
) -> list[Mobilised]:
    """Return the actors mobilised on the day, by folded name, then id."""
    evidence: dict[str, list[tuple[str, Reach, tuple[Role, ...]]]] = {}
    intervals: dict[str, list[tuple[date, date]]] = {}
    for engagement in counted_engagements(facts, axes, roles, criteria):
        found = reach(facts, engagement, within or COUNTRY)
        start, end = counts(facts, engagement)
        if found is None or found[0] not in reaches or start is None:
            continue
        for actor, counting in counted_actors(facts, engagement, roles).items():
            intervals.setdefault(actor, []).append((start, end or date.max))
            if in_effect(facts, engagement, day):
                evidence.setdefault(actor, []).append((engagement, found[0], counting))
    return [
        {
            "actor": actor,
            "since": since(intervals[actor], day),
            "axes": _axes(facts, [engagement for engagement, _, _ in evidence[actor]], axes),
            "evidence": sorted(evidence[actor]),
        }
        for actor in facts.by_name(evidence)
    ]


def _axes(facts: Facts, engagements: list[str], asked: Collection[Axis] | None) -> list[Axis]:
    worked_on = {axis for engagement in engagements for axis in axes_of(facts, engagement)}
    return [axis for axis in Axis if axis in worked_on and (asked is None or axis in asked)]


def since(intervals: list[tuple[date, date]], day: date) -> date:
    """Return the start of the run of intervals that contains the day, pauses of up to six months bridged."""
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
