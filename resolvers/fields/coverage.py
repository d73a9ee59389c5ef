"""Root field `coverage`: territories by axes; the summary is over all rows, not only the page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from graph.bounds import EVIDENCE_DEFAULT, EVIDENCE_LIMIT, ROWS_BY_ID_LIMIT
from graph.calendar import day_text
from graph.errors import in_range
from graph.statement.core.selection import Field
from graph.statement.maintain.sizes import Sizes
from graph.vocabulary import Axis
from resolvers.execute.objects import NodeFetcher, attributes, object_maker, pending
from resolvers.execute.pages import Order, connection_getters, edge_cursor, order_of, page_info_getters, sliced
from resolvers.execute.root import Getter, Getters, Pending, Planning, RootField, RootRun, Start, computed_root
from resolvers.rules.cell import (
    CELL_FACTS,
    COMPLETED_FACTS,
    INHABITANT_FACTS,
    REACH_FACTS,
    SPREAD_FACTS,
    STATUS_FACTS,
    Cell,
)
from resolvers.rules.coverage import Matrix, matrix
from resolvers.rules.coverage_sums import fragile_count, gap_counts, summaries
from resolvers.rules.discounts import discounted, discounted_count
from resolvers.rules.question import axis_indexes, question_of
from resolvers.rules.rows import rows_of
from resolvers.snapshot.model import Snapshot

ATTRIBUTES = {
    "CoverageCell": frozenset(CELL_FACTS),
    "ReachCount": frozenset(REACH_FACTS),
    "CoverageSpread": frozenset(SPREAD_FACTS),
    "StatusCounts": frozenset(STATUS_FACTS),
    "InhabitantCounts": frozenset(INHABITANT_FACTS),
}
OVER_ALL_ROWS = frozenset({"gaps", "fragile"})
"""The sort fields that need the cells of all rows."""


def _cells(root: Field, sizes: Sizes) -> int:
    """Return how many cells are computed beyond the page: those of all rows, for a summary or a sort by cells."""
    if not _is_over_all_rows(root.arguments.get("orderBy") or ()) and not root.sub().named("summary"):
        return 0
    rows = root.arguments["rows"]
    number = sizes.of_kind(rows["kind"]) if rows.get("kind") else ROWS_BY_ID_LIMIT
    return number * len(root.arguments.get("axes") or Axis)


def _is_over_all_rows(order_by: Iterable[Mapping[str, Any]]) -> bool:
    """Return whether an ordering needs the cells of all rows."""
    return any(OVER_ALL_ROWS & criterion.keys() for criterion in order_by)


def _coverage(planning: Planning, root: Field) -> Start:
    fetcher = NodeFetcher(planning)
    maker = object_maker(root.sub(), fetcher, attributes=ATTRIBUTES)
    completes = _completes(root)
    summed = bool(root.sub().named("summary"))

    def start(run: RootRun) -> Pending:
        arguments, day, snapshot = run.arguments(root), run.day(planning.day), run.queries.snapshot
        rows = arguments["rows"]
        within = run.queries.territory(rows["within"], day) if rows.get("within") else None
        table = Table(
            matrix(snapshot, day, question_of(arguments)),
            rows_of(snapshot, rows, day, within),
            axis_indexes(arguments.get("axes")),
            completes=completes,
        )
        order_by = arguments.get("orderBy") or []
        if _is_over_all_rows(order_by) or summed:
            run.queries.count_cells(len(table.rows) * len(table.axes))
        run.getters = _getters(run, table)
        page = sliced(table.rows, _order(snapshot, table, root.name, order_by), arguments, root.name, day)
        return pending(fetcher, maker, page, run)

    return start


def _completes(root: Field) -> bool:
    """Return whether the selection includes a fact that only `Matrix.complete` computes."""
    page = root.sub()
    rows = [*page.named("nodes"), *(node for edge in page.named("edges") for node in edge.sub().named("node"))]
    return any(cell.sub().named(*COMPLETED_FACTS) for row in rows for cell in row.sub().named("cells"))


class Table:
    """The rows and axes asked for."""

    def __init__(self, matrix: Matrix, rows: list[int], axes: list[int], *, completes: bool) -> None:
        self.matrix, self.rows, self.axes = matrix, rows, axes
        self._completes = completes

    def cells(self, row: int) -> list[Cell]:
        """Return the cells of a row, by axis."""
        cells = self.matrix.row(row)
        return cells if len(self.axes) == len(cells) else [cells[axis] for axis in self.axes]

    def shown(self, row: int) -> list[Cell]:
        """Return the cells of a row with all the selected facts."""
        cells = self.cells(row)
        if self._completes:
            for cell in cells:
                self.matrix.complete(cell)
        return cells


def _order(snapshot: Snapshot, table: Table, root: str, order_by: Sequence[dict[str, str | None]]) -> Order[int]:
    territories = snapshot.territories
    readers: dict[str, Callable[[int], Any]] = {
        "code": lambda row: territories.codes[row],
        "name": lambda row: territories.name_keys[row],
        "gaps": lambda row: gap_counts(table.cells(row)),
        "fragile": lambda row: fragile_count(table.cells(row)),
    }
    ties = [readers["code"], lambda row: territories.ids[row]]
    return order_of(root, order_by, readers, ties, sorted_by=2)  # rows_of returns the rows by code, then id


def _getters(run: RootRun, table: Table) -> Getters:
    snapshot = run.queries.snapshot
    return {
        "CoverageConnection": connection_getters()
        | {
            "asOf": lambda _p, _f: table.matrix.day.isoformat(),
            "summary": lambda _p, _f: summaries(table.matrix, table.rows, table.axes),
        },
        "CoverageEdge": {"cursor": edge_cursor, "node": lambda edge, _: edge[0]},
        "CoverageRow": {
            "territory": lambda row, _: snapshot.territories.ids[row],
            "cells": lambda row, _: table.shown(row),
        },
        "CoverageCell": _cell_getters(run, table.matrix),
        "CellEvidence": {
            "engagement": lambda item, _: snapshot.engagements.ids[item[0]],
            "reach": lambda item, _: item[1],
            "viaSuccession": lambda item, _: item[2],
            "past": lambda item, _: snapshot.engagements.is_past(item[0], table.matrix.ordinal),
        },
        "DiscountedEvidence": {
            "engagement": lambda item, _: snapshot.engagements.ids[item.engagement],
            "reach": lambda item, _: item.reach,
            "viaSuccession": lambda item, _: item.via_succession,
            "reason": lambda item, _: item.reason,
        },
        "CellSurvey": {
            "surveyedOn": lambda finding, _: day_text(finding.survey.surveyed_on),
            "found": lambda finding, _: finding.found,
            "territory": lambda finding, _: snapshot.territories.ids[finding.territory],
            "source": lambda finding, _: finding.survey.source,
        },
        "ReachCount": attributes(*REACH_FACTS),
        "CoverageSpread": attributes(*SPREAD_FACTS),
        "StatusCounts": attributes(*STATUS_FACTS),
        "InhabitantCounts": attributes(*INHABITANT_FACTS),
        "CoverageSummary": attributes("axis", "rows", "fragileCount", "contradictedCount", "lapsedCount")
        | {name: _of_spread(name) for name in SPREAD_FACTS},
        "PageInfo": page_info_getters(),
    }


def _of_spread(name: str) -> Getter:
    return lambda summary, _: getattr(summary.spread, name)


def _cell_getters(run: RootRun, matrix: Matrix) -> dict[str, Getter]:
    """Return the getters of a cell's fields."""
    actors, engagements = matrix.snapshot.actors.ids, matrix.snapshot.engagements.ids

    def first(field: Field) -> int:
        given = run.arguments(field).get("first")
        return in_range(f"{field.name}.first", EVIDENCE_DEFAULT if given is None else given, EVIDENCE_LIMIT)

    def one(engagement: int | None) -> str | None:
        return None if engagement is None else engagements[engagement]

    def next_end(cell: Cell, _field: Field) -> str | None:
        end = matrix.next_end(cell)
        return None if end is None else day_text(end)

    return attributes(*CELL_FACTS) | {
        "survey": lambda cell, _: cell.finding,
        "onlyActor": lambda cell, _: actors[cell.bodies[0]] if cell.bodies else None,
        "actors": lambda cell, field: [actors[a] for a in matrix.counted_actors(cell)[: first(field)]],
        "lastActors": lambda cell, _: [actors[a] for a in matrix.last_actors(cell)],
        "nextEnd": next_end,
        "lastPast": lambda cell, _: one(matrix.last_past(cell)),
        "expected": lambda cell, _: one(matrix.expected(cell)),
        "evidence": lambda cell, field: list(islice(matrix.evidence(cell), first(field))),
        "discounted": lambda cell, field: discounted(matrix, cell)[: first(field)],
        "discountedCount": lambda cell, _: discounted_count(matrix, cell),
    }


FIELDS: Mapping[str, RootField] = {"coverage": computed_root(_coverage, _cells)}
