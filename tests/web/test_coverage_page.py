"""An officer's first page: the matrix begins near the top, its counts filter it, and an axis sorts it."""

import re

import pytest
from playwright.sync_api import Page, expect

from graph.vocabulary import CellStatus
from tests.service_process import Service
from tests.web.conftest import Open, Watch, data_of, wait_for_answer
from tests.web.views import DAY

SCREEN = (1440, 900)
PHONE = (390, 844)
HIGHEST_ROW, HIGHEST_STRIP = 330, 60
"""The maximum top of the rows and of the map, and the maximum height of the summary, in pixels on that screen."""
REGION = f"/?territoire=region:52&date={DAY}"
STATUSES = """query($day: Date!) {
  coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, axes: [VICTIM_SUPPORT], asOf: $day, first: 100) {
    nodes { territory { name } cells { status } } } }"""


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize("address", [REGION, f"/?date={DAY}", f"/?lignes=QPV&territoire=departement:44&date={DAY}"])
def test_rows_and_map_begin_near_the_top(opened: Open, address: str) -> None:
    """For returning readers only: a new reader is first asked for a territory."""
    page = opened("/", SCREEN)
    page.get_by_role("button", name="Toute la France").click()
    page.goto(page.url.split("/?")[0] + address)
    wait_for_answer(page)
    assert top(page, ".matrix tbody tr") <= HIGHEST_ROW
    assert top(page, ".map") <= HIGHEST_ROW
    strip = page.locator(".summary").bounding_box()
    assert strip
    assert strip["height"] <= HIGHEST_STRIP
    assert page.locator(".summary > li").count() == 5


def test_the_header_takes_little_of_a_phone(opened: Open) -> None:
    page = opened(REGION, PHONE)
    header = page.locator(".head").bounding_box()
    assert header
    assert header["height"] <= 0.15 * PHONE[1]
    area = page.get_by_role("combobox", name="Territoire", exact=True)
    expect(area).to_be_hidden()
    page.get_by_text("Filtres", exact=True).click()
    expect(area).to_be_visible()


def test_headings_stay_visible(opened: Open) -> None:
    page = opened(f"/?lignes=EPCI&inconnus=deplies&date={DAY}", SCREEN)
    page.mouse.wheel(0, 5_000)
    expect(page.locator(".matrix thead th").nth(1)).to_be_in_viewport()
    page.wait_for_function("() => document.querySelector('.matrix thead th').getBoundingClientRect().top === 0")


def test_headings_stay_visible_next_to_the_panel(opened: Open) -> None:
    page = opened(f"/?inconnus=deplies&date={DAY}", SCREEN)
    page.mouse.wheel(0, 5_000)
    page.locator(".matrix a.cell:visible").nth(40).click()
    expect(page.get_by_role("dialog")).to_contain_text("Qui est mobilisé")
    page.wait_for_function("() => document.querySelector('.matrix thead th').getBoundingClientRect().top === 0")
    panel = page.get_by_role("dialog").bounding_box()
    last = page.locator(".matrix thead th").last.bounding_box()
    assert panel
    assert last
    assert last["x"] + last["width"] <= panel["x"]


IS_LAID_OUT = "row => row.firstChild.checkVisibility({ contentVisibilityAuto: true })"


@pytest.mark.parametrize("size", [SCREEN, PHONE])
def test_rows_far_outside_the_window_are_not_laid_out(opened: Open, size: tuple[int, int]) -> None:
    page = opened(f"/?lignes=QPV&inconnus=deplies&date={DAY}", size)
    rows = page.locator(".matrix tbody tr")
    far = rows.nth(1_000)
    assert rows.nth(3).evaluate(IS_LAID_OUT)
    assert not far.evaluate(IS_LAID_OUT)
    assert far.text_content(), "its name is still found by the browser's search"
    far.scroll_into_view_if_needed()
    expect(far.locator("a.cell")).to_have_count(5)
    widths = "row => [...row.children].map(cell => Math.round(cell.getBoundingClientRect().width))"
    assert rows.first.evaluate(widths) == far.evaluate(widths)


def _statuses(service: Service) -> dict[str, str]:
    nodes = data_of(service, STATUSES, day=DAY)["coverage"]["nodes"]
    return {node["territory"]["name"]: node["cells"][0]["status"] for node in nodes}


def _rows(page: Page) -> list[str]:
    return page.locator(".matrix tbody th a:first-child").all_inner_texts()


def test_a_count_filters_the_rows_and_is_in_the_address(service: Service, opened: Open) -> None:
    statuses = _statuses(service)
    gaps = sorted(name for name, status in statuses.items() if status == CellStatus.GAP)
    assert 0 < len(gaps) < len(statuses)
    page = opened(REGION, SCREEN)
    fourth = page.locator(".summary > li").nth(3)
    fourth.get_by_role("button", name=re.compile(CellStatus.GAP.label_fr)).click()
    expect(page.locator(".matrix tbody tr")).to_have_count(len(gaps))
    assert sorted(_rows(page)) == gaps
    expect(page.locator(".narrowed")).to_contain_text(f"Axe 4, {CellStatus.GAP.label_fr}")
    page.reload()
    wait_for_answer(page)
    assert sorted(_rows(page)) == gaps
    page.get_by_role("button", name="Tout montrer").click()
    expect(page.locator(".matrix tbody tr")).to_have_count(len(statuses))


