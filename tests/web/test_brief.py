"""The brief of a territory: one sheet of paper for a meeting, two for a région, with the figures of the API."""

import csv
import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from graph.vocabulary import CARRYING_ROLES, Axis, CellStatus
from seed.demo import DATA
from tests.proofs import some_in_ci
from tests.service_process import Service
from tests.web.conftest import Open, data_of, wait_for_answer
from tests.web.paper import printed
from tests.web.views import CONTRACT, DAY

SOON = str(date.fromisoformat(DAY) + timedelta(days=90))
DEPARTEMENT, REGION = "departement:44", "region:52"
FEW, NOBODY, MANY_QUARTERS = (f"contract:2024:{code}" for code in ("CN07201M", "CN04402M", "CN01303M"))
SHEETS = {
    CONTRACT: 1,
    FEW: 1,
    NOBODY: 1,
    MANY_QUARTERS: 1,
    DEPARTEMENT: 1,
    "departement:59": 1,
    "departement:93": 1,
    REGION: 2,
    "region:11": 2,
}
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
FIELDS = ("covered", "partial", "inherited", "gap", "toConfirm", "unknown")
QUESTION = """query($id: ID!, $in: TerritoryRef!, $day: Date!, $soon: Date!) {
  node(id: $id) { label }
  own: coverage(rows: {ids: [$id]}, asOf: $day) { nodes { cells {
    axis status actorCount survey { surveyedOn }
    spread { contracts { ...C } inhabitants { covered partial inherited gap toConfirm unknown } } } } }
  contracts: coverage(rows: {kind: CITY_CONTRACT, within: $in}, asOf: $day, first: 100) {
    totalCount nodes { territory { name label } cells { axis status survey { surveyedOn } } } }
  quarters: coverage(rows: {kind: QPV, within: $in}, asOf: $day, first: 500) {
    totalCount nodes { territory { population } } }
  mobilised(within: $in, asOf: $day, first: 500) {
    totalCount nodes { actor { label } } }
  wider: mobilised(within: $in, reaches: [WIDER], asOf: $day) {
    totalCount nodes { actor { label ... on Trainer { contact } } } }
  ending: engagements(
    where: {
      inEffectOn: $day, countsUntil: {gte: $day, lte: $soon}, territories: {some: {node: {lifts: $in}}}}
    orderBy: [{countsUntil: ASC}]
  ) { totalCount nodes { label countsUntil actors { edges { roles node { label } } } } }
}
fragment C on StatusCounts { covered partial inherited gap toConfirm unknown }"""


def brief_of(opened: Open, territory: str) -> Page:
    """Open the brief of a territory, and wait until it can be printed."""
    page = opened(f"/fiche?territoire={territory}&date={DAY}")
    expect(page.get_by_role("button", name="Imprimer", exact=True)).to_be_enabled()
    return page


@pytest.mark.parametrize("territory", some_in_ci(SHEETS, CONTRACT, DEPARTEMENT, REGION))
def test_a_brief_fits_its_paper_and_has_the_figures_of_the_api(service: Service, opened: Open, territory: str) -> None:
    answer = data_of(service, QUESTION, id=territory, soon=SOON, day=DAY, **{"in": {"id": territory}})
    paper = printed(brief_of(opened, territory))
    assert len(paper.sheets) == SHEETS[territory]
    assert all(sheet.height > sheet.width for sheet in paper.sheets)
    assert paper.missing([f"{answer['node']['label']} – au 25 novembre 2026", *figures_of(answer)]) == []


def figures_of(answer: dict[str, Any]) -> list[str]:
    """Return the words and figures that a brief must contain for an answer, repeated as often as they must occur."""
    population = sum(one["territory"]["population"] or 0 for one in answer["quarters"]["nodes"])
    return [
        *(words for cell in answer["own"]["nodes"][0]["cells"] for words in words_of(cell)),
        *([f"({counted(population, 'habitant')})"] if population else []),
        *([f"Quartiers prioritaires ({answer['quarters']['totalCount']})"] if answer["quarters"]["totalCount"] else []),
        f"Qui appeler ({counted(answer['mobilised']['totalCount'], 'acteur mobilisé', 'acteurs mobilisés')})",
        *([f"non compté ({answer['wider']['totalCount']})"] if answer["wider"]["totalCount"] else []),
        f"Prend fin dans les 90 jours ({answer['ending']['totalCount']})",
        *(f"{french(one['countsUntil'])} : {one['label']}" for one in answer["ending"]["nodes"][:3]),
    ]


