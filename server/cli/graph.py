"""The commands for the whole graph: load it, check it, and accept what another tool wrote."""

from typing import Annotated

import typer

from changes.audit import NO_INVENTORY, losses, problems, remarks
from changes.inventory import take_inventory
from changes.load import UnusableDatabaseError, state
from graph.client import Client
from graph.french import count
from server.cli.database import DEMO, REFERENCES, fill, source_remarks
from server.cli.session import console, fail, read_settings_or_fail, with_client
from usecases.public_data import refuse_demonstration

app = typer.Typer()
STATEMENT_SECONDS = 60.0
"""Time limit of one statement of these commands, except for loads."""
LOST = (
    "Le graphe n’est plus tel qu’il a été écrit. Si aucun autre outil n’y a écrit, la base est abîmée : restaurez une "
    "sauvegarde dans une base vide (« cinqaxes restore »). Si un autre outil y a écrit, « cinqaxes touch » l’accepte."
)


@app.command()
def load(
    references_only: Annotated[  # noqa: FBT002 - a command-line flag
        bool, typer.Option("--references-only", help="Sans le réseau de démonstration.")
    ] = False,
) -> None:
    """Charge les territoires officiels et le réseau de démonstration ; une seconde fois ne change rien."""
    settings = read_settings_or_fail()
    names = [REFERENCES] if references_only else [REFERENCES, DEMO]

    async def run(client: Client) -> list[str]:
        if DEMO in names and await state(client) is not None:
            await refuse_demonstration(client)
        return await fill(client.access, settings, console, names)

    changed = with_client(run, STATEMENT_SECONDS)
    console.print(f"Chargé : {', '.join(changed)}." if changed else "Rien à changer : tout est déjà en place.")


@app.command()
def check() -> None:
    """Vérifie qu’un graphe chargé suit le modèle et n’a rien perdu ; code 1 s’il y a des erreurs."""

    async def look(client: Client) -> tuple[list[str], list[str], bool]:
        """Return the remarks, the problems, and whether the graph has lost anything."""
        graph = await state(client)
        if graph is None or not graph.loaded or graph.loading:
            message = "le graphe est vide ou n’est pas entièrement chargé : lancez « cinqaxes load »"
            raise UnusableDatabaseError(message)
        lost = await losses(client)
        if lost:  # a damaged graph is not checked further
            return source_remarks(graph.names), lost, True
        not_compared = [NO_INVENTORY] if lost is None else []
        return [*source_remarks(graph.names), *not_compared, *await remarks(client)], await problems(client), False

    remarks_found, problems_found, has_losses = with_client(look, STATEMENT_SECONDS)
    for remark in remarks_found:
        typer.echo(f"remarque : {remark}")
    for problem in problems_found:
        typer.echo(f"problème : {problem}")
    if has_losses:
        fail(LOST)
    if problems_found:
        fail(f"{count(len(problems_found), 'problème')}.")
    console.print("Le graphe suit le modèle.")


@app.command()
def touch() -> None:
    """Accepte ce qu’un autre outil a écrit dans le graphe : l’inventaire en est refait, et le service le relira."""

    async def bump(client: Client) -> None:
        await state(client)  # refuses the data of another application, and graphs of other versions
        await take_inventory(client)

    with_client(bump, STATEMENT_SECONDS)
    console.print("Version du graphe avancée, inventaire refait.")
