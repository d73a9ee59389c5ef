"""Files from and to the console: tables, pictures, workbooks."""

import io
import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from exchange.outgoing.matrix import COLOURS
from graph.vocabulary import CellStatus
from tests.exchange.workbooks import write
from tests.service_process import Service
from tests.web.conftest import Open, Watch, data_of
from tests.web.views import DAY

REGION = "region:52"


def downloaded(page: Page, name: str) -> bytes:
    page.get_by_role("button", name="Télécharger").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_the_table_on_the_screen_is_downloaded(service: Service, opened: Open) -> None:
    page = opened(f"/plans?territoire={REGION}&date={DAY}")
    workbook: Any = load_workbook(io.BytesIO(downloaded(page, "Ce tableau (XLSX)"))).active
    lines = downloaded(page, "Ce tableau (CSV)").decode("utf-8-sig").splitlines()
    where = {"within": {"id": REGION}, "inForceUntil": {"gte": DAY}}
    query = "query($where: CityContractWhere) { cityContracts(where: $where) { totalCount } }"
    assert workbook.max_row == len(lines) == data_of(service, query, where=where)["cityContracts"]["totalCount"] + 1
    assert workbook["A1"].value == "Contrat de ville"


def test_matrix_map_and_network_are_downloaded_as_pictures(opened: Open) -> None:
    page = opened(f"/?territoire={REGION}&date={DAY}")
    for name in ("Matrice (SVG)", "Carte (SVG)"):
        assert b"<svg" in downloaded(page, name)
    for name in ("Matrice (PNG)", "Carte (PNG)"):
        assert downloaded(page, name).startswith(b"\x89PNG")
    page = opened(f"/reseau?autour={REGION}&pas=2&date={DAY}")
    drawing = downloaded(page, "Dessin (SVG)").decode()
    counted = re.search(r"(\d+) acteurs et (\d+) liens", page.locator(".view-status").inner_text())
    assert counted
    assert (drawing.count("<circle"), drawing.count("<line")) == tuple(map(int, counted.groups()))
    heading = "Réseau\u00a0: Pays de la Loire – au 25 novembre 2026"
    for words in (heading, "Institutions", "Formateurs", "fictifs", REGION):
        assert words in drawing
    assert downloaded(page, "Dessin (PNG)").startswith(b"\x89PNG")


def test_a_workbook_is_checked_and_comes_back_marked(opened: Open, tmp_path: Path) -> None:
    wrong = {"Intitulé": "Atelier", "Début": "un jour", "Axes": "9", "Territoires": "44109"}
    path = write(tmp_path / "essai.xlsx", {"Actions": [wrong]})
    page = opened("/classeur")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("heading", name="essai.xlsx : ")).to_contain_text("erreurs", timeout=60_000)
    expect(page.get_by_role("table", name="Erreurs")).to_contain_text("C2")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger la copie marquée").click()
    sheet: Any = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))["Actions"]
    assert "axe" in sheet["C2"].comment.text


def test_the_report_on_a_list_says_what_to_do_next(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("N° dossier;Bénéficiaire;Montant\nD1;Relais Fictif;300\n", "utf-8")
    page = opened("/classeur")
    page.locator("input[type=file]").set_input_files(path)
    steps = page.locator("section", has=page.get_by_role("heading", name="Que faire de cette liste"))
    expect(steps).to_contain_text('cinqaxes mapping new "liste.csv"', timeout=60_000)
    with page.expect_download() as download:
        steps.get_by_role("link", name="modèle vide").click()
    assert "Actions" in load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).sheetnames


def test_errors_are_shown_by_cause_and_cell_by_cell(opened: Open, tmp_path: Path) -> None:
    wrong = {"Début": "2026", "Territoires": "44109", "Acteurs": "institution:demo-tangram (porteur)"}
    lines = [wrong | {"Intitulé": f"Atelier {n}", "Axes": str(9 + n)} for n in range(3)]
    page = opened("/classeur")
    page.locator("input[type=file]").set_input_files(write(tmp_path / "essai.xlsx", {"Actions": lines}))
    causes = page.get_by_role("table", name="Erreurs", exact=True)
    expect(causes).to_contain_text("« Actions », lignes 2 à 4", timeout=60_000)
    expect(causes.locator("tbody tr")).to_have_count(1)
    page.get_by_text("Cellule par cellule (3)").click()
    expect(page.get_by_role("table", name="Erreurs, cellule par cellule")).to_contain_text("E4")


