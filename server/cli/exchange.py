"""The verbs of the `cinqaxes` command that read and write people's files.

Nothing is written that the officer has not seen; each verb says what it did, in French.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from changes.changeset import NotPossibleError
from changes.forget import Forgotten, forget
from changes.imports import Import, imports, undo
from exchange.files.book import Book, UnreadableError
from exchange.files.reader import open_book
from exchange.files.traits import warn_of_formatting
from exchange.incoming.application import apply_examination
from exchange.incoming.effect import effect_lines, effect_of
from exchange.incoming.examination import Examination, Stated, examine
from exchange.incoming.mapping import BadMappingError, ListMapping, read_mapping
from exchange.incoming.report import as_json, as_text, write_marked_copy
from exchange.lookup.persons import find_trainer
from exchange.outgoing.formats import FORMATS
from exchange.outgoing.workbook import matching_ids, write_template, write_workbook
from graph.access import Access
from graph.client import Client
from resolvers.service import Service
from resolvers.snapshot.store import SnapshotStore
from schema.query import graphql_schema
from server.cli.database import bar
from server.cli.session import USAGE_ERROR, console, fail, read_settings_or_fail, with_database
from server.clock import today
from server.exports import UNBOUNDED, Exporter, filters_of

LONG_SECONDS = 600.0
"""How long one statement of an import may take."""
FOLDER = ""
"""A workbook as a folder of CSV files."""
WORKBOOKS = ("xlsx", "ods", FOLDER)
T = TypeVar("T")

app = typer.Typer()
workbook = typer.Typer(help="Le classeur que les services remplissent.", no_args_is_help=True)
app.add_typer(workbook, name="workbook")

File = Annotated[Path, typer.Argument(help="Un classeur .xlsx ou .ods, un fichier CSV ou un dossier de CSV.")]
ServiceName = Annotated[str, typer.Option(help="Le service qui répond du fichier ; sinon celui du classeur.")]


@workbook.command("new")
def new(
    target: Annotated[Path, typer.Argument(help="Le fichier à créer (.xlsx, .ods), ou un dossier pour des CSV.")],
) -> None:
    """Crée un classeur vide, avec ses feuilles, ses listes de choix et ses notes."""
    _refuse_existing(target)
    write_template(target)
    console.print(f"Modèle écrit : {target}")


@app.command(name="import")
def import_file(  # noqa: PLR0913, PLR0917 - the options of the verb
    file: File,
    check: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--check", help="Dit ce qui ne va pas et ce qui changerait ; n'écrit rien.")
    ] = False,
    as_data: Annotated[bool, typer.Option("--json", help="Le compte rendu en JSON.")] = False,  # noqa: FBT002
    marked: Annotated[
        Path | None, typer.Option(help="Une copie du classeur (.xlsx), cellules marquées et commentées.")
    ] = None,
    service: ServiceName = "",
    source: Annotated[str, typer.Option(help="La source de toutes les lignes qui n'en donnent pas.")] = "",
    confirmed: Annotated[
        datetime | None,
        typer.Option(help="Le jour où cette source confirme ces lignes.", formats=["%Y-%m-%d", "%d/%m/%Y"]),
    ] = None,
    mapping: Annotated[
        str, typer.Option(help="Une correspondance, pour une liste d'une autre forme : son nom ou son fichier TOML.")
    ] = "",
) -> None:
    """Lit un fichier, dit ce qui ne va pas et ce qui change, puis applique tout ou rien."""
    if marked is not None:
        _refuse_existing(marked)
    chosen = _mapping(mapping) if mapping else None
    stated = Stated(service, source, confirmed.date() if confirmed else None)
    book = _opened(file)
    if chosen:
        warn_of_formatting(file, book)

    async def run(client: Client) -> Examination:
        with bar("Lecture", console) as advance:
            examined = await examine(client, book, today(), stated, advance, chosen)
        _report(examined, as_data=as_data)
        if not as_data and examined.comparison.changes:
            for line in effect_lines(await effect_of(client, examined, read_settings_or_fail().durations, today())):
                typer.echo(line)
        if marked is not None:
            write_marked_copy(file, book, marked)
            console.print(f"Copie marquée : {marked}")
        if not check:
            await _apply(client, examined)
        return examined

    examined = _run(run)
    if examined.findings.errors:
        raise typer.Exit(1)


async def _apply(client: Client, examined: Examination) -> None:
    if examined.findings.errors or not examined.comparison.changes:
        return
    with bar("Écriture, tout ou rien", console) as advance:
        made = await apply_examination(client, examined, read_settings_or_fail().durations, today(), advance)
    console.print(f"Appliqué : {made.id} (« cinqaxes undo {made.id} » l'annule)" if made else "Rien à appliquer.")


def _report(examined: Examination, *, as_data: bool) -> None:
    if as_data:
        sys.stdout.buffer.write(as_json(examined) + b"\n")
    else:
        for line in as_text(examined):
            typer.echo(line)


@app.command(name="imports")
def list_imports() -> None:
    """Liste les imports : quand, par quel service, de quel fichier, ce qu'ils ont apporté."""
    for one in _run(imports):
        state = f"annulé le {one.undone_on}" if one.undone_on else "en place"
        counts = f"{one.created} créés, {one.changed} modifiés dont {one.ended} terminés, {one.deleted} supprimés"
        typer.echo(
            f"{one.id}  {one.on}  {one.service or '–'}  {one.file_name}  {counts}  {state}  sha256 {one.file_hash}"
        )


