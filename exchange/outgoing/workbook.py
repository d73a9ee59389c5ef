"""The workbook: a template to fill, or the graph written so that it can come back.

Rule: one description of the sheets (`exchange.sheets`) for reading and writing; a template is a workbook without lines.
"""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from pathlib import Path

from changes.changeset import Facts
from changes.current import Current, read_into
from changes.rows import EdgeKey
from exchange.cells.text import Raw
from exchange.files.csv_writer import CsvFolder
from exchange.files.ods_writer import OdsBook
from exchange.files.writer import Head, TableWriter, writing
from exchange.files.xlsx_writer import XlsxBook
from exchange.lookup.directory import Directory
from exchange.lookup.loader import known_to
from exchange.outgoing.cells import headings, line_of, line_of_edge
from exchange.outgoing.network import Ask, Filters, engagements, nodes_of
from exchange.outgoing.tables import UNDER
from exchange.sheets import (
    DATE,
    DECISION,
    DELETE_WORD,
    DELETION,
    FINGERPRINT,
    MANAGING,
    META,
    NEW_WORD,
    READ_ME,
    SCHEMA_VERSION,
    SERVICE,
    SHEETS,
    VERSION,
    Sheet,
)
from graph.client import Client
from graph.model import SHAPE
from graph.rights import Caller
from graph.shape import Property, Relation, Scalar
from graph.statement.maintain.facts import ids_of, known_by, titles
from graph.vocabulary import Axis, Word

Edges = Mapping[str, Mapping[EdgeKey, Facts]]
DATE_NOTE = "Une date : 15/03/2021, mars 2021, T2 2023, rentrée 2022, 2021, « depuis 2019 »… Laissez vide si inconnue."
END_NOTE = f"{DATE_NOTE} « en cours » : pas de fin. Une date inexacte vaut son dernier jour."
SEVERAL = "Plusieurs valeurs se séparent par « ; »."
AXES_NOTE = "Les numéros des axes, de 1 à 5 : « 1 », « 1 et 3 », « tous »."
TERRITORY_NOTE = "Un code officiel, ou un nom et son département : « 44109 », « Nantes (44) », « Loire-Atlantique »."
INSTITUTION_NOTE = "Un nom, un SIRET ou un identifiant d'une institution connue ou de la feuille « Institutions »."
ACTORS_NOTE = "Chaque acteur avec son rôle : « Mairie de Nantes (porteur) ; CAF 44 (partenaire + financeur) »."
SOURCES_NOTE = "L'intitulé d'une source, avec le jour où elle le confirme : « Bilan 2023 (15/01/2024) »."
NOTES = {
    "id": "Laissez vide pour une ligne nouvelle ; ne changez pas celui d'une ligne exportée.",
    DECISION: f"Si l'import propose un rapprochement : l'identifiant de la même institution, ou « {NEW_WORD} ».",
    DELETION: f"« {DELETE_WORD} » retire la ligne du graphe ; vide sinon.",
    FINGERPRINT: "Ne pas modifier : dit si la ligne a changé dans le graphe depuis l'export.",
    "name": "Le nom officiel, en entier.",
    "siret": "14 chiffres ; mettez la colonne au format texte.",
    "siren": "9 chiffres ; mettez la colonne au format texte.",
    "actors": ACTORS_NOTE,
    "sources": SOURCES_NOTE,
    "otherNames": f"Autres noms sous lesquels elle est connue. {SEVERAL}",
}
READ_ME_TEXT = (
    "Ce classeur dit qui est mobilisé contre les discriminations, sur quel axe, où, depuis quand, et qui le dit.",
    "Une ligne par chose ; chaque titre porte une note. Une cellule vide ne dit rien ; « (effacer) » efface.",
    "Plusieurs valeurs se séparent par « ; ». Un rôle ou une date s'écrit entre parenthèses après le nom.",
    "Vérifiez avant d'appliquer : cinqaxes import FICHIER --check. Rien n'est écrit tant qu'il reste une erreur.",
    "Une ligne sans source prend ce classeur pour source : renseignez le service et la date ci-dessous.",
    "Les noms et contacts des formateurs sont des données personnelles : n'écrivez que ce qui est nécessaire.",
)


def head_of(sheet: Sheet, name: str, heading: str) -> Head:
    """Return a column's heading with its note and the words to choose from."""
    column = sheet.column(name)
    if column is None or name == "id":
        return Head(heading, NOTES.get(name, ""), (DELETE_WORD,) if name == DELETION else (), name == FINGERPRINT)
    what = sheet.stated(column)
    note = NOTES.get(name) or _note(what, last=column.last)
    return Head(heading, note, _choices(what), width=32 if isinstance(what, Relation) else 0)


def _choices(what: Property | Relation) -> tuple[str, ...]:
    if isinstance(what, Relation):
        return ()
    if what.type is Axis:
        return tuple(str(axis.number) for axis in Axis)
    if what.type is Scalar.BOOL:
        return ("oui", "non")
    return tuple(word.label_fr for word in what.type) if isinstance(what.type, type) else ()


def _note(what: Property | Relation, *, last: bool) -> str:
    if isinstance(what, Relation):
        base = SHAPE.kinds[what.target].base
        note = {"Territory": TERRITORY_NOTE, "Actor": INSTITUTION_NOTE}.get(
            base, "Un intitulé exact ou un identifiant."
        )
        return note if what.single else f"{note} {SEVERAL}"
    if what.type is Scalar.DATE:
        return END_NOTE if last else DATE_NOTE
    if what.type is Axis:
        return AXES_NOTE
    if isinstance(what.type, type):
        labels = ", ".join(word.label_fr for word in what.type if isinstance(word, Word))
        return f"{SEVERAL if what.many else 'Une valeur.'} Au choix : {labels}."
    return {Scalar.ID: SOURCES_NOTE, Scalar.BOOL: "oui ou non.", Scalar.INT: "Un nombre entier."}.get(what.type, "")


