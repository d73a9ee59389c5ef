"""Lists state each fact once: one row per trainer, a small mark and one note for fictional data, plain menus."""

import pytest
from playwright.sync_api import expect

from tests.service_process import Service
from tests.web.conftest import Open, data_of, wait_for_answer
from tests.web.test_files import downloaded
from tests.web.views import DAY

TRAINERS = """query($day: Date!) {
  mobilisable(within: {id: "departement:44"}, asOf: $day, first: 100) {
    edges { node { trainer { label } offers { offer { label } } } }
    withoutTerritory { offers { access } }
  }
}"""
MARKS = """all => all.map((mark) => ({
  hidden: mark.getAttribute('aria-hidden'),
  words: mark.textContent,
  width: mark.getBoundingClientRect().width,
}))"""
MOST_PIXELS = 48
"""A wider mark would be an additional word in each line."""


def test_a_trainer_has_one_row_and_each_qualification_a_line_of_the_export(service: Service, opened: Open) -> None:
    page = opened(f"/formateurs?territoire=departement:44&date={DAY}")
    mobilisable = data_of(service, TRAINERS, day=DAY)["mobilisable"]
    trainers = [edge["node"] for edge in mobilisable["edges"]]
    offers = [offer["offer"]["label"] for one in trainers for offer in one["offers"]]
    assert len(offers) > len(trainers) > 1
    rows = page.get_by_role("table", name="Formateurs mobilisables").locator("tbody").get_by_role("row")
    expect(rows).to_have_count(len(trainers))
    for row, one in zip(rows.all(), trainers, strict=True):
        expect(row.get_by_role("rowheader")).to_have_text(one["trainer"]["label"])
        for offer in one["offers"]:
            expect(row.get_by_role("cell").first).to_contain_text(offer["offer"]["label"])
    elsewhere = sum(len(one["offers"]) for one in mobilisable["withoutTerritory"])
    lines = downloaded(page, "Ce tableau (CSV)").decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + len(offers) + elsewhere
    assert lines[0].split(";")[:2] == ["Formateur·rice", "Offre"]


@pytest.mark.parametrize("address", ["/mobilises?territoire=departement:53", "/fiche/institution:demo-adil-44"])
def test_fictional_names_are_followed_by_a_mark(opened: Open, address: str) -> None:
    page = opened(f"{address}{'&' if '?' in address else '?'}date={DAY}")
    view = page.locator(".view")
    marks = view.locator(".demo-mark").evaluate_all(MARKS)
    assert len(marks) > 3
    for mark in marks:
        assert mark["hidden"] == "true"
        assert mark["words"] == " (démonstration)", "a copied name is the stored one"
        assert mark["width"] < MOST_PIXELS or mark["width"] == 0
    expect(view.locator(".view-body > .demonstration")).to_be_visible()
    link = view.get_by_role("link").filter(has=page.locator(".demo-mark")).first
    assert "démonstration" not in link.aria_snapshot()
    page.emulate_media(media="print")
    assert "(démonstration)" in link.inner_text()


FICTIONAL_NOTE = "toutes les mobilisations montrées ici sont fictives"


@pytest.mark.parametrize("address", ["/", "/plans?", "/recherche?q=saint+herblin", "/fiche/commune:35238?"])
def test_every_page_says_that_its_data_are_fictional(opened: Open, address: str) -> None:
    page = opened(f"{address}{'&' if '?' in address else '?'}date={DAY}")
    expect(page.locator(".instance-badge")).to_be_visible()
    expect(page.locator(".view-body > .demonstration")).to_contain_text(
        "toutes les mobilisations montrées ici sont fictives"
    )
    page.emulate_media(media="print")
    expect(page.locator(".print-only .demonstration")).to_contain_text(
        "toutes les mobilisations montrées ici sont fictives"
    )


def test_menus_have_no_triangle_before_their_titles(opened: Open) -> None:
    page = opened(f"/?territoire=region:52&date={DAY}")
    titles = page.get_by_role("navigation", name="Vues").locator("summary")
    assert set(titles.evaluate_all("all => all.map((e) => getComputedStyle(e).listStyleType)")) == {"none"}
    assert "▶" not in page.locator("body").inner_text()


def test_approximate_results_are_marked_as_such(opened: Open) -> None:
    page = opened(f"/?territoire=region:52&date={DAY}")
    page.keyboard.press("Control+k")
    page.keyboard.type("cidff sarthe")
    suggestions = page.locator(".popover")
    expect(suggestions).to_contain_text("Rien ne réunit tous ces mots")
    expect(suggestions.get_by_role("option").last).to_contain_text("Sarthe")
    page.keyboard.press("Enter")
    wait_for_answer(page)
    expect(page.get_by_role("main")).to_contain_text("les plus proches du lieu")
    page.goto(page.url.replace("cidff+sarthe", "mairie+angers"))
    wait_for_answer(page)
    expect(page.get_by_role("main")).to_contain_text("Mairie – Angers")
    expect(page.get_by_role("main")).not_to_contain_text("les plus proches du lieu")