def test_an_axis_sorts_the_rows_with_the_most_urgent_first(service: Service, opened: Open) -> None:
    statuses = _statuses(service)
    urgency = ["GAP", "TO_CONFIRM", "UNKNOWN", "INHERITED", "PARTIAL", "COVERED"]
    page = opened(REGION, SCREEN)
    page.locator(".matrix thead").get_by_role("button", name="4 Accompagnement").click()
    expect(page.locator(".matrix thead th[aria-sort=ascending]")).to_have_count(1)
    ranks = [urgency.index(statuses[name]) for name in _rows(page)]
    assert len(set(ranks)) > 2
    assert ranks == sorted(ranks)
    page.locator(".matrix thead").get_by_role("button", name="4 Accompagnement").click()
    expect(page.locator(".matrix thead th[aria-sort=ascending]")).to_have_count(0)
    assert _rows(page) == list(statuses)


def test_territories_without_records_are_hatched_and_a_click_opens_the_panel(opened: Open) -> None:
    page = opened(f"/?lignes=REGION&carte=4&date={DAY}", SCREEN)
    nothing = page.locator('.mark[data-id="region:32"]')
    expect(nothing).to_have_class(re.compile("level-none"))
    assert "url(" in nothing.locator(".shape").evaluate("shape => getComputedStyle(shape).fill")
    expect(page.locator('.mark[data-id="region:52"]')).not_to_have_class(re.compile("level-none"))
    place = page.locator('.mark[data-id="region:52"] .shape').bounding_box()
    assert place
    page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    expect(page).to_have_url(re.compile(r"case=4~region|case=4%7Eregion"))
    expect(page.get_by_role("dialog", name="Axe 4 – Accompagnement des victimes – Pays de la Loire")).to_be_visible()


def test_home_end_and_page_keys_move_in_the_matrix(opened: Open) -> None:
    page = opened(REGION, SCREEN)
    first = page.locator(".matrix tbody a.cell").first
    first.focus()
    for key, row, column in (("End", 0, -1), ("Home", 0, 0), ("PageDown", -1, 0), ("PageUp", 0, 0)):
        page.keyboard.press(key)
        expect(page.locator(".matrix tbody tr").nth(row).locator("a").nth(column)).to_be_focused()


def test_a_page_is_printed_with_its_subject_its_place_and_its_day(opened: Open) -> None:
    page = opened(REGION, SCREEN)
    expect(page).to_have_title("Couverture – Pays de la Loire – Cinq Axes")
    expect(page.get_by_role("button", name="Imprimer")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.locator(".print-title")).to_have_text("Couverture – Pays de la Loire – au 25 novembre 2026")
    expect(page.get_by_role("button", name="Imprimer")).to_be_hidden()


def test_the_root_address_opens_the_last_chosen_region(opened: Open) -> None:
    page = opened(f"/?date={DAY}", SCREEN)
    page.get_by_role("combobox", name="Territoire", exact=True).select_option(label="Pays de la Loire")
    expect(page).to_have_url(re.compile("territoire=region"))
    page.goto(page.url.split("/?")[0] + "/")
    expect(page).to_have_url(re.compile("territoire=region"))
    page.goto(page.url.split("/?")[0] + f"/?date={DAY}")
    wait_for_answer(page)
    expect(page.get_by_role("combobox", name="Territoire", exact=True)).to_have_value("")


def test_the_matrix_stays_in_use_next_to_the_panel(opened: Open) -> None:
    page = opened(REGION, SCREEN)
    rows = page.locator(".matrix tbody tr")
    rows.nth(2).locator("a.cell").nth(3).click()
    panel = page.get_by_role("dialog")
    expect(panel).to_have_accessible_name(re.compile("Axe 4 – .* Nantes Métropole"))
    rows.nth(3).locator("a.cell").nth(1).click()
    expect(panel).to_have_accessible_name(re.compile("Axe 2 – .* CA Saumur Val de Loire"))
    page.get_by_role("button", name=re.compile("Suivant")).click()
    expect(panel).to_have_accessible_name(re.compile("Axe 2 – .* CA Cholet Agglomération"))
    page.get_by_role("button", name=re.compile("Précédent")).click()
    expect(panel).to_have_accessible_name(re.compile("Axe 2 – .* CA Saumur Val de Loire"))
    page.get_by_role("button", name=re.compile("Précédent")).click()
    expect(panel).to_have_accessible_name(re.compile("Axe 2 – .* Nantes Métropole"))
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_the_panel_follows_the_order_of_the_matrix_and_ends_with_it(opened: Open) -> None:
    page = opened(f"{REGION}&tri=AXE_4", SCREEN)
    names = page.locator(".matrix tbody th a").all_inner_texts()
    page.locator(".matrix tbody tr").first.locator("a.cell").nth(3).click()
    panel = page.get_by_role("dialog")
    before, after = (page.get_by_role("button", name=re.compile(word)) for word in ("Précédent", "Suivant"))
    expect(before).to_be_disabled()
    for name in names[1:]:
        after.click()
        expect(panel).to_have_accessible_name(re.compile(re.escape(name)))
    expect(after).to_be_disabled()


