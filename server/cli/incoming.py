"""The command « import », which reads a user's file, and reports every change before writing any."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from exchange.findings import Findings
from exchange.incoming.examination import Examination, FileFacts
from exchange.incoming.report import write_marked_copy
from exchange.incoming.set_aside import write_rows_set_aside
from exchange.outgoing.workbook import writer_of
from graph.client import Client
from server.cli.database import bar
from server.cli.examined import apply, report
from server.cli.lists import ServiceName, mapping_named, opened
from server.cli.public_import import import_public
from server.cli.session import USAGE_ERROR, console, fail, refuse_other_than_workbook, refuse_target, with_client
from server.clock import today
from usecases.examine import examine
from usecases.examine_in_part import examine_in_part

app = typer.Typer()


@app.command(name="import")
def import_file(  # noqa: PLR0913, PLR0917 - the options of the command
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FICHIER",
            help="Un classeur .xlsx ou .ods, un fichier CSV ou un dossier de CSV.",
            show_default=False,
        ),
    ] = None,
    check: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--check", help="Dit ce qui ne va pas et ce qui changerait ; n’écrit rien.")
    ] = False,
    as_data: Annotated[bool, typer.Option("--json", help="Le compte rendu en JSON.")] = False,  # noqa: FBT002
    marked: Annotated[
        Path | None, typer.Option(help="Une copie du classeur (.xlsx), cellules marquées et commentées.")
    ] = None,
    service: ServiceName = "",
    source: Annotated[str, typer.Option(help="La source de toutes les lignes qui n’en donnent pas.")] = "",
    confirmed: Annotated[
        datetime | None,
        typer.Option(help="Le jour où cette source confirme ces lignes.", formats=["%Y-%m-%d", "%d/%m/%Y"]),
    ] = None,
    mapping: Annotated[
        str, typer.Option(help="Une correspondance, pour une liste d’une autre forme : son nom ou son fichier TOML.")
    ] = "",
    set_aside: Annotated[
        Path | None,
        typer.Option(help="Où mettre de côté les lignes fautives, avec leur motif (.xlsx, .ods, ou un dossier)."),
    ] = None,
    public: Annotated[  # noqa: FBT002
        bool, typer.Option("--public", help="Ce qui est connu publiquement, et qui est fourni avec Cinq Axes.")
    ] = False,
) -> None:
    """Lit un fichier, dit ce qui ne va pas et ce qui change, puis applique tout ou rien."""
    if public:
        if file or as_data or marked or service or source or confirmed or mapping or set_aside:
            fail("--public : ne se combine qu’avec --check ; source et jour sont ceux des listes", USAGE_ERROR)
        import_public(check=check)
        return
    if file is None:
        fail("il manque FICHIER, ou « --public »", USAGE_ERROR)
    _refuse_targets(marked, set_aside)
    chosen = mapping_named(mapping) if mapping else None
    stated = FileFacts(service, source, confirmed.date() if confirmed else None)
    book = opened(file)

    async def run(client: Client) -> Examination:
        with bar("Lecture", console) as advance:
            examine_file = examine if set_aside is None else examine_in_part
            examined = await examine_file(client, book, today(), stated, advance, chosen)
        aside = examined.set_aside
        await report(client, examined, as_data=as_data)
        if marked is not None:
            findings = Findings([*aside.findings, *examined.findings.entries])
            write_marked_copy(file, replace(book, findings=findings), marked)
            console.print(f"Copie marquée : {marked}")
        if set_aside is not None and aside.count and not examined.findings.errors:
            write_rows_set_aside(writer_of(set_aside), book, aside)
            console.print(f"Lignes mises de côté : {set_aside}")
        if not check:
            await apply(client, examined)
        return examined

    if with_client(run).findings.errors:
        raise typer.Exit(1)


def _refuse_targets(marked: Path | None, set_aside: Path | None) -> None:
    """Refuse output files that exist, whose folder cannot receive them, or whose name implies no format."""
    for target in filter(None, (marked, set_aside)):
        refuse_target(target)
    if set_aside is not None:
        refuse_other_than_workbook(set_aside, "--set-aside")
