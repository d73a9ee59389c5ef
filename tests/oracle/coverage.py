"""The coverage cell (rule 5): a territory, an axis, a day.

Rule: a cell is worked out from all engagements each time; no cell knows another.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import TypedDict

from graph.vocabulary import AffiliationKind, Axis, CellStatus, Criterion, Reach, Role
from tests.oracle.counting import (
    add_months,
    confirmed_on,
    counted_actors,
    counted_engagements,
    counts,
    in_effect,
)
from tests.oracle.facts import Facts, holds_on
from tests.oracle.territories import ancestors, reach

STALE_MONTHS = 24
SURVEY_MONTHS = 12
RENEWAL_MONTHS = 6
LIFTING = (Reach.DIRECT, Reach.PARTIAL, Reach.INHERITED)
HOLDING = (Reach.DIRECT, Reach.PARTIAL)

ByReach = dict[Reach, tuple[set[str], set[str]]]
Cell = TypedDict(  # noqa: UP013 - the keys are written as the API writes them
    "Cell",
    {
        "status": CellStatus,
        "actorCount": int,
        "engagementCount": int,
        "widerActorCount": int,
        "fragile": bool,
        "onlyActor": str | None,
        "stale": bool,
        "lapsedOn": date | None,
        "renewalPending": bool,
        "lastActors": list[str],
        "byReach": ByReach,
    },
)


def cell(
    facts: Facts,
    row: str,
    axis: Axis,
    day: date,
    roles: Collection[Role] | None = None,
    criteria: Collection[Criterion] | None = None,
) -> Cell:
    """Work out every fact of one cell; reaches of nobody are left out of `byReach`."""
    reaching: list[tuple[str, Reach, set[str]]] = []
    for engagement in counted_engagements(facts, [axis], roles, criteria):
        found = reach(facts, engagement, row)
        if found:
            reaching.append((engagement, found[0], set(counted_actors(facts, engagement, roles))))
    by_reach: ByReach = {}
    for engagement, kind, actors in reaching:
        if in_effect(facts, engagement, day):
            there, engagements = by_reach.setdefault(kind, (set(), set()))
            there.update(actors)
            engagements.add(engagement)
    status = _status(facts, by_reach, row, axis, day)
    lifting = _engagements(by_reach, LIFTING)
    only = _only_actor(facts, _actors(by_reach, HOLDING), day)
    lapsed, last = _lapse(facts, reaching, day)
    return {
        "status": status,
        "actorCount": len(_actors(by_reach, LIFTING)),
        "engagementCount": len(lifting),
        "widerActorCount": len(_actors(by_reach, [Reach.WIDER])),
        "fragile": only is not None,
        "onlyActor": only,
        "stale": bool(lifting) and not any(_confirmed(facts, engagement, day) for engagement in lifting),
        "lapsedOn": lapsed,
        "renewalPending": lapsed is not None and day <= add_months(lapsed, RENEWAL_MONTHS),
        "lastActors": last,
        "byReach": by_reach,
    }


def _actors(by_reach: ByReach, kinds: Iterable[Reach]) -> set[str]:
    return {actor for kind in kinds if kind in by_reach for actor in by_reach[kind][0]}


def _engagements(by_reach: ByReach, kinds: Iterable[Reach]) -> set[str]:
    return {engagement for kind in kinds if kind in by_reach for engagement in by_reach[kind][1]}


def _status(facts: Facts, by_reach: ByReach, row: str, axis: Axis, day: date) -> CellStatus:
    for kind in LIFTING:
        if kind in by_reach:
            return {
                Reach.DIRECT: CellStatus.COVERED,
                Reach.PARTIAL: CellStatus.PARTIAL,
                Reach.INHERITED: CellStatus.INHERITED,
            }[kind]
    if any(_found_nobody(facts, survey, row, axis, day) for survey in facts.ids(["Survey"])):
        return CellStatus.GAP
    return CellStatus.UNKNOWN


def _found_nobody(facts: Facts, survey: str, row: str, axis: Axis, day: date) -> bool:
    made = facts.day(survey, "on")
    looked_at = {edge.end for edge in facts.out("SURVEYED", survey)}
    return (
        axis in facts.words(survey, "emptyAxes")
        and bool(looked_at & ({row} | ancestors(facts, row)))
        and made is not None
        and made <= day <= add_months(made, SURVEY_MONTHS)
    )


def employer_of(facts: Facts, actor: str, day: date) -> str:
    """Return who an actor stands for: a trainer's employer on the day (least id), else the actor itself."""
    employers = [
        edge.end
        for edge in facts.out("AFFILIATED_WITH", actor)
        if edge.properties["as"] == AffiliationKind.EMPLOYED and holds_on(edge, day)
    ]
    return min(employers, default=actor)


def _only_actor(facts: Facts, actors: set[str], day: date) -> str | None:
    standing = {employer_of(facts, actor, day) for actor in actors}
    return standing.pop() if len(standing) == 1 else None


def _confirmed(facts: Facts, engagement: str, day: date) -> bool:
    confirmed = confirmed_on(facts, engagement)
    return confirmed is not None and confirmed >= add_months(day, -STALE_MONTHS)


def _lapse(facts: Facts, reaching: list[tuple[str, Reach, set[str]]], day: date) -> tuple[date | None, list[str]]:
    holding = [(engagement, actors) for engagement, kind, actors in reaching if kind in HOLDING]
    if any(in_effect(facts, engagement, day) for engagement, _ in holding):
        return None, []
    ended = [(end, actors) for engagement, actors in holding if (end := counts(facts, engagement)[1]) and end < day]
    if not ended:
        return None, []
    lapsed = max(end for end, _ in ended)
    return lapsed, sorted({actor for end, actors in ended if end == lapsed for actor in actors})


def sole_cells(
    facts: Facts, actor: str, rows: Iterable[str], axes: Collection[Axis] | None, day: date
) -> list[tuple[str, Axis]]:
    """Return the cells of the rows that rest on this actor alone, in the order of the rows, then of the axes."""
    return [
        (row, axis)
        for row in rows
        for axis in Axis
        if (axes is None or axis in axes) and cell(facts, row, axis, day)["onlyActor"] == actor
    ]
