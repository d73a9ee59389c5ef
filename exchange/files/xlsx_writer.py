"""Writes .xlsx row by row, so that memory does not grow with the file.

Every text is written as a text, whatever it begins with: no spreadsheet runs it as a formula.
"""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from exchange.cells.text import LONGEST_CELL, Raw, drop_control_characters
from exchange.files.book import OWN_AUTHOR
from exchange.files.writer import Heading

HEADING_FILL = PatternFill("solid", fgColor="FF1F4E79")
HEADING_FONT = Font(bold=True, color="FFFFFFFF")
LIST_SHEET = "_listes"
"""The hidden sheet that holds the choice lists, one per column."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
DATE_FORMAT = "DD/MM/YYYY"
TEXT_FORMAT, GENERAL_FORMAT = "@", "General"
LAST_ROW = 1_048_576
REFUSED_IN_TITLES = re.compile(r"[\\*?:/\[\]]")
LONGEST_TITLE = 31
NARROWEST, WIDEST = 12, 60


@dataclass
class XlsxWriter:
    """Writes the sheets of a workbook one after the other, and saves it at the end."""

    path: Path
    _book: Workbook = field(default_factory=lambda: Workbook(write_only=True))
    _lists: dict[tuple[str, ...], str] = field(default_factory=dict)
    _sheet: Any = None

    def __enter__(self) -> Self:
        """Return the writer."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Write the choice lists and save; after an exception nothing is saved."""
        if kind is None:
            self._write_lists()
            self._book.save(self.path)
        else:
            discard(self._book)

    def start_sheet(self, name: str, headings: Sequence[Heading], *, hidden: bool = False) -> None:
        """Begin a sheet with its headings, which stay visible."""
        self._sheet = self._book.create_sheet(sheet_title(name))
        self._sheet.sheet_state = "hidden" if hidden else "visible"
        if headings:
            # A write-only sheet accepts widths and a frozen row only before its first row.
            self._sheet.freeze_panes = "A2"
            self._format_columns(self._sheet, headings)
            self._sheet.append([self._heading_cell(self._sheet, heading) for heading in headings])

    def add_rows(self, rows: Iterable[Sequence[Raw]]) -> None:
        """Add rows to the current sheet."""
        for row in rows:
            self._sheet.append([safe_cell(self._sheet, raw) for raw in row])

    def _format_columns(self, sheet: Any, headings: Sequence[Heading]) -> None:
        for index, heading in enumerate(headings, start=1):
            letters = get_column_letter(index)
            column = sheet.column_dimensions[letters]
            column.width = min(max(heading.width or len(heading.text) + 4, NARROWEST), WIDEST)
            column.hidden = heading.hidden
            column.number_format = TEXT_FORMAT if heading.is_text else GENERAL_FORMAT
            if heading.choices:
                list_column = self._lists.setdefault(tuple(heading.choices), get_column_letter(len(self._lists) + 1))
                source = f"{LIST_SHEET}!${list_column}$1:${list_column}${len(heading.choices)}"
                validation = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False)
                validation.add(f"{letters}2:{letters}{LAST_ROW}")
                sheet.data_validations.append(validation)

    @staticmethod
    def _heading_cell(sheet: Any, heading: Heading) -> Any:
        cell = WriteOnlyCell(sheet, heading.text)
        cell.fill, cell.font, cell.alignment = HEADING_FILL, HEADING_FONT, Alignment(wrap_text=True, vertical="top")
        if heading.note:
            cell.comment = Comment(heading.note, OWN_AUTHOR, width=320, height=140)
        return cell

    def _write_lists(self) -> None:
        if self._lists:
            sheet = self._book.create_sheet(LIST_SHEET)
            sheet.sheet_state = "hidden"
            longest = max(len(choices) for choices in self._lists)
            for place in range(longest):
                sheet.append([choices[place] if place < len(choices) else None for choices in self._lists])


def sheet_title(name: str) -> str:
    """Return a valid sheet name for a workbook: sheets of other files may have longer names and other characters."""
    return REFUSED_IN_TITLES.sub("-", drop_control_characters(name))[:LONGEST_TITLE] or "Feuille"


def discard(book: Workbook) -> None:
    """Discard a write-only workbook with its sheets' temporary files, which openpyxl would keep until the exit."""
    sheets: list[Any] = [*book.worksheets]
    for sheet in sheets:
        with suppress(Exception):  # a row may be half-written; report only the exception that led here
            sheet.close()
        sheet._writer.cleanup()  # noqa: SLF001 - openpyxl has no public way


def safe_cell(sheet: Any, raw: Raw) -> Any:
    """Return a cell to write, cut to the maximum length; a text that a spreadsheet would run is marked as text."""
    if isinstance(raw, str):
        text = drop_control_characters(raw[:LONGEST_CELL]).replace("\r", "")
        if not text.startswith(FORMULA_STARTS):
            return text
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell
    if raw is not None and not isinstance(raw, bool | int | float):
        cell = WriteOnlyCell(sheet)
        cell.value = raw
        cell.number_format = DATE_FORMAT
        return cell
    return raw
