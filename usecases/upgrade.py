"""Upgrades a graph of an earlier version of the model, and reports which answers changed."""

from collections.abc import Awaitable, Callable, Collection
from datetime import date
from typing import NamedTuple

from changes.inventory import take_inventory
from changes.upgrade import old_state, rename, upgrade
from graph.client import Client
from graph.domain.counting import Durations
from resolvers.snapshot.store import SnapshotStore
from usecases.effect import CellChange, Statuses, changes_between, statuses_on


class Upgraded(NamedTuple):
    """The cells whose status changed, and the number of contracts in force."""

    cells: list[CellChange]
    contracts: int


async def upgrade_stored_graph(
    client: Client, durations: Durations, today: date, load_again: Callable[[Collection[str]], Awaitable[object]]
) -> Upgraded | None:
    """Upgrade a graph; None, and nothing is written, if it has the present version of the model.

    `load_again` receives the names of the loads that it must repeat.

    Raises:
        UnusableDatabaseError: the database is empty, or the version cannot be upgraded.
    """
    state, steps = await old_state(client)
    if not steps:
        return None
    await rename(client, steps)
    before = await _statuses(client, durations, today)
    await upgrade(client, state, steps, durations)
    await load_again(state.names)
    await take_inventory(client)
    after = await _statuses(client, durations, today)
    return Upgraded(await changes_between(client, before, after), len(after))


async def _statuses(client: Client, durations: Durations, today: date) -> Statuses:
    return statuses_on(await SnapshotStore(client, durations, for_questions=False).current(), today)
