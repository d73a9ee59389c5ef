"""Loads: rows written into the graph under a name.

Every batch can be written again with the same result, and a load is recorded once it is complete: the next load
completes a killed one, and a second load of the same rows writes nothing.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from changes.batches import BATCH, Batch, edge_batches, node_batches, transactions
from changes.changeset import Changes
from changes.derived import axis_rows, derived
from changes.forgotten import forgotten_persons
from changes.rows import GraphRows
from changes.stated_territories import stated_territories
from changes.statements import writing_of
from changes.steps import MODEL_VERSION, other_version_message
from graph.catalogue import CATALOGUE
from graph.client import Client, Progress
from graph.domain.counting import Durations
from graph.model.training import HEAD_COUNT
from graph.statement.core.writer import Statement
from graph.statement.maintain.facts import ids_of

ROWS_AT_ONCE = BATCH
"""The maximum rows of a transaction. Each one updates version and inventory, so small batches are joined."""
NUMBERS = {"siren", "siret"}
RESTORING = "restauration"
"""The name of the load that restores a backup."""


class UnusableDatabaseError(Exception):
    """The database holds other data, or a graph of another version of the model; the message says what to do."""


@dataclass(frozen=True)
class State:
    """The node `Graph`: versions of graph and model, complete loads as `name@digest`, names of loads in progress."""

    version: int
    model: int
    loaded: list[str]
    loading: list[str]

    @property
    def names(self) -> list[str]:
        """The names of the complete loads."""
        return [entry.split("@", 1)[0] for entry in self.loaded]


async def state(client: Client) -> State | None:
    """Return the state of the graph; None if the database is empty.

    Raises:
        UnusableDatabaseError: the database holds other data, a graph of another version of the model, or a stopped
            restore.
    """
    graph = await state_of_any_version(client)
    if graph and graph.model not in {0, MODEL_VERSION}:
        raise UnusableDatabaseError(other_version_message("ce graphe", graph.model))
    return graph


async def state_of_any_version(client: Client) -> State | None:
    """Return the state of a graph of any version of the model; None if the database is empty.

    Raises:
        UnusableDatabaseError: the database holds other data, or a restore that was stopped.
    """
    graph = await stored_state(client)
    if graph and RESTORING in graph.loading:
        message = "la restauration de cette base n’est pas terminée : relancez « cinqaxes restore »"
        raise UnusableDatabaseError(message)
    return graph


async def stored_state(client: Client) -> State | None:
    """Return the state of the graph, of any version and even half restored; None if the database is empty.

    Raises:
        UnusableDatabaseError: the database holds other data.
    """
    values = await client.read(Statement(CATALOGUE["version"].text, {}))
    if values is not None:
        return State(values[0] or 0, values[2] or 0, values[3], values[4])
    if await client.read(Statement(CATALOGUE["any_node"].text, {})):
        message = (
            "cette base contient déjà des données qui ne viennent pas de Cinq Axes : "
            "indiquez une base vide (CINQAXES_NEO4J_DATABASE)"
        )
        raise UnusableDatabaseError(message)
    return None


async def load(
    client: Client, name: str, rows: GraphRows, durations: Durations, progress: Progress, following: Sequence[str] = ()
) -> bool:
    """Load rows under a name; return False if the graph already holds exactly these rows.

    Officers' statements about QPV and contracts are kept, and the communes of contracts are derived from them again.
    Forgotten persons stay forgotten.

    `following`: the names of the loads that come after this one. They are recorded as in progress together with this
    load, so that the next start completes those loads too if this one is killed.
    """
    before = await state(client)
    await client.prepare()
    rows = GraphRows([*axis_rows(), *rows.nodes], rows.edges, rows.warnings)
    entry = f"{name}@{digest(rows, durations)}"
    loaded, loading = (before.loaded, before.loading) if before else ([], [])
    under_way = [load_name for load_name in loading if load_name != name]
    if entry in loaded:
        if name in loading:
            await record_loads(client, loaded, under_way)
        return False
    await record_loads(client, loaded, sorted({*loading, name, *following}))
    stated = await stated_territories(client)
    total = len(rows.nodes) + len(rows.edges)
    done = 0
    forgotten = await forgotten_persons(client)
    batches = _batches(forgotten.without(stated.without(rows)), durations)
    for statements, size in transactions(batches, ROWS_AT_ONCE):
        await client.write(statements)
        done += size
        progress(done, total)
    numbered = [node.id for node in rows.nodes if node.kind == "Institution" and NUMBERS & node.properties.keys()]
    counted = await client.read(ids_of(HEAD_COUNT)) or ()
    derived_writing = await writing_of(client, Changes(), durations, stated.to_place(rows), numbered, counted)
    if derived_writing.statements:
        await client.write(derived_writing.statements)
    loaded = [loaded_entry for loaded_entry in loaded if not loaded_entry.startswith(f"{name}@")]
    await record_loads(client, [*loaded, entry], sorted({*under_way, *following}))
    return True


async def record_loads(
    client: Client,
    loaded: Sequence[str],
    loading: Sequence[str],
    model: int = MODEL_VERSION,
    also: Sequence[Statement] = (),
) -> None:
    """Record the complete loads, the names of those in progress, and the version of their model.

    `also`: statements to write in the same transaction.
    """
    values = {"model": model, "loaded": loaded, "loading": loading}
    await client.write([Statement(CATALOGUE["record_load"].text, values, ()), *also])


def digest(rows: GraphRows, durations: Durations) -> str:
    """Return a short digest of all that the stored values depend on: rows, durations and version of the model."""
    settings = [MODEL_VERSION, durations.session, durations.diagnostic]
    content = hashlib.sha256(orjson.dumps(settings))
    for node in rows.nodes:
        content.update(orjson.dumps([node.kind, node.id, dict(node.properties)], option=orjson.OPT_SORT_KEYS))
    for edge in rows.edges:
        content.update(orjson.dumps([edge.type, edge.start, edge.end, dict(edge.properties)]))
    return content.hexdigest()[:16]


def _batches(rows: GraphRows, durations: Durations) -> Iterator[Batch]:
    yield from node_batches(derived(rows, durations))
    yield from edge_batches(rows.edges)
