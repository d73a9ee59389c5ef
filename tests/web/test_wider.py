"""Actors of the whole département or a wider territory are always in the panel and the list, marked as not counted."""

import re

from playwright.sync_api import expect

from tests.service_process import Service
from tests.web.conftest import Open, data_of
from tests.web.views import DAY

WIDER = """query($id: ID!, $axes: [Axis!], $day: Date!) {
  mobilised(within: {id: $id}, axes: $axes, reaches: [WIDER], asOf: $day, first: 50) { totalCount edges { node {
    actor { label } engagements(first: 5) { edges { node { label } } } } } }
  near: mobilised(within: {id: $id}, axes: $axes, asOf: $day, first: 100) { totalCount } }"""
CONTRACT = "contract:2024:CN04403I"


def test_the_list_shows_wider_actors_and_does_not_count_them(service: Service, opened: Open) -> None:
    answer = data_of(service, WIDER, id=CONTRACT, axes=None, day=DAY)
    mobilised = answer["mobilised"]
    assert mobilised["totalCount"] > 0
    page = opened(f"/mobilises?territoire={CONTRACT}&date={DAY}")
    part = page.locator("details.wider")
    expect(part.locator("summary")).to_contain_text(
        re.compile(rf"À l’échelle départementale ou plus, non compté \({mobilised['totalCount']}")
    )
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    for edge in mobilised["edges"]:
        expect(part).to_contain_text(edge["node"]["actor"]["label"])
        for one in edge["node"]["engagements"]["edges"]:
            expect(part).to_contain_text(one["node"]["label"])
    expect(page.locator(".view-status")).to_contain_text(f"{answer['near']['totalCount']} acteurs mobilisés")
    among = opened(f"/mobilises?territoire={CONTRACT}&date={DAY}&portees=DIRECT,WIDER")
    expect(among.locator("table tbody tr").first).to_be_visible()
    expect(among.locator("details.wider")).to_have_count(0)


def test_the_panel_shows_wider_engagements_separately_from_discounted_ones(service: Service, opened: Open) -> None:
    mobilised = data_of(service, WIDER, id=CONTRACT, axes=["VICTIM_SUPPORT"], day=DAY)["mobilised"]
    assert mobilised["totalCount"] > 0
    dialog = opened(f"/?date={DAY}&case=4~{CONTRACT}").get_by_role("dialog")
    part = dialog.locator("details.wider")
    expect(part.locator("summary")).to_contain_text(f"non compté ({mobilised['totalCount']}")
    (edge, *_) = mobilised["edges"]
    expect(part).to_contain_text(edge["node"]["actor"]["label"])
    label = edge["node"]["engagements"]["edges"][0]["node"]["label"]
    expect(part).to_contain_text(label)
    assert dialog.locator("section", has_text="Ce qui n’a pas suffi").get_by_text(label, exact=True).count() == 0
