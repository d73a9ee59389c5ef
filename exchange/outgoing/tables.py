"""The network as lines: CSV for spreadsheets, JSON Lines for programs.

Rule: one line an actor of an engagement in CSV, one an engagement in JSON; what a spreadsheet would run is neutralised.
"""

import csv
import io
from collections.abc import AsyncIterator, Iterator

import orjson

from changes.derived import FEW
from exchange.cells.text import guarded
from exchange.outgoing.network import Ask, Engagement, Filters, engagements, nodes_of
from graph.model import SHAPE
from graph.vocabulary import Axis, EngagementStatus, Role

UNDER = f"< {FEW}"
"""How a number of people under 5 reads to an anonymous caller."""
HEADINGS = (
    "Identifiant",
    "Sorte",
    "Intitulé",
    "Axes",
    "Acteur",
    "Identifiant de l'acteur",
    "Rôles",
    "Territoires",
    "Codes",
    "Début",
    "Fin",
    "Compte jusqu'au",
    "État",
    "Personnes formées",
    "Sources",
    "Confirmé le",
)


async def csv_of(ask: Ask, filters: Filters) -> AsyncIterator[bytes]:
    """Yield the network as a CSV file: UTF-8 with its mark, semicolons, days as YYYY-MM-DD."""
    yield ("\ufeff" + _written([HEADINGS])).encode()
    async for page in engagements(ask, filters):
        yield _written(row for engagement in page for row in _rows(engagement)).encode()


def _written(rows: Iterator[tuple[str, ...]] | list[tuple[str, ...]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows([guarded(text) for text in row] for row in rows)
    return buffer.getvalue()


def _rows(one: Engagement) -> Iterator[tuple[str, ...]]:
    grounds = nodes_of(one, "territories")
    for edge in one["actors"]["edges"] or [None]:
        yield (
            one["id"],
            SHAPE.kinds[one["__typename"]].french,
            one["title"],
            ", ".join(str(Axis(axis).number) for axis in one["axes"]),
            edge["node"]["label"] if edge else "",
            edge["node"]["id"] if edge else "",
            ", ".join(Role(role).label_fr for role in edge["roles"]) if edge else "",
            " ; ".join(ground["label"] for ground in grounds),
            " ; ".join(ground["code"] for ground in grounds),
            one["startsOn"],
            one["endsOn"] or "",
            one["countsUntil"] or "",
            EngagementStatus(one["status"]).label_fr,
            people_trained(one),
            " ; ".join(source["node"]["label"] for source in one["sources"]),
            one["confirmedOn"] or "",
        )


def people_trained(one: Engagement) -> str:
    """Return how many people a session trained, as this caller may know it."""
    if one.get("fewTrained") and one.get("peopleTrained") is None:
        return UNDER
    return "" if one.get("peopleTrained") is None else str(one["peopleTrained"])


async def jsonl_of(ask: Ask, filters: Filters) -> AsyncIterator[bytes]:
    """Yield the network as JSON Lines: an engagement a line, as the API answers it."""
    async for page in engagements(ask, filters):
        yield b"".join(orjson.dumps(_flat(one)) + b"\n" for one in page)


def _flat(one: Engagement) -> dict[str, object]:
    actors = [{"roles": edge["roles"], **edge["node"]} for edge in one["actors"]["edges"]]
    sources = [{"confirmedOn": source["confirmedOn"], **source["node"]} for source in one["sources"]]
    return {**one, "actors": actors, "territories": nodes_of(one, "territories"), "sources": sources}
