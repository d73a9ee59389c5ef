"""Features of HTTP: access from pages of other sites (CORS), compression, and the schema as text."""

import gzip

import brotli  # type: ignore[import-untyped]
import httpx
import pytest
import zstandard

from schema.query import printed_schema
from tests.clients.conftest import SITE
from tests.service_process import ServiceProcess

ROWS = (
    '{ coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}) { edges { node { cells { axis status } } } } }'
)
DECOMPRESS = {
    "zstd": lambda content: zstandard.ZstdDecompressor().decompressobj().decompress(content),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


SENT = "content-type, apollographql-client-name, apollographql-client-version"


def preflight(service: ServiceProcess, origin: str) -> httpx.Response:
    answered = {"access-control-request-method": "POST", "access-control-request-headers": SENT}
    return httpx.options(f"{service.url}/graphql", headers={"origin": origin, **answered})


def test_a_page_of_a_listed_site_may_send_queries(service: ServiceProcess) -> None:
    answer = preflight(service, SITE)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == SITE
    assert "content-type" in answer.headers["access-control-allow-headers"].casefold()
    answered = httpx.post(f"{service.url}/graphql", json={"query": "{ __typename }"}, headers={"origin": SITE})
    assert answered.json() == {"data": {"__typename": "Query"}}
    assert answered.headers["access-control-allow-origin"] == SITE
    assert "origin" in answered.headers["vary"].casefold()
    assert "access-control-allow-credentials" not in answered.headers


@pytest.mark.parametrize("origin", ["https://carte.exemple.invalid", "http://carte.exemple", "null"])
def test_a_page_of_another_site_may_not(service: ServiceProcess, origin: str) -> None:
    assert preflight(service, origin).status_code == 400
    answered = httpx.post(f"{service.url}/graphql", json={"query": "{ __typename }"}, headers={"origin": origin})
    assert "access-control-allow-origin" not in answered.headers


def raw(service: ServiceProcess, encoding: str, query: str) -> tuple[httpx.Headers, bytes]:
    headers = {"accept-encoding": encoding, "accept": "application/graphql-response+json"}
    with httpx.stream("POST", f"{service.url}/graphql", json={"query": query}, headers=headers) as answer:
        return answer.headers, b"".join(answer.iter_raw())


@pytest.mark.parametrize("encoding", DECOMPRESS)
def test_a_long_answer_is_compressed_in_an_accepted_encoding(service: ServiceProcess, encoding: str) -> None:
    _, plain = raw(service, "identity", ROWS)
    headers, compressed = raw(service, encoding, ROWS)
    assert headers["content-encoding"] == encoding
    assert "accept-encoding" in headers["vary"].casefold()
    assert len(compressed) < len(plain) / 4
    assert DECOMPRESS[encoding](compressed) == plain


def test_a_short_answer_is_not_compressed(service: ServiceProcess) -> None:
    headers, content = raw(service, "zstd, br, gzip", "{ __typename }")
    assert "content-encoding" not in headers
    assert content == b'{"data":{"__typename":"Query"}}'


def test_the_schema_is_served_and_not_sent_twice(service: ServiceProcess) -> None:
    first = httpx.get(f"{service.url}/schema.graphql")
    assert first.text == printed_schema()
    again = httpx.get(f"{service.url}/schema.graphql", headers={"if-none-match": f'"x", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    other = httpx.get(f"{service.url}/schema.graphql", headers={"if-none-match": '"x"'})
    assert other.status_code == 200
