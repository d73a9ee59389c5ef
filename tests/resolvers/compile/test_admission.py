"""New shapes are admitted at a bounded rate; planned ones always are."""

import asyncio
import time

import pytest

from graph.bounds import Limits
from graph.errors import ClientError
from graph.rights import Caller
from resolvers.compile.admission import BURST_SECONDS, Admission
from resolvers.execute.context import RequestContext
from resolvers.result import Result
from resolvers.service import GraphQLRequest, Service
from schema.query import graphql_schema
from tests.asking import TODAY
from tests.resolvers.unanswering import Still, Unanswering

A_MINUTE = 60
QUICK = 6_000, 0.2
"""100 new shapes a second, of which one asker has half, and room for 0.2 seconds of them."""
BURST = int(A_MINUTE / 60 * BURST_SECONDS)


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def admitted(admission: Admission, asker: str, tries: int) -> int:
    """Return how many shapes of so many are admitted."""
    found = 0
    for _ in range(tries):
        try:
            admission.admit(asker, 1)
        except ClientError:
            continue
        found += 1
    return found


def test_a_flood_is_admitted_at_the_rate_of_the_setting() -> None:
    clock = Clock()
    admission = Admission(A_MINUTE, clock=clock)
    found = [admitted(admission, "flood", 1_000)]
    for _ in range(60):
        clock.now += 1
        found.append(admitted(admission, "flood", 17))
    assert found[0] == BURST / 2
    assert sum(found[1:]) == A_MINUTE / 2


def test_a_flood_leaves_half_of_the_room_to_others() -> None:
    admission = Admission(A_MINUTE, clock=Clock())
    admitted(admission, "flood", 1_000)
    assert admitted(admission, "other", 1_000) == BURST / 2


def test_what_is_larger_than_all_room_waits_for_all_of_it() -> None:
    clock = Clock()
    admission = Admission(A_MINUTE, clock=clock)
    admission.admit("one", 1_000)
    with pytest.raises(ClientError):
        admission.admit("other", 1)
    clock.now += 60 * 60
    admission.admit("other", 1)


async def asked(service: Service, query: str, asker: str = "one") -> Result:
    client = Unanswering()
    context = RequestContext(client, Still(client), Caller.ANONYMOUS, TODAY, asker=asker)
    return await service.answer(GraphQLRequest(query), context, "test")


def alias(number: int) -> str:
    return f"{{ a{number}: __typename }}"


async def test_new_shapes_one_after_the_other_wait_for_room() -> None:
    service = Service(graphql_schema(), Limits(), admission=Admission(*QUICK))
    begun = time.monotonic()
    for number in range(40):
        assert not (await asked(service, alias(number))).errors
    assert time.monotonic() - begun > (40 - 10) / 50 - 0.1


async def test_planned_shapes_pass_while_a_flood_of_new_ones_is_refused() -> None:
    service = Service(graphql_schema(), Limits(), admission=Admission(600, 1.0))
    known = "{ __typename }"
    assert not (await asked(service, known)).errors
    flood = [asyncio.create_task(asked(service, alias(number))) for number in range(100)]
    await asyncio.sleep(0)
    assert not (await asked(service, known)).errors
    assert not (await asked(service, "{ other: __typename }", "another")).errors
    refused = [answer for answer in await asyncio.gather(*flood) if answer.errors]
    assert len(refused) > 50
    assert all(answer.unavailable and not answer.executed for answer in refused)
    assert "of new shapes" in refused[0].errors[0]["message"]


async def test_who_leaves_gives_the_turn_to_the_next() -> None:
    service = Service(graphql_schema(), Limits(), admission=Admission(600, 1.0))
    waiting = [asyncio.create_task(asked(service, alias(number))) for number in range(9)]
    await asyncio.sleep(0.05)
    waiting[-2].cancel()
    assert not (await waiting[-1]).errors
