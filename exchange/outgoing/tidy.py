"""Exports for programs: one fact per row, the codes of the API, UTF-8, commas; days as YYYY-MM-DD, true and false.

A list in one cell is separated by « ; ». A text that a spreadsheet would run as a formula gets an apostrophe.
"""

import csv
import io
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from changes.batches import slices
from exchange.cells.text import guard_formula
from exchange.outgoing.matrix import COUNTS, matrix_pages, total_of
from exchange.outgoing.network import EngagementNode, ExportFilters, RunQuery, engagement_pages, nodes_of
from exchange.sheets import ENGAGEMENT_FACTS
from graph.bounds import NODES_BY_ID_LIMIT
from graph.vocabulary import Axis, TerritoryKind

SEPARATOR = ";"
ATTACHED = """query areas($ids: [ID!]!) { nodes(ids: $ids) { ... on Territory { id ...Area attachedTo { ...Area
  attachedTo { ...Area attachedTo { ...Area } } } } } }
fragment Area on Territory { kind code name }"""
"""The territories with these ids, and those that contain them."""


class EngagementRow(NamedTuple):
    """A row of the export: `actor` is empty for an engagement without actors, `role` is None if no role is stated."""

    engagement: EngagementNode
    day: str
    axis: str
    actor: Mapping[str, Any]
    role: str | None
    territory: Mapping[str, Any]
    areas: Sequence[str | None]
    """Codes and names of the département and of the région in which the territory is counted."""


def _value_of(row: EngagementRow, name: str) -> Any:
    value = row.engagement[name]
    return SEPARATOR.join(value) if isinstance(value, list) else value


def _id_of(row: EngagementRow, name: str) -> str | None:
    node = row.engagement.get(name)
    return node["id"] if node else None


FIRST_COLUMNS: Mapping[str, Callable[[EngagementRow], Any]] = {
    "engagementId": lambda row: row.engagement["id"],
    "engagementKind": lambda row: row.engagement["__typename"],
    "title": lambda row: row.engagement["title"],
    "startsOn": lambda row: row.engagement["startsOn"],
    "endsOn": lambda row: row.engagement["endsOn"],
    "countsFrom": lambda row: row.engagement["countsFrom"],
    "countsUntil": lambda row: row.engagement["countsUntil"],
    "status": lambda row: row.engagement["status"],
    "asOf": lambda row: row.day,
    "inEffect": lambda row: row.engagement["inEffect"],
    "axis": lambda row: row.axis,
    "actorId": lambda row: row.actor.get("id"),
    "actorKind": lambda row: row.actor.get("__typename"),
    "institutionKind": lambda row: row.actor.get("institutionKind"),
    "actor": lambda row: row.actor.get("label"),
    "role": lambda row: row.role,
    "territoryId": lambda row: row.territory["id"],
    "territoryKind": lambda row: row.territory["kind"],
    "territory": lambda row: row.territory["label"],
    "confirmedOn": lambda row: row.engagement["confirmedOn"],
    "sourceIds": lambda row: SEPARATOR.join(source["node"]["id"] for source in row.engagement["sources"]),
    **{name: partial(_value_of, name=name) for name in ("criteria", "themes", "audiences")},
    "planId": partial(_id_of, name="plan"),
    "offerId": partial(_id_of, name="offer"),
    "projectId": partial(_id_of, name="project"),
    "trainedCount": lambda row: row.engagement.get("trainedCount"),
    "trainedCountWithheld": lambda row: row.engagement.get("trainedCountWithheld"),
    "hours": lambda row: row.engagement.get("hours"),
    "siren": lambda row: row.actor.get("siren"),
    "siret": lambda row: row.actor.get("siret"),
    "territoryCode": lambda row: row.territory["code"],
    "departementCode": lambda row: row.areas[0],
    "regionCode": lambda row: row.areas[2],
}
_LATER = [s.field for s in ENGAGEMENT_FACTS.values() if s.field not in FIRST_COLUMNS and not s.linked]
ENGAGEMENT_COLUMNS: Mapping[str, Callable[[EngagementRow], Any]] = {
    **FIRST_COLUMNS,
    **{name: partial(_value_of, name=name) for name in _LATER},
}
"""The columns by name; new ones must come last, after the workbook's other columns: programs rely on positions."""
PLACE_COLUMNS = ("territoryId", "territoryKind", "code", "territory", "asOf")
COUNTED_FIELDS = ("axis", "status", "actorCount", "engagementCount", "onlyPast", "nextEnd")
DOUBT_FIELDS = ("fragile", "assumed", "contradicted", "lapsedOn", "renewalPending")
CELL_FIELDS = COUNTED_FIELDS + DOUBT_FIELDS
CELL_COLUMNS = (*PLACE_COLUMNS, *CELL_FIELDS, "surveyedOn", "expectedOn")


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


