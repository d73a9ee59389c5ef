"""Graphs that a database is filled with again and again: loaded twice, and then written as they were read.

A load takes its steps in many transactions; writing what it made takes one.
"""

from collections import defaultdict
from typing import Any

from changes.load import digest, load
from changes.rows import GraphRows
from graph.client import Client
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import NOW
from tests.digest import EDGES, NODES
from tests.engines import FORGET, empty

STATE = Statement("MATCH (g:Graph) RETURN properties(g)", {})
VERSIONS = {"version", "references", "told", "toldFrom"}
"""Properties of the state that count the writes of a graph: graphs of the same content differ in them."""
_HELD: dict[str, tuple[str, Any]] = {}
"""By the address of a database: the digest of the rows that it was last filled with, and the graph's versions then."""
_WRITING: dict[tuple[str, str], list[Statement]] = {}
"""By the address of a database and the digest of rows: the statements that write them again; none after one load."""


async def fill(client: Client, rows: GraphRows) -> None:
    """Have a database hold these rows and nothing else; nothing is written while it holds them already."""
    uri, wanted = client.access.uri, digest(rows, Durations())
    if _HELD.get(uri) == (wanted, await client.read(NOW)):
        return
    writing = _WRITING.get((uri, wanted))
    if writing:
        await client.write([Statement(FORGET[0], {}), *writing])
    else:
        await empty(client)
        await load(client, "test", rows, Durations(), lambda *_: None)
        _WRITING[uri, wanted] = [] if writing is None else await _writing(client)
    _HELD[uri] = wanted, await client.read(NOW)


async def _writing(client: Client) -> list[Statement]:
    """Return the statements that write what a database holds into an empty one with the same indexes."""
    nodes: defaultdict[str, list[Any]] = defaultdict(list)
    edges: defaultdict[tuple[str | None, str, str | None], list[Any]] = defaultdict(list)
    for _, labels, properties in await client.records(NODES):
        nodes[":".join(sorted(labels))].append(properties)
    for start, kind, end, properties in await client.records(EDGES):
        edges[SHAPE.base_of_id(start), kind, SHAPE.base_of_id(end)].append([start, end, properties])
    ((held,),) = await client.records(STATE)
    values = {name: value for name, value in held.items() if name not in VERSIONS}
    return [
        *[
            Statement(f"UNWIND $rows AS row CREATE (n:{labels}) SET n += row", {"rows": r})
            for labels, r in nodes.items()
        ],
        *[
            Statement(
                f"UNWIND $rows AS row MATCH (a:{start} {{id: row[0]}}) MATCH (b:{end} {{id: row[1]}}) "
                f"CREATE (a)-[r:{kind}]->(b) SET r += row[2]",
                {"rows": r},
            )
            for (start, kind, end), r in edges.items()
        ],
        Statement("MATCH (g:Graph) SET g += $values", {"values": values}),
    ]
