"""An officer's steps on the console, compared with the API's answers to another client.

The steps of one officer share a file.
"""

import re
from collections import Counter
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from graph.vocabulary import CellStatus
from tests.service_process import Service
from tests.web.conftest import NARROW, Open, Watch, choose_day, data_of, visit, wait_for_answer, when_stable
from tests.web.views import DAY

REGION = "region:52"
COVERAGE = """query($asOf: Date!) {
  coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, axes: [VICTIM_SUPPORT], asOf: $asOf, first: 100) {
    summary { rows { covered partial inherited gap toConfirm unknown } }
    edges { node { territory { name } cells { status actorCount fragile onlyActor { label } } } }
  }
}"""
WORDS = {word.value: word.short_fr[0].upper() + word.short_fr[1:] for word in CellStatus}
SEPARATE_STATUSES = CellStatus.COVERED, CellStatus.PARTIAL, CellStatus.INHERITED


def of_axis_four(service: Service, day: str) -> dict[str, Any]:
    found: dict[str, Any] = data_of(service, COVERAGE, asOf=day)["coverage"]
    return found


def shown_on_axis_four(page: Page) -> dict[str, str]:
    """Return the words of each row's fourth cell."""
    rows = page.locator(".matrix tbody tr:not(.fold)")
    return {row.locator("th a").first.inner_text(): row.locator(".cell-word").nth(3).inner_text() for row in rows.all()}


def test_the_gaps_of_axis_four_at_two_dates(service: Service, opened: Open) -> None:
    page = opened("/")
    page.get_by_role("combobox", name="Territoire", exact=True).select_option(label="Pays de la Loire")
    for day in (DAY, "2021-06-30"):
        choose_day(page, "Au", day)
        expect(page.get_by_role("status").filter(has_text="contrats couverts")).to_contain_text(day[:4])
        wait_for_answer(page)
        for line in page.locator(".matrix .fold button[aria-expanded=false]").all():
            line.click()
        answer = of_axis_four(service, day)
        expected = {e["node"]["territory"]["name"]: WORDS[e["node"]["cells"][0]["status"]] for e in answer["edges"]}
        assert shown_on_axis_four(page) == expected
        rows = answer["summary"][0]["rows"]
        three = page.locator(".matrix tfoot td").nth(3).locator(".axis-total > span").all_inner_texts()
        assert [int(re.findall(r"\d+", text)[0]) for text in three] == [
            rows["gap"],
            rows["toConfirm"],
            rows["unknown"],
        ]
        expect(page.locator(".summary > li").nth(3)).to_contain_text(
            re.compile(rf"^4.*Sur place\s: {rows['covered']} contrats? sur {sum(rows.values())}")
        )
    expect(page).to_have_url(re.compile("(?=.*territoire=region)(?=.*date=2021-06-30)"))


def test_a_fragile_cell_names_its_only_actor(service: Service, opened: Open) -> None:
    fragile = next(e["node"] for e in of_axis_four(service, DAY)["edges"] if e["node"]["cells"][0]["fragile"])
    page = opened(f"/?territoire={REGION}&date={DAY}")
    row = page.locator(".matrix tbody tr", has_text=fragile["territory"]["name"])
    row.locator("a.cell").nth(3).click()
    dialog = page.get_by_role("dialog", name="Axe 4 – Accompagnement des victimes")
    only = fragile["cells"][0]["onlyActor"]["label"]
    expect(dialog.locator("p", has_text="Seul acteur")).to_have_text(f"Seul acteur : {only}.")
    line = dialog.locator("table tbody tr").first
    expect(line.get_by_role("rowheader")).to_contain_text(only)
    expect(line).to_contain_text(re.compile(r"Porteur|Pilote|Partenaire|Formateur|Animateur"))
    expect(line).to_contain_text("Démonstration – suivi fictif")
    expect(line.get_by_role("cell").last).to_have_text(re.compile(r"^\d\d/\d\d/\d{4}$"))


