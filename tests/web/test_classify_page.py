"""Grants to classify, on a service that has some besides those of the demonstration, which all have a purpose."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.engines import copy_small
from tests.exchange.workbooks import Line, write
from tests.service_process import ServiceProcess, environment, serving
from tests.web.conftest import NARROW, Open, data_of
from tests.web.views import DAY

BODIES = ("Compagnie du Vent (fictive)", "Relais des Tilleuls (fictif)")
PURPOSES = ("Permanence pour les victimes de discriminations", "Lutte contre les discriminations 2021")
GRANTS: list[Line] = [
    {
        "Identifiant": f"grant:fictive-{number}",
        "Année": 2023 - 2 * number,
        "Programme": "147",
        "Accordé (€)": 5_000,
        "Bénéficiaire": body,
        "Objet": purpose,
        "Service payeur": "DDETS (fictive)",
        "Territoires": "département 44",
        "Sources": "Liste publique fictive (31/12/2023)",
    }
    for number, (body, purpose) in enumerate(zip(BODIES, PURPOSES, strict=True))
]


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    """A service with the small graph and two grants that fund nothing known."""
    folder = tmp_path_factory.mktemp("classify")
    copy_small(folder / "data")
    write(
        folder / "liste.xlsx",
        {
            "Sources": [{"Intitulé": "Liste publique fictive", "Type": "données publiques"}],
            "Institutions": [
                {"Nom": name, "Type": "nature non renseignée", "Implantation": "44109"} for name in BODIES
            ],
            "Subventions": GRANTS,
        },
    )
    subprocess.run(
        [sys.executable, "-m", "server.cli.main", "import", "liste.xlsx"],
        cwd=folder,
        env=environment(folder, {}),
        capture_output=True,
        check=True,
    )
    with serving(folder) as started:
        started.wait_until_ready()
        yield started


def test_the_first_page_names_the_funded_bodies_and_explains_grants(opened: Open) -> None:
    page = opened(f"/?territoire=departement:44&date={DAY}")
    note = page.locator(".funded")
    expect(note).to_contain_text("2 structures financées par l’État à ce titre")
    for body in BODIES:
        expect(note.get_by_role("link", name=body)).to_be_visible()
    expect(note).to_contain_text("aucune ne compte dans une case")
    note.get_by_role("link", name="Qui a reçu quoi, quand").click()
    expect(page.get_by_role("heading", name="À classer")).to_be_visible()
    expect(page.locator("table tbody tr")).to_have_count(2)
    page.goto(page.url.split("/a-classer")[0] + f"/?territoire=departement:85&date={DAY}")
    expect(page.locator(".summary")).to_be_visible()
    expect(page.locator(".funded")).to_have_count(0)


def test_grants_are_grouped_by_year_with_the_axes_that_their_words_suggest(
    opened: Open, service: ServiceProcess
) -> None:
    page = opened(f"/a-classer?territoire=departement:44&date={DAY}", (1600, 1000))
    first, second = page.locator("table tbody tr").all()
    for text in ("2023", "il y a 3 ans", BODIES[0], PURPOSES[0], "5 000 €", "DDETS (fictive)", "31/12/2023"):
        expect(first).to_contain_text(text)
    expect(first).to_contain_text("4 – Accompagnement des victimes d’après « Permanence », « victimes »")
    expect(second).to_contain_text("2021")
    expect(second.get_by_text("d’après")).to_have_count(0)
    query = "{ grants(where: {funds: {none: {}}}) { totalCount } grantSums { count } }"
    counted = data_of(service, query)
    assert counted["grants"]["totalCount"] == 2
    page.get_by_text("Comment classer").click()
    assert "within=departement%3A44" in str(
        page.get_by_role("link", name="le classeur de ce territoire").get_attribute("href")
    )
    page.goto(page.url.replace("date=2026-11-25", "date=2022-06-30"))
    expect(page.locator("table tbody tr")).to_have_count(1)


def test_a_body_and_a_grant_have_their_sheets(opened: Open) -> None:
    page = opened("/fiche/grant:fictive-0")
    expect(page.locator("main")).to_contain_text("à classer : personne n’a encore dit ce qu’elle a payé")
    expect(page.locator("main")).to_contain_text(
        "4 – Accompagnement des victimes (d’après « Permanence », « victimes »)"
    )
    page.get_by_role("link", name=BODIES[0]).click()
    expect(page.get_by_role("heading", name="Subventions reçues (1)")).to_be_visible()


def test_the_page_says_that_nothing_is_to_be_classified(opened: Open) -> None:
    page = opened(f"/a-classer?territoire=departement:85&date={DAY}", NARROW)
    expect(page.get_by_text("Aucune subvention n’est à classer ici.")).to_be_visible()
    expect(page.locator(".beginning")).to_have_count(0)


def test_the_page_of_money_leaves_out_unclassified_grants(opened: Open) -> None:
    page = opened(f"/financements?territoire=&date={DAY}&par=FUNDER", (1600, 1000))
    expect(page.locator("main")).to_contain_text("2 subventions à classer ne sont dans aucune somme")


def test_sources_have_their_licence(opened: Open) -> None:
    page = opened("/sources", (1600, 1000))
    expect(page.get_by_role("row").filter(has_text="Liste publique fictive")).to_be_visible()
    page.get_by_role("contentinfo").get_by_role("link", name="Sources et licences").click()
    expect(page.get_by_role("heading", name="Sources et licences")).to_be_visible()
