"""The hierarchy of the territories as compact arrays: nodes are indexes, days are ordinals.

The file is longer than others because the columns and everything derived from them belong together.
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
from resolvers.snapshot.columns import IndexById, Strings, rows_by_value
from resolvers.snapshot.records import TerritoryRecord
from resolvers.snapshot.sharing import GROUPINGS, Sharing
from resolvers.snapshot.standings import Standing, territory_standings

COUNTRY = "country:FR"
WIDE_KINDS = frozenset({TerritoryKind.DEPARTEMENT, TerritoryKind.REGION, TerritoryKind.COUNTRY})
"""The kinds in which other territories are counted: a territory of another kind is counted in exactly one of each."""
DATED = frozenset({TerritoryKind.CITY_CONTRACT, TerritoryKind.QPV})
"""The kinds whose territories are in force only between two days; territories of other kinds always are."""
QPV_SINCE = date(2024, 1, 1).toordinal()
"""The first day of the present generation of QPV."""


@dataclass(frozen=True)
class Territories:
    """The territories and their relations; every column is indexed in the order of the ids.

    `attached_to` is the territory in which each territory is counted (the country is counted in itself). `populations`
    are those of QPV, where known. `assumed` are the contracts with an assumed perimeter; `located` contains the
    successions that rest on location alone, as pairs (newer, older).
    """

    ids: Sequence[str]
    kinds: list[TerritoryKind]
    codes: Sequence[str]
    names: Sequence[str]
    name_keys: Sequence[str]
    parents: list[tuple[int, ...]]
    overlaps: list[frozenset[int]]
    same_ground: list[tuple[int, ...]]
    attached_to: "array[int]"
    populations: dict[int, int]
    assumed: set[int]
    starts: "array[int]"
    ends: "array[int]"
    led_territories: list[tuple[tuple[int, int, int], ...]]
    predecessors: list[tuple[int, ...]]
    located: set[tuple[int, int]]
    index: IndexById

    @classmethod
    def of_ids(cls, ids: Sequence[str]) -> "Territories":
        """Return territories without any other facts than these ids, which are in order."""
        size = len(ids)
        kinds = [TerritoryKind.COUNTRY] * size
        index = IndexById((identifier, i) for i, identifier in enumerate(ids))
        starts, ends = array("i", [0]) * size, array("i", [NEVER_ENDS]) * size
        overlaps: list[frozenset[int]] = [frozenset()] * size
        led_territories: list[tuple[tuple[int, int, int], ...]] = [()] * size
        parents: list[tuple[int, ...]] = [()] * size
        predecessors: list[tuple[int, ...]] = [()] * size
        same_ground: list[tuple[int, ...]] = [()] * size
        return cls(
            list(ids), kinds, [""] * size, [""] * size, [""] * size, parents, overlaps, same_ground,
            array("i", range(size)), {}, set(), starts, ends, led_territories, predecessors, set(), index,
        )  # fmt: skip

    def add(self, records: Iterable[TerritoryRecord]) -> None:
        """Add the facts of records while the territories are being built."""
        index = self.index
        codes, names, keys = (cast("list[str]", column) for column in (self.codes, self.names, self.name_keys))
        known: dict[Any, Any] = {}
        for record in records:
            i = index[record.id]
            self.kinds[i], codes[i] = TerritoryKind(record.kind), record.code
            names[i], keys[i] = record.name, record.name_key
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
            self.led_territories[i] = tuple(
                (index[led], ordinal(start, 0), ordinal(end, NEVER_ENDS)) for led, start, end in record.led_territories
            )
            self.predecessors[i] = tuple(index[p] for p, _ in record.predecessors)
            self.located.update((i, index[p]) for p, basis in record.predecessors if basis == SuccessionBasis.LOCATION)

    def amended(
        self, records: Sequence[TerritoryRecord], predecessors: Mapping[str, Sequence[tuple[str, str | None]]]
    ) -> "Territories":
        """Return these territories with the areas stated by the records, and new predecessors for some contracts.

        New territories come last, out of the order of the ids; the leads of contracts stay as they are.
        """
        ids = [*self.ids, *(record.id for record in records if record.id not in self.index)]
        more, index = len(ids) - len(self.ids), IndexById((identifier, i) for i, identifier in enumerate(ids))
        moved = {index[record.id] for record in records}
        succeeding = {index[identifier] for identifier in predecessors}
        overlaps = [frozenset() if i in moved else others - moved for i, others in enumerate(self.overlaps)]
        same = [() if i in moved else tuple(set(others) - moved) for i, others in enumerate(self.same_ground)]
        other = Territories(
            ids,
            [*self.kinds, *[TerritoryKind.QPV] * more],
            [*self.codes, *[""] * more],
            [*self.names, *[""] * more],
            [*self.name_keys, *[""] * more],
            [*self.parents, *[()] * more],
            [*overlaps, *[frozenset[int]()] * more],
            [*same, *[()] * more],
            array("i", [*self.attached_to, *range(len(self.ids), len(ids))]),
            {i: count for i, count in self.populations.items() if i not in moved},
            self.assumed - moved,
            array("i", [*self.starts, *[0] * more]),
            array("i", [*self.ends, *[NEVER_ENDS] * more]),
            [*self.led_territories, *[()] * more],
            [*self.predecessors, *[()] * more],
            {pair for pair in self.located if pair[0] not in succeeding | moved},
            index,
        )
        other.add(records)
        for i in moved & set(range(len(self.ids))):
            other.led_territories[i] = self.led_territories[i]
        for i, others in ((index[identifier], others) for identifier, others in predecessors.items()):
            other.predecessors[i] = tuple(index[p] for p, _ in others)
            other.located.update((i, index[p]) for p, basis in others if basis == SuccessionBasis.LOCATION)
        return other

    @cached_property
    def values(self) -> Mapping[str, Strings]:
        """The columns of values that answers show, by their names in the API."""
        columns = {"id": self.ids, "kind": self.kinds, "code": self.codes, "name": self.names}
        return {name: column if isinstance(column, Strings) else Strings.of(column) for name, column in columns.items()}

    @cached_property
    def ancestors(self) -> list[frozenset[int]]:
        """The strict ancestors of each territory."""
        known: dict[frozenset[int], frozenset[int]] = {}

        def above(parents: frozenset[int]) -> frozenset[int]:
            """Return the parents and all their ancestors; equal sets of parents share one object."""
            all_above = known.get(parents)
            if all_above is None:
                all_above = known[parents] = parents.union(*(above(frozenset(self.parents[p])) for p in parents))
            return all_above

        return [above(frozenset(parents)) for parents in self.parents]

    @cached_property
    def children(self) -> Mapping[int, "array[int]"]:
        """The direct children of each territory that has any."""
        return rows_by_value(self.parents)

    @cached_property
    def contracts_of(self) -> Mapping[int, Sequence[int]]:
        """The contracts that a territory is or lies in, for each territory that has any."""
        contracts = frozenset(self.by_kind.get(TerritoryKind.CITY_CONTRACT, ()))
        contracts_by_territory = ((i, contracts & (above | {i})) for i, above in enumerate(self.ancestors))
        return {i: sorted(some) for i, some in contracts_by_territory if some}

    @cached_property
    def inside(self) -> Mapping[int, "array[int]"]:
        """For each territory, everything that lies in it, even partly; territories without any are left out."""
        return rows_by_value(above | overlaps for above, overlaps in zip(self.ancestors, self.overlaps, strict=True))

    def descendants(self, i: int) -> set[int]:
        """Return the strict descendants of a territory."""
        return closure(i, lambda place: self.children.get(place, ()))

    @cached_property
    def priority_places(self) -> Mapping[int, int]:
        """For each territory that has any, the number of QPV and contracts that are at least partly inside it."""
        counts: Counter[int] = Counter()
        for kind in DATED:
            for i in self.by_kind.get(kind, ()):
                counts.update(self.ancestors[i] | self.overlaps[i] | {led for led, _, _ in self.led_territories[i]})
        return counts

    @cached_property
    def search_standings(self) -> list[Standing]:
        """The standing of each territory in a search."""
        return territory_standings(self.kinds, self.priority_places, self.successors, self.wide)

    @cached_property
    def wide(self) -> frozenset[int]:
        """The territories without a status of their own: the wide kinds, and EPCI that contain EPT (Grand Paris)."""
        epts = [i for i, kind in enumerate(self.kinds) if kind is TerritoryKind.EPT]
        holders = {p for i in epts for p in self.parents[i] if self.kinds[p] is TerritoryKind.EPCI}
        return frozenset(holders.union(i for i, kind in enumerate(self.kinds) if kind in WIDE_KINDS))

    @cached_property
    def wider(self) -> frozenset[int]:
        """The wide territories whose engagements never change the status of the cells inside.

        No territory that is not wide has the same boundaries as one of them.
        """
        return frozenset(i for i in self.wide if self.wide.issuperset(self.same_ground[i]))

    @cached_property
    def around(self) -> list[frozenset[int]]:
        """For each territory, those that may reach it from above: ancestors and overlapping wider territories."""
        known: dict[frozenset[int], frozenset[int]] = {}
        territories = (
            above.union(self.wider & overlaps) if overlaps else above
            for above, overlaps in zip(self.ancestors, self.overlaps, strict=True)
        )
        return [known.setdefault(above, above) for above in territories]

    @cached_property
    def sharing(self) -> Sharing:
        """The intercommunalities that several contracts share, and the territories for which their reach is WIDER."""
        groupings = {i for kind in GROUPINGS for i in self.by_kind.get(kind, ())} - self.wide
        around = {c: self.ancestors[c] & groupings for c in self.by_kind.get(TerritoryKind.CITY_CONTRACT, ())}
        return Sharing.of(around, self.same, lambda c: {c, *self.same_ground[c], *self.descendants(c)})

    def too_wide(self, i: int, day: int) -> frozenset[int]:
        """Return the intercommunalities whose reach is WIDER for a territory on a day, since contracts share them."""
        return self.sharing.too_wide(i, lambda contract: self.in_force(contract, day))

    def same(self, i: int) -> set[int]:
        """Return the territories with the same ground; for a contract, also the territories that its leads govern."""
        return {*self.same_ground[i], *(led for led, _, _ in self.led_territories[i])} - {i}

    @cached_property
    def led_by(self) -> Mapping[int, "array[int]"]:
        """For each territory governed by the lead of a contract, the contracts with such a lead."""
        return rows_by_value((led for led, _, _ in led_territories) for led_territories in self.led_territories)

    @cached_property
    def successors(self) -> Mapping[int, "array[int]"]:
        """The direct successors of each contract."""
        return rows_by_value(self.predecessors)

    def linked(self, i: int, *, sure: bool = False) -> set[int]:
        """Return the contracts that successions link to a contract; `sure` ignores successions by location alone."""

        def before(one: int) -> Iterable[int]:
            return (p for p in self.predecessors[one] if not (sure and (one, p) in self.located))

        def after(one: int) -> Iterable[int]:
            return (s for s in self.successors.get(one, ()) if not (sure and (s, one) in self.located))

        return closure(i, before) | closure(i, after)

    @cached_property
    def linked_contracts(self) -> dict[int, set[int]]:
        """The contracts linked to each contract by successions, before and after."""
        contracts = ((i, self.linked(i)) for i in self.by_kind.get(TerritoryKind.CITY_CONTRACT, ()))
        return {i: linked for i, linked in contracts if linked}

    def attachments(self, i: int) -> Iterator[int]:
        """Yield where a territory is counted: its département, région and the country, if they are above it."""
        while self.attached_to[i] != i:
            i = self.attached_to[i]
            yield i

    def is_within(self, i: int, place: int) -> bool:
        """Return whether a territory is `place`, is counted in it (if it is of a wide kind), or lies inside it."""
        if i == place:
            return True
        return place in (self.attachments(i) if self.kinds[place] in WIDE_KINDS else self.ancestors[i])

    @cached_property
    def by_kind(self) -> Mapping[str, "array[int]"]:
        """The indexes by kind, ordered by code, then id."""
        indexes: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        for i in sorted(range(len(self.ids)), key=lambda i: (self.codes[i], self.ids[i])):
            indexes[self.kinds[i]].append(i)
        return dict(indexes)

    def of_code(self, kind: str, code: str) -> Sequence[int]:
        """Return the territories of a kind with this code; several if contracts of two generations share the code."""
        some, code_of = self.by_kind.get(kind, array("i")), self.codes.__getitem__
        return some[bisect_left(some, code, key=code_of) : bisect_right(some, code, key=code_of)]

    def in_force(self, i: int, day: int) -> bool:
        """Return whether a contract or a QPV is in force on a day; other territories always are."""
        return self.starts[i] <= day <= self.ends[i]

    def on_day(self, kind: str, day: int) -> list[int]:
        """Return the territories of a kind in force on a day, by code, then id."""
        every = self.by_kind.get(kind, ())
        return [i for i in every if self.in_force(i, day)] if kind in DATED else [*every]

    def contracts_on(self, day: int) -> list[int]:
        """Return the contracts in force on a day."""
        return self.on_day(TerritoryKind.CITY_CONTRACT, day)

    def in_city_contracts(self, day: int) -> Iterator[int]:
        """Yield the QPV and contracts in force on a day, and what contains, leads or lies in a contract; may repeat."""
        yield from self.on_day(TerritoryKind.QPV, day)
        for contract in self.contracts_on(day):
            yield contract
            yield from self.ancestors[contract]
            yield from self.inside.get(contract, ())
            yield from (led for led, start, end in self.led_territories[contract] if start <= day <= end)
