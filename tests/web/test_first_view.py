"""A new reader's first minute: the purpose, the choice of a territory, known facts before unknown ones."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect

from graph.vocabulary import CellStatus
from tests.service_process import Service
from tests.web.conftest import NARROW, Open, Watch, data_of, wait_for_answer, when_stable
from tests.web.views import DAY

SCREEN = (1440, 900)
HIGHEST_ROW = 430
"""The maximum top of a new reader's rows, below the purpose and the prompt, in pixels on that screen."""
REGION = f"/?territoire=region:52&date={DAY}"
PURPOSE = "Qui est mobilisé contre les discriminations"
ROWS = """query($kind: TerritoryKind!, $within: TerritoryRef, $day: Date!) {
  coverage(rows: {kind: $kind, within: $within, onlyInCityContract: true}, asOf: $day, first: 2000) {
    nodes { territory { id name } cells {
      status survey { surveyedOn } lapsedOn expected { startsOn }
      spread { contracts { covered partial inherited gap toConfirm unknown } } } } } }"""
SUMMARY = """query($kind: TerritoryKind!, $within: TerritoryRef, $day: Date!) {
  coverage(rows: {kind: $kind, within: $within, onlyInCityContract: true}, asOf: $day, first: 1) {
    summary { rows { covered partial inherited gap toConfirm unknown } } } }"""


def prompt_of(page: Page) -> Locator:
    return page.get_by_role("form", name="Votre territoire")


def is_blank(row: dict[str, Any]) -> bool:
    """Return whether nothing is recorded about a row, by the API's cells."""

    def is_unrecorded(cell: dict[str, Any]) -> bool:
        if cell["status"] is None:
            contracts = cell["spread"]["contracts"]
            return bool(contracts["unknown"] == sum(contracts.values()))
        return cell["status"] == CellStatus.UNKNOWN and not (cell["survey"] or cell["lapsedOn"] or cell["expected"])

    return all(is_unrecorded(cell) for cell in row["cells"])


