"""The rules of counting in the console: shares, surveys, QPV, successions, and the page that explains them."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from graph.vocabulary import SHARES, CellStatus
from tests.service_process import Service
from tests.web.conftest import Open, data_of, wait_for_answer
from tests.web.views import DAY, QUARTER, VIEWS

COUNTS = "covered partial inherited gap toConfirm unknown"
SIGNS = {status.value.lower(): status.sign for status in SHARES}


def shares(counts: dict[str, int], *, percents: bool = False) -> list[str]:
    """Return the text for counts: a sign and a figure for each non-zero share, never their sum."""
    total = sum(counts[name] for name in COUNTS.split())
    parts = [(SIGNS[name], counts[name]) for name in SIGNS if counts[name]]
    if not percents:
        return [f"{sign} {part}" for sign, part in parts] or ["0"]
    return [f"{sign} {percent(part, total)}" for sign, part in parts] or ["0 %"]


def percent(part: int, whole: int) -> str:
    """Return a share in whole percent, rounded as in JavaScript; 0 % means none at all, and 100 % means all."""
    rounded = int(100 * part / whole + 0.5)
    if part < whole and rounded == 100:
        return "plus de 99 %"
    return f"{rounded} %" if rounded else "moins de 1 %"


def test_a_wide_row_shows_each_share_and_has_no_status(service: Service, opened: Open) -> None:
    """The numbers of covered, partial and inherited are never added up, neither in a cell nor in its words."""
    query = f"""query($day: Date!) {{
      coverage(rows: {{kind: REGION, onlyInCityContract: true}}, axes: [VICTIM_SUPPORT], asOf: $day, first: 100) {{
        edges {{ node {{ territory {{ name }} cells {{ status spread {{
          contracts {{ {COUNTS} }} inhabitants {{ {COUNTS} withoutPopulation }} }} }} }} }}
      }} }}"""
    rows = [edge["node"] for edge in data_of(service, query, day=DAY)["coverage"]["edges"]]
    page = opened(f"/?inconnus=deplies&date={DAY}")
    several = 0
    for row in rows:
        (cell,) = row["cells"]
        assert cell["status"] is None
        shown = page.locator(".matrix tbody tr", has_text=row["territory"]["name"]).locator("a.cell").nth(3)
        contracts, inhabitants = cell["spread"]["contracts"], cell["spread"]["inhabitants"]
        expect(shown).to_be_visible()
        lines = figures(shown)
        expected = [shares(contracts)] if sum(contracts.values()) else []
        known = sum(inhabitants[name] for name in COUNTS.split())
        assert lines == [*expected, *([shares(inhabitants, percents=True)] if known else [])], row["territory"]["name"]
        several += max(map(len, lines)) == len(SIGNS)
        unknown = inhabitants["withoutPopulation"]
        assert (f"{unknown} QPV de population inconnue" in shown.inner_text()) == (unknown > 0)
        for name, words in SHARES.items():
            field = name.lower()
            assert (words in (shown.text_content() or "")) == (contracts[field] + inhabitants[field] > 0)
    assert several, "no row has three shares"


def figures(cell: Locator) -> list[list[str]]:
    """Return the figures of the lines of a wide cell on screen."""
    first_cell: list[list[str]] = cell.locator(".figures").evaluate_all(
        """(lines) => lines.map((line) => {
             const parts = line.children.length > 0 ? [...line.children] : [line];
             return parts.map((part) => [...part.childNodes].filter((one) => one.className !== 'hidden')
               .map(({ textContent }) => textContent).join('').replaceAll('\u00a0', ' ').trim());
           })"""
    )
    return first_cell


def test_each_status_has_a_sign_and_a_word(opened: Open) -> None:
    """The signs and words are those of the vocabulary, and each shown status has both."""
    page = opened(f"/?territoire=region:52&date={DAY}&carte=4")
    for status in CellStatus:
        cells = page.locator(f".matrix a.status-{status}")
        for text in cells.all_inner_texts()[:3]:
            assert status.sign in text
            assert status.short_fr in text.lower()
        expect(page.locator(".legend li", has_text=status.short_fr).first).to_contain_text(status.sign)


def first_cell(service: Service, status: str, kind: str = "CITY_CONTRACT") -> tuple[str, int, dict[str, Any]]:
    """Return the territory, the axis and the cell of the first cell with a status."""
    query = """query($kind: TerritoryKind!, $day: Date!) {
      coverage(rows: {kind: $kind, within: {id: "region:52"}}, asOf: $day, first: 300) {
        edges { node { territory { id } cells {
          status survey { surveyedOn found } discounted { reason engagement { label } }
        } } }
      } }"""
    for edge in data_of(service, query, kind=kind, day=DAY)["coverage"]["edges"]:
        for axis, cell in enumerate(edge["node"]["cells"], 1):
            if cell["status"] == status:
                return edge["node"]["territory"]["id"], axis, cell
    pytest.fail(f"no cell is {status}")


def test_a_gap_names_its_survey(service: Service, opened: Open) -> None:
    territory, axis, cell = first_cell(service, "GAP")
    dialog = opened(f"/?date={DAY}&case={axis}~{territory}").get_by_role("dialog")
    expect(dialog.locator(".status")).to_contain_text(re.compile(r"Aucun acteur \(relevé du .+\)"))
    expect(dialog).to_contain_text("n’a trouvé personne, et rien n’a été confirmé depuis")
    expect(dialog).to_contain_text(re.compile(rf"Relevé du .* {cell['survey']['surveyedOn'][:4]}\s: personne"))


def test_an_engagement_to_be_confirmed_says_why_it_does_not_count(service: Service, opened: Open) -> None:
    territory, axis, cell = first_cell(service, "TO_CONFIRM")
    dialog = opened(f"/?date={DAY}&case={axis}~{territory}").get_by_role("dialog")
    expect(dialog.locator(".status")).to_contain_text("À reconfirmer")
    expect(dialog).to_contain_text("aucune n’est confirmée à cette date")
    (label, *_) = [one["engagement"]["label"] for one in cell["discounted"] if one["reason"] == "TO_CONFIRM"]
    expect(dialog.locator("section", has_text="Ce qui n’a pas suffi")).to_contain_text(label)


def test_an_engagement_without_news_is_not_called_unconfirmed(opened: Open) -> None:
    """Gennevilliers has only a session that was planned for September."""
    dialog = opened(f"/?date={DAY}&case=2~contract:2024:CN09206I").get_by_role("dialog")
    expect(dialog.locator(".status")).to_contain_text("À reconfirmer")
    expect(dialog).to_contain_text("Des mobilisations y étaient prévues et restent sans nouvelles.")
    expect(dialog).not_to_contain_text("aucune n’est confirmée")


def test_actors_of_unconfirmed_engagements_are_marked(service: Service, opened: Open) -> None:
    page = opened(f"/mobilises?date={DAY}")
    assert page.get_by_text("– à reconfirmer").count() == 0
    page.get_by_role("combobox", name="Mobilisations", exact=True).select_option("a-reconfirmer")
    query = "query($day: Date!) { mobilised(confirmed: false, asOf: $day) { totalCount } }"
    total = data_of(service, query, day=DAY)["mobilised"]["totalCount"]
    expect(page.locator("table tbody tr")).to_have_count(total)
    assert page.get_by_text("– à reconfirmer").count() >= total


def test_a_qpv_is_found_and_has_a_sheet_and_an_outline(service: Service, opened: Open) -> None:
    query = """query($id: ID!) { node(id: $id) { ... on AdministrativeTerritory {
      label name population parents { label kind } } } }"""
    quarter = data_of(service, query, id=QUARTER)["node"]
    page = opened(f"/recherche?q={quarter['name']}&date={DAY}")
    page.locator("li", has_text=re.compile("QPV, Loire-Atlantique")).get_by_role("link").first.click()
    wait_for_answer(page)
    facts = page.locator(".facts").first
    expect(facts).to_contain_text(
        re.compile(rf"{quarter['population'] // 1000}\s{quarter['population'] % 1000:03} habitants")
    )
    (contract,) = [one["label"] for one in quarter["parents"] if one["kind"] == "CITY_CONTRACT"]
    expect(facts).to_contain_text(contract)
    expect(page.get_by_role("img", name=f"Contour\u00a0: {quarter['name']}")).to_be_visible()


def test_an_unknown_population_is_never_zero(service: Service, opened: Open) -> None:
    query = """{ territories(where: {kind: {eq: QPV}, population: {isNull: true}}, first: 1) {
      edges { node { id } } } }"""
    (edge,) = data_of(service, query)["territories"]["edges"]
    page = opened(f"/fiche/{edge['node']['id']}?date={DAY}")
    expect(page.locator(".facts").first).to_contain_text("population inconnue")


def test_the_map_loads_qpv_only_to_draw_them(opened: Open) -> None:
    page = opened(f"/?territoire=region:52&date={DAY}")
    requested: list[str] = []
    page.on("request", lambda request: requested.append(request.url))
    assert not [url for url in requested if "qpv_contours" in url]
    page.get_by_label("Lignes").select_option("QPV")
    wait_for_answer(page)
    expect(page.locator(".mark")).to_have_count(page.locator(".matrix tbody tr").count())
    assert [url for url in requested if "qpv_contours" in url]
    page = opened(f"/?territoire=departement:44&lignes=QPV&date={DAY}")
    assert page.locator(".mark path.shape").count() > 0


def test_territories_absent_from_the_map_are_counted(service: Service, opened: Open) -> None:
    """Saint-Martin is outside the map of France."""
    query = '{ territories(where: {kind: {eq: QPV}, code: {startsWith: "QN978"}}) { totalCount } }'
    absent = data_of(service, query)["territories"]["totalCount"]
    page = opened(f"/?lignes=QPV&date={DAY}")
    expect(page.locator(".map .note")).to_contain_text(f"{absent} territoires absents de la carte")


def test_evolution_compares_only_contracts_linked_by_a_certain_succession(service: Service, opened: Open) -> None:
    before = "2023-06-01"
    query = """query($asOf: Date!) {
      coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, asOf: $asOf, first: 100) {
      edges { node { territory { id ... on CityContract { predecessors { basis node { id } } } } } } } }"""
    earlier, later = (
        {edge["node"]["territory"]["id"]: edge["node"]["territory"] for edge in edges}
        for edges in (data_of(service, query, asOf=day)["coverage"]["edges"] for day in (before, DAY))
    )
    links = {
        one: [link for link in territory["predecessors"] if link["node"]["id"] in earlier]
        for one, territory in later.items()
    }
    uncertain = [one for one, those in links.items() if not those or any(link["basis"] == "LOCATION" for link in those)]
    continued = {link["node"]["id"] for those in links.values() for link in those}
    total = len(uncertain) + len(earlier.keys() - continued)
    page = opened(f"/evolution?territoire=region:52&date={DAY}&depuis={before}")
    expect(page.locator(".view-status")).to_contain_text(re.compile(rf"{total} contrats? non comparables?"))
    expect(page.get_by_role("heading", name=f"Non comparables ({total})")).to_be_visible()
    expect(page.locator(".vintage")).to_contain_text("découpage 2026")


def test_days_before_2024_say_which_territories_they_show(opened: Open) -> None:
    page = opened("/?territoire=region:52&date=2021-06-30")
    expect(page.locator(".vintage")).to_contain_text("découpage 2026")
    page = opened(f"/?territoire=region:52&date={DAY}")
    expect(page.locator(".vintage")).to_have_count(0)


def test_the_rules_are_explained_with_this_instance_s_durations(service: Service, opened: Open) -> None:
    query = (
        "{ countingRules { sessionMonths diagnosticMonths confirmationMonths surveyMonths renewalMonths pauseMonths } }"
    )
    rules = data_of(service, query)["countingRules"]
    page = opened("/comment-on-compte")
    lines = page.locator(".facts").first
    for name, months in (
        ("Session de formation", rules["sessionMonths"]),
        ("Confirmation", rules["confirmationMonths"]),
        ("Relevé", rules["surveyMonths"]),
    ):
        expect(lines.locator("div", has_text=name).first).to_contain_text(f"{months} mois")
    expect(lines).to_contain_text(f"{rules['diagnosticMonths'] // 12} ans après sa remise")
    for status in CellStatus:
        expect(page.locator(".statuses")).to_contain_text(status.meaning_fr)
    assert page.locator(".statuses > div").count() == len(CellStatus)


def test_no_view_uses_the_word_empty(opened: Open) -> None:
    for name in ("couverture", "couverture-pays", "case", "plans", "a-confirmer", "evolution", "fiche-contrat"):
        text = opened(VIEWS[name]).locator("body").inner_text().lower()
        assert re.findall(r"\b(?:vides?|rien de connu|hérité|(?<!plus )anciens?)\b(?! code)", text) == [], name
