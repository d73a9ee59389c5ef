"""Reads .xlsx: the values by a fast reader, and beside them what a value does not show.

Rule: how far the sheets reach is measured before they are read, so that memory stays bounded; formulas, merged cells,
hidden sheets, macros and links to other files are told.
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
from exchange.files.book import Book, Grid, UnreadableError, letter
from exchange.findings import Place
from exchange.sheets import OURS

MOST_CELLS = 5_000_000
CHUNK = 1 << 20
HELD = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*[^/>]>')
SPECIAL = re.compile(rb'<f[ >/]|<c [^>]*t="e"')
NOT_READ = (
    "est une formule en erreur ou dont la valeur n'est pas enregistrée ; remplacez-la par sa valeur, ou enregistrez le "
    "fichier dans un tableur qui la calcule"
)
META = "_cinqaxes"
"""The hidden sheet of a workbook of ours."""


def read_xlsx(path: Path, book: Book) -> None:
    """Add the sheets of a workbook.

    Raises:
        UnreadableError: it is damaged, or reaches too far.
    """
    with zipfile.ZipFile(path) as archive:
        special = _measure(path, archive)
        _tell_parts(archive, book)
    add_sheets(path, book)
    if special:
        _tell_special(path, book)


def add_sheets(path: Path, book: Book) -> None:
    """Add the sheets of a workbook whose size was measured.

    Raises:
        UnreadableError: it is damaged.
    """
    try:
        workbook = CalamineWorkbook.from_path(path)
        for meta in workbook.sheets_metadata:
            if meta.visible is not SheetVisibleEnum.Visible and not meta.name.startswith(OURS):
                book.findings.warn(Place(meta.name), "", "la feuille est masquée ; elle est lue comme les autres")
            sheet = workbook.get_sheet_by_name(meta.name)
            ranges = sheet.merged_cell_ranges or ()
            whole = [(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in ranges]
            book.grids.append(Grid(meta.name, list(_rows(sheet)), whole))
            merged = [f"{letter(left)}{top}:{letter(right)}{bottom}" for top, left, bottom, right in whole]
            if merged:
                message = "cellules fusionnées ; seule la première porte la valeur, les autres sont vides"
                book.findings.warn(Place(meta.name, few(merged)), "", message)
    except (CalamineError, OSError, ValueError) as error:
        message = f"« {path.name} » est abîmé : ouvrez-le dans un tableur et enregistrez-le à nouveau"
        raise UnreadableError(message) from error


def _rows(sheet: Any) -> Iterator[tuple[int, list[Any]]]:
    if sheet.start is None:
        return
    first_row, first_column = sheet.start
    margin = [None] * first_column
    for number, row in enumerate(sheet.to_python(skip_empty_area=True), start=first_row + 1):
        if any(cell not in {"", None} for cell in row):
            yield number, [*margin, *(None if cell == "" else cell for cell in row)]


def _measure(path: Path, archive: zipfile.ZipFile) -> bool:
    """Refuse sheets that reach too far; return whether any holds formulas or errors."""
    special = False
    for part in (name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")):
        last_row = last_column = 0
        with archive.open(part) as content:
            tail = b""
            while chunk := content.read(CHUNK):
                text = tail + chunk
                special = special or SPECIAL.search(text) is not None
                for column, row in HELD.findall(text):
                    last_row = max(last_row, int(row))
                    last_column = max(last_column, _index(column))
                tail = text[-200:]
        if last_row * last_column > MOST_CELLS:
            message = (
                f"« {path.name} » : une feuille s'étend jusqu'à la cellule {letter(last_column - 1)}{last_row} ; "
                "supprimez les lignes et les colonnes vides, puis enregistrez"
            )
            raise UnreadableError(message)
    return special


def _index(letters: bytes) -> int:
    index = 0
    for one in letters:
        index = index * 26 + one - ord("A") + 1
    return index


def _tell_parts(archive: zipfile.ZipFile, book: Book) -> None:
    names = archive.namelist()
    whole = Place(book.name)
    if any(name.endswith("vbaProject.bin") for name in names):
        book.findings.warn(whole, "", "le classeur contient des macros ; elles ne sont ni lues ni exécutées")
    if any(name.startswith("xl/externalLinks/") for name in names):
        message = "le classeur renvoie à d'autres fichiers ; seules les dernières valeurs enregistrées sont lues"
        book.findings.warn(whole, "", message)


def _tell_special(path: Path, book: Book) -> None:
    values = {grid.name: dict(grid.rows) for grid in book.grids}
    workbook = load_workbook(path, read_only=True, keep_links=False)
    try:
        for sheet in workbook.worksheets:
            rows = values.get(sheet.title, {})
            held = [c for row in sheet.iter_rows() for c in row if c.data_type in {"f", "e"}]
            read = [cell.coordinate for cell in held if _is_read(cell, rows)]
            for cell in held:
                if not _is_read(cell, rows):
                    book.findings.error(Place(sheet.title, cell.coordinate), str(cell.value), NOT_READ)
            if read:
                place = Place(sheet.title, few(read))
                book.findings.warn(place, "", "formules, lues par leur dernière valeur enregistrée")
    finally:
        workbook.close()


def _is_read(cell: Any, rows: dict[int, Sequence[Raw]]) -> bool:
    row = rows.get(cell.row, ())
    return cell.column <= len(row) and row[cell.column - 1] is not None
