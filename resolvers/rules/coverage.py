"""Coverage: what is known about an axis in a territory on a day.

A cell counts the same actors as `mobilised` for the same row, axis, reach, question and day.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from graph.calendar import first_end, first_within
from graph.rights import ViewKey
from graph.vocabulary import CellStatus, Reach, SurveyFinding, TerritoryKind
from resolvers.rules.cell import Cell, InhabitantCounts, ReachCount, Spread, StatusCounts
from resolvers.rules.past_and_planned import PastAndPlanned, past_and_planned
from resolvers.rules.question import Question
from resolvers.rules.reach_index import Reached, ReachIndex
from resolvers.rules.surveys import Finding, Surveys
from resolvers.rules.territory_reach import NEAR, reach_of, rows_of_their_own
from resolvers.snapshot.model import AXES, Snapshot

Members = tuple[list[int], list[int]]
"""The contracts in force, and the QPV."""


class Matrix:
    """The cells of all rows on one day, for one question; each is computed once, when it is asked for."""

    def __init__(self, snapshot: Snapshot, day: date, question: Question) -> None:
        self.snapshot, self.day, self.question = snapshot, day, question
        self.ordinal = day.toordinal()
        self.index = ReachIndex(snapshot, self.ordinal, question)
        self._others: PastAndPlanned = past_and_planned(snapshot, question)
        self._surveys = Surveys(snapshot, self.ordinal)
        self._renewable_since = first_within(self.ordinal, snapshot.durations.renewal)
        self._own = rows_of_their_own(snapshot) | snapshot.territories.sharing.pairs.keys()
        self._cells: list[dict[int | frozenset[int], Cell]] = [{} for _ in AXES]
        self._rows: dict[int, list[Cell]] = {}

    def row(self, row: int) -> list[Cell]:
        """Return the five cells of a row."""
        cells = self._rows.get(row)
        if cells is None:
            cells = [self.cell(row, axis) for axis in range(len(AXES))]
            if (
                self.snapshot.territories.kinds[row] is not TerritoryKind.COMMUNE
            ):  # the 35,000 communes are left out: each is on a page that is usually requested once
                self._rows[row] = cells
        return cells

    def cell(self, row: int, axis: int) -> Cell:
        """Return the cell of a row on an axis; rows without facts of their own share one object."""
        key = row if self._may_differ(row, axis) else self.snapshot.territories.around[row]
        kept = self._cells[axis]
        cell = kept.get(key)
        if cell is None:
            cell = kept[key] = self._cell(row, axis)
        return cell

    def _may_differ(self, row: int, axis: int) -> bool:
        """Return whether a row may differ on an axis from other rows with the same `Territories.around`."""
        territories = self.snapshot.territories
        return (
            row in territories.wide
            or row in territories.assumed
            or self._surveys.has_own(row, axis)
            or row in self._own
        )

    def _cell(self, row: int, axis: int) -> Cell:
        reached, finding = self.index.reached(row, axis), self._surveys.of(row, axis)
        confirmed = reached.near & self.index.confirmed[axis]
        actors = self.index.actors(axis, confirmed)
        ended = None if confirmed else self._others.last(row, axis, self.ordinal)
        lapsed = ended[0] if ended else None
        status = None if row in self.snapshot.territories.wide else self._status(row, axis, reached, finding)
        return Cell(
            row,
            axis,
            AXES[axis],
            status,
            len(actors),
            confirmed.bit_count(),
            () if confirmed & self.index.uncarried[axis] else self._bodies(actors),
            finding,
            bool(confirmed) and finding is not None and finding.found is SurveyFinding.NOBODY,
            lapsed,
            self._renewal_pending(lapsed),
        )

    def _status(self, row: int, axis: int, reached: Reached, finding: Finding | None) -> CellStatus:
        confirmed = self.index.confirmed[axis]
        if reached.direct & confirmed:
            return CellStatus.COVERED
        if reached.partial & confirmed:
            return CellStatus.PARTIAL
        if reached.inherited & confirmed:
            return CellStatus.INHERITED
        nobody = finding is not None and finding.found is SurveyFinding.NOBODY
        if finding and nobody and not self._is_confirmed_since(row, axis, finding.survey.surveyed_on):
            return CellStatus.GAP
        if reached.near or self._others.overdue(row, axis, self.ordinal):
            return CellStatus.TO_CONFIRM
        return CellStatus.UNKNOWN

    def _is_confirmed_since(self, row: int, axis: int, since: int, *, sure: bool = False) -> bool:
        """Return whether some engagement reaches a row, has begun, and was both in effect and confirmed since a day.

        With `sure`, leave out what depends on an assumed perimeter or succession.
        """
        engagements, question = self.snapshot.engagements, self.question
        here = reach_of(self.snapshot, row, self.ordinal)
        return any(
            engagements.confirmed[e] >= since
            and engagements.starts[e] <= self.ordinal
            and engagements.ends[e] >= since
            and axis in engagements.axes[e]
            and question.counts_on(self.snapshot, e, axis, self.ordinal)
            and not (sure and here.is_assumed(e, reach))
            for e, reach, _ in here.reaching(NEAR)
        )

    def _bodies(self, counted: Iterable[int]) -> tuple[int, ...]:
        """Return the bodies on which the cell depends: institutions by id, then the trainer, if any.

        Each counted actor is, or is employed by, each of these bodies.
        """
        actors = self.snapshot.actors
        common: set[int] | None = None
        for actor in counted:
            bodies = actors.bodies(actor, self.ordinal)
            common = bodies if common is None else common & bodies
            if not common:
                return ()
        return tuple(sorted(common or (), key=lambda body: (actors.is_trainer[body], body)))

    def _renewal_pending(self, lapsed: int | None) -> bool:
        """Return whether a cell lapsed so recently that a renewal may be expected."""
        return lapsed is not None and lapsed >= self._renewable_since

    def complete(self, cell: Cell) -> Cell:
        """Compute the remaining facts of a cell: counts by reach, `assumed`, `only_past`, and a wide row's spread."""
        if cell.by_reach is None:
            actors, reached = self.index.actors, self.index.by_reach(cell.row, cell.axis_index)
            cell.by_reach = [
                ReachCount(reach, len(actors(cell.axis_index, bits)), bits.bit_count())
                for reach, bits in reached
                if bits
            ]
            (_, direct), (_, partial), (_, inherited), _ = reached
            counted = direct | partial | inherited
            cell.only_past = bool(counted) and not counted & ~self.index.past[cell.axis_index]
            cell.wider_actor_count = sum(one.actor_count for one in cell.by_reach if one.reach is Reach.WIDER)
            cell.assumed = self._is_assumed(cell)
            if cell.row in self.snapshot.territories.wide:
                cell.spread = self.spread(self.members(cell.row), cell.axis_index)
        return cell

    def _is_assumed(self, cell: Cell) -> bool:
        """Return whether the status would differ without what depends on an assumed perimeter or succession."""
        if cell.status is CellStatus.GAP and cell.finding:
            territories, surveyed = self.snapshot.territories, cell.finding.territory
            same = cell.row == surveyed or surveyed in territories.same_ground[cell.row]
            return not same and not territories.assumed.isdisjoint({cell.row, surveyed})
        reached, confirmed = self.index.reached(cell.row, cell.axis_index), self.index.confirmed[cell.axis_index]
        if cell.status is CellStatus.PARTIAL:
            return not self._is_sure(cell, Reach.PARTIAL, reached.partial & confirmed)
        if cell.status is CellStatus.INHERITED:
            return not self._is_sure(cell, Reach.INHERITED, reached.inherited & confirmed)
        if cell.status in {CellStatus.TO_CONFIRM, CellStatus.UNKNOWN}:
            return self._is_empty_by_assumption(cell, reached)
        return False

    def _is_sure(self, cell: Cell, reach: Reach, bits: int) -> bool:
        """Return whether one of these engagements reaches the cell without any assumption."""
        here = reach_of(self.snapshot, cell.row, self.ordinal)
        return any(not here.is_assumed(e, reach) for e in self.index.engagements(cell.axis_index, bits))

    def _is_empty_by_assumption(self, cell: Cell, reached: Reached) -> bool:
        """Return whether assumptions decide the status of a cell that has no confirmed engagements."""
        finding = cell.finding
        nobody = finding is not None and finding.found is SurveyFinding.NOBODY
        if (
            finding
            and nobody
            and not self._is_confirmed_since(cell.row, cell.axis_index, finding.survey.surveyed_on, sure=True)
        ):
            return True
        by_reach = zip(NEAR, (reached.direct, reached.partial, reached.inherited), strict=True)
        if cell.status is not CellStatus.TO_CONFIRM or any(self._is_sure(cell, r, bits) for r, bits in by_reach):
            return False
        here = reach_of(self.snapshot, cell.row, self.ordinal)
        overdue = ((e, here.reach(e)) for e in self._others.overdue(cell.row, cell.axis_index, self.ordinal))
        return not any(how and not here.is_assumed(e, how[0]) for e, how in overdue)

    def _counted(self, cell: Cell) -> int:
        """Return the engagements that count in a cell, as a bitset."""
        return self.index.reached(cell.row, cell.axis_index).near & self.index.confirmed[cell.axis_index]

    def next_end(self, cell: Cell) -> int | None:
        """Return the earliest last day among the engagements that count in a cell; None if all are open-ended."""
        ends = self.snapshot.engagements.ends
        return first_end(ends[e] for e in self.index.engagements(cell.axis_index, self._counted(cell)))

    def last_past(self, cell: Cell) -> int | None:
        """Return the last session held or diagnostic delivered (ties: first by id), if only past ones count."""
        counted, completed = self._counted(cell), self.snapshot.engagements.completed
        if counted & ~self.index.past[cell.axis_index]:
            return None
        return max(self.index.engagements(cell.axis_index, counted), key=completed.__getitem__, default=None)

    def counted_actors(self, cell: Cell) -> list[int]:
        """Return the actors that `actor_count` counts, by id."""
        return sorted(self.index.actors(cell.axis_index, self._counted(cell)))

    def last_actors(self, cell: Cell) -> list[int]:
        """Return the actors of the engagements that stopped counting last, by id."""
        ended = None if cell.lapsed_ordinal is None else self._others.last(cell.row, cell.axis_index, self.ordinal)
        return sorted({a for e in (ended[1] if ended else ()) for a, _ in self.question.counted(self.snapshot, e)})

    def expected(self, cell: Cell) -> int | None:
        """Return the planned engagement that begins first, on the day or later; None if there is none."""
        return self._others.expected(cell.row, cell.axis_index, self.ordinal)

    def evidence(self, cell: Cell) -> Iterator[tuple[int, Reach, bool]]:
        """Yield the counting engagements of a cell, by reach, then id, and whether each counts by a succession only."""
        via = set(self.index.engagements(cell.axis_index, self.index.reached(cell.row, cell.axis_index).via))
        for reach, bits in self.index.by_reach(cell.row, cell.axis_index):
            if reach is not Reach.WIDER:
                for engagement in self.index.engagements(cell.axis_index, bits):
                    yield engagement, reach, engagement in via

    @cached_property
    def _members(self) -> dict[int, Members]:
        """For each wide territory, the contracts in force and the QPV in it."""
        territories = self.snapshot.territories
        members: dict[int, Members] = {row: ([], []) for row in territories.wide}
        for place, kind in enumerate((TerritoryKind.CITY_CONTRACT, TerritoryKind.QPV)):
            for member in territories.by_kind.get(kind, ()):
                if territories.in_force(member, self.ordinal):
                    around = {*territories.attachments(member), *territories.ancestors[member]} & territories.wide
                    for row in around:
                        if territories.is_within(member, row):
                            members[row][place].append(member)
        return members

    def members(self, row: int) -> Members:
        """Return the contracts in force and the QPV that a row represents: itself, or those within it."""
        territories = self.snapshot.territories
        if row in territories.wide:
            return self._members[row]
        inside = [row, *(i for i in territories.descendants(row) if territories.in_force(i, self.ordinal))]
        contracts = [i for i in inside if territories.kinds[i] is TerritoryKind.CITY_CONTRACT]
        return contracts, [i for i in inside if territories.kinds[i] is TerritoryKind.QPV]

    def spread(self, members: Members, axis: int) -> Spread:
        """Return how many contracts, QPV and inhabitants of QPV have each status on an axis."""
        contracts, qpvs = members
        populations = self.snapshot.territories.populations
        neighbourhoods, inhabitants, unknown = Counter[CellStatus](), Counter[CellStatus](), 0
        for qpv in qpvs:
            status = self._status_of(qpv, axis)
            neighbourhoods[status] += 1
            inhabitants[status] += populations.get(qpv, 0)
            unknown += qpv not in populations
        return Spread(
            StatusCounts.of(Counter(self._status_of(contract, axis) for contract in contracts)),
            StatusCounts.of(neighbourhoods),
            InhabitantCounts(*StatusCounts.of(inhabitants), unknown),
        )

    def _status_of(self, row: int, axis: int) -> CellStatus:
        """Return the status of a contract or QPV, which is never None."""
        status = self.row(row)[axis].status
        return CellStatus.UNKNOWN if status is None else status


def matrix(snapshot: Snapshot, day: date, question: Question) -> Matrix:
    """Return the matrix of a day and a question, cached with the snapshot."""
    return snapshot.caches.matrices.get(ViewKey.of_all(day, question), lambda: Matrix(snapshot, day, question))