class ShareColumn(NamedTuple):
    """A column about a wide territory: the number, or share, of its parts with a status."""

    counted: str
    """The unit that is counted: `contracts`, `qpv` or `inhabitants`."""
    status: str
    is_share: bool = False

    @property
    def name(self) -> str:
        """Its name: `qpvCovered`, `shareQpvCovered`."""
        name = self.counted + _capital(self.status)
        return f"share{_capital(name)}" if self.is_share else name

    def of(self, cell: Mapping[str, Any]) -> int | float | None:
        """Return its number for a cell; None for a territory that is not wide, and for a share whose total is 0."""
        if cell["spread"] is None:
            return None
        counts = cell["spread"][self.counted]
        number: int = counts[self.status]
        if not self.is_share:
            return number
        every = total_of(counts)
        return number / every if every else None


STATUSES = COUNTS.split()
COUNT_COLUMNS = (
    *(ShareColumn(counted, status) for counted in ("contracts", "inhabitants") for status in STATUSES),
    ShareColumn("inhabitants", "withoutPopulation"),
)
"""The counts of a cell of a wide territory: `contractsCovered`, `inhabitantsGap`…"""
LATER_COLUMNS = (
    *(ShareColumn("qpv", status) for status in STATUSES),
    *(
        ShareColumn(counted, status, is_share=True)
        for counted in ("contracts", "qpv", "inhabitants")
        for status in STATUSES
    ),
)
"""Later columns, which come last so that no other moves: `qpvGap`, `shareInhabitantsGap`…"""
AREAS = (TerritoryKind.DEPARTEMENT, TerritoryKind.REGION)
AREA_COLUMNS = ("departementCode", "departement", "regionCode", "region")
"""The areas in which a territory is counted: itself, or those to which it is attached."""
WIDE_KINDS = frozenset({TerritoryKind.COUNTRY, TerritoryKind.REGION, TerritoryKind.DEPARTEMENT})
"""The kinds of rows that have shares instead of a status."""


