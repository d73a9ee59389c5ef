"""The viewer is a value of the request: one URL answers each viewer by their rights, and ETags are not shared.

Headers give the viewer, in place of accounts; no database is used.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import httpx
import orjson
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from exchange.outgoing.formats import ExportFormat, ExportSource
from graph.bounds import Limits
from graph.client import Usage
from graph.rights import EVERYTHING, VISITOR, Viewer
from graph.statement.core.writer import Statement
from resolvers.service import GraphQLRequest, Service
from schema.query import graphql_schema
from server.http import export
from server.http.etags import tag_for
from server.http.export import ExportEndpoint
from server.http.graphql import GraphQLEndpoint, GraphQLResponse
from server.http.loop_thread import LoopThread
from server.http.mcp import ToolsEndpoint
from server.http.viewers import one_viewer
from tests.resolvers.unanswering import HandmadeStore, Unanswering
from tests.server.small_service import SmallExecutor, serving
from tests.server.viewing import by_headers
from usecases.export import Exporter

ADA = {"x-view": "everything", "x-name": "Ada"}


class Naming(SmallExecutor):
    """Answers with the name of the viewer, also in the ETag."""

    async def execute(
        self,
        request: GraphQLRequest,  # noqa: ARG002 - the same answer to every request
        viewer: Viewer,
        *,
        request_id: str,  # noqa: ARG002
        client_key: str,  # noqa: ARG002
    ) -> GraphQLResponse:
        body = orjson.dumps({"data": f"{viewer.view} {viewer.name}"})
        return GraphQLResponse(body, reached_execution=True, is_whole=True)

    async def tag(self, request: GraphQLRequest, viewer: Viewer) -> str | None:  # noqa: ARG002
        return f'W/"{viewer.name}"'


class Known(Unanswering):
    """A graph of which only the version and inventory are read."""

    async def records(self, statement: Statement, usage: Usage | None = None) -> list[list[object]]:  # noqa: ARG002
        return [[[7, ["inventory"]]]]


async def _named(source: ExportSource, *_: object) -> AsyncIterator[bytes]:
    yield orjson.dumps({"data": f"{source.viewer.view} {source.viewer.name}"})


@pytest.fixture
def origin(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(export, "FORMATS", {"csv": ExportFormat("text/plain", "", _named)})
    client = Unanswering()
    exporter = Exporter(Service(graphql_schema(), Limits()), client, HandmadeStore(client))
    tools = ToolsEndpoint(
        Naming(), by_headers, graphql_schema(), hosts=["127.0.0.1"], origins=[], max_body_bytes=10_000
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with tools.run():
            yield

    routes = [
        Route("/graphql", GraphQLEndpoint(Naming(), by_headers)),
        Route("/mcp", tools),
        Route("/export/{format}", ExportEndpoint(exporter, LoopThread(), by_headers).respond),
    ]
    with serving(Starlette(routes=routes, lifespan=lifespan), lifespan="on") as origin:
        yield origin


def through_graphql(client: httpx.Client) -> Any:
    return client.get("/graphql", params={"query": "{a}"}).json()


def through_export(client: httpx.Client) -> Any:
    return client.get("/export/csv").json()


def through_a_tool(client: httpx.Client) -> Any:
    call = {"name": "counting_rules", "arguments": {}}
    sent = client.post("/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call})
    return sent.json()["result"]["structuredContent"]


@pytest.mark.parametrize("request_by", [through_graphql, through_export, through_a_tool])
def test_each_request_is_answered_for_its_own_viewer(origin: str, request_by: Callable[[httpx.Client], Any]) -> None:
    for headers, seen in (({}, "visitor "), (ADA, "everything Ada"), ({}, "visitor ")):
        accepted = {"accept": "application/json, text/event-stream", **headers}
        with httpx.Client(base_url=origin, headers=accepted) as client:
            assert request_by(client)["data"] == seen


def test_an_answer_has_the_etag_of_its_viewer(origin: str) -> None:
    answer = httpx.get(f"{origin}/graphql?query={{a}}", headers={"accept": "application/json", **ADA})
    assert answer.headers["etag"] == 'W/"Ada"'


def test_without_accounts_every_request_comes_from_the_viewer_of_the_settings() -> None:
    for viewer in (VISITOR, EVERYTHING):
        assert one_viewer(viewer)({"headers": [(b"x-name", b"Ada")]}) is viewer


def test_only_public_answers_have_an_etag_which_depends_on_the_view() -> None:
    async def tags() -> list[str | None]:
        bound = replace(VISITOR, territories=("region:52",))
        return [await tag_for(viewer, Known(), "query") for viewer in (VISITOR, EVERYTHING, bound, VISITOR)]

    public, hidden, of_some, again = asyncio.run(tags())
    assert public is not None
    assert (hidden, again) == (None, public)
    assert of_some != public
