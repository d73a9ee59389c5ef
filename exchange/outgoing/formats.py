"""The formats in which the network leaves, by name.

Rule: one list for the command and for the address `/export/<format>`; each says what it is and how it is made.
"""

import gc
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from exchange.outgoing.graphs import GEXF, GRAPHML, graph_of
from exchange.outgoing.matrix import MatrixRows, geojson_of, svg_of, write_matrix
from exchange.outgoing.network import Ask, Filters
from exchange.outgoing.tables import csv_of, jsonl_of
from exchange.outgoing.workbook import only_matching, write_graph
from graph.client import Client
from graph.rights import Caller

READ = 256 * 1024


@dataclass(frozen=True)
class Source:
    """What an export is made of: the API, the graph and who asks."""

    ask: Ask
    client: Client
    caller: Caller


@dataclass(frozen=True)
class Format:
    """A format: its media type, what a person calls it, and how its bytes are made."""

    media_type: str
    french: str
    made: Callable[[Source, Filters, MatrixRows], AsyncIterator[bytes]]


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _tabled(made: Callable[[Ask, Filters], AsyncIterator[bytes]]) -> Callable[..., AsyncIterator[bytes]]:
    def bytes_of(source: Source, filters: Filters, _rows: MatrixRows) -> AsyncIterator[bytes]:
        return made(source.ask, filters)

    return bytes_of


async def _workbook(source: Source, filters: Filters, _rows: MatrixRows) -> AsyncIterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reseau.xlsx"
        await write_graph(source.client, path, source.caller, only=await only_matching(source.ask, filters))
        gc.collect()  # a workbook's sheets and cells refer to each other, and the service collects seldom
        for chunk in _read(path):
            yield chunk


async def _matrix(source: Source, filters: Filters, rows: MatrixRows) -> AsyncIterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "couverture.xlsx"
        await write_matrix(source.ask, filters, rows, path)
        for chunk in _read(path):
            yield chunk


async def _drawn(source: Source, filters: Filters, rows: MatrixRows) -> AsyncIterator[bytes]:
    yield await svg_of(source.ask, filters, rows)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from iter(partial(file.read, READ), b"")


FORMATS: Mapping[str, Format] = {
    "xlsx": Format(XLSX, "classeur qui peut revenir par « cinqaxes import »", _workbook),
    "csv": Format("text/csv; charset=utf-8", "une ligne par acteur d'une mobilisation", _tabled(csv_of)),
    "jsonl": Format("application/jsonl", "une mobilisation par ligne, en JSON", _tabled(jsonl_of)),
    "graphml": Format("application/graphml+xml", "graphe GraphML", _tabled(partial(graph_of, form=GRAPHML))),
    "gexf": Format("application/gexf+xml", "graphe daté, pour Gephi", _tabled(partial(graph_of, form=GEXF))),
    "geojson": Format("application/geo+json", "contrats de ville sur une carte", _tabled(geojson_of)),
    "matrix.xlsx": Format(XLSX, "matrice de couverture, mise en forme", _matrix),
    "matrix.svg": Format("image/svg+xml", "matrice de couverture, dessinée", _drawn),
}
