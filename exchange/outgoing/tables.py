"""Exports the network as lines: CSV for spreadsheets, JSON Lines for programs.

CSV has one line for each actor of an engagement, JSON Lines one for each engagement. A text that a spreadsheet would
run as a formula gets an apostrophe.
"""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Iterator

import orjson

from changes.derived import FEW
from exchange.cells.text import LIST_SEPARATOR, guard_formula
from exchange.outgoing.network import EngagementNode, ExportFilters, RunQuery, engagement_pages, nodes_of
from graph.model import SHAPE
from graph.vocabulary import Axis, EngagementStatus, Role

WITHHELD_COUNT = f"< {FEW}"
"""Written for a number of people that a visitor does not see; `is_blank` reads it as no value."""
HEADINGS = (
    "Identifiant",
    "Sorte",
    "Intitulé",
    "Axes",
    "Acteur",
    "Identifiant de l’acteur",
    "Rôles",
    "Territoires",
    "Codes",
    "Début",
    "Fin",
    "Compte jusqu’au",
    "État",
    "Personnes formées",
    "Sources",
    "Confirmé le",
)


async def csv_of(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[bytes]:
    """Yield the network as a CSV file: UTF-8 with a byte order mark, semicolons, days as YYYY-MM-DD."""
    yield ("\ufeff" + _csv_text([HEADINGS])).encode()
    async for page in engagement_pages(run_query, filters):
        yield _csv_text(row for engagement in page for row in _rows(engagement)).encode()


def _csv_text(rows: Iterable[tuple[str, ...]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows([guard_formula(text) for text in row] for row in rows)
    return buffer.getvalue()


def _rows(engagement: EngagementNode) -> Iterator[tuple[str, ...]]:
    territories = nodes_of(engagement, "territories")
    for edge in engagement["actors"]["edges"] or [None]:  # an engagement without actors keeps a line
        yield (
            engagement["id"],
            SHAPE.kinds[engagement["__typename"]].french,
            engagement["title"],
            ", ".join(str(Axis(axis).number) for axis in engagement["axes"]),
            edge["node"]["label"] if edge else "",
            edge["node"]["id"] if edge else "",
            ", ".join(Role(role).label_fr for role in edge["roles"]) if edge else "",
            LIST_SEPARATOR.join(territory["label"] for territory in territories),
            LIST_SEPARATOR.join(territory["code"] for territory in territories),
            engagement["startsOn"],
            engagement["endsOn"] or "",
            engagement["countsUntil"] or "",
            EngagementStatus(engagement["status"]).label_fr,
            trained_count(engagement),
            LIST_SEPARATOR.join(source["node"]["label"] for source in engagement["sources"]),
            engagement["confirmedOn"] or "",
        )


def trained_count(engagement: EngagementNode) -> str:
    """Return the number of people a session trained: « < 5 » where it is withheld, « » where it is unknown."""
    count = engagement.get("trainedCount")
    if count is None:
        return WITHHELD_COUNT if engagement.get("fewTrained") else ""
    return str(count)


async def jsonl_of(run_query: RunQuery, filters: ExportFilters) -> AsyncIterator[bytes]:
    """Yield the network as JSON Lines: an engagement a line, its connections as lists."""
    async for page in engagement_pages(run_query, filters):
        yield b"".join(orjson.dumps(_flatten(engagement)) + b"\n" for engagement in page)


def _flatten(engagement: EngagementNode) -> dict[str, object]:
    actors = [{"roles": edge["roles"], **edge["node"]} for edge in engagement["actors"]["edges"]]
    sources = [{"confirmedOn": source["confirmedOn"], **source["node"]} for source in engagement["sources"]]
    territories = nodes_of(engagement, "territories")
    return {**engagement, "actors": actors, "territories": territories, "sources": sources}
