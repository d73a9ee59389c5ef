"""The reach index: for each territory and axis, the engagements in effect on a day that reach it, as bitsets.

On each axis an engagement is one bit. It reaches a row in one way only: the first of DIRECT, PARTIAL, INHERITED and
WIDER that applies.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from graph.calendar import months_after
from graph.vocabulary import Reach
from resolvers.rules.question import Question
from resolvers.rules.territory_reach import rows_reached
from resolvers.snapshot.model import AXES, Snapshot

Bits = dict[int, int]
_Around = tuple[frozenset[int], frozenset[int]]
"""The territories that may reach a row from above, and those among them that are too wide for it."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The engagements that reach a row on an axis, by reach, as bitsets; those in `via` reach it by succession only."""

    direct: int
    partial: int
    inherited: int
    via: int

    @property
    def near(self) -> int:
        """The engagements that may improve the status of the cell: all but the wider ones."""
        return self.direct | self.partial | self.inherited


class ReachIndex:
    """The engagements that count on one day for one question; bit `i` of an axis means `active[axis][i]`."""

    def __init__(self, snapshot: Snapshot, day: int, question: Question) -> None:
        """Record each engagement in effect.

        It is recorded under its targets and under the territories that these lie in, overlap or are linked to.
        """
        self.snapshot, self.question, self._day = snapshot, question, day
        self.active: list[list[int]] = [[] for _ in AXES]
        self.confirmed = [0 for _ in AXES]
        """By axis, the engagements that are confirmed on the day."""
        self.uncarried = [0 for _ in AXES]
        """By axis, the delivered diagnostics that count though nobody carries them."""
        self.past = [0 for _ in AXES]
        """By axis, the engagements that were held or delivered before the day."""
        self._targeted: list[Bits] = [defaultdict(int) for _ in AXES]
        self.direct: list[Bits] = [defaultdict(int) for _ in AXES]
        self.below: list[Bits] = [defaultdict(int) for _ in AXES]
        self.via: list[Bits] = [defaultdict(int) for _ in AXES]
        self._from_above: list[dict[_Around, int]] = [{} for _ in AXES]
        self._from_wider: list[dict[_Around, int]] = [{} for _ in AXES]
        since = months_after(day, -snapshot.durations.confirmation)
        for e in snapshot.engagements.on(day):
            self._place(e, counts=question.counts(snapshot, e), since=since)
        for target in set().union(*self._targeted):
            self._spread(target)

    def _place(self, engagement: int, *, counts: bool, since: int) -> None:
        engagements = self.snapshot.engagements
        confirmed = engagements.is_confirmed(engagement, self._day, since)
        past = engagements.is_past(engagement, self._day)
        for axis in engagements.axes[engagement]:
            if not counts and not self.question.counts_alone(self.snapshot, engagement, axis, self._day):
                continue
            bit = 1 << len(self.active[axis])
            self.active[axis].append(engagement)
            if confirmed:
                self.confirmed[axis] |= bit
            if not counts:
                self.uncarried[axis] |= bit
            if past:
                self.past[axis] |= bit
            for target in engagements.targets[engagement]:
                self._targeted[axis][target] |= bit

    def _spread(self, target: int) -> None:
        territories = self.snapshot.territories
        rows = rows_reached(territories, target)
        succession = [row for row in rows.succession if territories.in_force(row, self._day)]
        for targeted, direct, below, via in zip(self._targeted, self.direct, self.below, self.via, strict=True):
            bits = targeted.get(target)
            if not bits:
                continue
            for row in rows.direct:
                direct[row] |= bits
            for row in rows.partial:
                # Most rows are reached from one target only, and share its bitset.
                below[row] = below[row] | bits if row in below else bits
            for row in succession:
                via[row] |= bits

    def reached(self, row: int, axis: int) -> Reached:
        """Return the engagements that reach a row on an axis, confirmed or not, except from wider territories."""
        direct = self.direct[axis].get(row, 0)
        below = self.below[axis].get(row, 0)
        via = self.via[axis].get(row, 0)
        partial = (below | via) & ~direct
        inherited = self._above(row, axis, wider=False) & ~(direct | partial)
        return Reached(direct, partial, inherited, via & ~(below | direct))

    def wider(self, row: int, axis: int) -> int:
        """Return what reaches a row on an axis from wider territories only, confirmed or not."""
        return self._above(row, axis, wider=True) & ~self.reached(row, axis).near

    def by_reach(self, row: int, axis: int) -> list[tuple[Reach, int]]:
        """Return the confirmed engagements that reach a row on an axis, as a bitset for each reach, in order."""
        reached, confirmed = self.reached(row, axis), self.confirmed[axis]
        bitsets = reached.direct, reached.partial, reached.inherited, self.wider(row, axis)
        return [(reach, bits & confirmed) for reach, bits in zip(Reach, bitsets, strict=True)]

    def _above(self, row: int, axis: int, *, wider: bool) -> int:
        territories = self.snapshot.territories
        around, too_wide = key = territories.around[row], territories.too_wide(row, self._day)
        kept = (self._from_wider if wider else self._from_above)[axis]
        bits = kept.get(key)
        if bits is None:
            targeted, bits = self._targeted[axis], 0
            for above in around:
                if above in targeted and (above in territories.wider or above in too_wide) is wider:
                    bits |= targeted[above]
            kept[key] = bits
        return bits

    def actors(self, axis: int, bits: int) -> set[int]:
        """Return the actors that count in these engagements."""
        if not bits:
            return set()
        question, snapshot = self.question, self.snapshot
        actors = snapshot.engagements.actors
        return {
            a for e in self.engagements(axis, bits) for a, mask in actors[e] if mask & question.roles_in(snapshot, e)
        }

    def engagements(self, axis: int, bits: int) -> list[int]:
        """Return the engagements of a bitset, in the order of their ids."""
        active = self.active[axis]
        return [active[i] for i in positions(bits)]


def positions(bits: int) -> Iterable[int]:
    """Return the positions of the bits that are set, lowest first."""
    text = bin(bits)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)
