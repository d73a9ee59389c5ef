"""Root field `coverage`: territories by axes, who is mobilised and where nobody is.

Rule: worked out over the snapshot, then dressed by one statement; the summary is over all rows, not the page.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from graph.errors import in_range
from graph.statement.core.selection import Field
from resolvers.execute.objects import NodeFetcher, keys, rendered, renderer
from resolvers.execute.pages import Order, connection_getters, edge_cursor, page_info_getters, sliced
from resolvers.execute.root import Begin, Pending, Getter, Getters, Planning, RootRun
from resolvers.execute.snapshot_queries import axis_places, question_of
from resolvers.rules.coverage import FACTS, Cell, Matrix, ranking, rows_of, summaries
from resolvers.snapshot.model import Snapshot

EVIDENCE_DEFAULT = 10
EVIDENCE_LIMIT = 100
SHARED = frozenset({"CoverageCell"})
"""Most rows of a large matrix have cells in common; each is made into an object once."""
WHOLE = frozenset({"GAPS_DESC", "FRAGILE_DESC"})


def where(planning: Planning, root: Field) -> Begin:
    """Plan `coverage`."""
    dressing = NodeFetcher(planning)
    render = renderer(root.sub(), dressing, shared=SHARED)
    summed = bool(root.sub().named("summary"))
    lasting = _lasting(root)

    def begin(run: RootRun) -> Pending:
        arguments, day, snapshot = run.arguments(root), run.day(planning.day), run.rests.snapshot
        rows = arguments["rows"]
        within = run.rests.territory(rows["within"], day) if rows.get("within") else None
        table = Table(
            Matrix(snapshot, day, question_of(arguments)),
            rows_of(snapshot, rows, day, within),
            axis_places(arguments.get("axes")),
        )
        order_name = arguments.get("orderBy") or "CODE"
        if order_name in WHOLE or summed:
            run.work_out(len(table.rows) * len(table.axes))
        run.getters = _getters(run, table)
        if lasting:
            run.made = table.matrix.layer.lasting()
        page = sliced(table.rows, _order(snapshot, table, order_name), arguments, root.name, day)
        return rendered(dressing, render, page, run)

    return begin


def _lasting(root: Field) -> bool:
    """Return whether what is asked of a cell is the same whoever asks: facts alone, no nodes and no arguments."""
    cells = [cell for e in root.sub().named("edges") for n in e.sub().named("node") for cell in n.sub().named("cells")]
    return not any(cell.sub().named("onlyActor", "lastActors", "evidence") for cell in cells)


class Table:
    """The rows and axes asked for, and their cells, each worked out once."""

    def __init__(self, matrix: Matrix, rows: list[int], axes: list[int]) -> None:
        self.matrix, self.rows, self.axes = matrix, rows, axes
        self._known: dict[int, list[Cell]] = {}

    def cells(self, row: int) -> list[Cell]:
        """Return the cells of a row, axis by axis."""
        if row not in self._known:
            self._known[row] = [self.matrix.cell(row, axis) for axis in self.axes]
        return self._known[row]


def _order(snapshot: Snapshot, table: Table, name: str) -> Order[int]:
    def rank(place: int, row: int) -> Any:
        return ranking(snapshot, name, row, table.cells(row) if name in WHOLE else ())[place]

    criteria = range(2 if name == "CODE" else 3)
    ranks = [(partial(rank, place), False) for place in criteria]
    return Order(f"coverage({name})", ranks, held=2)  # rows_of gives them by code, then id


def _getters(run: RootRun, table: Table) -> Getters:
    snapshot = run.rests.snapshot
    return {
        "Coverage": connection_getters()
        | {
            "asOf": lambda _p, _f: table.matrix.day.isoformat(),
            "summary": lambda _p, _f: summaries([table.cells(row) for row in table.rows], table.axes),
        },
        "CoverageEdge": {"cursor": edge_cursor, "node": lambda edge, _: edge[0]},
        "CoverageRow": {
            "territory": lambda row, _: snapshot.territories.ids[row],
            "cells": lambda row, _: table.cells(row),
        },
        "CoverageCell": _cell_getters(run, table.matrix),
        "CellEvidence": {
            "engagement": lambda found, _: snapshot.engagements.ids[found[0]],
            "reach": lambda found, _: found[1],
            "viaPredecessor": lambda found, _: found[2],
        },
        "ReachCount": keys("reach", "actorCount", "engagementCount"),
        "CoverageSummary": keys(
            "axis", "covered", "partial", "inherited", "gap", "unknown", "fragile", "stale", "lapsed"
        ),
        "PageInfo": page_info_getters(),
    }


def _cell_getters(run: RootRun, matrix: Matrix) -> dict[str, Getter]:
    """Return where each field of a cell finds its value."""
    actors = matrix.snapshot.actors.ids

    def evidence(cell: Cell, field: Field) -> Sequence[Any]:
        asked = run.arguments(field).get("first")
        first = in_range("evidence.first", EVIDENCE_DEFAULT if asked is None else asked, EVIDENCE_LIMIT)
        return [found for found, _ in zip(matrix.evidence(cell), range(first), strict=False)]

    def reading(read: Callable[[Matrix, Cell], Any]) -> Getter:
        return lambda cell, _: read(matrix, cell)

    return {name: reading(read) for name, read in FACTS.items()} | {
        "onlyActor": lambda cell, _: None if cell.only_actor is None else actors[cell.only_actor],
        "lastActors": lambda cell, _: [actors[a] for a in matrix.last_actors(cell)],
        "evidence": evidence,
    }
