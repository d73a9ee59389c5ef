"""Every response has a bounded size and safe headers, and the service answers to known host names only."""

import httpx
import orjson
import pytest
from starlette.applications import Starlette
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graph.bounds import Limits
from graph.rights import VISITOR
from resolvers.scheduler import Scheduler
from resolvers.service import GraphQLRequest, Service
from schema.query import graphql_schema
from server.http.executor import ServiceExecutor
from server.http.graphql import GraphQLResponse
from server.http.health import Health
from server.http.metrics import Metrics
from server.settings import Settings
from tests.resolvers.unanswering import HandmadeStore, Unanswering
from tests.server.small_service import serving

WORDS = "{ vocabularies { name members { value labelFr meaning } } }"


async def answered(limits: Limits) -> GraphQLResponse:
    client, service = Unanswering(), Service(graphql_schema(), limits)
    store = HandmadeStore(client)
    metrics = Metrics(service.plans, store, client, Scheduler(32, None, timeout_seconds=1.0), Health(), limits.bytes)
    executor = ServiceExecutor(service, client, store, metrics, limits)
    return await executor.execute(GraphQLRequest(WORDS), VISITOR, request_id="test", client_key="127.0.0.1")


async def test_an_answer_that_is_too_large_is_replaced_by_an_error() -> None:
    whole = orjson.loads((await answered(Limits())).body)
    assert len(whole["data"]["vocabularies"]) > 10
    refused = orjson.loads((await answered(Limits(bytes=10_000))).body)
    assert refused["data"] is None
    assert [error["extensions"]["code"] for error in refused["errors"]] == ["LIMIT_EXCEEDED"]
    assert "more than 10,000 bytes" in refused["errors"][0]["message"]


@pytest.mark.parametrize(
    ("settings", "known"),
    [
        (Settings(), ["localhost", "127.0.0.1", "[::1]"]),
        (Settings(host="0.0.0.0"), ["localhost", "127.0.0.1", "[::1]"]),  # noqa: S104 - what a container listens on
        (Settings(host="10.0.0.7"), ["localhost", "127.0.0.1", "[::1]", "10.0.0.7"]),
        (Settings(hosts="axes.exemple.fr, *.exemple.org"), ["axes.exemple.fr", "*.exemple.org"]),
    ],
)
def test_the_service_knows_its_host_names(settings: Settings, known: list[str]) -> None:
    assert settings.known_hosts == known


async def _here(_request: Request) -> Response:
    return JSONResponse("here")


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1:8000", 200), ("localhost", 200), ("[::1]:8000", 200), ("evil.example", 400), ("127.0.0.1.evil", 400)],
)
def test_an_unknown_host_name_is_refused(host: str, status: int) -> None:
    app = TrustedHostMiddleware(
        Starlette(routes=[Route("/", _here)]), allowed_hosts=Settings().known_hosts, www_redirect=False
    )
    with serving(app) as origin:
        assert httpx.get(origin, headers={"host": host}).status_code == status
