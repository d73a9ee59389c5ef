"""The documentation site: its links and pages are complete, its examples run, and the service serves it.

The generator builds it as in CI, where a broken link is an error.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest
from graphql import is_introspection_type, is_scalar_type
from playwright.sync_api import expect, sync_playwright
from starlette.applications import Starlette

from schema.query import graphql_schema
from server.http import console, site
from tests.browser import CHROMIUM
from tests.node_scripts import run_module
from tests.server.small_service import serving
from tests.service_process import ServiceProcess

ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def built(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the built site."""
    folder = tmp_path_factory.mktemp("site")
    done = build(repository, repository, folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def build(repository: Path, sources: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Build the site from a source tree quietly, as `make docs` and the image do."""
    generator = repository / ".venv" / "site" / "bin" / "mkdocs"
    assert generator.exists(), "the generator is not installed: make .venv/.site"
    command = [str(generator), "build", "-q", "-f", str(sources / "site" / "mkdocs.yml"), "-d", str(folder)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}  # silences a notice about the next version of the generator
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def example(repository: Path, page: str, language: str) -> str:
    """Return the one example of a page in a language."""
    (found,) = re.findall(
        rf"```{language}\n(.*?)```", (repository / "site" / "pages" / page).read_text("utf-8"), re.DOTALL
    )
    return str(found)


def test_broken_links_end_the_build(repository: Path, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    for each in repository.iterdir():
        if each.name in {"docs", "site"}:
            shutil.copytree(each, sources / each.name)
        elif each.name != ".venv":
            (sources / each.name).symlink_to(each)
    with (sources / "docs" / "model.md").open("a", encoding="utf-8") as page:
        page.write(
            "\n[one](nothing.md) [two](#nowhere) [three](monitoring/) [four](operations.md#nowhere) [five](/model)\n"
        )
    done = build(repository, sources, tmp_path / "built")
    assert done.returncode == 1
    for link in ("'nothing.md'", "'#nowhere'", "'monitoring/'", "'operations.md#nowhere'", "'/model'"):
        assert link in done.stderr, done.stderr


def test_the_site_s_own_pages_are_reached_from_the_front_pages(built: Path) -> None:
    front = (built / "LISEZMOI.html").read_text("utf-8")
    for name in ("analyste", "developpement"):
        assert f'href="{name}.html"' in front


def test_every_type_is_on_one_page_with_its_fields(built: Path) -> None:
    pages = {path.name: path.read_text("utf-8") for path in (built / "reference").glob("*.html")}
    for name, one in graphql_schema().type_map.items():
        if is_introspection_type(one) or is_scalar_type(one) or name == "Query":
            continue
        assert [page for page, text in pages.items() if f'<h2 id="{name.lower()}">' in text], name
        (page,) = [page for page, text in pages.items() if f'<h2 id="{name.lower()}">' in text]
        for field in getattr(one, "fields", {}):
            assert f"<code>{field}</code>" in pages[page], (name, field)


def test_nothing_is_loaded_from_other_servers(built: Path) -> None:
    for page in built.rglob("*.html"):
        assert re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="https?://[^"]+"', page.read_text("utf-8")) == [], (
            page
        )


def test_the_example_for_analysts_runs(repository: Path, service: ServiceProcess) -> None:
    python = repository / ".venv" / "clients" / "bin" / "python"
    program = example(repository, "analyst.md", "python").replace(ADDRESS, service.url)
    done = subprocess.run([str(python), "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "VICTIM_SUPPORT" in done.stdout
    assert "engagements" in done.stdout
    assert re.search(r"^Loire-Atlantique +[01]\.\d", done.stdout, re.MULTILINE), "share of inhabitants by département"


def test_the_example_in_r_gives_the_counts_of_the_one_in_pandas(repository: Path, service: ServiceProcess) -> None:
    rscript = shutil.which("Rscript")
    assert rscript, "R is not installed: apt-get install r-base-core"
    program = example(repository, "analyst.md", "r").replace(ADDRESS, service.url)
    done = subprocess.run([rscript, "-e", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    python = repository / ".venv" / "clients" / "bin" / "python"
    other = example(repository, "analyst.md", "python").replace(ADDRESS, service.url)
    output = subprocess.run([str(python), "-c", other], capture_output=True, text=True, check=True).stdout
    row = re.compile(r"^ *VICTIM_SUPPORT +([\d ]+)$", re.MULTILINE)
    of_r, of_pandas = row.search(done.stdout), row.search(output)
    assert of_r
    assert of_pandas
    assert of_r[1].split() == of_pandas[1].split()


def test_the_example_for_pages_runs(repository: Path, service: ServiceProcess) -> None:
    output = run_module(example(repository, "frontend.md", "js").replace(ADDRESS, service.url))
    assert re.match(r"\d+ contracts Contrat de ville 2024-2030", output), output


def test_the_service_serves_the_site(built: Path) -> None:
    routes = [*site.routes(built), *console.routes()]  # in the service's order: the console matches every other path
    with serving(Starlette(routes=routes)) as origin, httpx.Client(base_url=origin) as client:
        for path in ("/docs/", "/docs/analyst.html", "/docs/reference/words.html", "/docs/docs/comment_on_compte.html"):
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert "default-src 'self'" in answer.headers["content-security-policy"]
        assert client.get("/docs").headers["location"].endswith("/docs/")
        assert client.get("/docs/nothing.html").status_code == 404


def test_a_service_without_a_built_site_says_how_to_build_it(tmp_path: Path) -> None:
    folder = tmp_path / "site_files"
    with serving(Starlette(routes=site.routes(folder))) as origin:
        answer = httpx.get(f"{origin}/docs/analyst.html")
        folder.mkdir()
        for name in ("index.html", "analyst.html"):
            (folder / name).write_text("<p>là</p>", "utf-8")
        there = httpx.get(f"{origin}/docs/analyst.html")
    assert answer.status_code == 404
    assert "make docs" in answer.text
    assert there.text == "<p>là</p>"


def test_its_search_works_from_the_disk(built: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page()
        requested: list[str] = []
        page.on("request", lambda request: requested.append(request.url))
        page.goto((built / "analyst.html").as_uri())
        page.keyboard.press("f")
        page.keyboard.type("renouvellement")
        expect(page.locator(".md-search-result__item").first).to_contain_text("renouvellement", timeout=20_000)
        browser.close()
    assert [url for url in requested if not url.startswith("file:")] == []


PAIRS = {
    "site/pages/analyst.md": "site/pages/analyste.md",
    "site/pages/frontend.md": "site/pages/developpement.md",
    "docs/operations.md": "docs/exploitation.md",
    "docs/how_it_counts.md": "docs/comment_on_compte.md",
    "docs/workbook.md": "docs/classeur.md",
    "docs/mappings.md": "docs/correspondances.md",
    "docs/personal_data.md": "docs/donnees_personnelles.md",
}
"""The French version of each English guide."""
EXAMPLE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("english", "french"), PAIRS.items())
def test_a_guide_says_the_same_in_both_languages(repository: Path, english: str, french: str) -> None:
    """As far as a program can tell: the same examples, headings, rows of tables and names in code."""
    one, other = ((repository / path).read_text("utf-8") for path in (english, french))
    assert EXAMPLE.findall(one) == EXAMPLE.findall(other)
    texts = EXAMPLE.sub("", one), EXAMPLE.sub("", other)
    for shape in (r"^#+(?= )", r"^\|(?=.*\|$)"):
        of_one, of_other = (re.findall(shape, text, re.MULTILINE) for text in texts)
        assert of_one == of_other
    assert sorted(re.findall(r"`[^`\n]+`", texts[0])) == sorted(re.findall(r"`[^`\n]+`", texts[1]))
