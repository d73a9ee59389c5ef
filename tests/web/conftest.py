"""A service with the demonstration network, and a browser that reaches nothing else.

A page that contacts another address, logs an error in the browser, violates its content security policy or sends an
unregistered document fails its test; the screen is compared with the API's answers to another client.
"""

import os
import re
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any, TypeVar

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, expect, sync_playwright

from server.http import console
from tests.browser import CHROMIUM
from tests.service_process import Service
from tests.shared import Shared

T = TypeVar("T")
expect.set_options(timeout=20_000)  # the time that a busy machine may need for an answer; no test measures it
ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu-compositing",  # without a graphics card, pages are drawn faster by the processor alone
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
DRIVER = "GPU stall due to ReadPixels"
"""A warning of Chromium's software renderer about its own speed, on any page."""
WIDE = (1280, 900)
NARROW = (320, 900)
TRIES = 5
Open = Callable[..., Page]


@pytest.fixture(scope="session")
def service(shared: Shared) -> Service:
    """The service as `make run` starts it, with the built console."""
    assert console.is_built(), "the console is not built: make console"
    return Service(shared.service())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def screens() -> Path | None:
    """The folder in which screenshots are saved, from CINQAXES_TEST_SCREENS; None if it is not set."""
    folder = os.environ.get("CINQAXES_TEST_SCREENS")
    return Path(folder) if folder else None


class Watch:
    """The forbidden actions of pages."""

    def __init__(self, url: str) -> None:
        self._url = url
        self.violations: list[str] = []
        self.expected: tuple[str, ...] = ()
        """Words of console errors that the test provokes itself."""

    def request(self, request: Request) -> None:
        if not request.url.startswith((self._url, "blob:", "data:")):
            self.violations.append(f"contacted {request.url}")
        is_question = request.url == f"{self._url}/graphql" and "/explorateur" not in request.frame.url
        if is_question and '"documentId"' not in (request.post_data or ""):
            self.violations.append(f"sent a query without the digest of a trusted document: {request.post_data}")

    def message(self, message: ConsoleMessage) -> None:
        expected = (DRIVER, *self.expected)
        if message.type in {"error", "warning"} and not any(word in message.text for word in expected):
            self.violations.append(f"{message.type}: {message.text}")

    def on(self, context: BrowserContext) -> None:
        context.on("request", self.request)
        context.on("console", self.message)
        context.on("weberror", lambda error: self.violations.append(f"broke: {error.error}"))


@pytest.fixture
def watch(service: Service) -> Iterator[Watch]:
    """Fail the test if its pages did something forbidden."""
    watch = Watch(service.url)
    yield watch
    assert watch.violations == []


@pytest.fixture
def opened(service: Service, browser: Browser, watch: Watch) -> Iterator[Open]:
    """Open an address of the console in a fresh context, and wait until its view is loaded."""
    contexts = []

    def opening(address: str, size: tuple[int, int] = WIDE, **more: Any) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, locale="fr-FR", accept_downloads=True, **more)  # type: ignore[arg-type] # a TypedDict
        contexts.append(context)
        watch.on(context)
        page = context.new_page()
        page.goto(service.url + address)
        wait_for_answer(page)
        return page

    yield opening
    for context in contexts:
        context.close()


def wait_for_answer(page: Page) -> None:
    """Wait until a view has its answer."""
    page.wait_for_selector("main h1")
    expect(page.locator(".loading, [aria-busy=true]")).to_have_count(0)


def when_stable(page: Page, read: Callable[[], T]) -> T:
    """Return a value read from a page once it has been stable for half a second."""
    before = read()
    for _ in range(40):
        page.wait_for_timeout(500)
        if (now := read()) == before:
            return now
        before = now
    pytest.fail(f"the value does not become stable: {before}")


def visit(page: Page, group: str, title: str) -> None:
    """Open a view from the menu."""
    menu = page.get_by_role("navigation", name="Vues")
    menu.locator("summary").filter(has_text=re.compile(f"^{group}$")).click()
    menu.get_by_role("link", name=title, exact=True).click()
    wait_for_answer(page)


def choose_day(page: Page, label: str, day: str) -> None:
    """Type a day (YYYY-MM-DD) into a field, as an officer writes it: day, month, year."""
    year, month, date = day.split("-")
    page.get_by_role("group", name=label, exact=True).get_by_role("spinbutton").first.focus()
    page.keyboard.type(f"{date}{month}{year}")
    page.keyboard.press("Enter")


def data_of(service: Service, query: str, **variables: object) -> dict[str, Any]:
    """Return the API's answer to another client, which retries if the service is busy."""
    for _ in range(TRIES):
        answer = service.ask(query, variables)
        if answer.status_code != HTTPStatus.SERVICE_UNAVAILABLE:
            break
        time.sleep(float(answer.headers["retry-after"]))
    body = answer.json()
    assert "errors" not in body, body["errors"]
    data: dict[str, Any] = body["data"]
    return data
