"""The snapshot: the territories, who is engaged in what there, and the texts that are searched, in the process.

Rule: built from the rows of fixed statements and never changed afterwards; days are ordinals, nodes are indexes. What
is worked out over it lives beside it, in pure functions.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Self

from graph.calendar import NEVER_ENDS, ordinal
from graph.rights import Caller
from graph.vocabulary import CARRYING_ROLES, AffiliationKind, Axis, Criterion, OfferKind, Role
from resolvers.snapshot.columns import Columns, places
from resolvers.snapshot.search_texts import Texts
from resolvers.snapshot.territories import Territories

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
class Engagements(Columns):
    """What counts: from when to when, last confirmed when, on which axes, where, by whom in which roles, criteria."""

    starts: "array[int]"
    ends: "array[int]"
    confirmed: "array[int]"
    axes: list[tuple[int, ...]]
    targets: list[tuple[int, ...]]
    actors: list[tuple[tuple[int, int], ...]]
    criteria: "array[int]"

    @classmethod
    def of_rows(
        cls, rows: Sequence[Sequence[Any]], territories: Territories, actors: "Actors", known: dict[Any, Any]
    ) -> Self:
        """Build them from rows of `snapshot_engagements`, leaving out what never counts.

        `known` are the tuples made so far, by themselves: equal ones are one.
        """
        rows = [row for row in rows if row[3] is not None]

        def same(values: Iterable[Any]) -> tuple[Any, ...]:
            found = tuple(values)
            return known.setdefault(found, found)  # type: ignore[no-any-return]

        return cls(
            [row[0] for row in rows],
            array("i", [ordinal(row[3], 0) for row in rows]),
            array("i", [ordinal(row[4], NEVER_ENDS) for row in rows]),
            array("i", [ordinal(row[5], 0) for row in rows]),
            [same(sorted(number - 1 for number in row[6])) for row in rows],
            [same(sorted(territories.index[t] for t in row[7])) for row in rows],
            [same(sorted(same((actors.index[a], role_mask(roles))) for a, roles in row[8])) for row in rows],
            array("i", [criterion_mask(row[9]) for row in rows]),
        )

    def renumbered(self, before: "Actors", after: "Actors") -> Self:
        """Return the same with the actors at their places in other columns; who is not there any more is left out."""
        places = [after.index.get(identifier) for identifier in before.ids]
        pairs = [tuple((place, mask) for a, mask in some if (place := places[a]) is not None) for some in self.actors]
        return replace(self, actors=pairs)

    @cached_property
    def by_target(self) -> Mapping[int, "array[int]"]:
        """Indexes by the territory they target."""
        return places(self.targets)

    @cached_property
    def by_actor(self) -> Mapping[int, "array[int]"]:
        """Indexes by the actors engaged in them, in any role."""
        return places([actor for actor, _ in actors] for actors in self.actors)

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

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Self:
        """Build it from a row `[other, from, until]` and what else there is to say."""
        return cls(row[0], ordinal(row[1], 0), ordinal(row[2], NEVER_ENDS), *row[3:])

    def holds(self, day: int) -> bool:
        """Return whether it holds on a day."""
        return self.start <= day <= self.end


@dataclass(frozen=True)
class Actors(Columns):
    """The actors with their folded names as officers and as anybody sees them, and what is dated about trainers."""

    is_trainer: list[bool]
    keys: list[str]
    public_keys: list[str]
    employers: list[tuple[Dated, ...]]
    intervenes: list[tuple[Dated, ...]]
    qualified: list[tuple[Dated, ...]]

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[Any]]) -> Self:
        """Build them from rows of `snapshot_actors`."""
        employed = AffiliationKind.EMPLOYED
        return cls(
            [row[0] for row in rows],
            [row[1] for row in rows],
            [row[2] for row in rows],
            [row[4] for row in rows],
            [tuple(Dated.of_row([a[0], a[2], a[3]]) for a in sorted(row[6]) if a[1] == employed) for row in rows],
            [tuple(map(Dated.of_row, sorted(row[7]))) for row in rows],
            [tuple(map(Dated.of_row, sorted(row[8]))) for row in rows],
        )

    def unit(self, i: int, day: int) -> int:
        """Return who stands for an actor in a count of who a cell rests on: a trainer's employer, else itself."""
        held = [self.index[e.other] for e in self.employers[i] if e.holds(day)]
        return min(held, key=self.ids.__getitem__) if held else i


@dataclass(frozen=True)
class Offer:
    """A training offer, as far as it decides who is mobilisable."""

    kind: OfferKind
    axes: frozenset[str]
    themes: frozenset[str]
    audiences: frozenset[str]

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Self:
        """Build it from what a row of `snapshot_others` says after the id and the texts."""
        return cls(OfferKind(row[0]), *map(frozenset, row[1:]))


@dataclass(frozen=True)
class Survey:
    """A survey that found nobody: where, when, on which axes."""

    on: int
    empty: frozenset[int]
    territories: tuple[int, ...]

    @classmethod
    def of_row(cls, row: Sequence[Any], territories: Territories) -> Self:
        """Build it from what a row of `snapshot_others` says after the id."""
        empty = frozenset(AXES.index(Axis(axis)) for axis in row[1])
        return cls(ordinal(row[0], 0), empty, tuple(territories.index[t] for t in row[2]))


@dataclass(frozen=True)
class Snapshot:
    """All of it, as of one version of the graph; the texts by kind of search and caller."""

    version: int
    references: int
    territories: Territories
    engagements: Engagements
    actors: Actors
    offers: Mapping[str, Offer]
    surveys: Sequence[Survey]
    texts: Mapping[tuple[str, Caller], Texts]
    memory: dict[Any, Any] = field(default_factory=dict)
    """What pure functions over this snapshot remember; dropped with it."""
