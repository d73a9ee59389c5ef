"""Reads .ods, the workbooks of LibreOffice, by the same fast reader as .xlsx.

A value repeated over thousands of rows or columns is refused before the file is read, since each repetition would take
memory; LibreOffice repeats empty cells to the end of a sheet, and these cost nothing.
"""

import re
import zipfile
from pathlib import Path

from exchange.files.book import Book, UnreadableError
from exchange.files.xlsx_reader import add_sheets
from exchange.findings import Place

MOST_REPEATED = 10_000
ROW = re.compile(rb"<table:table-row\b([^>]*[^/])>(.*?)</table:table-row>", re.DOTALL)
REPEATED_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
REPEATED_CELL = re.compile(rb'<table:table-cell\b(?=[^>]*value-type)[^>]*number-columns-repeated="(\d+)"')


def read_ods(path: Path, book: Book) -> None:
    """Add the sheets of a workbook to a book.

    Raises:
        UnreadableError: the workbook is damaged, or repeats values too often.
    """
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
        if any(name.startswith("Basic/") for name in archive.namelist()):
            message = "le classeur contient des macros ; elles ne sont ni lues ni exécutées"
            book.findings.warn(Place(book.name), "", message)
    if _has_excessive_repeats(content):
        message = (
            f"« {path.name} » : des valeurs sont répétées sur des milliers de lignes ou de colonnes ; "
            "supprimez celles qui ne servent pas, puis enregistrez"
        )
        raise UnreadableError(message)
    add_sheets(path, book)


def _has_excessive_repeats(content: bytes) -> bool:
    for attributes, cells in ROW.findall(content):
        rows = REPEATED_ROWS.search(attributes)
        if rows and int(rows[1]) > MOST_REPEATED and b"value-type" in cells:
            return True
        if any(int(columns) > MOST_REPEATED for columns in REPEATED_CELL.findall(cells)):
            return True
    return False
