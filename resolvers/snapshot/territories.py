"""The hierarchy of the territories, as compact arrays in the process: nodes are indexes, days ordinals."""

from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graph.calendar import NEVER_ENDS, ordinal
from graph.vocabulary import TerritoryKind
from resolvers.snapshot.columns import Places, places
from resolvers.snapshot.records import TerritoryRecord

COUNTRY = "country:FR"
INHERITING = frozenset({
    TerritoryKind.EPCI, TerritoryKind.EPT, TerritoryKind.COMMUNE, TerritoryKind.CITY_CONTRACT, TerritoryKind.QPV,
})  # fmt: skip


@dataclass(frozen=True)
class Territories:
    """The territories and how they lie: every list is by index, in the order of the ids."""

    ids: list[str]
    kinds: list[TerritoryKind]
    codes: list[str]
    names: list[str]
    parents: list[tuple[int, ...]]
    overlaps: list[frozenset[int]]
    starts: "array[int]"
    ends: "array[int]"
    led_grounds: list[tuple[tuple[int, int, int], ...]]
    predecessors: list[tuple[int, ...]]
    index: Places

    @classmethod
    def of_ids(cls, ids: Sequence[str]) -> "Territories":
        """Return territories of which nothing is known yet but their ids, in order."""
        size = len(ids)
        kinds = [TerritoryKind.COUNTRY] * size
        codes, names = ([""] * size for _ in range(2))
        index = Places((identifier, i) for i, identifier in enumerate(ids))
        starts, ends = array("i", [0]) * size, array("i", [NEVER_ENDS]) * size
        overlaps: list[frozenset[int]] = [frozenset()] * size
        grounds: list[tuple[tuple[int, int, int], ...]] = [()] * size
        parents: list[tuple[int, ...]] = [()] * size
        predecessors: list[tuple[int, ...]] = [()] * size
        return cls(list(ids), kinds, codes, names, parents, overlaps, starts, ends, grounds, predecessors, index)

    def add(self, records: Iterable[TerritoryRecord]) -> None:
        """Take what records say, while the territories are being built."""
        index = self.index
        known: dict[Any, Any] = {}
        for record in records:
            i = index[record.id]
            self.kinds[i], self.codes[i], self.names[i] = TerritoryKind(record.kind), record.code, record.name_key
            parents = tuple(index[p] for p in record.parents)
            self.parents[i] = known.setdefault(parents, parents)
            for other in record.overlaps:
                for one, added in ((i, index[other]), (index[other], i)):
                    overlaps = self.overlaps[one] | {added}
                    self.overlaps[one] = known.setdefault(overlaps, overlaps)
            self.starts[i], self.ends[i] = ordinal(record.starts_on, 0), ordinal(record.ends_on, NEVER_ENDS)
            self.led_grounds[i] = tuple(
                (index[ground], ordinal(start, 0), ordinal(end, NEVER_ENDS))
                for ground, start, end in record.led_grounds
            )
            self.predecessors[i] = tuple(index[p] for p in record.predecessors)

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
        return places(self.parents)

    def descendants(self, i: int) -> set[int]:
        """Return a territory's strict descendants."""
        return _closure(i, lambda place: self.children.get(place, ()))

    def all_predecessors(self, i: int) -> set[int]:
        """Return the contracts that this one succeeds, directly or not."""
        return _closure(i, self.predecessors.__getitem__)

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
    def by_kind(self) -> Mapping[str, "array[int]"]:
        """Indexes by kind, ordered by code then id."""
        found: defaultdict[str, array[int]] = defaultdict(lambda: array("i"))
        for i in sorted(range(len(self.ids)), key=lambda i: (self.codes[i], self.ids[i])):
            found[self.kinds[i]].append(i)
        return dict(found)

    def of_code(self, kind: str, code: str) -> Sequence[int]:
        """Return the indexes of a kind's territories of this code; several for a contract of two generations."""
        some = self.by_kind.get(kind, array("i"))
        code_of = self.codes.__getitem__
        return some[bisect_left(some, code, key=code_of) : bisect_right(some, code, key=code_of)]

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


def _closure(start: int, steps: Callable[[int], Iterable[int]]) -> set[int]:
    found: set[int] = set()
    waiting = list(steps(start))
    while waiting:
        i = waiting.pop()
        if i not in found:
            found.add(i)
            waiting.extend(steps(i))
    return found
