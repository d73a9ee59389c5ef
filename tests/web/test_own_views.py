"""Views saved in the browser under a name, and two territories side by side."""

import re

from playwright.sync_api import expect

from tests.service_process import Service
from tests.web.conftest import Open, data_of, visit, wait_for_answer
from tests.web.views import CONTRACT, DAY

SAUMUR = "contract:2024:CN04901M"
CELLS = """query ($ids: [ID!]!, $day: Date!) {
  coverage(rows: {ids: $ids}, asOf: $day, first: 2) {
    nodes { territory { id label } cells { status actorCount } } } }"""
WORDS = {
    "COVERED": "Couvert", "PARTIAL": "Partiel", "INHERITED": "Couvert autour", "GAP": "Aucun acteur",
    "TO_CONFIRM": "À reconfirmer", "UNKNOWN": "Non renseigné",
}  # fmt: skip


def test_a_view_is_saved_by_name_opened_shared_and_deleted(opened: Open) -> None:
    address = f"/plans?territoire=region:52&plan=SIGNED&date={DAY}"
    page = opened(address, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Enregistrer la vue").click()
    name = page.get_by_label("Nom de la vue")
    expect(name).to_have_value("Plans et diagnostics – Pays de la Loire")
    name.fill("Plans signés, pour le préfet")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(name).to_be_hidden()
    page.goto(page.url.split("/plans")[0] + "/")
    visit(page, "Couverture", "Mes vues")
    row = page.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("25/11/2026")
    row.get_by_role("button", name=re.compile("Copier le lien")).click()
    expect(page.get_by_role("status").first).to_have_text("Lien de « Plans signés, pour le préfet » copié.")
    assert page.evaluate("navigator.clipboard.readText()").endswith(address)
    row.get_by_role("link").click()
    wait_for_answer(page)
    expect(page).to_have_url(re.compile(f"plan=SIGNED.*date={DAY}"))
    page.go_back()
    page.locator("tbody tr").get_by_role("button", name=re.compile("Oublier")).click()
    expect(page.locator("main")).to_contain_text("Aucune vue enregistrée dans ce navigateur")


def test_two_territories_are_shown_side_by_side(service: Service, opened: Open) -> None:
    rows = {
        row["territory"]["id"]: row
        for row in data_of(service, CELLS, ids=[CONTRACT, SAUMUR], day=DAY)["coverage"]["nodes"]
    }
    page = opened(f"/comparer?un={SAUMUR}&deux={CONTRACT}&date={DAY}")
    expect(page.locator("thead th a")).to_have_text([rows[one]["territory"]["label"] for one in (SAUMUR, CONTRACT)])
    for place, one in enumerate((SAUMUR, CONTRACT), start=1):
        expected = [
            WORDS[cell["status"]] + (f" ({cell['actorCount']})" if cell["actorCount"] else "")
            for cell in rows[one]["cells"]
        ]
        expect(page.locator(f"tbody tr td:nth-of-type({place}) .status")).to_have_text(
            [re.compile(re.escape(word)) for word in expected]
        )
    page.locator("tbody tr").nth(3).get_by_role("link", name="Voir qui").first.click()
    expect(page.get_by_role("dialog")).to_have_accessible_name(re.compile("Axe 4 – .* CA Saumur Val de Loire"))


def test_a_territory_out_of_force_does_not_hide_the_other(opened: Open) -> None:
    page = opened("/comparer?un=contract:2024:CN04901M&deux=commune:49007&date=2020-01-01")
    expect(page.locator("thead th a")).to_have_text(["Angers (49)"])
    expect(page.locator("tbody tr .status")).to_have_count(5)
    expect(page.locator("main")).to_contain_text("n’est pas en vigueur à cette date (du 01/01/2024 au 31/12/2030)")


def test_an_unknown_id_does_not_hide_the_other_territory(opened: Open) -> None:
    page = opened(f"/comparer?un=commune:99999&deux=commune:49007&date={DAY}")
    expect(page.locator("thead th a")).to_have_text(["Angers (49)"])
    expect(page.locator("main")).to_contain_text("Aucun territoire ne porte l’identifiant «\u00a0commune:99999\u00a0»")


def test_territories_to_compare_are_chosen_by_name(opened: Open) -> None:
    page = opened(f"/comparer?date={DAY}")
    expect(page.locator("main")).to_contain_text("Choisissez deux territoires")
    for label, words, name in (
        ("Premier territoire", "laval 53", "Laval (53)"),
        ("Second territoire", "le mans", "Le Mans (72)"),
    ):
        page.get_by_role("combobox", name=label).fill(words)
        page.locator(".popover [role=option]", has_text=name).first.click()
    expect(page.locator("thead th a")).to_have_text(["Laval (53)", "Le Mans (72)"])
    expect(page).to_have_url(re.compile("un=commune.*deux=commune"))
