"""The endpoint in a real uvicorn, with a small real schema: every rule is tested over a socket."""

import json
import re
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from graph.rights import VISITOR
from server.http import graphql
from server.http.connections import BoundedConnection
from server.http.graphql import GraphQLEndpoint
from server.http.negotiation import GRAPHQL_JSON, JSON
from server.http.viewers import one_viewer
from tests.server.audits import run_audits
from tests.server.small_service import SmallExecutor, serving

MAX_BODY = 4_096
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@dataclass
class Service:
    """A running server: the URL of its endpoint, and its executor."""

    url: str
    executor: SmallExecutor
    client: httpx.Client

    def post(self, content: object, accept: str = GRAPHQL_JSON, content_type: str = JSON) -> httpx.Response:
        body = content if isinstance(content, bytes) else json.dumps(content).encode()
        return self.client.post(self.url, content=body, headers={"accept": accept, "content-type": content_type})

    def get(self, accept: str = GRAPHQL_JSON, **parameters: str) -> httpx.Response:
        return self.client.get(self.url, params=parameters, headers={"accept": accept})

    def raw(self, head: str, body: bytes = b"") -> bytes:
        """Send bytes that no client would send; return the response up to the end of its head."""
        address = urlsplit(self.url)
        with socket.create_connection((address.hostname, address.port), timeout=5) as connection:
            connection.sendall(head.replace("\n", "\r\n").encode("latin-1") + b"\r\n\r\n" + body)
            return connection.recv(65_536)


@pytest.fixture(scope="module", params=["h11", BoundedConnection], ids=["h11", "ours"])
def service(request: pytest.FixtureRequest) -> Iterator[Service]:
    executor = SmallExecutor()
    endpoint = GraphQLEndpoint(executor, one_viewer(VISITOR), max_body_bytes=MAX_BODY, page="/explorateur")
    app = Starlette(routes=[Route("/graphql", endpoint)])
    with serving(app, request.param) as origin, httpx.Client() as client:
        yield Service(f"{origin}/graphql", executor, client)


def assert_refused(answer: httpx.Response, status: int, words: str) -> None:
    assert answer.status_code == status
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "BAD_USER_INPUT"}
    assert words in error["message"]
    assert "data" not in answer.json()


def test_every_audit_is_ok(service: Service) -> None:
    results = run_audits(service.url)
    assert len(results) == 61
    assert [result for result in results if result["status"] != "ok"] == []


def test_a_large_request_is_parsed_in_a_thread(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(graphql, "_SMALL_REQUEST", 100)
    for text, calls in (("a", 0), ("a" * 200, 2)):
        query, before = f'{{ echo(text: "{text}") }}', service.executor.read_in_thread
        for answer in (service.post({"query": query}), service.get(query=query)):
            assert answer.json() == {"data": {"echo": text}}
        assert service.executor.read_in_thread == before + calls


def test_get_and_post_answer_alike(service: Service) -> None:
    query, variables = "query Q($t: String) { echo(text: $t) }", {"t": "Saint-Denis 🏃"}
    posted = service.post({"query": query, "variables": variables, "operationName": "Q"})
    got = service.get(query=query, variables=json.dumps(variables), operationName="")
    assert posted.json() == got.json() == {"data": {"echo": "Saint-Denis 🏃"}}
    assert posted.headers["content-type"] == got.headers["content-type"] == f"{GRAPHQL_JSON}; charset=utf-8"
    assert posted.headers["vary"] == "accept"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "not JSON"),
        (b'{"query": "{ echo', "not JSON"),
        (b'{"query": "{ echo \x00 }"}', "not JSON"),
        (b'\xff{"query": "{ echo }"}', "not UTF-8"),
        (json.dumps({"query": "{ echo }"}).encode("utf-16"), "not UTF-8"),
        (b"[" * 4_000, "The body is"),
        (b'{"query": "{ echo }", "variables": {"a": ' + b"[" * 63 + b"]" * 63 + b"}}", "nested deeper than 64"),
        (b"null", "not a JSON object"),
        (json.dumps([{"query": "{ echo }"}] * 51).encode(), "batches are not served"),
        (b'{"query": "{ echo }", "query": "{ wait }"}', '"query" is given more than once'),
        (b'{"query": "{ echo }", "variables": {"a": 1, "a": 2}}', "a key is given more than once"),
        (b'{"query": "{ echo }", "variables": {"a": NaN}}', "NaN"),
        (b'{"query": "{ echo }", "variables": {"a": "\\ud800"}}', "surrogate"),
        (b"{}", '"query"'),
        (b'{"query": null}', '"query"'),
        (b'{"query": 1}', '"query"'),
        (b'{"query": "{ echo }", "operationName": 1}', '"operationName"'),
        (b'{"query": "{ echo }", "variables": []}', '"variables"'),
        (b'{"query": "{ echo }", "extensions": "x"}', '"extensions"'),
    ],
)
@pytest.mark.parametrize("accept", [JSON, GRAPHQL_JSON])
def test_a_malformed_body_is_refused_by_name(service: Service, body: bytes, words: str, accept: str) -> None:
    answer = service.post(body, accept)
    assert_refused(answer, 400, words)
    assert answer.headers["content-type"].startswith(accept)