def test_a_cell_without_actors_shows_what_ended_and_who_could_help(opened: Open) -> None:
    page = opened(f"/?territoire={REGION}&date={DAY}&case=4~contract:2024:CN05301M")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("heading", name="Pourquoi ce statut")).to_be_visible()
    expect(dialog.get_by_role("heading", name="Ce qui n’a pas suffi")).to_be_visible()
    expect(
        dialog.locator("section", has_text="Ce qui n’a pas suffi").get_by_role("cell", name="Terminée").first
    ).to_be_visible()
    expect(dialog).to_contain_text("Échu le 30 juin 2026, renouvellement attendu")
    expect(dialog.locator("section", has_text="Ce qui a pris fin")).to_contain_text("CIDFF")
    expect(dialog.get_by_role("heading", name="Qui pourrait l’être")).to_be_visible()


def test_a_search_without_accents_is_grouped_by_kind(service: Service, opened: Open) -> None:
    page = opened("/")
    page.keyboard.press("Control+k")
    page.keyboard.type("DELEGUE")
    page.keyboard.press("Enter")
    wait_for_answer(page)
    query = '{ search(text: "délégué", first: 100) { totalByKind { kind count } hits { node { label } } } }'
    results = data_of(service, query)["search"]
    expect(page.get_by_role("heading", name="Institutions (3)")).to_be_visible()
    expect(page.get_by_role("heading", name="Mobilisations (3)")).to_be_visible()
    links = page.locator("main .card a").all_inner_texts()
    assert sorted(links) == sorted(hit["node"]["label"] for hit in results["hits"])
    assert sum(kind["count"] for kind in results["totalByKind"]) == len(links)


def test_facets_count_and_filter_who_is_mobilised(service: Service, opened: Open) -> None:
    page = opened(f"/mobilises?territoire=departement:44&date={DAY}")
    query = (
        'query($day: Date!) { mobilised(within: {id: "departement:44"}, roles: [FUNDER], asOf: $day) { totalCount } }'
    )
    funders = data_of(service, query, day=DAY)["mobilised"]["totalCount"]
    page.get_by_label("Financeur").check()
    expect(page.get_by_role("status").filter(has_text="mobilisés")).to_contain_text(f"{funders} acteurs mobilisés")
    assert page.locator("table tbody tr").count() == funders
    expect(page).to_have_url(re.compile("roles=FUNDER"))
    kind = page.get_by_label("Type d’acteur")
    chosen = kind.locator("option").nth(1).inner_text()
    kind.select_option(index=1)
    (many,) = re.findall(r"\((\d+)\)$", chosen)
    expect(page.locator("table tbody tr")).to_have_count(int(many))


def test_an_actor_takes_one_line_and_shows_its_evidence_on_demand(service: Service, opened: Open) -> None:
    query = """query($day: Date!) { mobilised(within: {id: "region:52"}, axes: [VICTIM_SUPPORT], asOf: $day, first: 1) {
      nodes { actor { label } sinceByAxis { axis since } engagements(first: 3) { nodes { label countsUntil } } } } }"""
    (actor,) = data_of(service, query, day=DAY)["mobilised"]["nodes"]
    page = opened(f"/mobilises?territoire={REGION}&axes=4&date={DAY}")
    row = page.locator("table tbody tr").first
    expect(row.get_by_role("rowheader")).to_contain_text(actor["actor"]["label"])
    dots = row.locator(".axis-dots li")
    expect(dots).to_have_text(["1", "2", "3", re.compile(r"^4Accompagnement des victimes, depuis le"), "5"])
    title = actor["engagements"]["nodes"][0]["label"]
    expect(row.get_by_role("link", name=title)).to_be_hidden()
    row.locator("summary").click()
    expect(row.get_by_role("link", name=title)).to_be_visible()


