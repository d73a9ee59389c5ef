"""A graph of version 2 of the model, written by the service of that version, is brought up to the present one.

The file holds the Pays de la Loire, the demonstration of that version, a perimeter that an officer gave, and an action
that an officer put on a made up QPV.
"""

import gzip
import json
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from changes.batches import edge_batches, node_batches
from changes.load import MODEL_VERSION, NotOursError, load, state
from changes.rows import EdgeRow, GraphRows
from changes.upgrade import old_state, upgrade
from graph.catalogue import CATALOGUE
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from seed import demo
from tests.asking import Asker
from tests.engines import empty
from tests.graphs import official, two_departements

GRAPH = Path(__file__).parent / "graphs" / "graph_model_2.jsonl.gz"
TRAIN, STATED = "action:agent-1", "contract:2024:CN04401I"


def fact(value: Any) -> Any:
    return date.fromisoformat(value["day"]) if isinstance(value, dict) else value


@cache
def stored() -> tuple[list[tuple[str, str, dict[str, Any]]], list[EdgeRow]]:
    """Return the nodes and the edges of the file."""
    nodes, edges = [], []
    for line in gzip.decompress(GRAPH.read_bytes()).decode().splitlines():
        *ends, facts = json.loads(line)
        properties = {name: fact(value) for name, value in facts.items()}
        if ends[0] in SHAPE.relationships:
            kind, start, end = ends
            edges.append(EdgeRow(kind, start, end, properties))
        else:
            kind, identifier = ends
            nodes.append((kind, identifier, properties))
    return nodes, edges


def among(rows: GraphRows, ids: Collection[str]) -> GraphRows:
    """Return the rows of some nodes, and the edges between them."""
    nodes = [node for node in rows.nodes if node.id in ids]
    return GraphRows(nodes, [edge for edge in rows.edges if {edge.start, edge.end} <= set(ids)])


async def write_old(scratch: Asker) -> None:
    """Fill the database with the graph of the file."""
    await empty(scratch.client)
    nodes, edges = stored()
    for statements, _ in (*node_batches(nodes), *edge_batches(edges)):
        await scratch.client.write(statements)
    values = {"model": 2, "loaded": ["references@old", "demonstration@old"], "loading": []}
    await scratch.client.write([Statement(CATALOGUE["record_load"].text, values)])


async def test_an_old_graph_is_refused_until_it_is_brought_up(scratch: Asker) -> None:
    await write_old(scratch)
    with pytest.raises(NotOursError, match=r"version 2 du modèle.*cinqaxes upgrade"):
        await state(scratch.client)
    assert (await old_state(scratch.client)).names == ["references", "demonstration"]


async def test_ground_is_written_anew_and_what_stood_on_made_up_qpv_moves(scratch: Asker) -> None:
    await write_old(scratch)
    client, network = scratch.client, demo.rows()
    moves = await upgrade(client, await old_state(client), network, lambda *_: None)
    assert [(move.start, move.qpv, move.commune) for move in moves] == [(TRAIN, "qpv:QPVDEMO06", "commune:72181")]
    ids = {identifier for _, identifier, _ in stored()[0]} | {"qpv:QN04401M", "qpv:QN07205M"}
    await load(client, "references", among(official(), ids), Durations(), lambda *_: None)
    await load(client, "demonstration", among(network, ids), Durations(), lambda *_: None)
    graph = await state(client)
    assert graph
    assert (graph.model, graph.loading) == (MODEL_VERSION, [])
    answer = await scratch.data(
        """{ node(id: "action:agent-1") { ... on PlanAction { territories { edges { node { id } } } } }
             contract: node(id: "contract:2024:CN04401I") { ... on CityContract {
               perimeter attachedTo { id } parents { id } sameGround { id } communes { totalCount }
               predecessors { basis node { code } } } }
             demo: territories(where: {fictional: {eq: true}}) { totalCount }
             covered: coverage(rows: {ids: ["contract:2024:CN07202I"]}, axes: [VICTIM_SUPPORT], asOf: "2026-11-25") {
               edges { node { cells { status evidence(first: 20) { engagement { id } reach } } } } } }"""
    )
    assert [edge["node"]["id"] for edge in answer["node"]["territories"]["edges"]] == ["commune:72181"]
    assert answer["contract"] == {
        "perimeter": "STATED",
        "attachedTo": {"id": "departement:44"},
        "parents": [{"id": "epci:244400644"}],
        "sameGround": [{"id": "epci:244400644"}],
        "communes": {"totalCount": 10},
        "predecessors": [{"basis": "LEAD", "node": {"code": "CV143"}}],
    }
    assert answer["demo"]["totalCount"] == 0
    (row,) = answer["covered"]["edges"]
    (cell,) = row["node"]["cells"]
    assert TRAIN in [one["engagement"]["id"] for one in cell["evidence"]]


async def test_an_upgrade_that_was_killed_is_done_again(scratch: Asker) -> None:
    await write_old(scratch)

    def kill(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await upgrade(scratch.client, await old_state(scratch.client), demo.rows(), kill)
    await upgrade(scratch.client, await old_state(scratch.client), demo.rows(), lambda *_: None)
    stated = await scratch.client.read(
        Statement("MATCH (c:CityContract {id: $id})-[:LIES_ON]->(t) RETURN count(t)", {"id": STATED})
    )
    assert stated == 10
    with pytest.raises(NotOursError, match=f"version {MODEL_VERSION} du modèle"):
        await old_state(scratch.client)


async def test_a_graph_of_version_3_keeps_the_communes_that_an_officer_gave(scratch: Asker) -> None:
    rows, contract = two_departements(), "contract:2024:CN04403I"
    await scratch.replace(rows)
    client = scratch.client
    for text in (
        "MATCH (:Territory)-[r:LIES_ON]->() DELETE r",
        "MATCH (:Territory)-[r:BELONGS_TO]->() DELETE r",
        f"MATCH (c:CityContract {{id: '{contract}'}})-[r:OVERLAPS]-(:Territory) DELETE r",
        f"MATCH (c:CityContract {{id: '{contract}'}}) SET c.perimeter = 'STATED'",
        (
            f"MATCH (c:CityContract {{id: '{contract}'}}) MATCH (t:Territory {{id: 'commune:53130'}}) "
            "CREATE (t)-[:OVERLAPS]->(c)"
        ),
        "MATCH (g:Graph) SET g.model = 3, g.loaded = ['references@old']",
    ):
        await client.write([Statement(text, {})])
    await upgrade(client, await old_state(client), GraphRows(), lambda *_: None)
    await load(client, "references", rows, Durations(), lambda *_: None)
    answer = await scratch.data(
        f"""{{ node(id: "{contract}") {{ ... on CityContract {{ perimeter parents {{ id }}
          communes {{ edges {{ node {{ id }} }} }} neighbourhoods {{ totalCount }} predecessors {{ basis }} }} }} }}"""
    )
    found = answer["node"]
    assert (found["perimeter"], found["parents"]) == ("STATED", [{"id": "commune:53130"}])
    assert [edge["node"]["id"] for edge in found["communes"]["edges"]] == ["commune:53130"]
    assert found["neighbourhoods"]["totalCount"] > 0
    assert found["predecessors"] == [{"basis": "LEAD"}]
