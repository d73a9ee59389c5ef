"""Who is mobilised, since when, on what evidence.

Rule: pure functions over the snapshot; reach does not depend on the day, what is in effect does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from graph.calendar import bridged
from graph.vocabulary import Reach
from resolvers.rules.reach import Question
from resolvers.snapshot.model import Engagements, Snapshot
from resolvers.snapshot.territories import INHERITING

QUESTIONS = 4
"""How many questions a ground remembers the actors of."""


class Ground:
    """A territory and what reaches it, found once: no day is in it."""

    def __init__(self, snapshot: Snapshot, row: int) -> None:
        territories = snapshot.territories
        self._targets, self._by_target = snapshot.engagements.targets, snapshot.engagements.by_target
        self._reaching: dict[frozenset[str], list[tuple[int, Reach, bool]]] = {}
        self._engaged: dict[tuple[frozenset[int], frozenset[str], Question], list[tuple[int, list[Evidence]]]] = {}
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
    ) -> list[tuple[int, list["Evidence"]]]:
        """Return who is ever engaged on one of the axes, with the evidence by id, in the order of the actors' ids."""
        asked = axes, reach, question
        if asked not in self._engaged:
            while len(self._engaged) >= QUESTIONS:
                del self._engaged[next(iter(self._engaged))]
            engagements = snapshot.engagements
            by_actor: defaultdict[int, list[Evidence]] = defaultdict(list)
            for e, how, via in self.reaching(reach):
                if not axes.isdisjoint(engagements.axes[e]) and question.counts(snapshot, e):
                    for actor, roles in engagements.counted(e, question.roles):
                        by_actor[actor].append(Evidence(e, roles, how, via))
            self._engaged[asked] = sorted(by_actor.items())
        return self._engaged[asked]


@dataclass(frozen=True, slots=True)
class Evidence:
    """An engagement that makes an actor count: its index, the bits of the roles that count, how it reaches."""

    engagement: int
    roles: int
    reach: Reach
    via_predecessor: bool


class Mobilisation:
    """An actor who is mobilised: axes and days over the axes asked about, and the evidence by id.

    What needs the actor's other engagements is worked out when it is asked for: most actors are only counted.
    """

    def __init__(self, snapshot: Snapshot, day: int, actor: int, every: list[Evidence], wanted: frozenset[int]) -> None:
        self.actor = actor
        self._engagements, self._day, self._every, self._wanted = snapshot.engagements, day, every, wanted

    @cached_property
    def evidence(self) -> list[Evidence]:
        """The evidence in effect on the day, in the order of the engagements' ids."""
        starts, ends, day = self._engagements.starts, self._engagements.ends, self._day
        return [x for x in self._every if starts[x.engagement] <= day <= ends[x.engagement]]

    @cached_property
    def axes(self) -> tuple[int, ...]:
        """The axes asked about on which it is mobilised, in order."""
        axes_of = self._engagements.axes
        return tuple(sorted({axis for x in self.evidence for axis in axes_of[x.engagement]} & self._wanted))

    @cached_property
    def since(self) -> int:
        """The day since which it is mobilised without a pause of more than six months."""
        return _since(self._engagements, self._day, (x.engagement for x in self._every))

    @cached_property
    def since_by_axis(self) -> dict[int, int]:
        """The same, axis by axis."""
        if len(self._wanted) == 1:
            return dict.fromkeys(self.axes, self.since)
        axes_of = self._engagements.axes
        return {
            axis: _since(
                self._engagements, self._day, (x.engagement for x in self._every if axis in axes_of[x.engagement])
            )
            for axis in self.axes
        }


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
    engagements, number, wanted = snapshot.engagements, day.toordinal(), frozenset(axes)
    starts, ends = engagements.starts, engagements.ends
    return [
        Mobilisation(snapshot, number, actor, every, wanted)
        for actor, every in ground(snapshot, row).engaged(snapshot, wanted, frozenset(reach), question)
        if any(starts[x.engagement] <= number <= ends[x.engagement] for x in every)
    ]


def _since(engagements: Engagements, day: int, among: Iterable[int]) -> int:
    """Return the start of the run of intervals that contains the day, pauses of up to six months bridged."""
    starts, ends = engagements.starts, engagements.ends
    since, joined_until = 0, -1
    for start, end in sorted((starts[e], ends[e]) for e in among):
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