def test_a_count_of_plans_filters_the_table_to_the_counted_rows(service: Service, opened: Open) -> None:
    query = """query($day: Date!) {
      cityContracts(
        first: 100, where: {within: {id: "region:52"}, inForceFrom: {lte: $day}, inForceUntil: {gte: $day}}
      ) {
        nodes { name planStage(asOf: $day) diagnosticAgeMonths(asOf: $day) } } }"""
    contracts = data_of(service, query, day=DAY)["cityContracts"]["nodes"]
    signed = {one["name"] for one in contracts if one["planStage"] == "SIGNED"}
    recent = {one["name"] for one in contracts if (one["diagnosticAgeMonths"] or 60) < 60}
    page = opened(f"/plans?territoire={REGION}&date={DAY}")
    names = page.locator("table tbody th")
    page.get_by_role("button", name=f"Signé {len(signed)}").click()
    assert set(names.all_inner_texts()) == signed
    page.get_by_role("button", name=f"Moins de 5 ans {len(signed & recent)}").click()
    assert set(names.all_inner_texts()) == signed & recent
    expect(page).to_have_url(re.compile("plan=SIGNED.*diagnostic=recent"))
    page.get_by_role("button", name=re.compile("^Signé")).click()
    assert set(names.all_inner_texts()) == recent
    expect(page.locator(".axis-chips li").first).to_have_text(re.compile(r"^\d\s*\D"))


RANK = {"COVERED": 3, "PARTIAL": 2, "INHERITED": 1, "GAP": 0, "TO_CONFIRM": 0, "UNKNOWN": 0}
CELLS = """query($asOf: Date!) {
  coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, asOf: $asOf, first: 100) {
    edges { node { territory { id } cells { axis status actorCount fragile actors(first: 100) { label } } } }
  }
}"""


def cells(service: Service, day: str) -> dict[tuple[str, str], dict[str, Any]]:
    rows = data_of(service, CELLS, asOf=day)["coverage"]["edges"]
    return {(row["node"]["territory"]["id"], cell["axis"]): cell for row in rows for cell in row["node"]["cells"]}


def test_each_row_counts_its_axes_by_status(service: Service, opened: Open) -> None:
    """The numbers of covered, partial and inherited are never added up; the map shows the covered ones."""
    answer = cells(service, DAY)
    counted = {
        place: Counter(cell["status"] for (one, _), cell in answer.items() if one == place) for place, _ in answer
    }
    page = opened(f"/?territoire={REGION}&inconnus=deplies&date={DAY}")
    expected = [
        [number for status in SEPARATE_STATUSES if (number := counts[status])] or [0] for counts in counted.values()
    ]
    shown = page.locator(".matrix tbody tr:not(.fold) td:last-child .figures").all_inner_texts()
    assert [[int(figure) for figure in re.findall(r"\d+", text)] for text in shown] == expected
    on_the_spot = [
        counts[CellStatus.COVERED] for counts in counted.values() if counts[CellStatus.UNKNOWN] < sum(counts.values())
    ]
    signs = [text for text in page.locator(".mark .mark-sign").all_text_contents() if text]
    assert sorted(map(int, signs)) == sorted(on_the_spot)


NAMES = "(rows, column) => rows.map((row) => [...row.children[column].querySelectorAll('a')].map((a) => a.textContent))"
"""The names in a column of each row."""


def labels(cell: dict[str, Any]) -> set[str]:
    return {actor["label"] for actor in cell["actors"]}


STEPS = {
    "more": r"cases? en progrès",
    "less": "en recul",
    "unconfirmed": r"devenues? à reconfirmer",
    "nobody": "où plus personne n’est connu",
}


def step_of(before: dict[str, Any], after: dict[str, Any]) -> str:
    """Return the change of a cell's status; the loss of all confirmed or known actors is a separate case."""
    earlier, later = RANK[before["status"]], RANK[after["status"]]
    if earlier == later:
        return "same"
    if later > earlier:
        return "more"
    if later > 0:
        return "less"
    return "unconfirmed" if after["status"] == CellStatus.TO_CONFIRM else "nobody"


def counted(text: str, words: str) -> int:
    """Return the number before these words; none if they are absent."""
    found = re.search(rf"(\d+) {words}", text)
    return int(found[1]) if found else 0


