"""Workbooks of Excel: row numbers, merged cells, and content that values do not show."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from exchange.files.book import Book
from exchange.files.xlsx_reader import read_xlsx


def test_rows_keep_their_numbers_and_columns_their_places(tmp_path: Path) -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet["C3"], sheet["D5"] = "a", "b"
    sheet.merge_cells("C5:D6")
    sheet.merge_cells("A8:B9")
    sheet["A8"] = "c"
    book.save(tmp_path / "a.xlsx")
    opened = Book("a.xlsx", "")
    read_xlsx(tmp_path / "a.xlsx", opened)
    (grid,) = opened.grids
    assert [(number, [raw for raw in row if raw is not None]) for number, row in grid.rows] == [(3, ["a"]), (8, ["c"])]
    assert grid.rows[0][1][2] == "a"
    assert set(grid.merged) == {(5, 2, 6, 3), (8, 0, 9, 1)}


def test_a_hidden_sheet_is_read_and_reported_unless_it_is_ours(tmp_path: Path) -> None:
    book = Workbook()
    for name in ("Brouillon", "_listes"):
        sheet = book.create_sheet(name)
        sheet["A1"], sheet.sheet_state = "x", "hidden"
    book.save(tmp_path / "a.xlsx")
    opened = Book("a.xlsx", "")
    read_xlsx(tmp_path / "a.xlsx", opened)
    assert [grid.name for grid in opened.grids if grid.rows] == ["Brouillon", "_listes"]
    assert [warning.place.sheet for warning in opened.findings.warnings] == ["Brouillon"]
