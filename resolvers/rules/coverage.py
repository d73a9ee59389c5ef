"""Coverage: what is known of an axis in a territory on a day.

Rule: pure functions over the snapshot; a cell's actors equal `mobilised` asked for that cell.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graph.bounds import ROWS_BY_ID_LIMIT
from graph.calendar import (
    RENEWAL_MONTHS,
    STALE_MONTHS,
    SURVEY_MONTHS,
    day_text,
    plus_months,
)
from graph.errors import ClientError, Code
from graph.vocabulary import CellStatus, Reach, TerritoryKind
from resolvers.rules.endings import Endings, endings
from resolvers.rules.question import Question
from resolvers.rules.reach_index import Reached, ReachIndex, reach_index
from resolvers.snapshot.model import AXES, Snapshot
from resolvers.snapshot.territories import COUNTRY

EMPTY = frozenset({CellStatus.GAP, CellStatus.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `row` is a row that has it, `only_actor` an index of the snapshot, `lapsed_on` an ordinal."""

    row: int
    axis: int
    status: CellStatus
    actors: int
    engagements: int
    only_actor: int | None
    stale: bool
    lapsed_on: int | None


FACTS: dict[str, Callable[["Matrix", Cell], Any]] = {
    "axis": lambda _, cell: AXES[cell.axis],
    "status": lambda _, cell: cell.status,
    "actorCount": lambda _, cell: cell.actors,
    "engagementCount": lambda _, cell: cell.engagements,
    "widerActorCount": lambda matrix, cell: matrix.wider_actors(cell),
    "fragile": lambda _, cell: cell.only_actor is not None,
    "stale": lambda _, cell: cell.stale,
    "lapsedOn": lambda _, cell: None if cell.lapsed_on is None else day_text(cell.lapsed_on),
    "renewalPending": lambda matrix, cell: matrix.renewal_pending(cell),
    "byReach": lambda matrix, cell: matrix.by_reach(cell),
}


class Matrix:
    """Cells of any rows on one day, for one question."""

    def __init__(self, snapshot: Snapshot, day: date, question: Question) -> None:
        self.snapshot, self.day, self.question = snapshot, day, question
        self.ordinal = day.toordinal()
        self.index: ReachIndex = reach_index(snapshot, self.ordinal, question)
        self._endings: Endings = endings(snapshot, question)
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

    def cell(self, row: int, axis: int) -> Cell:
        """Return the cell of a row on an axis: the same one for all rows that have nothing of their own."""
        cells = self.index.cells
        own = self.index.is_near(row, axis) or self._endings.has(row, axis) or row in self._empty[axis]
        key = axis, row if own else self.snapshot.territories.ancestors[row]
        found: Cell | None = cells.get(key)
        if found is None:
            found = cells[key] = self._cell(row, axis)
        return found

    def _cell(self, row: int, axis: int) -> Cell:
        reached = self.index.reached(row, axis)
        counted = self.index.engagements(axis, reached.counted)
        ended = None if reached.near else self._endings.last(row, axis, self.ordinal)
        confirmed = self.snapshot.engagements.confirmed
        return Cell(
            row,
            axis,
            self._status(row, axis, reached),
            len(self.index.actors(axis, reached.counted)),
            len(counted),
            self._only_actor(axis, reached.near),
            bool(counted) and all(confirmed[e] < self._fresh_from for e in counted),
            ended[0] if ended else None,
        )

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

    def wider_actors(self, cell: Cell) -> int:
        """Return how many actors reach the cell's row only from a wider territory."""
        wider = dict(self.index.by_reach(cell.row, cell.axis))[Reach.WIDER]
        return len(self.index.actors(cell.axis, wider))

    def renewal_pending(self, cell: Cell) -> bool:
        """Return whether the cell lapsed so lately that a renewal may be on its way."""
        if cell.lapsed_on is None:
            return False
        return self.ordinal <= plus_months(date.fromordinal(cell.lapsed_on), RENEWAL_MONTHS).toordinal()

    def last_actors(self, cell: Cell) -> list[int]:
        """Return the actors that counted in what stopped last, by id."""
        ended = None if cell.lapsed_on is None else self._endings.last(cell.row, cell.axis, self.ordinal)
        engagements = self.snapshot.engagements
        found = {a for e in (ended[1] if ended else ()) for a, _ in engagements.counted(e, self.question.roles)}
        return sorted(found)

    def by_reach(self, cell: Cell) -> list[dict[str, Any]]:
        """Return the distinct actors and engagements of each reach; reaches of nobody are left out."""
        return [
            {"reach": reach, "actorCount": len(self.index.actors(cell.axis, bits)), "engagementCount": bits.bit_count()}
            for reach, bits in self.index.by_reach(cell.row, cell.axis)
            if bits
        ]

    def facts(self, cell: Cell) -> dict[str, Any]:
        """Return a cell's facts as clients name them, nodes left out."""
        return {name: read(self, cell) for name, read in FACTS.items()}

    def evidence(self, cell: Cell) -> Iterator[tuple[int, Reach, bool]]:
        """Yield the engagements under a cell: by reach, then by id, each with whether only a predecessor brings it."""
        via = set(self.index.engagements(cell.axis, self.index.reached(cell.row, cell.axis).via))
        for reach, bits in self.index.by_reach(cell.row, cell.axis):
            for engagement in self.index.engagements(cell.axis, bits):
                yield engagement, reach, engagement in via


