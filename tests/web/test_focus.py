"""The keyboard focus stays in place: a pressed element keeps it, or passes it to its replacement."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Open, wait_for_answer
from tests.web.views import DAY

SIZES = [(1440, 900), (1024, 800)]
REGION = f"/?territoire=region:52&date={DAY}"


def press(page: Page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


@pytest.mark.parametrize("address", [REGION, f"/?lignes=QPV&territoire=departement:44&date={DAY}"])
def test_an_axis_that_sorts_keeps_the_focus(opened: Open, address: str) -> None:
    page = opened(address)
    axis = page.locator(".matrix thead").get_by_role("button", name="4 Accompagnement")
    axis.focus()
    for order in ("ascending", None):
        press(page, "Enter")
        expect(page.locator(".matrix thead th[aria-sort=ascending]")).to_have_count(1 if order else 0)
        wait_for_answer(page)
        expect(axis).to_be_focused()


def test_the_heading_of_a_list_that_sorts_keeps_the_focus(opened: Open) -> None:
    page = opened(f"/plans?territoire=region:52&date={DAY}")
    heading = page.get_by_role("button", name="Contrat de ville")
    heading.focus()
    for direction in ("ascending", "descending"):
        press(page, "Enter")
        expect(page.locator(f"thead th[aria-sort={direction}]")).to_have_count(1)
        expect(heading).to_be_focused()


@pytest.mark.parametrize("size", SIZES, ids=["beside", "over"])
@pytest.mark.parametrize("close", ["Escape", "Fermer"])
def test_closing_a_panel_opened_from_the_map_returns_the_focus_to_the_map(
    opened: Open, size: tuple[int, int], close: str
) -> None:
    page = opened(REGION, size)
    marks = page.get_by_role("group", name=re.compile("^Carte")).get_by_role("button")
    marks.first.focus()
    press(page, "ArrowRight", 2)
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    press(page, "Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Qui est mobilisé")
    if close == "Escape":
        press(page, close)
    else:
        dialog.get_by_role("button", name=close).focus()
        press(page, "Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator(".mark:focus")).to_have_attribute("aria-label", name)


def test_the_focus_continues_with_the_rows_after_showing_all_again(opened: Open) -> None:
    page = opened(f"{REGION}&etat=4~GAP")
    page.get_by_role("button", name="Tout montrer").focus()
    press(page, "Enter")
    expect(page.locator(".narrowed")).to_have_count(0)
    expect(page.locator("table.matrix")).to_be_focused()
    press(page, "Tab", 6)
    assert page.evaluate("document.activeElement.closest('.matrix tbody') !== null"), "Tab goes on from there"
