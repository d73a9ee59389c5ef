"""The template: sheets, notes, lists to choose from, headings that stay in sight, a version; in each format."""

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from exchange.files.reader import open_book
from exchange.incoming.lines import lines_of
from exchange.outgoing.workbook import write_template
from exchange.sheets import MANAGING, SCHEMA_VERSION, SHEETS
from graph.shape import Relation
from graph.vocabulary import CommitmentNature, InstitutionKind, Word


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    for name in ("reseau.xlsx", "reseau.ods", "dossier"):
        write_template(folder / name)
    return folder


@pytest.mark.parametrize("name", ["reseau.xlsx", "reseau.ods", "dossier"])
def test_a_template_is_read_and_holds_nothing(templates: Path, name: str) -> None:
    book = open_book(templates / name)
    lines = lines_of(book)
    assert lines.lines == []
    (nothing,) = book.findings.found
    assert "aucune ligne à lire" in nothing.message
    assert {sheet.name for sheet in SHEETS} <= {grid.name for grid in book.grids}
    for grid in (grid for grid in book.grids if grid.name in {sheet.name for sheet in SHEETS}):
        (sheet,) = [sheet for sheet in SHEETS if sheet.name == grid.name]
        ((_, heads),) = grid.rows
        assert list(heads) == [column.heading for column in (*sheet.columns, *MANAGING)]


def test_headings_have_notes_stay_in_sight_and_offer_words(templates: Path) -> None:
    book: Any = load_workbook(templates / "reseau.xlsx")
    assert book["_cinqaxes"].sheet_state == book["_listes"].sheet_state == "hidden"
    assert (book["_cinqaxes"]["A1"].value, book["_cinqaxes"]["B1"].value) == ("version", SCHEMA_VERSION)
    for sheet in SHEETS:
        page = book[sheet.name]
        assert page.freeze_panes == "A2"
        offered = {str(one.sqref).split(":")[0].rstrip("0123456789") for one in page.data_validations.dataValidation}
        for column, cell in zip(sheet.columns, page[1], strict=False):
            what = sheet.stated(column)
            if (
                not isinstance(what, Relation)
                and isinstance(what.type, type)
                and not what.many
                and column.name != "axis"
            ):
                assert cell.column_letter in offered, (sheet.name, column.heading)
                assert all(word.label_fr in cell.comment.text for word in what.type if isinstance(word, Word))
        assert page.column_dimensions[page[1][-1].column_letter].hidden
    listed = {tuple(cell.value for cell in column if cell.value) for column in book["_listes"].columns}
    assert tuple(word.label_fr for word in InstitutionKind) in listed


def test_libreoffice_gets_the_same(templates: Path) -> None:
    with zipfile.ZipFile(templates / "reseau.ods") as archive:
        content = archive.read("content.xml").decode()
        settings = archive.read("settings.xml").decode()
    assert all(f'"{word.label_fr}"' in content.replace("&quot;", '"') for word in CommitmentNature)
    assert content.count("<office:annotation>") > 100
    assert re.search(r'table:name="_cinqaxes"[^>]*table:style-name="masquee"', content)
    assert settings.count("VerticalSplitPosition") == len(SHEETS) + 1
