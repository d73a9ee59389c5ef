"""The coverage cell (section 6): a territory, an axis, a day; only the spread of a wide row counts other cells.

All facts of a cell share a file, to be read next to the rules.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypedDict

from graph.vocabulary import Axis, CellStatus, DiscountReason, EngagementStatus, Reach, SurveyFinding
from tests.oracle.bodies import shown_body, standing_for
from tests.oracle.counting import (
    NO_FILTERS,
    Filters,
    add_months,
    complete,
    confirmed,
    confirmed_on,
    counted_actors,
    counts,
    engagements_asked,
    in_effect,
    last_past,
    next_end,
    past,
    planned_until,
)
from tests.oracle.facts import Facts
from tests.oracle.spread import Spread, spread_of
from tests.oracle.surveys import Survey, survey_of
from tests.oracle.territories import is_assumed, reach, reaches_by_assumption, same_ground, wide

RENEWAL_MONTHS = 6
ENDED_MONTHS = 24
LIFTING = (Reach.DIRECT, Reach.PARTIAL, Reach.INHERITED)
STATUS_OF = {
    Reach.DIRECT: CellStatus.COVERED,
    Reach.PARTIAL: CellStatus.PARTIAL,
    Reach.INHERITED: CellStatus.INHERITED,
}

ByReach = dict[Reach, tuple[set[str], set[str]]]


class Evidence(NamedTuple):
    """An engagement that counts in a cell: how it reaches the row, whether only by succession, whether it is past."""

    engagement: str
    reach: Reach
    via_succession: bool
    past: bool


class Discounted(NamedTuple):
    """An engagement that does not count in a cell, how it reaches the row, and why it does not count."""

    engagement: str
    reach: Reach
    via_succession: bool
    reason: DiscountReason


Cell = TypedDict(  # noqa: UP013 - the keys are written as the API writes them
    "Cell",
    {
        "status": CellStatus | None,
        "actorCount": int,
        "engagementCount": int,
        "widerActorCount": int,
        "fragile": bool,
        "onlyActor": str | None,
        "assumed": bool,
        "contradicted": bool,
        "survey": Survey | None,
        "lapsedOn": date | None,
        "renewalPending": bool,
        "onlyPast": bool,
        "nextEnd": date | None,
        "lastPast": str | None,
        "actors": list[str],
        "lastActors": list[str],
        "expected": str | None,
        "byReach": ByReach,
        "evidence": list[Evidence],
        "discounted": list[Discounted],
        "spread": Spread | None,
    },
)


@dataclass(frozen=True)
class Reaching:
    """An engagement of the question that reaches the row, with its reach and the actors that count in it.

    `counts` is true if somebody counts, and for a delivered diagnostic on knowledge that nobody carries.
    """

    engagement: str
    reach: Reach
    via_succession: bool
    actors: frozenset[str]
    counts: bool


def cell(facts: Facts, row: str, axis: Axis, day: date, filters: Filters = NO_FILTERS) -> Cell:
    """Compute every fact of one cell; reaches of no engagement are left out of `byReach`."""
    reaching = reaching_engagements(facts, row, axis, day, filters)
    evidence = [one for one in reaching if one.counts and _is_evidence(facts, one, day)]
    by_reach: ByReach = {}
    for one in evidence:
        actors, engagements = by_reach.setdefault(one.reach, (set(), set()))
        actors.update(one.actors)
        engagements.add(one.engagement)
    counted = _actors(by_reach, LIFTING)
    bodies = standing_for(facts, counted, day) if all(one.actors for one in _near(evidence)) else set()
    lapsed, last = _lapse(facts, reaching, day)
    survey = survey_of(facts, row, axis, day)
    lifting = [one.engagement for one in _near(evidence)]
    is_wide = wide(facts, row)
    own = None if is_wide else _status(facts, reaching, survey, day)
    return {
        "status": own,
        "actorCount": len(counted),
        "engagementCount": len(_near(evidence)),
        "widerActorCount": len(_actors(by_reach, [Reach.WIDER])),
        "fragile": bool(bodies),
        "onlyActor": shown_body(facts, bodies),
        "assumed": own is not None and _assumed(facts, row, reaching, survey, day),
        "contradicted": bool(_near(evidence)) and survey is not None and survey.found == SurveyFinding.NOBODY,
        "survey": survey,
        "lapsedOn": lapsed,
        "renewalPending": lapsed is not None and day <= add_months(lapsed, RENEWAL_MONTHS),
        "onlyPast": bool(lifting) and all(past(facts, engagement, day) for engagement in lifting),
        "nextEnd": next_end(facts, lifting),
        "lastPast": last_past(facts, lifting, day),
        "actors": sorted(counted),
        "lastActors": last,
        "expected": _expected(facts, reaching, day),
        "byReach": by_reach,
        "evidence": _listed(facts, evidence, day),
        "discounted": _discounted(facts, reaching, day, filters),
        "spread": spread_of(facts, row, day, lambda t: status(facts, t, axis, day, filters)) if is_wide else None,
    }


def status(facts: Facts, row: str, axis: Axis, day: date, filters: Filters = NO_FILTERS) -> CellStatus:
    """Return the status of the cell of a row that is not wide."""
    reaching = reaching_engagements(facts, row, axis, day, filters)
    return _status(facts, reaching, survey_of(facts, row, axis, day), day)


def reaching_engagements(facts: Facts, row: str, axis: Axis, day: date, filters: Filters) -> list[Reaching]:
    """Return the engagements on the axis that pass the filters and reach the row, whatever their dates, by id."""
    reaching = []
    for engagement in engagements_asked(facts, [axis], filters):
        how = reach(facts, engagement, row, day)
        if how:
            actors = frozenset(counted_actors(facts, engagement, filters.roles))
            counting = bool(actors) or _is_uncarried_diagnostic(facts, engagement, axis, day, filters)
            reaching.append(Reaching(engagement, *how, actors, counting))
    return reaching


def _is_uncarried_diagnostic(facts: Facts, engagement: str, axis: Axis, day: date, filters: Filters) -> bool:
    """Return whether this is a delivered diagnostic, which covers knowledge even if nobody carries it."""
    asked = axis == Axis.KNOWLEDGE and filters.roles is None
    return asked and facts.kind(engagement) == "Diagnostic" and complete(facts, engagement, day)


def _near(some: Iterable[Reaching]) -> list[Reaching]:
    return [one for one in some if one.reach in LIFTING]


def _is_evidence(facts: Facts, one: Reaching, day: date) -> bool:
    return in_effect(facts, one.engagement, day) and confirmed(facts, one.engagement, day)


def _actors(by_reach: ByReach, kinds: Iterable[Reach]) -> set[str]:
    return {actor for kind in kinds if kind in by_reach for actor in by_reach[kind][0]}


def _listed(facts: Facts, evidence: list[Reaching], day: date) -> list[Evidence]:
    return [
        Evidence(one.engagement, one.reach, one.via_succession, past(facts, one.engagement, day))
        for kind in LIFTING
        for one in evidence
        if one.reach == kind
    ]


def _status(facts: Facts, reaching: list[Reaching], survey: Survey | None, day: date) -> CellStatus:
    near = [one for one in _near(reaching) if one.counts]
    for kind in LIFTING:
        if any(one.reach == kind and _is_evidence(facts, one, day) for one in near):
            return STATUS_OF[kind]
    if survey is not None and survey.found == SurveyFinding.NOBODY and not _confirmed_since(facts, near, survey, day):
        return CellStatus.GAP
    if any(in_effect(facts, one.engagement, day) or _overdue(facts, one, day) for one in near):
        return CellStatus.TO_CONFIRM
    return CellStatus.UNKNOWN


def _overdue(facts: Facts, one: Reaching, day: date) -> bool:
    """Return whether this should have begun before the day, would count on it, and is still planned."""
    starts, until = facts.day(one.engagement, "startsOn"), planned_until(facts, one.engagement)
    planned = facts.value(one.engagement, "status") == EngagementStatus.PLANNED
    return planned and bool(one.actors) and starts is not None and starts < day and (until is None or day <= until)


def _confirmed_since(facts: Facts, near: list[Reaching], survey: Survey, day: date) -> bool:
    """Return whether something in effect since the survey was confirmed on the survey's day or later."""
    for one in near:
        start, end = counts(facts, one.engagement)
        latest = confirmed_on(facts, one.engagement)
        since = start is not None and start <= day and (end is None or end >= survey.surveyed_on)
        if since and latest is not None and latest >= survey.surveyed_on:
            return True
    return False


