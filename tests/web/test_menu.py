"""The menu: four groups next to the search, by pointer and by keyboard, and one on a phone."""

import re

from playwright.sync_api import Page, expect

from tests.web.conftest import Open, visit
from tests.web.views import DAY

HOME = f"/?territoire=region:52&date={DAY}"
GROUPS = ["Couverture", "Acteurs", "Plans", "Données"]


def group(page: Page, title: str) -> None:
    page.get_by_role("navigation", name="Vues").locator("summary", has_text=title).click()


def test_four_groups_lead_to_every_view_and_keep_day_and_territory(opened: Open) -> None:
    page = opened(HOME, (1440, 900))
    menu = page.get_by_role("navigation", name="Vues")
    expect(menu.locator("summary")).to_have_text(GROUPS)
    visit(page, "Acteurs", "Réseau")
    expect(page.get_by_role("heading", level=1)).to_have_text("Réseau")
    expect(menu.locator("summary.current")).to_have_text("Acteurs")
    assert f"date={DAY}" in page.url
    titles = menu.locator("a").all_text_contents()
    assert len(titles) == len(set(titles)) == 18


def test_one_group_is_open_at_a_time_and_closes_when_the_reader_leaves(opened: Open) -> None:
    page = opened(HOME)
    menu = page.get_by_role("navigation", name="Vues")
    group(page, "Acteurs")
    expect(menu.get_by_role("link", name="Réseau")).to_be_visible()
    group(page, "Données")
    expect(menu.get_by_role("link", name="Réseau")).to_be_hidden()
    expect(menu.get_by_role("link", name="Explorateur")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link", name="Explorateur")).to_be_hidden()
    group(page, "Plans")
    page.locator("main h1").click()
    page.get_by_role("combobox", name="Territoire", exact=True).focus()
    expect(menu.get_by_role("link", name="À confirmer")).to_be_hidden()


def test_a_group_is_opened_and_left_by_keyboard(opened: Open) -> None:
    page = opened(HOME)
    page.get_by_role("navigation", name="Vues").locator("summary", has_text="Plans").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/plans/diagnostics"))


def test_a_phone_has_one_menu_for_all(opened: Open) -> None:
    page = opened(HOME, (390, 844))
    menu = page.get_by_role("navigation", name="Vues")
    expect(menu.locator("summary")).to_have_text(["Menu"])
    group(page, "Menu")
    expect(menu.get_by_role("link")).to_have_count(19)  # the views, and the query of this one