def test_evolution_shows_each_cell_that_changed(service: Service, opened: Open) -> None:
    before, after = cells(service, "2025-03-01"), cells(service, DAY)
    changed = {place for place in after if after[place] != before[place]}
    steps = Counter(step_of(before[place], after[place]) for place in changed)
    page = opened(f"/evolution?territoire={REGION}&date={DAY}&depuis=2025-03-01")
    summary = page.locator(".view-status").inner_text()
    for step, words in STEPS.items():
        assert counted(summary, words) == steps[step], step
    rows = page.get_by_role("table", name="Cases qui ont changé").locator("tbody tr")
    assert rows.count() == len(changed)
    named = {column: rows.evaluate_all(NAMES, column) for column in (5, 6)}
    for column, (here, there) in {5: (after, before), 6: (before, after)}.items():
        expected = [labels(here[place]) - labels(there[place]) for place in changed]
        assert Counter(map(frozenset, named[column])) == Counter(map(frozenset, expected))


def test_engagements_and_cells_to_be_confirmed_are_counted(service: Service, opened: Open) -> None:
    query = (
        "query($day: Date!) { engagements(where: {inEffectOn: $day}, first: 1000) {"
        " edges { node { countsUntil } } }"
        " mobilised(confirmed: false, asOf: $day, first: 1000) {"
        " edges { node { engagements(first: 50) { edges { node { id } } } } } }"
        ' coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, asOf: $day, first: 100) {'
        " edges { node { cells { status } } } } }"
    )
    answer = data_of(service, query, day=DAY)
    counted = [edge["node"] for edge in answer["engagements"]["edges"]]
    ending = [one for one in counted if one["countsUntil"] and DAY <= one["countsUntil"] <= "2027-02-23"]
    actors = [edge["node"]["engagements"]["edges"] for edge in answer["mobilised"]["edges"]]
    unconfirmed = {edge["node"]["id"] for edges in actors for edge in edges}
    assert ending
    assert unconfirmed
    page = opened(f"/a-confirmer?date={DAY}")
    summary = page.locator(".view-status")
    expect(summary).to_contain_text(
        re.compile(rf"{len(ending)} fins? proches?, {len(unconfirmed)} mobilisations? à reconfirmer")
    )
    page = opened(f"/a-confirmer?territoire={REGION}&date={DAY}")
    rows = [cell["status"] for edge in answer["coverage"]["edges"] for cell in edge["node"]["cells"]]
    for heading, status in (
        ("Cases à reconfirmer", "TO_CONFIRM"),
        ("Cases non renseignées", "UNKNOWN"),
        ("Cases sans acteur, d’après un relevé", "GAP"),
    ):
        expect(page.get_by_role("heading", name=f"{heading} ({rows.count(status)})")).to_be_visible()


def test_back_and_forward_keep_the_day_and_the_territory(opened: Open) -> None:
    page = opened(f"/?territoire={REGION}&date=2022-01-01")
    visit(page, "Plans", "Plans et diagnostics")
    expect(page.get_by_role("combobox", name="Territoire", exact=True)).to_have_value(REGION)
    expect(page.get_by_role("group", name="Au", exact=True)).to_contain_text("01/01/2022")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Couverture")
    page.go_forward()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plans et diagnostics")


def test_the_years_are_replayed_only_on_request(opened: Open) -> None:
    page = opened(f"/?territoire={REGION}&date={DAY}")
    page.wait_for_timeout(2_000)
    assert "date=2026" in page.url
    page.get_by_role("button", name="Faire défiler les années").click()
    expect(page).to_have_url(re.compile("date=2016"), timeout=15_000)
    page.get_by_role("button", name="Arrêter").click()
    stopped = page.url
    page.wait_for_timeout(2_500)
    assert page.url == stopped


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/fiche/epci:0", "Rien dans le graphe ne porte l’identifiant « epci:0 »"),
        ("/nulle-part", "Cette adresse n’est celle d’aucune vue"),
        ("/?territoire=region:99", "Territoire inconnu : « region:99 »"),
        ("/plans?territoire=institution:demo-adil-44", "Territoire inconnu : « institution:demo-adil-44 »"),
        ("/?case=9~region:52", "les axes vont de 1 à 5"),
        ("/recherche?q=zzzzzz", "Rien ne correspond"),
        ("/mobilises?territoire=departement:01", "Personne de connu"),
        ("/?territoire=region:52&lignes=NIMPORTE&date=2026-02-30&carte=12", "contrats couverts sur 11"),
    ],
)
def test_wrong_addresses_are_reported(opened: Open, watch: Watch, address: str, words: str) -> None:
    watch.expected = ("404",)
    page = opened(address)
    expect(page.locator("body")).to_contain_text(words)


