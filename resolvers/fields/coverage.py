"""Root field `coverage`: territories by axes; the summary is over all rows, not the page."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from graph.bounds import EVIDENCE_DEFAULT, EVIDENCE_LIMIT
from graph.errors import in_range
from graph.statement.core.selection import Field
from resolvers.execute.objects import NodeFetcher, attributes, keys, object_maker, pending
from resolvers.execute.pages import Order, connection_getters, edge_cursor, page_info_getters, sliced
from resolvers.execute.root import Getter, Getters, Pending, Planning, RootField, RootRun, Start
from resolvers.rules.cell import CELL_FACTS, COUNTED_BY_REACH, REACH_FACTS, Cell
from resolvers.rules.coverage import Matrix, matrix, ranking, summaries
from resolvers.rules.question import axis_places, question_of
from resolvers.rules.rows import rows_of
from resolvers.snapshot.model import Snapshot

ATTRIBUTES = {"CoverageCell": frozenset(CELL_FACTS), "ReachCount": frozenset(REACH_FACTS)}
OVER_ALL_ROWS = frozenset({"GAPS_DESC", "FRAGILE_DESC"})
"""Orders that need the cells of all rows."""


def _coverage(planning: Planning, root: Field) -> Start:
    fetcher = NodeFetcher(planning)
    maker = object_maker(root.sub(), fetcher, attributes=ATTRIBUTES)
    counts_reaches = _counts_reaches(root)
    summed = bool(root.sub().named("summary"))

    def start(run: RootRun) -> Pending:
        arguments, day, snapshot = run.arguments(root), run.day(planning.day), run.queries.snapshot
        rows = arguments["rows"]
        within = run.queries.territory(rows["within"], day) if rows.get("within") else None
        table = Table(
            matrix(snapshot, day, question_of(arguments)),
            rows_of(snapshot, rows, day, within),
            axis_places(arguments.get("axes")),
            counts_reaches=counts_reaches,
        )
        order_name = arguments.get("orderBy") or "CODE"
        if order_name in OVER_ALL_ROWS or summed:
            run.queries.work_out(len(table.rows) * len(table.axes))
        run.getters = _getters(run, table)
        page = sliced(table.rows, _order(snapshot, table, order_name), arguments, root.name, day)
        return pending(fetcher, maker, page, run)

    return start


def _counts_reaches(root: Field) -> bool:
    """Return whether a fact of the cells is asked for that is counted reach by reach."""
    cells = [cell for e in root.sub().named("edges") for n in e.sub().named("node") for cell in n.sub().named("cells")]
    return any(cell.sub().named(*COUNTED_BY_REACH) for cell in cells)


class Table:
    """The rows and axes asked for."""

    def __init__(self, matrix: Matrix, rows: list[int], axes: list[int], *, counts_reaches: bool) -> None:
        self.matrix, self.rows, self.axes = matrix, rows, axes
        self._counts_reaches = counts_reaches

    def cells(self, row: int) -> list[Cell]:
        """Return the cells of a row, axis by axis."""
        cells = self.matrix.row(row)
        return cells if len(self.axes) == len(cells) else [cells[axis] for axis in self.axes]

    def shown(self, row: int) -> list[Cell]:
        """Return the cells of a row with all that is asked of them."""
        cells = self.cells(row)
        if self._counts_reaches:
            for cell in cells:
                if cell.by_reach is None:
                    self.matrix.count_reaches(cell)
        return cells


def _order(snapshot: Snapshot, table: Table, name: str) -> Order[int]:
    def rank(place: int, row: int) -> Any:
        return ranking(snapshot, name, row, table.cells(row) if name in OVER_ALL_ROWS else ())[place]

    criteria = range(2 if name == "CODE" else 3)
    ranks = [(partial(rank, place), False) for place in criteria]
    return Order(f"coverage({name})", ranks, sorted_by=2)  # rows_of gives them by code, then id


def _getters(run: RootRun, table: Table) -> Getters:
    snapshot = run.queries.snapshot
    return {
        "Coverage": connection_getters()
        | {
            "asOf": lambda _p, _f: table.matrix.day.isoformat(),
            "summary": lambda _p, _f: summaries([table.cells(row) for row in table.rows], table.axes),
        },
        "CoverageEdge": {"cursor": edge_cursor, "node": lambda edge, _: edge[0]},
        "CoverageRow": {
            "territory": lambda row, _: snapshot.territories.ids[row],
            "cells": lambda row, _: table.shown(row),
        },
        "CoverageCell": _cell_getters(run, table.matrix),
        "CellEvidence": {
            "engagement": lambda found, _: snapshot.engagements.ids[found[0]],
            "reach": lambda found, _: found[1],
            "viaPredecessor": lambda found, _: found[2],
        },
        "ReachCount": attributes(*REACH_FACTS),
        "CoverageSummary": keys(
            "axis", "covered", "partial", "inherited", "gap", "unknown", "fragile", "stale", "lapsed"
        ),
        "PageInfo": page_info_getters(),
    }


def _cell_getters(run: RootRun, matrix: Matrix) -> dict[str, Getter]:
    """Return the getters of a cell's fields."""
    actors = matrix.snapshot.actors.ids

    def evidence(cell: Cell, field: Field) -> Sequence[Any]:
        given = run.arguments(field).get("first")
        first = in_range("evidence.first", EVIDENCE_DEFAULT if given is None else given, EVIDENCE_LIMIT)
        return [found for found, _ in zip(matrix.evidence(cell), range(first), strict=False)]

    return attributes(*CELL_FACTS) | {
        "onlyActor": lambda cell, _: None if cell.only_actor is None else actors[cell.only_actor],
        "lastActors": lambda cell, _: [actors[a] for a in matrix.last_actors(cell)],
        "evidence": evidence,
    }


FIELDS: Mapping[str, RootField] = {"coverage": RootField(_coverage, needs_snapshot=True)}
