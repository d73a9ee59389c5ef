"""The network: actors linked by their shared mobilisations, compared with the API's answers."""

import re
from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.service_process import Service
from tests.web.conftest import NARROW, Open, data_of, wait_for_answer, when_stable
from tests.web.test_steady import MOST_SHIFT, OBSERVE
from tests.web.views import DAY

AROUND = "contract:2024:CN04401I"
NETWORK = """query($around: ID!, $day: Date!) {
  network(around: [$around], depth: 1, asOf: $day, limit: 2000) {
    nodes { key kind label } edges { kind source target }
  }
}"""


def pick(page: Page, label: str, words: str, name: str) -> None:
    page.get_by_role("combobox", name=label).fill(words)
    page.get_by_role("option", name=name, exact=True).click()


def shared_mobilisations(service: Service) -> tuple[dict[str, str], Counter[frozenset[str]]]:
    """Return the names of the actors by key, and for each pair of them the number of shared mobilisations."""
    network: dict[str, Any] = data_of(service, NETWORK, around=AROUND, day=DAY)["network"]
    actors = {n["key"]: n["label"] for n in network["nodes"] if n["kind"] in {"INSTITUTION", "TRAINER"}}
    engaged: dict[str, set[str]] = {}
    for edge in network["edges"]:
        if edge["kind"] == "ENGAGED_IN":
            engaged.setdefault(edge["target"], set()).add(edge["source"])
    pairs = Counter(frozenset(pair) for both in engaged.values() for pair in combinations(sorted(both), 2))
    return actors, pairs


def test_actors_are_linked_by_shared_engagements(service: Service, opened: Open) -> None:
    actors, pairs = shared_mobilisations(service)
    assert max(pairs.values()) > 1, "no pair of actors shares two mobilisations"
    page = opened(f"/reseau?autour={AROUND}&vue=tableau&date={DAY}")
    expect(page.get_by_role("status").filter(has_text="acteurs")).to_have_text(
        f"{len(actors)} acteurs et {len(pairs)} liens entre eux"
    )
    shown = dict[str, tuple[str, str]]()
    for row in page.locator("table tbody tr").all():
        partners = row.locator("td").nth(1).inner_text()
        shown[row.locator("th a").inner_text()] = partners, row.locator("td").nth(3).evaluate("e => e.textContent")
    assert shown.keys() == set(actors.values())
    for key, name in actors.items():
        partners, ties = shown[name]
        links = {pair: weight for pair, weight in pairs.items() if key in pair}
        assert partners == str(len(links))
        for pair, weight in links.items():
            (other,) = pair - {key}
            words = "mobilisation commune" if weight == 1 else "mobilisations communes"
            assert f"{weight} {words} avec {actors[other]}" in ties


def test_mobilisations_are_shown_on_demand(opened: Open) -> None:
    page = opened(f"/reseau?autour={AROUND}&date={DAY}")
    page.get_by_role("combobox", name="Montrer", exact=True).select_option("mobilisations")
    expect(page.get_by_role("list", name="Légende")).to_contain_text("Mobilisations")
    expect(page).to_have_url(re.compile("liens=mobilisations"))
    page.get_by_role("combobox", name="Couleur", exact=True).select_option("axe")
    expect(page.get_by_role("list", name="Légende")).to_contain_text("4 – Accompagnement des victimes")
    page.get_by_role("combobox", name="Couleur", exact=True).select_option("territoire")
    expect(page.get_by_role("list", name="Légende")).to_contain_text("Ville Ouest")


