"""Upgrades a graph of an earlier version of the model, by the steps of `changes/steps.py`.

Every step can be repeated, and the stored version changes only after the last step. The next upgrade thus continues a
killed one, and the next start then completes the loads.
"""

from changes.load import State, UnusableDatabaseError, record_loads, state_of_any_version
from changes.records import records_of_imports
from changes.steps import MODEL_VERSION, Step, other_version_message, steps_from
from graph.client import Client
from graph.domain.counting import Durations
from graph.statement.maintain.version import keep_inventory


async def old_state(client: Client) -> tuple[State, list[Step]]:
    """Return the state of a graph, and the steps that upgrade it; a graph of the present version needs none.

    Raises:
        UnusableDatabaseError: the database is empty or holds other data, a restore was stopped, or the graph's
            version of the model cannot be upgraded.
    """
    state = await state_of_any_version(client)
    if state is None or state.model == 0:
        message = f"rien à mettre à niveau : ce graphe est vide (la version du modèle est la {MODEL_VERSION})"
        raise UnusableDatabaseError(message)
    steps = steps_from(state.model)
    if steps is None:
        raise UnusableDatabaseError(other_version_message("ce graphe", state.model))
    return state, steps


async def rename(client: Client, steps: list[Step]) -> None:
    """Rename stored names in a graph and in the records of its imports; it has no inventory until one is taken."""
    await client.prepare()
    await client.write([keep_inventory(None)])
    for step in steps:
        await step.names(client)
    for record in await records_of_imports(client):
        lines = record.lines
        for step in steps:
            lines = [step.record(line) for line in lines]
        if lines != record.lines:
            await client.write([record.rewritten(lines)])


async def upgrade(client: Client, state: State, steps: list[Step], durations: Durations) -> None:
    """Upgrade a graph after `rename`, except for its loads, which must then be repeated."""
    for step in steps:
        await step.values(client, durations)
    await record_loads(client, [], state.names)