def test_the_panel_covers_a_phone(opened: Open) -> None:
    page = opened(f"{REGION}&case=4~contract:2024:CN04403I", PHONE)
    box = page.get_by_role("dialog").bounding_box()
    assert box
    assert box["width"] == PHONE[0]


def test_the_panel_is_printed_whole_after_the_matrix(opened: Open) -> None:
    page = opened(f"{REGION}&case=4~contract:2024:CN04403I", SCREEN)
    page.emulate_media(media="print")
    panel = page.get_by_role("dialog")
    expect(panel.get_by_role("heading", name="Qui pourrait l’être")).to_be_visible()
    matrix, printed = page.locator(".matrix").bounding_box(), panel.bounding_box()
    assert matrix
    assert printed
    assert printed["y"] >= matrix["y"] + matrix["height"]
    assert printed["height"] > SCREEN[1]
    expect(page.get_by_role("button", name="Fermer")).to_be_hidden()


def test_outlines_are_projected_in_a_worker_and_only_once(opened: Open) -> None:
    page = opened(f"/?lignes=QPV&territoire=region:52&date={DAY}", SCREEN)
    expect(page.locator(".mark").first).to_be_visible()
    read = "() => performance.getEntriesByType('resource').filter(({name}) => name.includes('.topojson')).length"
    assert page.evaluate(read) == 0, "the page itself reads the outlines"
    page.evaluate(
        """() => {
             const post = Worker.prototype.postMessage;
             window.requests = 0;
             Worker.prototype.postMessage = function (...message) { window.requests++; post.apply(this, message); };
           }"""
    )
    first = page.locator("table.matrix tbody th").first.inner_text()
    page.locator("table.matrix thead button").nth(1).click()
    expect(page.locator("table.matrix tbody th").first).not_to_have_text(first)
    wait_for_answer(page)
    assert page.evaluate("window.requests") == 0, "another order is drawn again"


def test_a_map_whose_outlines_failed_to_load_is_drawn_on_the_next_page(opened: Open, watch: Watch) -> None:
    watch.expected = ("Failed to load resource",)
    page = opened(f"/plans?date={DAY}", SCREEN)
    page.context.route("**/*.topojson", lambda route: route.abort())
    page.get_by_role("link", name="Cinq Axes").first.click()
    expect(page.get_by_text("Les contours n’ont pas pu être lus")).to_be_visible()
    page.context.unroute("**/*.topojson")
    page.get_by_label("Lignes").select_option("DEPARTEMENT")
    expect(page.locator(".mark path.shape").first).to_be_visible()


def test_a_worker_that_does_not_start_is_reported_and_restarted(opened: Open, watch: Watch) -> None:
    watch.expected = ("Failed to load resource",)
    page = opened(f"/plans?date={DAY}", SCREEN)
    page.context.route("**/map.worker*", lambda route: route.abort())
    page.get_by_role("link", name="Cinq Axes").first.click()
    expect(page.get_by_text("Les contours n’ont pas pu être lus")).to_be_visible(timeout=15_000)
    expect(page.locator(".matrix a.cell").first).to_be_visible()
    page.context.unroute("**/map.worker*")
    page.get_by_label("Lignes").select_option("DEPARTEMENT")
    expect(page.locator(".mark path.shape").first).to_be_visible()


def test_the_legend_says_what_the_shares_on_the_map_refer_to(opened: Open) -> None:
    page = opened(f"/?date={DAY}", SCREEN)
    note = page.locator(".map .legend .note")
    expect(note).to_have_text(re.compile(r"^part des cases couvertes sur place"))
    page.get_by_role("combobox", name="Carte", exact=True).select_option("4")
    expect(note).to_have_text("part des contrats couverts sur place sur l’axe 4")


@pytest.mark.parametrize("address", ["/?", "/?territoire=region:52&", "/?lignes=QPV&"])
def test_the_name_of_each_axis_is_not_cut(opened: Open, address: str) -> None:
    page = opened(f"{address}date={DAY}", SCREEN)
    names = page.locator(".summary-axis")
    expect(names).to_have_count(5)
    assert names.evaluate_all("all => all.filter((one) => one.scrollWidth > one.clientWidth).length") == 0


def test_territories_missing_from_the_map_are_named(opened: Open) -> None:
    page = opened(f"/?date={DAY}", SCREEN)
    note = page.locator(".map > .note")
    expect(note).to_contain_text(re.compile(r"absents? de la carte, dans le tableau seulement\s: \w"))
