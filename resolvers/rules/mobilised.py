"""Who is mobilised, since when, on what evidence.

Reach does not depend on the day; what is in effect does.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from graph.calendar import bridged
from resolvers.rules.ground import Evidence, ground
from resolvers.rules.question import Question
from resolvers.snapshot.model import Engagements, Snapshot


class Mobilisation:
    """An actor who is mobilised: the axes and days, over the axes of the question, and the evidence by id.

    What needs the actor's other engagements is worked out on first use: most actors are only counted.
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
        """The axes, among those of the question, on which it is mobilised, in order."""
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


def mobilised(
    snapshot: Snapshot, day: date, row: int, axes: Sequence[int], reach: Collection[str], question: Question
) -> list[Mobilisation]:
    """Return who is mobilised on one of the axes, reaching the row so, in the order of the actors' ids."""
    engagements, ordinal, wanted = snapshot.engagements, day.toordinal(), frozenset(axes)
    starts, ends = engagements.starts, engagements.ends
    return [
        Mobilisation(snapshot, ordinal, actor, every, wanted)
        for actor, every in ground(snapshot, row).engaged(snapshot, wanted, frozenset(reach), question)
        if any(starts[x.engagement] <= ordinal <= ends[x.engagement] for x in every)
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
