"""The price of an operation, without a database."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from graph.bounds import Limits
from graph.client import Usage
from graph.errors import ClientError, Code
from graph.model import SHAPE
from graph.rights import VISITOR
from graph.statement.maintain.sizes import BASES, Sizes, Sums, added, degrees, sizes_of
from graph.vocabulary import Axis, TerritoryKind
from resolvers.compile.price import COMPUTED_FIELD_COST, VISITS_A_VALUE
from resolvers.execute.context import RequestContext
from resolvers.result import Result
from resolvers.service import GraphQLRequest, Service
from resolvers.snapshot.model import Snapshot
from schema.query import graphql_schema
from tests.api_session import TODAY
from tests.resolvers.unanswering import SNAPSHOT, HandmadeStore, Unanswering

SERVICE = Service(graphql_schema(), Limits())
FILTERED = "query ($w: EngagementWhere) { engagements(where: $w) { totalCount } }"


def priced(query: str, variables: Mapping[str, Any] | None = None, sizes: Sizes | None = None) -> Result:
    client = Unanswering()
    store = HandmadeStore(client)
    store.sizes = sizes or graph_of(65_536, 4)
    context = RequestContext(client, store, VISITOR, TODAY)
    return asyncio.run(SERVICE.answer(GraphQLRequest(query, None, variables or {}), context, "test"))


def cost(query: str, variables: Mapping[str, Any] | None = None, sizes: Sizes | None = None) -> int:
    return priced(query, variables, sizes).cost


def graph_of(many: int, degree: int) -> Sizes:
    """Return the sizes of a graph with this many nodes of each kind, and relationships of each type per node."""
    return sizes_of(
        [many] * len(SHAPE.kinds), sums_of([many * degree, many * degree**2]), dict.fromkeys(TerritoryKind, many), None
    )


def sums_of(found: Sums) -> dict[str, Sequence[Sums]]:
    """Return these sums for each relation of each label."""
    return {base: [found] * degrees(base).text.count("[sum") for base in BASES}


def through(levels: int) -> dict[str, Any]:
    """Return a filter of engagements by their actors, the engagements of these, and so on, this many relations deep."""
    where: dict[str, Any] = {}
    for level in range(levels, 0, -1):
        where = {"actors" if level % 2 else "engagements": {"some": {"node": where}}}
    return where


def test_a_page_multiplies_its_edges() -> None:
    assert cost("{ actors(first: 200) { edges { node { id } } } }") > 1.9 * cost(
        "{ actors(first: 100) { edges { node { id } } } }"
    )


def test_fields_beside_the_edges_are_priced_once() -> None:
    beside = "totalCount facets(by: [TYPE]) { field values { value label count } } pageInfo { hasNextPage }"
    small, large = (cost(f"{{ actors(first: {n}) {{ {beside} edges {{ node {{ id }} }} }} }}") for n in (10, 1_000))
    alone_small, alone_large = (cost(f"{{ actors(first: {n}) {{ edges {{ node {{ id }} }} }} }}") for n in (10, 1_000))
    assert small - alone_small == large - alone_large


def test_a_network_costs_by_its_limit() -> None:
    small, large = (
        cost(f'{{ network(around: ["axis:1"], limit: {n}) {{ nodes {{ key label }} totalCount }} }}')
        for n in (10, 2_000)
    )
    assert large - small > 2_000 - 10


def test_a_condition_through_relations_costs_what_it_may_visit_at_each_level() -> None:
    graph = graph_of(1_024, 4)
    costs = [cost(FILTERED, {"w": through(levels)}, graph) for levels in (1, 2, 3)]
    visits = [1 + 4, 1 + 4 * (1 + 4), 1 + 4 * (1 + 4 * (1 + 4))]
    assert [found - 3 for found in costs] == [1_024 * each // VISITS_A_VALUE for each in visits]


def test_each_root_field_costs_anew() -> None:
    graph = graph_of(1_024, 4)
    roots = " ".join(f"a{i}: engagements(where: $w) {{ totalCount }}" for i in range(10))
    one = cost(FILTERED, {"w": through(2)}, graph)
    assert cost(f"query ($w: EngagementWhere) {{ {roots} }}", {"w": through(2)}, graph) >= 10 * (one - 3)


def test_total_page_and_each_facet_walk_the_list() -> None:
    graph = graph_of(1_024, 4)
    asked = "query ($w: EngagementWhere) {{ engagements(where: $w) {{ {} }} }}"
    total = cost(asked.format("totalCount"), {"w": through(2)}, graph)
    both = cost(asked.format("totalCount facets(by: [TYPE, STATUS]) { field }"), {"w": through(2)}, graph)
    assert both > 2.9 * total


def test_a_nested_list_is_walked_at_every_node_of_the_page() -> None:
    nested = "{{ actors(first: {}) {{ edges {{ node {{ engagements(first: 1) {{ totalCount }} }} }} }} }}"
    graph = graph_of(1_024, 64)
    small, large = (cost(nested.format(n), sizes=graph) for n in (10, 1_000))
    assert large - small > 990 * 64 / VISITS_A_VALUE


def test_an_operation_that_cannot_end_in_time_is_refused_before_it_starts() -> None:
    graph = graph_of(20_000, 4)
    assert not cost(FILTERED, {"w": through(6)}, graph)
    refused = priced(FILTERED, {"w": through(6)}, graph)
    assert [error["extensions"]["code"] for error in refused.errors] == ["LIMIT_EXCEEDED"]
    assert "conditions through fewer relations" in refused.errors[0]["message"]
    assert priced(FILTERED, {"w": through(1)}, graph).errors[0]["extensions"]["code"] == "DATABASE_UNAVAILABLE"


def test_a_cost_reveals_nobodys_facts() -> None:
    assert cost(FILTERED, {"w": through(2)}, graph_of(513, 3)) == cost(FILTERED, {"w": through(2)}, graph_of(1_024, 4))


def test_sizes_that_are_still_the_same_are_the_same_object() -> None:
    sums = sums_of([0, 0])
    held = sizes_of([5] * len(SHAPE.kinds), sums, {}, None)
    assert sizes_of([6] * len(SHAPE.kinds), sums, {}, held) is held
    assert sizes_of([9] * len(SHAPE.kinds), sums, {}, held) is not held


def test_a_sample_stands_for_the_rest() -> None:
    assert added([([[3, 9], [1, 1]], 1), ([[2, 4], [0, 0]], 16)]) == [[35, 73], [1, 1]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('path(from: "axis:1", to: "axis:2") { totalCount }', 'path(from: "axis:1", to: "axis:3") { totalCount }'),
        ('search(text: "a") { totalCount }', 'search(text: "b") { totalCount }'),
        ('mobilised(asOf: "2020-01-01") { totalCount }', 'mobilised(asOf: "2021-01-01") { totalCount }'),
    ],
)
def test_computed_fields_cost_each_time(one: str, other: str) -> None:
    assert cost(f"{{ a: {one} b: {other} }}") >= 2 * COMPUTED_FIELD_COST


def test_sums_are_priced_by_the_walks_to_their_keys() -> None:
    graph = graph_of(1_024, 4)
    by = (["YEAR"], ["FUNDER"], ["FUNDER", "TERRITORY"], ["FUNDER", "TERRITORY", "AXIS"])
    asked = "query ($by: [GrantSumField!]) { grantSums(by: $by, first: 1) { count } }"
    costs = [cost(asked, {"by": fields}, graph) for fields in by]
    ways = [1, 4, 4 * 4 * 4, 4 * 4 * 4 * len(Axis)]
    assert [found - costs[0] for found in costs] == [1_024 * (each - 1) // VISITS_A_VALUE for each in ways]


def test_a_summary_costs_the_cells_of_all_rows() -> None:
    asked = "{{ coverage(rows: {{kind: COMMUNE}}, first: 1) {{ totalCount {} }} }}"
    assert cost(asked.format("summary { lapsedCount }")) - cost(asked.format("")) > 5 * 30_000


def test_more_values_than_the_limit_are_refused_before_anything_is_sent() -> None:
    nested = "{ actors(first: 1000) { edges { node { engagements(first: 1000) { edges { node { id } } } } } } }"
    refused = priced(nested)
    assert [error["extensions"]["code"] for error in refused.errors] == ["LIMIT_EXCEEDED"]
    assert refused.errors[0]["message"].startswith("cost: this asks for up to ")


def test_nodes_cost_by_their_ids() -> None:
    one, three = (cost(f"{{ nodes(ids: {ids}) {{ id }} }}") for ids in ('["axis:1"]', '["axis:1", "axis:2", "axis:3"]'))
    assert (three - 1) == 3 * (one - 1)


def test_values_in_a_variable_count_as_conditions() -> None:
    query = "query($ids: [ID!]) { actors(where: {id: {in: $ids}}) { totalCount } }"
    refused = priced(query, {"ids": [f"institution:{number}" for number in range(1_001)]})
    assert [error["extensions"]["code"] for error in refused.errors] == ["LIMIT_EXCEEDED"]
    assert "conditions and values" in refused.errors[0]["message"]


class Late(HandmadeStore):
    """A store that has not read the graph; `problem`: the error of reading it."""

    problem: Exception | None = None

    async def current(self, usage: Usage | None = None) -> Snapshot:  # noqa: ARG002
        """Read the graph."""
        if self.problem:
            raise self.problem
        self.sizes = graph_of(1_024, 4)
        return SNAPSHOT


def late(query: str, problem: Exception | None = None) -> tuple[Result, Late]:
    """Ask a service that has not read the graph."""
    client = Unanswering()
    store = Late(client)
    store.sizes, store.problem = None, problem
    context = RequestContext(client, store, VISITOR, TODAY)
    return asyncio.run(SERVICE.answer(GraphQLRequest(query, None, {"w": through(2)}), context, "test")), store


def test_no_price_comes_from_sizes_that_were_not_read() -> None:
    result, store = late(FILTERED)
    assert result.cost == cost(FILTERED, {"w": through(2)}, graph_of(1_024, 4))
    assert store.sizes is not None


@pytest.mark.parametrize("query", ["{ __typename }", "{ __schema { queryType { name } } }"])
def test_operations_that_do_not_read_the_graph_do_not_wait_for_its_sizes(query: str) -> None:
    result, store = late(query)
    assert not result.errors
    assert store.sizes is None


@pytest.mark.parametrize(
    ("problem", "code"),
    [(ClientError("the graph is empty", Code.DATABASE_UNAVAILABLE), "DATABASE_UNAVAILABLE"), (KeyError(1), "INTERNAL")],
)
def test_a_graph_that_cannot_be_read_has_no_prices(problem: Exception, code: str) -> None:
    result, _ = late(FILTERED, problem)
    assert [error["extensions"]["code"] for error in result.errors] == [code]
    assert not result.executed


def test_a_list_of_words_that_is_walked_is_priced_by_its_vocabulary() -> None:
    query = "{ commitments(where: {axes: {includes: VICTIM_SUPPORT}}) { totalCount } }"
    assert cost(query) > cost("{ commitments(where: {commitmentKind: {eq: DROP_IN}}) { totalCount } }")


def test_partnerships_are_priced_by_the_pairs_of_the_engagements() -> None:
    question = "{ partnerships(first: 1) { totalCount } }"
    small, wide = (cost(question, sizes=graph_of(6_000, degree)) for degree in (1, 12))
    assert wide - small > 50_000
    assert priced(question, sizes=graph_of(65_536, 1_000)).errors[0]["extensions"]["code"] == Code.LIMIT_EXCEEDED


def test_nodes_behind_sums_are_priced_by_how_many_are_listed() -> None:
    question = "query ($n: Int!) { grantSums(by: [YEAR], first: 50) { grants(first: $n) { id label } } }"
    few, many = (cost(question, {"n": size}, graph_of(10, 1)) for size in (1, 100))
    assert many - few >= 50 * 99 * 2
