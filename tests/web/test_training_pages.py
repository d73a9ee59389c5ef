"""The pages of training: trainers available in a period, unanswered needs, people trained by audience and year."""

import csv
import re
from collections import defaultdict

from playwright.sync_api import Page, expect

from changes.derived import derived
from changes.rows import GraphRows
from graph.domain.counting import Durations
from graph.vocabulary import Audience
from seed import demo
from seed.demo import DATA
from tests.web.conftest import Open
from tests.web.views import DAY

REGION = "region:52"
WIDE = (1600, 1000)
PLAN = "plan:demo-territorial-prevention-lutte-contre-discriminations-2024"


def lines(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def withheld() -> set[str]:
    """Return the ids of the head counts that are withheld from visitors: those of 1 to 4, and those that reveal one."""
    rows: GraphRows = demo.rows()
    stored = derived(rows, Durations())
    return {identifier for kind, identifier, facts in stored if kind == "HeadCount" and facts["countWithheld"]}


def cells(page: Page, caption: str) -> list[list[str]]:
    rows = page.get_by_role("table", name=caption).locator("tbody tr")
    return [[cell.strip() for cell in row.locator("th, td").all_inner_texts()] for row in rows.all()]


def test_people_trained_by_audience_and_year_are_those_of_the_demonstration(opened: Open) -> None:
    """No sum includes withheld numbers, and each row states how many are withheld."""
    hidden = withheld()
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    unread: defaultdict[tuple[str, str], int] = defaultdict(int)
    sessions = {line["id"]: line for line in lines("sessions.csv")}
    for line in lines("headcounts.csv"):
        session = sessions.get(line["engagement"])
        if session and session["status"] in {"ACTIVE", "DONE"} and "2022" <= session["startsOn"] <= DAY:
            group = line["audience"], session["startsOn"][:4]
            sums[group] += 0 if line["id"] in hidden else int(line["count"])
            unread[group] += line["id"] in hidden
    assert hidden
    page = opened(f"/formateurs/activite?territoire=&date={DAY}", WIDE)
    table = page.get_by_role("table", name="Personnes formées, par public et par année")
    expect(table).to_be_visible()
    years = [text.split()[0] for text in table.locator("thead th").all_inner_texts()][1:-1]
    shown = {row[0]: dict(zip(years, row[1:-1], strict=True)) for row in cells(page, "Personnes formées, par public")}
    for (audience, year), people in sums.items():
        text = shown[Audience(audience).label_fr.capitalize()][year]
        number = re.match(r"\d+(?=$|,)", text)
        assert (int(number.group()) if number else 0) == people, (audience, year, text)
        assert ("non communiqué" in text) == bool(unread[audience, year]), (audience, year, text)


def test_trainers_of_elected_officials_in_the_first_half_of_2027_are_found(opened: Open) -> None:
    """It takes four choices on the page: audience, day, period, territory; unanswered needs are listed below."""
    page = opened(f"/formateurs?territoire={REGION}&date={DAY}", WIDE)
    page.get_by_role("combobox", name="Public").select_option("ELECTED_OFFICIAL")
    page.get_by_role("combobox", name="Pendant").select_option("6")
    expect(page).to_have_url(re.compile("public=ELECTED_OFFICIAL&duree=6"))
    expect(page.get_by_text("Aucune offre catalogue connue ne vise ce public ici")).to_be_visible()
    open_needs = [
        line
        for line in lines("needs.csv")
        if "ELECTED_OFFICIAL" in line["audiences"] and not (line["metOn"] or line["declinedOn"])
    ]
    expect(page.get_by_role("heading", name=f"Besoins sans réponse ici ({len(open_needs)})")).to_be_visible()
    shown = [row[0] for row in cells(page, "Besoins sans réponse")]
    assert shown == [line["title"] for line in sorted(open_needs, key=lambda line: line["identifiedOn"])]


def test_unanswered_needs_are_listed_oldest_first_and_lead_to_possible_answers(opened: Open) -> None:
    met = {need for line in lines("sessions.csv") if line["status"] == "DONE" for need in line["needs"].split("; ")}
    open_needs = [
        line for line in lines("needs.csv") if line["id"] not in met and not (line["metOn"] or line["declinedOn"])
    ]
    page = opened(f"/formateurs/besoins?territoire=&date={DAY}", WIDE)
    expect(page.get_by_role("table", name="Besoins de formation")).to_be_visible()
    rows = cells(page, "Besoins de formation")
    in_order = sorted(open_needs, key=lambda line: (line["identifiedOn"] or "9", line["title"]))
    assert [row[0] for row in rows] == [line["title"] for line in in_order]
    page.get_by_role("link", name="Offres et formateurs").first.click()
    expect(page.get_by_role("heading", name="Formateurs mobilisables")).to_be_visible()
    expect(page).to_have_url(re.compile("duree=6"))
    expect(page.get_by_role("link", name=rows[0][0])).to_be_visible()


def test_a_need_of_several_territories_has_possible_answers_for_each(opened: Open) -> None:
    need = next(line for line in lines("needs.csv") if ";" in line["territories"])
    page = opened(f"/formateurs/besoins?territoire=&date={DAY}", WIDE)
    row = page.get_by_role("table", name="Besoins de formation").get_by_role("row").filter(has_text=need["title"])
    expect(row.get_by_role("link", name="Offres et formateurs")).to_have_count(len(need["territories"].split("; ")))
    expect(row.locator("strong")).to_have_count(len(need["territories"].split("; ")))


def test_a_plan_is_shown_by_its_own_axes_in_their_order(opened: Open) -> None:
    page = opened(f"/fiche/{PLAN}?date={DAY}", WIDE)
    axes = [line for line in lines("local_axes.csv") if line["plan"] == PLAN]
    expect(page.get_by_role("heading", name="Par les axes du plan")).to_be_visible()
    headings = page.get_by_role("heading", level=3).all_inner_texts()
    shown = [heading for heading in headings if re.match(r"\d\. ", heading)]
    assert [heading.split(" (")[0] for heading in shown] == [f"{line['position']}. {line['title']}" for line in axes]


def test_a_drop_in_shows_its_yearly_numbers_without_revealing_small_ones(opened: Open) -> None:
    page = opened(f"/fiche/commitment:demo-permanence-juridique-point-justice-reouverture?date={DAY}", WIDE)
    expect(page.get_by_role("heading", name="Effectifs")).to_be_visible()
    of_2024 = {row[3]: row[4] for row in cells(page, "Effectifs") if row[0] == "2024" and row[1] == "Reçues"}
    assert of_2024["Ensemble"] == "46"
    assert of_2024["Justice saisie"] == "non communiqué"  # 3
    assert of_2024["Sans suite"] == "non communiqué"  # 8: with the others and the total it would reveal the 3
    assert of_2024["Réglée à l’amiable"] == "11"


def test_a_number_of_sessions_opens_the_list_of_these_sessions(opened: Open) -> None:
    """« D’où vient ce chiffre ? » lists the sessions of a project; those without a project are named as such."""
    page = opened(f"/formateurs/activite?territoire=&date={DAY}&par=PROJECT&depuis=", WIDE)
    table = page.get_by_role("table", name="Sessions de formation")
    project = next(line for line in lines("projects.csv") if "Vivier" in line["title"])
    row = table.get_by_role("row").filter(has_text=project["title"])
    row.locator("summary").click()
    served = [line["title"] for line in lines("sessions.csv") if line["project"] == project["id"]]
    assert len(served) > 1
    for title in served:
        expect(row.get_by_role("link", name=title)).to_be_visible()
    none = sum(
        not line["project"] and line["status"] in {"ACTIVE", "DONE"} and line["startsOn"] <= DAY
        for line in lines("sessions.csv")
    )
    expect(table.get_by_role("row").filter(has_text="Hors projet ou non renseigné").locator("summary")).to_have_text(
        str(none)
    )


def test_sheets_show_projects_networks_plans_of_training_and_support(opened: Open) -> None:
    def facts(address: str) -> dict[str, str]:
        page = opened(f"/fiche/{address}?date={DAY}", WIDE)
        expect(page.locator("dl.facts").first).to_be_visible()
        names, values = (page.locator(f"dl.facts {part}").all_inner_texts() for part in ("dt", "dd"))
        return dict(zip(names, values, strict=True))

    network = facts("institution:demo-reseau-formateurs")
    assert "Centre de ressources Villes Fictives" in network["Animée par"]
    assert "Vendée" in network["Territoires desservis"]
    retained = facts("institution:demo-mairie-nantes")["Plan de formation"]
    assert "Accueillir sans discriminer" in retained
    assert "2026" in retained
    plan = facts(PLAN)
    assert plan["Ce qui bloque"] == "Les entreprises du bassin ne sont pas autour de la table"
    assert plan["Jours d’accompagnement"] == "6 jours"
    session = facts("session:demo-soins-prejuges-secretariats-medicaux-lavallois")
    assert session["Évaluation"] == "13 réponses, 88,5 % de satisfaits, 60 % ont mis en pratique"
    diagnostic = facts("diagnostic:demo-mise-jour-diagnostic-discriminations-agglomeration-nantaise")
    assert "Les refus de logement signalés aux services de l'État" in diagnostic["Demandé par"]
    assert "Entretiens avec 40 personnes" in diagnostic["Méthodes"]
    trainer = facts("trainer:e149bd090df53245")
    assert trainer["Disponibilité"].startswith("Les lundis et mardis")
    project = facts("project:demo-guichet-unique")
    assert "Fontenay" in project["Porté par"]
