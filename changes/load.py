"""Loads: rows written into the graph under a name.

Every batch can be written again with the same result, and a load is recorded once it is complete: the next load
completes one that was killed, and a second load of the same rows writes nothing.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from changes.batches import Batch, edge_batches, node_batches
from changes.derived import axis_rows, derived
from changes.rows import GraphRows
from graph.catalogue import CATALOGUE
from graph.client import Client, Progress
from graph.domain.counting import Durations
from graph.indexes import definitions
from graph.statement.core.writer import Statement

MODEL_VERSION = 3
"""The version of the stored model; a graph of the one before is brought up by « cinqaxes upgrade »."""


class NotOursError(Exception):
    """The database holds other data, or a graph of another version of the model; the message says what to do."""


@dataclass(frozen=True)
class State:
    """The node `Graph`: versions of graph and model, complete loads as `name@digest`, names of loads under way."""

    version: int
    model: int
    loaded: list[str]
    loading: list[str]

    @property
    def names(self) -> list[str]:
        """The names of the complete loads."""
        return [entry.split("@", 1)[0] for entry in self.loaded]


async def state(client: Client) -> State | None:
    """Return the state of the graph; None when the database is empty.

    Raises:
        NotOursError: the database holds other data, or a graph of another version of the model.
    """
    values = await client.read(Statement(CATALOGUE["version"].text, {}))
    if values is None:
        if await client.read(Statement(CATALOGUE["any_node"].text, {})):
            message = (
                "cette base contient déjà des données qui ne viennent pas de Cinq Axes : "
                "indiquez une base vide (CINQAXES_NEO4J_DATABASE)"
            )
            raise NotOursError(message)
        return None
    graph = State(values[0] or 0, values[2] or 0, values[3], values[4])
    if graph.model not in {0, MODEL_VERSION}:
        message = (
            f"ce graphe suit la version {graph.model} du modèle, ce service la version {MODEL_VERSION} : "
            "sauvegardez-le, puis lancez « cinqaxes upgrade »"
        )
        raise NotOursError(message)
    return graph


async def load(
    client: Client, name: str, rows: GraphRows, durations: Durations, progress: Progress, following: Sequence[str] = ()
) -> bool:
    """Load rows under a name; return False when the graph holds these very rows already.

    `following`: the names of the loads that come after this one. They are recorded as under way with it, so that the
    next start completes them too if this load is killed.
    """
    before = await state(client)
    await client.prepare(definitions())
    rows = GraphRows([*axis_rows().nodes, *rows.nodes], rows.edges, rows.warnings)
    entry = f"{name}@{digest(rows, durations)}"
    loaded, loading = (before.loaded, before.loading) if before else ([], [])
    under_way = [load_name for load_name in loading if load_name != name]
    if entry in loaded:
        if name in loading:
            await _record(client, loaded, under_way)
        return False
    await _record(client, loaded, sorted({*loading, name, *following}))
    total = len(rows.nodes) + len(rows.edges)
    done = 0
    for statements, size in _batches(rows, durations):
        await client.write(statements)
        done += size
        progress(done, total)
    loaded = [loaded_entry for loaded_entry in loaded if not loaded_entry.startswith(f"{name}@")]
    await _record(client, [*loaded, entry], sorted({*under_way, *following}))
    return True


async def _record(client: Client, loaded: list[str], loading: list[str]) -> None:
    values = {"model": MODEL_VERSION, "loaded": loaded, "loading": loading}
    await client.write([Statement(CATALOGUE["record_load"].text, values, ())])


def digest(rows: GraphRows, durations: Durations) -> str:
    """Return a short digest of all that stored values follow from: rows, durations and the version of the model."""
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
