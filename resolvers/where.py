"""Root field `coverage`: territories by axes, who is mobilised and where nobody is.

Rule: worked out over the snapshot, then dressed by one statement; the summary is over all rows, not the page.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from graph.mistakes import in_range
from graph.statement.selection import Field
from resolvers.asked import Asked
from resolvers.coverage import FACTS, Cell, Matrix, ranking, rows_of, summaries
from resolvers.derived import axis_places, question_of
from resolvers.paging import Order, connection_getters, edge_cursor, page_info_getters, sliced
from resolvers.rendering import Dresser, Getter, Getters, Ref, keys, renderer

EVIDENCE_DEFAULT = 10
EVIDENCE_LIMIT = 100
SHARED = frozenset({"CoverageCell"})
"""Most rows of a large matrix have cells in common; each is made into an object once."""
WHOLE = frozenset({"GAPS_DESC", "FRAGILE_DESC"})


async def where(asked: Asked, root: Field) -> Any:
    """Answer `coverage`."""
    context, snapshot, derived = await asked.resting(root)
    arguments = root.arguments
    rows = arguments["rows"]
    within = derived.territory(rows["within"], context.day) if rows.get("within") else None
    places = rows_of(snapshot, rows, context.day, within)
    axes = axis_places(arguments.get("axes"))
    matrix = Matrix(snapshot, context.day, question_of(arguments))
    known: dict[int, list[Cell]] = {}

    def cells(row: int) -> list[Cell]:
        if row not in known:
            known[row] = [matrix.cell(row, axis) for axis in axes]
        return known[row]

    order_name = arguments.get("orderBy") or "CODE"
    if order_name in WHOLE or root.sub().named("summary"):
        asked.work_out(len(places) * len(axes))

    def rank(place: int, row: int) -> Any:
        return ranking(snapshot, order_name, row, cells(row) if order_name in WHOLE else ())[place]

    criteria = range(2 if order_name == "CODE" else 3)
    ranks = [(partial(rank, place), False) for place in criteria]
    order: Order[int] = Order(f"coverage({order_name})", ranks, held=2)  # rows_of gives them by code, then id
    page = sliced(places, order, arguments, root.name, context.day)
    dresser = Dresser()
    getters: Getters = {
        "Coverage": connection_getters()
        | {
            "asOf": lambda _p, _f: context.day.isoformat(),
            "summary": lambda _p, _f: summaries([cells(row) for row in places], axes),
        },
        "CoverageEdge": {"cursor": edge_cursor, "node": lambda edge, _: edge[0]},
        "CoverageRow": {
            "territory": lambda row, _: Ref(snapshot.territories.ids[row]),
            "cells": lambda row, _: cells(row),
        },
        "CoverageCell": cell_getters(matrix),
        "CellEvidence": {
            "engagement": lambda found, _: Ref(snapshot.engagements.ids[found[0]]),
            "reach": lambda found, _: found[1],
            "viaPredecessor": lambda found, _: found[2],
        },
        "ReachCount": keys("reach", "actorCount", "engagementCount"),
        "CoverageSummary": keys(
            "axis", "covered", "partial", "inherited", "gap", "unknown", "fragile", "stale", "lapsed"
        ),
        "PageInfo": page_info_getters(),
    }
    answer = renderer(root.sub(), getters, dresser, shared=SHARED)(page)
    await asked.dress(context, dresser)
    return answer


def cell_getters(matrix: Matrix) -> dict[str, Getter]:
    """Return where each field of a cell finds its value."""
    actors = matrix.snapshot.actors.ids

    def evidence(cell: Cell, field: Field) -> Sequence[Any]:
        first = in_range("evidence.first", field.arguments.get("first", EVIDENCE_DEFAULT), EVIDENCE_LIMIT)
        return [found for found, _ in zip(matrix.evidence(cell), range(first), strict=False)]

    def reading(read: Callable[[Matrix, Cell], Any]) -> Getter:
        return lambda cell, _: read(matrix, cell)

    return {name: reading(read) for name, read in FACTS.items()} | {
        "onlyActor": lambda cell, _: None if cell.only_actor is None else Ref(actors[cell.only_actor]),
        "lastActors": lambda cell, _: [Ref(actors[a]) for a in matrix.last_actors(cell)],
        "evidence": evidence,
    }
