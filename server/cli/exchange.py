"""The verbs of the `cinqaxes` command that read and write people's files.

Nothing is written that the officer has not seen; each verb says what it did, in French.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from changes.imports import Import, imports, undo
from exchange.findings import Findings
from exchange.incoming.application import apply_examination
from exchange.incoming.effect import effect_lines, effect_of
from exchange.incoming.examination import Examination, Stated, examine
from exchange.incoming.report import as_json, as_text, write_marked_copy
from exchange.incoming.set_aside import SetAside, examine_in_part, write_aside
from exchange.outgoing.formats import FORMATS
from exchange.outgoing.workbook import matching_ids, write_template, write_workbook, writer_of
from graph.access import Access
from graph.client import Client
from resolvers.service import Service
from resolvers.snapshot.store import SnapshotStore
from schema.query import graphql_schema
from server.cli.database import bar
from server.cli.lists import File, mapping_named, mappings, opened
from server.cli.session import (
    LONG_SECONDS,
    USAGE_ERROR,
    console,
    fail,
    guarded,
    read_settings_or_fail,
    refuse_existing,
    with_database,
)
from server.clock import today
from server.exports import UNBOUNDED, Exporter, filters_of

FOLDER = ""
"""A workbook as a folder of CSV files."""
WORKBOOKS = ("xlsx", "ods", FOLDER)
ASIDE_SUFFIXES = (".xlsx", ".ods", FOLDER)
T = TypeVar("T")

app = typer.Typer()
workbook = typer.Typer(
    help="Le classeur que les services remplissent.", no_args_is_help=True, subcommand_metavar="VERBE [ARGUMENTS]…"
)
app.add_typer(workbook, name="workbook")
app.add_typer(mappings, name="mapping")

ServiceName = Annotated[str, typer.Option(help="Le service qui répond du fichier ; sinon celui du classeur.")]


@workbook.command("new")
def new(
    target: Annotated[
        Path, typer.Argument(metavar="FICHIER", help="Le fichier à créer (.xlsx, .ods), ou un dossier pour des CSV.")
    ],
) -> None:
    """Crée un classeur vide, avec ses feuilles, ses listes de choix et ses notes."""
    refuse_existing(target)
    guarded(lambda: write_template(target))
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
    set_aside: Annotated[
        Path | None,
        typer.Option(help="Où mettre de côté les lignes fautives, avec leur motif (.xlsx, .ods, ou un dossier)."),
    ] = None,
) -> None:
    """Lit un fichier, dit ce qui ne va pas et ce qui change, puis applique tout ou rien."""
    _refuse_targets(marked, set_aside)
    chosen = mapping_named(mapping) if mapping else None
    stated = Stated(service, source, confirmed.date() if confirmed else None)
    book = opened(file)

    async def run(client: Client) -> Examination:
        with bar("Lecture", console) as advance:
            if set_aside is None:
                examined, aside = await examine(client, book, today(), stated, advance, chosen), SetAside()
            else:
                examined, aside = await examine_in_part(client, book, today(), stated, advance, chosen)
        await _report(client, examined, aside, as_data=as_data)
        if marked is not None:
            findings = Findings([*aside.findings, *examined.findings.entries])
            write_marked_copy(file, replace(book, findings=findings), marked)
            console.print(f"Copie marquée : {marked}")
        if set_aside is not None and aside.count and not examined.findings.errors:
            write_aside(writer_of(set_aside), book, aside)
            console.print(f"Lignes mises de côté : {set_aside}")
        if not check:
            await _apply(client, examined)
        return examined

    if _run(run).findings.errors:
        raise typer.Exit(1)


def _refuse_targets(marked: Path | None, set_aside: Path | None) -> None:
    """Refuse files to write that exist, or whose name says no format."""
    for target in filter(None, (marked, set_aside)):
        refuse_existing(target)
    if set_aside is not None and set_aside.suffix.casefold() not in ASIDE_SUFFIXES:
        fail(f"--set-aside : « {set_aside.name} » ; attendu : un fichier .xlsx ou .ods, ou un dossier", USAGE_ERROR)


async def _apply(client: Client, examined: Examination) -> None:
    if examined.findings.errors or not examined.comparison.changes:
        return
    with bar("Écriture, tout ou rien", console) as advance:
        made = await apply_examination(client, examined, read_settings_or_fail().durations, today(), advance)
    console.print(f"Appliqué : {made.id} (« cinqaxes undo {made.id} » l'annule)" if made else "Rien à appliquer.")


async def _report(client: Client, examined: Examination, aside: SetAside, *, as_data: bool) -> None:
    if as_data:
        sys.stdout.buffer.write(as_json(examined, aside=aside) + b"\n")
        return
    for line in as_text(examined, aside):
        typer.echo(line)
    if examined.comparison.changes:
        store = SnapshotStore(client, read_settings_or_fail().durations, for_questions=False)
        for line in effect_lines(await effect_of(client, store, examined, today())):
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
    identifier: Annotated[
        str, typer.Argument(metavar="IDENTIFIANT", help="L'identifiant que donne « cinqaxes imports ».")
    ],
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
    target: Annotated[
        Path, typer.Argument(metavar="FICHIER", help="Le fichier à écrire, ou un dossier pour un classeur en CSV.")
    ],
    form: Annotated[
        str, typer.Option("--format", help=f"Sinon d'après le nom du fichier : {', '.join(FORMATS)}.")
    ] = "",
    within: Annotated[str, typer.Option(help="Un territoire, par son identifiant : departement:44.")] = "",
    axes: Annotated[str, typer.Option(help="Des axes : 4, ou 1,3.")] = "",
    criteria: Annotated[str, typer.Option(help="Des critères : origine, ou origine,sexe.")] = "",
    themes: Annotated[str, typer.Option(help="Des thématiques : logement, ou logement,emploi.")] = "",
    audiences: Annotated[str, typer.Option(help="Des publics : élus, ou élus,associations.")] = "",
    as_of: Annotated[str, typer.Option(help="Le jour, AAAA-MM-JJ ; aujourd'hui sinon.")] = "",
    in_effect: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--in-effect", help="Seulement ce qui compte ce jour-là.")
    ] = False,
    where: Annotated[str, typer.Option(help="Un filtre de l'API sur les mobilisations, en JSON.")] = "",
    rows: Annotated[str, typer.Option(help="Les lignes de la matrice : CITY_CONTRACT, EPCI, COMMUNE…")] = "",
    service: ServiceName = "",
) -> None:
    """Écrit le réseau : classeur qui peut revenir, CSV, JSON, GraphML, GEXF, GeoJSON, matrice de couverture."""
    refuse_existing(target)
    settings = read_settings_or_fail()
    given = {"within": within, "axes": axes, "criteria": criteria, "themes": themes, "audiences": audiences}
    given |= {"asOf": as_of, "where": where, "rows": rows, "inEffect": "true" if in_effect else ""}

    async def run(client: Client) -> int:
        filters, chosen = filters_of(given)
        answering = Service(graphql_schema(), UNBOUNDED)
        source = Exporter(
            answering, client, SnapshotStore(client, settings.durations), settings.caller, UNBOUNDED
        ).source
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


def _run(work: Callable[[Client], Awaitable[T]]) -> T:
    async def run(access: Access) -> T:
        async with Client(access, timeout_seconds=LONG_SECONDS) as client:
            return await work(client)

    return with_database(read_settings_or_fail(), lambda access: asyncio.run(run(access)))
