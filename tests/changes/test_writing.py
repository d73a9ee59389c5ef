"""Changes are written with their origin, of any kind, in one transaction or not at all."""

import pytest

from changes.changeset import Change, Changes
from changes.current import version_of
from changes.writing import ChangedError, Origin, write
from graph.domain.counting import Durations
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import FORGOTTEN, add_forgotten
from tests.api_session import TODAY, ApiSession
from tests.content import digest
from tests.graphs import small

BODY = ("Institution", "institution:pont")
CHANGES = Changes({BODY: Change(None, {"name": "Association fictive du Pont", "kind": "ASSOCIATION"})})
QUESTION = '{ node(id: "institution:pont") { id } }'


def remark(who: str) -> Origin:
    """Return an origin that the product does not know: a node with a person's id and the number of created nodes."""
    return Origin("pendant la saisie", lambda changes: [add_forgotten(who, TODAY, "00", [f"{len(changes.created)}"])])


@pytest.fixture
async def graph(scratch: ApiSession) -> ApiSession:
    await scratch.replace(small())
    return scratch


async def test_any_kind_of_origin_is_recorded_with_its_changes(graph: ApiSession) -> None:
    since = await version_of(graph.client)
    await write(graph.client, CHANGES, remark("person:1"), since, Durations())
    assert (await graph.data(QUESTION))["node"] == {"id": "institution:pont"}
    assert [line[:1] + line[3:] for line in await graph.client.read(FORGOTTEN)] == [["person:1", ["1"]]]
    assert await version_of(graph.client) == since + 1


@pytest.mark.parametrize("is_known", [False, True])
async def test_nothing_is_written_to_a_graph_that_changed(graph: ApiSession, *, is_known: bool) -> None:
    since = await version_of(graph.client)
    if is_known:  # it exists already
        await write(graph.client, CHANGES, remark("person:1"), since, Durations())
    else:
        await graph.client.write([Statement("RETURN 1", {})])
    before = await digest(graph.client)
    with pytest.raises(ChangedError, match="le graphe a changé pendant la saisie, rien n’a été écrit") as raised:
        await write(graph.client, CHANGES, remark("person:2"), since, Durations())
    assert raised.value.differences == ([("institution:pont",)] if is_known else ())
    assert await digest(graph.client) == before
    assert "person:2" not in {line[0] for line in await graph.client.read(FORGOTTEN)}
