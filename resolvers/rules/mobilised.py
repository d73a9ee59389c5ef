"""Mobilised actors, each with the first day and the evidence.

The reach depends on the day only through `DayFacts`; whether an engagement is in effect depends on the day itself.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any

from graph.calendar import first_end, last_joining_start, months_after
from resolvers.rules.question import Question
from resolvers.rules.territory_reach import NEAR, Evidence, reach_of
from resolvers.snapshot.model import Snapshot

ANYBODY = Question()
"""The question without filters."""
_ENGAGEMENT = attrgetter("engagement")


class Mobilisation:
    """A mobilised actor, with the wanted axes on which it is mobilised, their first days, and the evidence by id.

    What depends on the actor's other engagements is computed on first use, since most actors are only counted.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        day: int,
        actor: int,
        every: list[Evidence],
        counts: Callable[[int], bool],
        wanted: frozenset[int],
    ) -> None:
        self.actor, self._counts = actor, counts
        self._engagements, self._pause = snapshot.engagements, snapshot.durations.pause
        self._day, self._every, self._wanted = day, every, wanted

    @cached_property
    def evidence(self) -> list[Evidence]:
        """The evidence that counts on the day, in the order of the engagements' ids."""
        return [one for one in self._every if self._counts(one.engagement)]

    @cached_property
    def axes(self) -> tuple[int, ...]:
        """The axes of the question on which the actor is mobilised, in order."""
        axes_of = self._engagements.axes
        return tuple(sorted({axis for x in self.evidence for axis in axes_of[x.engagement]} & self._wanted))

    @property
    def only_past(self) -> bool:
        """True if all the evidence was held or delivered before the day."""
        return all(self._engagements.is_past(x.engagement, self._day) for x in self.evidence)

    @property
    def next_end(self) -> int | None:
        """The earliest last day among the evidence; None if all of it is open-ended."""
        ends = self._engagements.ends
        return first_end(ends[x.engagement] for x in self.evidence)

    @cached_property
    def since(self) -> int:
        """The day since which the actor is mobilised without a pause longer than the setting allows."""
        return self._since(x.engagement for x in self._every)

    @cached_property
    def since_by_axis(self) -> dict[int, int]:
        """The first day as in `since`, for each axis."""
        if len(self._wanted) == 1:
            return dict.fromkeys(self.axes, self.since)
        axes_of = self._engagements.axes
        return {
            axis: self._since(x.engagement for x in self._every if axis in axes_of[x.engagement]) for axis in self.axes
        }

    def _since(self, among: Iterable[int]) -> int:
        """Return the start of the run of intervals that contains the day, bridging short pauses."""
        starts, ends = self._engagements.starts, self._engagements.ends
        since, joined_until = 0, -1
        for start, end in sorted((starts[e], ends[e]) for e in among):
            if start > self._day:
                break
            if start > joined_until:
                since = start
            joined_until = max(joined_until, last_joining_start(end, self._pause))
        return since


def mobilised(
    snapshot: Snapshot,
    day: date,
    row: int,
    axes: Sequence[int],
    reach: Collection[str] = NEAR,
    question: Question = ANYBODY,
    confirmed: bool | None = True,  # noqa: FBT001, FBT002
) -> list[Mobilisation]:
    """Return, by id, the actors mobilised on one of the axes by engagements that reach the row in one of these ways.

    `confirmed` true: by confirmed evidence only; false: by evidence that is not confirmed; None: by both.
    """
    ordinal, wanted = day.toordinal(), frozenset(axes)
    counts = _predicate(snapshot, ordinal, confirmed)
    engaged = reach_of(snapshot, row, ordinal).engaged(wanted, frozenset(reach), question)
    return [
        Mobilisation(snapshot, ordinal, actor, every, counts, wanted)
        for actor, every in engaged
        if any(map(counts, map(_ENGAGEMENT, every)))
    ]


def axes_of(snapshot: Snapshot, day: date, actor: int | None) -> list[int]:
    """Return the axes on which an actor is mobilised on the day, in any territory; empty without an actor."""
    engagements, ordinal = snapshot.engagements, day.toordinal()
    since = months_after(ordinal, -snapshot.durations.confirmation)
    axes: set[int] = set()
    for e in engagements.by_actor.get(actor, ()) if actor is not None else ():
        counts = any(a == actor for a, _ in ANYBODY.counted(snapshot, e))
        in_effect = engagements.starts[e] <= ordinal <= engagements.ends[e]
        if counts and in_effect and engagements.is_confirmed(e, ordinal, since):
            axes.update(engagements.axes[e])
    return sorted(axes)


def _predicate(snapshot: Snapshot, day: int, confirmed: bool | None) -> Callable[[int], bool]:  # noqa: FBT001
    """Return a test for engagements: in effect on a day and, if `confirmed` is given, confirmed or unconfirmed."""
    engagements, since = snapshot.engagements, months_after(day, -snapshot.durations.confirmation)
    starts, ends, is_confirmed = engagements.starts, engagements.ends, engagements.is_confirmed

    def counts(engagement: int) -> bool:
        if not starts[engagement] <= day <= ends[engagement]:
            return False
        return confirmed is None or is_confirmed(engagement, day, since) is confirmed

    return counts


def key_of(mobilisation: Mobilisation, field: str, names: Sequence[str]) -> Any:
    """Return the sort value of a mobilisation: `name` (folded), `since` or `engagementCount`."""
    if field == "name":
        return names[mobilisation.actor]
    return mobilisation.since if field == "since" else len(mobilisation.evidence)
