"""The price of an operation, without a database."""

import asyncio

from graph.bounds import Limits
from graph.rights import Caller
from resolvers.execute.context import RequestContext
from resolvers.service import GraphQLRequest, Service
from schema.query import graphql_schema
from tests.asking import TODAY
from tests.resolvers.unanswering import Still, Unanswering

SERVICE = Service(graphql_schema(), Limits())


def cost(query: str) -> int:
    client = Unanswering()
    context = RequestContext(client, Still(client), Caller.ANONYMOUS, TODAY)
    return asyncio.run(SERVICE.answer(GraphQLRequest(query), context, "test")).cost


def test_a_page_multiplies_its_edges() -> None:
    assert cost("{ actors(first: 200) { edges { node { id } } } }") > 1.9 * cost(
        "{ actors(first: 100) { edges { node { id } } } }"
    )


def test_what_stands_beside_the_edges_is_priced_once() -> None:
    beside = "totalCount facets(by: [TYPE]) { field values { value label count } } pageInfo { hasNextPage }"
    small, large = (cost(f"{{ actors(first: {n}) {{ {beside} edges {{ node {{ id }} }} }} }}") for n in (10, 1_000))
    alone_small, alone_large = (cost(f"{{ actors(first: {n}) {{ edges {{ node {{ id }} }} }} }}") for n in (10, 1_000))
    assert small - alone_small == large - alone_large


def test_a_network_costs_by_its_limit() -> None:
    small, large = (
        cost(f'{{ network(around: ["axis:1"], limit: {n}) {{ nodes {{ id label }} totalNodes }} }}')
        for n in (10, 2_000)
    )
    assert large > 100 * small
