"""Reads .xlsx: values with a fast reader, and findings about content that cannot be seen in the values.

The extent of the sheets is measured before they are read, so that memory stays bounded. Formulas, hidden sheets, macros
and links to other files are reported here; the formatting of cells (`xlsx_traits`) is reported with the lines.
"""

import re
import zipfile
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

from openpyxl import load_workbook
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from exchange.cells.text import Raw
from exchange.faults import Fault
from exchange.files.book import Book, Grid, Traits, UnreadableFileError, column_index, refuse_extent
from exchange.files.xlsx_traits import parts_of_sheets, read_traits
from exchange.findings import Place
from exchange.sheets import HIDDEN_PREFIX

ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_VALUES = frozenset({"v", "is", "f"})
"""The elements that give a cell a value."""


def read_xlsx(path: Path, book: Book) -> None:
    """Add the sheets of a workbook to a book.

    Raises:
        UnreadableFileError: the workbook is damaged, or a sheet reaches too far.
    """
    with zipfile.ZipFile(path) as archive:
        extents = _measure(path, archive)
        _warn_of_parts(archive, book)
        parts = parts_of_sheets(archive)
        traits = read_traits(archive, parts)
    add_sheets(path, book, traits)
    if any(extent.has_formulas for extent in extents.values()):
        texts = {name: extents[part].formula_texts for name, part in parts.items() if part in extents}
        _report_formulas(path, book, texts)


def add_sheets(path: Path, book: Book, traits: Mapping[str, Traits]) -> None:
    """Add the sheets of a workbook, .xlsx or .ods, whose extent was measured before.

    Raises:
        UnreadableFileError: the workbook is damaged.
    """
    try:
        workbook = CalamineWorkbook.from_path(path)
        for meta in workbook.sheets_metadata:
            if meta.visible is not SheetVisibleEnum.Visible and not meta.name.startswith(HIDDEN_PREFIX):
                book.findings.report(Place(meta.name), "", Fault.HIDDEN_SHEET.of())
            sheet = workbook.get_sheet_by_name(meta.name)
            ranges = sheet.merged_cell_ranges or ()
            merged = [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges]
            book.grids.append(Grid(meta.name, list(_rows(sheet)), merged, traits.get(meta.name, Traits())))
    except (CalamineError, OSError, ValueError) as error:
        raise damaged(path) from error


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    if sheet.start is None:
        return
    first_row, first_column = sheet.start  # the reader skips empty rows and columns before the first value
    margin = [None] * first_column
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), start=first_row + 1):
        if any(cell not in {"", None} for cell in row):
            yield number, [*margin, *(None if cell == "" else cell for cell in row)]


def _measure(path: Path, archive: zipfile.ZipFile) -> dict[str, "_Extent"]:
    """Refuse sheets that reach too far; return the extents of the sheets by part.

    The XML is read event by event: a tree would take the memory that this limit protects.
    """
    extents: dict[str, _Extent] = {}
    for part in archive.namelist():
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            extent = extents[part] = _Extent()
            parser = ParserCreate(namespace_separator=" ")
            parser.StartElementHandler = extent.start
            try:
                with archive.open(part) as content:
                    parser.ParseFile(content)
            except (ExpatError, ValueError, zipfile.BadZipFile) as error:
                raise damaged(path) from error
            refuse_extent(path, extent.last_row, extent.last_column)
    return extents


class _Extent:
    """The extent of one sheet: its last row and column with a value, from 1.

    A row or cell without an address follows the previous one. `formula_texts` are the cells, by row and
    column, whose formula has a text as its value; an empty text means an empty cell.
    """

    def __init__(self) -> None:
        self.last_row = self.last_column = 0
        self.has_formulas = self._is_text = False
        self.formula_texts: set[tuple[int, int]] = set()
        self._row = self._column = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        element = name.rpartition(" ")[2]
        if element == "c":
            self._cell(attributes)
        elif element in _VALUES:
            self.last_row, self.last_column = max(self.last_row, self._row), max(self.last_column, self._column)
            self.has_formulas = self.has_formulas or element == "f"
            if element == "f" and self._is_text:
                self.formula_texts.add((self._row, self._column))
        elif element == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), 0

    def _cell(self, attributes: Mapping[str, str]) -> None:
        self._column += 1
        self._is_text = attributes.get("t") == "str"
        self.has_formulas = self.has_formulas or attributes.get("t") == "e"
        if address := attributes.get("r"):
            match = ADDRESS.fullmatch(address)
            if match is None:
                message = f"{address[:20]!r} is not a cell address"
                raise ValueError(message)
            self._column, self._row = column_index(match[1]) + 1, int(match[2])


def damaged(path: Path) -> UnreadableFileError:
    """Return the error of a workbook whose parts are inconsistent."""
    return UnreadableFileError(Fault.DAMAGED_WORKBOOK.of(file=path.name))


def _warn_of_parts(archive: zipfile.ZipFile, book: Book) -> None:
    names = archive.namelist()
    whole = Place(book.name)
    if any(name.endswith("vbaProject.bin") for name in names):
        book.findings.report(whole, "", Fault.MACROS.of())
    if any(name.startswith("xl/externalLinks/") for name in names):
        book.findings.report(whole, "", Fault.OTHER_FILES.of())


def _report_formulas(path: Path, book: Book, texts: Mapping[str, Container[tuple[int, int]]]) -> None:
    """Warn about formulas with a stored value; report a formula without a valid value as an error.

    `texts` are the cells of each sheet whose formula gives a text; an empty text is neither a value nor a fault.
    """
    values = {grid.name: dict(grid.rows) for grid in book.grids}
    workbook = load_workbook(path, read_only=True, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            rows = values.get(sheet.title, {})
            formulas = [c for row in sheet.iter_rows() for c in row if c.data_type in {"f", "e"}]
            valued = [cell.coordinate for cell in formulas if _has_value(cell, rows)]
            blank = texts.get(sheet.title, ())
            for cell in formulas:
                if not _has_value(cell, rows) and (cell.row, cell.column) not in blank:
                    place = Place(sheet.title, cell.coordinate)
                    book.findings.report(place, str(cell.value), Fault.FORMULA_WITHOUT_VALUE.of())
            book.findings.report_at(sheet.title, valued, Fault.FORMULAS.of())
    finally:
        workbook.close()


def _has_value(cell: Any, rows: dict[int, Sequence[Raw]]) -> bool:
    row = rows.get(cell.row, ())
    return cell.column <= len(row) and row[cell.column - 1] is not None