def test_the_drawing_can_be_explored_by_keyboard_as_a_list(opened: Open) -> None:
    page = opened(f"/reseau?autour={AROUND}&date={DAY}")
    nodes = page.get_by_role("listbox", name="Nœuds du dessin")
    names = nodes.get_by_role("option")
    first, second = (names.nth(place).locator("span").first.inner_text() for place in (0, 1))
    names.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    selected = page.get_by_role("complementary").get_by_role("heading", level=2)
    expect(selected).to_have_text(first)
    page.keyboard.press("ArrowDown")
    expect(selected).to_have_text(second)
    expect(page.get_by_role("status").filter(has_text="partenaire")).to_contain_text("montré")
    page.keyboard.press("Enter")
    wait_for_answer(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(second)


def test_the_drawing_fills_the_window(opened: Open) -> None:
    page = opened(f"/reseau?autour={AROUND}&date={DAY}", size=(1440, 900))
    box = page.get_by_role("img", name="Dessin du réseau").bounding_box()
    assert box
    assert box["y"] <= 300
    assert 850 <= box["y"] + box["height"] <= 900
    assert box["width"] > 1000
    narrow = opened(f"/reseau?autour={AROUND}&date={DAY}", size=NARROW)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_a_network_is_expanded_hidden_and_read_as_a_table(opened: Open) -> None:
    page = opened(f"/reseau?autour=institution:demo-tangram&liens=mobilisations&vue=tableau&date={DAY}")
    rows = page.locator("table tbody tr")
    before = rows.count()
    name = rows.nth(1).locator("th a").inner_text()
    rows.nth(1).get_by_role("button", name="Étendre").click()
    expect(page.get_by_role("button", name=f"Retirer {name}")).to_be_visible()
    wait_for_answer(page)
    assert rows.count() > before
    more = rows.count()
    rows.nth(2).get_by_role("button", name="Masquer").click()
    expect(rows).to_have_count(more - 1)
    page.get_by_text("Autres choix").click()
    page.get_by_label("Territoires", exact=True).check()
    expect(page.locator("summary", has_text="Autres choix (1)")).to_be_visible()
    kinds = Counter(page.locator("table tbody tr td:nth-of-type(1)").all_inner_texts())
    assert "Territoire" not in kinds
    page.get_by_role("button", name="Réafficher 1 nœud masqué").click()
    expect(page).not_to_have_url(re.compile("caches"))


def test_a_path_ends_at_the_requested_territories(service: Service, opened: Open) -> None:
    """A path may end at a territory inside them, here at a neighbourhood; the drawing keeps its place on the page."""
    page = opened("/reseau", (1440, 900))
    pick(page, "Chemin, de", "laval agglo", "CA Laval Agglomération (EPCI, Mayenne)")
    pick(page, "Chemin, vers", "mans metropole", "CU Le Mans Métropole (EPCI, Sarthe)")
    expect(page.get_by_role("heading", name="Le chemin, en 4 liens")).to_be_visible()
    query = """{ path(from: "epci:200083392", to: "epci:247200132") {
      nodes { label node { id ... on Territory { kind } } } } }"""
    nodes = data_of(service, query)["path"]["nodes"]
    via = {"QPV": "par le quartier", "CITY_CONTRACT": "par le", "COMMUNE": "par la commune"}
    steps = page.locator(".path li")
    assert steps.locator("a:first-child").count() == len(nodes)
    for place, requested in ((0, "CA Laval Agglomération"), (-1, "CU Le Mans Métropole")):
        links = steps.nth(place).locator("a").all_inner_texts()
        reached = nodes[place]
        assert reached["node"]["id"] not in {"epci:200083392", "epci:247200132"}, "the ends lie within"
        label = reached["label"].replace("Contrat de ville", "contrat de ville")
        assert links == [requested, label]
        expect(steps.nth(place)).to_contain_text(f"({via[reached['node']['kind']]} {label})")
    names = page.get_by_role("listbox", name="Nœuds du dessin")
    expect(names).to_contain_text("CA Laval Agglomération, par le")
    path = page.get_by_role("img", name="Dessin du réseau").bounding_box()
    network = opened(f"/reseau?autour={AROUND}", (1440, 900))
    alone = network.get_by_role("img", name="Dessin du réseau").bounding_box()
    assert path
    assert alone
    assert path["y"] == alone["y"]


RECORD_NAMES = """() => {
  const {fillText, clearRect} = CanvasRenderingContext2D.prototype;
  window.drawnNames = [];
  const isOfNames = (context) => context.canvas.className?.includes('labels');
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    if (isOfNames(this)) window.drawnNames = [];
    return clearRect.apply(this, box);
  };
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    if (isOfNames(this)) window.drawnNames.push([text, x, y, this.measureText(text).width]);
    return fillText.apply(this, arguments);
  };
}"""
FONT_SIZE = 12


@pytest.mark.parametrize("links", ["acteurs", "mobilisations"])
def test_a_crowded_drawing_shows_the_main_names_without_overlaps(opened: Open, links: str) -> None:
    page = opened("/comment-on-compte", (1440, 900))
    page.add_init_script(f"({RECORD_NAMES})()")
    page.goto(page.url.split("/comment")[0] + f"/reseau?autour=region:52&liens={links}&date={DAY}")
    wait_for_answer(page)
    lines: list[tuple[str, float, float, float]] = when_stable(page, lambda: page.evaluate("window.drawnNames"))
    names = page.get_by_role("listbox", name="Nœuds du dessin").get_by_role("option")
    leading = names.first.locator("span").first.inner_text()
    size = page.get_by_role("status").filter(has_text="liens").first.inner_text()
    assert int(size.split()[0]) > (150 if links == "mobilisations" else 50), size
    assert len({(text, x) for text, x, _, _ in lines}) >= 12
    assert any(leading.startswith(text) for text, *_ in lines), leading
    boxes = [(x - width / 2, x + width / 2, y, y + FONT_SIZE) for _, x, y, width in lines]
    for (left, right, top, bottom), (left_2, right_2, top_2, bottom_2) in combinations(boxes, 2):
        assert not (left < right_2 and left_2 < right and top < bottom_2 and top_2 < bottom)


@pytest.mark.parametrize("size", [(1280, 900), NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize(
    "choice", [f"autour={AROUND},contract:2024:CN04403I,epci:200083392", f"de={AROUND}&vers=contract:2024:CN04403I"]
)
def test_names_that_arrive_late_move_nothing(opened: Open, size: tuple[int, int], choice: str) -> None:
    page = opened("/comment-on-compte", size)
    held: list[Route] = []

    def hold_names(route: Route) -> None:
        variables = (route.request.post_data_json or {}).get("variables", {})
        if variables.keys() == {"id"}:
            held.append(route)
        else:
            route.continue_()

    page.route("**/graphql", hold_names)
    page.goto(page.url.split("/comment")[0] + f"/reseau?{choice}&date={DAY}")
    wait_for_answer(page)
    expect(page.get_by_role("img", name="Dessin du réseau")).to_be_visible()
    assert held
    page.evaluate(OBSERVE)
    title = page.get_by_role("heading", level=1)
    before = title.inner_text()
    for route in held:
        route.continue_()
    expect(title).not_to_have_text(before)
    page.wait_for_timeout(500)
    assert page.evaluate("window.shift") < MOST_SHIFT
