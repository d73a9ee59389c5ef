"""The search field: its suggestions while a text is typed, by keyboard and by pointer."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Open, wait_for_answer
from tests.web.views import DAY

SUGGESTION = ".popover [role=option]"
FIELD = "Rechercher un territoire, un acteur, une action"
HOME = f"/?territoire=region:52&date={DAY}"


def type_in(page: Page, text: str) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type(text)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("st nazaire", re.compile(r"^Saint-Nazaire \(44\)\s*commune, Loire-Atlantique$")),
        ("nantse", re.compile(r"^Nantes \(44\)\s*commune, Loire-Atlantique$")),
        ("mission locale cholet", re.compile(r"mission locale, Cholet \(49\)$")),
        ("contrat de ville trelaze", re.compile(r"contrat de ville 2024–2030, Maine-et-Loire$")),
    ],
)
def test_the_best_match_is_suggested_first_with_its_kind_and_place(
    opened: Open, typed: str, first: re.Pattern[str]
) -> None:
    page = opened(HOME)
    type_in(page, typed)
    expect(page.locator(SUGGESTION).first).to_have_text(first)
    assert page.locator(SUGGESTION).count() <= 8


def test_a_suggestion_is_opened_by_keyboard_and_keeps_the_day(opened: Open) -> None:
    page = opened(HOME)
    type_in(page, "st nazaire")
    expect(page.locator(SUGGESTION).first).to_contain_text("Saint-Nazaire (44)")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(rf"/fiche/commune%3A44184\?.*date={DAY}"))
    wait_for_answer(page)
    expect(page.get_by_role("combobox", name=FIELD)).to_have_value("")


def test_a_suggestion_is_opened_by_pointer(opened: Open) -> None:
    page = opened(HOME)
    type_in(page, "nantse")
    expect(page.locator(SUGGESTION).first).to_contain_text("Nantes (44)")
    page.locator(SUGGESTION).first.click()
    expect(page).to_have_url(re.compile("/fiche/commune%3A44109"))


def test_enter_without_a_choice_shows_all_results(opened: Open) -> None:
    page = opened(HOME)
    type_in(page, "st nazaire")
    expect(page.locator(SUGGESTION).first).to_contain_text("Saint-Nazaire (44)")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/recherche\?.*q=st\+nazaire"))
    wait_for_answer(page)
    expect(page.locator(SUGGESTION)).to_have_count(0)
    expect(page.locator("main li").first).to_contain_text("commune, Loire-Atlantique")


def test_escape_closes_the_suggestions_and_keeps_the_text(opened: Open) -> None:
    page = opened(HOME)
    type_in(page, "st nazaire")
    expect(page.locator(SUGGESTION).first).to_contain_text("Saint-Nazaire (44)")
    page.keyboard.press("Escape")
    expect(page.locator(SUGGESTION)).to_have_count(0)
    expect(page.get_by_role("combobox", name=FIELD)).to_have_value("st nazaire")


def test_escape_closes_the_suggestions_before_the_panel(opened: Open) -> None:
    page = opened(f"{HOME}&case=4~contract:2024:CN04403I", (1440, 900))
    type_in(page, "st nazaire")
    expect(page.locator(SUGGESTION).first).to_contain_text("Saint-Nazaire (44)")
    page.keyboard.press("Escape")
    expect(page.locator(SUGGESTION)).to_have_count(0)
    expect(page.get_by_role("dialog")).to_be_visible()


def test_a_search_that_is_refined_closes_its_suggestions(opened: Open) -> None:
    page = opened(f"/recherche?q=nantes&date={DAY}")
    page.get_by_role("combobox", name=FIELD).fill("st nazaire")
    expect(page.locator(SUGGESTION).first).to_contain_text("Saint-Nazaire (44)")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=st\+nazaire"))
    expect(page.locator(SUGGESTION)).to_have_count(0)
