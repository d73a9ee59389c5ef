"""The verbs for the whole graph: load it, check it, and accept what another tool wrote."""

import asyncio
from typing import Annotated, NamedTuple

import typer

from changes.audit import NO_INVENTORY, losses, problems, remarks
from changes.inventory import take_inventory
from changes.load import UnusableDatabaseError, state
from graph.access import Access
from graph.client import Client
from graph.french import count
from server.cli.database import DEMO, REFERENCES, fill, source_remarks
from server.cli.session import console, fail, read_settings_or_fail, with_client, with_database
from usecases.public_data import refuse_demonstration

app = typer.Typer()
STATEMENT_SECONDS = 60.0
"""Time limit of one statement of these verbs, except for loads."""
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

    async def run(access: Access) -> list[str]:
        if DEMO in names:
            async with Client(access, timeout_seconds=STATEMENT_SECONDS) as client:
                if await state(client) is not None:
                    await refuse_demonstration(client)
        return await fill(access, settings, console, names)

    changed = with_database(settings, lambda access: asyncio.run(run(access)))
    console.print(f"Chargé : {', '.join(changed)}." if changed else "Rien à changer : tout est déjà en place.")


class Checked(NamedTuple):
    """The findings of `check`: the loads recorded in the graph, remarks, faults and losses."""

    loaded: list[str]
    remarks: list[str]
    problems: list[str]
    losses: list[str]


@app.command()
def check() -> None:
    """Vérifie qu’un graphe chargé suit le modèle et n’a rien perdu ; code 1 s’il y a des erreurs."""

    async def look(client: Client) -> Checked:
        graph = await state(client)
        if graph is None or not graph.loaded or graph.loading:
            message = "le graphe est vide ou n’est pas entièrement chargé : lancez « cinqaxes load »"
            raise UnusableDatabaseError(message)
        lost = await losses(client)
        if lost:  # a damaged graph is not checked further
            return Checked(graph.names, [], [], lost)
        not_compared = [NO_INVENTORY] if lost is None else []
        return Checked(graph.names, [*not_compared, *await remarks(client)], await problems(client), [])

    result = with_client(look, STATEMENT_SECONDS)
    for remark in (*source_remarks(result.loaded), *result.remarks):
        typer.echo(f"remarque : {remark}")
    for problem in (*result.losses, *result.problems):
        typer.echo(f"problème : {problem}")
    if result.losses:
        fail(LOST)
    if result.problems:
        fail(f"{count(len(result.problems), 'problème')}.")
    console.print("Le graphe suit le modèle.")


@app.command()
def touch() -> None:
    """Accepte ce qu’un autre outil a écrit dans le graphe : l’inventaire en est refait, et le service le relira."""

    async def bump(client: Client) -> None:
        await state(client)  # refuses the data of another application, and graphs of other versions
        await take_inventory(client)

    with_client(bump, STATEMENT_SECONDS)
    console.print("Version du graphe avancée, inventaire refait.")
