"""A client that records the statements sent to it and answers nothing, over a small handmade snapshot."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from graph.bounds import Limits
from graph.client import Client, UnavailableError, Usage
from graph.domain.counting import Durations
from graph.model import SHAPE
from graph.rights import VISITOR, View, Viewer, ViewKey
from graph.statement.core.writer import Statement
from graph.statement.maintain.sizes import BASES, degrees, sizes_of
from resolvers.execute.context import RequestContext
from resolvers.fields.search import SEARCHED
from resolvers.service import GraphQLRequest, Service
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.search_texts import Texts
from resolvers.snapshot.store import SnapshotStore
from schema.query import graphql_schema
from tests.api_session import TODAY
from tests.resolvers.rules.small import actor, engagement, hierarchy_of, snapshot_of, territory

MARK = "zqxjkv"
ONE, OTHER = f"{MARK}one", f"{MARK}other"
SERVICE = Service(graphql_schema(), Limits(cost=10**12, expensive=10**12))
"""A service for statements of any price."""


class Unanswering(Client):
    """Records statements and answers nothing; it opens no driver."""

    def __init__(self) -> None:
        self.sent: list[Statement] = []

    async def records(self, statement: Statement, usage: Usage | None = None) -> list[list[Any]]:  # noqa: ARG002
        """Record the statement."""
        self.sent.append(statement)
        message = "nothing is asked of a database here"
        raise UnavailableError(message)


class HandmadeStore(SnapshotStore):
    """Holds a handmade snapshot."""

    def __init__(self, client: Client) -> None:
        super().__init__(client, Durations())
        self.latest, self.sizes = SNAPSHOT, SIZES


def _snapshot() -> Snapshot:
    territories = hierarchy_of(
        territory("country:FR", name="france"),
        *(territory(f"commune:{m}", ["country:FR"], name=m) for m in (ONE, OTHER)),
    )
    people = [actor(f"institution:{m}", name=m) for m in (ONE, OTHER)]
    done = [
        engagement(f"action:{m}", (4,), [f"commune:{m}"], {f"institution:{m}": ["LEAD"]}, ("2020-01-01", None))
        for m in (ONE, OTHER)
    ]
    names = Texts.of((one.id, (one.name_key,)) for one in people)
    nothing = Texts.of([])
    texts = {
        ViewKey.of_view(view, kind): names if kind == "INSTITUTION" else nothing for kind in SEARCHED for view in View
    }
    return replace(snapshot_of(territories=territories, actors=people, engagements=done), texts=texts)


SNAPSHOT = _snapshot()
SIZES = sizes_of(
    [64] * len(SHAPE.kinds), {base: [[64, 64]] * degrees(base).text.count("[sum") for base in BASES}, {}, None
)


def planned(query: str, variables: Mapping[str, Any], viewer: Viewer = VISITOR) -> Statement:
    """Return the single statement that a query sends."""
    client = Unanswering()
    asked = RequestContext(client, HandmadeStore(client), viewer, TODAY)
    result = asyncio.run(SERVICE.answer(GraphQLRequest(query, None, variables), asked, "test"))
    assert [error["extensions"]["code"] for error in result.errors] == ["DATABASE_UNAVAILABLE"], result.errors
    (statement,) = client.sent
    return statement
