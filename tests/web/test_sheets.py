"""The sheet of a node: the trail of territories above it, and its summary in one line."""

from playwright.sync_api import expect

from graph.vocabulary import CellStatus
from tests.service_process import Service
from tests.web.conftest import Open, data_of
from tests.web.views import DAY

ACTOR = "institution:demo-tangram"
COUNTS = """query ($id: ID!, $day: Date!) { node(id: $id) { ... on Institution {
  all: engagements(first: 1) { totalCount }
  current: engagements(where: {inEffectOn: $day}, first: 1) { totalCount } } } }"""


def test_a_sheet_shows_the_trail_and_the_number_of_engagements_in_effect(service: Service, opened: Open) -> None:
    counts = data_of(service, COUNTS, id=ACTOR, day=DAY)["node"]
    page = opened(f"/fiche/{ACTOR}?date={DAY}")
    expect(page.locator(".trail a")).to_have_text(["Pays de la Loire", "Sarthe", "CU Le Mans Métropole", "Le Mans"])
    current, total = counts["current"]["totalCount"], counts["all"]["totalCount"]
    assert 1 < current < total
    expect(page.locator(".sheet-summary")).to_have_text(
        f"Organisme de formation · Le Mans (72) · {current} mobilisations en cours sur {total}"
    )


def test_an_engagement_is_planned_on_a_day_before_it(opened: Open) -> None:
    address = "/fiche/commitment:demo-rendez-vous-discriminations-maison-justice-droit"
    expect(opened(f"{address}?date={DAY}").locator(".sheet-summary")).to_contain_text("depuis le")
    expect(opened(f"{address}?date=2005-01-01").locator(".sheet-summary")).to_contain_text("à partir du")


WITHIN = """query ($id: ID!, $day: Date!) {
  contracts: coverage(rows: {kind: CITY_CONTRACT, within: {id: $id}}, asOf: $day, first: 100) { ...rows }
  quarters: coverage(rows: {kind: QPV, within: {id: $id}}, asOf: $day, first: 200) { ...rows }
  groupings: coverage(rows: {kind: EPCI, within: {id: $id}}, asOf: $day, first: 200) { ...rows }
  communes: coverage(rows: {kind: COMMUNE, within: {id: $id}}, asOf: $day, first: 1) { totalCount }
}
fragment rows on CoverageConnection { totalCount edges { node { territory { label } cells { status actorCount } } } }"""


def test_the_sheet_of_a_departement_shows_what_is_in_it(service: Service, opened: Open) -> None:
    """Territories are listed by kind with their cells: contracts in force, QPV and EPCI; communes are only counted."""
    within = data_of(service, WITHIN, id="departement:44", day=DAY)
    assert within["contracts"]["totalCount"] == 3
    page = opened(f"/fiche/departement:44?date={DAY}")
    section = page.locator("section", has=page.get_by_role("heading", name="Dans ce territoire"))
    parts = section.locator("details")
    expect(parts).to_have_count(3)
    for place, kind in enumerate(("contracts", "quarters", "groupings")):
        rows = {edge["node"]["territory"]["label"]: edge["node"]["cells"] for edge in within[kind]["edges"]}
        part = parts.nth(place)
        expect(part.locator("summary")).to_contain_text(str(within[kind]["totalCount"]))
        if part.get_attribute("open") is None:
            part.locator("summary").click()
        expect(part.locator("tbody tr")).to_have_count(len(rows))
        shown = {row.locator("th a").inner_text(): row for row in part.locator("tbody tr").all()}
        assert shown.keys() == rows.keys()
        for label, cells in rows.items():
            words = [" ".join(words.split()) for words in shown[label].locator("td .status").all_inner_texts()]
            assert words == [
                f"{status.sign} {status.short_fr}" + (f" ({cell['actorCount']})" if cell["actorCount"] else "")
                for cell in cells
                for status in [CellStatus(cell["status"])]
            ], label
    expect(section).to_contain_text(f"{within['communes']['totalCount']} communes")
    assert section.get_by_text("2015").count() == 0


def test_the_sheet_before_2024_shows_the_contracts_of_the_time(opened: Open) -> None:
    page = opened("/fiche/departement:44?date=2022-06-01")
    section = page.locator("section", has=page.get_by_role("heading", name="Dans ce territoire"))
    expect(section.locator("details").first.locator("summary")).to_contain_text("en vigueur")
    expect(section.locator("details").first.locator("tbody th a").first).to_contain_text("2015")
