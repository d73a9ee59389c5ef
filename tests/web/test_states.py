"""States of the console: late answers, no connection, the back button, the order of tables, and days."""

import json
import re
import subprocess

from playwright.sync_api import Browser, Page, Route, expect

from tests.service_process import Service
from tests.web.conftest import Open, Watch, choose_day, visit, wait_for_answer
from tests.web.views import DAY

REGION = "region:52"


def test_a_late_answer_is_reported_and_requested_again(opened: Open) -> None:
    """A database that hangs answers nothing at all, neither data nor an error."""
    page = opened(f"/plans?territoire={REGION}&date={DAY}")
    hung: list[Route] = []

    def answer_later_ones(route: Route) -> None:
        if is_hanging:
            hung.append(route)
        else:
            route.continue_()

    is_hanging = True
    page.route("**/graphql", answer_later_ones)
    visit_without_answer(page, "Acteurs", "Qui est mobilisé")
    late = page.get_by_role("alert").filter(has_text="La réponse tarde")
    expect(late).to_be_visible()
    is_hanging = False
    late.get_by_role("button", name="Demander à nouveau").click()
    wait_for_answer(page)
    expect(page.get_by_role("status").filter(has_text="acteurs mobilisés")).to_be_visible()


def visit_without_answer(page: Page, group: str, title: str) -> None:
    menu = page.get_by_role("navigation", name="Vues")
    menu.locator("summary").filter(has_text=re.compile(f"^{group}$")).click()
    menu.get_by_role("link", name=title, exact=True).click()
    page.wait_for_selector("main h1")


def test_being_offline_is_reported_and_the_answer_arrives_later_by_itself(opened: Open, watch: Watch) -> None:
    watch.expected = ("ERR_INTERNET_DISCONNECTED",)
    page = opened(f"/plans?territoire={REGION}&date={DAY}")
    visit(page, "Acteurs", "Qui est mobilisé")
    page.context.set_offline(True)
    choose_day(page, "Au", "2024-03-01")
    expect(page.get_by_role("heading", name="Hors ligne")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("status").filter(has_text="1er mars 2024")).to_be_visible()
    expect(page.get_by_role("heading", name="Hors ligne")).to_have_count(0)


def test_back_undoes_the_last_choice(opened: Open) -> None:
    page = opened(f"/plans?territoire={REGION}&date={DAY}")
    area = page.get_by_role("combobox", name="Territoire", exact=True)
    area.select_option("departement:44")
    expect(page).to_have_url(re.compile("departement%3A44|departement:44"))
    choose_day(page, "Au", "2022-01-01")
    expect(page).to_have_url(re.compile("date=2022-01-01"))
    page.go_back()
    expect(page).to_have_url(re.compile(f"date={DAY}"))
    expect(area).to_have_value("departement:44")
    page.go_back()
    expect(area).to_have_value(REGION)


def test_the_order_of_a_table_is_in_its_address(opened: Open) -> None:
    page = opened(f"/plans?territoire={REGION}&date={DAY}")
    page.get_by_role("button", name="Contrat de ville").click()
    expect(page).to_have_url(re.compile(r"ordre=\w+"))
    page.get_by_role("button", name="Contrat de ville").click()
    expect(page).to_have_url(re.compile("ordre=-"))
    names = page.locator("table tbody th").all_inner_texts()
    assert names == sorted(names, key=str.casefold, reverse=True)
    page.reload()
    wait_for_answer(page)
    assert page.locator("table tbody th").all_inner_texts() == names


def test_days_are_written_day_first_in_any_browser_language(service: Service, browser: Browser) -> None:
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    page.goto(f"{service.url}/plans?date={DAY}")
    wait_for_answer(page)
    expect(page.get_by_role("group", name="Au", exact=True)).to_contain_text("25/11/2026")
    context.close()


def test_the_command_that_is_copied_runs(service: Service, opened: Open) -> None:
    page = opened(f"/plans?territoire={REGION}&date={DAY}", permissions=["clipboard-read", "clipboard-write"])
    visit(page, "Données", "Voir la requête\u00a0: Plans et diagnostics")
    expect(page.locator(".graphiql-editor").first).to_contain_text("query Plans")
    page.get_by_role("button", name="Copier la commande (curl)").click()
    expect(page.get_by_role("status").filter(has_text="copiée")).to_be_visible()
    command: str = page.evaluate("navigator.clipboard.readText()")
    assert command.startswith(f"curl -sS '{service.url}/graphql'")
    ran = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    answer = json.loads(ran.stdout)
    assert "errors" not in answer
    assert len(answer["data"]["cityContracts"]["edges"]) > 1


def test_the_map_can_be_explored_by_keyboard(opened: Open) -> None:
    page = opened(f"/?territoire={REGION}&date={DAY}")
    marks = page.get_by_role("group", name=re.compile("^Carte")).get_by_role("button")
    expect(marks.first).to_be_visible()
    assert [marks.nth(place).get_attribute("tabindex") for place in range(3)] == ["0", "-1", "-1"]
    marks.first.focus()
    before = page.evaluate("document.activeElement.getAttribute('aria-label')")
    page.keyboard.press("ArrowRight")
    after = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert before != after
    page.keyboard.press("Enter")
    name = str(after).split(" : ")[0].split("\u00a0:")[0]
    expect(page.get_by_role("dialog")).to_contain_text(name)


def test_a_late_answer_for_a_new_day_is_reported_over_the_previous_one(opened: Open) -> None:
    page = opened(f"/plans?territoire={REGION}&date={DAY}")
    held: list[Route] = []
    page.route("**/graphql", lambda route: held.append(route))  # noqa: PLW0108 (playwright marks handlers, and a method of a list cannot be marked)
    choose_day(page, "Au", "2024-03-01")
    expect(page.get_by_role("alert").filter(has_text="La réponse tarde")).to_be_visible()
    files = [page.get_by_role("button", name=name, exact=True) for name in ("Imprimer", "Télécharger")]
    for button in files:
        expect(button).to_be_disabled()
    for route in held:
        route.continue_()
    wait_for_answer(page)
    expect(page.get_by_role("alert")).to_have_count(0)
    for button in files:
        expect(button).to_be_enabled()


def test_an_invalid_day_is_replaced_by_the_previous_one(opened: Open) -> None:
    page = opened(f"/plans?territoire={REGION}&date={DAY}")
    day = page.get_by_role("group", name="Au", exact=True)
    day.get_by_role("spinbutton").first.focus()
    page.keyboard.type("15121850")
    page.keyboard.press("Enter")
    expect(day).to_contain_text("25/11/2026")
    expect(page).to_have_url(re.compile(f"date={DAY}"))
