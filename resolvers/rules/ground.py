"""The ground: a territory and what reaches it, whatever the day."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from cachetools import LRUCache

from graph.vocabulary import Reach
from resolvers.rules.question import Question
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.territories import INHERITING

QUESTIONS_KEPT = 4
"""Questions for which a ground remembers the actors."""
_Asked = tuple[frozenset[int], frozenset[str], Question]
"""Axes, reaches and question."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An engagement that makes an actor count: its index, the bits of the roles that count, how it reaches."""

    engagement: int
    roles: int
    reach: Reach
    via_predecessor: bool


class Ground:
    """A territory and what reaches it, found once: no day is in it."""

    def __init__(self, snapshot: Snapshot, row: int) -> None:
        territories = snapshot.territories
        self._targets, self._by_target = snapshot.engagements.targets, snapshot.engagements.by_target
        self._reaching: dict[frozenset[str], list[tuple[int, Reach, bool]]] = {}
        self._engaged: LRUCache[_Asked, list[tuple[int, list[Evidence]]]] = LRUCache(QUESTIONS_KEPT)
        self.row = row
        self.inside = territories.descendants(row) | territories.overlaps[row]
        self.before = territories.all_predecessors(row)
        above = territories.ancestors[row]
        self.inheriting = {i for i in above if territories.kinds[i] in INHERITING}
        self.wider = above - self.inheriting

    def reach(self, engagement: int) -> tuple[Reach, bool] | None:
        """Return how an engagement reaches the ground, if it does, and whether only through a predecessor."""
        targets = self._targets[engagement]
        if self.row in targets:
            return Reach.DIRECT, False
        if not self.inside.isdisjoint(targets):
            return Reach.PARTIAL, False
        if not self.before.isdisjoint(targets):
            return Reach.PARTIAL, True
        if not self.inheriting.isdisjoint(targets):
            return Reach.INHERITED, False
        return (Reach.WIDER, False) if not self.wider.isdisjoint(targets) else None

    def grounds(self, reach: Collection[str]) -> set[int]:
        """Return the territories whose engagements may reach it in one of these ways."""
        found: set[int] = set()
        if Reach.DIRECT in reach:
            found.add(self.row)
        if Reach.PARTIAL in reach:
            found |= self.inside | self.before
        if Reach.INHERITED in reach:
            found |= self.inheriting
        if Reach.WIDER in reach:
            found |= self.wider
        return found

    def reaching(self, reach: Collection[str]) -> list[tuple[int, Reach, bool]]:
        """Return the engagements that reach it in one of these ways, each with how; in the order of their ids."""
        wanted = frozenset(reach)
        if wanted not in self._reaching:
            grounds = self.grounds(wanted)
            targets = grounds & self._by_target.keys() if len(grounds) > len(self._by_target) else grounds
            near = sorted({e for target in targets for e in self._by_target.get(target, ())})
            found = ((e, self.reach(e)) for e in near)
            self._reaching[wanted] = [(e, *how) for e, how in found if how and how[0] in wanted]
        return self._reaching[wanted]

    def engaged(
        self, snapshot: Snapshot, axes: frozenset[int], reach: frozenset[str], question: Question
    ) -> list[tuple[int, list[Evidence]]]:
        """Return who is ever engaged on one of the axes, with the evidence by id, in the order of the actors' ids."""
        key = axes, reach, question
        found = self._engaged.get(key)
        if found is None:
            engagements = snapshot.engagements
            by_actor: defaultdict[int, list[Evidence]] = defaultdict(list)
            for e, how, via in self.reaching(reach):
                if not axes.isdisjoint(engagements.axes[e]) and question.counts(snapshot, e):
                    for actor, roles in engagements.counted(e, question.roles):
                        by_actor[actor].append(Evidence(e, roles, how, via))
            found = self._engaged[key] = sorted(by_actor.items())
        return found


def ground(snapshot: Snapshot, row: int) -> Ground:
    """Return the ground of a row, made once for a snapshot."""
    kept = snapshot.memory.grounds
    found: Ground | None = kept.get(row)
    if found is None:
        found = kept[row] = Ground(snapshot, row)
    return found