def words_of(cell: dict[str, Any]) -> list[str]:
    """Return the words of a cell: its status and actors, or its contracts and inhabitants by status, separately."""
    axis = Axis[cell["axis"]]
    if cell["status"]:
        status = CellStatus[cell["status"]].label_fr
        found = f" (relevé du {long_day(cell['survey']['surveyedOn'])})" if cell["status"] == "GAP" else ""
        actors = cell["actorCount"]
        return [
            f"{axis.number} – {axis.short_fr}",
            f"{status[0].upper()}{status[1:]}{found}",
            *([counted(actors, "acteur")] if actors else []),
        ]
    contracts, inhabitants = cell["spread"]["contracts"], cell["spread"]["inhabitants"]
    total = sum(inhabitants.values())
    parts = [(contracts[field], inhabitants[field]) for field in FIELDS]
    return [
        words
        for many, people in parts
        if many or people
        for words in (counted(many, "contrat"), *([f"{percent(people, total)} hab."] if total else []))
    ]


def percent(part: int, whole: int) -> str:
    """Return a share in percent: 0 % means none at all, and 100 % means all."""
    rounded = int(100 * part / whole + 0.5)
    if part and not rounded:
        return "moins de 1 %"
    return "plus de 99 %" if part < whole and rounded == 100 else f"{rounded} %"


def counted(many: int, one: str, several: str = "") -> str:
    return f"{grouped(many)} {one if many < 2 else several or one + 's'}"


def grouped(many: int) -> str:
    return f"{many:,}".replace(",", "\u202f")


def french(day: str) -> str:
    return date.fromisoformat(day).strftime("%d/%m/%Y")


def long_day(day: str) -> str:
    when = date.fromisoformat(day)
    return f"{'1er' if when.day == 1 else when.day} {MONTHS[when.month - 1]} {when.year}"


def test_people_to_call_are_shown_with_the_contacts_of_the_api(service: Service, opened: Open) -> None:
    answer = data_of(service, QUESTION, id=DEPARTEMENT, soon=SOON, day=DAY, **{"in": {"id": DEPARTEMENT}})
    page = brief_of(opened, DEPARTEMENT)
    callers = page.locator("section", has_text="Qui appeler")
    named = callers.locator("tbody th a").all_inner_texts()
    assert 0 < len(named) < answer["mobilised"]["totalCount"]
    assert set(named) <= {one["actor"]["label"] for one in answer["mobilised"]["nodes"]}
    expect(callers).to_contain_text(f"et {answer['mobilised']['totalCount'] - len(named)} autres acteurs")
    wider = page.locator("section", has_text="non compté")
    for one in answer["wider"]["nodes"]:
        expect(wider).to_contain_text(one["actor"]["label"])
    contacts = [one["actor"]["contact"] for one in answer["wider"]["nodes"] if one["actor"].get("contact")]
    assert contacts
    for contact in contacts:
        expect(wider).to_contain_text(contact)


def test_bodies_are_shown_with_their_telephone_or_site(opened: Open) -> None:
    with (DATA / "institutions.csv").open(encoding="utf-8") as file:
        bodies = {line["name"]: line["telephone"] or line["website"] for line in csv.DictReader(file)}
    callers = brief_of(opened, CONTRACT).locator("section", has_text="Qui appeler").locator("tbody th")
    shown = {name: text for text in callers.all_inner_texts() for name in bodies if text.startswith(name)}
    reached = {name for name in shown if bodies[name]}
    assert reached
    assert {name for name, text in shown.items() if bodies[name] and bodies[name] in text} == reached
    assert not any("02 61 91" in text for name, text in shown.items() if name not in reached)


