"""The golden questions with their values as variables, on the usual schema and on that of a subgraph."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio

from graph.access import Access
from graph.bounds import Limits
from graph.client import Client
from resolvers.service import Service
from schema.federation import subgraph_schema
from schema.query import graphql_schema
from tests.api_session import ApiSession
from tests.questions.golden import Question, questions
from tests.questions.lifting import lifted

pytestmark = pytest.mark.asyncio(loop_scope="module")
SCHEMAS = {"all": graphql_schema, "subgraph": subgraph_schema}


@dataclass(frozen=True)
class ApiSessions:
    """Services on one database, by the name of their schema."""

    by_schema: dict[str, ApiSession]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sessions(national_access: Access) -> AsyncIterator[ApiSessions]:
    async with Client(national_access, timeout_seconds=60.0) as client:
        by_schema = {name: ApiSession(client) for name in SCHEMAS}
        for name, schema in SCHEMAS.items():
            by_schema[name].service = Service(schema(), Limits())
        yield ApiSessions(by_schema)


@pytest.mark.parametrize("schema", SCHEMAS)
@pytest.mark.parametrize("question", questions(), ids=lambda question: question.stem)
async def test_a_question_with_variables_has_the_stored_answer(
    sessions: ApiSessions, question: Question, schema: str
) -> None:
    text, variables = lifted(SCHEMAS[schema](), question.text, question.variables)
    answer = await sessions.by_schema[schema].ask(text, variables, question.viewer)
    assert not answer.errors, answer.errors
    assert answer.data == json.loads(question.stored(".json"))
