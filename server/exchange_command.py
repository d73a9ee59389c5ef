"""The verbs of the `cinqaxes` command that read and write people's files.

Rule: nothing is written that the officer has not seen; each verb says what it did, in French.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from exchange.applying import Import, apply, imports, undo
from exchange.examining import Examination, NotPossibleError, examine
from exchange.files.book import Book, UnreadableError
from exchange.files.reading import open_book
from exchange.outgoing.workbook import write_graph, write_template
from exchange.report import as_json, as_text, write_marked
from graph.access import Access
from graph.client import Client
from server.boot import bar, durations
from server.executor import today
from server.guarding import USAGE_ERROR, console, fail, read_settings_or_fail, with_database

LONG_SECONDS = 600.0
"""How long one statement of an import may take."""
FORMATS = (".xlsx", ".ods")
T = TypeVar("T")

app = typer.Typer()
workbook = typer.Typer(help="Le classeur que les services remplissent.", no_args_is_help=True)
app.add_typer(workbook, name="workbook")

File = Annotated[Path, typer.Argument(help="Un classeur .xlsx ou .ods, un fichier CSV ou un dossier de CSV.")]
Service = Annotated[str, typer.Option(help="Le service qui répond du fichier ; sinon celui du classeur.")]


@workbook.command("new")
def new(
    target: Annotated[Path, typer.Argument(help="Le fichier à créer (.xlsx, .ods), ou un dossier pour des CSV.")],
) -> None:
    """Crée un classeur vide, avec ses feuilles, ses listes de choix et ses notes."""
    _refuse_existing(target)
    write_template(target)
    console.print(f"Modèle écrit : {target}")


@app.command(name="import")
def import_file(
    file: File,
    check: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--check", help="Dit ce qui ne va pas et ce qui changerait ; n'écrit rien.")
    ] = False,
    as_data: Annotated[bool, typer.Option("--json", help="Le compte rendu en JSON.")] = False,  # noqa: FBT002
    marked: Annotated[
        Path | None, typer.Option(help="Une copie du classeur (.xlsx), cellules marquées et commentées.")
    ] = None,
    service: Service = "",
) -> None:
    """Lit un fichier, dit ce qui ne va pas et ce qui change, puis applique tout ou rien."""
    if marked is not None:
        _refuse_existing(marked)
    book = _opened(file)

    async def run(client: Client) -> Examination:
        with bar("Lecture", console) as advance:
            examined = await examine(client, book, today(), service, advance)
        _report(examined, as_data=as_data)
        if marked is not None:
            write_marked(file, book, marked)
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
        made = await apply(client, examined, durations(read_settings_or_fail()), today(), advance)
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
            return await undo(client, identifier, durations(settings), today(), advance)

    undone = _run(run)
    console.print(f"Annulé : {undone.id} ({undone.file_name})")


@app.command()
def export(
    target: Annotated[Path, typer.Argument(help="Le fichier à écrire (.xlsx, .ods), ou un dossier pour des CSV.")],
    service: Service = "",
) -> None:
    """Écrit le réseau dans un classeur qui peut revenir par « cinqaxes import »."""
    _refuse_existing(target)
    settings = read_settings_or_fail()
    count = _run(lambda client: write_graph(client, target, settings.caller, service, today()))
    console.print(f"{count} lignes écrites : {target}")


def _refuse_existing(target: Path) -> None:
    if target.exists():
        fail(f"« {target} » existe déjà ; donnez un autre nom", USAGE_ERROR)


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
