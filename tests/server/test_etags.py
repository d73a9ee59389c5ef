"""Answers over GET have ETags: 304 while the graph, the day and the query are the same, and not after."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from graph.access import Access
from tests.engines import EMBEDDED, ENGINE, copy_small
from tests.service_process import ServiceProcess, command, serving, settings_of

pytestmark = pytest.mark.skipif(ENGINE != EMBEDDED, reason="the HTTP layer is the same for both databases")
QUESTION = '{ search(text: "nantes") { totalCount } }'
DIGEST = hashlib.sha256(QUESTION.encode()).hexdigest()
EXPORT = {"within": "departement:44", "asOf": "2026-11-25"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("etags")
    copy_small(folder / "data")
    return folder


@pytest.fixture(scope="module")
def manifest(folder: Path) -> str:
    """The path of the manifest of trusted documents."""
    (folder / "documents.json").write_text(json.dumps({DIGEST: QUESTION}), "utf-8")
    return str(folder / "documents.json")


@pytest.fixture(scope="module")
def service(folder: Path, manifest: str) -> Iterator[ServiceProcess]:
    with serving(folder, documents=manifest) as running:
        running.wait_until_ready()
        yield running


def get(service: ServiceProcess, path: str, tag: str = "", **parameters: str) -> httpx.Response:
    headers = {"accept": "application/json"} | ({"if-none-match": tag} if tag else {})
    return httpx.get(f"{service.url}{path}", params=parameters, headers=headers, timeout=60)


def test_a_client_that_has_the_answer_gets_304(service: ServiceProcess) -> None:
    first = get(service, "/graphql", query=QUESTION)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = get(service, "/graphql", tag, query=QUESTION)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert get(service, "/graphql", f'"x", {tag}', query=QUESTION).status_code == 304
    for known in (tag.removeprefix("W/"), "*"):
        assert get(service, "/graphql", known, query=QUESTION).status_code == 304
    other = get(service, "/graphql", tag, query=QUESTION.replace("nantes", "angers"))
    assert other.status_code == 200
    assert other.headers["etag"] != tag


def test_a_shared_cache_may_store_the_answer_to_a_trusted_document_and_revalidates_it(service: ServiceProcess) -> None:
    first = get(service, "/graphql", documentId=f"sha256:{DIGEST}")
    assert first.json()["data"]["search"]["totalCount"] > 0
    assert first.headers["cache-control"] == "no-cache"
    assert "accept" in first.headers["vary"]
    again = get(service, "/graphql", first.headers["etag"], documentId=f"sha256:{DIGEST}")
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["cache-control"] == "no-cache"
    unknown = get(service, "/graphql", documentId=f"sha256:{'0' * 64}")
    assert "etag" not in unknown.headers
    assert unknown.headers["cache-control"] == "no-store"


def test_errors_and_answers_to_posts_have_no_etag(service: ServiceProcess) -> None:
    assert "etag" not in get(service, "/graphql", query="{ nothing }").headers
    unknown = get(service, "/graphql", query='{ mobilised(within: {id: "x"}) { totalCount } }')
    assert unknown.json()["errors"]
    assert "etag" not in unknown.headers
    posted = service.ask(QUESTION)
    assert "etag" not in posted.headers
    assert posted.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("name", ["matrix.csv", "tidy.csv", "xlsx"])
def test_a_client_that_has_the_export_gets_304(service: ServiceProcess, name: str) -> None:
    first = get(service, f"/export/{name}", **EXPORT)
    tag = first.headers["etag"]
    assert get(service, f"/export/{name}", tag, **EXPORT).status_code == 304
    assert get(service, f"/export/{name}", tag, **(EXPORT | {"asOf": "2025-11-25"})).status_code == 200
    assert get(service, "/export/csv", tag, **EXPORT).status_code == 200


@pytest.mark.parametrize("name", ["csv", "tidy.csv", "matrix.csv", "jsonl", "graphml", "gexf", "geojson", "matrix.svg"])
@pytest.mark.parametrize("encoding", ["gzip", "zstd", "br"])
def test_a_text_export_is_compressed(service: ServiceProcess, name: str, encoding: str) -> None:
    with httpx.Client(base_url=service.url, headers={"accept-encoding": encoding}, timeout=60) as client:
        assert client.get(f"/export/{name}", params=EXPORT).headers["content-encoding"] == encoding


def test_a_write_changes_every_etag(service: ServiceProcess, folder: Path) -> None:
    question = get(service, "/graphql", query=QUESTION).headers["etag"]
    export = get(service, "/export/tidy.csv", **EXPORT).headers["etag"]
    assert command(folder, "touch").returncode == 0
    assert get(service, "/graphql", question, query=QUESTION).status_code == 200
    assert get(service, "/export/tidy.csv", export, **EXPORT).status_code == 200


def test_answers_to_an_officer_are_not_cached(small_access: Access, tmp_path: Path, manifest: str) -> None:
    with serving(tmp_path, default_view="everything", documents=manifest, **settings_of(small_access)) as running:
        running.wait_until_ready()
        for answer in (
            get(running, "/graphql", query=QUESTION),
            get(running, "/graphql", documentId=f"sha256:{DIGEST}"),
            get(running, "/graphql", "*", documentId=f"sha256:{DIGEST}"),
            get(running, "/export/tidy.csv", **EXPORT),
        ):
            assert answer.status_code == 200
            assert "etag" not in answer.headers
            assert answer.headers["cache-control"] == "no-store"
