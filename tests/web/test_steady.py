"""Pages do not move while they load, and keep their meaning without colours."""

from base64 import b64encode

import pytest
from playwright.sync_api import expect

from tests.web.conftest import NARROW, WIDE, Open, wait_for_answer
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
def test_a_page_does_not_move_while_it_loads(opened: Open, name: str, size: tuple[int, int]) -> None:
    page = opened(VIEWS[name], size)
    page.evaluate(OBSERVE)
    page.wait_for_timeout(500)  # content after the answer: the map, the drawing, the font
    assert page.evaluate("window.shift") < MOST_SHIFT


def test_signs_stay_visible_with_forced_colours(opened: Open) -> None:
    page = opened(f"/?territoire=region:52&date={DAY}", forced_colors="active")
    for sign, words in (("●", "Couvert"), ("✕", "Aucun acteur"), ("?", "Non renseigné")):
        cell = page.locator("a.cell", has_text=words).first
        expect(cell.locator(".sign")).to_have_text(sign)
        ink, paper = cell.evaluate("e => { const s = getComputedStyle(e); return [s.color, s.backgroundColor]; }")
        assert ink != paper
    page.goto(page.url.split("/?")[0] + f"/reseau?autour=region:52&couleur=axe&date={DAY}")
    wait_for_answer(page)
    colours = page.locator(".colour").evaluate_all("all => all.map((e) => getComputedStyle(e).backgroundColor)")
    assert len(set(colours)) == len(colours) > 3


BAR = """e => {
  const canvas = getComputedStyle(document.body).backgroundColor;
  return [...e.children].filter((part) => part.getBoundingClientRect().width > 2).map((part) => {
    const style = getComputedStyle(part);
    return [part.className, style.backgroundImage, style.borderRightStyle, e.getBoundingClientRect().height];
  });
}"""

SHADES = """async (encoded) => {
  const bytes = Uint8Array.from(atob(encoded), (sign) => sign.charCodeAt(0));
  const picture = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
  const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  const {data} = context.getImageData(0, Math.floor(picture.height / 2), picture.width, 1);
  const shades = [...data].filter((_, place) => place % 4 === 1);
  return [Math.min(...shades), Math.max(...shades)];
}"""
"""The darkest and the lightest green along the middle of a picture."""


def test_the_parts_of_a_bar_differ_with_forced_colours(opened: Open) -> None:
    """Forced colours remove backgrounds; the rest still distinguishes the statuses, in the picture too."""
    page = opened(f"/?territoire=region:52&lignes=CITY_CONTRACT&date={DAY}", forced_colors="active")
    looks: dict[str, str] = {}
    bars = page.locator(".summary .bar")
    assert bars.count() == 5
    for bar in bars.all():
        for status, image, border, height in bar.evaluate(BAR):
            assert border == "solid"
            assert height >= 8
            assert looks.setdefault(status, image) == image
    assert len(looks) >= 4
    assert len(set(looks.values())) == len(looks), looks
    darkest, lightest = page.evaluate(SHADES, b64encode(bars.first.screenshot()).decode())
    assert lightest - darkest > 150, "the bar is blank"
