"""What people say with colours, strike-through and notes, which no value holds.

Rule: none of it is read; where it stands is listed, so that nothing of it is lost in silence.
"""

from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from changes.naming import few
from exchange.files.book import Book
from exchange.findings import Place

SHOWN = 20


def tell_unread(path: Path, book: Book) -> None:
    """Warn of the coloured, struck and commented cells of a workbook; other formats are left alone."""
    if path.suffix.casefold() != ".xlsx":
        return
    for sheet in load_workbook(path).worksheets:
        found: dict[str, list[str]] = {"couleur": [], "texte barré": [], "note": []}
        for row in sheet.iter_rows():
            for cell in row:
                _look(cell, found)
        for what, cells in found.items():
            if cells:
                place = Place(sheet.title, few(cells, SHOWN))
                book.findings.warn(place, "", f"{what} : non lu, écrivez en toutes lettres ce que cela veut dire")


def _look(cell: Any, found: dict[str, list[str]]) -> None:
    if cell.has_style and cell.fill.fill_type not in {None, "none"}:
        found["couleur"].append(cell.coordinate)
    if cell.has_style and cell.font.strike:
        found["texte barré"].append(cell.coordinate)
    if getattr(cell, "comment", None):
        found["note"].append(cell.coordinate)
