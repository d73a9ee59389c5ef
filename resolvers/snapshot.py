"""The snapshot: the territories' hierarchy and what counts, as compact arrays in the process.

Rule: built whole from the rows of fixed statements and never changed afterwards; days are ordinals, nodes are
indexes. What is worked out over it lives beside it, in pure functions.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from graph.vocabulary import CARRYING_ROLES, AffiliationKind, Axis, Criterion, OfferKind, Role, TerritoryKind
from resolvers.calendar import NEVER_ENDS, ordinal

COUNTRY = "country:FR"
ROLE_BITS: Mapping[str, int] = {role: 1 << i for i, role in enumerate(Role)}
CRITERION_BITS: Mapping[str, int] = {criterion: 1 << i for i, criterion in enumerate(Criterion)}
AXES: tuple[Axis, ...] = tuple(Axis)
INHERITING = frozenset({
    TerritoryKind.EPCI, TerritoryKind.EPT, TerritoryKind.COMMUNE, TerritoryKind.CITY_CONTRACT, TerritoryKind.QPV,
})  # fmt: skip


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
class Territories:
    """The territories and how they lie: every list is by index, in the order of the ids."""

    ids: list[str]
    kinds: list[str]
    codes: list[str]
    names: list[str]
    parents: list[tuple[int, ...]]
    overlaps: list[frozenset[int]]
    starts: list[int]
    ends: list[int]
    led_grounds: list[tuple[tuple[int, int, int], ...]]
    predecessors: list[tuple[int, ...]]
    index: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[Any]]) -> "Territories":
        """Build them from the rows of `snapshot_territories`."""
        index = {row[0]: i for i, row in enumerate(rows)}
        sharing: defaultdict[int, set[int]] = defaultdict(set)
        for i, row in enumerate(rows):
            for other in row[5]:
                sharing[i].add(index[other])
                sharing[index[other]].add(i)
        none: frozenset[int] = frozenset()

        def places(ids: list[str]) -> tuple[int, ...]:
            return tuple(index[i] for i in ids)

        return cls(
            [row[0] for row in rows],
            [row[1] for row in rows],
            [row[2] for row in rows],
            [row[3] for row in rows],
            [places(row[4]) for row in rows],
            [frozenset(sharing[i]) if i in sharing else none for i in range(len(rows))],
            [ordinal(row[6], 0) for row in rows],
            [ordinal(row[7], NEVER_ENDS) for row in rows],
            [tuple((index[g], ordinal(a, 0), ordinal(b, NEVER_ENDS)) for g, a, b in row[8]) for row in rows],
            [places(row[9]) for row in rows],
            index,
        )

    @cached_property
    def ancestors(self) -> list[frozenset[int]]:
        """Every territory's strict ancestors."""
        known: dict[frozenset[int], frozenset[int]] = {}

        def above(parents: frozenset[int]) -> frozenset[int]:
            """Return the parents and all above them: one set for all territories of the same parents."""
            found = known.get(parents)
            if found is None:
                found = known[parents] = parents.union(*(above(frozenset(self.parents[p])) for p in parents))
            return found

        return [above(frozenset(parents)) for parents in self.parents]

    @cached_property
    def children(self) -> list[list[int]]:
        """Every territory's direct children."""
        below: list[list[int]] = [[] for _ in self.ids]
        for i, parents in enumerate(self.parents):
            for parent in parents:
                below[parent].append(i)
        return below

    def descendants(self, i: int) -> set[int]:
        """Return a territory's strict descendants."""
        return _closure(i, self.children)

    def all_predecessors(self, i: int) -> set[int]:
        """Return the contracts that this one succeeds, directly or not."""
        return _closure(i, self.predecessors)

    @cached_property
    def all_successors(self) -> dict[int, set[int]]:
        """The contracts that succeed each, directly or not."""
        after: defaultdict[int, set[int]] = defaultdict(set)
        for i, direct in enumerate(self.predecessors):
            if direct:
                for before in self.all_predecessors(i):
                    after[before].add(i)
        return after

    @cached_property
    def by_kind(self) -> dict[str, list[int]]:
        """Indexes by kind, ordered by code then id."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for i in sorted(range(len(self.ids)), key=lambda i: (self.codes[i], self.ids[i])):
            found[self.kinds[i]].append(i)
        return found

    @cached_property
    def by_code(self) -> dict[tuple[str, str], list[int]]:
        """Indexes by kind and code; several for a contract of two generations."""
        found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for i, code in enumerate(self.codes):
            found[self.kinds[i], code].append(i)
        return found

    def in_force(self, i: int, day: int) -> bool:
        """Return whether a contract is in force on a day; other territories always are."""
        return self.starts[i] <= day <= self.ends[i]

    def contracts_on(self, day: int) -> list[int]:
        """Return the contracts in force on a day."""
        return [i for i in self.by_kind.get(TerritoryKind.CITY_CONTRACT, []) if self.in_force(i, day)]

    def concerned(self, day: int) -> set[int]:
        """Return the territories that have, lead or lie in a contract in force on a day."""
        found: set[int] = set()
        for contract in self.contracts_on(day):
            found.add(contract)
            found |= self.ancestors[contract] | self.overlaps[contract] | self.descendants(contract)
            found.update(ground for ground, start, end in self.led_grounds[contract] if start <= day <= end)
        return found


def _closure(start: int, steps: Sequence[Iterable[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(steps[start])
    while waiting:
        i = waiting.pop()
        if i not in found:
            found.add(i)
            waiting.extend(steps[i])
    return found


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
