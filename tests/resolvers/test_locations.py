"""Every error names the line and the column of its field or variable, on the first request and from the plan cache.

The cached document has no syntax tree: the service parses the text again for the location. No database is used.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest
from graphql import DocumentNode

from graph.bounds import Limits
from graph.fair_semaphore import TooBusyError
from graph.rights import VISITOR
from resolvers.compile.documents import Document
from resolvers.execute.context import RequestContext
from resolvers.result import Result
from resolvers.scheduler import NEW, Scheduler
from resolvers.service import GraphQLRequest, Service
from schema.query import graphql_schema
from tests.api_session import TODAY
from tests.resolvers.unanswering import HandmadeStore, Unanswering

CASES: Mapping[str, tuple[str, Mapping[str, Any], list[tuple[int, int]]]] = {
    "a root field that the database does not answer": (
        "{\n  __typename\n  institutions(first: 1) { totalCount edges { node { id } } }\n}",
        {},
        [(3, 3)],
    ),
    "the same root field under two names, in a fragment": (
        "query {\n ...f }\nfragment f on Query {\n  a: sources { totalCount }\n    b: sources { totalCount }\n}",
        {},
        [(4, 3), (5, 5)],
    ),
    "a variable without a value": (
        "query\n  ($n: Int!) {\n institutions(first: $n) { totalCount } }",
        {},
        [(2, 4)],
    ),
    "a wrong value in a filter": (
        "query ($n: Int,\n\n   $w: SourceWhere) { sources(first: $n, where: $w) { totalCount } }",
        {"n": 1, "w": {"title": {"eq": 3}}},
        [(3, 4)],
    ),
}
INTROSPECTION = '{ sources { totalCount } __type(name: "Date") { name kind } }'


async def ask(service: Service, text: str, variables: Mapping[str, Any] | None = None) -> Result:
    client = Unanswering()
    context = RequestContext(client, HandmadeStore(client), VISITOR, TODAY)
    return await service.answer(GraphQLRequest(text, None, variables or {}), context, "test")


def locations(result: Result) -> list[tuple[int, int]]:
    return [(place["line"], place["column"]) for error in result.errors for place in error["locations"]]


@pytest.mark.parametrize(("text", "variables", "expected"), CASES.values(), ids=CASES)
def test_an_error_names_its_line_and_column(
    text: str, variables: Mapping[str, Any], expected: list[tuple[int, int]]
) -> None:
    service = Service(graphql_schema(), Limits())
    results = [asyncio.run(ask(service, text, variables)) for _ in range(3)]
    assert [locations(result) for result in results] == [expected] * 3


def test_introspection_is_answered_from_a_cached_document() -> None:
    service = Service(graphql_schema(), Limits())
    for _ in range(3):
        result = asyncio.run(ask(service, INTROSPECTION))
        assert result.data == {"sources": None, "__type": {"name": "Date", "kind": "SCALAR"}}
    assert service.plans.hits == 2


def test_a_document_is_parsed_again_in_the_planning_thread_and_an_answer_does_not_depend_on_its_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    in_thread: list[bool] = []
    tree = Document.tree

    def observed(document: Document) -> DocumentNode:
        try:
            asyncio.get_running_loop()
            in_thread.append(False)
        except RuntimeError:
            in_thread.append(True)
        return tree(document)

    monkeypatch.setattr(Document, "tree", observed)

    async def answers() -> list[Result]:
        service = Service(graphql_schema(), Limits(), scheduler=Scheduler(8, None, timeout_seconds=10.0))
        text = "{ sources(first: 1) { edges { node { id } } } }"
        in_time = [await ask(service, text) for _ in range(2)]

        async def refuse(*_: Any) -> None:
            raise TooBusyError(NEW)

        monkeypatch.setattr(service, "plan", refuse)
        return [*in_time, await ask(service, text)]

    first, second, late = asyncio.run(answers())
    assert in_thread
    assert all(in_thread)
    assert locations(first) == locations(second) == [(1, 3)]
    assert late.data == first.data == {"sources": None}
    assert late.errors == [{key: value for key, value in first.errors[0].items() if key != "locations"}]
