"""The pages of diagnostics and of orientations show the content of the demonstration's tables."""

import csv
from collections.abc import Mapping
from datetime import date, timedelta

from playwright.sync_api import Page, expect

from seed.demo import DATA
from tests.web.conftest import Open
from tests.web.views import DAY


def table(name: str) -> list[Mapping[str, str]]:
    """Return the lines of a table of the demonstration."""
    with (DATA / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def shown(page: Page, place: int = 0) -> list[str]:
    """Return the texts of a column, from top to bottom."""
    return [row.locator("th, td").nth(place).inner_text() for row in page.locator("table tbody tr").all()]


def test_all_diagnostics_are_sorted_by_the_age_of_their_data(opened: Open) -> None:
    known = [one for one in table("diagnostics") if one["startsOn"] <= DAY]
    page = opened(f"/plans/diagnostics?territoire=&date={DAY}", (1600, 1000))
    expect(page.locator("table tbody tr")).to_have_count(len(known))
    dated = sorted(one["dataEndsOn"] for one in known if one["dataEndsOn"])
    expect(page.locator("table tbody tr").first).to_contain_text(
        next(one["title"] for one in known if one["dataEndsOn"] == dated[0])
    )
    page.get_by_role("combobox", name="Données de plus de", exact=True).select_option("3")
    day = date.fromisoformat(DAY)
    old = [one for one in known if one["dataEndsOn"] and one["dataEndsOn"] < day.replace(year=day.year - 3).isoformat()]
    assert 0 < len(old) < len(known)
    expect(page.locator("table tbody tr")).to_have_count(len(old))


def test_orientations_not_taken_up_have_a_page(opened: Open) -> None:
    known = table("orientations")
    pending = [one for one in known if not one["takenUpBy"]]
    assert 0 < len(pending) < len(known)
    page = opened(f"/plans/orientations?territoire=&date={DAY}", (1600, 1000))
    expect(page.locator("table tbody tr")).to_have_count(len(pending))
    assert sorted(shown(page)) == sorted(one["text"] for one in pending)
    page.get_by_role("combobox", name="Suite", exact=True).select_option("toutes")
    expect(page.locator("table tbody tr")).to_have_count(len(known))
    page.get_by_role("combobox", name="Suite", exact=True).select_option("reprises")
    expect(page.locator("table tbody tr")).to_have_count(len(known) - len(pending))


def test_a_plan_shows_its_sessions_and_its_money(opened: Open) -> None:
    plan = "plan:demo-territorial-prevention-lutte-contre-discriminations-2024"
    of_plan = {plan, *(one["id"] for name in ("actions", "commitments") for one in table(name) if one["plan"] == plan)}
    sessions = [one for one in table("sessions") if of_plan.intersection(one["serves"].split("; "))]
    grants = [one for one in table("grants") if of_plan.intersection(one["funds"].split("; "))]
    assert len(sessions) > 4
    assert grants
    granted = sum(float(one["grantedEuros"] or 0) for one in grants)
    page = opened(f"/fiche/{plan}?date={DAY}", (1440, 1000))
    expect(page.get_by_role("heading", name=f"Formations qui servent le plan ({len(sessions)})")).to_be_visible()
    heading = page.get_by_role("heading", name="Financements (")
    expect(heading).to_be_visible()
    assert "".join(sign for sign in heading.inner_text().split(",")[1] if sign.isdigit()) == str(int(granted))
    axes = page.locator("table", has=page.get_by_role("columnheader", name="Annoncé"))
    expect(axes.locator("tbody tr")).to_have_count(5)


def test_qualifications_that_lapse_soon_are_to_be_confirmed(opened: Open) -> None:
    listed = {one["id"] for one in table("trainers") if one["publicListing"] == "true"}
    ends = sorted(one["endsOn"] for one in table("qualifications") if one["endsOn"] and one["trainer"] in listed)
    day = date.fromisoformat(ends[0]) - timedelta(days=30)
    last = (day + timedelta(days=90)).isoformat()
    page = opened(f"/a-confirmer?territoire=&date={day}", (1440, 1000))
    rows = page.locator("table", has=page.get_by_text("Qualifications qui expirent")).locator("tbody tr")
    expect(rows).to_have_count(len([one for one in ends if day.isoformat() <= one <= last]))
