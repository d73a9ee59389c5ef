"""Reads .xlsx: the values by a fast reader, and findings about what a value does not show.

The extent of the sheets is measured before they are read, so that memory stays bounded. Formulas, merged cells, hidden
sheets, macros and links to other files are reported.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from changes.naming import few
from exchange.cells.text import Raw
from exchange.files.book import Book, Grid, UnreadableError, column_letters, refuse_extent
from exchange.findings import Place
from exchange.sheets import HIDDEN_PREFIX

CHUNK_BYTES = 1 << 20
OVERLAP_BYTES = 200
"""The end of a chunk that is scanned again with the next one, for a tag that the border cuts."""
FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*[^/>]>')
FORMULA_OR_ERROR = re.compile(rb'<f[ >/]|<c [^>]*t="e"')
UNREADABLE_FORMULA = (
    "est une formule en erreur ou dont la valeur n'est pas enregistrée ; remplacez-la par sa valeur, ou enregistrez le "
    "fichier dans un tableur qui la calcule"
)


def read_xlsx(path: Path, book: Book) -> None:
    """Add the sheets of a workbook to a book.

    Raises:
        UnreadableError: the workbook is damaged, or a sheet reaches too far.
    """
    with zipfile.ZipFile(path) as archive:
        has_formulas = _measure(path, archive)
        _warn_of_parts(archive, book)
    add_sheets(path, book)
    if has_formulas:
        _report_formulas(path, book)


def add_sheets(path: Path, book: Book) -> None:
    """Add the sheets of a workbook, .xlsx or .ods, whose extent was measured before.

    Raises:
        UnreadableError: the workbook is damaged.
    """
    try:
        workbook = CalamineWorkbook.from_path(path)
        for meta in workbook.sheets_metadata:
            if meta.visible is not SheetVisibleEnum.Visible and not meta.name.startswith(HIDDEN_PREFIX):
                book.findings.warn(Place(meta.name), "", "la feuille est masquée ; elle est lue comme les autres")
            sheet = workbook.get_sheet_by_name(meta.name)
            ranges = sheet.merged_cell_ranges or ()
            merged = [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges]
            book.grids.append(Grid(meta.name, list(_rows(sheet)), merged))
            if merged:
                addresses = [f"{column_letters(a)}{top}:{column_letters(b)}{bottom}" for top, a, bottom, b in merged]
                message = "cellules fusionnées ; seule la première porte la valeur, les autres sont vides"
                book.findings.warn(Place(meta.name, few(addresses)), "", message)
    except (CalamineError, OSError, ValueError) as error:
        message = f"« {path.name} » est abîmé : ouvrez-le dans un tableur et enregistrez-le à nouveau"
        raise UnreadableError(message) from error


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    if sheet.start is None:
        return
    first_row, first_column = sheet.start  # the reader skips the empty rows and columns before the first value
    margin = [None] * first_column
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), start=first_row + 1):
        if any(cell not in {"", None} for cell in row):
            yield number, [*margin, *(None if cell == "" else cell for cell in row)]


def _measure(path: Path, archive: zipfile.ZipFile) -> bool:
    """Refuse sheets that reach too far; return whether a sheet holds formulas or errors.

    The XML is scanned without being parsed: a parser would take the memory that this protects.
    """
    has_formulas = False
    for part in (name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")):
        last_row = last_column = 0
        with archive.open(part) as content:
            tail = b""
            while chunk := content.read(CHUNK_BYTES):
                text = tail + chunk
                has_formulas = has_formulas or FORMULA_OR_ERROR.search(text) is not None
                for letters, row in FILLED_CELL.findall(text):
                    last_row = max(last_row, int(row))
                    last_column = max(last_column, _column_number(letters))
                tail = text[-OVERLAP_BYTES:]
        refuse_extent(path, last_row, last_column)
    return has_formulas


def _column_number(letters: bytes) -> int:
    """Return the number of a column, from 1: A, B, … Z, AA."""
    number = 0
    for code in letters:
        number = number * 26 + code - ord("A") + 1
    return number


def _warn_of_parts(archive: zipfile.ZipFile, book: Book) -> None:
    names = archive.namelist()
    whole = Place(book.name)
    if any(name.endswith("vbaProject.bin") for name in names):
        book.findings.warn(whole, "", "le classeur contient des macros ; elles ne sont ni lues ni exécutées")
    if any(name.startswith("xl/externalLinks/") for name in names):
        message = "le classeur renvoie à d'autres fichiers ; seules les dernières valeurs enregistrées sont lues"
        book.findings.warn(whole, "", message)


def _report_formulas(path: Path, book: Book) -> None:
    """Warn of formulas with a stored value; a formula without one, or in error, is an error."""
    values = {grid.name: dict(grid.rows) for grid in book.grids}
    workbook = load_workbook(path, read_only=True, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            rows = values.get(sheet.title, {})
            formulas = [c for row in sheet.iter_rows() for c in row if c.data_type in {"f", "e"}]
            valued = [cell.coordinate for cell in formulas if _has_value(cell, rows)]
            for cell in formulas:
                if not _has_value(cell, rows):
                    book.findings.error(Place(sheet.title, cell.coordinate), str(cell.value), UNREADABLE_FORMULA)
            if valued:
                place = Place(sheet.title, few(valued))
                book.findings.warn(place, "", "formules, lues par leur dernière valeur enregistrée")
    finally:
        workbook.close()


def _has_value(cell: Any, rows: dict[int, Sequence[Raw]]) -> bool:
    row = rows.get(cell.row, ())
    return cell.column <= len(row) and row[cell.column - 1] is not None