@pytest.mark.parametrize("territory", [REGION, DEPARTEMENT])
def test_omitted_lines_of_a_brief_are_counted(service: Service, opened: Open, territory: str) -> None:
    answer = data_of(service, QUESTION, id=territory, soon=SOON, day=DAY, **{"in": {"id": territory}})
    page = brief_of(opened, territory)
    lists = {
        "Contrats de ville": ("tbody tr", answer["contracts"]["totalCount"]),
        "Qui appeler": ("tbody tr", answer["mobilised"]["totalCount"]),
        "non compté": ("li", answer["wider"]["totalCount"]),
        "Prend fin dans": ("li", answer["ending"]["totalCount"]),
    }
    cut = 0
    for heading, (lines, total) in lists.items():
        section = page.locator("section", has=page.get_by_role("heading", name=re.compile(heading)))
        if not total:
            continue
        shown, more = section.locator(lines).count(), left_out(section.inner_text())
        assert (shown + more, numbers_of(section.locator("h2").inner_text())[-1]) == (total, total), heading
        cut += more > 0
    assert cut >= 2
    for heading, between in (("Quartiers prioritaires", " · "), ("Sources", "\u00a0; ")):
        section = page.locator("section", has=page.get_by_role("heading", name=re.compile(heading)))
        text = section.locator("p").first.inner_text()
        shown = len([part for part in text.split(between) if not re.match(r"et \d", part)])
        more = left_out(section.inner_text())
        assert shown + more == numbers_of(section.locator("h2").inner_text())[-1], heading


def left_out(text: str) -> int:
    """Return the number of omitted items stated at the end of a list; single lines may state numbers of their own."""
    (last,) = re.findall(r"(?:… et|; et) (\S+) autres?[^;]*$", text) or ["0"]
    return int(last.replace("\u202f", ""))


def numbers_of(text: str) -> list[int]:
    return [int(found.replace("\u202f", "")) for found in re.findall(r"\d[\d\u202f]*", text)]


def test_a_survey_that_found_nobody_is_shown_with_its_day(service: Service, opened: Open) -> None:
    answer = data_of(service, QUESTION, id=DEPARTEMENT, soon=SOON, day=DAY, **{"in": {"id": DEPARTEMENT}})
    gaps = [
        (row["territory"]["name"], cell["survey"]["surveyedOn"])
        for row in answer["contracts"]["nodes"]
        for cell in row["cells"]
        if cell["status"] == "GAP"
    ]
    assert gaps
    rows = brief_of(opened, DEPARTEMENT).locator(".brief-contracts tbody tr")
    for name, day in gaps:
        expect(rows.filter(has_text=name)).to_contain_text(f"({french(day)})")


def test_an_engagement_that_ends_names_its_carrying_actors(service: Service, opened: Open) -> None:
    """Actors that only fund or advise it cannot answer questions about it."""
    answer = data_of(service, QUESTION, id=REGION, soon=SOON, day=DAY, **{"in": {"id": REGION}})
    lines = brief_of(opened, REGION).locator("section", has_text="Prend fin dans").locator("li")
    others = set()
    for number, one in enumerate(answer["ending"]["nodes"][: lines.count()]):
        line = lines.nth(number).inner_text()
        for edge in one["actors"]["edges"]:
            carries = any(role in CARRYING_ROLES for role in edge["roles"])
            assert (edge["node"]["label"] in line) == carries, line
            others |= set() if carries else {edge["node"]["label"]}
    assert others, "nothing that ends has a funder"


def test_contracts_of_the_same_name_are_distinguished(service: Service, opened: Open) -> None:
    answer = data_of(service, QUESTION, id="region:11", soon=SOON, day=DAY, **{"in": {"id": "region:11"}})
    territories = [row["territory"] for row in answer["contracts"]["nodes"]]
    names = brief_of(opened, "region:11").locator(".brief-contracts tbody th").all_inner_texts()
    assert len({one["name"] for one in territories}) < len(territories) == len({*names})
    labels = [re.sub(r" \(aussi\s:[^)]*\)", "", one["label"]) for one in territories]
    assert all(label.endswith(name) for label, name in zip(labels, names, strict=True))


@pytest.mark.parametrize("address", [f"/fiche/{CONTRACT}?", f"/fiche/{REGION}?", f"/?territoire={DEPARTEMENT}&"])
def test_one_button_leads_to_the_brief(opened: Open, address: str) -> None:
    page = opened(f"{address}date={DAY}")
    page.get_by_role("link", name="Fiche", exact=True).click()
    wait_for_answer(page)
    expect(page).to_have_title(f"{page.locator('h1').inner_text()} – Cinq Axes")
    assert f"date={DAY}" in page.url
    expect(page.get_by_role("heading", name="Qui appeler")).to_be_visible()
