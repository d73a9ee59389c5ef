"""Graphs that services of before wrote are brought up to the present model.

The file of version 2 holds the Pays de la Loire, the demonstration of that version, a perimeter that an officer gave,
and an action that an officer put on a made up QPV. The backup of version 4 holds two départements and an import that
states each fact whose name changed.
"""

import gzip
import json
from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from changes.backup import restore
from changes.batches import edge_batches, slices
from changes.changeset import Change, Changes, packed, unpacked
from changes.former_names import FACTS, KINDS, rename
from changes.imports import undo
from changes.inventory import inventory_of
from changes.load import MODEL_VERSION, NotOursError, load, state
from changes.rows import EdgeRow, GraphRows
from changes.upgrade import old_state, upgrade
from graph.catalogue import CATALOGUE
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.content import create_nodes
from graph.statement.maintain.history import RECORDS, add_import
from graph.statement.maintain.renaming import add_properties
from seed import demo
from tests.asking import Asker
from tests.engines import empty
from tests.graphs import official, two_departements

GRAPHS = Path(__file__).parent / "graphs"
GRAPH, BACKUP = GRAPHS / "graph_model_2.jsonl.gz", GRAPHS / "backup_model_4.jsonl.gz"
IMPORT, DAY = "import:000000000000-1", date(2026, 11, 26)
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


def labels_of(former_kind: str) -> list[str]:
    """Return the labels of the nodes of a kind by its former name."""
    kind = SHAPE.kinds[KINDS.get(former_kind, former_kind)]
    return list(dict.fromkeys([kind.base, former_kind if former_kind in KINDS else kind.label]))


