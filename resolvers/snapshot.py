"""The snapshot: the territories and what counts in them, as compact arrays in the process.

Rule: built whole from the rows of fixed statements and never changed afterwards; days are ordinals, nodes are
indexes. What is worked out over it lives beside it, in pure functions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from graph.vocabulary import CARRYING_ROLES, AffiliationKind, Axis, Criterion, OfferKind, Role
from resolvers.calendar import NEVER_ENDS, ordinal
from resolvers.territories import Territories

ROLE_BITS: Mapping[str, int] = {role: 1 << i for i, role in enumerate(Role)}
CRITERION_BITS: Mapping[str, int] = {criterion: 1 << i for i, criterion in enumerate(Criterion)}
AXES: tuple[Axis, ...] = tuple(Axis)


def role_mask(roles: Iterable[str] | None) -> int:
    """Return the bits of these roles; of the carrying ones when none are given."""
    return sum(ROLE_BITS[role] for role in set(CARRYING_ROLES if roles is None else roles))


def roles_of(mask: int) -> list[str]:
    """Return the roles of these bits, in the vocabulary's order."""
    return [role for role, bit in ROLE_BITS.items() if mask & bit]


def criterion_mask(criteria: Iterable[str]) -> int:
    """Return the bits of these criteria."""
    return sum(CRITERION_BITS[criterion] for criterion in set(criteria))


@dataclass(frozen=True)
class Engagements:
    """What counts, by index in the order of the ids."""

    ids: list[str]
    starts: list[int]
    ends: list[int]
    confirmed: list[int]
    axes: list[tuple[int, ...]]
    targets: list[tuple[int, ...]]
    actors: list[tuple[tuple[int, int], ...]]
    criteria: list[int]

    @cached_property
    def index(self) -> dict[str, int]:
        """Indexes by id."""
        return {identifier: i for i, identifier in enumerate(self.ids)}

    @cached_property
    def by_target(self) -> dict[int, list[int]]:
        """Indexes by the territory they target."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for i, targets in enumerate(self.targets):
            for target in targets:
                found[target].append(i)
        return found

    @cached_property
    def by_actor(self) -> dict[int, list[int]]:
        """Indexes by the actors engaged in them, in any role."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for i, actors in enumerate(self.actors):
            for actor, _ in actors:
                found[actor].append(i)
        return found

    def counted(self, i: int, roles: int) -> list[tuple[int, int]]:
        """Return the actors that count in it, each with the roles that make it count."""
        return [(actor, mask & roles) for actor, mask in self.actors[i] if mask & roles]

    def on(self, day: int) -> list[int]:
        """Return those in effect on a day."""
        return [i for i, (start, end) in enumerate(zip(self.starts, self.ends, strict=True)) if start <= day <= end]


@dataclass(frozen=True)
class Dated:
    """Something that holds between two days."""

    other: str
    start: int
    end: int
    detail: str | None = None

    def holds(self, day: int) -> bool:
        """Return whether it holds on a day."""
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Actors:
    """The actors by index, in the order of their ids, and what is dated about the trainers."""

    ids: list[str]
    is_trainer: list[bool]
    keys: list[str]
    public_keys: list[str]
    index: dict[str, int]
    employers: dict[int, list[Dated]]
    intervenes: dict[int, list[Dated]]
    qualified: dict[int, list[Dated]]

    def unit(self, i: int, day: int) -> int:
        """Return who stands for an actor in a count of who a cell rests on: a trainer's employer, else itself."""
        held = [self.index[e.other] for e in self.employers.get(i, ()) if e.holds(day)]
        return min(held, key=self.ids.__getitem__) if held else i


@dataclass(frozen=True)
class Offer:
    """A training offer, as far as it decides who is mobilisable."""

    kind: OfferKind
    axes: frozenset[str]
    themes: frozenset[str]
    audiences: frozenset[str]


@dataclass(frozen=True)
class Survey:
    """A survey that found nobody: where, when, on which axes."""

    on: int
    empty: frozenset[int]
    territories: tuple[int, ...]


@dataclass(frozen=True)
class Snapshot:
    """All of it, as of one version of the graph."""

    version: int
    references: int
    territories: Territories
    engagements: Engagements
    actors: Actors
    offers: dict[str, Offer]
    surveys: list[Survey]
    memory: dict[Any, Any] = field(default_factory=dict)
    """What pure functions over this snapshot remember; dropped with it."""


def actors_of_rows(rows: Sequence[Sequence[Any]], trainers: Sequence[Sequence[Any]]) -> Actors:
    """Build the actors from the rows of `snapshot_actors` and `snapshot_trainers`."""
    index = {row[0]: i for i, row in enumerate(rows)}

    def dated(row: Sequence[Any]) -> Dated:
        return Dated(row[0], ordinal(row[1], 0), ordinal(row[2], NEVER_ENDS), row[3] if len(row) > 3 else None)  # noqa: PLR2004

    employers = {
        index[row[0]]: [dated([a[0], a[2], a[3]]) for a in row[1] if a[1] == AffiliationKind.EMPLOYED]
        for row in trainers
    }
    return Actors(
        [row[0] for row in rows],
        [row[1] for row in rows],
        [row[2] for row in rows],
        [row[3] for row in rows],
        index,
        employers,
        {index[row[0]]: [dated(d) for d in row[2]] for row in trainers},
        {index[row[0]]: [dated(d) for d in row[3]] for row in trainers},
    )


def engagements_of_rows(rows: Sequence[Sequence[Any]], territories: Territories, actors: Actors) -> Engagements:
    """Build the engagements from the rows of `snapshot_engagements`."""
    return Engagements(
        [row[0] for row in rows],
        [ordinal(row[1], 0) for row in rows],
        [ordinal(row[2], NEVER_ENDS) for row in rows],
        [ordinal(row[3], 0) for row in rows],
        [tuple(sorted(number - 1 for number in row[4])) for row in rows],
        [tuple(territories.index[t] for t in row[5]) for row in rows],
        [tuple((actors.index[a], role_mask(roles)) for a, roles in row[6]) for row in rows],
        [criterion_mask(row[7]) for row in rows],
    )


def offers_of_rows(rows: Sequence[Sequence[Any]]) -> dict[str, Offer]:
    """Build the offers from their rows."""
    return {row[0]: Offer(OfferKind(row[1]), frozenset(row[2]), frozenset(row[3]), frozenset(row[4])) for row in rows}


def surveys_of_rows(rows: Sequence[Sequence[Any]], territories: Territories) -> list[Survey]:
    """Build the surveys from their rows."""
    return [
        Survey(
            date.fromisoformat(row[1]).toordinal(),
            frozenset(AXES.index(Axis(axis)) for axis in row[2]),
            tuple(territories.index[t] for t in row[3]),
        )
        for row in rows
    ]
