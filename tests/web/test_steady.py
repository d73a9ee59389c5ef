"""Pages stand still while they load, and say the same without colours."""

import pytest
from playwright.sync_api import expect

from tests.web.conftest import NARROW, WIDE, Open, settled
from tests.web.views import DAY, VIEWS

MOST_SHIFT = 0.02
"""The cumulative layout shift from which a reader loses the line."""
OBSERVE = """() => {
  window.shift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
  }).observe({type: 'layout-shift', buffered: true});
}"""
STEADY = ("couverture", "couverture-qpv", "case", "mobilises", "plans", "evolution", "reseau", "fiche-contrat")


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("name", STEADY)
def test_a_page_stands_still_while_it_loads(opened: Open, name: str, size: tuple[int, int]) -> None:
    page = opened(VIEWS[name], size)
    page.evaluate(OBSERVE)
    page.wait_for_timeout(500)  # what comes after the answer: the map, the drawing, the font
    assert page.evaluate("window.shift") < MOST_SHIFT


def test_signs_stay_where_colours_are_the_reader_s_own(opened: Open) -> None:
    page = opened(f"/?territoire=region:52&date={DAY}", forced_colors="active")
    for sign, words in (("●", "Couvert"), ("✕", "Aucun acteur"), ("?", "Non renseigné")):
        cell = page.locator("a.cell", has_text=words).first
        expect(cell.locator(".sign")).to_have_text(sign)
        ink, paper = cell.evaluate("e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor]; }")
        assert ink != paper
    page.goto(page.url.split("/?")[0] + f"/reseau?autour=region:52&couleur=axe&date={DAY}")
    settled(page)
    colours = page.locator(".colour").evaluate_all("all => all.map((e) => getComputedStyle(e).backgroundColor)")
    assert len(set(colours)) == len(colours) > 3
