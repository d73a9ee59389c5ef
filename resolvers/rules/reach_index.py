"""The reach index: what is in effect on a day and reaches each territory, axis by axis, as bitsets.

On each axis an engagement is one bit; it reaches a row once, by the first of DIRECT, PARTIAL, INHERITED, WIDER that
holds.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.vocabulary import Reach
from resolvers.rules.question import Question
from resolvers.snapshot.model import AXES, Snapshot
from resolvers.snapshot.territories import INHERITING

Bits = dict[int, int]


@dataclass(frozen=True, slots=True)
class Reached:
    """The engagements that reach one row on one axis, by reach, as bitsets; `via` those only by a predecessor."""

    direct: int
    partial: int
    inherited: int
    via: int

    @property
    def near(self) -> int:
        """Those that reach it directly or partially."""
        return self.direct | self.partial

    @property
    def counted(self) -> int:
        """Those that count for the cell: wider ones never do."""
        return self.direct | self.partial | self.inherited


class ReachIndex:
    """The engagements that count on one day for one question; bitsets are over `active`, axis by axis."""

    def __init__(self, snapshot: Snapshot, day: int, question: Question) -> None:
        """Place every engagement in effect on its targets, then on what they lie in, overlap or are succeeded by."""
        self.snapshot, self.question = snapshot, question
        self.active: list[list[int]] = [[] for _ in AXES]
        self.direct: list[Bits] = [defaultdict(int) for _ in AXES]
        self.below: list[Bits] = [defaultdict(int) for _ in AXES]
        self.via: list[Bits] = [defaultdict(int) for _ in AXES]
        self._inherited: dict[tuple[int, frozenset[int]], int] = {}
        for e in snapshot.engagements.on(day):
            if question.counts(snapshot, e):
                self._place(e)
        for axis, direct in enumerate(self.direct):
            self._spread(direct, self.below[axis], self.via[axis])

    def _place(self, engagement: int) -> None:
        engagements = self.snapshot.engagements
        for axis in engagements.axes[engagement]:
            bit = 1 << len(self.active[axis])
            self.active[axis].append(engagement)
            for target in engagements.targets[engagement]:
                self.direct[axis][target] |= bit

    def _spread(self, direct: Bits, below: Bits, via: Bits) -> None:
        territories = self.snapshot.territories
        for target, bits in direct.items():
            for row in territories.ancestors[target] | territories.overlaps[target]:
                below[row] = below[row] | bits if row in below else bits  # most rows have one source: the same number
            for row in territories.all_successors.get(target, ()):
                via[row] |= bits

    def is_near(self, row: int, axis: int) -> bool:
        """Return whether anything reaches a row directly or partially."""
        return row in self.direct[axis] or row in self.below[axis] or row in self.via[axis]

    def reached(self, row: int, axis: int) -> Reached:
        """Return what reaches a row on an axis, wider reach left out."""
        direct = self.direct[axis].get(row, 0)
        below = self.below[axis].get(row, 0)
        via = self.via[axis].get(row, 0)
        partial = (below | via) & ~direct
        inherited = self._inherited_from_above(row, axis) & ~(direct | partial)
        return Reached(direct, partial, inherited, via & ~(below | direct))

    def by_reach(self, row: int, axis: int) -> list[tuple[Reach, int]]:
        """Return the bitsets of all that reaches a row on an axis, in the order of the reaches."""
        reached = self.reached(row, axis)
        wider = self._above(row, axis, inheriting=False) & ~reached.counted
        return list(zip(Reach, (reached.direct, reached.partial, reached.inherited, wider), strict=True))

    def _inherited_from_above(self, row: int, axis: int) -> int:
        key = axis, self.snapshot.territories.ancestors[row]
        found = self._inherited.get(key)
        if found is None:
            found = self._inherited[key] = self._above(row, axis, inheriting=True)
        return found

    def _above(self, row: int, axis: int, *, inheriting: bool) -> int:
        territories, direct = self.snapshot.territories, self.direct[axis]
        found = 0
        for above in territories.ancestors[row]:
            if above in direct and (territories.kinds[above] in INHERITING) is inheriting:
                found |= direct[above]
        return found

    def actors(self, axis: int, bits: int) -> set[int]:
        """Return the actors that count in these engagements."""
        roles, actors = self.question.roles, self.snapshot.engagements.actors
        return {a for e in self.engagements(axis, bits) for a, mask in actors[e] if mask & roles}

    def engagements(self, axis: int, bits: int) -> list[int]:
        """Return the engagements of a bitset, in the order of their ids."""
        active = self.active[axis]
        return [active[i] for i in positions(bits)]


def positions(bits: int) -> Iterable[int]:
    """Return the places of the bits that are set, lowest first."""
    text = bin(bits)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)
