"""Every page of the console on paper: it has the content of the screen, readable and under its headings.

Pages are printed with an officer's browser settings, without backgrounds, and read from the PDF.
"""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.proofs import some_in_ci
from tests.web.conftest import Open, wait_for_answer
from tests.web.paper import Box, Letter, Sheet, printed, shown
from tests.web.views import DAY, VIEWS

CONTRACTS = f"/?lignes=CITY_CONTRACT&date={DAY}"
PAGES = VIEWS | {"contrats-pays": CONTRACTS}
MOST_SHEETS = {
    "fiche-papier-plan": 1,
    "couverture": 2,
    "couverture-pays": 3,
    "comment-on-compte": 1,
    "mobilises": 2,
    "plans": 3,
    "reseau": 2,
}
ONE_OF_EACH = ("couverture", "couverture-pays", "comment-on-compte", "mobilises", "plans", "evolution", "fiche-contrat")
"""The pages that CI prints: one of each layout, and those with a limit of sheets; all are printed before a release."""
LEAST_POINTS = 8.0
LEAST_FILLED = 0.4
"""The least filled share of a sheet that is not the last one: unbreakable parts may leave some space."""
AXES = ("Connaissance", "Sensibilisation", "Communication", "Accompagnement", "Programme")
NARROW = (360, 740)
CORNER_POINTS = 60.0
"""The maximum distance of the first column from the left edge of a sheet."""
LINE_START = 12
"""The part of a line that fits in one line of the narrowest column."""
HEAD_POINTS = 30.0
"""The height of a row of headings."""


def when_complete(page: Page) -> Page:
    """Wait until a page can be printed, if it has a button for printing."""
    button = page.get_by_role("button", name="Imprimer", exact=True)
    if button.count():
        expect(button).to_be_enabled()
    return page


@pytest.mark.parametrize("name", some_in_ci(PAGES, *ONE_OF_EACH))
def test_paper_has_the_content_of_the_screen(opened: Open, name: str) -> None:
    page = when_complete(opened(PAGES[name]))
    words = shown(page)
    paper = printed(page)
    assert len(words) > 1
    assert paper.missing(words) == []
    assert not re.search("Chargement|[▶▸▾]|avant d’être complète", paper.text)
    assert paper.smallest >= (LEAST_POINTS, "")
    assert all(sheet.body.strip() for sheet in paper.sheets)
    assert [sheet.filled for sheet in paper.sheets[:-1] if sheet.filled < LEAST_FILLED] == []
    assert len(paper.sheets) <= MOST_SHEETS.get(name, len(paper.sheets))
    heading = page.locator(".print-title")
    if heading.count():
        title = str(heading.text_content())
        assert all(sheet.contains(title) for sheet in paper.sheets)


@pytest.mark.parametrize("rows", some_in_ci(["DEPARTEMENT", "CITY_CONTRACT"], "DEPARTEMENT"))
def test_the_axes_head_the_matrix_on_every_sheet(opened: Open, rows: str) -> None:
    page = when_complete(opened(f"/?lignes={rows}&inconnus=deplies&date={DAY}"))
    names = page.locator("table.matrix tbody th").all_text_contents()
    sheets = printed(page).sheets
    words = [row.split(" ")[0] for row in names if row]
    with_rows = [s for s in sheets if any(box.left < CORNER_POINTS for word in words for box in s.find(word))]
    assert len(with_rows) >= 2
    for sheet in with_rows:
        heading = [box.top for box in sheet.find(AXES[0])]
        corners = [box for box in sheet.find("Territoire") if box.left < CORNER_POINTS]
        corner = next(box for box in corners if any(abs(box.top - top) < HEAD_POINTS for top in heading))
        for number, axis in enumerate(AXES, 1):
            heads = [box for box in sheet.find(axis) if abs(box.top - corner.top) < HEAD_POINTS]
            assert len(heads) == 1, axis
            assert any(one.sign == str(number) and is_beside_heading(one, heads[0]) for one in sheet.letters), axis


def is_beside_heading(letter: Letter, head: Box) -> bool:
    """Return whether a letter is before a heading, or above it if the heading continues on a second line."""
    return (
        abs(letter.top - head.top) < HEAD_POINTS and letter.left < head.right and head.left - letter.left < HEAD_POINTS
    )


@pytest.mark.parametrize("name", some_in_ci(["couverture", "couverture-pays", "couverture-epci"], "couverture"))
def test_the_legend_has_the_colours_of_the_map(opened: Open, name: str) -> None:
    page = when_complete(opened(VIEWS[name]))
    entries = page.locator(".map .legend li:has(.swatch)").evaluate_all(
        """(entries) => entries.map((entry) => [
             entry.lastChild.textContent.trim(),
             getComputedStyle(entry.querySelector('.swatch')).backgroundColor.match(/[0-9]+/g).map(Number),
           ])"""
    )
    named = [(words, tuple(colour[:3])) for words, colour in entries if words and colour[3:] != [0]]
    assert len({colour for _, colour in named}) >= 2
    sheets = printed(page).sheets
    for words, colour in named:
        boxes = [(sheet, box) for sheet in sheets for box in sheet.find(words)]
        assert any(colour in colours_before(sheet, box) for sheet, box in boxes), words


