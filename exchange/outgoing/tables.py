"""Exports the network as lines: CSV for spreadsheets, JSON Lines for programs.

CSV has one line for each actor of an engagement, JSON Lines one for each engagement. A text that a spreadsheet would
run as a formula gets an apostrophe.
"""

import csv
import io
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import orjson

from exchange.cells.text import LIST_SEPARATOR, WITHHELD, guard_formula
from exchange.outgoing.cells import shown
from exchange.outgoing.network import EngagementNode, ExportFilters, RunQuery, engagement_pages, nodes_of
from exchange.sheets import ENGAGEMENT_FACTS
from graph.model import SHAPE
from graph.shape import Property
from graph.vocabulary import Axis, EngagementStatus, Role

Edge = Mapping[str, Any]


def trained_count(engagement: EngagementNode) -> str:
    """Return the number of people trained in a session; empty if unknown."""
    count = engagement.get("trainedCount")
    if count is None:
        return WITHHELD if engagement.get("trainedCountWithheld") else ""
    return str(count)


def _shown(engagement: EngagementNode, _edge: Edge | None, *, stored: Property) -> str:
    cell = shown(stored, engagement[stored.field])
    return "" if cell is None else str(cell)


FIRST_COLUMNS: Mapping[str, Callable[[EngagementNode, Edge | None], str]] = {
    "Identifiant": lambda engagement, _: engagement["id"],
    "Sorte": lambda engagement, _: SHAPE.kinds[engagement["__typename"]].french,
    "Intitulé": lambda engagement, _: engagement["title"],
    "Axes": lambda engagement, _: ", ".join(str(Axis(axis).number) for axis in engagement["axes"]),
    "Acteur": lambda _, edge: edge["node"]["label"] if edge else "",
    "Identifiant de l’acteur": lambda _, edge: edge["node"]["id"] if edge else "",
    "Rôles": lambda _, edge: ", ".join(Role(role).label_fr for role in edge["roles"]) if edge else "",
    "Territoires": lambda engagement, _: _joined(engagement, "label"),
    "Codes": lambda engagement, _: _joined(engagement, "code"),
    "Début": lambda engagement, _: engagement["startsOn"],
    "Fin": lambda engagement, _: engagement["endsOn"] or "",
    "Compte jusqu’au": lambda engagement, _: engagement["countsUntil"] or "",
    "État": lambda engagement, _: EngagementStatus(engagement["status"]).label_fr,
    "Personnes formées": lambda engagement, _: trained_count(engagement),
    "Sources": lambda engagement, _: LIST_SEPARATOR.join(one["node"]["label"] for one in engagement["sources"]),
    "Confirmé le": lambda engagement, _: engagement["confirmedOn"] or "",
}
COLUMNS: Mapping[str, Callable[[EngagementNode, Edge | None], str]] = {
    **FIRST_COLUMNS,
    **{h: partial(_shown, stored=stored) for h, stored in ENGAGEMENT_FACTS.items() if h not in FIRST_COLUMNS},
}
"""The columns of the CSV by heading, each as a function of an engagement and one of its actors (None without actors).

New columns must come last, after those taken from the columns of the workbook: people and programs rely on positions.
"""


async def csv_of(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[bytes]:
    """Yield the network as a CSV file: UTF-8 with a byte order mark, semicolons, days as YYYY-MM-DD."""
    yield ("\ufeff" + _csv_text([COLUMNS])).encode()
    async for page in engagement_pages(run_query, filters):
        yield _csv_text(row for engagement in page for row in _rows(engagement)).encode()


def _csv_text(rows: Iterable[Iterable[str]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows([guard_formula(text) for text in row] for row in rows)
    return buffer.getvalue()


def _rows(engagement: EngagementNode) -> Iterator[list[str]]:
    for edge in engagement["actors"]["edges"] or [None]:  # an engagement without actors still has a line
        yield [value(engagement, edge) for value in COLUMNS.values()]


def _joined(engagement: EngagementNode, name: str) -> str:
    return LIST_SEPARATOR.join(territory[name] for territory in nodes_of(engagement, "territories"))


async def jsonl_of(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[bytes]:
    """Yield the network as JSON Lines: one engagement per line, its connections as lists."""
    async for page in engagement_pages(run_query, filters):
        yield b"".join(orjson.dumps(_flatten(engagement)) + b"\n" for engagement in page)


def _flatten(engagement: EngagementNode) -> dict[str, object]:
    actors = [{"roles": edge["roles"], **edge["node"]} for edge in engagement["actors"]["edges"]]
    sources = [{"confirmedOn": source["confirmedOn"], **source["node"]} for source in engagement["sources"]]
    territories = nodes_of(engagement, "territories")
    return {**engagement, "actors": actors, "territories": territories, "sources": sources}
