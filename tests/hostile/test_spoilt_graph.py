"""`check` compares a loaded graph with the model: it finds each kind of damage, and accepts a valid graph.

A statement damages the graph, as another tool or a mistake would.
"""

import pytest

from changes.audit import losses, problems
from changes.inventory import take_inventory
from changes.load import load
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import keep_inventory
from tests.api_session import ApiSession
from tests.graphs import sound

DAMAGES = {
    "values": [
        ("MATCH (n:Engagement {id: 'action:1'}) REMOVE n.title", "Action sans title : 1 (action:1)"),
        ("MATCH (n:Source {id: 'source:1'}) REMOVE n.id", "Source sans id : 1"),
        ("MATCH (n:Actor {id: 'trainer:1'}) REMOVE n.publicName", "Trainer sans publicName : 1 (trainer:1)"),
        ("MATCH (n:Actor {id: 'trainer:1'}) REMOVE n.publicNameKey", "Trainer sans publicNameKey : 1 (trainer:1)"),
        ("MATCH (n:Actor {id: 'institution:1'}) REMOVE n.nameKey", "Institution sans nameKey : 1 (institution:1)"),
        (
            "MATCH (n:Engagement {id: 'action:1'}) SET n.status = 'FINI'",
            "Action dont status n’est pas un mot du vocabulaire : 1 (action:1)",
        ),
        (
            "MATCH (n:Engagement {id: 'action:1'}) SET n.criteria = ['ORIGIN', 'TASTE']",
            "Action dont criteria n’est pas un mot du vocabulaire : 1 (action:1)",
        ),
        (
            "MATCH (:Actor {id: 'trainer:1'})-[r:ENGAGED_IN]->() SET r.roles = ['CHIEF']",
            "ENGAGED_IN dont roles n’est pas un mot du vocabulaire : 1 (trainer:1)",
        ),
        (
            "MATCH (n:Engagement {id: 'action:1'}) SET n.endsOn = date('2025-01-01')",
            "mobilisation qui finit avant de commencer : 1 (action:1)",
        ),
        (
            "CREATE (:Engagement {id: 'action:2', title: 'x', titleKey: 'x', label: 'x'})",
            "Engagement d’aucun type connu : 1 (action:2)",
        ),
    ],
    "relationships": [
        ("MATCH (n:Engagement {id: 'action:1'}) SET n.status = 'DONE'", "mobilisation réalisée sans date de fin : 1"),
        ("MATCH (:Actor {id: 'trainer:1'})-[r:ENGAGED_IN]->() SET r.roles = []", "rôles vides : 1 (trainer:1)"),
        ("MATCH (:Engagement {id: 'action:1'})-[r:ON_AXIS]->() DELETE r", "mobilisation sans axe : 1 (action:1)"),
        ("MATCH (:Engagement {id: 'action:1'})-[r:STATED_BY]->() DELETE r", "mobilisation sans source : 1 (action:1)"),
        (
            "MATCH (a:Source {id: 'source:1'}), (b:Territory {id: 'region:52'}) CREATE (a)-[:TARGETS]->(b)",
            "TARGETS qui ne va pas de Engagement à Territory : 1 (source:1)",
        ),
        (
            "MATCH (:Territory {id: 'region:52'})-[r:PART_OF]->() DELETE r",
            "territoire qui n’est dans aucun autre : 1 (region:52)",
        ),
    ],
    "no roles, no territory": [
        ("MATCH (:Actor {id: 'trainer:1'})-[r:ENGAGED_IN]->() REMOVE r.roles", "ENGAGED_IN sans roles : 1 (trainer:1)"),
        (
            "MATCH (:Engagement {id: 'action:1'})-[r:TARGETS]->() DELETE r",
            "mobilisation sans territoire : 1 (action:1)",
        ),
    ],
    "no actor": [
        ("MATCH (:Engagement {id: 'action:1'})<-[r:ENGAGED_IN]-() DELETE r", "mobilisation sans acteur : 1 (action:1)"),
    ],
}
"""Ways of spoiling a graph, each with its message, in groups that do not touch each other's values."""


@pytest.mark.parametrize("ways", DAMAGES.values(), ids=DAMAGES)
async def test_each_kind_of_damage_is_found(scratch: ApiSession, ways: list[tuple[str, str]]) -> None:
    await scratch.replace(sound())
    for damage, _ in ways:
        await scratch.client.write([Statement(damage, {})])
    found = await problems(scratch.client)
    for damage, words in ways:
        assert any(words in problem for problem in found), (damage, found)


CHANGED = [
    ("MATCH (n:Engagement {id: 'action:1'}) SET n.title = 'Autre'", "Action : 1 nœud, dont un au moins n’est pas"),
    ("MATCH (:Actor)-[r:ENGAGED_IN]->() SET r.roles = ['PARTNER']", "ENGAGED_IN : 1 relation, dont une au moins n’est"),
    ("MATCH (n:Source {id: 'source:1'}) DETACH DELETE n", "Source : 0 nœud au lieu de 1, il en manque 1"),
    ("MATCH (n:Source {id: 'source:1'}) DETACH DELETE n", "STATED_BY : 0 relation au lieu de 1, il en manque 1"),
    ("CREATE (:Source {id: 7, title: 'x', titleKey: 'x', label: 'x'})", "Source : 2 nœuds au lieu de 1, 1 de trop"),
    ("CREATE (:Source {id: 'source:2', title: 'x', titleKey: 'x', label: 'x'})", "Source : 2 nœuds au lieu de 1, 1 de"),
]


@pytest.mark.parametrize(("change", "words"), CHANGED, ids=[words for _, words in CHANGED])
async def test_changes_by_another_tool_are_found_until_they_are_accepted(
    scratch: ApiSession, change: str, words: str
) -> None:
    await scratch.replace(sound())
    assert await losses(scratch.client) == []
    await scratch.client.write([Statement(change, {})])
    found = await losses(scratch.client)
    assert found
    assert any(loss.startswith(words) for loss in found), found
    await take_inventory(scratch.client)
    assert await losses(scratch.client) == []


async def test_a_graph_without_an_inventory_is_not_reported_as_damaged(scratch: ApiSession) -> None:
    """Graphs written before inventories existed have none; later writes do not start an incomplete one."""
    await scratch.replace(sound())
    await scratch.client.write([keep_inventory(None)])
    await load(scratch.client, "other", sound(), Durations(), lambda *_: None)
    assert await losses(scratch.client) is None
    await take_inventory(scratch.client)
    assert await losses(scratch.client) == []


async def test_no_problem_is_found_in_a_valid_graph(scratch: ApiSession) -> None:
    await scratch.replace(sound())
    assert await problems(scratch.client) == []


async def test_required_values_are_checked_in_every_kind(scratch: ApiSession) -> None:
    await scratch.replace(sound())
    for kind in (kind for kind in SHAPE.kinds.values() if not kind.is_interface):
        create = f"CREATE (:{kind.match} {{id: 'bare:{kind.name}'}})"
        await scratch.client.write([Statement(create, {})])
    found = await problems(scratch.client)
    for kind in (kind for kind in SHAPE.kinds.values() if not kind.is_interface):
        for stored in kind.properties:
            if stored.required and not stored.linked and stored.name != "id":
                assert any(problem.startswith(f"{kind.name} sans {stored.name} : 1") for problem in found), stored


async def test_the_delivered_graph_follows_the_model(national: ApiSession) -> None:
    assert await problems(national.client) == []
