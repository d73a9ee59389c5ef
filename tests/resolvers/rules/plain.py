"""The rules of counting in plain Python, written from `docs/model.md` (section 6) and from nothing else.

Everything is worked out again for each question, by walking over all there is. No constant, word or function of the
product is used here, so that a mistake in one of them cannot be made twice.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

FIRST, LAST = date(1, 1, 1), date(9999, 12, 31)
CARRYING = frozenset({"LEAD", "STEERING", "PARTNER", "TRAINER", "COORDINATOR"})
INHERITING = frozenset({"epci", "ept", "commune", "contract", "qpv"})
REACHES = ("DIRECT", "PARTIAL", "INHERITED", "WIDER")


@dataclass(frozen=True)
class Engaged:
    """An engagement: who holds which roles in it, and from when to when it counts."""

    id: str
    axes: frozenset[int]
    targets: frozenset[str]
    roles: Mapping[str, frozenset[str]]
    start: date | None
    end: date | None
    confirmed: date | None
    criteria: frozenset[str]


class Employment(NamedTuple):
    """A trainer employed by an institution."""

    trainer: str
    institution: str
    start: date | None
    end: date | None


class Searched(NamedTuple):
    """A survey: its day, the axes on which it found nobody, and where."""

    on: date
    empty: frozenset[int]
    territories: frozenset[str]


@dataclass(frozen=True)
class World:
    """Territories with what they are part of, overlap and succeed, and what happens there."""

    parents: Mapping[str, frozenset[str]]
    overlaps: frozenset[frozenset[str]]
    succeeds: Mapping[str, frozenset[str]]
    engagements: tuple[Engaged, ...]
    employments: tuple[Employment, ...]
    surveys: tuple[Searched, ...]


@dataclass(frozen=True)
class Filters:
    """The roles and criteria of a question; None: the carrying roles, any criteria."""

    roles: frozenset[str] | None = None
    criteria: frozenset[str] | None = None


def months_after(day: date, months: int) -> date:
    """Return the day so many months later, or earlier, clipped to the end of the month."""
    year, month = day.year, day.month + months
    while month > 12:
        year, month = year + 1, month - 12
    while month < 1:
        year, month = year - 1, month + 12
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError


def walked(steps: Mapping[str, frozenset[str]], start: str) -> set[str]:
    """Return all that is reached from a territory in one step or more."""
    found: set[str] = set()
    frontier = set(steps.get(start, ()))
    while frontier:
        found |= frontier
        frontier = {further for place in frontier for further in steps.get(place, ())} - found
    return found


def lies_in(world: World, inner: str, outer: str) -> bool:
    """Return whether a territory lies in another one."""
    return outer in walked(world.parents, inner)


def in_effect(engaged: Engaged, day: date) -> bool:
    """Rule 1."""
    return engaged.start is not None and engaged.start <= day and (engaged.end is None or day <= engaged.end)


def counting(engaged: Engaged, filters: Filters) -> dict[str, frozenset[str]]:
    """Rules 3 and 4: the actors that count, each with the roles that do."""
    if filters.criteria is not None and not engaged.criteria & filters.criteria:
        return {}
    roles = CARRYING if filters.roles is None else filters.roles
    return {actor: held & roles for actor, held in engaged.roles.items() if held & roles}


def reach(world: World, engaged: Engaged, row: str) -> tuple[str, bool] | None:
    """Rules 5 and 6: how an engagement reaches a row, and whether by a predecessor and nothing else partial."""
    targets = engaged.targets
    if row in targets:
        return "DIRECT", False
    if any(lies_in(world, x, row) or frozenset({x, row}) in world.overlaps for x in targets):
        return "PARTIAL", False
    if targets & walked(world.succeeds, row):
        return "PARTIAL", True
    above = [x for x in targets if lies_in(world, row, x)]
    if any(x.split(":")[0] in INHERITING for x in above):
        return "INHERITED", False
    return ("WIDER", False) if above else None


@dataclass
class PlainCell:
    """A cell as the rules give it."""

    status: str
    actor_count: int
    engagement_count: int
    wider_actor_count: int
    by_reach: list[tuple[str, int, int]]
    evidence: list[tuple[str, str, bool]]
    only_actor: str | None
    stale: bool
    lapsed_on: date | None = None
    last_actors: list[str] = field(default_factory=list)
    renewal_pending: bool = False


def cell(world: World, row: str, axis: int, day: date, filters: Filters) -> PlainCell:
    """Rules 7 to 13."""
    on_axis = [e for e in world.engagements if axis in e.axes and counting(e, filters)]
    reaching = [(e, *how) for e in on_axis if (how := reach(world, e, row))]
    now = sorted(
        ((e, how, via) for e, how, via in reaching if in_effect(e, day)), key=lambda x: (REACHES.index(x[1]), x[0].id)
    )
    groups = {how: [e for e, found, _ in now if found == how] for how in REACHES}
    lifting = groups["DIRECT"] + groups["PARTIAL"] + groups["INHERITED"]
    units = {unit(world, actor, day) for actor in actors_of(groups["DIRECT"] + groups["PARTIAL"], filters)}
    fresh_from = months_after(day, -24)
    found = PlainCell(
        status=_status(world, groups, row, axis, day),
        actor_count=len(actors_of(lifting, filters)),
        engagement_count=len(lifting),
        wider_actor_count=len(actors_of(groups["WIDER"], filters)),
        by_reach=[(how, len(actors_of(some, filters)), len(some)) for how, some in groups.items() if some],
        evidence=[(e.id, how, via) for e, how, via in now],
        only_actor=units.pop() if len(units) == 1 else None,
        stale=bool(lifting) and all(e.confirmed is None or e.confirmed < fresh_from for e in lifting),
    )
    if not groups["DIRECT"] and not groups["PARTIAL"]:
        _lapse(found, [e for e, how, _ in reaching if how in {"DIRECT", "PARTIAL"}], day, filters)
    return found


def actors_of(engagements: Iterable[Engaged], filters: Filters) -> set[str]:
    """Return the distinct actors that count."""
    return {actor for e in engagements for actor in counting(e, filters)}


def unit(world: World, actor: str, day: date) -> str:
    """Rule 11: the employer of a trainer on the day, the least id if several, else the actor."""
    return min((e.institution for e in world.employments if e.trainer == actor and holds(e, day)), default=actor)


def holds(employment: Employment, day: date) -> bool:
    """Return whether an affiliation holds on a day; open ends hold always."""
    return (employment.start or FIRST) <= day <= (employment.end or LAST)


def _status(world: World, groups: Mapping[str, list[Engaged]], row: str, axis: int, day: date) -> str:
    for how, status in (("DIRECT", "COVERED"), ("PARTIAL", "PARTIAL"), ("INHERITED", "INHERITED")):
        if groups[how]:
            return status
    ground = {row} | walked(world.parents, row)
    found_nobody = any(
        axis in s.empty and s.territories & ground and s.on <= day <= months_after(s.on, 12) for s in world.surveys
    )
    return "GAP" if found_nobody else "UNKNOWN"


def _lapse(found: PlainCell, near: list[Engaged], day: date, filters: Filters) -> None:
    over = {e.id: e.end for e in near if e.start is not None and e.end is not None and e.end < day}
    if over:
        found.lapsed_on = last = max(over.values())
        found.last_actors = sorted(actors_of((e for e in near if over.get(e.id) == last), filters))
        found.renewal_pending = day <= months_after(last, 6)


class PlainMobilisation(NamedTuple):
    """A mobilised actor as the rules give it."""

    axes: list[int]
    since: date
    since_by_axis: dict[int, date]
    evidence: list[tuple[str, frozenset[str], str, bool]]


def mobilised(
    world: World, row: str, axes: Collection[int], reaches: Collection[str], day: date, filters: Filters
) -> dict[str, PlainMobilisation]:
    """Rules 14 and 15, by actor."""
    passing = [
        (e, *how)
        for e in sorted(world.engagements, key=lambda e: e.id)
        if e.axes & set(axes) and (how := reach(world, e, row)) and how[0] in reaches
    ]
    answer = {}
    for actor in sorted(actors_of((e for e, _, _ in passing), filters)):
        own = [(e, how, via) for e, how, via in passing if actor in counting(e, filters) and e.start is not None]
        evidence = [(e, how, via) for e, how, via in own if in_effect(e, day)]
        if evidence:
            on = sorted({axis for e, _, _ in evidence for axis in e.axes & set(axes)})
            answer[actor] = PlainMobilisation(
                on,
                since([e for e, _, _ in own], day),
                {axis: since([e for e, _, _ in own if axis in e.axes], day) for axis in on},
                [(e.id, counting(e, filters)[actor], how, via) for e, how, via in evidence],
            )
    return answer


def since(engagements: Iterable[Engaged], day: date) -> date:
    """Rule 15: the first day of the run that contains the day, runs joined until no more of them do."""
    runs = sorted((e.start or FIRST, e.end or LAST) for e in engagements)
    joined = [runs[0]]
    for start, end in runs[1:]:
        first, last = joined[-1]
        if last == LAST or start <= months_after(last + timedelta(1), 6):
            joined[-1] = first, max(last, end)
        else:
            joined.append((start, end))
    (found,) = (first for first, last in joined if first <= day <= last)
    return found