def test_the_territory_field_names_an_unknown_territory(opened: Open, watch: Watch) -> None:
    watch.expected = ("404",)
    page = opened("/?territoire=region:99")
    field = page.get_by_role("combobox", name="Territoire", exact=True)
    expect(field.locator("option:checked")).to_have_text("Territoire inconnu : region:99")
    field.select_option("region:52")
    expect(page.locator(".matrix tbody tr").first).to_be_visible()
    expect(page.get_by_text("Territoire inconnu")).to_have_count(0)


def test_the_query_behind_a_view_opens_and_answers(opened: Open) -> None:
    page = opened(f"/plans?territoire={REGION}&date={DAY}")
    visit(page, "Données", "Voir la requête : Plans et diagnostics")
    expect(page.get_by_role("heading", level=1)).to_have_text("Explorateur")
    editor = page.locator(".graphiql-editor").first
    expect(editor).to_contain_text("query Plans")
    page.get_by_role("button", name="Execute query").click()
    expect(page.locator(".result-window")).to_contain_text("cityContracts", timeout=15_000)
    expect(page.locator(".result-window")).not_to_contain_text("errors")


def test_an_example_query_is_one_choice_away(opened: Open) -> None:
    page = opened("/explorateur")
    page.get_by_label("Questions toutes faites").select_option(label="Quels contrats n’ont pas de plan ?")
    expect(page.locator(".graphiql-editor").first).to_contain_text("ContractsWithoutPlan")
    assert page.get_by_label("Questions toutes faites").locator("option").count() > 12


def test_the_matrix_of_the_whole_country_stays_responsive(service: Service, opened: Open) -> None:
    """It has all contracts: every row is there, and the page still responds."""
    page = opened(f"/?lignes=CITY_CONTRACT&inconnus=deplies&date={DAY}")
    rows = page.locator(".matrix tbody tr:not(.fold)")
    query = "query($day: Date!) { coverage(rows: {kind: CITY_CONTRACT}, asOf: $day, first: 1) { totalCount } }"
    total = data_of(service, query, day=DAY)["coverage"]["totalCount"]
    expect(rows).to_have_count(total)
    last = rows.nth(total - 1).locator("a.cell").first
    last.scroll_into_view_if_needed()
    when_stable(page, last.bounding_box)  # rows far down get their heights when they become visible
    last.click()
    expect(page.get_by_role("dialog")).to_contain_text("Qui est mobilisé")
    page.keyboard.press("Escape")
    page.get_by_role("combobox", name="Tri", exact=True).select_option(label="Par nom")
    wait_for_answer(page)
    assert rows.count() == total


def test_a_list_is_cards_on_a_phone(opened: Open) -> None:
    page = opened(f"/mobilises?territoire=departement:53&date={DAY}", NARROW)
    cell = page.locator("table.cards tbody td").first
    assert cell.evaluate("(cell) => getComputedStyle(cell).display") == "inline-block"
    names = page.locator("table.cards tbody th").all_inner_texts()
    page.get_by_label("Trier par").select_option(label="Depuis")
    assert sorted(page.locator("table.cards tbody th").all_inner_texts()) == sorted(names)
    assert page.locator("table.cards tbody th").all_inner_texts() != names


def test_the_chosen_theme_is_remembered(opened: Open) -> None:
    page = opened("/", color_scheme="light")
    page.get_by_label("Thème").select_option(label="sombre")
    background = "getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(background)
    page.reload()
    wait_for_answer(page)
    assert page.evaluate(background) == dark
    page.get_by_label("Thème").select_option(label="clair")
    assert page.evaluate(background) != dark
