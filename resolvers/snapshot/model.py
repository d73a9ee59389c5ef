"""The snapshot: the territories, who is engaged in what there, and the texts that are searched, in the process.

It is built from the records of fixed statements and never changed; days are ordinals, nodes are indexes.
"""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any, Self

from cachetools import LRUCache

from graph.calendar import NEVER_ENDS, ordinal
from graph.rights import Caller
from graph.vocabulary import CARRYING_ROLES, AffiliationKind, Axis, Criterion, OfferKind, Role
from resolvers.snapshot.columns import Columns, places
from resolvers.snapshot.records import ActorRecord, EngagementRecord, OfferRecord, SurveyRecord
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
    """Engagements that count: their days, last confirmation, axes, targets, actors with roles, and criteria."""

    starts: "array[int]"
    ends: "array[int]"
    confirmed: "array[int]"
    axes: list[tuple[int, ...]]
    targets: list[tuple[int, ...]]
    actors: list[tuple[tuple[int, int], ...]]
    criteria: "array[int]"

    @classmethod
    def of_records(
        cls, records: Iterable[EngagementRecord], territories: Territories, actors: "Actors", known: dict[Any, Any]
    ) -> Self:
        """Build them from records, without those that never count.

        `known` are the tuples made so far, by themselves: equal ones are one.
        """
        records = [record for record in records if record.counts_from is not None]

        def same(values: Iterable[Any]) -> tuple[Any, ...]:
            found = tuple(values)
            return known.setdefault(found, found)  # type: ignore[no-any-return]

        def engaged(record: EngagementRecord) -> Iterable[tuple[Any, ...]]:
            return sorted(same((actors.index[actor], role_mask(roles))) for actor, roles in record.actors)

        return cls(
            [record.id for record in records],
            array("i", [ordinal(record.counts_from, 0) for record in records]),
            array("i", [ordinal(record.counts_until, NEVER_ENDS) for record in records]),
            array("i", [ordinal(record.confirmed_on, 0) for record in records]),
            [same(sorted(number - 1 for number in record.axes)) for record in records],
            [same(sorted(territories.index[target] for target in record.targets)) for record in records],
            [same(engaged(record)) for record in records],
            array("i", [criterion_mask(record.criteria) for record in records]),
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


def _by_id(row: Sequence[str | None]) -> list[str]:
    return [value or "" for value in row]


def _employs(affiliation: Sequence[str | None]) -> bool:
    return affiliation[1] == AffiliationKind.EMPLOYED


def _employment(affiliation: Sequence[Any]) -> Dated:
    return Dated.of_row([affiliation[0], *affiliation[2:]])


@dataclass(frozen=True)
class Actors(Columns):
    """The actors with their folded names as officers and as anybody sees them, and what is dated about trainers."""

    is_trainer: list[bool]
    is_listed: list[bool]
    keys: list[str]
    public_keys: list[str]
    employers: list[tuple[Dated, ...]]
    intervenes: list[tuple[Dated, ...]]
    qualified: list[tuple[Dated, ...]]

    @classmethod
    def of_records(cls, records: Sequence[ActorRecord]) -> Self:
        """Build them from records."""
        return cls(
            [record.id for record in records],
            [record.is_trainer for record in records],
            [record.is_listed for record in records],
            [record.name_key for record in records],
            [record.public_name_key or "" for record in records],
            [
                tuple(
                    Dated.of_row([one[0], *one[2:]]) for one in sorted(record.affiliations, key=_by_id) if _employs(one)
                )
                for record in records
            ],
            [tuple(map(Dated.of_row, sorted(record.territories, key=_by_id))) for record in records],
            [tuple(map(Dated.of_row, sorted(record.qualifications, key=_by_id))) for record in records],
        )

    def names_for(self, caller: Caller) -> list[str]:
        """Return the folded names that order actors, as the caller may see them."""
        return self.keys if caller is Caller.OFFICER else self.public_keys

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
    def of_record(cls, record: OfferRecord) -> Self:
        """Build it from a record."""
        return cls(OfferKind(record.kind), *map(frozenset, (record.axes, record.themes, record.audiences)))


@dataclass(frozen=True)
class Survey:
    """A survey that found nobody: where, when, on which axes."""

    on: int
    empty: frozenset[int]
    territories: tuple[int, ...]

    @classmethod
    def of_record(cls, record: SurveyRecord, territories: Territories) -> Self:
        """Build it from a record."""
        empty = frozenset(AXES.index(Axis(axis)) for axis in record.empty_axes)
        return cls(ordinal(record.on, 0), empty, tuple(territories.index[t] for t in record.territories))


@dataclass
class Memory:
    """Results of the rules for recent questions; they go with the snapshot.

    `matrices` by day and question, `endings` by question, `networks` by day, question and axes, `grounds` by
    territory, `concerned` by day. A matrix, the endings and a network are each about as large as the engagements.
    """

    matrices: LRUCache[Any, Any] = field(default_factory=partial(LRUCache, 4))
    endings: LRUCache[Any, Any] = field(default_factory=partial(LRUCache, 4))
    networks: LRUCache[Any, Any] = field(default_factory=partial(LRUCache, 4))
    grounds: LRUCache[Any, Any] = field(default_factory=partial(LRUCache, 64))
    concerned: LRUCache[Any, Any] = field(default_factory=partial(LRUCache, 8))

    def clear(self) -> None:
        """Forget everything; what is kept refers back to the snapshot and would wait for the collector."""
        for kept in (self.matrices, self.endings, self.networks, self.grounds, self.concerned):
            kept.clear()


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
    memory: Memory = field(default_factory=Memory)
