"""The ground of contracts that is assumed, in graphs of version 6 of the model."""

from changes.load import MODEL_VERSION, load, state
from changes.rows import GraphRows
from changes.upgrade import old_state, upgrade
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from tests.asking import Asker
from tests.graphs import two_departements


async def test_an_assumed_ground_of_version_6_gives_way_to_that_of_the_present(scratch: Asker) -> None:
    """A contract whose lead is gone lay in the département of its row, on no commune; what officers stated stays."""
    rows, contract, stated = two_departements(), "contract:2015:CV141", "contract:2024:CN04403I"
    await scratch.replace(rows)
    client, wanted = scratch.client, await ground_of(scratch, contract)
    assert {"PART_OF epci:200072726", "LIES_ON commune:44036"} <= wanted
    assert not {"PART_OF departement:44", "OVERLAPS departement:44"} & wanted
    for text in (
        f"MATCH (:CityContract {{id: '{contract}'}})-[r:LIES_ON|PART_OF|OVERLAPS]-(:Territory) DELETE r",
        (
            f"MATCH (c:CityContract {{id: '{contract}'}}) MATCH (d:Territory {{id: 'departement:44'}}) "
            "CREATE (c)-[:PART_OF]->(d) CREATE (c)-[:OVERLAPS]->(d)"
        ),
        f"MATCH (c:CityContract {{id: '{stated}'}})-[r:SUCCEEDS]->() SET r.basis = 'STATED'",
        "MATCH (g:Graph) SET g.model = 6, g.loaded = ['references@old']",
    ):
        await client.write([Statement(text, {})])
    before = await ground_of(scratch, stated)
    await upgrade(client, await old_state(client), GraphRows(), Durations(), lambda *_: None)
    await load(client, "references", rows, Durations(), lambda *_: None)
    assert await ground_of(scratch, contract) == wanted
    assert await ground_of(scratch, stated) == before
    graph = await state(client)
    assert graph
    assert graph.model == MODEL_VERSION


async def ground_of(scratch: Asker, contract: str) -> set[str]:
    """Return the relationships of the ground of a contract, with what it succeeds."""
    text = (
        "MATCH (c:CityContract {id: $id})-[r:LIES_ON|PART_OF|OVERLAPS|SAME_GROUND|SUCCEEDS]-(t:Territory) "
        "WHERE t.kind <> 'QPV' RETURN collect(type(r) + ' ' + t.id)"
    )
    return {*await scratch.client.read(Statement(text, {"id": contract}))}