def test_a_new_reader_sees_the_purpose_and_is_asked_once_for_a_territory(opened: Open) -> None:
    page = opened("/", SCREEN)
    expect(page.locator(".lead")).to_contain_text(PURPOSE)
    row = page.locator(".matrix tbody tr").first.bounding_box()
    assert row
    assert row["y"] <= HIGHEST_ROW
    prompt = prompt_of(page)
    prompt.get_by_role("combobox").focus()
    page.keyboard.type("Pays de la L")
    page.keyboard.press("Tab")
    expect(prompt.get_by_role("button", name="Commencer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("territoire=region(:|%3A)52"))
    expect(prompt).to_have_count(0)
    expect(page.locator("main")).to_be_focused()
    wait_for_answer(page)
    expect(page.locator(".lead")).to_have_count(0)
    page.goto(page.url.split("/?")[0] + "/")
    expect(page).to_have_url(re.compile("territoire=region(:|%3A)52"))
    wait_for_answer(page)
    expect(prompt).to_have_count(0)
    page.goto(page.url.split("/?")[0] + f"/?date={DAY}")
    wait_for_answer(page)
    expect(prompt).to_have_count(0)


def test_the_prompt_is_not_sent_without_a_choice(opened: Open) -> None:
    page = opened("/", SCREEN)
    prompt_of(page).get_by_role("button", name="Commencer").click()
    expect(prompt_of(page)).to_be_visible()
    assert "territoire" not in page.url


def test_the_whole_country_can_be_chosen_too(opened: Open) -> None:
    page = opened("/", SCREEN)
    prompt_of(page).get_by_role("button", name="Toute la France").focus()
    page.keyboard.press("Enter")
    expect(prompt_of(page)).to_have_count(0)
    page.goto(page.url.split("/?")[0] + "/")
    wait_for_answer(page)
    expect(prompt_of(page)).to_have_count(0)
    expect(page.get_by_role("combobox", name="Territoire", exact=True)).to_have_value("")


@pytest.mark.parametrize("address", [REGION, f"/?lignes=QPV&date={DAY}", f"/?case=4~region:52&date={DAY}", "/plans"])
def test_an_address_with_choices_shows_no_prompt(opened: Open, address: str) -> None:
    page = opened(address, SCREEN)
    expect(prompt_of(page)).to_have_count(0)


def test_the_legend_explains_each_status(opened: Open) -> None:
    page = opened(REGION, SCREEN)
    entries = page.get_by_role("list", name="Légende").first.get_by_role("listitem")
    expect(entries).to_have_text([f"{one.sign} {one.short_fr}" for one in CellStatus])
    page.emulate_media(media="print")
    expect(page.locator(".legend.screen-only")).to_be_hidden()


@pytest.mark.parametrize(
    ("address", "kind", "within", "nouns"),
    [
        ("/?", "REGION", None, "régions sur lesquelles"),
        ("/?lignes=DEPARTEMENT&", "DEPARTEMENT", None, "départements sur lesquels"),
        ("/?territoire=region:11&", "CITY_CONTRACT", {"id": "region:11"}, "contrats sur lesquels"),
        ("/?lignes=QPV&", "QPV", None, "QPV sur lesquels"),
    ],
)
def test_rows_without_records_are_folded_into_one_line(
    service: Service, opened: Open, address: str, kind: str, within: dict[str, str] | None, nouns: str
) -> None:
    rows = data_of(service, ROWS, kind=kind, within=within, day=DAY)["coverage"]["nodes"]
    known = [row for row in rows if not is_blank(row)]
    blank = [row for row in rows if is_blank(row)]
    assert known
    assert len(blank) > 1
    page = opened(f"{address}date={DAY}", SCREEN)
    shown = page.locator(".matrix tbody tr:not(.fold)")
    expect(shown).to_have_count(len(known))
    line = page.locator(".matrix").get_by_role("button", name=re.compile("rien n’est renseigné"))
    count = f"{len(blank):,}".replace(",", "\u202f")
    expect(line).to_have_text(f"{count} {nouns} rien n’est renseigné")
    expect(line).to_have_attribute("aria-expanded", "false")
    line.focus()
    page.keyboard.press("Enter")
    expect(shown).to_have_count(len(rows))
    expect(line).to_be_focused()
    expect(page).to_have_url(re.compile("inconnus=deplies"))
    page.reload()
    wait_for_answer(page)
    expect(shown).to_have_count(len(rows))
    line.scroll_into_view_if_needed()
    when_stable(page, line.bounding_box)  # rows get their heights once they are scrolled into view
    line.click()
    expect(shown).to_have_count(len(known))


def test_the_country_begins_with_its_regions_by_name(service: Service, opened: Open) -> None:
    rows = data_of(service, ROWS, kind="REGION", within=None, day=DAY)["coverage"]["nodes"]
    page = opened(f"/?inconnus=deplies&date={DAY}", SCREEN)
    names = page.locator(".matrix tbody tr:not(.fold) th a:first-child").all_inner_texts()
    assert len(names) == len(rows)
    for part in (names[: sum(not is_blank(row) for row in rows)], names[sum(not is_blank(row) for row in rows) :]):
        assert part == sorted(part, key=lambda name: name.replace("Î", "I").replace("É", "E"))
    expect(page.get_by_role("combobox", name="Lignes", exact=True)).to_have_value("REGION")


def test_the_arrow_keys_skip_the_line_of_folded_rows(opened: Open) -> None:
    page = opened(f"/?inconnus=deplies&date={DAY}", SCREEN)
    fold = page.locator(".matrix tbody tr").filter(has=page.locator("button"))
    before = fold.locator("xpath=preceding-sibling::tr[1]").locator("a.cell").first
    after = fold.locator("xpath=following-sibling::tr[1]").locator("a.cell").first
    before.focus()
    page.keyboard.press("ArrowDown")
    expect(after).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(before).to_be_focused()


def test_rows_filtered_by_status_are_not_folded(service: Service, opened: Open) -> None:
    rows = data_of(service, ROWS, kind="CITY_CONTRACT", within={"id": "region:11"}, day=DAY)["coverage"]["nodes"]
    unknown = [row for row in rows if row["cells"][3]["status"] == CellStatus.UNKNOWN]
    page = opened(f"/?territoire=region:11&etat=4~UNKNOWN&date={DAY}", SCREEN)
    expect(page.locator(".matrix tbody tr:not(.fold)")).to_have_count(len(unknown))
    expect(page.locator(".matrix tbody tr.fold")).to_have_count(0)


def test_the_state_in_words_counts_only_covered_rows_as_covered(service: Service, opened: Open) -> None:
    """The statuses are not added up: partial and inherited rows are named separately."""
    of = {"kind": "CITY_CONTRACT", "within": {"id": "region:52"}, "day": DAY}
    summary = [one["rows"] for one in data_of(service, SUMMARY, **of)["coverage"]["summary"]]
    fourth, total = summary[3], sum(summary[3].values())
    page = opened(f"{REGION}&tri=AXE_4", SCREEN)
    state = page.locator(".view-status")
    covered = f"{fourth['covered']} contrats sur {total} couverts sur l’axe 4 au 25 novembre 2026"
    expect(state).to_contain_text(f"{covered} ; {fourth['partial']} en partie")
    for status, words in (("gap", "sans acteur d’après un relevé"), ("toConfirm", "à reconfirmer")):
        assert fourth[status] > 0
        expect(state).to_contain_text(f"{fourth[status]} {words}")
    page.goto(page.url.split("/?")[0] + REGION)
    for axis, counts in enumerate(summary, start=1):
        expect(state).to_contain_text(f"{counts['covered']} sur l’axe {axis}")
    expect(state).to_contain_text(f"contrats couverts sur {total}")


def test_the_state_of_communes_agrees_in_the_feminine(opened: Open) -> None:
    page = opened(f"/?territoire=departement:44&lignes=COMMUNE&tri=AXE_4&date={DAY}", SCREEN)
    expect(page.locator(".view-status")).to_contain_text(re.compile(r"communes? sur \d+ couvertes? sur l’axe 4"))


def test_the_page_states_its_purpose_before_any_script_or_style_is_loaded(
    service: Service, opened: Open, watch: Watch
) -> None:
    watch.expected = ("ERR_FAILED",)
    page = opened("/accessibilite", SCREEN)
    page.route("**/*.js", lambda route: route.abort())
    page.route("**/*.css", lambda route: route.abort())
    page.goto(f"{service.url}/")
    expect(page.get_by_text(PURPOSE)).to_be_visible()
    expect(page.get_by_text("Chargement…")).to_be_visible()
    html = page.request.get(f"{service.url}/plans").text()
    assert html.index(PURPOSE) < html.index('<link rel="stylesheet"'), "a stylesheet before the purpose would delay it"


RECORD_MATRIX_TIME = """() => new MutationObserver((_, observer) => {
  if (!document.querySelector('.matrix tbody tr')) return;
  window.matrixAt = performance.now();
  observer.disconnect();
}).observe(document, {childList: true, subtree: true})"""
STARTED_AT = """(word) => performance.getEntriesByType('resource')
  .filter(({name}) => name.includes(word)).map(({startTime}) => startTime)"""


def test_the_map_is_requested_once_the_matrix_is_shown(service: Service, opened: Open) -> None:
    page = opened("/accessibilite", SCREEN)
    page.context.add_init_script(f"({RECORD_MATRIX_TIME})()")
    requested: list[str] = []

    def note(request: Request) -> None:
        requested.append(request.url.rsplit("/", 1)[1])

    page.context.on("request", note)
    page.goto(service.url + REGION)
    wait_for_answer(page)
    expect(page.locator(".mark").first).to_be_visible()
    there = page.evaluate("window.matrixAt")
    for word in ("CoverageMap", "map.worker"):
        started = page.evaluate(STARTED_AT, word)
        assert started, word
        assert min(started) > there, word
    outlines = [place for place, name in enumerate(requested) if name.endswith(".topojson")]
    workers = [place for place, name in enumerate(requested) if name.startswith("map.worker")]
    assert min(outlines) > min(workers)


def test_a_map_whose_code_failed_to_load_leaves_the_matrix_and_is_retried(opened: Open, watch: Watch) -> None:
    watch.expected = ("ERR_FAILED", "Failed to fetch dynamically imported module")
    page = opened(f"/plans?date={DAY}", SCREEN)
    missed: list[Route] = []

    def miss(route: Route) -> None:
        missed.append(route)
        route.abort()

    page.route("**/CoverageMap*.js", miss)
    page.get_by_role("link", name="Cinq Axes").first.click()
    expect(page.get_by_role("alert")).to_contain_text("Cette partie de la page n’est pas arrivée")
    expect(page.locator(".matrix a.cell").first).to_be_visible()
    page.unroute("**/CoverageMap*.js")
    expect(page.locator(".mark").first).to_be_visible()
    assert missed


def test_an_instance_without_public_data_says_how_to_import_them(opened: Open) -> None:
    page = opened(f"/a-classer?territoire=departement:85&date={DAY}", NARROW)
    page.get_by_text("Commencer par ce qui est connu publiquement").click()
    beginning = page.locator(".beginning")
    expect(beginning).to_contain_text("Cette instance montre la démonstration")
    expect(beginning).to_contain_text("cinqaxes load --references-only")
    expect(beginning).to_contain_text("cinqaxes import --public")
