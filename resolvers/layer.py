"""What is in effect on a day, by territory and axis, as bitsets.

Rule: an engagement is one bit; each reaches a row once, by the first of DIRECT, PARTIAL, INHERITED, WIDER that holds.
Everything is remembered with the snapshot it was made from.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from graph.vocabulary import Reach
from resolvers.calendar import NEVER_ENDS
from resolvers.snapshot import AXES, INHERITING, Snapshot

LAYERS_KEPT = 16
Bits = dict[int, int]


@dataclass(frozen=True)
class Question:
    """What decides which engagements count, beside the ground and the axis: bits of roles and of criteria.

    Criteria that are None filter nothing.
    """

    roles: int
    criteria: int | None = None

    def counts(self, snapshot: Snapshot, engagement: int) -> bool:
        """Return whether an engagement has an actor that counts, on the criteria asked about."""
        engagements = snapshot.engagements
        if self.criteria is not None and not engagements.criteria[engagement] & self.criteria:
            return False
        return any(mask & self.roles for _, mask in engagements.actors[engagement])


@dataclass
class Reached:
    """The engagements that reach one row on one axis, by reach, as bitsets; `via` those only by a predecessor."""

    direct: int
    partial: int
    inherited: int
    wider: int
    via: int

    def by_reach(self) -> list[tuple[Reach, int]]:
        """Return the bitsets in the order of the reaches."""
        return list(zip(Reach, (self.direct, self.partial, self.inherited, self.wider), strict=True))


@dataclass
class Layer:
    """What counts on one day for one question."""

    snapshot: Snapshot
    day: int
    question: Question
    active: list[int] = field(default_factory=list)
    direct: list[Bits] = field(default_factory=list)
    below: list[Bits] = field(default_factory=list)
    via: list[Bits] = field(default_factory=list)
    _above: dict[tuple[int, frozenset[int]], tuple[int, int]] = field(default_factory=dict)
    _actors: dict[int, frozenset[int]] = field(default_factory=dict)
    _confirmed: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Place every engagement in effect on its targets, then on what they lie in, overlap or are succeeded by."""
        snapshot = self.snapshot
        self.active = [e for e in snapshot.engagements.on(self.day) if self.question.counts(snapshot, e)]
        self.direct = [defaultdict(int) for _ in AXES]
        for position, e in enumerate(self.active):
            for axis in snapshot.engagements.axes[e]:
                for target in snapshot.engagements.targets[e]:
                    self.direct[axis][target] |= 1 << position
        territories = snapshot.territories
        for direct in self.direct:
            below: Bits = defaultdict(int)
            via: Bits = defaultdict(int)
            for target, bits in direct.items():
                for row in territories.ancestors[target] | territories.overlaps[target]:
                    below[row] |= bits
                for row in territories.all_successors.get(target, ()):
                    via[row] |= bits
            self.below.append(below)
            self.via.append(via)

    def reached(self, row: int, axis: int) -> Reached:
        """Return what reaches a row on an axis."""
        direct = self.direct[axis].get(row, 0)
        below = self.below[axis].get(row, 0)
        via = self.via[axis].get(row, 0)
        partial = (below | via) & ~direct
        inherited, wider = self._from_above(row, axis)
        inherited &= ~(direct | partial)
        return Reached(direct, partial, inherited, wider & ~(direct | partial | inherited), via & ~(below | direct))

    def _from_above(self, row: int, axis: int) -> tuple[int, int]:
        territories = self.snapshot.territories
        key = axis, territories.ancestors[row]
        found = self._above.get(key)
        if found is None:
            inherited = wider = 0
            for above in key[1]:
                bits = self.direct[axis].get(above, 0)
                if territories.kinds[above] in INHERITING:
                    inherited |= bits
                else:
                    wider |= bits
            found = self._above[key] = inherited, wider
        return found

    def actors(self, bits: int) -> frozenset[int]:
        """Return the actors that count in these engagements."""
        found = self._actors.get(bits)
        if found is None:
            roles, actors = self.question.roles, self.snapshot.engagements.actors
            found = frozenset(a for e in self.engagements(bits) for a, mask in actors[e] if mask & roles)
            self._actors[bits] = found
        return found

    def confirmed(self, bits: int) -> int:
        """Return the last day on which one of these engagements was confirmed; 0 for never."""
        found = self._confirmed.get(bits)
        if found is None:
            confirmed = self.snapshot.engagements.confirmed
            found = self._confirmed[bits] = max((confirmed[e] for e in self.engagements(bits)), default=0)
        return found

    def engagements(self, bits: int) -> list[int]:
        """Return the engagements of a bitset, in the order of their ids."""
        return [self.active[i] for i in positions(bits)]


def positions(bits: int) -> Iterable[int]:
    """Return the places of the bits that are set, lowest first."""
    text = bin(bits)[:1:-1]
    place = text.find("1")
    while place >= 0:
        yield place
        place = text.find("1", place + 1)


def layer(snapshot: Snapshot, day: int, question: Question) -> Layer:
    """Return the layer of a day, made once for a snapshot."""
    kept: dict[tuple[int, Question], Layer] = snapshot.memory.setdefault("layers", {})
    found = kept.pop((day, question), None) or Layer(snapshot, day, question)
    while len(kept) >= LAYERS_KEPT:
        del kept[next(iter(kept))]
    kept[day, question] = found
    return found


class Endings:
    """When what once reached a row directly or partially stopped counting, by axis and row."""

    def __init__(self, snapshot: Snapshot, question: Question) -> None:
        self._ends: list[dict[int, list[tuple[int, int]]]] = [defaultdict(list) for _ in AXES]
        territories, engagements = snapshot.territories, snapshot.engagements
        for e, end in enumerate(engagements.ends):
            if end == NEVER_ENDS or not question.counts(snapshot, e):
                continue
            rows: set[int] = set()
            for target in engagements.targets[e]:
                rows |= {target} | territories.ancestors[target] | territories.overlaps[target]
                rows |= territories.all_successors.get(target, set())
            for axis in engagements.axes[e]:
                for row in rows:
                    self._ends[axis][row].append((end, e))
        for by_row in self._ends:
            for ends in by_row.values():
                ends.sort()

    def last(self, row: int, axis: int, day: int) -> tuple[int, list[int]] | None:
        """Return the last day before this one on which something stopped counting, and what did; None if nothing."""
        ends = self._ends[axis].get(row)
        place = bisect_left(ends, (day, -1)) if ends else 0
        if not ends or not place:
            return None
        end = ends[place - 1][0]
        return end, [e for _, e in ends[bisect_left(ends, (end, -1)) : place]]


def endings(snapshot: Snapshot, question: Question) -> Endings:
    """Return the endings for a question, made once for a snapshot."""
    kept: dict[Question, Endings] = snapshot.memory.setdefault("endings", {})
    if question not in kept:
        while len(kept) >= LAYERS_KEPT:
            del kept[next(iter(kept))]
        kept[question] = Endings(snapshot, question)
    return kept[question]
