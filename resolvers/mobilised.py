"""Who is mobilised, since when, on what evidence.

Rule: pure functions over the snapshot; reach does not depend on the day, what is in effect does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.vocabulary import Reach
from resolvers.calendar import bridged
from resolvers.layer import Question
from resolvers.snapshot import Snapshot
from resolvers.territories import INHERITING


class Ground:
    """A territory and what reaches it, found once: no day is in it."""

    def __init__(self, snapshot: Snapshot, row: int) -> None:
        territories = snapshot.territories
        self._targets, self._by_target = snapshot.engagements.targets, snapshot.engagements.by_target
        self._reaching: dict[frozenset[str], list[tuple[int, Reach, bool]]] = {}
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


@dataclass(frozen=True)
class Evidence:
    """An engagement that makes an actor count: its index, the bits of the roles that count, how it reaches."""

    engagement: int
    roles: int
    reach: Reach
    via_predecessor: bool


@dataclass(frozen=True)
class Mobilisation:
    """An actor who is mobilised: axes and days over the axes asked about, and the evidence by id."""

    actor: int
    axes: tuple[int, ...]
    since: int
    since_by_axis: dict[int, int]
    evidence: list[Evidence]


def ground(snapshot: Snapshot, row: int) -> Ground:
    """Return the ground of a row, made once for a snapshot."""
    kept: dict[int, Ground] = snapshot.memory.setdefault("grounds", {})
    if row not in kept:
        while len(kept) >= 64:  # noqa: PLR2004 - territories asked about lately
            del kept[next(iter(kept))]
        kept[row] = Ground(snapshot, row)
    return kept[row]


def mobilised(
    snapshot: Snapshot, day: date, row: int, axes: Sequence[int], reach: Collection[str], question: Question
) -> list[Mobilisation]:
    """Return who is mobilised on one of the axes, reaching the row so, in the order of the actors' ids."""
    engagements, number = snapshot.engagements, day.toordinal()
    wanted = set(axes)
    by_actor: defaultdict[int, list[Evidence]] = defaultdict(list)
    for e, how, via in ground(snapshot, row).reaching(reach):
        if not wanted.isdisjoint(engagements.axes[e]) and question.counts(snapshot, e):
            for actor, roles in engagements.counted(e, question.roles):
                by_actor[actor].append(Evidence(e, roles, how, via))
    found = []
    for actor, every in sorted(by_actor.items()):
        current = [x for x in every if engagements.starts[x.engagement] <= number <= engagements.ends[x.engagement]]
        if current:
            found.append(_mobilisation(snapshot, number, actor, every, current, wanted))
    return found


def _mobilisation(
    snapshot: Snapshot, day: int, actor: int, every: list[Evidence], current: list[Evidence], wanted: set[int]
) -> Mobilisation:
    axes_of = snapshot.engagements.axes
    axes = sorted({axis for x in current for axis in axes_of[x.engagement]} & wanted)
    since = _since(snapshot, day, (x.engagement for x in every))
    by_axis = dict.fromkeys(axes, since)
    if len(wanted) > 1:
        for axis in axes:
            by_axis[axis] = _since(snapshot, day, (x.engagement for x in every if axis in axes_of[x.engagement]))
    return Mobilisation(actor, tuple(axes), since, by_axis, sorted(current, key=lambda x: x.engagement))


def _since(snapshot: Snapshot, day: int, engagements: Iterable[int]) -> int:
    """Return the start of the run of intervals that contains the day, pauses of up to six months bridged."""
    starts, ends = snapshot.engagements.starts, snapshot.engagements.ends
    since, joined_until = 0, -1
    for start, end in sorted((starts[e], ends[e]) for e in engagements):
        if start > day:
            break
        if start > joined_until:
            since = start
        joined_until = max(joined_until, bridged(end))
    return since


def key_of(mobilisation: Mobilisation, field: str, names: Sequence[str]) -> Any:
    """Return what a mobilisation is ordered by: `name` (folded), `since` or `engagementCount`."""
    if field == "name":
        return names[mobilisation.actor]
    return mobilisation.since if field == "since" else len(mobilisation.evidence)