@app.command(name="undo")
def undo_import(
    identifier: Annotated[str, typer.Argument(help="L'identifiant que donne « cinqaxes imports ».")],
) -> None:
    """Annule un import : tout ce qu'il a changé redevient comme avant, sauf si autre chose s'y rattache depuis."""
    settings = read_settings_or_fail()

    async def run(client: Client) -> Import:
        with bar("Annulation, tout ou rien", console) as advance:
            return await undo(client, identifier, settings.durations, today(), advance)

    undone = _run(run)
    console.print(f"Annulé : {undone.id} ({undone.file_name})")


@app.command()
def export(  # noqa: PLR0913, PLR0917 - each an option of the command
    target: Annotated[Path, typer.Argument(help="Le fichier à écrire, ou un dossier pour un classeur en CSV.")],
    form: Annotated[
        str, typer.Option("--format", help=f"Sinon d'après le nom du fichier : {', '.join(FORMATS)}.")
    ] = "",
    within: Annotated[str, typer.Option(help="Un territoire, par son identifiant : departement:44.")] = "",
    axes: Annotated[str, typer.Option(help="Des axes : 4, ou 1,3.")] = "",
    as_of: Annotated[str, typer.Option(help="Le jour, AAAA-MM-JJ ; aujourd'hui sinon.")] = "",
    in_effect: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--in-effect", help="Seulement ce qui compte ce jour-là.")
    ] = False,
    where: Annotated[str, typer.Option(help="Un filtre de l'API sur les mobilisations, en JSON.")] = "",
    rows: Annotated[str, typer.Option(help="Les lignes de la matrice : CITY_CONTRACT, EPCI, COMMUNE…")] = "",
    service: ServiceName = "",
) -> None:
    """Écrit le réseau : classeur qui peut revenir, CSV, JSON, GraphML, GEXF, GeoJSON, matrice de couverture."""
    _refuse_existing(target)
    settings = read_settings_or_fail()
    given = {"within": within, "axes": axes, "asOf": as_of, "where": where, "rows": rows}
    given["inEffect"] = "true" if in_effect else ""

    async def run(client: Client) -> int:
        filters, chosen = filters_of(given)
        answering = Service(graphql_schema(), UNBOUNDED)
        source = Exporter(answering, client, SnapshotStore(client, settings.durations), settings.caller).source
        if name in WORKBOOKS:
            only = await matching_ids(source.run_query, filters)
            await write_workbook(client, target, settings.caller, service, today(), only)
        else:
            await _write(target, FORMATS[name].stream(source, filters, chosen))
        return 0

    name = form or _format_of(target)
    if form and form not in FORMATS and form not in WORKBOOKS:
        fail(f"--format : « {form} » n'est pas un format ; au choix : {', '.join(FORMATS)}", USAGE_ERROR)
    _run(run)
    console.print(f"Écrit : {target}")


async def _write(target: Path, chunks: AsyncIterator[bytes]) -> None:
    """Write a file, whole or not at all."""
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            async for chunk in chunks:
                file.write(chunk)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _format_of(target: Path) -> str:
    """Return the format that a file's name says: the longest that its end is."""
    names = [name for name in (*FORMATS, *WORKBOOKS) if name and target.name.casefold().endswith(f".{name}")]
    if not names and target.suffix:
        known = ", ".join(f".{name}" for name in (*FORMATS, "ods"))
        fail(f"« {target.name} » n'est d'aucun format connu ; au choix : {known}, ou un dossier", USAGE_ERROR)
    return max(names, key=len, default=FOLDER)


@app.command(name="forget")
def forget_trainer(
    trainer: Annotated[str, typer.Argument(help="L'identifiant d'un formateur ou d'une formatrice, ou son nom exact.")],
    yes: Annotated[bool, typer.Option("--yes", help="Sans demander de confirmation.")] = False,  # noqa: FBT002
) -> None:
    """Oublie une personne : nom, contact, rattachements et qualifications, dans le graphe et dans l'historique."""
    if not yes:
        typer.confirm(f"Oublier « {trainer} » ? Cela ne s'annule pas.", abort=True)
    settings = read_settings_or_fail()

    async def run(client: Client) -> Forgotten:
        return await forget(client, await find_trainer(client, trainer), settings.durations)

    done = _run(run)
    console.print(f"Oublié : {done.id} ; {done.records} enregistrement(s) d'imports récrit(s).")
    if done.remaining:
        console.print(f"Le nom se lit encore dans : {', '.join(done.remaining)} ; corrigez ces textes.")
    console.print("Les classeurs et exports déjà remis ne sont pas atteints : supprimez-les aussi.")


def _refuse_existing(target: Path) -> None:
    if target.exists():
        fail(f"« {target} » existe déjà ; donnez un autre nom", USAGE_ERROR)


def _mapping(name: str) -> ListMapping:
    try:
        return read_mapping(name)
    except BadMappingError as error:
        fail(str(error), USAGE_ERROR)


def _opened(file: Path) -> Book:
    try:
        return open_book(file)
    except UnreadableError as error:
        fail(str(error), USAGE_ERROR)


def _run(work: Callable[[Client], Awaitable[T]]) -> T:
    async def run(access: Access) -> T:
        async with Client(access, timeout_seconds=LONG_SECONDS) as client:
            return await work(client)

    try:
        return with_database(read_settings_or_fail(), lambda access: asyncio.run(run(access)))
    except NotPossibleError as error:
        fail(str(error))