def _assumed(facts: Facts, row: str, reaching: list[Reaching], survey: Survey | None, day: date) -> bool:
    """Return whether the status would differ without the engagements that reach the row by assumption."""
    decided = _status(facts, reaching, survey, day)
    if decided == CellStatus.GAP and survey is not None:
        elsewhere = survey.territory not in {row} | same_ground(facts, row)
        return elsewhere and (is_assumed(facts, row) or is_assumed(facts, survey.territory))
    sure = [one for one in reaching if not reaches_by_assumption(facts, one.engagement, row, day)]
    return _status(facts, sure, survey, day) != decided


def _lapse(facts: Facts, reaching: list[Reaching], day: date) -> tuple[date | None, list[str]]:
    near = [one for one in _near(reaching) if one.counts]
    if any(_is_evidence(facts, one, day) for one in near):
        return None, []
    ends = ((counts(facts, one.engagement)[1], one) for one in near)
    ended = [(end, one) for end, one in ends if end and end < day]
    ended = [(end, one) for end, one in ended if one.actors or complete(facts, one.engagement, end)]
    lapsed = max((end for end, _ in ended), default=None)
    return lapsed, sorted({actor for end, one in ended if end == lapsed for actor in one.actors})


def _expected(facts: Facts, reaching: list[Reaching], day: date) -> str | None:
    """Return the earliest future planned engagement in which somebody counts; of one day the least id."""
    coming = [
        (start, one.engagement)
        for one in reaching
        if one.actors and one.reach in LIFTING
        if facts.value(one.engagement, "status") == EngagementStatus.PLANNED
        if (start := facts.day(one.engagement, "startsOn")) and start >= day
    ]
    return min(coming)[1] if coming else None


