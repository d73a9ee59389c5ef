"""The console's files over a real server: cached for ever if their name holds a hash, else revalidated."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from server.application import add_compression
from server.http import console
from tests.server.small_service import serving

PAGE = "<!doctype html><head><title>Cinq Axes</title></head>"
SCRIPT = "export const words = 1;\n" * 200
COMPRESSED_FILES = (
    "index-C0ffee.js",
    "index-C0ffee.css",
    "mark-C0ffee.svg",
    "codicon-C0ffee.ttf",
    "outlines-C0ffee.topojson",
    "a.json",
)


def build(folder: Path, page: str = PAGE) -> None:
    """Create the files of a build in a folder: a page, and a file of each type."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(page, "utf-8")
    for name in COMPRESSED_FILES:
        (folder / "assets" / name).write_text(SCRIPT, "utf-8")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("built")
    build(folder)
    served = Starlette(routes=console.routes(folder))
    add_compression(served)
    with serving(served, "h11") as origin, httpx.Client(base_url=origin) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/reseau", "/fiche/epci%3A200083392"])
def test_every_view_is_one_page_that_allows_no_inline_script(client: httpx.Client, path: str) -> None:
    page = client.get(path)
    assert page.text == PAGE
    assert page.headers["cache-control"] == "no-cache"
    policy = dict(rule.split(" ", 1) for rule in page.headers["content-security-policy"].split("; "))
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert "http" not in page.headers["content-security-policy"]


def test_browsers_cache_hashed_files_for_ever(client: httpx.Client) -> None:
    file = client.get("/assets/index-C0ffee.js")
    assert file.text == SCRIPT
    assert "immutable" in file.headers["cache-control"]
    assert client.get("/assets/index-gone.js").status_code == 404
    assert client.get("/assets/../index.html").text == PAGE


@pytest.mark.parametrize(
    "path", ["/graphq", "/export", "/health", "/metrics/x", "/.env", "/index.html", "/wp-login.php"]
)
def test_a_path_that_is_not_a_console_view_is_not_found(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.text == PAGE, "the page says that there is no such view"


def test_the_known_views_are_the_routes_of_the_console(repository: Path) -> None:
    routes = (repository / "web" / "src" / "app" / "routes.tsx").read_text("utf-8")
    assert {path.partition("/")[0] for path in re.findall(r"path: '/([^']*)'", routes)} == console.VIEWS


def test_the_contact_of_the_service_is_escaped_in_the_page(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "assets").mkdir()
    with serving(Starlette(routes=console.routes(tmp_path, '"><b>a@b.fr')), "h11") as origin:
        page = httpx.get(origin).text
    assert '<meta name="contact" content="&quot;&gt;&lt;b&gt;a@b.fr" />' in page


def test_a_console_that_is_not_built_says_so_until_it_is_there(tmp_path: Path) -> None:
    folder = tmp_path / "console_files"
    with serving(Starlette(routes=console.routes(folder)), "h11") as origin:
        waiting, nowhere, script = (
            httpx.get(f"{origin}{path}") for path in ("/reseau", "/graphq", "/assets/index-C0ffee.js")
        )
        build(folder)
        there = httpx.get(f"{origin}/reseau"), httpx.get(f"{origin}/assets/index-C0ffee.js")
        rebuilt = folder.parent / "rebuilt"
        build(rebuilt, PAGE.replace("Cinq", "Six"))
        folder.rename(tmp_path / "old")
        rebuilt.rename(folder)
        other = httpx.get(f"{origin}/")
    assert (waiting.status_code, nowhere.status_code, script.status_code) == (200, 404, 404)
    assert "La console n’est pas encore construite" in waiting.text
    assert "make run" in waiting.text
    assert '<meta http-equiv="refresh" content="3">' in waiting.text
    assert [answer.text for answer in there] == [PAGE, SCRIPT]
    assert other.text == PAGE.replace("Cinq", "Six")


@pytest.mark.parametrize("encoding", ["zstd", "br", "gzip"])
@pytest.mark.parametrize("name", COMPRESSED_FILES)
def test_files_are_compressed_in_an_accepted_encoding(client: httpx.Client, name: str, encoding: str) -> None:
    plain = client.get(f"/assets/{name}", headers={"accept-encoding": "identity"})
    compressed = client.get(f"/assets/{name}", headers={"accept-encoding": encoding})
    assert "content-encoding" not in plain.headers
    assert compressed.headers["content-encoding"] == encoding
    assert compressed.num_bytes_downloaded < plain.num_bytes_downloaded / 2
    assert compressed.content == plain.content
    for answer in (plain, compressed):
        assert answer.headers["vary"].casefold() == "accept-encoding"
        assert answer.headers["etag"].startswith('W/"'), "the bytes depend on the compression"
    same = client.get(f"/assets/{name}", headers={"if-none-match": compressed.headers["etag"]})
    assert (same.status_code, same.content) == (304, b"")
    assert (same.headers["etag"], same.headers["vary"].casefold()) == (plain.headers["etag"], "accept-encoding")


def test_every_type_of_file_of_the_console_is_compressed(repository: Path) -> None:
    built = {file.suffix for file in (repository / "server" / "http" / "console_files" / "assets").iterdir()}
    assert built <= {Path(name).suffix for name in COMPRESSED_FILES} | {".woff2"}
