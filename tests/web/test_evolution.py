"""The page « Évolution »: its figures are those of the two days, and it names what began and what ended."""

import re
from typing import Any

from playwright.sync_api import Page, expect

from graph.vocabulary import SHARES, CellStatus
from tests.service_process import Service
from tests.web.conftest import Open, data_of
from tests.web.views import DAY

EARLIER = "2025-03-01"
REGION = "region:52"
SUMMARY = """query($asOf: Date!) {
  coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, asOf: $asOf, first: 100) {
    summary { fragileCount lapsedCount rows { covered partial inherited gap toConfirm unknown } }
    edges { node { territory { id } cells { axis status actorCount fragile actors(first: 50) { id } } } } } }"""
BEGUN_OR_ENDED = """query($where: EngagementWhere!) { engagements(where: $where, first: 500) { totalCount edges { node {
  label countsFrom countsUntil territories(first: 3) { edges { node { label } } }
  actors(first: 6) { edges { roles node { label } } } } } } }"""
CARRYING = {"LEAD", "STEERING", "PARTNER", "TRAINER", "COORDINATOR"}
FIELDS = ("covered", "partial", "inherited", "gap", "toConfirm", "unknown")


def state(service: Service, day: str) -> dict[str, Any]:
    found: dict[str, Any] = data_of(service, SUMMARY, asOf=day)["coverage"]
    return found


def step(then: int, now: int) -> str:
    """Return two figures and their difference, as the page writes them."""
    difference = f" (+{now - then})" if now > then else f" (−{then - now})" if now < then else ""
    return f"{then} → {now}{difference}"


def totals_of(page: Page) -> list[list[str]]:
    rows = page.locator("table.totals tbody tr").all()
    return [row.locator("td").all_inner_texts() for row in rows]


def test_the_totals_are_the_figures_of_the_two_days_status_by_status(service: Service, opened: Open) -> None:
    before, after = state(service, EARLIER), state(service, DAY)
    page = opened(f"/evolution?territoire={REGION}&date={DAY}&depuis={EARLIER}")
    expected = [
        [step(then["rows"][field], now["rows"][field]) for field in FIELDS]
        + [step(then[name], now[name]) for name in ("fragileCount", "lapsedCount")]
        for then, now in zip(before["summary"], after["summary"], strict=True)
    ]
    assert totals_of(page) == expected
    heads = [head.lower() for head in page.locator("table.totals thead th").all_inner_texts()]
    words = [*SHARES.values(), *(status.label_fr for status in list(CellStatus)[len(SHARES) :])]
    assert heads[1:7] == words


def test_a_difference_is_the_second_figure_minus_the_first_even_if_contracts_changed(opened: Open) -> None:
    """Also between the generations of 2023 and 2024, where not all contracts can be compared."""
    page = opened(f"/evolution?territoire={REGION}&date={DAY}&depuis=2023-06-01")
    seen = 0
    for text in (text for row in totals_of(page) for text in row):
        then, now, difference = re.fullmatch(r"(\d+) → (\d+)(?: \(([+−]\d+)\))?", text).groups()  # type: ignore[union-attr] # or it fails
        assert int(now) - int(then) == int((difference or "0").replace("−", "-"))
        seen += difference is not None
    assert seen
    expect(page.locator("table.totals caption")).to_contain_text("les contrats ne sont pas les mêmes aux deux dates")


def test_dates_in_the_wrong_order_give_the_same_page(opened: Open) -> None:
    """A loss never appears as a gain: the page sorts the days, and says that it did."""
    forth, back = (
        opened(f"/evolution?territoire={REGION}&date={late}&depuis={early}")
        for early, late in ((EARLIER, DAY), (DAY, EARLIER))
    )
    assert back.locator(".view-status").inner_text() == forth.locator(".view-status").inner_text()
    assert totals_of(back) == totals_of(forth)
    expect(back.get_by_text("Les deux dates étaient dans l’ordre inverse")).to_be_visible()
    assert forth.get_by_text("Les deux dates étaient dans l’ordre inverse").count() == 0


def word_of(now: str, then: str, *, others: bool) -> str:
    """Return the page's word for the change of a cell; the loss of all known or confirmed actors has its own words."""
    rank = {"COVERED": 3, "PARTIAL": 2, "INHERITED": 1}
    better = rank.get(now, 0) - rank.get(then, 0)
    if better > 0:
        return "En progrès"
    if better < 0:
        return "En recul" if now in rank else "À reconfirmer" if now == "TO_CONFIRM" else "Plus personne"
    if now != then:
        return "Autre constat"
    return "Autres acteurs" if others else "Fragilité"


def test_a_change_says_what_has_changed(service: Service, opened: Open) -> None:
    """A status for the better or the worse, other actors, another finding, or only a single body."""
    before, after = (
        {
            (edge["node"]["territory"]["id"], cell["axis"]): cell
            for edge in state(service, day)["edges"]
            for cell in edge["node"]["cells"]
        }
        for day in (EARLIER, DAY)
    )
    expected: list[str] = []
    for place, now in after.items():
        then = before[place]
        if now == then:
            continue
        others = {one["id"] for one in now["actors"]} != {one["id"] for one in then["actors"]}
        expected.append(word_of(now["status"], then["status"], others=others))
    page = opened(f"/evolution?territoire={REGION}&date={DAY}&depuis={EARLIER}")
    shown = page.locator("table.cards").first.locator("tbody tr td:nth-child(3)").all_inner_texts()
    assert sorted(re.sub(r"^\W+", "", text) for text in shown) == sorted(expected)
    assert "Autres acteurs" in expected


def test_engagements_that_began_or_ended_are_listed_by_name(service: Service, opened: Open) -> None:
    page = opened(f"/evolution?territoire={REGION}&date={DAY}&depuis={EARLIER}")
    here = {"territories": {"some": {"node": {"within": {"id": REGION}}}}}
    for title, where, day in (
        ("Ce qui a commencé", {"countsFrom": {"gt": EARLIER, "lte": DAY}}, "countsFrom"),
        ("Ce qui a pris fin", {"countsUntil": {"gte": EARLIER, "lt": DAY}}, "countsUntil"),
    ):
        answer = data_of(service, BEGUN_OR_ENDED, where=where | here)["engagements"]
        section = page.locator("section", has=page.get_by_role("heading", name=title))
        expect(section.get_by_role("heading")).to_have_text(f"{title} ({answer['totalCount']})")
        rows = section.locator("tbody tr")
        expect(rows).to_have_count(answer["totalCount"])
        assert answer["totalCount"] > 3
        texts = [row.inner_text() for row in rows.all()]
        for node in (edge["node"] for edge in answer["edges"]):
            (text,) = [text for text in texts if node["label"] in text]
            year, month, date = node[day].split("-")
            assert f"{date}/{month}/{year}" in text
            for edge in node["actors"]["edges"]:
                assert (edge["node"]["label"] in text) or not CARRYING.intersection(edge["roles"])
            for place in node["territories"]["edges"]:
                assert place["node"]["label"] in text
