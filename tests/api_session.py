"""Runs queries against the service in this process, on a fixed day, with a real database."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from changes.load import digest, load
from changes.rows import GraphRows
from graph.bounds import Limits
from graph.client import Client, Usage
from graph.domain.counting import Durations
from graph.rights import EVERYTHING, VISITOR, Viewer
from graph.statement.maintain.version import NOW
from resolvers.execute.context import RequestContext
from resolvers.result import Result
from resolvers.scheduler import Scheduler
from resolvers.service import GraphQLRequest, Service
from resolvers.snapshot.store import SnapshotStore
from schema.query import graphql_schema
from tests.content import Content, content, restore_content
from tests.engines import empty

_FILLINGS: dict[str, tuple[str, Any]] = {}
"""The digest of the rows that a database was last filled with, and the graph's version then, by its address."""
_CONTENTS: dict[str, Content | None] = {}
"""The content of the graph by the digest of its rows; None after the first load.

It is read only after the second load, since most rows are loaded only once.
"""
TODAY = date(2026, 11, 25)


@dataclass
class Answer:
    """An answer, and its use of the database."""

    data: dict[str, Any] | None
    errors: list[dict[str, Any]]
    usage: Usage

    @property
    def codes(self) -> list[str]:
        """The codes of the errors."""
        return [error["extensions"]["code"] for error in self.errors]


VIEWERS = (VISITOR, EVERYTHING)


@dataclass
class ApiSession:
    """A session of queries to a service on one database."""

    client: Client
    viewer: Viewer = VISITOR
    today: date = TODAY
    limits: Limits = field(default_factory=Limits)
    introspection: bool = True
    service_class: type[Service] = Service
    scheduler: Scheduler | None = None

    def __post_init__(self) -> None:
        self.store = SnapshotStore(self.client, Durations())
        self.service = self.service_class(
            graphql_schema(), self.limits, introspection=self.introspection, scheduler=self.scheduler
        )

    async def ask(
        self,
        query: str,
        variables: Mapping[str, Any] | None = None,
        viewer: Viewer | None = None,
        name: str | None = None,
    ) -> Answer:
        """Send a query and return the answer, which may have errors."""
        context = RequestContext(self.client, self.store, viewer or self.viewer, self.today)
        result: Result = await self.service.answer(GraphQLRequest(query, name, variables or {}), context, "test")
        return Answer(result.data if result.executed else None, result.errors, context.usage)

    async def data(
        self, query: str, variables: Mapping[str, Any] | None = None, viewer: Viewer | None = None
    ) -> dict[str, Any]:
        """Send a query, and return the data; no error is expected."""
        answer = await self.ask(query, variables, viewer)
        assert not answer.errors, answer.errors
        assert answer.data is not None
        return answer.data

    async def replace(self, rows: GraphRows) -> None:
        """Replace the content of the database with these rows.

        Nothing is written if it already holds them; from the third time on, the same rows are restored without a load.
        """
        uri, wanted = self.client.access.uri, digest(rows, Durations())
        if _FILLINGS.get(uri) == (wanted, await self.client.read(NOW)):
            return
        if known := _CONTENTS.get(wanted):
            await restore_content(self.client, known)
        else:
            await empty(self.client)
            await load(self.client, "test", rows, Durations(), lambda *_: None)
            _CONTENTS[wanted] = await content(self.client) if wanted in _CONTENTS else None
        _FILLINGS[uri] = wanted, await self.client.read(NOW)
