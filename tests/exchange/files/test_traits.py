"""Colours, struck texts and notes are listed by cell."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from exchange.files.book import Book
from exchange.files.traits import warn_of_formatting


def test_each_trait_is_one_warning_with_its_cells(tmp_path: Path) -> None:
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = "Suivi"
    for number in range(1, 23):
        sheet.cell(number, 1).value = number
        sheet.cell(number, 1).fill = PatternFill("solid", fgColor="FFFF0000")
    sheet["B2"].value, sheet["B2"].font = "x", Font(strike=True)
    sheet["C3"].comment = Comment("à vérifier", "moi")
    workbook.save(tmp_path / "a.xlsx")
    book = Book("a.xlsx", "")
    warn_of_formatting(tmp_path / "a.xlsx", book)
    colours, struck, notes = [str(warning) for warning in book.findings.warnings]
    assert "A20 et 2 autres : couleur : non lu" in colours
    assert struck.startswith("« Suivi », B2 : texte barré : non lu")
    assert notes.startswith("« Suivi », C3 : note : non lu")


def test_other_formats_are_left_alone(tmp_path: Path) -> None:
    book = Book("a.ods", "")
    warn_of_formatting(tmp_path / "a.ods", book)
    assert book.findings.entries == []
