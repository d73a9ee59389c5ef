"""The service for a browser: few bytes for the first view, and correct messages while the database is away."""

import gzip
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

import httpx
import psutil  # type: ignore[import-untyped]
import pytest
from playwright.sync_api import Response, expect

from tests.engines import copy_small
from tests.processes import descendants
from tests.service_process import ServiceProcess, serving
from tests.web.conftest import Open, Watch, wait_for_answer

MOST_SCRIPT = 275_000
KILLED_EVERY_SECONDS = 0.1


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    """A service whose database a test kills, and which answers only trusted documents."""
    folder = tmp_path_factory.mktemp("service")
    copy_small(folder / "data")
    with serving(folder, trusted_only="true") as service:
        service.wait_until_ready()
        yield service


def test_the_first_view_needs_little_script(service: ServiceProcess, opened: Open) -> None:
    """The compressed JavaScript loaded until the matrix is shown includes neither the network nor the editor."""
    sizes: dict[str, int] = {}

    def note(response: Response) -> None:
        if response.url.endswith(".js"):
            sizes[response.url.rsplit("/", 1)[1]] = len(gzip.compress(response.body()))

    page = opened("/accessibilite")
    page.on("response", note)
    started = time.perf_counter()
    page.goto(f"{service.url}/?territoire=region:52")
    page.wait_for_selector(".matrix tbody tr")
    seconds = time.perf_counter() - started
    wait_for_answer(page)
    sys.stdout.write(f"first view: {seconds:.2f} s, {sum(sizes.values()):,} bytes of script: {sizes}\n")
    assert sum(sizes.values()) < MOST_SCRIPT
    assert not [name for name in sizes if re.match("(Network|Editor|monaco)", name)]


def test_the_explorer_says_that_only_trusted_documents_are_answered(
    service: ServiceProcess, opened: Open, watch: Watch
) -> None:
    watch.expected = ("403",)
    page = opened("/accessibilite")
    page.goto(f"{service.url}/explorateur")
    expect(page.get_by_role("alert")).to_contain_text("Questions libres fermées")
    expect(page.locator(".explorer")).to_have_attribute("lang", "fr")


def test_files_named_by_their_content_are_cached(service: ServiceProcess) -> None:
    page = httpx.get(service.url)
    names = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.text)
    assert names
    assert re.findall(r"<script(?![^>]* src=)| on\w+=", page.text) == []
    for name in names:
        file = httpx.get(service.url + name)
        assert file.status_code == 200
        assert "immutable" in file.headers["cache-control"]


@contextmanager
def database_away(service: ServiceProcess) -> Iterator[None]:
    """Kill the database of a service, and kill it again whenever the service restarts it."""
    ended = Event()

    def kill() -> None:
        while not ended.wait(KILLED_EVERY_SECONDS):
            for java in descendants(service.process.pid, "java"):
                with suppress(psutil.NoSuchProcess):
                    java.kill()

    killer = Thread(target=kill)
    killer.start()
    try:
        yield
    finally:
        ended.set()
        killer.join()


def test_the_console_recovers_when_the_database_comes_back(service: ServiceProcess, opened: Open, watch: Watch) -> None:
    watch.expected = ("status of 503", "status of 500")
    page = opened("/?territoire=region:52")
    with database_away(service):
        menu = page.get_by_role("navigation", name="Vues")
        menu.locator("summary", has_text="Plans").click()
        menu.get_by_role("link", name="Plans et diagnostics").click()
        expect(page.get_by_role("alert")).to_contain_text("Base indisponible", timeout=20_000)
        expect(page.get_by_role("alert")).to_contain_text("se remplira d’elle-même")
    expect(page.get_by_role("table").first).to_be_visible(timeout=90_000)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_service_that_does_not_answer_is_reported(opened: Open, watch: Watch) -> None:
    watch.expected = ("ERR_FAILED",)
    page = opened("/?territoire=region:52")
    page.route("**/graphql", lambda route: route.abort())
    page.get_by_role("combobox", name="Tri", exact=True).select_option(label="Par nom")
    expect(page.get_by_role("alert")).to_contain_text("Service injoignable", timeout=15_000)
    page.unroute("**/graphql")
    expect(page.get_by_role("alert")).to_have_count(0, timeout=15_000)


def test_the_console_works_where_only_trusted_documents_are_answered(service: ServiceProcess, opened: Open) -> None:
    page = opened("/?territoire=region:52")
    expect(page.locator(".matrix tbody tr").first).to_be_visible()
    page.goto(f"{service.url}/mobilises?territoire=region:52")
    wait_for_answer(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    assert service.ask("{ __typename }").status_code == 403
