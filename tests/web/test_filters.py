"""Filters of a page: the page shows the API's answer to the same filters."""

from playwright.sync_api import expect

from graph.vocabulary import CellStatus
from tests.service_process import Service
from tests.web.conftest import Open, data_of, visit, wait_for_answer
from tests.web.views import DAY

WORDS = {word.value: word.short_fr[0].upper() + word.short_fr[1:] for word in CellStatus}
THEMED = """query($asOf: Date!) { coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, themes: [HOUSING],
  asOf: $asOf, first: 100) { edges { node { territory { name } cells { status } } } } }"""
OFFERS = """query($asOf: Date!) { trainingOffers(within: {id: "departement:44"}, asOf: $asOf, first: 100) {
  edges { node { offer { label } qualifiedTrainersNear { label } } } } }"""


def test_a_theme_filters_the_matrix_and_its_panel(service: Service, opened: Open) -> None:
    page = opened(f"/?territoire=region:52&inconnus=deplies&date={DAY}")
    for name, every in (("Thématique", "Toutes"), ("Critère", "Tous"), ("Public", "Tous")):
        expect(page.get_by_role("combobox", name=name, exact=True).locator("option").first).to_have_text(every)
    page.get_by_role("combobox", name="Thématique", exact=True).select_option(label="Logement")
    expect(page.get_by_text("Seules les mobilisations qui le déclarent sont prises en compte")).to_be_visible()
    wait_for_answer(page)
    rows = [edge["node"] for edge in data_of(service, THEMED, asOf=DAY)["coverage"]["edges"]]
    shown = {
        row.locator("th a").first.inner_text(): row.locator(".cell-word").all_inner_texts()
        for row in page.locator(".matrix tbody tr:not(.fold)").all()
    }
    assert shown == {row["territory"]["name"]: [WORDS[cell["status"]] for cell in row["cells"]] for row in rows}
    page.locator(".matrix tbody a.cell").first.click()
    expect(page.get_by_role("dialog")).to_contain_text("thématique « logement »")


def test_offers_are_listed_whether_a_trainer_is_known_or_not(service: Service, opened: Open) -> None:
    page = opened(f"/formateurs?territoire=departement:44&date={DAY}")
    offers = [edge["node"] for edge in data_of(service, OFFERS, asOf=DAY)["trainingOffers"]["edges"]]
    assert {bool(one["qualifiedTrainersNear"]) for one in offers} == {True, False}
    table = page.get_by_role("table", name="Offres disponibles")
    for one in offers:
        row = table.get_by_role("row").filter(has_text=one["offer"]["label"])
        trainers = [trainer["label"] for trainer in one["qualifiedTrainersNear"]]
        expect(row).to_contain_text(trainers[0] if trainers else "aucun connu")


def test_choices_are_kept_on_the_next_page(opened: Open) -> None:
    page = opened(f"/?date={DAY}")
    page.get_by_role("combobox", name="Territoire", exact=True).select_option(label="Pays de la Loire")
    wait_for_answer(page)
    visit(page, "Acteurs", "Qui est mobilisé")
    expect(page.get_by_role("combobox", name="Territoire", exact=True)).to_have_value("region:52")
