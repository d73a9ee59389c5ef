"""Reads .ods, the workbooks of LibreOffice, with the same fast reader as .xlsx.

The extent of the sheets is measured before they are read. LibreOffice writes equal cells and rows once, with a repeat
count: empty ones cost nothing, but values repeated over thousands of rows or columns would each take memory.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.parsers import expat

from exchange.faults import Fault
from exchange.files.book import Book, UnreadableFileError, refuse_extent
from exchange.files.ods_traits import read_traits
from exchange.files.xlsx_reader import add_sheets, damaged
from exchange.findings import Place

MOST_REPEATED = 10_000
VALUE_ATTRIBUTES = frozenset(f"office:{name}value" for name in ("", "boolean-", "date-", "string-", "time-")) | {
    "office:value-type"
}


def read_ods(path: Path, book: Book) -> None:
    """Add the sheets of a workbook to a book.

    Raises:
        UnreadableFileError: the workbook is damaged, a sheet reaches too far, or a value is repeated too often.
    """
    with zipfile.ZipFile(path) as archive:
        _measure(path, archive)
        if any(name.startswith("Basic/") for name in archive.namelist()):
            book.findings.report(Place(book.name), "", Fault.MACROS.of())
        traits = read_traits(archive)
    add_sheets(path, book, traits)


@dataclass
class _Extent:
    """Measures the extent of each sheet in turn, at the start of each element."""

    path: Path
    row: int = 0
    row_repeats: int = 1
    column: int = 0
    last_column: int = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table:table":
            self.row = self.last_column = 0
        elif name == "table:table-row":
            self.row_repeats = int(attributes.get("table:number-rows-repeated", "1"))
            self.row += self.row_repeats
            self.column = 0
        elif name == "table:table-column":
            int(attributes.get("table:number-columns-repeated", "1"))  # ods_traits relies on this being a number
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            repeats = int(attributes.get("table:number-columns-repeated", "1"))
            self.column += repeats
            if not VALUE_ATTRIBUTES.isdisjoint(attributes):
                self._add_value(repeats)

    def _add_value(self, column_repeats: int) -> None:
        if max(self.row_repeats, column_repeats) > MOST_REPEATED:
            raise UnreadableFileError(Fault.REPEATED_VALUES.of(file=self.path.name))
        self.last_column = max(self.last_column, self.column)
        refuse_extent(self.path, self.row, self.last_column)


def _measure(path: Path, archive: zipfile.ZipFile) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = _Extent(path).start
    try:
        with archive.open("content.xml") as content:
            parser.ParseFile(content)
    except UnreadableFileError:  # it is a ValueError too
        raise
    except (expat.ExpatError, ValueError) as error:
        raise damaged(path) from error
