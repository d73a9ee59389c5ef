"""Coverage: what is known of an axis in a territory on a day.

A cell's actors equal `mobilised` for the same row, axis, reach, roles and day.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from graph.calendar import (
    RENEWAL_MONTHS,
    STALE_MONTHS,
    SURVEY_MONTHS,
    plus_months,
)
from graph.vocabulary import CellStatus, Reach
from resolvers.rules.cell import Cell, ReachCount
from resolvers.rules.endings import Endings, endings
from resolvers.rules.question import Question
from resolvers.rules.reach_index import Reached, ReachIndex
from resolvers.snapshot.model import AXES, Snapshot

ROWS_KEPT = 2_000
"""Rows of which a matrix keeps the cells together: all contracts of a day, and not all communes."""
EMPTY = frozenset({CellStatus.GAP, CellStatus.UNKNOWN})


class Matrix:
    """Cells of any rows on one day, for one question; each is worked out once."""

    def __init__(self, snapshot: Snapshot, day: date, question: Question) -> None:
        self.snapshot, self.day, self.question = snapshot, day, question
        self.ordinal = day.toordinal()
        self.index = ReachIndex(snapshot, self.ordinal, question)
        self._endings: Endings = endings(snapshot, question)
        self._cells: dict[tuple[int, int | frozenset[int]], Cell] = {}
        self._rows: dict[int, list[Cell]] = {}
        self._fresh_from = plus_months(day, -STALE_MONTHS).toordinal()
        self._empty = self._found_empty()

    def _found_empty(self) -> list[set[int]]:
        """Return by axis the territories that a recent survey looked at and found empty."""
        found: list[set[int]] = [set() for _ in AXES]
        for survey in self.snapshot.surveys:
            if survey.on <= self.ordinal <= plus_months(date.fromordinal(survey.on), SURVEY_MONTHS).toordinal():
                for axis in survey.empty:
                    found[axis].update(survey.territories)
        return found

    def row(self, row: int) -> list[Cell]:
        """Return the five cells of a row."""
        found = self._rows.get(row)
        if found is None:
            found = [self.cell(row, axis) for axis in range(len(AXES))]
            if len(self._rows) < ROWS_KEPT:
                self._rows[row] = found
        return found

    def cell(self, row: int, axis: int) -> Cell:
        """Return the cell of a row on an axis: the same one for all rows that have nothing of their own."""
        own = self.index.is_near(row, axis) or self._endings.has(row, axis) or row in self._empty[axis]
        key = axis, row if own else self.snapshot.territories.ancestors[row]
        found = self._cells.get(key)
        if found is None:
            found = self._cells[key] = self._cell(row, axis)
        return found

    def _cell(self, row: int, axis: int) -> Cell:
        reached = self.index.reached(row, axis)
        counted = self.index.engagements(axis, reached.counted)
        ended = None if reached.near else self._endings.last(row, axis, self.ordinal)
        lapsed = ended[0] if ended else None
        confirmed = self.snapshot.engagements.confirmed
        return Cell(
            row,
            axis,
            AXES[axis],
            self._status(row, axis, reached),
            len(self.index.actors(axis, reached.counted)),
            len(counted),
            self._only_actor(axis, reached.near),
            bool(counted) and all(confirmed[e] < self._fresh_from for e in counted),
            lapsed,
            self._renewal_pending(lapsed),
        )

    def count_reaches(self, cell: Cell) -> Cell:
        """Count the actors and engagements of each reach; reaches of nobody are left out."""
        if cell.by_reach is None:
            actors = self.index.actors
            cell.by_reach = [
                ReachCount(reach, len(actors(cell.place, bits)), bits.bit_count())
                for reach, bits in self.index.by_reach(cell.row, cell.place)
                if bits
            ]
            cell.wider_actor_count = sum(one.actor_count for one in cell.by_reach if one.reach is Reach.WIDER)
        return cell

    def _status(self, row: int, axis: int, reached: Reached) -> CellStatus:
        if reached.direct:
            return CellStatus.COVERED
        if reached.partial:
            return CellStatus.PARTIAL
        if reached.inherited:
            return CellStatus.INHERITED
        empty = self._empty[axis]
        surveyed = empty and (row in empty or not empty.isdisjoint(self.snapshot.territories.ancestors[row]))
        return CellStatus.GAP if surveyed else CellStatus.UNKNOWN

    def _only_actor(self, axis: int, near: int) -> int | None:
        only: int | None = None
        for actor in self.index.actors(axis, near):
            unit = self.snapshot.actors.unit(actor, self.ordinal)
            if only is not None and unit != only:
                return None
            only = unit
        return only

    def _renewal_pending(self, lapsed: int | None) -> bool:
        """Return whether a cell lapsed so lately that a renewal may be on its way."""
        if lapsed is None:
            return False
        return self.ordinal <= plus_months(date.fromordinal(lapsed), RENEWAL_MONTHS).toordinal()

    def last_actors(self, cell: Cell) -> list[int]:
        """Return the actors that counted in what stopped last, by id."""
        ended = None if cell.lapsed_ordinal is None else self._endings.last(cell.row, cell.place, self.ordinal)
        engagements = self.snapshot.engagements
        found = {a for e in (ended[1] if ended else ()) for a, _ in engagements.counted(e, self.question.roles)}
        return sorted(found)

    def evidence(self, cell: Cell) -> Iterator[tuple[int, Reach, bool]]:
        """Yield the engagements under a cell: by reach, then by id, each with whether only a predecessor brings it."""
        via = set(self.index.engagements(cell.place, self.index.reached(cell.row, cell.place).via))
        for reach, bits in self.index.by_reach(cell.row, cell.place):
            for engagement in self.index.engagements(cell.place, bits):
                yield engagement, reach, engagement in via


def matrix(snapshot: Snapshot, day: date, question: Question) -> Matrix:
    """Return the matrix of a day and a question, built once for a snapshot."""
    kept = snapshot.memory.matrices
    found: Matrix | None = kept.get((day, question))
    if found is None:
        found = kept[day, question] = Matrix(snapshot, day, question)
    return found


def summaries(cells: Sequence[Sequence[Cell]], axes: Sequence[int]) -> list[dict[str, Any]]:
    """Return the totals of each axis over all rows."""
    found = []
    for place, axis in enumerate(axes):
        column = [row[place] for row in cells]
        totals: dict[str, Any] = {"axis": AXES[axis]}
        for status in CellStatus:
            totals[status.lower()] = sum(cell.status is status for cell in column)
        totals["fragile"] = sum(cell.fragile for cell in column)
        totals["stale"] = sum(cell.stale for cell in column)
        totals["lapsed"] = sum(cell.lapsed_ordinal is not None for cell in column)
        found.append(totals)
    return found


def ranking(snapshot: Snapshot, order: str, row: int, cells: Sequence[Cell]) -> tuple[Any, ...]:
    """Return the sort values of a row: those of the order, then code, then id."""
    territories = snapshot.territories
    tie = territories.codes[row], territories.ids[row]
    if order == "NAME":
        return territories.names[row], *tie
    if order == "GAPS_DESC":
        return -sum(cell.status in EMPTY for cell in cells), *tie
    if order == "FRAGILE_DESC":
        return -sum(cell.fragile for cell in cells), *tie
    return tie


def sole_cells(cells: Matrix, rows: Sequence[int], axes: Sequence[int]) -> dict[str, list[list[Any]]]:
    """Return by actor id the cells [territory id, axis, rank] that rest on it alone."""
    found: dict[str, list[list[Any]]] = {}
    snapshot = cells.snapshot
    for row in rows:
        for axis in axes:
            only = cells.cell(row, axis).only_actor
            if only is not None:
                rest = found.setdefault(snapshot.actors.ids[only], [])
                rest.append([snapshot.territories.ids[row], str(AXES[axis]), len(rest)])
    return found
