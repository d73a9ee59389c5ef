"""An officer's ten tasks, each done in the promised number of acts; the seconds are printed, not asserted.

An act is a choice, a click, a word typed with Enter, or a typed day; reading is not an act.
"""

import sys
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.web.conftest import Open, choose_day, wait_for_answer
from tests.web.views import DAY


class Officer:
    """Acts on a page and counts the acts."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.acts = 0

    def press(self, role: str, name: str) -> None:
        self._count_act()
        self.page.get_by_role(role, name=name).first.click()  # type: ignore[arg-type] # a literal of the library

    def press_cell(self, territory: str, axis: int) -> None:
        self._count_act()
        row = self.page.locator(".matrix").get_by_role("row").filter(has_text=territory)
        row.get_by_role("cell").nth(axis - 1).get_by_role("link").click()

    def choose(self, label: str, option: str) -> None:
        self._count_act()
        self.page.get_by_role("combobox", name=label, exact=True).select_option(label=option)
        wait_for_answer(self.page)

    def check(self, label: str) -> None:
        self._count_act()
        self.page.get_by_role("checkbox", name=label).check()
        wait_for_answer(self.page)

    def seek(self, words: str, name: str) -> None:
        """Type words into the search of every page and take the first suggestion, which has a given name."""
        self._count_act()
        self.page.keyboard.press("Control+k")
        self.page.keyboard.type(words)
        expect(self.page.get_by_role("option").first).to_contain_text(name)
        self.page.get_by_role("option").first.click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(name)
        wait_for_answer(self.page)

    def menu(self, group: str, view: str) -> None:
        """Open a group of the menu and press a view: two acts."""
        self.acts += 1
        menu = self.page.get_by_role("navigation", name="Vues")
        menu.locator("summary", has_text=group).click()
        self._count_act()
        menu.get_by_role("link", name=view, exact=True).click()
        wait_for_answer(self.page)

    def day(self, label: str, day: str) -> None:
        self._count_act()
        choose_day(self.page, label, day)
        wait_for_answer(self.page)

    def _count_act(self) -> None:
        self.acts += 1


def print_an_axis_of_a_region(officer: Officer) -> None:
    officer.choose("Territoire", "Pays de la Loire")
    officer.choose("Carte", "4 – Accompagnement des victimes")
    officer.page.evaluate(
        "window.print = () => { window.printed = document.querySelector('.print-title').textContent }"
    )
    officer.press("button", "Imprimer")
    printed = officer.page.evaluate("window.printed")
    assert all(words in printed for words in ("Accompagnement des victimes", "Pays de la Loire", "25 novembre 2026"))


def find_trainers_of_decision_makers_in_laval(officer: Officer) -> None:
    officer.seek("laval mayenne", "Laval")
    officer.press("link", "qui peut y former")
    wait_for_answer(officer.page)
    officer.choose("Public", "Élus")
    officer.day("Valable le", "2026-12-15")
    expect(officer.page.get_by_role("status").filter(has_text="15 décembre 2026")).to_be_visible()


def find_actors_mobilised_on_an_axis_in_a_departement(officer: Officer) -> None:
    officer.menu("Acteurs", "Qui est mobilisé")
    officer.choose("Territoire", "Loire-Atlantique (44)")
    officer.check("4 – Accompagnement des victimes")
    expect(officer.page.get_by_role("table")).to_contain_text("ADIL – Loire-Atlantique")


def explain_the_status_of_a_cell(officer: Officer) -> None:
    officer.choose("Territoire", "Pays de la Loire")
    officer.press_cell("CC Châteaubriant-Derval", 2)
    expect(officer.page.get_by_role("dialog")).to_contain_text("Pourquoi ce statut")


def open_the_sheet_of_a_contract(officer: Officer) -> None:
    officer.seek("contrat de ville nantes", "Nantes Métropole")
    expect(officer.page.get_by_role("heading", name="Plan et diagnostic")).to_be_visible()


def list_contracts_without_a_plan(officer: Officer) -> None:
    officer.menu("Plans", "Plans et diagnostics")
    officer.choose("Territoire", "Pays de la Loire")
    officer.press("button", "Aucun plan connu")
    wait_for_answer(officer.page)
    plans = officer.page.locator("table tbody tr td:nth-of-type(1)")
    expect(plans.first).to_have_text("Aucun plan connu")
    assert set(plans.all_inner_texts()) == {"Aucun plan connu"}


def list_engagements_to_confirm(officer: Officer) -> None:
    officer.menu("Plans", "À confirmer")
    officer.choose("Territoire", "Pays de la Loire")
    expect(officer.page.get_by_role("table").first).to_be_visible()


def compare_two_years(officer: Officer) -> None:
    officer.menu("Couverture", "Évolution")
    officer.choose("Territoire", "Pays de la Loire")
    expect(officer.page.get_by_role("table", name="Cases qui ont changé")).to_contain_text("Qui compte en plus")


def see_what_depends_on_an_actor(officer: Officer) -> None:
    officer.seek("délégués aux droits sarthe", "Délégués aux droits – Sarthe")
    expect(officer.page.get_by_role("heading", name="En cas d’arrêt")).to_be_visible()


def download_a_table_for_excel(officer: Officer) -> None:
    officer.menu("Acteurs", "Qui est mobilisé")
    officer.press("button", "Télécharger")
    with officer.page.expect_download() as download:
        officer.press("menuitem", "Ce tableau (XLSX)")
    assert download.value.suggested_filename == f"cinqaxes-mobilises-{DAY}.xlsx"


TASKS: list[tuple[Callable[[Officer], None], int]] = [
    (print_an_axis_of_a_region, 3),
    (find_trainers_of_decision_makers_in_laval, 4),
    (find_actors_mobilised_on_an_axis_in_a_departement, 4),
    (explain_the_status_of_a_cell, 2),
    (open_the_sheet_of_a_contract, 1),
    (list_contracts_without_a_plan, 4),
    (list_engagements_to_confirm, 3),
    (compare_two_years, 3),
    (see_what_depends_on_an_actor, 1),
    (download_a_table_for_excel, 4),
]


@pytest.mark.parametrize(("task", "promised"), TASKS, ids=lambda value: getattr(value, "__name__", ""))
def test_a_task_takes_few_acts(opened: Open, task: Callable[[Officer], None], promised: int) -> None:
    page = opened(f"/?date={DAY}")
    officer = Officer(page)
    started = time.perf_counter()
    task(officer)
    sys.stdout.write(f"{task.__name__}: {officer.acts} acts, {time.perf_counter() - started:.1f} s\n")
    assert officer.acts == promised
