"""The page of grants: it shows the figures of the demonstration's table, and says when rows share grants."""

import csv
import re
from collections import defaultdict

import pytest
from playwright.sync_api import expect

from seed.demo import DATA
from tests.web.conftest import Open
from tests.web.views import DAY

REGION = "region:52"


def granted_by_funder(day: str) -> dict[str, float]:
    """Return the amount granted by each institution up to the year of a day, from the demonstration's table."""
    sums: dict[str, float] = defaultdict(float)
    with (DATA / "grants.csv").open(encoding="utf-8") as file:
        for grant in csv.DictReader(file):
            if int(grant["year"]) > int(day[:4]):
                continue
            for funder in grant["awardedBy"].split(";"):
                sums[funder] += float(grant["grantedEuros"] or 0)
    return sums


@pytest.mark.parametrize("day", [DAY, "2020-06-30"])
def test_each_funder_is_shown_with_the_amount_that_it_granted(opened: Open, day: str) -> None:
    page = opened(f"/financements?territoire=&date={day}&par=FUNDER", (1600, 1000))
    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(len(granted_by_funder(day)))
    headings = page.locator("table thead th").all_inner_texts()
    place = next(i for i, heading in enumerate(headings) if heading.startswith("Accordé"))
    texts = [row.locator("td, th").nth(place).inner_text() for row in rows.all()]
    shown = [float(re.sub(r"[^\d,]", "", text.split("€")[0]).replace(",", ".") or 0) for text in texts]
    assert sorted(shown) == sorted(granted_by_funder(day).values())


def test_rows_that_share_grants_are_explained(opened: Open) -> None:
    page = opened(f"/financements?territoire={REGION}&date={DAY}", (1600, 1000))
    expect(page.get_by_text("ces lignes ne s’additionnent pas")).to_be_visible()
    page.get_by_role("combobox", name="Par", exact=True).select_option("FUNDER")
    expect(page.get_by_role("columnheader", name="Financeur")).to_be_visible()
    expect(page.get_by_text("ces lignes ne s’additionnent pas")).to_have_count(0)
    page.get_by_role("combobox", name="Puis par", exact=True).select_option("AXIS")
    expect(page).to_have_url(re.compile("par=FUNDER&puis=AXIS"))
    expect(page.get_by_text("ces lignes ne s’additionnent pas")).to_be_visible()


def test_a_number_of_grants_opens_the_list_of_these_grants(opened: Open) -> None:
    """« D’où vient ce chiffre ? » lists one link per grant; beyond 20 it gives the number of the others."""
    page = opened(f"/financements?territoire=&date={DAY}&par=FUNDER", (1600, 1000))
    row = page.locator("table tbody tr").first
    count = int(row.locator("summary").inner_text())
    row.locator("summary").click()
    links = row.locator("details a")
    expect(links).to_have_count(min(count, 20))
    links.first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Subvention")
