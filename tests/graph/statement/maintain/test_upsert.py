"""Statements that write rows: labels and types of the model, and the nodes that a write changes."""

import pytest

from graph.model import SHAPE
from graph.shape import Kind
from graph.statement.maintain.upsert import delete_edges, delete_nodes, upsert_edges, upsert_nodes

ROWS = [{"id": "x:1", "properties": {"name": "A"}}, {"id": "x:2", "properties": {}}]


@pytest.mark.parametrize("kind", [k for k in SHAPE.kinds.values() if not k.is_interface], ids=lambda kind: kind.name)
def test_a_node_is_found_by_its_base_and_created_with_all_its_labels(kind: Kind) -> None:
    fill, create = upsert_nodes(kind.name, ROWS)
    assert f"OPTIONAL MATCH (n:{kind.base} {{id: row.id}})" in create.text
    assert f"CREATE (m:{kind.match} {{id: row.id}}) SET m += row.properties" in create.text
    assert fill.text.startswith(f"UNWIND $rows AS row MATCH (n:{kind.base} {{id: row.id}}) WITH")
    assert "SET n += row.properties" in fill.text
    assert create.parameters == fill.parameters == {"rows": ROWS}


def test_the_nodes_of_a_batch_change_once() -> None:
    fill, create = upsert_nodes("Offer", ROWS)
    assert (create.changed, fill.changed) == ((), ["x:1", "x:2"])


def test_relationships_are_merged_between_the_bases_of_their_ends() -> None:
    rows = [["institution:1", "region:52", {"startsOn": None}]]
    statement = upsert_edges("GOVERNS", "Actor", "Territory", rows)
    assert statement.text.startswith(
        "UNWIND $rows AS row MATCH (a:Actor {id: row[0]}) MATCH (b:Territory {id: row[1]}) "
    )
    assert "MERGE (a)-[r:GOVERNS]->(b) ON CREATE" in statement.text
    assert "SET r += row[2]" in statement.text
    assert statement.parameters == {"rows": rows}
    assert statement.changed == ["institution:1", "region:52"]


def test_a_deleted_relationship_changes_its_ends_as_a_written_one_does() -> None:
    rows = [["action:1", "region:52"]]
    statement = delete_edges("TARGETS", "Engagement", "Territory", rows)
    assert "-[r:TARGETS]->(b:Territory {id: row[1]})" in statement.text
    assert statement.changed == upsert_edges("TARGETS", "Engagement", "Territory", [[*rows[0], {}]]).changed
    assert statement.changed == ["action:1"]


def test_a_deleted_node_changes_and_takes_its_relationships_with_it() -> None:
    statement = delete_nodes("Actor", ["trainer:1"])
    assert "DETACH DELETE n" in statement.text
    assert (statement.parameters, statement.changed) == ({"ids": ["trainer:1"]}, ["trainer:1"])


def test_a_type_that_the_model_does_not_know_is_refused() -> None:
    with pytest.raises(KeyError):
        upsert_edges("KNOWS", "Actor", "Actor", [])
    with pytest.raises(KeyError):
        upsert_nodes("Person", [])