async def write_old(scratch: Asker) -> None:
    """Fill the database with the graph of the file."""
    await empty(scratch.client)
    nodes, edges = stored()
    by_kind = defaultdict[str, list[dict[str, Any]]](list)
    for kind, identifier, properties in nodes:
        by_kind[kind].append({"id": identifier, **properties})
    for kind, rows in by_kind.items():
        for batch in slices(rows):
            await scratch.client.write(create_nodes(labels_of(kind), ("id",), batch))
    for statements, _ in edge_batches(edges):
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
    await rename(client)
    moves = await upgrade(client, await old_state(client), network, Durations(), lambda *_: None)
    assert [(move.start, move.qpv, move.commune) for move in moves] == [(TRAIN, "qpv:QPVDEMO06", "commune:72181")]
    ids = {identifier for _, identifier, _ in stored()[0]} | {"qpv:QN04401M", "qpv:QN07205M"}
    await load(client, "references", among(official(), ids), Durations(), lambda *_: None)
    await load(client, "demonstration", among(network, ids), Durations(), lambda *_: None)
    graph = await state(client)
    assert graph
    assert (graph.model, graph.loading) == (MODEL_VERSION, [])
    answer = await scratch.data(
        """{ node(id: "action:agent-1") { ... on Action { territories { edges { node { id } } } } }
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

    await rename(scratch.client)
    with pytest.raises(KeyboardInterrupt):
        await upgrade(scratch.client, await old_state(scratch.client), demo.rows(), Durations(), kill)
    await rename(scratch.client)
    await upgrade(scratch.client, await old_state(scratch.client), demo.rows(), Durations(), lambda *_: None)
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
    await upgrade(client, await old_state(client), GraphRows(), Durations(), lambda *_: None)
    await load(client, "references", rows, Durations(), lambda *_: None)
    answer = await scratch.data(
        f"""{{ node(id: "{contract}") {{ ... on CityContract {{ perimeter parents {{ id }}
          communes {{ edges {{ node {{ id }} }} }} neighbourhoods {{ totalCount }} predecessors {{ basis }} }} }} }}"""
    )
    found = answer["node"]
    assert (found["perimeter"], found["parents"]) == ("STATED", [{"id": "region:52"}])  # its QPV are elsewhere
    assert [edge["node"]["id"] for edge in found["communes"]["edges"]] == ["commune:53130"]
    assert found["neighbourhoods"]["totalCount"] > 0
    assert found["predecessors"] == [{"basis": "LEAD"}]


async def test_a_text_that_is_a_list_now_becomes_one(scratch: Asker) -> None:
    """In the graph, with its key, and in the records of imports; a list stays one."""
    await scratch.replace(two_departements())
    client, nantes = scratch.client, "institution:244400404"
    await client.write([add_properties("Actor", [[nantes, {"otherNames": "Métropole de Nantes ; NANTES"}]])])
    key, before = ("Institution", nantes), {"otherNames": "Métropole de Nantes"}
    change = Changes({key: Change({**before}, {"otherNames": "Métropole de Nantes ; NANTES"})})
    await client.write(add_import(IMPORT, {"fileName": "a.xlsx"}, [packed(change.write())]))
    for _ in range(2):
        await rename(client)
        stored = await client.read(
            Statement(
                "MATCH (n:Institution) WHERE n.otherNames IS NOT NULL "
                "RETURN collect([n.id, n.otherNames, n.otherNamesKey])",
                {},
            )
        )
        assert stored == [[nantes, ["Métropole de Nantes", "NANTES"], ["metropole de nantes", "nantes"]]]
        ((_, _, record),) = await client.read(RECORDS)
        found = Changes.read(unpacked(record)).nodes[key]
        assert found == Change(
            {"otherNames": ["Métropole de Nantes"]}, {"otherNames": ["Métropole de Nantes", "NANTES"]}
        )


def lines() -> list[bytes]:
    """Return the lines of the backup of version 4."""
    return gzip.decompress(BACKUP.read_bytes()).splitlines()


UNSTATED = {"GOVERNS.from", "GOVERNS.until", "AFFILIATED_WITH.until", "INTERVENES_IN.until"}
"""Facts whose name changed and that the import does not state: references alone do, or nobody in it has an end."""
FORMER = {*KINDS, *(f"{owner}.{former}" for owner, names in FACTS.items() for former in names)}


async def former_names(scratch: Asker) -> set[str]:
    """Return the former names that the graph still has."""
    found = {}
    for name in FORMER:
        owner, _, former = name.partition(".")
        match = f"()-[x:{owner}]->()" if owner in SHAPE.relationships else f"(x:{owner})"
        condition = f"WHERE x.`{former}` IS NOT NULL" if former else ""
        found[name] = await scratch.client.read(Statement(f"MATCH {match} {condition} RETURN count(x)", {}))
    return {name for name, number in found.items() if number}


async def test_a_graph_of_version_4_gets_the_present_names_and_its_import_can_be_undone(scratch: Asker) -> None:
    await empty(scratch.client)
    client = scratch.client
    await restore(client, lines, lambda *_: None)
    with pytest.raises(NotOursError, match=r"version 4 du modèle.*cinqaxes upgrade"):
        await state(client)
    assert await former_names(scratch) == FORMER - UNSTATED
    await rename(client)
    assert await former_names(scratch) == set()
    await rename(client)
    assert await upgrade(client, await old_state(client), GraphRows(), Durations(), lambda *_: None) == []
    await load(client, "references", two_departements(), Durations(), lambda *_: None)
    answer = await scratch.data(
        """{ actions { nodes { id kind: __typename } } commitments { nodes { kind } }
             diagnostics { nodes { kind dataStartsOn dataEndsOn } } trainingSessions { nodes { kind } }
             survey: node(id: "survey:fictive") { ... on Survey { surveyedOn } }
             trainers { nodes { affiliations { kind startsOn endsOn node { id } }
               qualifications { edges { startsOn endsOn } } intervenesIn { edges { startsOn } } } }
             institutions(where: {id: {eq: "institution:fictive"}}) { nodes {
               signedContracts { edges { signedOn } } offers { edges { startsOn endsOn } } } } }"""
    )
    (trainer,), (institution,) = answer["trainers"]["nodes"], answer["institutions"]["nodes"]
    assert [node["id"] for node in answer["actions"]["nodes"]] == ["action:fictive"]
    assert answer["commitments"]["nodes"] == [{"kind": "DROP_IN"}]
    assert answer["diagnostics"]["nodes"] == [
        {"kind": "CLASSIC", "dataStartsOn": "2020-01-01", "dataEndsOn": "2024-12-31"}
    ]
    assert answer["trainingSessions"]["nodes"] == [{"kind": "TERRITORY"}]
    assert answer["survey"] == {"surveyedOn": "2026-02-01"}
    assert trainer["affiliations"] == [
        {"kind": "EMPLOYED", "startsOn": "2020-01-01", "endsOn": None, "node": {"id": "institution:fictive"}}
    ]
    period = {"startsOn": "2025-01-01", "endsOn": "2027-12-31"}
    assert trainer["qualifications"]["edges"] == institution["offers"]["edges"] == [period]
    assert trainer["intervenesIn"]["edges"] == [{"startsOn": "2025-01-01"}]
    assert institution["signedContracts"]["edges"] == [{"signedOn": "2024-06-01"}]
    await undo(client, IMPORT, Durations(), DAY)
    left = await inventory_of(client)
    await empty(client)
    await load(client, "references", two_departements(), Durations(), lambda *_: None)
    found = {sort: stock for sort, stock in left.stocks.items() if stock.number and sort != "Import"}
    assert found == (await inventory_of(client)).stocks


async def test_a_graph_of_version_5_gets_the_present_names(scratch: Asker) -> None:
    await empty(scratch.client)
    client = scratch.client
    await load(client, "demonstration", GraphRows([*demo.rows().nodes], []), Durations(), lambda *_: None)
    counts = "{ trainingSessions(orderBy: [{id: ASC}]) { nodes { id trainedCount fewTrained } } }"
    before = await scratch.data(counts)
    back = (
        "MATCH (s:TrainingSession) SET s.peopleTrained = s.trainedCount, s.publicPeopleTrained = s.publicTrainedCount "
        "REMOVE s.trainedCount, s.publicTrainedCount"
    )
    values = {"model": 5, "loaded": ["demonstration@old"], "loading": []}
    await client.write([Statement(back, {}), Statement(CATALOGUE["record_load"].text, values)])
    assert (await old_state(client)).model == 5
    await rename(client)
    await upgrade(client, await old_state(client), GraphRows(), Durations(), lambda *_: None)
    assert await former_names(scratch) == set()
    assert await scratch.data(counts) == before
    assert any(node["trainedCount"] for node in before["trainingSessions"]["nodes"])
