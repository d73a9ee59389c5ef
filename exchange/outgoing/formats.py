"""The formats of exports by name, for `cinqaxes export` and for the address `/export/<format>`."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from exchange.outgoing.graphs import GexfWriter, GraphMLWriter, graph_of
from exchange.outgoing.matrix import geojson_of, write_matrix
from exchange.outgoing.matrix_svg import svg_of
from exchange.outgoing.network import ExportFilters, RunQuery
from exchange.outgoing.tables import csv_of, jsonl_of
from exchange.outgoing.tidy import cells_of, tidy_of, wide_of
from exchange.outgoing.workbook import matching_ids, write_workbook
from graph.client import Client
from graph.rights import Viewer

CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True)
class ExportSource:
    """The access of an export to its data: the API, the database, and the viewer whose rights apply."""

    run_query: RunQuery
    client: Client
    viewer: Viewer


Stream = Callable[[ExportSource, ExportFilters], AsyncIterator[bytes]]


@dataclass(frozen=True)
class ExportFormat:
    """A format: its media type, its description for officers, and the function that streams its bytes.

    `ends_visibly`: a truncated file can be recognised by its last line or bracket, so it may be sent while it is made.
    """

    media_type: str
    french: str
    stream: Stream
    ends_visibly: bool = False


CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _from_api(stream: Callable[[RunQuery, ExportFilters], AsyncIterator[bytes]]) -> Stream:
    """Adapt a stream that needs only the API and the filters."""
    return lambda source, filters: stream(source.run_query, filters)


async def _write_workbook(source: ExportSource, filters: ExportFilters, path: Path) -> None:
    await write_workbook(source.client, path, source.viewer, only=await matching_ids(source.run_query, filters))


async def _write_matrix(source: ExportSource, filters: ExportFilters, path: Path) -> None:
    await write_matrix(source.run_query, filters, path)


async def _stream_file(
    source: ExportSource,
    filters: ExportFilters,
    write: Callable[[ExportSource, ExportFilters, Path], Awaitable[None]],
) -> AsyncIterator[bytes]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        await write(source, filters, path)
        with path.open("rb") as file:
            while chunk := file.read(CHUNK_BYTES):
                yield chunk


FORMATS: Mapping[str, ExportFormat] = {
    "xlsx": ExportFormat(
        XLSX, "classeur qui peut revenir par « cinqaxes import »", partial(_stream_file, write=_write_workbook)
    ),
    "csv": ExportFormat(CSV, "une ligne par acteur d’une mobilisation", _from_api(csv_of), ends_visibly=True),
    "jsonl": ExportFormat(
        "application/jsonl", "une mobilisation par ligne, en JSON", _from_api(jsonl_of), ends_visibly=True
    ),
    "graphml": ExportFormat(
        "application/graphml+xml", "graphe GraphML", _from_api(partial(graph_of, writer_type=GraphMLWriter))
    ),
    "gexf": ExportFormat(
        "application/gexf+xml", "graphe daté, pour Gephi", _from_api(partial(graph_of, writer_type=GexfWriter))
    ),
    "tidy.csv": ExportFormat(
        CSV,
        "pour les programmes : une ligne par acteur, axe, rôle et territoire, codes de l’API",
        _from_api(tidy_of),
        ends_visibly=True,
    ),
    "geojson": ExportFormat(
        "application/geo+json", "contrats de ville sur une carte", _from_api(geojson_of), ends_visibly=True
    ),
    "matrix.csv": ExportFormat(
        CSV,
        "couverture des territoires en contrat de ville, pour les programmes : une ligne par territoire et axe",
        _from_api(cells_of),
        ends_visibly=True,
    ),
    "matrix.wide.csv": ExportFormat(
        CSV,
        "couverture des territoires en contrat de ville, pour les programmes : une ligne par territoire",
        _from_api(wide_of),
        ends_visibly=True,
    ),
    "matrix.xlsx": ExportFormat(
        XLSX,
        "couverture des territoires en contrat de ville, mise en forme",
        partial(_stream_file, write=_write_matrix),
    ),
    "matrix.svg": ExportFormat(
        "image/svg+xml", "couverture des territoires en contrat de ville, dessinée", _from_api(svg_of)
    ),
}
