"""A Strawberry server over Neo4j as the documentation of both describes it.

It uses decorated types, asynchronous resolvers, one data loader per relation, the driver's `execute_query`,
Strawberry's own ASGI application and its two document caches, and nothing beyond what a reader of the manuals would
use.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from typing import Annotated, Any

import strawberry
from neo4j import AsyncDriver, RoutingControl
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache

from benchmarks.peers.setting import database, driver, serve
from benchmarks.peers.stock_statements import (
    AXES,
    COUNT_OF,
    COVERAGE,
    ENGAGED,
    INSTITUTIONS,
    LIST,
    MOBILISED,
    PAGE,
    POINT,
    TERRITORIES,
    TOTAL,
)
from graph.vocabulary import Axis

Info = strawberry.Info["Context", None]
Identifier = Annotated[strawberry.ID, strawberry.argument(name="id")]


class Database:
    """The driver, with a count of its statements."""

    def __init__(self, opened: AsyncDriver) -> None:
        self.driver, self._database = opened, database()
        self.statements = 0

    async def rows(self, statement: str, **parameters: Any) -> list[dict[str, Any]]:
        """Return a statement's records."""
        self.statements += 1
        result = await self.driver.execute_query(
            statement, parameters, database_=self._database, routing_=RoutingControl.READ
        )
        return [record.data() for record in result.records]


class Context(dict[str, Any]):
    """The context that the resolvers of one request share: the database and the loaders."""

    def __init__(self, opened: Database) -> None:
        super().__init__()
        self.database = opened
        self.axes: DataLoader[str, list[str]] = DataLoader(self._axes)
        self.territories: DataLoader[str, list[Territory]] = DataLoader(self._territories)
        self.engaged: DataLoader[tuple[str, int], list[Engaged]] = DataLoader(self._engaged)

    async def _axes(self, ids: Sequence[str]) -> list[list[str]]:
        by_engagement: defaultdict[str, list[str]] = defaultdict(list)
        for row in await self.database.rows(AXES, ids=ids):
            by_engagement[row["id"]].append(row["axis"])
        return [by_engagement[identifier] for identifier in ids]

    async def _territories(self, ids: Sequence[str]) -> "list[list[Territory]]":
        by_engagement: defaultdict[str, list[Territory]] = defaultdict(list)
        for row in await self.database.rows(TERRITORIES, ids=ids):
            by_engagement[row["id"]].append(Territory(**row["t"]))
        return [by_engagement[identifier] for identifier in ids]

    async def _engaged(self, keys: Sequence[tuple[str, int]]) -> "list[list[Engaged]]":
        by_pair: defaultdict[tuple[str, int], list[Engaged]] = defaultdict(list)
        for first in {first for _, first in keys}:
            ids = [identifier for identifier, size in keys if size == first]
            for row in await self.database.rows(ENGAGED, ids=ids, first=first):
                by_pair[row["id"], first].append(Engaged(roles=row["roles"], node=Engagement.of(row["e"])))
        return [by_pair[key] for key in keys]


@strawberry.type
class Territory:
    """A territory."""

    id: strawberry.ID
    name: str
    kind: str
    code: str
    label: str


@strawberry.type
class Engagement:
    """An engagement, with its axes and territories."""

    id: strawberry.ID
    title: str
    starts_on: date
    ends_on: date | None
    status: str

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Engagement":
        """Return the engagement of a record."""
        end = row["endsOn"]
        return cls(
            id=row["id"],
            title=row["title"],
            starts_on=row["startsOn"].to_native(),
            ends_on=None if end is None else end.to_native(),
            status=row["status"],
        )

    @strawberry.field
    async def axes(self, info: Info) -> list[str]:
        """Load the axes."""
        return await info.context.axes.load(self.id)

    @strawberry.field
    async def territories(self, info: Info) -> list[Territory]:
        """Load the territories."""
        return await info.context.territories.load(self.id)


@strawberry.type
class Engaged:
    """An engagement of an actor, with its roles."""

    roles: list[str]
    node: Engagement


@strawberry.type
class Institution:
    """A body that acts."""

    id: strawberry.ID
    name: str

    @strawberry.field
    async def engagements(self, info: Info, first: int) -> list[Engaged]:
        """Load the first engagements."""
        return await info.context.engaged.load((self.id, first))


