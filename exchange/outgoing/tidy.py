"""Exports for programs: one fact a row, the codes of the API, UTF-8, commas; days as YYYY-MM-DD, true and false.

A list in one cell is separated by « ; ». A text that a spreadsheet would run as a formula gets an apostrophe.
"""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from typing import Any

from exchange.cells.text import guard_formula
from exchange.outgoing.matrix import COUNTS, MatrixRows, matrix_pages
from exchange.outgoing.network import EngagementNode, ExportFilters, RunQuery, engagement_pages, nodes_of
from graph.vocabulary import Axis, TerritoryKind

SEPARATOR = ";"
ENGAGEMENT_COLUMNS = (
    "engagementId",
    "engagementKind",
    "title",
    "startsOn",
    "endsOn",
    "countsFrom",
    "countsUntil",
    "status",
    "asOf",
    "inEffect",
    "axis",
    "actorId",
    "actorKind",
    "institutionKind",
    "actor",
    "role",
    "territoryId",
    "territoryKind",
    "territory",
    "confirmedOn",
    "sourceIds",
)
CELL_COLUMNS = (
    "territoryId",
    "territoryKind",
    "code",
    "territory",
    "asOf",
    "axis",
    "status",
    "actorCount",
    "engagementCount",
    "onlyPast",
    "nextEnd",
    "fragile",
    "assumed",
    "contradicted",
    "lapsedOn",
    "renewalPending",
    "surveyedOn",
    "expectedOn",
)
SPREADS = {"contracts": COUNTS.split(), "inhabitants": [*COUNTS.split(), "withoutPopulation"]}
"""The counts of a cell of a wide territory, each a column: `contractsCovered`, `inhabitantsGap`…"""
SPREAD_COLUMNS = tuple(
    f"{name.capitalize()}{count[0].upper()}{count[1:]}" for name, counts in SPREADS.items() for count in counts
)
WIDE_KINDS = frozenset({TerritoryKind.COUNTRY, TerritoryKind.REGION, TerritoryKind.DEPARTEMENT})
"""The kinds of row that have shares in place of a status."""


async def tidy_of(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[bytes]:
    """Yield the engagements as CSV, a row for each actor, axis, role and territory.

    An engagement without actors keeps its rows, with these columns empty; so does an actor without a role.
    """
    yield _csv([ENGAGEMENT_COLUMNS])
    async for page in engagement_pages(run_query, filters):
        yield _csv(row for engagement in page for row in _engagement_rows(engagement, filters.as_of))


def _engagement_rows(engagement: EngagementNode, day: str) -> Iterator[tuple[Any, ...]]:
    common = [engagement[name] for name in ("id", "__typename", "title", "startsOn", "endsOn")]
    common += [engagement[name] for name in ("countsFrom", "countsUntil", "status")] + [day, engagement["inEffect"]]
    sources = SEPARATOR.join(source["node"]["id"] for source in engagement["sources"])
    territories = nodes_of(engagement, "territories")
    for edge in engagement["actors"]["edges"] or [{"node": {}, "roles": []}]:
        actor = [edge["node"].get(name) for name in ("id", "__typename", "kind", "label")]
        for axis in engagement["axes"]:
            for role in edge["roles"] or [None]:
                for territory in territories:
                    place = [territory[name] for name in ("id", "kind", "label")]
                    yield (*common, axis, *actor, role, *place, engagement["confirmedOn"], sources)


async def cells_of(run_query: RunQuery, filters: ExportFilters, rows: MatrixRows) -> AsyncIterator[bytes]:
    """Yield the coverage matrix as CSV, a row for each territory and axis.

    A wide territory, which has no status, has the counts of the contracts and inhabitants in it, by their status.
    """
    yield _csv([(*CELL_COLUMNS, *(_lowered(column) for column in SPREAD_COLUMNS))])
    async for day, page in matrix_pages(run_query, filters, rows):
        yield _csv(_cell(row["territory"], cell, day) for row in page for cell in row["cells"])


def _cell(territory: Mapping[str, Any], cell: Mapping[str, Any], day: str) -> tuple[Any, ...]:
    place = [territory[name] for name in ("id", "kind", "code", "label")]
    counted = [cell[name] for name in ("axis", "status", "actorCount", "engagementCount", "onlyPast", "nextEnd")]
    counted += [cell[name] for name in ("fragile", "assumed", "contradicted", "lapsedOn", "renewalPending")]
    days = [(cell["survey"] or {}).get("surveyedOn"), (cell["expected"] or {}).get("startsOn")]
    return (*place, day, *counted, *days, *_shares(cell))


def _shares(cell: Mapping[str, Any]) -> list[int | None]:
    """Return the counts of a wide cell, by status; none of another."""
    spread = cell["spread"] or {}
    return [spread.get(name, {}).get(count) for name, counts in SPREADS.items() for count in counts]


def _lowered(column: str) -> str:
    return f"{column[0].lower()}{column[1:]}"


async def wide_of(run_query: RunQuery, filters: ExportFilters, rows: MatrixRows) -> AsyncIterator[bytes]:
    """Yield the coverage matrix as CSV, a row for each territory: the status and number of actors of each axis.

    Régions and départements, which have no status, have the counts of the contracts and inhabitants in them instead.
    """
    axes = [axis for axis in Axis if not filters.axes or axis.value in filters.axes]
    statuses, actors = ([f"axis{axis.number}{what}" for axis in axes] for what in ("Status", "ActorCount"))
    has_shares = rows.kind in WIDE_KINDS
    shares = [f"axis{axis.number}{column}" for axis in axes for column in SPREAD_COLUMNS] if has_shares else []
    yield _csv([("territoryId", "territoryKind", "code", "territory", "asOf", *statuses, *actors, *shares)])
    async for day, page in matrix_pages(run_query, filters, rows):
        yield _csv(_territory(row, day, axes, has_shares=has_shares) for row in page)


def _territory(row: Mapping[str, Any], day: str, axes: list[Axis], *, has_shares: bool) -> tuple[Any, ...]:
    by_axis = {cell["axis"]: cell for cell in row["cells"]}
    cells = [by_axis[axis] for axis in axes]
    place = [row["territory"][name] for name in ("id", "kind", "code", "label")]
    shares = [share for cell in cells for share in _shares(cell)] if has_shares else []
    return (*place, day, *(cell["status"] for cell in cells), *(cell["actorCount"] for cell in cells), *shares)


def _csv(rows: Iterable[tuple[Any, ...]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([_text(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else guard_formula(str(value))
