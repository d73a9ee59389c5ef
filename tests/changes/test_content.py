"""A shared graph is restored completely, whatever a test did to it."""

from changes.audit import losses
from changes.load import load
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from tests.api_session import ApiSession
from tests.content import content, digest
from tests.engines import empty
from tests.graphs import small

NOTHING = "RETURN 1"
CHANGES = [
    "MATCH (n:Source) DETACH DELETE n",
    "MATCH (n:Actor) SET n.name = 'autre', n.more = 1",
    "MATCH (n:Action) REMOVE n.title",
    "MATCH (n:Engagement) WHERE n:Action DETACH DELETE n",
    "MATCH ()-[r:ON_AXIS]->() DELETE r",
    "MATCH ()-[r:ENGAGED_IN]->() SET r.roles = []",
    "CREATE (:Engagement {id: 'action:bare'})",
    "CREATE (:ImportRecord {import: 'import:1', part: 0})",
    "MATCH (a:Actor) MATCH (t:Territory {id: 'region:52'}) CREATE (a)-[:TARGETS]->(t)",
    "MATCH (g:Graph) SET g.loaded = [], g.inventory = [], g.model = 1",
]


async def test_a_changed_graph_is_restored(scratch: ApiSession) -> None:
    await empty(scratch.client)
    await load(scratch.client, "test", small(), Durations(), lambda *_: None)
    right, whole = await digest(scratch.client), await content(scratch.client)
    for statement in [NOTHING, *CHANGES]:  # in the first round `replace` loads the rows and records the content
        await scratch.client.write([Statement(statement, {})])
        is_same = await content(scratch.client) == whole and await digest(scratch.client) == right
        assert is_same == (statement == NOTHING), statement
        await scratch.replace(small())
        assert await digest(scratch.client) == right, statement
        assert await content(scratch.client) == whole, statement
        assert await losses(scratch.client) == [], statement
