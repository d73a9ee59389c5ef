"""The plan cache: bounded, and not flooded by values, literals or words.

Requests go the whole way from their text; no database is used.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from graph.bounds import Limits
from graph.rights import EVERYTHING, VISITOR, Viewer
from resolvers import plans
from resolvers.execute.context import RequestContext
from resolvers.service import GraphQLRequest, Service
from schema.query import graphql_schema
from tests.api_session import TODAY
from tests.resolvers.unanswering import HandmadeStore, Unanswering

PAGE = "{ edges { node { id label } } }"


def asked(service: Service, text: str, variables: Mapping[str, Any] | None = None, viewer: Viewer = VISITOR) -> None:
    client = Unanswering()
    one = RequestContext(client, HandmadeStore(client), viewer, TODAY)
    asyncio.run(service.answer(GraphQLRequest(text, None, variables or {}), one, "test"))
    assert client.sent


@pytest.fixture
def service() -> Service:
    return Service(graphql_schema(), Limits())


def test_literals_make_no_plans(service: Service) -> None:
    for n in range(200):
        where = f'{{ label: {{ matches: "n{n}" }}, id: {{ in: ["a{n}", "b", "c{n}"] }} }}'
        asked(service, f"{{ institutions(first: {n + 1}, where: {where}) {PAGE} }}")
    assert (len(service.plans), service.plans.misses, service.plans.hits) == (1, 1, 199)


def test_values_make_no_plans(service: Service) -> None:
    query = f"query($first: Int, $where: InstitutionWhere) {{ institutions(first: $first, where: $where) {PAGE} }}"
    for n in range(200):
        asked(service, query, {"first": n + 1, "where": {"OR": [{"label": {"contains": f"n{n}"}}]}})
    assert (len(service.plans), service.plans.misses, service.plans.hits) == (1, 1, 199)


def test_values_that_decide_the_statement_make_another_plan(service: Service) -> None:
    query = f"query($where: InstitutionWhere) {{ institutions(where: $where) {PAGE} }}"
    for where in (
        {"id": {"in": ["a"]}},
        {"id": {"in": ["a", "b"]}},
        {"id": {"isNull": True}},
        {"id": {"isNull": False}},
    ):
        asked(service, query, {"where": where})
    asked(service, query, {"where": {"id": {"in": ["a"]}}}, EVERYTHING)
    assert (len(service.plans), service.plans.hits) == (5, 0)


def test_plans_used_once_fill_an_eighth_of_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "BYTES_KEPT", 8 * 10 * plans.LEAST_BYTES)
    service = Service(graphql_schema(), Limits())
    for n in range(30):
        asked(service, f"{{ institutions {{ edges {{ node {{ a{n}: id }} }} }} }}")
    assert len(service.plans) == 10
    assert service.plans.bytes == plans.BYTES_KEPT // 8
    many = " ".join(f"b{n}: id" for n in range(30))
    asked(service, f"{{ institutions {{ edges {{ node {{ {many} }} }} }} }}")
    assert 0 < len(service.plans) < 10
    assert 0 < service.plans.bytes <= plans.BYTES_KEPT // 8


def test_plans_used_again_are_bounded_too_and_outlive_those_used_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "BYTES_KEPT", 8 * plans.LEAST_BYTES)
    service = Service(graphql_schema(), Limits())
    for n in range(30):
        for _ in range(2):
            asked(service, f"{{ institutions {{ edges {{ node {{ a{n}: id }} }} }} }}")
    assert (len(service.plans), service.plans.hits) == (7, 30)
    for n in range(30):
        asked(service, f"{{ institutions {{ edges {{ node {{ b{n}: id }} }} }} }}")
    asked(service, "{ institutions { edges { node { a29: id } } } }")
    assert (len(service.plans), service.plans.hits) == (8, 31)


def test_a_plan_that_was_displaced_stays_once_it_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "BYTES_KEPT", 8 * plans.LEAST_BYTES)
    service = Service(graphql_schema(), Limits())
    for _ in range(2):
        for n in range(3):
            asked(service, f"{{ institutions {{ edges {{ node {{ a{n}: id }} }} }} }}")
    assert (len(service.plans), service.plans.hits) == (3, 1)
    for n in range(30):
        asked(service, f"{{ institutions {{ edges {{ node {{ b{n}: id }} }} }} }}")
    asked(service, "{ institutions { edges { node { a0: id } } } }")
    assert service.plans.hits == 2


def test_a_root_field_that_cannot_be_planned_is_reported_each_time(service: Service) -> None:
    for _ in range(2):
        asked(service, "{ a: institutions(where: {id: null}) { totalCount } b: offers { totalCount } }")
    assert len(service.plans) == 0
