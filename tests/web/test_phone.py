"""On a phone: only the explorer scrolls sideways, a list begins early, and its entries are short."""

import pytest
from playwright.sync_api import expect

from tests.service_process import Service
from tests.web.conftest import Open, wait_for_answer
from tests.web.views import DAY, VIEWS

PHONE = (360, 740)
SIDEWAYS = """() => [document.documentElement, ...document.querySelectorAll('main *')]
  .filter((one) => !one.closest('.explorer, .evolution section.table-frame') && one.scrollWidth > one.clientWidth + 1)
  .filter((one) => one === document.documentElement || ['auto', 'scroll'].includes(getComputedStyle(one).overflowX))
  .map((one) => `${one.tagName}.${one.className} ${one.scrollWidth} > ${one.clientWidth}`)"""
CUT = """() => [...document.querySelectorAll('main :is(th, td, li, p, h1, h2, a, dd)')]
  .filter((one) => !one.closest('.explorer, .evolution section.table-frame, .hidden, svg, .summary'))
  .filter((one) => one.checkVisibility())
  .filter((one) => one.getBoundingClientRect().width > 1)
  .filter((one) => one.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((one) => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 60)}`).slice(0, 5)"""
"""Elements cut by the screen's edge; there are none if long names wrap.

The totals of Évolution have eight figures per line, in a frame that can be scrolled by keyboard.
"""
LEAST_SEARCH = 100
"""The minimum width of the search field, in pixels: a word of ten letters."""
MOST_CARD = 240
"""The maximum median height of the entries of a list, in pixels."""


def test_nothing_scrolls_sideways_on_a_phone(service: Service, opened: Open) -> None:
    page = opened("/accessibilite", PHONE)
    wide = {}
    for name, address in VIEWS.items():
        page.goto(service.url + address)
        wait_for_answer(page)
        if found := page.evaluate(SIDEWAYS) + page.evaluate(CUT):
            wide[name] = found
    assert wide == {}


@pytest.mark.parametrize("address", ["/mobilises", f"/mobilises?territoire=region:52&date={DAY}"])
def test_the_first_actor_is_on_the_first_screen_of_a_phone(opened: Open, address: str) -> None:
    page = opened(address, PHONE)
    first = page.locator("table tbody th").first.bounding_box()
    assert first
    assert first["y"] + first["height"] < PHONE[1]


def test_facets_unfold_by_keyboard_on_a_phone_and_are_next_to_the_list_elsewhere(opened: Open) -> None:
    page = opened(f"/mobilises?territoire=region:52&date={DAY}", PHONE)
    facet = page.get_by_role("checkbox", name="Financeur")
    expect(facet).to_be_hidden()
    page.locator("summary", has_text="Affiner").focus()
    page.keyboard.press("Enter")
    expect(facet).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(facet).to_be_visible()
    expect(page.locator("summary", has_text="Affiner")).to_have_count(0)


@pytest.mark.parametrize(
    "address", [f"/mobilises?date={DAY}", f"/plans?date={DAY}", f"/?territoire=region:52&date={DAY}"]
)
def test_an_entry_of_a_list_is_short_on_a_phone(opened: Open, address: str) -> None:
    page = opened(address, PHONE)
    heights = page.locator("main table tbody tr:not(.placeholder)").evaluate_all(
        "rows => rows.slice(0, 20).map((row) => row.getBoundingClientRect().height).sort((a, b) => a - b)"
    )
    assert heights[len(heights) // 2] <= MOST_CARD


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_chosen_theme_is_not_cut_and_the_search_has_room(opened: Open, theme: str) -> None:
    page = opened(f"/plans?date={DAY}", (390, 740))
    choice = page.get_by_label("Thème")
    choice.select_option(theme)
    shown, needed = choice.evaluate(
        """(select) => {
          const shown = select.offsetWidth;
          select.style.cssText = 'flex: none; width: max-content; max-width: none; field-sizing: content';
          return [shown, select.offsetWidth];
        }"""
    )
    assert shown >= needed
    box = page.locator("search input").bounding_box()
    assert box
    assert box["width"] >= LEAST_SEARCH


def test_the_matrix_shows_five_cells_in_the_width_of_a_phone(opened: Open) -> None:
    """The name is above its cells, and the numbers of the axes stay visible."""
    page = opened(f"/?territoire=region:52&date={DAY}", PHONE)
    row = page.locator(".matrix tbody tr").first
    for cell in row.locator("a.cell").all():
        box = cell.bounding_box()
        assert box
        assert box["x"] + box["width"] <= PHONE[0]
        expect(cell.locator(".cell-word")).to_be_visible()
    page.mouse.wheel(0, 1_500)
    page.wait_for_function("() => document.querySelector('.matrix thead').getBoundingClientRect().top === 0")
    page.mouse.wheel(0, -1_500)
    name = row.locator("th").bounding_box()
    first = row.locator("a.cell").first.bounding_box()
    assert name
    assert first
    assert name["y"] + name["height"] <= first["y"] + 1
