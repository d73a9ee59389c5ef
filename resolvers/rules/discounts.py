"""Engagements that concern a cell but do not count in it, each with the reason."""

from collections.abc import Iterator
from typing import NamedTuple

from graph.calendar import months_after
from graph.vocabulary import DiscountReason, Reach
from resolvers.rules.cell import Cell
from resolvers.rules.coverage import Matrix
from resolvers.rules.territory_reach import NEAR, reach_of


class Discounted(NamedTuple):
    """An engagement that does not count in a cell, how it reaches the row, and why it does not count."""

    engagement: int
    reach: Reach
    via_succession: bool
    reason: DiscountReason


def discounted(cells: Matrix, cell: Cell) -> list[Discounted]:
    """Return the engagements that do not count in a cell, by reason, then reach, then id."""
    reasons, reaches = list(DiscountReason), list(Reach)
    engagements = _discounted(cells, cell)
    return sorted(engagements, key=lambda one: (reasons.index(one.reason), reaches.index(one.reach), one.engagement))


def discounted_count(cells: Matrix, cell: Cell) -> int:
    """Return the number of engagements that do not count in a cell."""
    return sum(1 for _ in _discounted(cells, cell))


def _discounted(cells: Matrix, cell: Cell) -> Iterator[Discounted]:
    snapshot, axis = cells.snapshot, cell.axis_index
    since = months_after(cells.ordinal, -snapshot.durations.confirmation)
    for engagement, reach, via in reach_of(snapshot, cell.row, cells.ordinal).reaching(frozenset(Reach)):
        if axis in snapshot.engagements.axes[engagement] and cells.question.passes(snapshot, engagement):
            reason = _reason(cells, engagement, axis, reach, since)
            if reason:
                yield Discounted(engagement, reach, via, reason)


def _reason(cells: Matrix, engagement: int, axis: int, reach: Reach, since: int) -> DiscountReason | None:
    """Return the reason why an engagement does not count; None if it does, or if it does not concern the day."""
    snapshot, question, day = cells.snapshot, cells.question, cells.ordinal
    engagements = snapshot.engagements
    if engagements.planned[engagement]:
        awaited = engagements.planned[engagement] < day and since <= engagements.planned_ends[engagement]
        is_overdue = awaited and reach in NEAR and question.counts(snapshot, engagement)
        return DiscountReason.OVERDUE if is_overdue else None
    counts = question.counts_on(snapshot, engagement, axis, day)
    start, end = engagements.starts[engagement], engagements.ends[engagement]
    if start <= day <= end:
        if not counts:
            return DiscountReason.NO_CARRIER if question.roles is None and reach in NEAR else None
        confirmed = engagements.is_confirmed(engagement, day, since)
        if reach is Reach.WIDER:
            return DiscountReason.WIDER if confirmed else None
        return None if confirmed else DiscountReason.TO_CONFIRM
    ended = start <= end and since <= end < day and counts and reach in NEAR
    return DiscountReason.ENDED if ended else None
