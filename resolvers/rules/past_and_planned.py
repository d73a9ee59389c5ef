"""Endings: when what once reached a row directly or partially stopped counting."""

from bisect import bisect_left
from collections import defaultdict

from graph.calendar import NEVER_ENDS
from resolvers.rules.question import Question
from resolvers.snapshot.model import AXES, Snapshot


class Endings:
    """The days on which engagements that reached a row directly or partially stopped counting."""

    def __init__(self, snapshot: Snapshot, question: Question) -> None:
        """Note by axis and target what stops counting, in the order of the days."""
        engagements = snapshot.engagements
        self._territories, self._ends = snapshot.territories, engagements.ends
        self._ended: list[dict[int, list[int]]] = [defaultdict(list) for _ in AXES]
        self._near: dict[int, list[int]] = {}
        ending = [e for e, end in enumerate(self._ends) if end != NEVER_ENDS and question.counts(snapshot, e)]
        for e in sorted(ending, key=self._ends.__getitem__):
            for axis in engagements.axes[e]:
                for target in engagements.targets[e]:
                    self._ended[axis][target].append(e)
        self._targets = frozenset().union(*self._ended)

    def _of(self, row: int, axis: int) -> list[list[int]]:
        """Return what stops counting on an axis of all that reaches a row directly or partially, target by target."""
        near = self._near.get(row)
        if near is None:
            territories = self._territories
            found = {row} | territories.descendants(row) | territories.overlaps[row] | territories.all_predecessors(row)
            near = self._near[row] = sorted(found & self._targets)
        ended = self._ended[axis]
        return [ended[target] for target in near if target in ended]

    def has(self, row: int, axis: int) -> bool:
        """Return whether anything that reaches a row directly or partially ever stops."""
        return bool(self._of(row, axis))

    def last(self, row: int, axis: int, day: int) -> tuple[int, set[int]] | None:
        """Return the last day before this one on which something stopped counting, and what did; None if nothing."""
        lists, ends = self._of(row, axis), self._ends
        past = [ended[: bisect_left(ended, day, key=ends.__getitem__)] for ended in lists]
        last = max((ends[ended[-1]] for ended in past if ended), default=None)
        return None if last is None else (last, {e for ended in past for e in ended if ends[e] == last})


def endings(snapshot: Snapshot, question: Question) -> Endings:
    """Return the endings for a question, found once for a snapshot."""
    kept = snapshot.memory.endings
    found: Endings | None = kept.get(question)
    if found is None:
        found = kept[question] = Endings(snapshot, question)
    return found
