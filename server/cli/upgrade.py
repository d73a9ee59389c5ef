"""The command that upgrades a graph of an earlier version, and lists what changes in its answers."""

from collections.abc import Collection

import typer

from changes.steps import MODEL_VERSION
from graph.client import Client
from graph.french import count
from graph.vocabulary import Axis
from server.cli.database import SOURCES, fill
from server.cli.effect_lines import cell_line
from server.cli.session import console, read_settings_or_fail, with_client
from server.clock import today
from usecases.upgrade import Upgraded, upgrade_stored_graph

PATIENCE_SECONDS = 120.0
"""The minimum time limit of a statement."""
app = typer.Typer()


@app.command(name="upgrade")
def upgrade_graph() -> None:
    """Met à niveau un graphe d’une version précédente du modèle, et liste ce qui change dans ses réponses."""
    settings = read_settings_or_fail()

    async def run(client: Client) -> Upgraded | None:
        async def load_again(names: Collection[str]) -> None:
            await fill(client.access, settings, console, [name for name in SOURCES if name in names])

        return await upgrade_stored_graph(client, settings.durations, today(), load_again)

    done = with_client(run, max(settings.timeout_seconds, PATIENCE_SECONDS))
    if done is None:
        console.print(f"Rien à mettre à niveau : ce graphe est à jour (version {MODEL_VERSION} du modèle).")
        return
    changed = count(len(done.cells), "case dont le statut change", "cases dont le statut change")
    typer.echo(f"{changed}, sur {count(done.contracts, 'contrat')} et {count(len(Axis), 'axe')}.")
    for change in done.cells:
        typer.echo(f"  {cell_line(change)}")
