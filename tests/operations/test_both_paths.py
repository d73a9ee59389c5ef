"""Drawn operations answered by the plans alone, and by graphql-core over the same plans: equal byte for byte.

The seed is random and logged; CINQAXES_OPERATIONS_SEED sets it again, CINQAXES_OPERATIONS the number of operations.
"""

import logging
import os
import random
from itertools import islice
from typing import Any

import orjson
import pytest

from schema.query import graphql_schema
from tests.api_session import Answer, ApiSession
from tests.engines import as_many
from tests.graphs import small
from tests.operations.generator import Operation, operations
from tests.operations.known import Known, known_of
from tests.proofs import TIMES
from tests.reference import ReferenceService

SEED = int(os.environ.get("CINQAXES_OPERATIONS_SEED", random.SystemRandom().randrange(1_000_000)))
CASES = TIMES * int(os.environ.get("CINQAXES_OPERATIONS", as_many(60, 40)))


@pytest.fixture(scope="module")
def known() -> Known:
    return known_of(small())


def sorted_errors(answer: Answer) -> list[tuple[Any, ...]]:
    """Return the errors, sorted, since root fields may fail in any order."""
    return sorted((str(e.get("path")), e["message"], e["extensions"]["code"]) for e in answer.errors)


async def ask(session: ApiSession, operation: Operation) -> Answer:
    return await session.ask(operation.text, operation.variables, operation.viewer, operation.name)


@pytest.mark.slow
@pytest.mark.drawn
async def test_both_paths_answer_the_same(scratch: ApiSession, known: Known) -> None:
    logging.getLogger("operations").warning("CINQAXES_OPERATIONS_SEED=%d", SEED)
    await scratch.replace(small())
    reference = ApiSession(scratch.client, service_class=ReferenceService)
    for session in (scratch, reference):
        await session.store.current()  # both need the sizes of the graph, on which the cost of an operation depends
    failed = 0
    for place, operation in enumerate(islice(operations(graphql_schema(), known, SEED), CASES)):
        one, other = await ask(scratch, operation), await ask(reference, operation)
        assert orjson.dumps(one.data) == orjson.dumps(other.data), (SEED, place, operation)
        assert sorted_errors(one) == sorted_errors(other), (SEED, place, operation)
        failed += bool(one.errors and one.data)
    assert failed > CASES / 100
    assert scratch.service.plans.misses == reference.service.plans.misses
