"""The verb that brings a graph of an earlier version up, and lists what changes in its answers."""

import asyncio
from collections.abc import Iterator

import typer

from changes.former_names import rename
from changes.inventory import take_inventory
from changes.rows import GraphRows
from changes.upgrade import FIRST_RULES, Move, old_state, upgrade
from exchange.incoming.effect import changes_between, statuses_on
from graph.access import Access
from graph.client import Client
from graph.french import count, figures
from resolvers.rules.first_version import first_statuses
from resolvers.snapshot.model import AXES
from resolvers.snapshot.store import SnapshotStore
from server.cli.database import SOURCES, bar, fill
from server.cli.session import console, read_settings_or_fail, with_database
from server.clock import today
from server.settings import Settings

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
        state = await old_state(client)
        await rename(client)
        old = await SnapshotStore(client, settings.durations, for_questions=False).current()
        before = (first_statuses if state.model == FIRST_RULES else statuses_on)(old, today())
        names = [name for name in SOURCES if name in state.names]
        again = GraphRows()
        for name in names:
            again.extend(await asyncio.to_thread(SOURCES[name][1]))
        with bar("Ancien découpage", console) as advance:
            moves = await upgrade(client, state, again, settings.durations, advance)
        await fill(access, settings, console, names)
        await take_inventory(client)
        snapshot = await SnapshotStore(client, settings.durations, for_questions=False).current()
        after = statuses_on(snapshot, today())
        changes = await changes_between(client, before, after)
    changed = count(len(changes), "case dont le statut change", "cases dont le statut change")
    return [
        *_moved(moves),
        f"{changed}, sur {count(len(after), 'contrat')} et {count(len(AXES), 'axe')}.",
        *(f"  {change}" for change in changes),
    ]


def _moved(moves: list[Move]) -> Iterator[str]:
    yield f"Déplacés d’un quartier fictif vers sa commune : {figures(len(moves))}."
    yield from (f"  {move.start} : {move.qpv} → {move.commune}" for move in moves)