def rows_of(snapshot: Snapshot, rows: dict[str, Any], day: date, within: str | None) -> list[int]:
    """Return the rows asked for, by code then id; ClientError when they are unknown or not in force."""
    territories = snapshot.territories
    number = day.toordinal()
    ids = rows.get("ids")
    if ids is not None:
        if rows.get("kind") is not None or within is not None:
            message = "rows: give ids alone, or kind with within"
            raise ClientError(message)
        return _named(snapshot, ids, number)
    kind = rows.get("kind")
    if kind is None:
        message = "rows: give kind (for example CITY_CONTRACT), or ids"
        raise ClientError(message)
    found = list(territories.by_kind.get(kind, []))
    if kind == TerritoryKind.CITY_CONTRACT:
        found = [i for i in found if territories.in_force(i, number)]
    place = territories.index.get(within or COUNTRY)
    if within is not None and place is not None:
        found = [i for i in found if i == place or place in territories.ancestors[i]]
    if rows.get("concerned", True) is not False:
        concerned = _concerned(snapshot, number)
        found = [i for i in found if i in concerned]
    return found


def _named(snapshot: Snapshot, ids: Sequence[str], day: int) -> list[int]:
    if len(ids) > ROWS_BY_ID_LIMIT:
        message = f"rows.ids: {len(ids):,} ids are too many, give {ROWS_BY_ID_LIMIT:,} at most"
        raise ClientError(message, Code.LIMIT_EXCEEDED)
    territories = snapshot.territories
    found = []
    for identifier in dict.fromkeys(ids):
        place = territories.index.get(identifier)
        if place is None:
            message = f"rows.ids: no territory has the id {identifier!r}"
            raise ClientError(message, Code.NOT_FOUND)
        if territories.kinds[place] == TerritoryKind.CITY_CONTRACT and not territories.in_force(place, day):
            force = f"{day_text(territories.starts[place])} to {day_text(territories.ends[place])}"
            message = f"rows.ids: {identifier} is not in force on {day_text(day)}; it is from {force}"
            raise ClientError(message, Code.NOT_IN_FORCE)
        found.append(place)
    return sorted(found, key=lambda i: (territories.codes[i], territories.ids[i]))


def _concerned(snapshot: Snapshot, day: int) -> set[int]:
    kept = snapshot.memory.concerned
    found: set[int] | None = kept.get(day)
    if found is None:
        found = kept[day] = snapshot.territories.concerned(day)
    return found


def is_concerned(snapshot: Snapshot, territory: int, day: date) -> bool:
    """Return whether a territory has, leads or lies in a contract in force on the day."""
    return territory in _concerned(snapshot, day.toordinal())


def summaries(cells: Sequence[Sequence[Cell]], axes: Sequence[int]) -> list[dict[str, Any]]:
    """Return the totals of each axis over all rows."""
    found = []
    for place, axis in enumerate(axes):
        column = [row[place] for row in cells]
        totals: dict[str, Any] = {"axis": AXES[axis]}
        for status in CellStatus:
            totals[status.lower()] = sum(cell.status is status for cell in column)
        totals["fragile"] = sum(cell.only_actor is not None for cell in column)
        totals["stale"] = sum(cell.stale for cell in column)
        totals["lapsed"] = sum(cell.lapsed_on is not None for cell in column)
        found.append(totals)
    return found


def ranking(snapshot: Snapshot, order: str, row: int, cells: Sequence[Cell]) -> tuple[Any, ...]:
    """Return what orders a row: the criterion asked for, then code, then id."""
    territories = snapshot.territories
    tie = territories.codes[row], territories.ids[row]
    if order == "NAME":
        return territories.names[row], *tie
    if order == "GAPS_DESC":
        return -sum(cell.status in EMPTY for cell in cells), *tie
    if order == "FRAGILE_DESC":
        return -sum(cell.only_actor is not None for cell in cells), *tie
    return tie


def sole_cells(matrix: Matrix, rows: Sequence[int], axes: Sequence[int]) -> dict[str, list[list[Any]]]:
    """Return by actor id the cells [territory id, axis, rank] that rest on it alone."""
    found: dict[str, list[list[Any]]] = {}
    snapshot = matrix.snapshot
    for row in rows:
        for axis in axes:
            only = matrix.cell(row, axis).only_actor
            if only is not None:
                cells = found.setdefault(snapshot.actors.ids[only], [])
                cells.append([snapshot.territories.ids[row], str(AXES[axis]), len(cells)])
    return found
