"""The verb that upgrades a graph of an earlier version, and lists what changes in its answers."""

import asyncio
from collections.abc import Collection

import typer

from changes.steps import MODEL_VERSION
from graph.access import Access
from graph.client import Client
from graph.french import count
from graph.vocabulary import Axis
from server.cli.database import SOURCES, fill
from server.cli.effect_lines import cell_line
from server.cli.session import console, read_settings_or_fail, with_database
from server.clock import today
from server.settings import Settings
from usecases.upgrade import Upgraded, upgrade_stored_graph

app = typer.Typer()


@app.command(name="upgrade")
def upgrade_graph() -> None:
    """Met à niveau un graphe d’une version précédente du modèle, et liste ce qui change dans ses réponses."""
    settings = read_settings_or_fail()
    done = with_database(settings, lambda access: asyncio.run(_upgraded(access, settings)))
    if done is None:
        console.print(f"Rien à mettre à niveau : ce graphe est à jour (version {MODEL_VERSION} du modèle).")
        return
    changed = count(len(done.cells), "case dont le statut change", "cases dont le statut change")
    typer.echo(f"{changed}, sur {count(done.contracts, 'contrat')} et {count(len(Axis), 'axe')}.")
    for change in done.cells:
        typer.echo(f"  {cell_line(change)}")


async def _upgraded(access: Access, settings: Settings) -> Upgraded | None:
    async def load_again(names: Collection[str]) -> None:
        await fill(access, settings, console, [name for name in SOURCES if name in names])

    async with Client(access, timeout_seconds=max(settings.timeout_seconds, 120.0)) as client:
        return await upgrade_stored_graph(client, settings.durations, today(), load_again)
