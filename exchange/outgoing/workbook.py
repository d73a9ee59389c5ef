"""Writes the workbook: an empty template, or the graph in the form in which it can be imported again.

The same declarations (`exchange.sheets`) are used for reading and writing; a template is a workbook without lines.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from pathlib import Path

from changes.changeset import Facts
from changes.current import Current, read_into
from changes.derived import NUMBERS, withheld_name
from exchange.cells.text import WITHHELD, Raw
from exchange.files.csv_writer import CsvWriter
from exchange.files.ods_writer import OdsWriter
from exchange.files.writer import Heading, TableWriter, close_in_thread
from exchange.files.xlsx_writer import XlsxWriter
from exchange.lookup.directory import Directory
from exchange.lookup.loader import read_lookup
from exchange.outgoing.cells import Edges, edge_cells, node_cells
from exchange.outgoing.network import ExportFilters, RunQuery, engagement_pages, grants_to_classify, nodes_of
from exchange.outgoing.notes import note_of
from exchange.sheets import (
    DAY,
    DELETE_WORD,
    EXPORTED,
    FILE_SOURCE,
    FINGERPRINT,
    ID,
    MANAGEMENT_COLUMNS,
    META,
    READ_ME,
    SCHEMA_VERSION,
    SERVICE,
    SHEETS,
    VERSION,
    Column,
    Sheet,
)
from graph.client import Client
from graph.model import SHAPE
from graph.rights import VISITOR, Viewer
from graph.shape import Property, Relation, Scalar
from graph.statement.maintain.facts import ids_of, known_by, titles
from graph.vocabulary import Axis
from judgement.statements import DELETION

READ_ME_TEXT = (
    "Ce classeur dit qui est mobilisé contre les discriminations, sur quel axe, où, depuis quand, et qui le dit.",
    "Une ligne par chose ; chaque titre porte une note. Une cellule vide ne dit rien ; « (effacer) » efface.",
    "Plusieurs valeurs se séparent par « ; ». Un rôle ou une date s’écrit entre parenthèses après le nom.",
    "Vérifiez avant d’appliquer : cinqaxes import FICHIER --check. Rien n’est écrit tant qu’il reste une erreur.",
    "Une ligne sans source prend ce classeur pour source : renseignez ci-dessus le service, la source et sa date.",
    "Sans date, la source ne confirme rien : ce qui n’est pas confirmé n’est pas pris en compte.",
    "Entre deux classeurs qui disent autre chose, la date la plus récente l’emporte, quel que soit leur ordre.",
    "Les noms et contacts des formateurs sont des données personnelles : n’écrivez que ce qui est nécessaire.",
)


def headings_of(sheet: Sheet) -> list[Heading]:
    """Return the headings of a sheet with their notes and choices, the management columns last."""
    return [_heading(sheet, column) for column in (*sheet.columns, *MANAGEMENT_COLUMNS)]


def _heading(sheet: Sheet, column: Column) -> Heading:
    note = note_of(sheet, column)
    if column.name == "id" or column in MANAGEMENT_COLUMNS:
        choices = (DELETE_WORD,) if column.name == DELETION else ()
        return Heading(column.heading, note, choices, hidden=column.name == FINGERPRINT)
    member = sheet.model_member(column)
    is_number = isinstance(member, Property) and member.type in {Scalar.INT, Scalar.FLOAT}
    width = 32 if isinstance(member, Relation) else 0
    return Heading(column.heading, note, _choices(member), width=width, is_text=not is_number)


def _choices(member: Property | Relation) -> tuple[str, ...]:
    if isinstance(member, Relation):
        return ()
    if member.type is Axis:
        return tuple(str(axis.number) for axis in Axis)
    if member.type is Scalar.BOOL:
        return ("oui", "non")
    return tuple(word.label_fr for word in member.type) if isinstance(member.type, type) else ()


def writer_of(path: Path) -> TableWriter:
    """Return the writer for a path: a .xlsx or .ods workbook, or else a folder of CSV files."""
    writers: dict[str, Callable[[Path], TableWriter]] = {".xlsx": XlsxWriter, ".ods": OdsWriter}
    return writers.get(path.suffix.casefold(), CsvWriter)(path)


def write_template(path: Path) -> None:
    """Write an empty workbook to fill."""
    with writer_of(path) as writer:
        _write_first_sheet(writer)
        for sheet in SHEETS:
            writer.start_sheet(sheet.name, headings_of(sheet))
        _write_hidden_sheet(writer, [])


async def write_workbook(
    client: Client,
    path: Path,
    viewer: Viewer,
    service: str = "",
    day: Raw = None,
    only: Mapping[str, Collection[str]] | None = None,
) -> None:
    """Write the graph as a workbook that can be imported again.

    With `only`, just the nodes with these ids, by kind, are written. A visitor gets neither names nor contacts of
    trainers who are not listed.
    """
    directory = (await read_lookup(client, await client.read(titles()) or (), viewer=viewer)).directory
    withheld_ids = frozenset() if viewer.sees_everything else await _read_withheld_ids(client)
    exported_ids: list[str] = []
    async with close_in_thread(writer_of(path)) as writer:
        _write_first_sheet(writer, service, day)
        for sheet in SHEETS:
            writer.start_sheet(sheet.name, headings_of(sheet))
            sheet_ids = await client.read(ids_of(sheet.kind, sheet.territory)) or []
            ids = sheet_ids if only is None else sorted(only.get(sheet.kind_name, ()))
            async for rows in sheet_rows(client, sheet, ids, directory, viewer):
                await asyncio.to_thread(writer.add_rows, _withhold_counts(sheet, rows, withheld_ids))
                if not sheet.relation_name and sheet.kind.base != "Territory":
                    exported_ids += [str(row[0]) for row in rows]
        _write_hidden_sheet(writer, exported_ids)


def _write_first_sheet(writer: TableWriter, service: str = "", day: Raw = None) -> None:
    writer.start_sheet(READ_ME, [Heading("Cinq Axes", width=24), Heading("", width=60)])
    head: list[list[Raw]] = [[SERVICE, service or None], [FILE_SOURCE, None], [DAY, None], [EXPORTED, day], [None]]
    writer.add_rows([*head, *([text] for text in READ_ME_TEXT)])


def _write_hidden_sheet(writer: TableWriter, ids: Sequence[str]) -> None:
    writer.start_sheet(META, [], hidden=True)
    writer.add_rows([[VERSION, SCHEMA_VERSION], *([ID.name, identifier] for identifier in ids)])


def _node_row(
    sheet: Sheet, identifier: str, facts: Facts, edges: Edges, directory: Directory, viewer: Viewer
) -> list[Raw]:
    """Return the row of a node; for a visitor, an unlisted trainer has no name and no fingerprint.

    A fingerprint over the hidden facts would allow guesses to be verified.
    """
    is_twin = sheet.kind_name == "Trainer" and not viewer.sees_everything and not facts.get("publicListing")
    if not is_twin:
        return node_cells(sheet, identifier, facts, edges, directory)
    personal = {stored.name for stored in sheet.kind.properties if stored.personal}
    public_facts = {name: value for name, value in facts.items() if name not in personal}
    return [*node_cells(sheet, identifier, public_facts, edges, directory)[:-1], None]


async def _read_withheld_ids(client: Client) -> frozenset[str]:
    """Return the sessions and head counts whose number of people is withheld from visitors."""
    rows = [
        row
        for kind, name in NUMBERS.items()
        for row in await client.read(known_by(SHAPE.kinds[kind], (withheld_name(name),), VISITOR)) or ()
    ]
    return frozenset(identifier for identifier, is_withheld in rows if is_withheld)


def _withhold_counts(sheet: Sheet, rows: list[list[Raw]], withheld_ids: frozenset[str]) -> list[list[Raw]]:
    """Replace the numbers of people of these nodes with a notice that they are withheld."""
    column = sheet.column(NUMBERS.get(sheet.kind_name, ""))
    if column is not None and withheld_ids:
        place = sheet.columns.index(column)
        for row in rows:
            row[place] = WITHHELD if row[0] in withheld_ids else row[place]
    return rows


async def matching_ids(run_query: RunQuery, filters: ExportFilters) -> dict[str, set[str]] | None:
    """Return the ids, by kind, of the engagements that match and of their actors and sources; None without filters.

    For a territory, its unclassified grants are included, with the bodies that gave and received them.
    """
    if not filters.engagement_where:
        return None
    ids: defaultdict[str, set[str]] = defaultdict(set)
    async for page in engagement_pages(run_query, filters):
        for engagement in page:
            ids[engagement["__typename"]].add(engagement["id"])
            ids["Source"].update(source["node"]["id"] for source in engagement["sources"])
            for actor in nodes_of(engagement, "actors"):
                ids[actor["__typename"]].add(actor["id"])
    async for grant in grants_to_classify(run_query, filters):
        ids["Grant"].add(grant["id"])
        ids["Institution"].update(body["id"] for body in (*grant["receivedBy"], *grant["awardedBy"]))
        ids["Source"].update(source["node"]["id"] for source in grant["sources"])
    return ids


async def sheet_rows(
    client: Client, sheet: Sheet, ids: Sequence[str], directory: Directory, viewer: Viewer
) -> AsyncIterator[list[list[Raw]]]:
    """Yield the rows of these nodes in a sheet, chunk by chunk, in the order of the ids."""
    current = Current()
    async for chunk in read_into(current, client, sheet.kind, ids, viewer):
        rows: list[list[Raw]] = []
        for identifier in chunk:
            # Written rows are dropped, so that memory holds one chunk and not the graph.
            facts, edges = current.facts.pop(identifier), current.edges.pop(identifier)
            if sheet.relation_name:
                sorted_edges = sorted(edges[sheet.relation_name].items(), key=lambda pair: pair[0])
                rows += [edge_cells(sheet, key, edge, directory) for key, edge in sorted_edges]
            else:
                rows.append(_node_row(sheet, identifier, facts, edges, directory, viewer))
        current.kinds.clear()
        yield rows
