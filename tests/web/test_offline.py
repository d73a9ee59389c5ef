"""A view whose code fails to load says why and retries; the page is reloaded only for a new build."""

from playwright.sync_api import Page, Route, expect

from tests.service_process import Service
from tests.web.conftest import Open, Watch, visit
from tests.web.test_states import visit_without_answer
from tests.web.views import DAY

START = f"/plans?territoire=region:52&date={DAY}"
UNSTYLED = "() => [...document.querySelectorAll('link[rel=stylesheet]')].filter(({sheet}) => !sheet).length"
CODE = "**/EvolutionPage*.js"
CAUGHT = ("Failed to fetch dynamically imported module", "Unable to preload CSS")
"""React's message for an error that the page shows."""


def marked(page: Page) -> None:
    page.evaluate("window.isMarked = true")


def is_the_same_page(page: Page) -> bool:
    same: bool = page.evaluate("window.isMarked === true")
    return same


def test_being_offline_is_reported_and_the_view_loads_later_by_itself(opened: Open, watch: Watch) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED", *CAUGHT)
    page = opened(START)
    marked(page)
    page.context.set_offline(True)
    visit_without_answer(page, "Couverture", "Évolution")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hors ligne")
    expect(page.get_by_role("alert")).not_to_contain_text("mis à jour")
    page.context.set_offline(False)
    expect(page.get_by_role("heading", level=1)).to_have_text("Évolution")
    assert is_the_same_page(page)
    assert page.evaluate(UNSTYLED) == 0, "the view is there without its style"


def test_a_view_that_failed_to_load_is_requested_again_by_keyboard(opened: Open, watch: Watch) -> None:
    watch.expected = ("ERR_FAILED", *CAUGHT)
    page = opened(START)
    marked(page)
    page.route(CODE, lambda route: route.abort())
    visit_without_answer(page, "Couverture", "Évolution")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette vue n’est pas arrivée")
    page.wait_for_timeout(4_000)  # the code is requested again meanwhile, without reloading the page
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette vue n’est pas arrivée")
    page.unroute(CODE)
    page.get_by_role("button", name="Réessayer").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Évolution")
    assert is_the_same_page(page)


def test_other_views_stay_within_reach(opened: Open, watch: Watch) -> None:
    watch.expected = ("ERR_FAILED", *CAUGHT)
    page = opened(START)
    page.route(CODE, lambda route: route.abort())
    visit_without_answer(page, "Couverture", "Évolution")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cette vue n’est pas arrivée")
    visit(page, "Plans", "Plans et diagnostics")
    expect(page.get_by_role("heading", level=1)).to_have_text("Plans et diagnostics")
    page.unroute(CODE)
    visit_without_answer(page, "Couverture", "Évolution")
    expect(page.get_by_role("heading", level=1)).to_have_text("Évolution")


def test_a_new_build_is_loaded(service: Service, opened: Open, watch: Watch) -> None:
    """The files of the previous build are gone, and the service serves another page."""
    watch.expected = ("404", *CAUGHT)
    page = opened(START)
    marked(page)
    html = page.request.get(f"{service.url}/").text()
    entry = html.split('<script type="module"', 1)[1].split('src="', 1)[1].split('"', 1)[0]

    gone = True

    def serve_another(route: Route) -> None:
        nonlocal gone
        gone = False
        route.fulfill(body=html.replace(entry, "/assets/index-another.js"), content_type="text/html")

    def serve_code(route: Route) -> None:
        if gone:
            route.fulfill(status=404)
        else:
            route.continue_()

    page.route(CODE, serve_code)
    page.route(f"{service.url}/", serve_another)
    visit_without_answer(page, "Couverture", "Évolution")
    expect(page.get_by_role("heading", level=1)).to_have_text("Évolution")
    assert not is_the_same_page(page)


def test_a_calendar_that_failed_to_load_leaves_the_page(opened: Open, watch: Watch) -> None:
    watch.expected = ("ERR_FAILED", *CAUGHT)
    page = opened(START)
    page.route("**/DayCalendar*.js", lambda route: route.abort())
    page.get_by_role("button", name="Calendrier : Au").click()
    expect(page.get_by_role("alert")).to_contain_text("Cette partie de la page n’est pas arrivée")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("Plans et diagnostics")
