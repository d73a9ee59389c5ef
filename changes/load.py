"""Loads rows into the graph.

Every batch can be written again with the same result, and a load is recorded when it is complete: a load that was
killed is completed by the next one, and a second load of the same rows writes nothing.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import orjson

from changes.batches import Batch, edge_batches, node_batches
from changes.counting import Durations
from changes.derived import axis_rows, derived
from changes.rows import GraphRows
from graph.catalogue import CATALOGUE
from graph.client import Client, Progress
from graph.indexes import definitions
from graph.statement.core.writer import Statement

MODEL_VERSION = 2


class NotOursError(Exception):
    """The database holds something else, or a graph of another model; the message says what to do."""


@dataclass(frozen=True)
class State:
    """What a graph says of itself."""

    version: int
    model: int
    loaded: list[str]
    loading: list[str]

    @property
    def names(self) -> list[str]:
        """The loads that are complete."""
        return [entry.split("@", 1)[0] for entry in self.loaded]


async def state(client: Client) -> State | None:
    """Return what the graph says of itself, or None when the database is empty."""
    found = await client.read(Statement(CATALOGUE["version"].text, {}))
    if found is None:
        if await client.read(Statement(CATALOGUE["any_node"].text, {})):
            message = (
                "cette base contient déjà des données qui ne viennent pas de Cinq Axes : "
                "indiquez une base vide (CINQAXES_NEO4J_DATABASE)"
            )
            raise NotOursError(message)
        return None
    graph = State(found[0] or 0, found[2] or 0, found[3], found[4])
    if graph.model not in {0, MODEL_VERSION}:
        message = (
            f"ce graphe suit la version {graph.model} du modèle, ce service la version {MODEL_VERSION} : "
            "videz la base puis lancez « cinqaxes load »"
        )
        raise NotOursError(message)
    return graph


async def load(
    client: Client, name: str, rows: GraphRows, durations: Durations, progress: Progress, following: Sequence[str] = ()
) -> bool:
    """Load rows under a name; return False when these very rows are there already.

    `following` are the loads that are to come after this one: should it be killed, the next start knows of them too.
    """
    before = await state(client)
    await client.prepare(definitions())
    rows = GraphRows([*axis_rows().nodes, *rows.nodes], rows.edges, rows.warnings)
    entry = f"{name}@{digest(rows, durations)}"
    loaded, loading = (before.loaded, before.loading) if before else ([], [])
    still = [other for other in loading if other != name]
    if entry in loaded:
        if name in loading:
            await _record(client, loaded, still)
        return False
    await _record(client, loaded, sorted({*loading, name, *following}))
    total = len(rows.nodes) + len(rows.edges)
    done = 0
    for statements, size in _batches(rows, durations):
        await client.write(statements)
        done += size
        progress(done, total)
    others = [e for e in loaded if not e.startswith(f"{name}@")]
    await _record(client, [*others, entry], sorted({*still, *following}))
    return True


async def _record(client: Client, loaded: list[str], loading: list[str]) -> None:
    values = {"model": MODEL_VERSION, "loaded": loaded, "loading": loading}
    await client.write([Statement(CATALOGUE["record_load"].text, values, ())])


def digest(rows: GraphRows, durations: Durations) -> str:
    """Return a short digest of rows, of the counting rules and of the model: what decides what is stored."""
    content = [MODEL_VERSION, durations.session_months, durations.diagnostic_months]
    hashed = hashlib.sha256(orjson.dumps(content))
    for node in rows.nodes:
        hashed.update(orjson.dumps([node.kind, node.id, dict(node.properties)], option=orjson.OPT_SORT_KEYS))
    for edge in rows.edges:
        hashed.update(orjson.dumps([edge.type, edge.start, edge.end, dict(edge.properties)]))
    return hashed.hexdigest()[:16]


def _batches(rows: GraphRows, durations: Durations) -> Iterator[Batch]:
    yield from node_batches(derived(rows, durations))
    yield from edge_batches(rows.edges)
