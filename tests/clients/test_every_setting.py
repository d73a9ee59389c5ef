"""The documented queries, and wrong ones, sent to a service with every optional setting on.

All tests of this folder share the service: Apollo, urql, Relay, the Python package, R, QGIS and GDAL query it too.
"""

import json
import time
from typing import Any

import httpx
import pytest

from schema.federation import subgraph_schema
from server.settings import Settings
from tests.clients.agents import connected, text_of
from tests.clients.conftest import OPTIONAL, FullService, digest
from tests.clients.documented import Documented, documented
from tests.questions.lifting import lifted
from tests.service_process import REPOSITORY

LEFT_OUT = {
    "neo4j_uri": "settings_of",
    "neo4j_password": "settings_of",
    "quick_java": "the embedded database, which is another process here",
    "trusted_only": "refuses whatever is not documented",
}
"""The settings that are off or empty by default and that `OPTIONAL` does not set, with the reason."""
NAMED = "query ($named: [_Any!]!) { _entities(representations: $named) { __typename } }"
WRONG: list[tuple[dict[str, Any], int, str]] = [
    ({"query": "{ coverage(rows: {kind: REGION}) { nodes { statut } } }"}, 400, "BAD_USER_INPUT"),
    (
        {"query": "query ($a: [Axis!]) { mobilised(axes: $a) { totalCount } }", "variables": {"a": ["COOKING"]}},
        400,
        "BAD_USER_INPUT",
    ),
    ({"query": '{ mobilised(within: {id: "nowhere"}) { totalCount } }'}, 200, "NOT_FOUND"),
    ({"query": "{ actors(first: 100000) { nodes { id } } }"}, 200, "LIMIT_EXCEEDED"),
    ({"query": NAMED, "variables": {"named": [{"__typename": "Coverage"}]}}, 400, "BAD_USER_INPUT"),
    ({"query": '{ nodes(ids: ["region:52"]) { label '}, 400, "BAD_USER_INPUT"),
    ({"documentId": f"sha256:{'0' * 64}"}, 400, "PERSISTED_DOCUMENT_NOT_FOUND"),
    ({"query": 'mutation { forget(id: "trainer:1") { id } }'}, 400, "BAD_USER_INPUT"),
]
"""Bodies of requests, with the status and the code of their answers."""


def data_of_answer(full_service: FullService, text: str, variables: dict[str, Any]) -> Any:
    """Send a query over POST, and return the data of the answer."""
    answer = full_service.ask(text, variables)
    assert answer.status_code == httpx.codes.OK, answer.text
    assert "errors" not in answer.json(), answer.text
    return answer.json()["data"]


def test_every_optional_setting_is_on() -> None:
    off = {name for name, field in Settings.model_fields.items() if field.default in (False, "")}
    assert off - set(OPTIONAL) - set(LEFT_OUT) == {"documents"}
    assert not set(OPTIONAL) & set(LEFT_OUT)


@pytest.mark.parametrize("question", documented(REPOSITORY), ids=lambda question: question.place)
def test_a_documented_query_has_the_same_answer_however_it_is_sent(
    full_service: FullService, question: Documented
) -> None:
    variables = dict(question.variables)
    direct = data_of_answer(full_service, question.text, variables)
    assert any(value is not None for value in direct.values())
    assert data_of_answer(full_service, *lifted(subgraph_schema(), question.text, variables)) == direct
    trusted = {"documentId": f"sha256:{digest(question.text)}", "variables": json.dumps(variables)}
    headers = {"accept": "application/graphql-response+json"}
    with httpx.Client(base_url=full_service.url, headers=headers, timeout=30) as client:
        got = client.get("/graphql", params=trusted)
        assert got.json() == {"data": direct}
        assert client.get("/graphql", params=trusted, headers={"if-none-match": got.headers["etag"]}).status_code == 304


@pytest.mark.parametrize(("body", "status", "code"), WRONG)
def test_a_wrong_query_is_refused_with_a_message(
    full_service: FullService, body: dict[str, Any], status: int, code: str
) -> None:
    headers = {"accept": "application/graphql-response+json"}
    answer = httpx.post(f"{full_service.url}/graphql", json=body, headers=headers, timeout=30)
    (error,) = answer.json()["errors"]
    assert (answer.status_code, error["extensions"]["code"]) == (status, code), answer.text
    assert error["message"]
    assert "Traceback" not in answer.text


async def test_an_ai_agent_is_answered(full_service: FullService) -> None:
    async with connected(full_service) as session:
        found = await session.call_tool("find", {"text": "nantes"})
        wrong = await session.call_tool("find", {"texte": "nantes"})
    assert not found.is_error, text_of(found)
    assert wrong.is_error
    assert "Traceback" not in text_of(wrong)


def test_the_service_reports_metrics_traces_and_log_lines(full_service: FullService) -> None:
    data_of_answer(full_service, "query Watched { territories { totalCount } }", {})
    assert full_service.metrics()["cinqaxes_operation_seconds_count"] > 0
    deadline = time.monotonic() + 20
    names: set[str] = set()
    while "POST /graphql" not in names:
        assert time.monotonic() < deadline, names
        time.sleep(0.1)
        scopes = [scope for sent in full_service.traces for part in sent.resource_spans for scope in part.scope_spans]
        names = {span.name for scope in scopes for span in scope.spans}
    log_lines = [json.loads(line) for line in full_service.written().splitlines() if line.startswith("{")]
    assert any(line.get("operation") == "Watched" and line.get("client") == "127.0.0.1" for line in log_lines)
    assert "Traceback" not in full_service.written()
