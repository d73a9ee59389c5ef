"""The console's files over a real server: kept for good where their name holds a hash, asked again where not."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from server.http import console
from tests.server.small_service import serving

PAGE = "<!doctype html><head><title>Cinq Axes</title></head>"
SCRIPT = "export const words = 1;\n" * 200


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("built")
    (folder / "index.html").write_text(PAGE, "utf-8")
    (folder / "assets").mkdir()
    (folder / "assets" / "index-C0ffee.js").write_text(SCRIPT, "utf-8")
    with serving(Starlette(routes=console.routes(folder)), "h11") as origin, httpx.Client(base_url=origin) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/reseau", "/fiche/epci%3A200083392"])
def test_every_view_is_the_page_that_names_no_inline_script_as_allowed(client: httpx.Client, path: str) -> None:
    page = client.get(path)
    assert page.text == PAGE
    assert page.headers["cache-control"] == "no-cache"
    policy = dict(rule.split(" ", 1) for rule in page.headers["content-security-policy"].split("; "))
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert policy["default-src"] == policy["frame-ancestors"] == "'none'"
    assert "http" not in page.headers["content-security-policy"]


def test_files_are_kept_for_good(client: httpx.Client) -> None:
    file = client.get("/assets/index-C0ffee.js")
    assert file.text == SCRIPT
    assert "immutable" in file.headers["cache-control"]
    assert client.get("/assets/index-gone.js").status_code == 404
    assert client.get("/assets/../index.html").text == PAGE


@pytest.mark.parametrize(
    "path", ["/graphq", "/export", "/health", "/metrics/x", "/.env", "/index.html", "/wp-login.php"]
)
def test_what_is_no_address_of_the_console_is_not_found(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.text == PAGE, "it tells the reader"


def test_the_addresses_are_those_of_the_console(repository: Path) -> None:
    routes = (repository / "web" / "src" / "app" / "routes.tsx").read_text("utf-8")
    assert {path.partition("/")[0] for path in re.findall(r"path: '/([^']*)'", routes)} == console.VIEWS


def test_the_service_s_contact_stands_in_the_page_as_text(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "assets").mkdir()
    with serving(Starlette(routes=console.routes(tmp_path, '"><b>a@b.fr')), "h11") as origin:
        page = httpx.get(origin).text
    assert '<meta name="contact" content="&quot;&gt;&lt;b&gt;a@b.fr" />' in page


def test_what_was_not_built_says_so(tmp_path: Path) -> None:
    with serving(Starlette(routes=console.routes(tmp_path)), "h11") as origin:
        told = httpx.get(origin)
    assert told.status_code == 200
    assert "make run" in told.text
