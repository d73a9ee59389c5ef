"""Sums and orders over the cells of coverage: totals of an axis, ranks of rows, and cells that rest on one actor."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any

from graph.vocabulary import CellStatus
from resolvers.rules.cell import Cell, Spread, StatusCounts
from resolvers.rules.coverage import Matrix, Members
from resolvers.snapshot.model import AXES, Snapshot

NOBODY_KNOWN = (CellStatus.GAP, CellStatus.TO_CONFIRM, CellStatus.UNKNOWN)
"""The three ways of knowing nobody, which are never added up, in the order of `GAPS_DESC`."""


class Summary:
    """The totals of an axis over all rows; what the rows stand for is counted where it is asked for."""

    def __init__(self, matrix: Matrix, rows: Sequence[int], place: int, members: Callable[[], Members]) -> None:
        column = [matrix.row(row)[place] for row in rows]
        self.axis = AXES[place]
        self.rows = StatusCounts.of(Counter(cell.status for cell in column if cell.status))
        self.fragile = sum(cell.fragile for cell in column)
        self.contradicted = sum(cell.contradicted for cell in column)
        self.lapsed = sum(cell.lapsed_ordinal is not None for cell in column)
        self._matrix, self._place, self._members = matrix, place, members

    @cached_property
    def spread(self) -> Spread:
        """The contracts, the QPV and the inhabitants that the rows stand for, by status."""
        return self._matrix.spread(self._members(), self._place)


def summaries(matrix: Matrix, rows: Sequence[int], axes: Sequence[int]) -> list[Summary]:
    """Return the totals of each axis over all rows; a contract or a QPV counts once, whatever rows it lies in."""

    @cache
    def members() -> Members:
        found = [matrix.members(row) for row in rows]
        contracts = {contract for some, _ in found for contract in some}
        return list(contracts), list({qpv for _, some in found for qpv in some})

    return [Summary(matrix, rows, axis, members) for axis in axes]


def ranking(snapshot: Snapshot, order: str, row: int, cells: Sequence[Cell]) -> tuple[Any, ...]:
    """Return the sort values of a row: those of the order, then code, then id."""
    territories = snapshot.territories
    tie = territories.codes[row], territories.ids[row]
    if order == "NAME":
        return territories.names[row], *tie
    if order == "GAPS_DESC":
        return [-sum(cell.status is status for cell in cells) for status in NOBODY_KNOWN], *tie
    if order == "FRAGILE_DESC":
        return -sum(cell.fragile for cell in cells), *tie
    return tie


def sole_cells(cells: Matrix, rows: Sequence[int], axes: Sequence[int]) -> dict[str, list[list[Any]]]:
    """Return by actor id the cells [territory id, axis, rank] that rest on it alone."""
    found: dict[str, list[list[Any]]] = {}
    snapshot = cells.snapshot
    for row in rows:
        for axis in axes:
            for body in cells.cell(row, axis).bodies:
                rest = found.setdefault(snapshot.actors.ids[body], [])
                rest.append([snapshot.territories.ids[row], str(AXES[axis]), len(rest)])
    return found