def test_a_file_that_is_not_a_workbook_is_refused_with_a_message(opened: Open, watch: Watch, tmp_path: Path) -> None:
    watch.expected = ("status of 400",)
    path = tmp_path / "ancien.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    page = opened("/classeur")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("alert")).to_contain_text("ancien fichier Excel")


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_files_follow_the_order_of_the_screen_with_real_days(opened: Open) -> None:
    page = opened(f"/mobilises?territoire={REGION}&date={DAY}&ordre=-since")
    expect(page.locator("table tbody th")).not_to_have_count(0)
    shown = page.locator("table tbody th").all_inner_texts()
    lines = downloaded(page, "Ce tableau (CSV)").decode("utf-8-sig").splitlines()
    assert lines[0].split(";")[:2] == ["Acteur", "Type"]
    assert [line.split(";")[0].strip('"') for line in lines[1:]] == shown
    sheet: Any = load_workbook(io.BytesIO(downloaded(page, "Ce tableau (XLSX)"))).active
    days = [sheet.cell(row, 5) for row in range(2, sheet.max_row + 1)]
    assert [sheet.cell(row, 1).value for row in range(2, sheet.max_row + 1)] == shown
    assert all(isinstance(day.value, datetime) and day.number_format == "dd/mm/yyyy" for day in days)
    assert [day.value for day in days] == sorted((day.value for day in days), reverse=True)


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_the_downloaded_matrix_has_the_order_and_colours_of_the_screen(opened: Open) -> None:
    page = opened(f"/?territoire={REGION}&date={DAY}&tri=AXE_4")
    names = page.locator("table.matrix tbody th").all_inner_texts()
    column = page.locator("table.matrix tbody tr td:nth-of-type(4) a.cell").all_inner_texts()
    assert names != sorted(names)
    book = load_workbook(io.BytesIO(downloaded(page, "Matrice (XLSX)")))
    sheet: Any = book["Tableau"]
    rows = range(2, sheet.max_row + 1)
    assert len(rows) == len(names)
    for row, name, words in zip(rows, names, column, strict=True):
        assert name.endswith(sheet.cell(row, 1).value)
        cell = sheet.cell(row, 6)
        status = next(status for status in CellStatus if status.short_fr in words.lower())
        assert cell.value.lower().startswith(status.label_fr)
        assert cell.fill.fgColor.rgb[-6:].upper() == COLOURS[status].background
    reading = [row[0].value for row in book["Lecture"].rows]
    assert reading[0] == page.locator(".print-title").text_content()
    assert reading[-len(CellStatus) :] == [f"{one.sign} {one.label_fr}" for one in CellStatus]
    drawn = downloaded(page, "Matrice (SVG)").decode()
    assert "Couverture\u00a0: axe 4" in drawn
    places = [drawn.index(sheet.cell(row, 2).value[:40]) for row in rows]
    assert places == sorted(places)


DAYS = """query($day: Date!) {
  coverage(rows: {kind: CITY_CONTRACT, within: {id: "region:52"}}, asOf: $day, first: 100) {
    nodes { territory { code } cells { lapsedOn expected { startsOn } } } } }"""


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_the_downloaded_matrix_has_the_days_of_its_cells(service: Service, opened: Open) -> None:
    def french(day: str) -> str:
        return date.fromisoformat(day).strftime("%d/%m/%Y")

    page = opened(f"/?territoire={REGION}&date={DAY}")
    sheet: Any = load_workbook(io.BytesIO(downloaded(page, "Matrice (XLSX)")))["Tableau"]
    written = {row[0].value: [str(cell.value) for cell in row[2:7]] for row in sheet.iter_rows(min_row=2)}
    days_shown = 0
    for node in data_of(service, DAYS, day=DAY)["coverage"]["nodes"]:
        for cell, words in zip(node["cells"], written[node["territory"]["code"]], strict=True):
            days = [f"échu le {french(cell['lapsedOn'])}"] if cell["lapsedOn"] else []
            days += [f"prévu à partir du {french(cell['expected']['startsOn'])}"] if cell["expected"] else []
            assert all(day in words for day in days), (words, days)
            days_shown += len(days)
    assert days_shown >= 2


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_a_file_states_the_other_choices(opened: Open) -> None:
    page = opened(f"/?territoire={REGION}&date={DAY}&critere=ORIGIN&etat=4~GAP")
    page.get_by_role("button", name="Télécharger").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Matrice (XLSX)", exact=True).click()
    place = "pays-de-la-loire-critere-origine-axe-4-aucun-acteur"
    assert download.value.suggested_filename == f"cinqaxes-couverture-{place}-{DAY}.xlsx"
    book: Any = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    chosen = "critère «\u00a0origine\u00a0» – axe 4\u00a0: aucun acteur"
    title = f"Couverture – Pays de la Loire – au 25 novembre 2026 – {chosen}"
    assert book["Lecture"]["A1"].value == title
    assert f"<title>{title}</title>" in downloaded(page, "Matrice (SVG)").decode()
    assert page.locator(".print-title").text_content() == title


def test_a_file_is_named_by_its_place_and_day(opened: Open) -> None:
    page = opened(f"/?territoire={REGION}&date={DAY}")
    page.get_by_role("button", name="Télécharger").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name="Carte (SVG)", exact=True).click()
    assert download.value.suggested_filename == f"cinqaxes-carte-pays-de-la-loire-{DAY}.svg"
    picture = Path(download.value.path()).read_text("utf-8")
    for words in ("Couverture – Pays de la Loire – au 25 novembre 2026", "non renseigné", "INSEE", "Cinq Axes, /"):
        assert words in picture
