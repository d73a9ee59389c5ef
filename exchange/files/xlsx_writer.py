"""Writes .xlsx, line by line, so that memory does not grow with the file.

Rule: a text is written as a text, whatever it begins with; nothing that a spreadsheet would run leaves here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from exchange.cells.text import Raw
from exchange.files.writer import Head

HEAD = PatternFill("solid", fgColor="FF1F4E79")
HEAD_FONT = Font(bold=True, color="FFFFFFFF")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
DATE_FORMAT = "DD/MM/YYYY"
LAST_ROW = 1_048_576
LONGEST_CELL = 32_767
WIDTHS = 12, 60


@dataclass
class XlsxBook:
    """A workbook being written."""

    path: Path
    _book: Workbook = field(default_factory=lambda: Workbook(write_only=True))
    _lists: dict[tuple[str, ...], str] = field(default_factory=dict)
    _sheet: Any = None

    def __enter__(self) -> Self:
        """Return the workbook itself."""
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Write the lists to choose from, and save; nothing when something went wrong."""
        if kind is None:
            self._write_lists()
            self._book.save(self.path)
        else:
            self._book.close()

    def start(self, name: str, heads: Sequence[Head], *, hidden: bool = False) -> None:
        """Begin a sheet with its headings, frozen."""
        self._sheet = self._book.create_sheet(name)
        self._sheet.sheet_state = "hidden" if hidden else "visible"
        if heads:
            self._sheet.freeze_panes = "A2"
            self._prepare(self._sheet, heads)
            self._sheet.append([self._head(self._sheet, head) for head in heads])

    def add(self, rows: Iterable[Sequence[Raw]]) -> None:
        """Add rows to the sheet that was begun."""
        for row in rows:
            self._sheet.append([cell_of(self._sheet, raw) for raw in row])

    def _prepare(self, sheet: Any, heads: Sequence[Head]) -> None:
        for index, head in enumerate(heads, start=1):
            column = sheet.column_dimensions[get_column_letter(index)]
            column.width = min(max(head.width or len(head.text) + 4, WIDTHS[0]), WIDTHS[1])
            column.hidden = head.hidden
            if head.choices:
                listed = self._lists.setdefault(tuple(head.choices), get_column_letter(len(self._lists) + 1))
                source = f"_listes!${listed}$1:${listed}${len(head.choices)}"
                choice = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False)
                letters = get_column_letter(index)
                choice.add(f"{letters}2:{letters}{LAST_ROW}")
                sheet.data_validations.append(choice)

    @staticmethod
    def _head(sheet: Any, head: Head) -> Any:
        cell = WriteOnlyCell(sheet, head.text)
        cell.fill, cell.font, cell.alignment = HEAD, HEAD_FONT, Alignment(wrap_text=True, vertical="top")
        if head.note:
            cell.comment = Comment(head.note, "Cinq Axes", width=320, height=140)
        return cell

    def _write_lists(self) -> None:
        if self._lists:
            sheet = self._book.create_sheet("_listes")
            sheet.sheet_state = "hidden"
            longest = max(len(choices) for choices in self._lists)
            for place in range(longest):
                sheet.append([choices[place] if place < len(choices) else None for choices in self._lists])


def cell_of(sheet: Any, raw: Raw) -> Any:
    """Return a cell to write: a text that a spreadsheet would run is marked as text."""
    if isinstance(raw, str):
        text = "".join(c for c in raw[:LONGEST_CELL] if c >= " " or c in "\t\n")
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
