"""Every view has an address and is checked with axe; an officer's path is followed by keyboard alone.

Automatic tools find only a part of the problems, as the console's declaration says.
"""

import re
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.proofs import some_in_ci
from tests.web.conftest import NARROW, WIDE, Open, wait_for_answer, when_stable
from tests.web.views import DAY, VIEWS

pytestmark = pytest.mark.slow
AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OTHERS = [".explorer"]
"""Third-party content, which the declaration excludes."""
THEME_RULES = ["color-contrast", "link-in-text-block"]
"""The rules that a theme can break, since it changes colours only."""
RUN = """async ([runOnly, others]) => {
  const found = await axe.run({exclude: others}, {runOnly});
  return found.violations.flatMap(({id, nodes}) => nodes.map((node) => `${id} ${node.target}: ${node.failureSummary}`));
}"""
OVERFLOW = """() => {
  const wide = [...document.querySelectorAll('body *')].filter((element) => {
    if (element.closest('.table-frame, .explorer, .hidden, .skip, svg, .sigma-container')) return false;
    return element.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
  });
  return wide.map((element) => `${element.tagName}.${element.className}`).slice(0, 5);
}"""

ONE_OF_EACH = ("couverture", "case", "mobilises", "plans", "evolution", "reseau", "fiche-contrat", "classeur")
"""The views that CI checks, one of each layout; all views are checked before a release."""
NEXT_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SMALL = """() => [...document.querySelectorAll('button, input, select, summary, nav a, a.button, a.cell')]
  .filter((element) => !element.closest('.explorer') && element.checkVisibility())
  .filter((element) => !element.closest('[style*=clip]'))
  .map((element) => [element.outerHTML.slice(0, 80), element.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
  .map(([text, box]) => `${text} ${box.width}×${box.height}`)"""
"""Targets of less than 24 px, except links within a text, which WCAG exempts."""
THEMES: dict[Literal["light", "dark"], dict[str, object]] = {
    "light": {"type": "tag", "values": LEVELS},
    "dark": {"type": "rule", "values": THEME_RULES},
}
"""The rules of axe that are checked in each theme."""


def problems(page: Page, rules: dict[str, object]) -> list[str]:
    """Return the violations that axe finds for some rules."""
    found: list[str] = page.evaluate(RUN, [rules, OTHERS])
    return found


def stable_text(page: Page) -> str:
    """Return the text of a view once all of its parts are loaded: some are loaded after others.

    The page itself repeats a query that a busy service refuses, and reports it meanwhile.
    """

    def text() -> str:
        wait_for_answer(page)
        expect(page.locator(".state-failure")).to_have_text([])
        return page.locator("main").inner_text()

    return when_stable(page, text)


@pytest.mark.parametrize("name", some_in_ci(VIEWS, *ONE_OF_EACH))
def test_a_view_has_an_address_and_axe_finds_no_problem_in_it(opened: Open, screens: Path | None, name: str) -> None:
    """A view reloaded from its address is the same.

    At two widths and in both themes axe finds nothing; only tables scroll sideways; targets have 24 px.
    """
    page = opened(VIEWS[name], WIDE, color_scheme="light", reduced_motion="reduce")
    before, title = stable_text(page), page.title()
    page.reload()
    wait_for_answer(page)
    expect(page).to_have_title(title)
    if name != "explorateur":
        assert stable_text(page) == before
    page.evaluate(AXE.read_text("utf-8"))
    for width, height in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(NEXT_FRAMES)  # a narrow page folds its menu and its filters first
        for theme, rules in THEMES.items():
            page.emulate_media(color_scheme=theme, reduced_motion="reduce")
            if screens:
                page.screenshot(path=screens / f"{name}-{theme}-{width}.png", full_page=True)
            assert problems(page, rules) == [], (theme, width)
        assert page.evaluate(OVERFLOW) == [], width
        assert page.evaluate(SMALL) == [], width


