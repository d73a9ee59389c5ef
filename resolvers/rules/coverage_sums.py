"""Sums and orders over coverage cells: totals of an axis, counts of a row, and cells that depend on one actor."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from typing import Any

from graph.vocabulary import CellStatus
from resolvers.rules.cell import Cell, Spread, StatusCounts
from resolvers.rules.coverage import Matrix, Members
from resolvers.snapshot.model import AXES

NOBODY_KNOWN = (CellStatus.GAP, CellStatus.TO_CONFIRM, CellStatus.UNKNOWN)
"""The three statuses without a confirmed actor. They are never added up; rows are ranked by them in this order."""


class Summary:
    """The totals of an axis over all rows; the spread is computed when it is asked for."""

    def __init__(self, matrix: Matrix, column: Sequence[Cell], place: int, members: Callable[[], Members]) -> None:
        self.axis = AXES[place]
        self.rows = StatusCounts.of(Counter(cell.status for cell in column if cell.status))
        self.fragile_count = fragile_count(column)
        self.contradicted_count = sum(cell.contradicted for cell in column)
        self.lapsed_count = sum(cell.lapsed_ordinal is not None for cell in column)
        self._matrix, self._place, self._members = matrix, place, members

    @cached_property
    def spread(self) -> Spread:
        """The contracts, the QPV and the inhabitants that the rows represent, by status."""
        return self._matrix.spread(self._members(), self._place)


def summaries(matrix: Matrix, rows: Sequence[int], axes: Sequence[int]) -> list[Summary]:
    """Return the totals of each axis over all rows; a contract or a QPV counts once, however many rows contain it."""

    @cache
    def members() -> Members:
        lists = [matrix.members(row) for row in rows]
        contracts = {contract for some, _ in lists for contract in some}
        return list(contracts), list({qpv for _, some in lists for qpv in some})

    cells = [matrix.row(row) for row in rows]
    return [Summary(matrix, [row[axis] for row in cells], axis, members) for axis in axes]


def gap_counts(cells: Iterable[Cell]) -> list[int]:
    """Return how many cells have each status without a confirmed actor: gap, to confirm, unknown."""
    counts = Counter(cell.status for cell in cells)
    return [counts[status] for status in NOBODY_KNOWN]


def fragile_count(cells: Iterable[Cell]) -> int:
    """Return how many cells depend on a single body."""
    return sum(cell.fragile for cell in cells)


def sole_cells(cells: Matrix, rows: Sequence[int], axes: Sequence[int]) -> dict[str, list[list[Any]]]:
    """Return by actor id the cells [territory id, axis, rank] that depend on that actor alone."""
    by_actor: dict[str, list[list[Any]]] = {}
    snapshot = cells.snapshot
    for row in rows:
        for axis in axes:
            for body in cells.cell(row, axis).bodies:
                rest = by_actor.setdefault(snapshot.actors.ids[body], [])
                rest.append([snapshot.territories.ids[row], str(AXES[axis]), len(rest)])
    return by_actor