@strawberry.type
class EngagementPage:
    """A page of the engagements that match."""

    status: strawberry.Private[str]
    since: strawberry.Private[date]
    first: strawberry.Private[int]

    @strawberry.field
    async def total_count(self, info: Info) -> int:
        """Count all that match."""
        rows = await info.context.database.rows(TOTAL, status=self.status, since=self.since)
        return int(rows[0]["total"])

    @strawberry.field
    async def nodes(self, info: Info) -> list[Engagement]:
        """Return the first engagements that match."""
        rows = await info.context.database.rows(PAGE, status=self.status, since=self.since, first=self.first)
        return [Engagement.of(row["e"]) for row in rows]


@strawberry.type
class Mobilised:
    """An actor who is mobilised."""

    id: strawberry.ID
    name: str
    engagements: list[Engaged]


@strawberry.type
class Cell:
    """The number of actors on an axis."""

    axis: str
    actor_count: int


@strawberry.type
class CoverageRow:
    """A contract with its five cells."""

    id: strawberry.ID
    label: str
    cells: list[Cell]


@strawberry.type
class Query:
    """The query root."""

    @strawberry.field
    async def territory(self, info: Info, identifier: Identifier) -> Territory | None:
        """Return one territory."""
        rows = await info.context.database.rows(POINT, id=identifier)
        return Territory(**rows[0]["t"]) if rows else None

    @strawberry.field
    async def engagements(self, info: Info, first: int) -> list[Engagement]:
        """Return the first engagements by id."""
        return [Engagement.of(row["e"]) for row in await info.context.database.rows(LIST, first=first)]

    @strawberry.field
    async def institutions(self, info: Info, kind: str, first: int) -> list[Institution]:
        """Return the first institutions of a kind by id."""
        rows = await info.context.database.rows(INSTITUTIONS, kind=kind, first=first)
        return [Institution(**row) for row in rows]

    @strawberry.field
    async def engagement_page(self, status: str, since: date, first: int) -> EngagementPage:
        """Return a page of the engagements of a status that start on or after a day."""
        return EngagementPage(status=status, since=since, first=first)

    @strawberry.field
    async def mobilised(self, info: Info, axis: str, place: strawberry.ID, day: date) -> list[Mobilised]:
        """Return who is mobilised in a place on an axis on a day."""
        by_actor: dict[str, Mobilised] = {}
        parameters = {"axis": axis, "place": place, "day": day}
        for row in await info.context.database.rows(MOBILISED, **parameters):
            actor = by_actor.setdefault(row["id"], Mobilised(id=row["id"], name=row["name"], engagements=[]))
            actor.engagements.append(Engaged(roles=row["roles"], node=Engagement.of(row["e"])))
        return list(by_actor.values())

    @strawberry.field
    async def count(self, info: Info, kind: str) -> int:
        """Count the engagements of a kind."""
        return int((await info.context.database.rows(COUNT_OF[kind]))[0]["total"])

    @strawberry.field
    async def coverage(self, info: Info, day: date) -> list[CoverageRow]:
        """Return the contracts in force on a day, each with its number of directly engaged actors by axis."""
        rows = await info.context.database.rows(COVERAGE, day=day)
        return [CoverageRow(id=row["id"], label=row["label"], cells=_cells(dict(row["found"]))) for row in rows]


def _cells(actors: Mapping[str, int]) -> list[Cell]:
    return [Cell(axis=str(axis), actor_count=actors.get(str(axis), 0)) for axis in Axis]


class Endpoint(GraphQL[Context, None]):
    """Strawberry's endpoint, with separate loaders for each request."""

    def __init__(self, schema: strawberry.Schema, opened: Database) -> None:
        super().__init__(schema, graphql_ide=None)
        self._database = opened

    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:  # noqa: ARG002
        """Return the context that the resolvers of a request share."""
        return Context(self._database)


def application() -> Starlette:
    """Return the application."""
    opened = Database(driver())
    schema = strawberry.Schema(Query, extensions=[ParserCache, ValidationCache])

    async def count(_request: Request) -> Response:
        return Response(str(opened.statements))

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with opened.driver:
            yield

    routes = [Route("/statements", count), Route("/graphql", Endpoint(schema, opened))]
    return Starlette(routes=routes, lifespan=lifespan)


if __name__ == "__main__":
    serve(application())
