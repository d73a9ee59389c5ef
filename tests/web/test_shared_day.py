"""An address contains its day: opened on another day, it shows the same content."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.service_process import Service
from tests.web.conftest import Open, visit, wait_for_answer
from tests.web.views import ADDRESSES, DAY

WITHOUT_FIGURES = {"mes-vues", "classeur", "explorateur", "accessibilite", "donnees-personnelles"}
"""Pages without figures that depend on a day."""
BEFORE, AFTER = "2026-06-29", "2026-07-02"
"""Two days between which a drop-in of the demonstration ends."""


def set_today(page: Page, day: str) -> None:
    """Set the browser's clock."""
    page.clock.set_fixed_time(f"{day}T10:00:00Z")


def day_of(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("date", [])


def test_every_page_with_a_day_writes_it_into_its_address(service: Service, opened: Open) -> None:
    page = opened("/accessibilite")
    set_today(page, DAY)
    for name, address in ADDRESSES.items():
        if name in WITHOUT_FIGURES:
            continue
        page.goto(service.url + address)
        wait_for_answer(page)
        expect(page).to_have_url(re.compile(f"[?&]date={DAY}"))


def figures(page: Page) -> list[str]:
    wait_for_answer(page)
    return page.locator(".matrix tbody tr").all_inner_texts()


@pytest.mark.parametrize("address", ["/", "/?territoire=region:52", "/?territoire=region:52&date=2026-02-30"])
def test_an_address_opened_later_shows_the_same(service: Service, opened: Open, address: str) -> None:
    page = opened("/accessibilite")
    set_today(page, BEFORE)
    page.goto(service.url + address)
    shown = figures(page)
    copied = page.url
    set_today(page, AFTER)
    page.goto(f"{service.url}/accessibilite")
    page.goto(copied)
    assert figures(page) == shown
    assert day_of(page) == [BEFORE]
    page.goto(service.url + address)
    assert figures(page) != shown, "the days do not differ: this test shows nothing"


def test_writing_the_day_replaces_the_address_without_a_history_entry(service: Service, opened: Open) -> None:
    page = opened("/accessibilite")
    page.get_by_role("link", name="Cinq Axes").first.click()
    wait_for_answer(page)
    expect(page).to_have_url(re.compile("date="))
    page.go_back()
    expect(page).to_have_url(f"{service.url}/accessibilite")


def test_a_saved_view_and_its_link_have_the_day_on_which_it_was_saved(service: Service, opened: Open) -> None:
    page = opened("/accessibilite", permissions=["clipboard-read", "clipboard-write"])
    set_today(page, BEFORE)
    page.goto(f"{service.url}/plans?territoire=region:52")
    wait_for_answer(page)
    page.get_by_role("button", name="Enregistrer la vue").click()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_label("Nom de la vue")).to_be_hidden()
    set_today(page, AFTER)
    visit(page, "Couverture", "Mes vues")
    row = page.locator("tbody tr")
    expect(row).to_contain_text("29/06/2026")
    row.get_by_role("button", name=re.compile("Copier le lien")).click()
    expect(page.get_by_role("status").first).to_contain_text("copié")
    assert f"date={BEFORE}" in page.evaluate("navigator.clipboard.readText()")


def test_a_file_of_the_service_is_requested_with_the_day(service: Service, opened: Open) -> None:
    page = opened("/accessibilite")
    set_today(page, BEFORE)
    page.goto(f"{service.url}/?territoire=region:52")
    wait_for_answer(page)
    set_today(page, AFTER)
    page.get_by_role("button", name="Télécharger").click()
    with page.expect_request(re.compile("/export/")) as requested:
        page.get_by_role("menuitem", name="Réseau de ce territoire (classeur XLSX)").click()
    assert f"asOf={BEFORE}" in requested.value.url


def test_the_calendar_leads_back_to_today(opened: Open) -> None:
    page = opened(f"/plans?territoire=region:52&date={BEFORE}")
    set_today(page, AFTER)
    page.get_by_role("button", name=re.compile("^Calendrier")).click()
    page.get_by_role("button", name="Aujourd’hui").click()
    expect(page).to_have_url(re.compile(f"date={AFTER}"))
