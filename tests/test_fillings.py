"""A graph that is written as it was read is the graph that a load makes."""

from changes.audit import losses
from graph.statement.core.writer import Statement
from tests.asking import Asker
from tests.digest import digest
from tests.fillings import STATE, VERSIONS
from tests.graphs import small, sound

TIMES = 4


async def test_every_filling_is_the_graph_that_a_load_makes(scratch: Asker) -> None:
    filled = []
    for _ in range(TIMES):
        await scratch.replace(sound())
        await scratch.client.write([Statement("MATCH (n:Action) SET n.title = 'Autre'", {})])
        await scratch.replace(small())
        ((state,),) = await scratch.client.records(STATE)
        values = {name: value for name, value in state.items() if name not in VERSIONS}
        filled.append((await digest(scratch.client), values))
        assert await losses(scratch.client) == []
    assert filled == filled[:1] * TIMES


async def test_a_graph_that_was_written_to_is_filled_again_and_another_left_alone(scratch: Asker) -> None:
    await scratch.replace(sound())
    version = await scratch.client.records(STATE)
    await scratch.replace(sound())
    assert await scratch.client.records(STATE) == version
    await scratch.client.write([Statement("MATCH (n:Action) DETACH DELETE n", {})])
    await scratch.replace(sound())
    assert await scratch.data("{ engagements { totalCount } }") == {"engagements": {"totalCount": 1}}