@pytest.mark.parametrize(
    ("query_string", "words"),
    [
        ("", '"query" is missing'),
        ("query={echo}&query={wait}", '"query" is given more than once'),
        ("query={echo}&variables={", '"variables" is not JSON'),
        ("query={echo}&variables=[]", '"variables"'),
        ("query={echo}&extensions=1", '"extensions"'),
    ],
)
def test_a_malformed_query_string_is_refused_by_name(service: Service, query_string: str, words: str) -> None:
    assert_refused(service.client.get(f"{service.url}?{query_string}", headers={"accept": JSON}), 400, words)


def test_a_batch_gets_an_error_for_each_of_its_requests(service: Service) -> None:
    answer = service.post(json.dumps([{"query": "{ echo }"}] * 2).encode())
    assert answer.status_code == 400
    assert [one["errors"][0]["extensions"]["code"] for one in answer.json()] == ["BAD_USER_INPUT"] * 2


def test_a_persisted_query_without_its_text_is_answered_as_clients_expect(service: Service) -> None:
    hashed = {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}
    (error,) = service.post({"extensions": hashed}).json()["errors"]
    assert error == {"message": "PersistedQueryNotSupported", "extensions": {"code": "PERSISTED_QUERY_NOT_SUPPORTED"}}
    assert service.post({"query": "{ echo }", "extensions": hashed}).json() == {"data": {"echo": None}}


def test_control_characters_and_broken_escapes_are_answered(service: Service) -> None:
    assert service.post({"query": "{ echo }\x00\x1b"}).status_code == 400
    text = service.post({"query": "query($t: String) { echo(text: $t) }", "variables": {"t": "a\x00b\x07"}})
    assert text.json() == {"data": {"echo": "a\x00b\x07"}}
    assert service.client.get(f"{service.url}?query=%00%FF%ED%A0%80", headers={"accept": JSON}).json()["errors"]


def test_statuses_follow_the_media_type(service: Service) -> None:
    for query, status in (("{", 400), ("{ unknown }", 400), ("{ busy }", 503), ("{ echo }", 200)):
        assert service.post({"query": query}, GRAPHQL_JSON).status_code == status
        assert service.post({"query": query}, JSON).status_code == 200


def test_unsupported_media_types_are_refused(service: Service) -> None:
    assert_refused(service.post({"query": "{ echo }"}, "text/html"), 406, GRAPHQL_JSON)
    assert_refused(service.get("image/png", query="{ echo }"), 406, JSON)
    refused = service.post({"query": "{ echo }"}, content_type="text/plain")
    assert_refused(refused, 415, JSON)
    assert refused.headers["accept-post"] == JSON


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods_are_refused(service: Service, method: str) -> None:
    answer = service.client.request(method, service.url)
    assert_refused(answer, 405, "POST")
    assert answer.headers["allow"] == "GET, POST"


