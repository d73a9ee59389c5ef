"""The page of plans and the sheet of a plan: announced axes without action, and future stages."""

import re
from typing import Any

from playwright.sync_api import expect

from graph.vocabulary import Axis, PlanStage
from tests.service_process import Service
from tests.web.conftest import Open, data_of
from tests.web.paper import printed
from tests.web.views import DAY

PLANS = """query($day: Date!) {
  cityContracts(where: {within: {id: "region:52"}, inForceFrom: {lte: $day}, inForceUntil: {gte: $day}}, first: 100) {
  edges { node { name
  plans(first: 5) { edges { node { id stage(asOf: $day) inEffect(asOf: $day) axesWithoutAction(asOf: $day) } } }
} } } }"""
TOTAL = """query($day: Date!) {
  cityContracts(where: {inForceFrom: {lte: $day}, inForceUntil: {gte: $day}}) { totalCount } }"""
MOST_SHEETS = 5
STAGES = """query { territorialPlans(first: 100) { edges { node { id stages { stage reachedOn } } } } }"""


def numbers(axes: list[str]) -> str:
    return "".join(sorted(str(Axis(axis).number) for axis in axes))


def plans(service: Service, day: str) -> dict[str, list[dict[str, Any]]]:
    """Return the plans of the contracts that have some, by name."""
    edges = data_of(service, PLANS, day=day)["cityContracts"]["edges"]
    by_name = {edge["node"]["name"]: [one["node"] for one in edge["node"]["plans"]["edges"]] for edge in edges}
    return {name: some for name, some in by_name.items() if some}


def test_only_a_plan_in_force_is_reproached_with_axes_without_action(service: Service, opened: Open) -> None:
    """Axes announced by an abandoned, expired or future plan are listed separately, with the reason."""
    page = opened(f"/plans?territoire=region:52&date={DAY}", (1600, 1000))
    kinds = set()
    for name, some in plans(service, DAY).items():
        row = page.locator("table tbody tr", has=page.get_by_role("link", name=name, exact=True)).first
        expect(row).to_be_visible()
        failed = {axis for plan in some if plan["inEffect"] for axis in plan["axesWithoutAction"]}
        shown = row.locator("td").nth(3)
        digits = "".join(re.findall(r"[1-5]", shown.inner_text()))
        assert digits == numbers(list(failed)), name
        others = [plan for plan in some if not plan["inEffect"] and plan["axesWithoutAction"]]
        items = row.locator("td").nth(4).locator(":scope > ul > li")
        expect(items).to_have_count(len(others))
        texts = items.all_inner_texts()
        for plan in others:
            word = PlanStage(plan["stage"]).label_fr if plan["stage"] else "à venir"
            assert [text for text in texts if f"Plan {word}" in text], (name, word)
            kinds.add(plan["stage"])
    assert "ABANDONED" in kinds or "EXPIRED" in kinds, "no plan is abandoned or expired"


def test_a_future_stage_is_not_shown_as_past(service: Service, opened: Open) -> None:
    plan, reached_on = next(
        (edge["node"]["id"], stage["reachedOn"])
        for edge in data_of(service, STAGES)["territorialPlans"]["edges"]
        for stage in edge["node"]["stages"]
        if stage["stage"] == "EXPIRED" and stage["reachedOn"] > DAY
    )
    year, month, date = reached_on.split("-")
    expect(opened(f"/fiche/{plan}?date={DAY}").locator(".facts").first).to_contain_text(
        f"échoit le {date}/{month}/{year}"
    )
    later = opened(f"/fiche/{plan}?date={int(year) + 1}-01-15").locator(".facts").first
    expect(later).to_contain_text(f"échu le {date}/{month}/{year}")


def test_contracts_without_records_are_folded_into_one_line(service: Service, opened: Open) -> None:
    """The whole country fits a few sheets, and the files still have every contract."""
    page = opened(f"/plans?date={DAY}", (1440, 900))
    total = data_of(service, TOTAL, day=DAY)["cityContracts"]["totalCount"]
    line = page.get_by_role("button", name=re.compile("rien n’est renseigné"))
    blank = int(re.sub(r"\D", "", line.inner_text().split("contrats")[0]))
    shown = page.locator("table tbody tr").count()
    assert 0 < shown < 40
    assert shown + blank == total
    assert len(printed(page).sheets) <= MOST_SHEETS
    line.click()
    expect(line).to_have_attribute("aria-expanded", "true")
    expect(page).to_have_url(re.compile("inconnus=deplies"))
    assert page.locator("table tbody tr").count() > shown
