"""The console distinguishes lasting engagements from single events: in cells, panel, list, sheets and timeline."""

import re
from datetime import date
from typing import Any

from playwright.sync_api import expect

from tests.service_process import Service
from tests.web.conftest import Open, data_of
from tests.web.views import DAY

DONE = "__typename startsOn endsOn ... on Diagnostic { deliveredOn }"
CELLS = f"""query($asOf: Date!) {{
  coverage(rows: {{kind: CITY_CONTRACT, within: {{id: "region:52"}}}}, asOf: $asOf, first: 100) {{ edges {{ node {{
    territory {{ id name }} cells {{ onlyPast engagementCount nextEnd lastPast {{ {DONE} }} }} }} }} }} }}"""
ACTORS = f"""query($asOf: Date!) {{ mobilised(within: {{id: "region:52"}}, asOf: $asOf, first: 200) {{ edges {{ node {{
  actor {{ id label }} onlyPast nextEnd
  engagements(first: 50) {{ edges {{ past node {{ label countsUntil {DONE} }} }} }} }} }} }} }}"""


def short(day: str) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def completed_on(done: dict[str, Any]) -> str:
    day: str = done.get("deliveredOn") or done["endsOn"] or done["startsOn"]
    return day


def mark(last: dict[str, Any], many: int) -> str:
    """Return the mark of a cell whose evidence is past and still counts."""
    if many > 1:
        return f"par {many} mobilisations passées, la dernière du {short(completed_on(last))}"
    what = "un diagnostic" if last["__typename"] == "Diagnostic" else "une formation"
    return f"par {what} du {short(completed_on(last))}"


def test_a_cell_covered_only_by_past_engagements_is_marked(service: Service, opened: Open) -> None:
    rows = [edge["node"] for edge in data_of(service, CELLS, asOf=DAY)["coverage"]["edges"]]
    page = opened(f"/?territoire=region:52&date={DAY}")
    marked = 0
    for row in rows:
        cells = page.locator(".matrix tbody tr", has_text=row["territory"]["name"]).locator("a.cell")
        expect(cells.last).to_be_visible()
        for place, cell in enumerate(row["cells"]):
            flags = cells.nth(place).locator(".flag").all_inner_texts()
            shown = [re.sub(r"^\W+", "", flag) for flag in flags if "par un" in flag or "passées" in flag]
            expected = [mark(cell["lastPast"], cell["engagementCount"]).split(",")[0]] if cell["onlyPast"] else []
            assert shown == expected, (row["territory"]["name"], place)
            marked += bool(expected)
    assert 0 < marked < 5 * len(rows)


def test_the_panel_marks_past_engagements_and_states_the_first_end(service: Service, opened: Open) -> None:
    rows = [edge["node"] for edge in data_of(service, CELLS, asOf=DAY)["coverage"]["edges"]]
    territory, axis, cell = next(
        (row["territory"]["id"], axis, cell)
        for row in rows
        for axis, cell in enumerate(row["cells"], 1)
        if cell["onlyPast"] and cell["engagementCount"] == 1
    )
    dialog = opened(f"/?date={DAY}&case={axis}~{territory}").get_by_role("dialog")
    until = date.fromisoformat(cell["nextEnd"])
    expect(dialog).to_contain_text(
        re.compile(rf"Première fin de ce qui compte ici\s: le {until.day}(er)? .* {until.year}\.")
    )
    expect(dialog).to_contain_text("seul compte ici ce qui a déjà eu lieu, rien de ce qui dure")
    line = dialog.locator("section", has_text="Qui est mobilisé").locator("table tbody tr").first
    expect(line.locator(".flag")).to_have_text(mark(cell["lastPast"], 1))


def test_a_past_engagement_is_not_shown_as_lasting_until_it_stops_counting(service: Service, opened: Open) -> None:
    """A trainer of one session is not « mobilisé jusqu'au » the day on which it stops counting, but has a mark."""
    actors = [edge["node"] for edge in data_of(service, ACTORS, asOf=DAY)["mobilised"]["edges"]]
    page = opened(f"/mobilises?territoire=region:52&date={DAY}", (1600, 1000))
    heads = page.locator("table thead th").all_inner_texts()
    assert not [head for head in heads if "jusqu" in head.lower()]
    place = next(place for place, head in enumerate(heads) if "première fin" in head.lower())
    rows = {row.get_by_role("rowheader").inner_text().strip(): row for row in page.locator("table tbody tr").all()}
    several = 0
    for one in actors:
        evidence = [edge["node"] for edge in one["engagements"]["edges"]]
        if list(rows).count(one["actor"]["label"]) != 1:
            continue
        row = rows[one["actor"]["label"]]
        expect(row.locator("td, th").nth(place)).to_have_text(
            short(one["nextEnd"]) if one["nextEnd"] else "sans date de fin"
        )
        marks = row.locator("summary .flag").all_inner_texts()
        assert len(marks) == one["onlyPast"], one["actor"]["label"]
        if marks and len(evidence) == 1:
            assert marks == [mark(evidence[0], 1)]
            row.locator("summary").click()
            expect(row.locator(".evidence li")).to_contain_text(
                re.compile(f"comptée? jusqu’au {short(evidence[0]['countsUntil'])}")
            )
        several += one["onlyPast"]
    assert several > 2


def test_the_timeline_draws_the_time_after_an_engagement_separately(service: Service, opened: Open) -> None:
    actors = [edge["node"] for edge in data_of(service, ACTORS, asOf=DAY)["mobilised"]["edges"]]
    one = next(node for node in actors if node["onlyPast"])
    page = opened(f"/fiche/{one['actor']['id']}?date={DAY}")
    expect(page.locator(".timeline .bar-effect-now").first).to_be_attached()
    (edge, *_) = one["engagements"]["edges"]
    item = page.locator(".timeline li", has_text=edge["node"]["label"]).first
    expect(item).to_contain_text(re.compile(r"(tenue|remis) .*compté"))
