"""The hierarchy of the territories, as compact arrays in the process: nodes are indexes, days ordinals.

The columns and what is derived from them share a file.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, cast

from graph.calendar import NEVER_ENDS, ordinal
from graph.vocabulary import Perimeter, SuccessionBasis, TerritoryKind
from resolvers.snapshot.closure import closure
from resolvers.snapshot.columns import IndexById, rows_by_value
from resolvers.snapshot.records import TerritoryRecord
from resolvers.snapshot.sharing import GROUPINGS, Sharing
from resolvers.snapshot.standings import Standing, territory_standings

COUNTRY = "country:FR"
WIDE_KINDS = frozenset({TerritoryKind.DEPARTEMENT, TerritoryKind.REGION, TerritoryKind.COUNTRY})
"""The kinds in which other territories are counted, each in one of each kind."""
DATED = frozenset({TerritoryKind.CITY_CONTRACT, TerritoryKind.QPV})
"""The kinds that are in force from one day to another; the others always are."""
QPV_SINCE = date(2024, 1, 1).toordinal()
"""The first day of the neighbourhoods of the generation at hand."""


@dataclass(frozen=True)
class Territories:
    """The territories and how they lie: every list is by index, in the order of the ids.

    `attached_to` is where each is counted, itself for the country; `populations` are those of QPV, where known;
    `assumed` the contracts whose perimeter is assumed; `located` the successions, newer and older, that rest on the
    place alone.
    """

    ids: Sequence[str]
    kinds: list[TerritoryKind]
    codes: Sequence[str]
    names: Sequence[str]
    parents: list[tuple[int, ...]]
    overlaps: list[frozenset[int]]
    same_ground: list[tuple[int, ...]]
    attached_to: "array[int]"
    populations: dict[int, int]
    assumed: set[int]
    starts: "array[int]"
    ends: "array[int]"
    led_grounds: list[tuple[tuple[int, int, int], ...]]
    predecessors: list[tuple[int, ...]]
    located: set[tuple[int, int]]
    index: IndexById

    @classmethod
    def of_ids(cls, ids: Sequence[str]) -> "Territories":
        """Return territories of which nothing is known yet but their ids, in order."""
        size = len(ids)
        kinds = [TerritoryKind.COUNTRY] * size
        index = IndexById((identifier, i) for i, identifier in enumerate(ids))
        starts, ends = array("i", [0]) * size, array("i", [NEVER_ENDS]) * size
        overlaps: list[frozenset[int]] = [frozenset()] * size
        grounds: list[tuple[tuple[int, int, int], ...]] = [()] * size
        parents: list[tuple[int, ...]] = [()] * size
        predecessors: list[tuple[int, ...]] = [()] * size
        same_ground: list[tuple[int, ...]] = [()] * size
        return cls(
            list(ids), kinds, [""] * size, [""] * size, parents, overlaps, same_ground, array("i", range(size)), {},
            set(), starts, ends, grounds, predecessors, set(), index,
        )  # fmt: skip

    def add(self, records: Iterable[TerritoryRecord]) -> None:
        """Take what records say, while the territories are being built."""
        index = self.index
        codes, names = (cast("list[str]", column) for column in (self.codes, self.names))
        known: dict[Any, Any] = {}
        for record in records:
            i = index[record.id]
            self.kinds[i], codes[i], names[i] = TerritoryKind(record.kind), record.code, record.name_key
            parents = tuple(index[p] for p in record.parents)
            self.parents[i] = known.setdefault(parents, parents)
            for other in record.overlaps:
                for one, added in ((i, index[other]), (index[other], i)):
                    overlaps = self.overlaps[one] | {added}
                    self.overlaps[one] = known.setdefault(overlaps, overlaps)
            for other in record.same_ground:
                self.same_ground[i] += (index[other],)
                self.same_ground[index[other]] += (i,)
            if record.attached_to is not None:
                self.attached_to[i] = index[record.attached_to]
            if record.population is not None and self.kinds[i] is TerritoryKind.QPV:
                self.populations[i] = record.population
            if record.perimeter == Perimeter.ASSUMED:
                self.assumed.add(i)
            first = QPV_SINCE if self.kinds[i] is TerritoryKind.QPV else 0
            self.starts[i], self.ends[i] = ordinal(record.starts_on, first), ordinal(record.ends_on, NEVER_ENDS)
            self.led_grounds[i] = tuple(
                (index[ground], ordinal(start, 0), ordinal(end, NEVER_ENDS))
                for ground, start, end in record.led_grounds
            )
            self.predecessors[i] = tuple(index[p] for p, _ in record.predecessors)
            self.located.update((i, index[p]) for p, basis in record.predecessors if basis == SuccessionBasis.LOCATION)

    def amended(
        self, records: Sequence[TerritoryRecord], predecessors: Mapping[str, Sequence[tuple[str, str | None]]]
    ) -> "Territories":
        """Return territories with other ground for those of the records, and other predecessors of some contracts.

        New territories come last, out of the order of the ids; the leads of contracts stay as they are.
        """
        ids = [*self.ids, *(record.id for record in records if record.id not in self.index)]
        more, index = len(ids) - len(self.ids), IndexById((identifier, i) for i, identifier in enumerate(ids))
        moved = {index[record.id] for record in records}
        succeeding = {index[identifier] for identifier in predecessors}
        overlaps = [frozenset() if i in moved else found - moved for i, found in enumerate(self.overlaps)]
        same = [() if i in moved else tuple(set(found) - moved) for i, found in enumerate(self.same_ground)]
        other = Territories(
            ids,
            [*self.kinds, *[TerritoryKind.QPV] * more],
            [*self.codes, *[""] * more],
            [*self.names, *[""] * more],
            [*self.parents, *[()] * more],
            [*overlaps, *[frozenset[int]()] * more],
            [*same, *[()] * more],
            array("i", [*self.attached_to, *range(len(self.ids), len(ids))]),
            {i: count for i, count in self.populations.items() if i not in moved},
            self.assumed - moved,
            array("i", [*self.starts, *[0] * more]),
            array("i", [*self.ends, *[NEVER_ENDS] * more]),
            [*self.led_grounds, *[()] * more],
            [*self.predecessors, *[()] * more],
            {pair for pair in self.located if pair[0] not in succeeding | moved},
            index,
        )
        other.add(records)
        for i in moved & set(range(len(self.ids))):
            other.led_grounds[i] = self.led_grounds[i]
        for i, found in ((index[identifier], found) for identifier, found in predecessors.items()):
            other.predecessors[i] = tuple(index[p] for p, _ in found)
            other.located.update((i, index[p]) for p, basis in found if basis == SuccessionBasis.LOCATION)
        return other

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
    def children(self) -> Mapping[int, "array[int]"]:
        """The direct children of every territory that has some."""
        return rows_by_value(self.parents)

    @cached_property
    def contracts_of(self) -> Mapping[int, Sequence[int]]:
        """The contracts that a territory is or lies in, for every one that has some."""
        contracts = frozenset(self.by_kind.get(TerritoryKind.CITY_CONTRACT, ()))
        found = ((i, contracts & (above | {i})) for i, above in enumerate(self.ancestors))
        return {i: sorted(some) for i, some in found if some}

    @cached_property
    def inside(self) -> Mapping[int, "array[int]"]:
        """All that lies in a territory, even in part, for every territory that has some."""
        return rows_by_value(above | overlaps for above, overlaps in zip(self.ancestors, self.overlaps, strict=True))

    def descendants(self, i: int) -> set[int]:
        """Return a territory's strict descendants."""
        return closure(i, lambda place: self.children.get(place, ()))

    @cached_property
    def priority_places(self) -> Mapping[int, int]:
        """The number of neighbourhoods and contracts that lie in a territory, even in part, where there are some."""
        found: Counter[int] = Counter()
        for kind in DATED:
            for i in self.by_kind.get(kind, ()):
                found.update(self.ancestors[i] | self.overlaps[i] | {led for led, _, _ in self.led_grounds[i]})
        return found

    @cached_property
    def search_standings(self) -> list[Standing]:
        """The standing of each territory in a search."""
        return territory_standings(self.kinds, self.priority_places, self.successors, self.wide)

    @cached_property
    def wide(self) -> frozenset[int]:
        """The territories without a status of their own: the wide kinds, and an EPCI that holds EPT (Grand Paris)."""
        epts = [i for i, kind in enumerate(self.kinds) if kind is TerritoryKind.EPT]
        holders = {p for i in epts for p in self.parents[i] if self.kinds[p] is TerritoryKind.EPCI}
        return frozenset(holders.union(i for i, kind in enumerate(self.kinds) if kind in WIDE_KINDS))

    @cached_property
    def wider(self) -> frozenset[int]:
        """The targets that never lift what they contain: what is wide, and shares its ground with nothing narrower."""
        return frozenset(i for i in self.wide if self.wide.issuperset(self.same_ground[i]))

    @cached_property
    def around(self) -> list[frozenset[int]]:
        """For each territory, those that may reach it from above: its ancestors, and wider ones that overlap it."""
        known: dict[frozenset[int], frozenset[int]] = {}
        found = (
            above.union(self.wider & overlaps) if overlaps else above
            for above, overlaps in zip(self.ancestors, self.overlaps, strict=True)
        )
        return [known.setdefault(above, above) for above in found]

    @cached_property
    def sharing(self) -> Sharing:
        """The intercommunalities that several contracts share, and the territories for which each may read wider."""
        groupings = {i for kind in GROUPINGS for i in self.by_kind.get(kind, ())} - self.wide
        around = {c: self.ancestors[c] & groupings for c in self.by_kind.get(TerritoryKind.CITY_CONTRACT, ())}
        return Sharing.of(around, self.same, lambda c: {c, *self.same_ground[c], *self.descendants(c)})

    def too_wide(self, i: int, day: int) -> frozenset[int]:
        """Return the intercommunalities that read wider for a territory on a day: several contracts share them."""
        return self.sharing.too_wide(i, lambda contract: self.in_force(contract, day))

    def same(self, i: int) -> set[int]:
        """Return the territories of the same ground, and of a contract also those that its leads govern."""
        return {*self.same_ground[i], *(led for led, _, _ in self.led_grounds[i])} - {i}

    @cached_property
    def led_by(self) -> Mapping[int, "array[int]"]:
        """The contracts by the territories that their leads govern."""
        return rows_by_value((led for led, _, _ in grounds) for grounds in self.led_grounds)

    @cached_property
    def successors(self) -> Mapping[int, "array[int]"]:
        """The contracts that succeed each directly."""
        return rows_by_value(self.predecessors)

    def linked(self, i: int, *, sure: bool = False) -> set[int]:
        """Return the contracts before and after a contract; with `sure`, without successions that rest on the place."""

        def before(one: int) -> Iterable[int]:
            return (p for p in self.predecessors[one] if not (sure and (one, p) in self.located))

        def after(one: int) -> Iterable[int]:
            return (s for s in self.successors.get(one, ()) if not (sure and (s, one) in self.located))

        return closure(i, before) | closure(i, after)

    @cached_property
    def linked_contracts(self) -> dict[int, set[int]]:
        """The contracts that a succession links to each, before and after."""
        found = ((i, self.linked(i)) for i in self.by_kind.get(TerritoryKind.CITY_CONTRACT, ()))
        return {i: linked for i, linked in found if linked}

    def attachments(self, i: int) -> Iterator[int]:
        """Yield where a territory is counted: its département, région and the country, as far as it lies below them."""
        while self.attached_to[i] != i:
            i = self.attached_to[i]
            yield i

    def is_within(self, i: int, place: int) -> bool:
        """Return whether a territory is another or lies within it: counted in a wide kind, part of anything smaller."""
        if i == place:
            return True
        return place in (self.attachments(i) if self.kinds[place] in WIDE_KINDS else self.ancestors[i])

    @cached_property
    def by_kind(self) -> Mapping[str, "array[int]"]:
        """Indexes by kind, ordered by code then id."""
        found: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        for i in sorted(range(len(self.ids)), key=lambda i: (self.codes[i], self.ids[i])):
            found[self.kinds[i]].append(i)
        return dict(found)

    def of_code(self, kind: str, code: str) -> Sequence[int]:
        """Return the indexes of a kind's territories of this code; several for a contract of two generations."""
        some, code_of = self.by_kind.get(kind, array("i")), self.codes.__getitem__
        return some[bisect_left(some, code, key=code_of) : bisect_right(some, code, key=code_of)]

    def in_force(self, i: int, day: int) -> bool:
        """Return whether a contract or a QPV is in force on a day; other territories always are."""
        return self.starts[i] <= day <= self.ends[i]

    def on_day(self, kind: str, day: int) -> list[int]:
        """Return the territories of a kind that are in force on a day, by code, then id."""
        every = self.by_kind.get(kind, ())
        return [i for i in every if self.in_force(i, day)] if kind in DATED else [*every]

    def contracts_on(self, day: int) -> list[int]:
        """Return the contracts in force on a day."""
        return self.on_day(TerritoryKind.CITY_CONTRACT, day)

    def in_city_contracts(self, day: int) -> Iterator[int]:
        """Yield what has, leads or lies in a contract in force on a day, and the QPV of the day; some often."""
        yield from self.on_day(TerritoryKind.QPV, day)
        for contract in self.contracts_on(day):
            yield contract
            yield from self.ancestors[contract]
            yield from self.inside.get(contract, ())
            yield from (ground for ground, start, end in self.led_grounds[contract] if start <= day <= end)