def colours_before(sheet: Sheet, box: Box) -> set[tuple[int, int, int]]:
    """Return the colours of the pixels on the left of words, at their swatch."""
    row = (box.top + box.bottom) / 2
    return {sheet.pixels.at(x, y) for x in range(int(box.left) - 30, int(box.left)) for y in (row - 5, row, row + 5)}


@pytest.mark.parametrize("name", ["fiche-contrat", "fiche-qpv", "fiche-papier-contrat", "fiche-papier-region"])
def test_a_small_map_has_a_legend(opened: Open, name: str) -> None:
    """Each entry of its legend has a swatch drawn like the shapes, in any theme."""
    page = when_complete(opened(VIEWS[name]))
    entries = page.locator("figure.drawn figcaption li")
    assert entries.count() >= 2
    page.emulate_media(media="print")
    colours = "(shapes) => [...new Set(shapes.map((one) => getComputedStyle(one).fill))]"
    swatches = page.locator("figure.drawn figcaption svg circle").evaluate_all(colours)
    assert set(page.locator("figure.drawn > svg :is(path, circle)").evaluate_all(colours)) == set(swatches)
    assert printed(page).missing(entries.all_inner_texts()) == []


@pytest.mark.parametrize("name", ["fiche-contrat", "fiche-territoire"])
def test_a_card_is_printed_whole_in_one_column(opened: Open, name: str) -> None:
    page = when_complete(opened(VIEWS[name]))
    cards = [
        [str(card.locator("h2").evaluate("(heading) => heading.firstChild.textContent"))]
        + [words[:LINE_START].strip() for words in card.locator("dt, .plain > li").all_text_contents()]
        for card in page.locator(".cards-grid > .card").all()
    ]
    assert len(cards) >= 2
    sheets = printed(page).sheets
    torn = [
        title
        for title, *lines in cards
        if not any(
            all(any(abs(box.left - head.left) < sheet.width / 4 for box in sheet.find(line)) for line in lines)
            for sheet in sheets
            for head in sheet.find(title)
        )
    ]
    assert torn == []


def test_a_dark_screen_prints_as_a_light_one(opened: Open) -> None:
    address = VIEWS["couverture-epci"]
    light, dark = (printed(when_complete(opened(address, color_scheme=scheme))) for scheme in ("light", "dark"))
    assert dark.text == light.text
    assert [sheet.pixels for sheet in dark.sheets] == [sheet.pixels for sheet in light.sheets]


@pytest.mark.parametrize("name", some_in_ci(["couverture-pays", "plans"], "plans"))
def test_a_phone_prints_the_same_as_a_wide_screen(opened: Open, name: str) -> None:
    words = shown(when_complete(opened(VIEWS[name])))
    paper = printed(when_complete(opened(VIEWS[name], NARROW)))
    assert paper.missing(words) == []
    assert paper.smallest >= (LEAST_POINTS, "")


def test_a_page_can_be_printed_only_once_it_is_complete(opened: Open) -> None:
    held: list[Route] = []
    page = opened("/classeur")
    page.evaluate("void (window.print = () => { window.prints = (window.prints ?? 0) + 1 })")
    page.route("**/assets/CoverageMap-*.js", lambda route: held.append(route))  # noqa: PLW0108 (playwright marks handlers, and a method of a list cannot be marked)
    page.get_by_role("link", name="Cinq Axes, accueil").click()
    button = page.get_by_role("button", name="Imprimer", exact=True)
    expect(page.locator(".loading", has_text="Chargement de la carte")).to_be_visible()
    expect(button).to_be_disabled()
    page.keyboard.press("Control+p")
    assert page.evaluate("window.prints") is None
    early = printed(page)
    assert "avant d’être complète" in early.text
    assert "Chargement" not in early.text
    for route in held:
        route.continue_()
    wait_for_answer(page)
    page.wait_for_function("window.prints === 1")
    expect(button).to_be_enabled()
    button.click()
    page.wait_for_function("window.prints === 2")
    assert "avant d’être complète" not in printed(page).text


def test_the_network_is_drawn_for_paper(opened: Open) -> None:
    page = opened(VIEWS["reseau"])
    counted = re.search(r"(\d+) acteurs et (\d+) liens", page.locator(".view-status").inner_text())
    assert counted
    when_complete(page).emulate_media(media="print")
    drawn = page.locator(".printed-network")
    expect(drawn.locator("circle")).to_have_count(int(counted[1]))
    expect(drawn.locator("line")).to_have_count(int(counted[2]))
    expect(page.locator(".printed-nodes li")).to_have_count(int(counted[1]))


def test_the_matrix_is_printed_in_black_on_white(opened: Open) -> None:
    page = opened(VIEWS["couverture"])
    page.emulate_media(media="print")
    inks = page.locator("a.cell").evaluate_all(
        """(cells) => [...new Set(cells.map((cell) => {
             const style = getComputedStyle(cell);
             return style.color + style.backgroundColor;
           }))]"""
    )
    assert inks == ["rgb(0, 0, 0)rgba(0, 0, 0, 0)"]
    for control in page.locator("button:not(.counts button, .summary-counts button), input, select").all():
        expect(control).to_be_hidden()
