"""Sheets: the trail of territories above a node, and the node in one line."""

from playwright.sync_api import expect

from tests.service_process import Service
from tests.web.conftest import Open, data_of
from tests.web.views import DAY

ACTOR = "institution:demo-tangram"
COUNTS = """query ($id: ID!, $day: Date!) { node(id: $id) { ... on Institution {
  all: engagements(first: 1) { totalCount }
  current: engagements(where: {inEffectOn: $day}, first: 1) { totalCount } } } }"""


def test_a_sheet_says_where_one_is_and_how_much_is_in_effect(service: Service, opened: Open) -> None:
    counts = data_of(service, COUNTS, id=ACTOR, day=DAY)["node"]
    page = opened(f"/fiche/{ACTOR}?date={DAY}")
    expect(page.locator(".trail a")).to_have_text(["Pays de la Loire", "Sarthe", "CU Le Mans Métropole", "Le Mans"])
    current, total = counts["current"]["totalCount"], counts["all"]["totalCount"]
    assert 1 < current < total
    expect(page.locator(".told")).to_have_text(
        f"Organisme de formation · Le Mans (72) · {current} mobilisations en cours sur {total}"
    )


def test_an_engagement_is_still_to_come_on_a_day_before_it(opened: Open) -> None:
    address = "/fiche/commitment:demo-rendez-vous-discriminations-maison-justice-droit"
    expect(opened(f"{address}?date={DAY}").locator(".told")).to_contain_text("depuis le")
    expect(opened(f"{address}?date=2005-01-01").locator(".told")).to_contain_text("à partir du")
