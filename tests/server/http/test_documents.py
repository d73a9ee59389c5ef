"""Trusted documents: clients request them by digest; the settings may allow no others."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from graph.rights import VISITOR
from server.application import documents_of
from server.http.built import ReloadedFile
from server.http.documents import ManifestError, read_documents, read_manifest
from server.http.graphql import GraphQLEndpoint
from server.http.viewers import one_viewer
from server.settings import Settings
from tests.server.small_service import SmallExecutor, serving
from tests.service_process import command

TEXT = "query Echo($text: String) { echo(text: $text) }"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
PREFIXED = f"sha256:{DIGEST}"
ASKED = {"variables": {"text": "a"}}
RIGHT = {"data": {"echo": "a"}}


@pytest.fixture(scope="module")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("documents") / "manifest.json"
    file.write_text(json.dumps({PREFIXED: TEXT}))
    return file


def endpoint(manifest: Path, *, only: bool) -> Iterator[str]:
    documents = read_documents([manifest], only=only)
    served = GraphQLEndpoint(SmallExecutor(), one_viewer(VISITOR), documents=documents)
    with serving(Starlette(routes=[Route("/graphql", served)])) as origin:
        yield f"{origin}/graphql"


@pytest.fixture(scope="module")
def url(manifest: Path) -> Iterator[str]:
    """A service that answers any document."""
    yield from endpoint(manifest, only=False)


@pytest.fixture(scope="module")
def closed_url(manifest: Path) -> Iterator[str]:
    """A service that answers trusted documents only."""
    yield from endpoint(manifest, only=True)


def error_of(answer: httpx.Response) -> tuple[int, str]:
    (error,) = answer.json()["errors"]
    return answer.status_code, error["extensions"]["code"]


@pytest.mark.parametrize("identifier", [PREFIXED, DIGEST])
def test_a_document_is_requested_by_its_digest(url: str, closed_url: str, identifier: str) -> None:
    for place in (url, closed_url):
        assert httpx.post(place, json={"documentId": identifier, **ASKED}).json() == RIGHT
        asked = {"documentId": identifier, "variables": '{"text": "a"}'}
        assert httpx.get(place, params=asked, headers={"accept": "application/json"}).json() == RIGHT
        persisted = {"persistedQuery": {"version": 1, "sha256Hash": DIGEST}}
        assert httpx.post(place, json={"extensions": persisted, **ASKED}).json() == RIGHT


def test_an_unknown_document_is_refused(url: str, closed_url: str) -> None:
    for place in (url, closed_url):
        answer = httpx.post(place, json={"documentId": f"sha256:{'0' * 64}"})
        assert error_of(answer) == (400, "PERSISTED_DOCUMENT_NOT_FOUND")


def test_another_document_is_answered_only_where_all_are_allowed(url: str, closed_url: str) -> None:
    assert httpx.post(url, json={"query": TEXT, **ASKED}).json() == RIGHT
    assert error_of(httpx.post(closed_url, json={"query": TEXT, **ASKED})) == (403, "PERSISTED_DOCUMENT_REQUIRED")


@pytest.mark.parametrize("asked", [{"documentId": PREFIXED, "query": TEXT}, {"documentId": 1}, {"documentId": None}])
def test_a_wrong_identifier_is_refused_by_name(url: str, asked: dict[str, object]) -> None:
    assert error_of(httpx.post(url, json=asked)) == (400, "BAD_USER_INPUT")


def test_all_manifests_of_a_folder_are_read(manifest: Path, tmp_path: Path) -> None:
    other = "{ __typename }"
    (tmp_path / "relay.json").write_text(json.dumps({hashlib.sha256(other.encode()).hexdigest(): other}))
    documents = read_documents([manifest, tmp_path])
    assert set(documents.texts.values()) == {TEXT, other}


def test_an_empty_setting_names_no_folder(manifest: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text("{}]")
    monkeypatch.chdir(tmp_path)
    assert documents_of(Settings(documents="", console=False)).texts == {}
    assert documents_of(Settings(documents=str(manifest), console=False)).texts == {DIGEST: TEXT}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "n’est pas du JSON"),
        ("[]", "un objet JSON « empreinte : texte » est attendu"),
        (json.dumps({PREFIXED: TEXT + " "}), f"« {PREFIXED} » n’est pas l’empreinte SHA-256 de son texte"),
        (json.dumps({DIGEST: "\ud800"}), f"« {DIGEST} » n’est pas l’empreinte SHA-256 de son texte"),
        (json.dumps({DIGEST: 1}), f"« {DIGEST} » n’est pas l’empreinte SHA-256 de son texte"),
        (None, "ne peut pas être lu"),
    ],
)
def test_a_wrong_manifest_is_refused_by_the_command(tmp_path: Path, content: str | None, words: str) -> None:
    file = tmp_path / "documents.json"
    if content is not None:
        file.write_text(content)
    with pytest.raises(ManifestError, match="documents"):
        read_documents([file])
    ended = command(tmp_path, "serve", documents=str(file))
    assert ended.returncode == 2
    assert f"CINQAXES_DOCUMENTS : {file}" in ended.stderr
    assert words in ended.stderr


def test_trusted_only_is_refused_if_there_are_no_documents(tmp_path: Path) -> None:
    ended = command(tmp_path, "serve", trusted_only="true", console="false")
    assert ended.returncode == 2
    assert "CINQAXES_DOCUMENTS : aucun document de confiance" in ended.stderr
    assert read_documents([], only=False).texts == {}


def test_documents_of_a_console_built_later_are_answered(tmp_path: Path) -> None:
    own = ReloadedFile[Mapping[str, str]](tmp_path / "documents.json", read_manifest, {}).current
    documents = read_documents([], own)
    assert documents.text(DIGEST) is None
    (tmp_path / "documents.json").write_text(json.dumps({PREFIXED: TEXT}))
    assert documents.text(DIGEST) == TEXT
    other = "{ __typename }"
    digest = hashlib.sha256(other.encode()).hexdigest()
    (tmp_path / "new.json").write_text(json.dumps({digest: other}))
    (tmp_path / "new.json").rename(tmp_path / "documents.json")
    assert (documents.text(DIGEST), documents.text(digest)) == (None, other)
