"""Plans are shared within a view only, and answers between viewers with the same rights only.

Requests go the whole way from their text; no database is used.
"""

import asyncio
from dataclasses import replace

import pytest

from graph.bounds import Limits
from graph.rights import EVERYTHING, VISITOR, Viewer
from resolvers import timing
from resolvers.execute.context import RequestContext
from resolvers.scheduler import Scheduler
from resolvers.service import GraphQLRequest, Service
from schema.query import graphql_schema
from tests.api_session import TODAY
from tests.resolvers.unanswering import HandmadeStore, Unanswering

QUESTION = GraphQLRequest("{ trainers { totalCount nodes { name } } }")
HERE, THERE = (replace(EVERYTHING, territories=(place,)) for place in ("region:52", "region:53"))


async def sent(service: Service, *viewers: Viewer) -> int:
    """Return how many statements are sent when these viewers send the query at once."""
    client = Unanswering()
    store = HandmadeStore(client)
    asking = (service.answer(QUESTION, RequestContext(client, store, viewer, TODAY), "test") for viewer in viewers)
    await asyncio.gather(*asking)
    return len(client.sent)


async def test_equal_questions_are_answered_once_for_the_same_rights_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(timing, "LONG_SEARCH_SECONDS", 0.0)  # every question takes long
    monkeypatch.setattr(timing, "LEAST_LONG_COST", 0)
    places = Scheduler(32, None, timeout_seconds=10.0)
    service = Service(graphql_schema(), Limits(), scheduler=places)
    try:
        once = await sent(service, VISITOR)
        await sent(service, EVERYTHING)  # both plans are now cached: no query below waits for one
        assert await sent(service, VISITOR, VISITOR, VISITOR) == once
        assert await sent(service, EVERYTHING, replace(EVERYTHING, name="Ada")) == once
        assert await sent(service, VISITOR, EVERYTHING, VISITOR) == 2 * once
        assert await sent(service, HERE, THERE, EVERYTHING, HERE) == 3 * once
    finally:
        places.close()


async def test_a_plan_serves_all_viewers_of_a_view_whatever_their_territories() -> None:
    service = Service(graphql_schema(), Limits())
    for viewer in (EVERYTHING, HERE, THERE, replace(HERE, name="Ada"), VISITOR):
        await sent(service, viewer)
    assert (len(service.plans), service.plans.hits) == (2, 3)
