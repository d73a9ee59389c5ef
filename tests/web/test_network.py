"""The network: actors tied by the mobilisations that they share, held against what the API answers."""

import re
from collections import Counter
from itertools import combinations
from typing import Any

from playwright.sync_api import Page, expect

from tests.service_process import Service
from tests.web.conftest import NARROW, Open, data_of, settled
from tests.web.views import DAY

GROUND = "contract:2024:CN04401I"
NETWORK = """query($around: ID!, $day: Date!) {
  network(around: [$around], depth: 1, asOf: $day, limit: 2000) {
    nodes { key kind label } edges { kind source target }
  }
}"""


def pick(page: Page, label: str, words: str, name: str) -> None:
    page.get_by_role("combobox", name=label).fill(words)
    page.get_by_role("option", name=name, exact=True).click()


def shared_mobilisations(service: Service) -> tuple[dict[str, str], Counter[frozenset[str]]]:
    """Return the names of the actors by key, and for each pair of them how many mobilisations both take part in."""
    network: dict[str, Any] = data_of(service, NETWORK, around=GROUND, day=DAY)["network"]
    actors = {n["key"]: n["label"] for n in network["nodes"] if n["kind"] in {"INSTITUTION", "TRAINER"}}
    engaged: dict[str, set[str]] = {}
    for edge in network["edges"]:
        if edge["kind"] == "ENGAGED_IN":
            engaged.setdefault(edge["target"], set()).add(edge["source"])
    pairs = Counter(frozenset(pair) for both in engaged.values() for pair in combinations(sorted(both), 2))
    return actors, pairs


def test_actors_are_tied_by_what_they_share(service: Service, opened: Open) -> None:
    actors, pairs = shared_mobilisations(service)
    assert max(pairs.values()) > 1, "no pair of actors shares two mobilisations"
    page = opened(f"/reseau?autour={GROUND}&vue=tableau&date={DAY}")
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
        own = {pair: weight for pair, weight in pairs.items() if key in pair}
        assert partners == str(len(own))
        for pair, weight in own.items():
            (other,) = pair - {key}
            words = "mobilisation commune" if weight == 1 else "mobilisations communes"
            assert f"{weight} {words} avec {actors[other]}" in ties


def test_mobilisations_are_shown_on_demand(opened: Open) -> None:
    page = opened(f"/reseau?autour={GROUND}&date={DAY}")
    page.get_by_role("combobox", name="Montrer", exact=True).select_option("mobilisations")
    expect(page.get_by_role("list", name="Légende")).to_contain_text("Mobilisations")
    expect(page).to_have_url(re.compile("liens=mobilisations"))
    page.get_by_role("combobox", name="Couleur", exact=True).select_option("axe")
    expect(page.get_by_role("list", name="Légende")).to_contain_text("4 – Accompagnement des victimes")
    page.get_by_role("combobox", name="Couleur", exact=True).select_option("territoire")
    expect(page.get_by_role("list", name="Légende")).to_contain_text("Ville Ouest")


def test_the_drawing_is_walked_by_keyboard_as_a_list(opened: Open) -> None:
    page = opened(f"/reseau?autour={GROUND}&date={DAY}")
    nodes = page.get_by_role("listbox", name="Nœuds du dessin")
    names = nodes.get_by_role("option")
    first, second = (names.nth(place).locator("span").first.inner_text() for place in (0, 1))
    names.first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("heading", name=first, level=2)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("heading", name=second, level=2)).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="partenaire")).to_contain_text("montré")
    page.keyboard.press("Enter")
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(second)


def test_the_drawing_fills_the_window(opened: Open) -> None:
    page = opened(f"/reseau?autour={GROUND}&date={DAY}", size=(1440, 900))
    box = page.get_by_role("img", name="Dessin du réseau").bounding_box()
    assert box
    assert box["y"] <= 300
    assert 850 <= box["y"] + box["height"] <= 900
    assert box["width"] > 1000
    narrow = opened(f"/reseau?autour={GROUND}&date={DAY}", size=NARROW)
    assert narrow.evaluate("document.documentElement.scrollWidth") <= NARROW[0]


def test_a_network_is_expanded_hidden_and_read_as_a_table(opened: Open) -> None:
    page = opened(f"/reseau?autour=institution:demo-tangram&liens=mobilisations&vue=tableau&date={DAY}")
    rows = page.locator("table tbody tr")
    before = rows.count()
    name = rows.nth(1).locator("th a").inner_text()
    rows.nth(1).get_by_role("button", name="Étendre").click()
    expect(page.get_by_role("button", name=f"Retirer {name}")).to_be_visible()
    settled(page)
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


def test_a_path_between_two_epci(service: Service, opened: Open) -> None:
    page = opened("/reseau")
    pick(page, "Chemin, de", "laval agglo", "CA Laval Agglomération (EPCI, Mayenne)")
    pick(page, "Chemin, vers", "mans metropole", "CU Le Mans Métropole (EPCI, Sarthe)")
    expect(page.get_by_role("heading", name="Le chemin, en 4 liens")).to_be_visible()
    steps = page.locator("ol.path a").all_inner_texts()
    query = '{ path(from: "epci:200083392", to: "epci:247200132") { nodes { label } } }'
    assert steps == [node["label"] for node in data_of(service, query)["path"]["nodes"]]
