"""The commands that write files: the empty workbook, and the network in every format."""

from pathlib import Path
from typing import Annotated

import typer

from exchange.outgoing.formats import FORMATS
from exchange.outgoing.workbook import matching_ids, write_template, write_workbook
from graph.client import Client
from resolvers.service import Service
from resolvers.snapshot.store import SnapshotStore
from schema.query import graphql_schema
from server.cli.lists import ServiceName
from server.cli.session import (
    FOLDER,
    USAGE_ERROR,
    console,
    draft_of,
    fail,
    guarded,
    read_settings_or_fail,
    refuse_other_than_workbook,
    refuse_target,
    with_client,
)
from server.clock import today
from server.exports import filters_of
from usecases.export import UNBOUNDED, Exporter

WORKBOOKS = ("xlsx", "ods", FOLDER)
app = typer.Typer()
workbook = typer.Typer(
    help="Le classeur que les services remplissent.", no_args_is_help=True, subcommand_metavar="VERBE [ARGUMENTS]…"
)
app.add_typer(workbook, name="workbook")


@workbook.command("new")
def new(
    target: Annotated[
        Path, typer.Argument(metavar="FICHIER", help="Le fichier à créer (.xlsx, .ods), ou un dossier pour des CSV.")
    ],
) -> None:
    """Crée un classeur vide, avec ses feuilles, ses listes de choix et ses notes."""
    refuse_other_than_workbook(target)
    refuse_target(target)
    with guarded():
        write_template(target)
    console.print(f"Modèle écrit : {target}")


@app.command()
def export(  # noqa: PLR0913, PLR0917 - each an option of the command
    target: Annotated[
        Path, typer.Argument(metavar="FICHIER", help="Le fichier à écrire, ou un dossier pour un classeur en CSV.")
    ],
    form: Annotated[
        str, typer.Option("--format", help=f"Le format ; sinon, celui du nom. Au choix : {', '.join(FORMATS)}.")
    ] = "",
    within: Annotated[str, typer.Option(help="Un territoire, par son identifiant : departement:44.")] = "",
    axes: Annotated[str, typer.Option(help="Des axes : 4, ou 1,3.")] = "",
    criteria: Annotated[str, typer.Option(help="Des critères : origine, ou origine,sexe.")] = "",
    themes: Annotated[str, typer.Option(help="Des thématiques : logement, ou logement,emploi.")] = "",
    audiences: Annotated[str, typer.Option(help="Des publics : élus, ou élus,associations.")] = "",
    as_of: Annotated[str, typer.Option(help="Le jour, AAAA-MM-JJ ; aujourd’hui sinon.")] = "",
    in_effect: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--in-effect", help="Seulement ce qui compte ce jour-là.")
    ] = False,
    where: Annotated[str, typer.Option(help="Un filtre de l’API sur les mobilisations, en JSON.")] = "",
    rows: Annotated[str, typer.Option(help="Les lignes de la matrice : CITY_CONTRACT, EPCI, COMMUNE…")] = "",
    service: ServiceName = "",
) -> None:
    """Écrit le réseau : classeur à réimporter, CSV, JSON, GraphML, GEXF, GeoJSON, matrice de couverture."""
    refuse_target(target)
    settings = read_settings_or_fail()
    given = {"within": within, "axes": axes, "criteria": criteria, "themes": themes, "audiences": audiences}
    given |= {"asOf": as_of, "where": where, "rows": rows, "inEffect": "true" if in_effect else ""}

    async def run(client: Client) -> None:
        filters = filters_of(given)
        answering = Service(graphql_schema(), UNBOUNDED)
        exporter = Exporter(answering, client, SnapshotStore(client, settings.durations), UNBOUNDED)
        source = exporter.source(settings.viewer, today())
        if name in WORKBOOKS:
            only = await matching_ids(source.run_query, filters)
            await write_workbook(client, target, settings.viewer, service, today(), only)
        else:
            with draft_of(target) as draft, draft.open("wb") as file:
                async for chunk in FORMATS[name].stream(source, filters):
                    file.write(chunk)

    name = form or _format_of(target)
    if form and form not in FORMATS and form not in WORKBOOKS:
        fail(f"--format : « {form} » n’est pas un format ; au choix : {', '.join(FORMATS)}", USAGE_ERROR)
    with_client(run)
    console.print(f"Écrit : {target}")


def _format_of(target: Path) -> str:
    """Return the export format of a file name: the longest format name with which it ends."""
    names = [name for name in (*FORMATS, *WORKBOOKS) if name and target.name.casefold().endswith(f".{name}")]
    if not names and target.suffix:
        known = ", ".join(f".{name}" for name in (*FORMATS, "ods"))
        fail(f"« {target.name} » n’est d’aucun format connu ; au choix : {known}, ou un dossier", USAGE_ERROR)
    return max(names, key=len, default=FOLDER)
