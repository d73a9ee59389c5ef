"""The verb that brings a graph of an earlier version up, and lists what changes in its answers."""

import asyncio

import typer

from changes.inventory import take_inventory
from changes.upgrade import old_state, rename, upgrade
from graph.access import Access
from graph.client import Client
from graph.french import count
from resolvers.snapshot.model import AXES
from resolvers.snapshot.store import SnapshotStore
from server.cli.database import SOURCES, fill
from server.cli.effect_lines import cell_line
from server.cli.session import console, read_settings_or_fail, with_database
from server.clock import today
from server.settings import Settings
from usecases.effect import changes_between, statuses_on

app = typer.Typer()


@app.command(name="upgrade")
def bring_up() -> None:
    """Met à niveau un graphe d’une version précédente du modèle, et liste ce qui change dans ses réponses."""
    settings = read_settings_or_fail()
    lines = with_database(settings, lambda access: asyncio.run(_upgraded(access, settings)))
    for line in lines:
        typer.echo(line)


async def _upgraded(access: Access, settings: Settings) -> list[str]:
    async with Client(access, timeout_seconds=max(settings.timeout_seconds, 120.0)) as client:
        state, steps = await old_state(client)
        await rename(client, steps)
        old = await SnapshotStore(client, settings.durations, for_questions=False).current()
        await upgrade(client, state, steps, settings.durations)
        await fill(access, settings, console, [name for name in SOURCES if name in state.names])
        await take_inventory(client)
        snapshot = await SnapshotStore(client, settings.durations, for_questions=False).current()
        after = statuses_on(snapshot, today())
        changes = await changes_between(client, statuses_on(old, today()), after)
    changed = count(len(changes), "case dont le statut change", "cases dont le statut change")
    return [
        f"{changed}, sur {count(len(after), 'contrat')} et {count(len(AXES), 'axe')}.",
        *(f"  {cell_line(change)}" for change in changes),
    ]
