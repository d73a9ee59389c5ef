"""What goes out of the console and comes into it: tables, pictures, printed pages, workbooks."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.exchange.workbooks import write
from tests.server.service_process import ServiceProcess
from tests.web.conftest import Open, Watch, data_of
from tests.web.views import DAY, VIEWS

REGION = "region:52"


def downloaded(page: Page, name: str) -> bytes:
    page.get_by_role("button", name="Télécharger").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=name, exact=True).click()
    return Path(download.value.path()).read_bytes()


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_what_is_on_the_screen_goes_out(service: ServiceProcess, opened: Open) -> None:
    page = opened(f"/plans?territoire={REGION}&date={DAY}")
    workbook: Any = load_workbook(io.BytesIO(downloaded(page, "Ce tableau (XLSX)"))).active
    lines = downloaded(page, "Ce tableau (CSV)").decode("utf-8-sig").splitlines()
    where = {"within": {"id": REGION}, "endsOn": {"gte": DAY}}
    query = "query($where: CityContractWhere) { cityContracts(where: $where) { totalCount } }"
    assert workbook.max_row == len(lines) == data_of(service, query, where=where)["cityContracts"]["totalCount"] + 1
    assert workbook["A1"].value == "Contrat de ville"


def test_matrix_map_and_network_go_out_as_pictures(opened: Open) -> None:
    page = opened(f"/?territoire={REGION}&date={DAY}")
    assert load_workbook(io.BytesIO(downloaded(page, "Matrice (XLSX)"))).active
    for name in ("Matrice (SVG)", "Carte (SVG)"):
        assert b"<svg" in downloaded(page, name)
    for name in ("Matrice (PNG)", "Carte (PNG)"):
        assert downloaded(page, name).startswith(b"\x89PNG")
    page = opened(f"/reseau?autour={REGION}&pas=2&date={DAY}")
    drawing = downloaded(page, "Dessin (SVG)").decode()
    counted = re.search(r"(\d+) acteurs et (\d+) liens", page.locator(".said").inner_text())
    assert counted
    assert (drawing.count("<circle"), drawing.count("<line")) == tuple(map(int, counted.groups()))
    heading = "Réseau autour de Pays de la Loire – au 25 novembre 2026"
    for words in (heading, "Institutions", "Formateurs", "fictifs", REGION):
        assert words in drawing
    assert downloaded(page, "Dessin (PNG)").startswith(b"\x89PNG")


def test_a_workbook_is_checked_and_comes_back_marked(opened: Open, tmp_path: Path) -> None:
    wrong = {"Intitulé": "Atelier", "Début": "un jour", "Axes": "9", "Territoires": "44109"}
    path = write(tmp_path / "essai.xlsx", {"Actions": [wrong]})
    page = opened("/classeur")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("heading", name="essai.xlsx : ")).to_contain_text("erreurs")
    expect(page.get_by_role("table", name="Erreurs")).to_contain_text("C2")
    with page.expect_download() as download:
        page.get_by_role("button", name="Télécharger la copie marquée").click()
    sheet: Any = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))["Actions"]
    assert "axe" in sheet["C2"].comment.text


def test_a_file_that_is_none_is_refused_in_words(opened: Open, watch: Watch, tmp_path: Path) -> None:
    watch.expected = ("status of 400",)
    path = tmp_path / "ancien.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1"))
    page = opened("/classeur")
    page.locator("input[type=file]").set_input_files(path)
    expect(page.get_by_role("alert")).to_contain_text("ancien fichier Excel")


@pytest.mark.parametrize("name", ["couverture", "evolution"])
def test_a_region_prints_on_one_page(opened: Open, name: str) -> None:
    printed = opened(VIEWS[name]).pdf(format="A4", landscape=name == "couverture")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1


def test_the_matrix_prints_on_a4_in_black_and_white(opened: Open) -> None:
    page = opened(f"/?territoire={REGION}&date={DAY}")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.locator(".map")).to_be_hidden()
    inks = page.locator("a.cell").evaluate_all(
        """(cells) => [...new Set(cells.map((cell) => {
             const style = getComputedStyle(cell);
             return style.color + style.backgroundColor;
           }))]"""
    )
    assert inks == ["rgb(0, 0, 0)rgb(255, 255, 255)"]
    assert page.locator(".cell-word").first.is_visible()
    width = page.locator(".matrix").evaluate("(table) => table.scrollWidth")
    assert width <= page.viewport_size["width"]  # type: ignore[index] # a viewport was given