async def tidy_of(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[bytes]:
    """Yield the engagements as CSV, a row for each actor, axis, role and territory.

    An engagement without actors still has rows, with the columns of the actor empty; so has an actor without a role,
    with the role empty.
    """
    yield _csv([tuple(ENGAGEMENT_COLUMNS)])
    areas: dict[str, Sequence[str | None]] = {}
    async for page in engagement_pages(run_query, filters):
        ids = {territory["id"] for engagement in page for territory in nodes_of(engagement, "territories")}
        for some in slices(sorted(ids - areas.keys()), NODES_BY_ID_LIMIT):
            attached = (await run_query(ATTACHED, {"ids": some}))["nodes"]
            areas |= {territory["id"]: _areas(territory) for territory in attached}
        yield _csv(row for engagement in page for row in _engagement_rows(engagement, filters.as_of, areas))


def _engagement_rows(
    engagement: EngagementNode, day: str, areas: Mapping[str, Sequence[str | None]]
) -> Iterator[tuple[Any, ...]]:
    territories = nodes_of(engagement, "territories")
    for edge in engagement["actors"]["edges"] or [{"node": {}, "roles": []}]:
        for axis in engagement["axes"]:
            for role in edge["roles"] or [None]:
                for territory in territories:
                    row = EngagementRow(engagement, day, axis, edge["node"], role, territory, areas[territory["id"]])
                    yield tuple(value(row) for value in ENGAGEMENT_COLUMNS.values())


async def cells_of(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[bytes]:
    """Yield the coverage matrix as CSV, a row for each territory and axis.

    A wide territory, which has no status, has the shares of the contracts, QPV and inhabitants in it, by their status.
    """
    counts, later = _names(COUNT_COLUMNS), _names(LATER_COLUMNS)
    yield _csv([(*CELL_COLUMNS, *counts, *AREA_COLUMNS, *later)])
    async for day, page in matrix_pages(run_query, filters):
        yield _csv(_cell(row["territory"], cell, day) for row in page for cell in row["cells"])


def _names(columns: Iterable[ShareColumn]) -> list[str]:
    return [column.name for column in columns]


def _cell(territory: Mapping[str, Any], cell: Mapping[str, Any], day: str) -> tuple[Any, ...]:
    counted = [cell[name] for name in CELL_FIELDS]
    days = [(cell["survey"] or {}).get("surveyedOn"), (cell["expected"] or {}).get("startsOn")]
    counts, later = ([column.of(cell) for column in columns] for columns in (COUNT_COLUMNS, LATER_COLUMNS))
    return (*_place(territory, day), *counted, *days, *counts, *_areas(territory), *later)


def _place(territory: Mapping[str, Any], day: str) -> list[str]:
    return [*(territory[name] for name in ("id", "kind", "code", "label")), day]


def _areas(territory: Mapping[str, Any]) -> list[str | None]:
    """Return the codes and names of the département and the région in which a territory is counted."""
    by_kind: dict[str, Mapping[str, Any]] = {}
    place: Mapping[str, Any] | None = territory
    while place is not None:
        by_kind[place["kind"]] = place
        place = place.get("attachedTo")
    return [by_kind.get(kind, {}).get(name) for kind in AREAS for name in ("code", "name")]


async def wide_of(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[bytes]:
    """Yield the coverage matrix as CSV, a row for each territory: the status and number of actors of each axis.

    Wide territories, which have no status, have the shares of the contracts, QPV and inhabitants in them instead.
    """
    axes = [axis for axis in Axis if not filters.axes or axis.value in filters.axes]
    statuses, actors = ([f"axis{axis.number}{what}" for axis in axes] for what in ("Status", "ActorCount"))
    sets = (COUNT_COLUMNS, LATER_COLUMNS) if filters.rows in WIDE_KINDS else ((), ())
    counts, later = (
        [f"axis{axis.number}{_capital(name)}" for axis in axes for name in _names(columns)] for columns in sets
    )
    yield _csv([(*PLACE_COLUMNS, *statuses, *actors, *counts, *AREA_COLUMNS, *later)])
    async for day, page in matrix_pages(run_query, filters):
        yield _csv(_territory(row, day, axes, sets) for row in page)


def _territory(
    row: Mapping[str, Any], day: str, axes: list[Axis], sets: tuple[Iterable[ShareColumn], Iterable[ShareColumn]]
) -> tuple[Any, ...]:
    by_axis = {cell["axis"]: cell for cell in row["cells"]}
    cells = [by_axis[axis] for axis in axes]
    counts, later = ([column.of(cell) for cell in cells for column in columns] for columns in sets)
    statuses, actors = ([cell[name] for cell in cells] for name in ("status", "actorCount"))
    return (*_place(row["territory"], day), *statuses, *actors, *counts, *_areas(row["territory"]), *later)


def _csv(rows: Iterable[tuple[Any, ...]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows([_text(value) for value in row] for row in rows)
    return buffer.getvalue().encode()


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else guard_formula(str(value))