@pytest.mark.parametrize("name", ["couverture", "mobilises", "fiche-contrat"])
def test_text_may_be_twice_as_large(opened: Open, name: str) -> None:
    page = opened(VIEWS[name], WIDE)
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate(OVERFLOW) == []


def focused(page: Page) -> str:
    """Return the name of the focused element; for a cell, after the headings of its row and column."""
    name: str = page.evaluate(
        """() => {
          const {activeElement: on, body} = document;
          if (on === body) return '';
          const name = (on.getAttribute('aria-label') ?? on.textContent).trim();
          const cell = on.closest('.matrix tbody td');
          if (!cell) return name;
          const column = cell.closest('table').tHead.rows[0].cells[cell.cellIndex];
          return `${cell.parentElement.cells[0].textContent}, axe ${column.textContent} : ${name}`;
        }"""
    )
    return name


def test_a_screen_reader_reads_the_headings_of_a_cell_once(opened: Open) -> None:
    """Screen readers read the headings of its row and column before a cell, which must therefore not repeat them."""
    for address in (f"/?territoire=region:52&lignes=CITY_CONTRACT&date={DAY}", f"/?lignes=REGION&date={DAY}"):
        page = opened(address)
        axes = page.get_by_role("columnheader").get_by_role("button").all_inner_texts()
        assert [axis[0] for axis in axes] == list("12345")
        rows = page.locator(".matrix tbody").get_by_role("row")
        row = rows.filter(has=page.locator("a.cell")).nth(1)
        territory = row.get_by_role("rowheader").locator("a").first.inner_text()
        assert row.get_by_role("rowheader").evaluate("e => e.textContent").count(territory) == 1
        cells = row.get_by_role("cell").filter(has=page.locator("a.cell"))
        assert cells.count() == len(axes)
        for cell, axis in zip(cells.all(), axes, strict=True):
            words = cell.evaluate("e => e.textContent")
            assert words
            assert territory not in words
            assert axis[1:].strip() not in words


def tab_to(page: Page, words: str, most: int = 80) -> None:
    """Press Tab until the focus is on an element with these words."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if words in focused(page):
            return
    pytest.fail(f"Tab does not reach « {words} »")


def test_the_officer_s_path_by_keyboard_alone(opened: Open) -> None:
    """From the skip link to a fragile cell, its only actor's page, the search and the network as a table."""
    page = opened("/?territoire=region:52")
    page.keyboard.press("Tab")
    assert focused(page) == "Aller au contenu"
    page.keyboard.press("Enter")
    tab_to(page, "CA de la Région Nazairienne et de l'Estuaire (CARENE)")
    page.keyboard.press("ArrowRight")
    assert "axe 1" in focused(page)
    page.keyboard.press("ArrowRight")
    assert "axe 2" in focused(page)
    page.keyboard.press("ArrowLeft")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    assert re.search("CA Cholet Agglomération.*, axe 1", focused(page))
    assert "fragile" in focused(page)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Seul acteur")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(page.locator("a.cell:focus")).to_be_visible()
    assert "CA Cholet Agglomération" in focused(page)
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Seul acteur")
    only = dialog.locator("p", has_text="Seul acteur").get_by_role("link").inner_text()
    tab_to(page, only)
    page.keyboard.press("Enter")
    wait_for_answer(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(only)
    page.keyboard.press("Control+k")
    page.keyboard.type("delegue")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Recherche")
    tab_to(page, "Délégués aux droits – Sarthe (démonstration)")
    page.keyboard.press("Enter")
    wait_for_answer(page)
    tab_to(page, "Voir son réseau")
    page.keyboard.press("Enter")
    wait_for_answer(page)
    tab_to(page, "Voir le tableau")
    page.keyboard.press("Enter")
    expect(page.get_by_role("table")).to_contain_text("Délégués aux droits – Sarthe (démonstration)")
    page.keyboard.press("t")
    expect(page.get_by_role("img", name="Dessin du réseau")).to_be_visible()
