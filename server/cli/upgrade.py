"""The verb that brings a graph of the version before up, and lists what changes in its answers."""

import asyncio
from collections.abc import Iterator, Mapping
from datetime import date

import typer

from changes.rows import GraphRows
from changes.upgrade import Move, old_state, state_perimeters, upgrade
from graph.access import Access
from graph.client import Client
from graph.vocabulary import CellStatus
from resolvers.rules.coverage import matrix
from resolvers.rules.first_version import first_statuses
from resolvers.rules.question import Question
from resolvers.snapshot.model import AXES, Snapshot
from resolvers.snapshot.store import SnapshotStore
from server.cli.database import SOURCES, bar, fill
from server.cli.session import console, read_settings_or_fail, with_database
from server.clock import today
from server.settings import Settings

app = typer.Typer()
Statuses = Mapping[str, list[CellStatus]]


@app.command(name="upgrade")
def bring_up() -> None:
    """Met à niveau un graphe de la version précédente du modèle, et liste ce qui change dans ses réponses."""
    settings = read_settings_or_fail()
    lines = with_database(settings, lambda access: asyncio.run(_upgraded(access, settings)))
    for line in lines:
        typer.echo(line)


async def _upgraded(access: Access, settings: Settings) -> list[str]:
    async with Client(access, timeout_seconds=max(settings.timeout_seconds, 120.0)) as client:
        state = await old_state(client)
        before = first_statuses(await SnapshotStore(client, settings.durations).current(), today())
        names = [name for name in SOURCES if name in state.names]
        again = GraphRows()
        for name in names:
            again.extend(await asyncio.to_thread(SOURCES[name][1]))
        with bar("Ancien découpage", console) as advance:
            done = await upgrade(client, state, again, advance)
        await fill(access, settings, console, names)
        await state_perimeters(client, done.stated)
        snapshot = await SnapshotStore(client, settings.durations).current()
    return [*_moved(done.moves), *_changed(before, _statuses(snapshot, today()), snapshot)]


def _statuses(snapshot: Snapshot, day: date) -> Statuses:
    """Return by id the statuses, axis by axis, of the contracts in force on a day."""
    cells, territories = matrix(snapshot, day, Question()), snapshot.territories
    return {
        territories.ids[row]: [cell.status for cell in cells.row(row) if cell.status]
        for row in territories.contracts_on(day.toordinal())
    }


def _moved(moves: list[Move]) -> Iterator[str]:
    yield f"Déplacés d'un quartier fictif vers sa commune : {len(moves)}."
    yield from (f"  {move.start} : {move.qpv} → {move.commune}" for move in moves)


def _changed(before: Statuses, after: Statuses, snapshot: Snapshot) -> Iterator[str]:
    """Yield the cells of the contracts whose status changes."""
    names = snapshot.territories
    changes = [
        (contract, place, old, new)
        for contract, statuses in after.items()
        for place, (old, new) in enumerate(zip(before.get(contract, []), statuses, strict=False))
        if old is not new
    ]
    yield f"Cases dont l'état change, sur {len(after)} contrats et {len(AXES)} axes : {len(changes)}."
    for contract, place, old, new in changes:
        name = names.names[names.index[contract]]
        yield f"  {contract} ({name}), axe {AXES[place].number} : {old.label_fr} → {new.label_fr}"
