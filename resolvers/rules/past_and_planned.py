"""Lapsed and planned engagements of a row, without those that reach it from a wider territory only."""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from graph.calendar import NEVER_ENDS
from graph.rights import ViewKey
from resolvers.rules.question import Question
from resolvers.rules.territory_reach import DayFacts, day_facts, targets_of
from resolvers.snapshot.model import AXES, Snapshot

ByTarget = dict[int, "array[int]"]


class PastAndPlanned:
    """The engagements that stop counting on some day, and the planned ones, by axis and target."""

    def __init__(self, snapshot: Snapshot, question: Question) -> None:
        """Sort by last day the engagements that stop counting, and by first day the planned ones."""
        engagements = snapshot.engagements
        self._territories, self._ends, self._starts = snapshot.territories, engagements.ends, engagements.planned
        self._planned_ends = engagements.planned_ends
        self._near: dict[tuple[int, DayFacts], array[int]] = {}
        planned = set(engagements.planned_indexes)
        ending = [e for e, end in enumerate(self._ends) if end != NEVER_ENDS and e not in planned]
        self._ended = self._by_axis(snapshot, question, sorted(ending, key=self._ends.__getitem__))
        self._planned = self._by_axis(snapshot, question, sorted(planned, key=lambda e: (self._starts[e], e)))
        self._targets = frozenset().union(*self._ended, *self._planned)

    def _by_axis(self, snapshot: Snapshot, question: Question, engagements: Sequence[int]) -> list[ByTarget]:
        by_axis: list[ByTarget] = [defaultdict(lambda: array("i")) for _ in AXES]
        for e in engagements:
            for axis in snapshot.engagements.axes[e]:
                alone = not self._starts[e] and question.counts_alone(snapshot, e, axis, self._ends[e])
                if alone or question.counts(snapshot, e):
                    for target in snapshot.engagements.targets[e]:
                        by_axis[axis][target].append(e)
        return by_axis

    def _near_targets(self, row: int, day: int) -> "array[int]":
        """Return the targets near a row on a day."""
        key = row, day_facts(self._territories, row, day)
        near = self._near.get(key)
        if near is None:
            targets = targets_of(self._territories, *key)
            near = self._near[key] = array("i", sorted(targets.near & self._targets))
        return near

    def last(self, row: int, axis: int, day: int) -> tuple[int, set[int]] | None:
        """Return the last day before `day` on which engagements stopped counting, with these engagements, or None."""
        ended, ends = self._ended[axis], self._ends
        lists = [ended[target] for target in self._near_targets(row, day) if target in ended]
        past = [some[: bisect_left(some, day, key=ends.__getitem__)] for some in lists]
        last = max((ends[some[-1]] for some in past if some), default=None)
        return None if last is None else (last, {e for some in past for e in some if ends[e] == last})

    def expected(self, row: int, axis: int, day: int) -> int | None:
        """Return the engagement planned to begin first, on this day or later (ties: first by id); None if none."""
        starts = self._starts
        coming = {e for e in self._near_planned(row, axis, day) if starts[e] >= day}
        return min(coming, key=lambda e: (starts[e], e), default=None)

    def overdue(self, row: int, axis: int, day: int) -> set[int]:
        """Return the engagements that are still marked as planned although they have begun, and that have not ended."""
        starts, ends = self._starts, self._planned_ends
        return {e for e in self._near_planned(row, axis, day) if starts[e] < day <= ends[e]}

    def _near_planned(self, row: int, axis: int, day: int) -> Iterator[int]:
        """Yield what is planned near a row on an axis, once for each of its targets there."""
        planned = self._planned[axis]
        for target in self._near_targets(row, day):
            yield from planned.get(target, ())


def past_and_planned(snapshot: Snapshot, question: Question) -> PastAndPlanned:
    """Return what is past and planned for a question, cached with the snapshot."""
    return snapshot.caches.past_and_planned.get(ViewKey.of_all(question), lambda: PastAndPlanned(snapshot, question))
