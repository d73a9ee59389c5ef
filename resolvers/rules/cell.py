"""A cell of coverage: what is known of an axis in a territory, as clients name its facts."""

from dataclasses import dataclass
from typing import NamedTuple

from graph.calendar import day_text
from graph.vocabulary import Axis, CellStatus, Reach


class ReachCount(NamedTuple):
    """The distinct actors and engagements that reach a row in one way."""

    reach: Reach
    actor_count: int
    engagement_count: int


@dataclass(slots=True)
class Cell:
    """A cell of any row that has nothing of its own on the axis, or of one that has: `row` is one of them.

    `place` is the axis's place, `only_actor` an index of the snapshot, `lapsed_ordinal` a day's. What `count_reaches`
    counts is None until then: most cells are only summed.
    """

    row: int
    place: int
    axis: Axis
    status: CellStatus
    actor_count: int
    engagement_count: int
    only_actor: int | None
    stale: bool
    lapsed_ordinal: int | None
    renewal_pending: bool
    by_reach: list[ReachCount] | None = None
    wider_actor_count: int | None = None

    @property
    def fragile(self) -> bool:
        """Whether direct and partial cover rest on one actor."""
        return self.only_actor is not None

    @property
    def lapsed_on(self) -> str | None:
        """The last day on which somebody was mobilised, where nobody is."""
        return None if self.lapsed_ordinal is None else day_text(self.lapsed_ordinal)


CELL_FACTS = (
    "axis",
    "status",
    "actorCount",
    "engagementCount",
    "widerActorCount",
    "fragile",
    "stale",
    "lapsedOn",
    "renewalPending",
    "byReach",
)
"""The facts of a cell, as clients name them; its attributes have the same names in snake case."""
REACH_FACTS = ("reach", "actorCount", "engagementCount")
COUNTED_BY_REACH = frozenset({"byReach", "widerActorCount"})
"""The facts of a cell that `count_reaches` counts."""