def _discounted(facts: Facts, reaching: list[Reaching], day: date, filters: Filters) -> list[Discounted]:
    """Return the engagements that reach the row but do not count: by reason, then reach, then id."""
    with_reasons = [(one, _reason(facts, one, day, filters)) for one in reaching]
    return [
        Discounted(one.engagement, one.reach, one.via_succession, reason)
        for reason in DiscountReason
        for kind in Reach
        for one, why in with_reasons
        if why == reason and one.reach == kind
    ]


def _reason(facts: Facts, one: Reaching, day: date, filters: Filters) -> DiscountReason | None:
    """Return the reason why an engagement does not count in the cell; None if it does, or if it is not listed."""
    near = one.reach in LIFTING
    if facts.value(one.engagement, "status") == EngagementStatus.PLANNED:
        starts, until = facts.day(one.engagement, "startsOn"), planned_until(facts, one.engagement)
        awaited = starts is not None and starts < day and (until is None or until >= add_months(day, -ENDED_MONTHS))
        return DiscountReason.OVERDUE if one.actors and near and awaited else None
    if in_effect(facts, one.engagement, day):
        if not one.counts:
            return DiscountReason.NO_CARRIER if near and filters.roles is None else None
        if not near:
            return DiscountReason.WIDER if confirmed(facts, one.engagement, day) else None
        return None if confirmed(facts, one.engagement, day) else DiscountReason.TO_CONFIRM
    until = counts(facts, one.engagement)[1]
    ended = until is not None and add_months(day, -ENDED_MONTHS) <= until < day
    return DiscountReason.ENDED if one.counts and near and ended else None


def sole_cells(
    facts: Facts, actor: str, rows: Iterable[str], axes: Collection[Axis] | None, day: date
) -> list[tuple[str, Axis]]:
    """Return the cells of the rows that rest only on this actor, in the order of the rows, then of the axes."""
    return [
        (row, axis)
        for row in rows
        for axis in Axis
        if (axes is None or axis in axes) and _rests_on(facts, actor, row, axis, day)
    ]


def _rests_on(facts: Facts, actor: str, row: str, axis: Axis, day: date) -> bool:
    """Return whether a trainer is the only actor of a cell, or whether it rests on an institution."""
    counting = [one for one in reaching_engagements(facts, row, axis, day, NO_FILTERS) if one.counts]
    evidence_near = [one for one in _near(counting) if _is_evidence(facts, one, day)]
    if not all(one.actors for one in evidence_near):
        return False
    counted = {one_actor for one in evidence_near for one_actor in one.actors}
    if facts.kind(actor) == "Institution":
        return actor in standing_for(facts, counted, day)
    return counted == {actor}
