"""Lists the colours, struck texts and notes of a workbook, in which people put meaning that no value holds.

None of it is read; a warning lists the cells, so that nothing is lost in silence.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from changes.naming import few
from exchange.files.book import Book
from exchange.findings import Place

MOST_SHOWN = 20


def warn_of_formatting(path: Path, book: Book) -> None:
    """Warn of the coloured, struck and commented cells of an .xlsx workbook; other formats are left alone."""
    if path.suffix.casefold() != ".xlsx":
        return
    for sheet in load_workbook(path).worksheets:
        addresses: dict[str, list[str]] = {"couleur": [], "texte barré": [], "note": []}
        for row in sheet.iter_rows():
            for cell in row:
                _add_traits(cell, addresses)
        for trait, cells in addresses.items():
            if cells:
                place = Place(sheet.title, few(cells, MOST_SHOWN))
                book.findings.warn(place, "", f"{trait} : non lu, écrivez en toutes lettres ce que cela veut dire")


def _add_traits(cell: Any, addresses: Mapping[str, list[str]]) -> None:
    if cell.has_style and cell.fill.fill_type not in {None, "none"}:
        addresses["couleur"].append(cell.coordinate)
    if cell.has_style and cell.font.strike:
        addresses["texte barré"].append(cell.coordinate)
    if getattr(cell, "comment", None):  # the inside of merged cells has none
        addresses["note"].append(cell.coordinate)