@pytest.mark.parametrize("accept", [JSON, GRAPHQL_JSON])
def test_a_mutation_runs_over_post_only(service: Service, accept: str) -> None:
    answer = service.get(accept, query="query A { echo } mutation B { bump }", operationName="B")
    assert_refused(answer, 405, "POST")
    assert answer.headers["allow"] == "POST"
    assert service.post({"query": "mutation { bump }"}, accept).json() == {"data": {"bump": 1}}


def test_a_body_over_the_limit_is_not_read(service: Service) -> None:
    assert_refused(service.post(b"x" * (MAX_BODY + 1)), 413, str(MAX_BODY))
    assert service.post({"query": "{ echo }"}).status_code == 200
    head = f"POST /graphql HTTP/1.1\nhost: x\ncontent-type: {JSON}\n"
    assert b" 413 " in service.raw(f"{head}content-length: 1000000000")
    # These requests declare no length or a wrong one: the endpoint answers once enough bytes have arrived.
    chunk = b"1400\r\n" + b" " * 0x1400 + b"\r\n"
    assert b" 413 " in service.raw(f"{head}transfer-encoding: chunked", chunk)
    assert b" 400 " in service.raw(f"{head}content-length: -1")
    assert b" 400 " in service.raw(f"{head}content-length: 2\nconnection: close", b"{}" + b"x" * MAX_BODY)


def test_a_query_string_over_the_limit_is_refused(service: Service) -> None:
    assert_refused(service.get(query="{ echo }" + " " * MAX_BODY), 414, "POST")


def test_a_fault_is_answered_with_its_reference_only(service: Service) -> None:
    answer = service.client.post(
        service.url, json={"query": "{ echo }", "extensions": {"crash": 1}}, headers={"x-request-id": "a-1"}
    )
    assert answer.status_code == 500
    (error,) = answer.json()["errors"]
    assert error["extensions"] == {"code": "INTERNAL", "reference": "a-1"}
    assert answer.headers["x-request-id"] == "a-1"


def test_a_request_id_that_could_forge_a_log_line_is_replaced(service: Service) -> None:
    answer = service.client.get(service.url, headers={"x-request-id": "a b", "accept": JSON})
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["x-request-id"])


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_disconnected_client_ends_its_execution(service: Service, method: str) -> None:
    service.executor.cancelled.clear()
    service.executor.cleaned_up.clear()
    request_body = {"query": "{ wait }"}
    params, document = (request_body, None) if method == "GET" else (None, request_body)
    with pytest.raises(httpx.ReadTimeout):
        httpx.request(method, service.url, params=params, json=document, timeout=0.3)
    assert service.executor.cancelled.wait(5)
    assert service.executor.cleaned_up.wait(5)


def test_a_browser_is_sent_to_the_explorer_with_its_question(service: Service) -> None:
    assert service.get(BROWSER).headers["location"] == "/explorateur"
    sent = service.get(BROWSER, query='{ echo(text: "é") }', variables='{"a": 1}')
    assert sent.status_code == 303
    address = urlsplit(sent.headers["location"])
    assert address.path == "/explorateur"
    assert parse_qs(address.fragment) == {"requete": ['{ echo(text: "é") }'], "variables": ['{"a": 1}']}


def test_without_a_page_a_browser_gets_an_answer() -> None:
    app = Starlette(routes=[Route("/graphql", GraphQLEndpoint(SmallExecutor(), one_viewer(VISITOR)))])
    with serving(app, "h11") as origin:
        answer = httpx.get(f"{origin}/graphql", headers={"accept": BROWSER})
    assert_refused(answer, 400, '"query"')
    assert answer.headers["content-type"].startswith(JSON)


@pytest.mark.parametrize("name", ["accept", "content-type"])
def test_a_header_too_long_to_parse_is_refused(service: Service, name: str) -> None:
    long = ", ".join(["text/plain;q=0.1"] * 200)
    head = {"accept": GRAPHQL_JSON, "content-type": JSON} | {name: long}
    answer = service.client.post(service.url, content=b'{"query": "{ echo }"}', headers=head)
    assert_refused(answer, 431, "longer than")
