"""A cell of coverage: what is known about an axis in a territory, with the names of its facts in the API."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, Self

from graph.calendar import day_text
from graph.vocabulary import Axis, CellStatus, Reach
from resolvers.rules.surveys import Finding


class ReachCount(NamedTuple):
    """The numbers of distinct actors and engagements that reach a row in one way."""

    reach: Reach
    actor_count: int
    engagement_count: int


class StatusCounts(NamedTuple):
    """The numbers of territories by status."""

    covered: int
    partial: int
    inherited: int
    gap: int
    to_confirm: int
    unknown: int

    @classmethod
    def of(cls, counts: Mapping[CellStatus, int]) -> Self:
        """Return the counts by status."""
        return cls(*(counts.get(status, 0) for status in CellStatus))


class InhabitantCounts(NamedTuple):
    """The numbers of inhabitants of QPV by status, and the number of QPV whose population is unknown."""

    covered: int
    partial: int
    inherited: int
    gap: int
    to_confirm: int
    unknown: int
    without_population: int


class Spread(NamedTuple):
    """The contracts in force and the QPV of a wide territory by status, and the inhabitants of the QPV."""

    contracts: StatusCounts
    qpv: StatusCounts
    inhabitants: InhabitantCounts


@dataclass(slots=True)
class Cell:
    """A cell of coverage; rows without facts of their own share it, and `row` is then one of these rows.

    `lapsed_ordinal` is the ordinal of a day. `bodies` are the indexes of the bodies on which every counted actor
    depends. The facts computed by `Matrix.complete` are None until then, since most cells are only summed.
    """

    row: int
    axis_index: int
    axis: Axis
    status: CellStatus | None
    actor_count: int
    engagement_count: int
    bodies: tuple[int, ...]
    finding: Finding | None
    contradicted: bool
    lapsed_ordinal: int | None
    renewal_pending: bool
    by_reach: list[ReachCount] | None = None
    wider_actor_count: int | None = None
    assumed: bool | None = None
    only_past: bool | None = None
    spread: Spread | None = None

    @property
    def fragile(self) -> bool:
        """True if the cell depends on one body only."""
        return bool(self.bodies)

    @property
    def lapsed_on(self) -> str | None:
        """If no confirmed engagement counts now, the last day on which an engagement counted that has since ended."""
        return None if self.lapsed_ordinal is None else day_text(self.lapsed_ordinal)


CELL_FACTS = (
    "axis",
    "status",
    "actorCount",
    "engagementCount",
    "widerActorCount",
    "fragile",
    "assumed",
    "contradicted",
    "lapsedOn",
    "renewalPending",
    "onlyPast",
    "byReach",
    "spread",
)
"""The names of a cell's facts in the API; the attributes have the same names in snake case."""
REACH_FACTS = ("reach", "actorCount", "engagementCount")
STATUS_FACTS = ("covered", "partial", "inherited", "gap", "toConfirm", "unknown")
INHABITANT_FACTS = (*STATUS_FACTS, "withoutPopulation")
SPREAD_FACTS = ("contracts", "qpv", "inhabitants")
COMPLETED_FACTS = frozenset({"byReach", "widerActorCount", "assumed", "onlyPast", "spread"})
"""The facts that `Matrix.complete` computes."""
