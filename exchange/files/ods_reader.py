"""Reads .ods, the workbooks of LibreOffice, with the same fast reader as .xlsx.

The extent of the sheets is measured before they are read. LibreOffice writes equal cells and rows once, with a repeat
count: empty ones cost nothing, but values repeated over thousands of rows or columns would each take memory.
"""

import zipfile
from pathlib import Path
from xml.parsers import expat

from exchange.faults import Fault
from exchange.files.book import Book, UnreadableFileError
from exchange.files.ods_traits import read_traits
from exchange.files.xlsx_reader import add_sheets, damaged
from exchange.findings import Place


def read_ods(path: Path, book: Book) -> None:
    """Add the sheets of a workbook to a book.

    Raises:
        UnreadableFileError: the workbook is damaged, a sheet reaches too far, or a value is repeated too often.
    """
    with zipfile.ZipFile(path) as archive:
        try:
            traits = read_traits(path, archive)
        except UnreadableFileError:  # it is a ValueError too
            raise
        except (expat.ExpatError, ValueError) as error:
            raise damaged(path) from error
        if any(name.startswith("Basic/") for name in archive.namelist()):
            book.findings.report(Place(book.name), "", Fault.MACROS.of())
    add_sheets(path, book, traits)
