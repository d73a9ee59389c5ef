"""The operations run when a worker starts are answered, and their plans are cached for clients."""

import pytest
from graphql import parse, validate

from resolvers.execute.context import RequestContext
from schema.query import graphql_schema
from server.warmup import requests, warm
from tests.api_session import ApiSession


@pytest.mark.parametrize("place", range(len(requests())))
async def test_a_common_operation_is_answered(national: ApiSession, place: int) -> None:
    request = requests()[place]
    assert validate(graphql_schema(), parse(request.query)) == []
    assert await national.data(request.query, request.variables)


async def test_the_same_operation_finds_the_cached_plan(national: ApiSession) -> None:
    fresh = ApiSession(national.client)
    await fresh.store.current()
    await warm(fresh.service, lambda: RequestContext(fresh.client, fresh.store, fresh.viewer, fresh.today))
    planned = fresh.service.plans.misses
    assert planned == len(requests())
    await fresh.data("query Node($id: ID!) {\n\n  node(id: $id) { id, label } }", {"id": "region:11"})
    assert fresh.service.plans.misses == planned
