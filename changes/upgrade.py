"""Brings a graph of an earlier version of the model up to the present one.

What it stores gets the present names first (`changes/former_names.py`). The ground of a version before the fourth is
taken out, since loads write it anew and delete nothing; what stands on a QPV that the demonstration made up moves to
the commune. Of a version before the seventh the ground of contracts that is assumed is taken out. The communes that an
officer gave a contract stay, and its ground follows from them again. The days on which diagnostics count follow again
from what is stated of them, whatever brought them. Every step can be done again, and the version moves with the last:
after a killed upgrade the next one goes on, and after that the next start completes the loads.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from changes.batches import slices
from changes.current import current_of
from changes.load import MODEL_VERSION, NotOursError, State
from changes.rows import GraphRows
from graph.catalogue import CATALOGUE
from graph.client import Client, Progress
from graph.domain.counting import Durations, counting
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.renaming import add_properties, values_of
from graph.statement.maintain.upsert import upsert_edges
from graph.statement.maintain.version import keep_inventory

UPGRADED = 2, 3, 4, 5, 6
"""The versions of the model that can be brought up."""
FIRST_GROUND = 4
"""The first version of the model whose ground follows from communes."""
FIRST_ASSUMED = 7
"""The first version of the model in which a contract whose lead is gone lies on the communes that it had."""
FIRST_RULES = 2
"""The version of the model whose answers followed the first rules of counting."""
BATCH = 5_000


class Move(NamedTuple):
    """A relationship that moved from a made up QPV to the QPV's commune: its type and start."""

    relationship: str
    start: str
    qpv: str
    commune: str


async def old_state(client: Client) -> State:
    """Return the state of a graph that can be brought up.

    Raises:
        NotOursError: the database is empty, or the graph has another version of the model.
    """
    values = await client.read(_fixed("version"))
    model = values[2] if values else None
    if model not in UPGRADED:
        found = "est vide" if values is None else f"suit la version {model or '?'} du modèle"
        present = "il est à jour" if model == MODEL_VERSION else f"la version présente est la {MODEL_VERSION}"
        message = (
            f"ce graphe {found} ({present}) ; seules les versions {UPGRADED[0]} à {UPGRADED[-1]} se mettent à niveau"
        )
        raise NotOursError(message)
    return State(values[0] or 0, values[2], values[3], values[4])


async def upgrade(
    client: Client, state: State, again: GraphRows, durations: Durations, progress: Progress
) -> list[Move]:
    """Bring a graph with the present names up, as far as its loads, which are then to be done again; return what moved.

    The graph keeps no inventory until one is taken.

    Args:
        client: The database.
        state: Its state.
        again: The rows that will be loaded again; what they place themselves does not move.
        durations: How long diagnostics count.
        progress: Receives the number of relationships taken out, and of all.
    """
    moves = list[Move]()
    if state.model < FIRST_GROUND:
        moves = await _without_ground(client, again, progress)
    elif state.model < FIRST_ASSUMED:
        await _take_out(client, "upgrade_assumed", "upgrade_assumed_left", progress)
    await _count_diagnostics(client, durations)
    await client.write([_fixed("record_load", model=MODEL_VERSION, loaded=[], loading=state.names)])
    return moves


async def _count_diagnostics(client: Client, durations: Durations) -> None:
    """Store the days on which each diagnostic counts: before the seventh version its end stood for its delivery."""
    ids = [identifier for identifier, _ in await client.read(values_of("Diagnostic", "startsOn")) or ()]
    current = await current_of(client, {"Diagnostic": ids})
    rows = []
    for identifier, facts in current.facts.items():
        first, last = counting("Diagnostic", facts, durations) or (None, None)
        rows.append([identifier, {"countsFrom": first, "countsUntil": last}])
    await client.write([add_properties("Engagement", part) for part in slices(rows)])


async def _without_ground(client: Client, again: GraphRows, progress: Progress) -> list[Move]:
    """Take the ground out, and return what moved."""
    await client.write([_fixed("upgrade_perimeters"), keep_inventory(None)])
    moves = await _move(client, {edge.start for edge in again.edges_of(["TARGETS", "SURVEYED", "BASED_IN"])})
    await _take_out(client, "upgrade_ground", "upgrade_ground_left", progress)
    return moves


async def _take_out(client: Client, name: str, counting_name: str, progress: Progress) -> None:
    """Take relationships out with a fixed statement, some at a time, while another counts those that are left.

    The graph keeps no inventory from then on.
    """
    await client.write([keep_inventory(None)])
    left = total = await client.read(_fixed(counting_name)) or 0
    while left:
        await client.write([_fixed(name, most=BATCH)])
        left = await client.read(_fixed(counting_name)) or 0
        progress(total - left, total)


async def _move(client: Client, placed_again: set[str]) -> list[Move]:
    """Move what stands on made up QPV to their communes, and delete the QPV."""
    moves, rows = list[Move](), defaultdict[str, list[list[Any]]](list)
    found: Sequence[Any] = await client.read(_fixed("upgrade_qpv")) or []
    for qpv, commune, edges in found:
        for relationship, start, facts in edges:
            if commune and start not in placed_again:
                moves.append(Move(relationship, start, qpv, commune))
                rows[relationship].append([start, commune, facts])
    statements = [
        upsert_edges(name, SHAPE.kinds[SHAPE.relationships[name].start].base, "Territory", some)
        for name, some in sorted(rows.items())
    ]
    if found:
        await client.write([*statements, _fixed("upgrade_delete_qpv", ids=[qpv for qpv, _, _ in found])])
    return sorted(moves)


def _fixed(name: str, **parameters: Any) -> Statement:
    return Statement(CATALOGUE[name].text, parameters)
