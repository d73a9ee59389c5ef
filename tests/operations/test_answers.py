"""Drawn operations on real data: most are answered, many find something, and none causes an internal error.

Fixed seeds are used on the demonstration network, where the shares of answers are checked; random seeds on random
networks.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from resolvers.execute.context import RequestContext
from resolvers.result import Result
from resolvers.service import GraphQLRequest
from schema.query import graphql_schema
from tests.api_session import ApiSession
from tests.engines import PROOF_ON_NEO4J
from tests.graphs import national_rows
from tests.operations.generator import Operation, operations
from tests.operations.known import Known, known_of
from tests.proofs import TIMES
from tests.properties.worlds import worlds

pytestmark = PROOF_ON_NEO4J

SCHEMA = graphql_schema()
OPERATION_COUNT = TIMES * 40
OPERATIONS_PER_NETWORK = 13
EXPECTED_CODES = frozenset({"BAD_USER_INPUT", "NOT_FOUND", "NOT_IN_FORCE", "LIMIT_EXCEEDED"})


@pytest.fixture(scope="module")
def known() -> Known:
    return known_of(national_rows())


async def answer(session: ApiSession, operation: Operation, text: str | None = None) -> Result:
    context = RequestContext(session.client, session.store, operation.viewer, session.today)
    request = GraphQLRequest(text or operation.text, operation.name, operation.variables)
    return await session.service.answer(request, context, "test")


def codes(result: Result) -> set[str]:
    return {error["extensions"]["code"] for error in result.errors}


def lists(value: Any) -> Iterator[list[Any]]:
    """Yield every list of an answer."""
    if isinstance(value, list):
        yield value
    for inner in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from lists(inner)


@pytest.mark.drawn
async def test_most_operations_are_answered_and_find_something(national: ApiSession, known: Known) -> None:
    count: Counter[str] = Counter()
    for operation in islice(operations(SCHEMA, known, 100), OPERATION_COUNT):
        result = await answer(national, operation)
        assert codes(result) <= EXPECTED_CODES, (operation, result.errors)
        failed = {error["path"][0] for error in result.errors} if result.executed else set()
        assert all(result.data and result.data[key] is None for key in failed), (operation, result.errors)
        count["refused" if not result.executed else "executed"] += 1
        for key, value in (result.data or {}).items():
            count["failed" if key in failed else "answered"] += 1
            # Counted once per field, since one answer may contain a hundred empty lists.
            if found := [bool(one) for one in lists(value)]:
                count["found" if any(found) else "empty"] += 1
    assert count["executed"] > 0.95 * OPERATION_COUNT, count
    assert count["answered"] > 0.8 * (count["answered"] + count["failed"]), count
    assert count["failed"] > 0.03 * count["answered"], count
    assert count["found"] > 0.5 * (count["found"] + count["empty"]), count


async def test_an_object_without_selected_fields_is_in_the_answer(national: ApiSession) -> None:
    data = await national.data('{ node(id: "country:FR") { ... on Trainer { name } } }')
    assert data == {"node": {}}


@drawn(worlds(), st.integers(0, 2**32))
@settings(max_examples=TIMES * 4)
async def test_no_operation_causes_an_internal_error(scratch: ApiSession, rows: GraphRows, seed: int) -> None:
    await scratch.replace(rows)
    for operation in islice(operations(SCHEMA, known_of(rows), seed), OPERATIONS_PER_NETWORK):
        result = await answer(scratch, operation)
        assert codes(result) <= EXPECTED_CODES, (operation, result.errors)


async def test_one_failing_count_leaves_the_others(national: ApiSession) -> None:
    found = await national.ask(
        "{ a: actions { totalCount } b: diagnostics(first: 0) { totalCount } c: offers { totalCount } }"
    )
    assert found.data is not None
    assert [error["path"] for error in found.errors] == [["b"]]
    assert found.data["b"] is None
    assert found.data["a"]["totalCount"] > 0
    assert found.data["c"]["totalCount"] > 0
