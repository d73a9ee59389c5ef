"""The reason why a cell is partial or inherited: the panel names the territory, contract or succession behind it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.service_process import Service
from tests.web.conftest import Open, data_of
from tests.web.views import DAY

NINE_MONTHS_AGO = "2026-02-25"
CELLS = """query($kind: TerritoryKind!, $day: Date!) {
  coverage(rows: {kind: $kind, within: {id: "region:52"}}, asOf: $day, first: 400) { edges { node {
    territory { id } cells { status evidence(first: 10) { reach viaSuccession engagement {
      territories(first: 3) { edges { node { kind name } } } } } } } } } }"""


def cells(service: Service, kind: str) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield the cells with a single engagement on a single territory, with their territory and number of the axis."""
    for edge in data_of(service, CELLS, kind=kind, day=DAY)["coverage"]["edges"]:
        for axis, cell in enumerate(edge["node"]["cells"], 1):
            if len(cell["evidence"]) == 1 and len(cell["evidence"][0]["engagement"]["territories"]["edges"]) == 1:
                yield edge["node"]["territory"]["id"], axis, cell


@pytest.mark.parametrize(
    ("kind", "status", "target", "via_succession", "words"),
    [
        ("COMMUNE", "PARTIAL", "CITY_CONTRACT", False, "Par le contrat {name}."),
        ("QPV", "INHERITED", "CITY_CONTRACT", False, "Par le contrat {name}."),
        ("QPV", "INHERITED", "EPCI", False, "Par l’intercommunalité {name}."),
        ("CITY_CONTRACT", "PARTIAL", "CITY_CONTRACT", True, "Par la succession du contrat 2015-2023 {name}."),
    ],
)
def test_the_panel_explains_how_a_cell_is_reached(
    service: Service, opened: Open, kind: str, status: str, target: str, *, via_succession: bool, words: str
) -> None:
    for territory, axis, cell in cells(service, kind):
        (one,) = cell["evidence"]
        (place,) = (edge["node"] for edge in one["engagement"]["territories"]["edges"])
        if (cell["status"], place["kind"], one["viaSuccession"]) == (status, target, via_succession):
            dialog = opened(f"/?date={DAY}&case={axis}~{territory}").get_by_role("dialog")
            expect(dialog.locator(".through")).to_have_text(words.format(name=place["name"]))
            return
    pytest.fail(f"no {kind} is {status} through a {target}")


ENDED = """query($day: Date!) {
  coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, asOf: $day, first: 400) { edges { node {
    territory { id } cells { discounted(first: 20) { reason engagement { label countsUntil } } } } } } }"""


def test_an_engagement_ended_long_ago_is_dated_and_not_called_recent(service: Service, opened: Open) -> None:
    for edge in data_of(service, ENDED, day=DAY)["coverage"]["edges"]:
        for axis, cell in enumerate(edge["node"]["cells"], 1):
            for one in cell["discounted"]:
                until = one["engagement"]["countsUntil"]
                if one["reason"] == "ENDED" and until < NINE_MONTHS_AGO:
                    dialog = opened(f"/?date={DAY}&case={axis}~{edge['node']['territory']['id']}").get_by_role("dialog")
                    line = dialog.get_by_role("row").filter(has_text=one["engagement"]["label"])
                    expect(line).to_contain_text("Terminée")
                    expect(line).to_contain_text(date.fromisoformat(until).strftime("%d/%m/%Y"))
                    meaning = dialog.locator(".reasons > div", has_text="Terminée").locator("dd")
                    expect(meaning).to_contain_text("le temps pendant lequel elle comptait est passé")
                    expect(meaning).not_to_contain_text(re.compile("depuis peu|récemment"))
                    return
    pytest.fail("nothing ended nine months ago")
