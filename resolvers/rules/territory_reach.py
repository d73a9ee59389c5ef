"""The ground: a territory and what reaches it, whatever the day."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from graph.rights import ViewKey
from graph.vocabulary import Reach
from resolvers.rules.question import Question
from resolvers.snapshot.memory import Shelf
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.territories import Territories

QUESTIONS_KEPT = 4
"""Questions for which a ground remembers the actors."""
NEAR = (Reach.DIRECT, Reach.PARTIAL, Reach.INHERITED)
"""The reaches that lift a cell."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """An engagement that makes an actor count: its index, the bits of the roles that count, how it reaches."""

    engagement: int
    roles: int
    reach: Reach
    via_succession: bool


class When(NamedTuple):
    """What of a day decides how a row is reached: whether it is in force, and what around it contracts share."""

    in_force: bool = True
    too_wide: frozenset[int] = frozenset()


ANY_DAY = When()
"""Every reach that holds on some day."""


def when(territories: Territories, row: int, day: int) -> When:
    """Return what of a day decides how a row is reached."""
    return When(territories.in_force(row, day), territories.too_wide(row, day))


class Targets(NamedTuple):
    """Territories whose engagements reach a row, by reach; those that a succession brings apart."""

    direct: set[int]
    partial: set[int]
    succession: set[int]
    inherited: set[int]
    wider: set[int]

    @property
    def near(self) -> set[int]:
        """All but the wider ones."""
        return self.direct | self.partial | self.succession | self.inherited


def targets_of(territories: Territories, row: int, on: When = ANY_DAY) -> Targets:
    """Return the territories whose engagements reach a row; a succession reaches a contract only while in force."""
    above, wider = territories.around[row], territories.wider
    partial = territories.descendants(row) | (territories.overlaps[row] - wider)
    succession: set[int] = set()
    for contract in territories.linked_contracts.get(row, ()) if on.in_force else ():
        succession |= {contract} | territories.descendants(contract)
    wider_here = above & (wider | on.too_wide)
    return Targets({row} | territories.same(row), partial, succession, set(above - wider_here), set(wider_here))


class RowsReached(NamedTuple):
    """The rows that an engagement on a territory reaches other than from above: the inverse of `Targets`."""

    direct: Sequence[int]
    partial: frozenset[int]
    succession: Sequence[int]


def rows_reached(territories: Territories, target: int) -> RowsReached:
    """Return the rows that an engagement on a territory reaches other than from above, in force or not."""
    above, overlaps = territories.ancestors[target], territories.overlaps[target]
    linked = (territories.linked_contracts.get(contract, ()) for contract in territories.contracts_of.get(target, ()))
    return RowsReached(
        [target, *territories.same_ground[target], *territories.led_by.get(target, ())],
        above | overlaps if overlaps and target not in territories.wider else above,
        [row for rows in linked for row in rows],
    )


def rows_of_their_own(snapshot: Snapshot) -> frozenset[int]:
    """Return the rows that any engagement, on whatever day, reaches other than from above."""
    return snapshot.memory.own.get(ViewKey.of_all(), lambda: frozenset(_reached(snapshot)))


def _reached(snapshot: Snapshot) -> Iterator[int]:
    for target in snapshot.engagements.by_target:
        yield from chain.from_iterable(rows_reached(snapshot.territories, target))


class TerritoryReach:
    """A territory and what reaches it, found once for all days that decide alike: no other day is in it.

    `targets` are the territories that have an engagement, of those whose engagements would reach it.
    """

    def __init__(self, snapshot: Snapshot, row: int, on: When = ANY_DAY) -> None:
        self.snapshot, self.row = snapshot, row
        targeted = snapshot.engagements.by_target.keys()
        self.targets = Targets(*(targeted & some for some in targets_of(snapshot.territories, row, on)))
        self._reaching: dict[frozenset[str], list[tuple[int, Reach, bool]]] = {}
        self._engaged = Shelf(QUESTIONS_KEPT)

    def reach(self, engagement: int) -> tuple[Reach, bool] | None:
        """Return how an engagement reaches the ground, if it does, and whether only by a succession."""
        targets, found = self.snapshot.engagements.targets[engagement], self.targets
        if not found.direct.isdisjoint(targets):
            return Reach.DIRECT, False
        if not found.partial.isdisjoint(targets):
            return Reach.PARTIAL, False
        if not found.succession.isdisjoint(targets):
            return Reach.PARTIAL, True
        if not found.inherited.isdisjoint(targets):
            return Reach.INHERITED, False
        return (Reach.WIDER, False) if not found.wider.isdisjoint(targets) else None

    def is_assumed(self, engagement: int, reach: Reach) -> bool:
        """Return whether a reach rests on an assumed perimeter or on a succession by place alone."""
        targets = self.snapshot.engagements.targets[engagement]
        if reach is Reach.PARTIAL:
            partial = self.targets.partial
            return not any(self._is_sure(t, partial) if t in partial else self._is_succeeded(t) for t in targets)
        if reach is Reach.INHERITED:
            return not any(self._is_sure(t, self.targets.inherited) for t in targets)
        return False

    def _is_sure(self, target: int, among: set[int]) -> bool:
        """Return whether a target is among some, and neither its perimeter nor the row's is assumed."""
        return target in among and self.snapshot.territories.assumed.isdisjoint({self.row, target})

    def _is_succeeded(self, target: int) -> bool:
        """Return whether a target is or lies in a contract that a succession by more than place links to the row."""
        if target not in self.targets.succession:
            return False
        territories = self.snapshot.territories
        return not territories.linked(self.row, sure=True).isdisjoint({target} | territories.ancestors[target])

    def targets_reaching(self, reach: Collection[str]) -> set[int]:
        """Return the territories whose engagements reach it in one of these ways."""
        found: set[int] = set()
        if Reach.DIRECT in reach:
            found |= self.targets.direct
        if Reach.PARTIAL in reach:
            found |= self.targets.partial | self.targets.succession
        if Reach.INHERITED in reach:
            found |= self.targets.inherited
        if Reach.WIDER in reach:
            found |= self.targets.wider
        return found

    def reaching(self, reach: Collection[str]) -> list[tuple[int, Reach, bool]]:
        """Return the engagements that reach it in one of these ways, each with how; in the order of their ids."""
        wanted = frozenset(reach)
        if wanted not in self._reaching:
            by_target = self.snapshot.engagements.by_target
            near = sorted({e for target in self.targets_reaching(wanted) for e in by_target[target]})
            found = ((e, self.reach(e)) for e in near)
            self._reaching[wanted] = [(e, *how) for e, how in found if how and how[0] in wanted]
        return self._reaching[wanted]

    def engaged(
        self, axes: frozenset[int], reach: frozenset[str], question: Question
    ) -> list[tuple[int, list[Evidence]]]:
        """Return who is ever engaged on one of the axes, with the evidence by id, in the order of the actors' ids."""
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
    """Return the ground of a row on a day, made once for a snapshot and for all days that decide alike."""
    on = ANY_DAY if day is None else when(snapshot.territories, row, day)
    return snapshot.memory.reaches.get(ViewKey.of_all(row, on), lambda: TerritoryReach(snapshot, row, on))
