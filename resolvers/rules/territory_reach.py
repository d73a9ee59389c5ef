"""The reach of a territory: which engagements concern it, and how; the day matters only through `DayFacts`."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from graph.rights import ViewKey
from graph.vocabulary import Reach
from resolvers.rules.question import Question
from resolvers.snapshot.caches import ResultCache
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.territories import Territories

QUESTIONS_KEPT = 4
"""The number of questions for which the actors of a territory are cached."""
NEAR = (Reach.DIRECT, Reach.PARTIAL, Reach.INHERITED)
"""The ways of reaching a row that may improve the status of its cells."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An engagement that makes an actor count: index, bits of the counting roles, and how it reaches the row."""

    engagement: int
    roles: int
    reach: Reach
    via_succession: bool


class DayFacts(NamedTuple):
    """The facts of a day that decide how a row is reached.

    `in_force`: whether the row is in force. `too_wide`: the intercommunalities whose reach is WIDER for it.
    """

    in_force: bool = True
    too_wide: frozenset[int] = frozenset()


ANY_DAY = DayFacts()
"""The facts for no particular day: every reach that exists on some day counts."""


def day_facts(territories: Territories, row: int, day: int) -> DayFacts:
    """Return these facts for a row and a day."""
    return DayFacts(territories.in_force(row, day), territories.too_wide(row, day))


class Targets(NamedTuple):
    """The territories whose engagements reach a row, by reach; those that reach it by a succession are separate."""

    direct: set[int]
    partial: set[int]
    succession: set[int]
    inherited: set[int]
    wider: set[int]

    @property
    def near(self) -> set[int]:
        """All of them except the wider ones."""
        return self.direct | self.partial | self.succession | self.inherited


def targets_of(territories: Territories, row: int, on: DayFacts = ANY_DAY) -> Targets:
    """Return the territories whose engagements reach a row; a succession counts only while the row is in force."""
    above, wider = territories.around[row], territories.wider
    partial = territories.descendants(row) | (territories.overlaps[row] - wider)
    succession: set[int] = set()
    for contract in territories.linked_contracts.get(row, ()) if on.in_force else ():
        succession |= {contract} | territories.descendants(contract)
    wider_here = above & (wider | on.too_wide)
    return Targets({row} | territories.same(row), partial, succession, set(above - wider_here), set(wider_here))


class RowsReached(NamedTuple):
    """The rows that an engagement on a territory reaches, except those inside it: the inverse of `Targets`."""

    direct: Sequence[int]
    partial: frozenset[int]
    succession: Sequence[int]


def rows_reached(territories: Territories, target: int) -> RowsReached:
    """Return the rows, in force or not, that an engagement on a territory reaches, except those inside it."""
    above, overlaps = territories.ancestors[target], territories.overlaps[target]
    linked = (territories.linked_contracts.get(contract, ()) for contract in territories.contracts_of.get(target, ()))
    return RowsReached(
        [target, *territories.same_ground[target], *territories.led_by.get(target, ())],
        above | overlaps if overlaps and target not in territories.wider else above,
        [row for rows in linked for row in rows],
    )


def rows_of_their_own(snapshot: Snapshot) -> frozenset[int]:
    """Return the rows that an engagement of any day reaches without targeting a territory that contains them."""
    return snapshot.caches.rows_of_their_own.get(ViewKey.of_all(), lambda: frozenset(_reached(snapshot)))


def _reached(snapshot: Snapshot) -> Iterator[int]:
    for target in snapshot.engagements.by_target:
        yield from chain.from_iterable(rows_reached(snapshot.territories, target))