def heads_of(sheet: Sheet) -> list[Head]:
    """Return the headings of a sheet."""
    names = [column.name for column in (*sheet.columns, *MANAGING)]
    return [head_of(sheet, name, heading) for name, heading in zip(names, headings(sheet), strict=True)]


def writer_of(path: Path) -> TableWriter:
    """Return what writes a workbook at a path: .xlsx, .ods, or a folder of CSV files."""
    writers: dict[str, Callable[[Path], TableWriter]] = {".xlsx": XlsxBook, ".ods": OdsBook}
    return writers.get(path.suffix.casefold(), CsvFolder)(path)


def write_template(path: Path) -> None:
    """Write an empty workbook to fill."""
    with writer_of(path) as writer:
        _read_me(writer)
        for sheet in SHEETS:
            writer.start(sheet.name, heads_of(sheet))
        _meta(writer, [])


async def write_graph(
    client: Client,
    path: Path,
    caller: Caller,
    service: str = "",
    day: Raw = None,
    only: Mapping[str, Collection[str]] | None = None,
) -> int:
    """Write what the graph states, so that it can come back; return how many lines.

    With `only`, nothing but these ids by kind. An anonymous caller gets neither the names nor the contacts of trainers.
    """
    directory = (await known_to(client, await client.read(titles()) or (), caller=caller)).directory
    few = await _few(client) if caller is Caller.ANONYMOUS else frozenset()
    count = 0
    exported: list[str] = []
    async with writing(writer_of(path)) as writer:
        _read_me(writer, service, day)
        for sheet in SHEETS:
            writer.start(sheet.name, heads_of(sheet))
            ids = await client.read(ids_of(sheet.kind)) or []
            wanted = ids if only is None else sorted(only.get(sheet.kind_name, ()))
            async for rows in lines(client, sheet, wanted, directory, caller):
                await asyncio.to_thread(writer.add, _with_few(sheet, rows, few))
                count += len(rows)
                exported += [] if sheet.joining or sheet.kind.base == "Territory" else [str(row[0]) for row in rows]
        _meta(writer, exported)
    return count


def _read_me(writer: TableWriter, service: str = "", day: Raw = None) -> None:
    writer.start(READ_ME, [Head("Cinq Axes", width=24), Head("", width=60)])
    writer.add([[SERVICE, service or None], [DATE, day], [None], *([text] for text in READ_ME_TEXT)])


def _meta(writer: TableWriter, ids: Sequence[str]) -> None:
    writer.start(META, [], hidden=True)
    writer.add([[VERSION, SCHEMA_VERSION], *(["id", identifier] for identifier in ids)])


def _line(sheet: Sheet, identifier: str, facts: Facts, edges: Edges, directory: Directory, caller: Caller) -> list[Raw]:
    """Return a line; of a person who is not listed, an anonymous caller gets neither name nor fingerprint."""
    hidden = sheet.kind_name == "Trainer" and caller is Caller.ANONYMOUS and not facts.get("publicListing")
    if not hidden:
        return line_of(sheet, identifier, facts, edges, directory)
    personal = {stored.name for stored in sheet.kind.properties if stored.personal}
    shown = {name: value for name, value in facts.items() if name not in personal}
    return [*line_of(sheet, identifier, shown, edges, directory)[:-1], None]


async def _few(client: Client) -> frozenset[str]:
    """Return the sessions whose number of people is kept from an anonymous caller."""
    found = await client.read(known_by(SHAPE.kinds["TrainingSession"], ("fewTrained",), Caller.ANONYMOUS)) or ()
    return frozenset(identifier for identifier, few in found if few)


def _with_few(sheet: Sheet, rows: list[list[Raw]], few: frozenset[str]) -> list[list[Raw]]:
    """Say « < 5 » where a number of people is kept from the caller."""
    column = sheet.column("peopleTrained")
    if column is not None and few:
        place = sheet.columns.index(column)
        for row in rows:
            row[place] = UNDER if row[0] in few else row[place]
    return rows


async def only_matching(ask: Ask, filters: Filters) -> dict[str, set[str]] | None:
    """Return the ids, by kind, of the engagements that match and of their actors and sources; None without filters."""
    if filters == Filters():
        return None
    found: defaultdict[str, set[str]] = defaultdict(set)
    async for page in engagements(ask, filters):
        for one in page:
            found[one["__typename"]].add(one["id"])
            found["Source"].update(source["node"]["id"] for source in one["sources"])
            for actor in nodes_of(one, "actors"):
                found[actor["__typename"]].add(actor["id"])
    return found


async def lines(
    client: Client, sheet: Sheet, ids: Sequence[str], directory: Directory, caller: Caller
) -> AsyncIterator[list[list[Raw]]]:
    """Yield the lines of these ids in a sheet, chunk by chunk, in their order."""
    current = Current()
    async for chunk in read_into(current, client, sheet.kind, ids, caller):
        found: list[list[Raw]] = []
        for identifier in chunk:
            facts, edges = current.facts.pop(identifier), current.edges.pop(identifier)
            if sheet.joining:
                held = sorted(edges[sheet.joining].items(), key=lambda pair: pair[0])
                found += [line_of_edge(sheet, key, edge, directory) for key, edge in held]
            else:
                found.append(_line(sheet, identifier, facts, edges, directory, caller))
        current.kinds.clear()
        yield found
