"""Services that HTTP gives to clients: pages of other sites, compression, the schema as text."""

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
UNPACKED = {
    "zstd": lambda content: zstandard.ZstdDecompressor().decompressobj().decompress(content),
    "br": brotli.decompress,
    "gzip": gzip.decompress,
}


SENT = "content-type, apollographql-client-name, apollographql-client-version"


def preflight(service: ServiceProcess, origin: str) -> httpx.Response:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": SENT}
    return httpx.options(f"{service.url}/graphql", headers={"origin": origin, **asked})


def test_a_page_of_a_listed_site_may_ask(service: ServiceProcess) -> None:
    answer = preflight(service, SITE)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == SITE
    assert "content-type" in answer.headers["access-control-allow-headers"].casefold()
    asked = httpx.post(f"{service.url}/graphql", json={"query": "{ __typename }"}, headers={"origin": SITE})
    assert asked.json() == {"data": {"__typename": "Query"}}
    assert asked.headers["access-control-allow-origin"] == SITE
    assert "origin" in asked.headers["vary"].casefold()
    assert "access-control-allow-credentials" not in asked.headers


@pytest.mark.parametrize("origin", ["https://carte.exemple.invalid", "http://carte.exemple", "null"])
def test_a_page_of_another_site_may_not(service: ServiceProcess, origin: str) -> None:
    assert preflight(service, origin).status_code == 400
    asked = httpx.post(f"{service.url}/graphql", json={"query": "{ __typename }"}, headers={"origin": origin})
    assert "access-control-allow-origin" not in asked.headers


def raw(service: ServiceProcess, encoding: str, query: str) -> tuple[httpx.Headers, bytes]:
    headers = {"accept-encoding": encoding, "accept": "application/graphql-response+json"}
    with httpx.stream("POST", f"{service.url}/graphql", json={"query": query}, headers=headers) as answer:
        return answer.headers, b"".join(answer.iter_raw())


@pytest.mark.parametrize("encoding", UNPACKED)
def test_a_long_answer_is_packed_as_the_client_can_read(service: ServiceProcess, encoding: str) -> None:
    _, plain = raw(service, "identity", ROWS)
    headers, packed = raw(service, encoding, ROWS)
    assert headers["content-encoding"] == encoding
    assert "accept-encoding" in headers["vary"].casefold()
    assert len(packed) < len(plain) / 4
    assert UNPACKED[encoding](packed) == plain


def test_a_short_answer_is_not_packed(service: ServiceProcess) -> None:
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