class TerritoryReach:
    """A territory and the engagements that reach it, shared by all days with the same `DayFacts`.

    `targets` are the territories that have an engagement and whose engagements would reach this one.
    """

    def __init__(self, snapshot: Snapshot, row: int, on: DayFacts = ANY_DAY) -> None:
        self.snapshot, self.row = snapshot, row
        targeted = snapshot.engagements.by_target.keys()
        self.targets = Targets(*(targeted & some for some in targets_of(snapshot.territories, row, on)))
        self._reaching: dict[frozenset[str], list[tuple[int, Reach, bool]]] = {}
        self._engaged = ResultCache(QUESTIONS_KEPT)

    def reach(self, engagement: int) -> tuple[Reach, bool] | None:
        """Return how an engagement reaches the territory, and whether only by a succession; None if it does not."""
        targets, reached = self.snapshot.engagements.targets[engagement], self.targets
        if not reached.direct.isdisjoint(targets):
            return Reach.DIRECT, False
        if not reached.partial.isdisjoint(targets):
            return Reach.PARTIAL, False
        if not reached.succession.isdisjoint(targets):
            return Reach.PARTIAL, True
        if not reached.inherited.isdisjoint(targets):
            return Reach.INHERITED, False
        return (Reach.WIDER, False) if not reached.wider.isdisjoint(targets) else None

    def is_assumed(self, engagement: int, reach: Reach) -> bool:
        """Return whether a reach depends on an assumed perimeter or on a succession by location alone."""
        targets = self.snapshot.engagements.targets[engagement]
        if reach is Reach.PARTIAL:
            partial = self.targets.partial
            return not any(self._is_sure(t, partial) if t in partial else self._is_succeeded(t) for t in targets)
        if reach is Reach.INHERITED:
            return not any(self._is_sure(t, self.targets.inherited) for t in targets)
        return False

    def _is_sure(self, target: int, among: set[int]) -> bool:
        """Return whether a target is in a set, and neither its perimeter nor the row's is assumed."""
        return target in among and self.snapshot.territories.assumed.isdisjoint({self.row, target})

    def _is_succeeded(self, target: int) -> bool:
        """Return whether a contract linked to the row by succession, not by location alone, is or holds the target."""
        if target not in self.targets.succession:
            return False
        territories = self.snapshot.territories
        return not territories.linked(self.row, sure=True).isdisjoint({target} | territories.ancestors[target])

    def targets_reaching(self, reach: Collection[str]) -> set[int]:
        """Return the territories whose engagements reach this one in one of these ways."""
        territories: set[int] = set()
        if Reach.DIRECT in reach:
            territories |= self.targets.direct
        if Reach.PARTIAL in reach:
            territories |= self.targets.partial | self.targets.succession
        if Reach.INHERITED in reach:
            territories |= self.targets.inherited
        if Reach.WIDER in reach:
            territories |= self.targets.wider
        return territories

    def reaching(self, reach: Collection[str]) -> list[tuple[int, Reach, bool]]:
        """Return the engagements that reach the territory in one of these ways, each with its way, by id."""
        wanted = frozenset(reach)
        if wanted not in self._reaching:
            by_target = self.snapshot.engagements.by_target
            near = sorted({e for target in self.targets_reaching(wanted) for e in by_target[target]})
            reaches = ((e, self.reach(e)) for e in near)
            self._reaching[wanted] = [(e, *how) for e, how in reaches if how and how[0] in wanted]
        return self._reaching[wanted]

    def engaged(
        self, axes: frozenset[int], reach: frozenset[str], question: Question
    ) -> list[tuple[int, list[Evidence]]]:
        """Return the actors ever engaged on one of the axes, in the order of ids, with their evidence by id."""
        key = ViewKey.of_all(axes, reach, question)
        return self._engaged.get(key, lambda: self._find_engaged(axes, reach, question))

    def _find_engaged(
        self, axes: frozenset[int], reach: frozenset[str], question: Question
    ) -> list[tuple[int, list[Evidence]]]:
        engagements = self.snapshot.engagements
        by_actor: defaultdict[int, list[Evidence]] = defaultdict(list)
        for e, how, via in self.reaching(reach):
            if not axes.isdisjoint(engagements.axes[e]) and question.passes(self.snapshot, e):
                for actor, roles in question.counted(self.snapshot, e):
                    by_actor[actor].append(Evidence(e, roles, how, via))
        return sorted(by_actor.items())


def reach_of(snapshot: Snapshot, row: int, day: int | None = None) -> TerritoryReach:
    """Return the reach of a row on a day, cached with the snapshot for all days with the same `DayFacts`."""
    on = ANY_DAY if day is None else day_facts(snapshot.territories, row, day)
    return snapshot.caches.reaches.get(ViewKey.of_all(row, on), lambda: TerritoryReach(snapshot, row, on))
