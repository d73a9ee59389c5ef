"""Reads the HTML tables that many information systems export as workbooks (.xls, .xlsx).

Each table is a sheet; a single table takes the name of the file. A cell over several rows or columns is reported as
merged, and struck text as struck.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from exchange.cells.text import Raw
from exchange.faults import Fault
from exchange.files.book import Book, Grid, Traits, UnreadableFileError, refuse_extent
from exchange.files.encodings import decode

CELLS = frozenset({"td", "th"})
CLASS = re.compile(r"\.([\w-]+)")
LINE_BREAKS = frozenset({"br", "p", "div", "li"})
STRIKING = frozenset({"s", "strike", "del"})
STRUCK = "line-through"
"""The keyword for struck text in a style."""
SILENT = frozenset({"script", "style", "head"})
MOST_SPANNED = 1_000
SPAN_DIGITS = 9
"""The greatest number of digits in a `rowspan` or `colspan` that is parsed: Python refuses thousands of digits."""


def read_html(path: Path, book: Book) -> None:
    """Add the tables of a page to a book.

    Raises:
        UnreadableFileError: the page holds no table, or is no text.
    """
    text, encoding = decode(path.name, path.read_bytes())
    parser = _TableParser()
    parser.feed(text)
    parser.close()
    tables = [table for table in parser.tables if table.rows]
    if not tables:
        raise UnreadableFileError(Fault.NO_TABLE.of(file=path.name))
    for number, table in enumerate(tables, start=1):
        refuse_extent(path, max(row for row, _ in table.rows), max(len(cells) for _, cells in table.rows))
        name = path.stem if len(tables) == 1 else f"Tableau {number}"
        book.grids.append(Grid(name, table.rows, table.merged, table.traits))
    book.remark(Fault.WEB_PAGE.of(file=path.name, tables=len(tables), encoding=encoding))


@dataclass
class _Table:
    """A table being read: its rows, its merged cells, and how far cells extend into the next rows."""

    rows: list[tuple[int, list[Raw]]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    row: int = 0
    cells: list[Raw] = field(default_factory=list)
    reaching: dict[int, int] = field(default_factory=dict)
    traits: Traits = field(default_factory=Traits)

    def start_row(self) -> None:
        self.end_row()
        self.row += 1

    def end_row(self) -> None:
        if any(self.cells):
            self.rows.append((self.row, self.cells))
        self.cells = []

    def add(self, text: str, struck: str, rows: int, columns: int) -> None:
        self.row = self.row or 1
        while self.reaching.get(len(self.cells), 0) >= self.row:
            self.cells.append(None)
        place = len(self.cells)
        self.traits.add_strike((self.row, place), struck, text)
        self.cells += [text or None, *([None] * (columns - 1))]
        if rows > 1:
            self.reaching.update(dict.fromkeys(range(place, place + columns), self.row + rows - 1))
        if rows > 1 or columns > 1:
            self.merged.append((self.row, place, self.row + rows - 1, place + columns - 1))


class _TableParser(HTMLParser):
    """Collects the tables of a page; the text of a nested table belongs to the cell around it."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[_Table] = []
        self._depth = 0
        self._silent = 0
        self._text: list[str] | None = None
        self._span = 1, 1
        self._struck: list[str] = []
        self._striker, self._nesting = "", 0
        """The outermost element that strikes the current text, and the nesting depth of elements with its name."""
        self._striking_classes: set[str] = set()
        self._is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Read the start of an element."""
        self._silent += tag in SILENT
        self._is_style = tag == "style"
        given = dict(attrs)
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(_Table())
        elif self._depth == 1 and tag == "tr":
            self._end_cell()
            self.tables[-1].start_row()
        elif self._depth == 1 and tag in CELLS:
            self._end_cell()
            self._text, self._span = [], (_span(given.get("rowspan")), _span(given.get("colspan")))
        elif tag in LINE_BREAKS and self._text:
            self._text.append("\n")
        if self._text is not None and (tag == self._striker or (not self._striker and self._strikes(tag, given))):
            self._striker, self._nesting = tag, self._nesting + 1

    def _strikes(self, tag: str, given: Mapping[str, str | None]) -> bool:
        """Return whether an element strikes its text: by its name, its style or its class."""
        classes = (given.get("class") or "").split()
        is_styled = STRUCK in (given.get("style") or "").casefold()
        return tag in STRIKING or is_styled or not self._striking_classes.isdisjoint(classes)

    def handle_endtag(self, tag: str) -> None:
        """Read the end of an element."""
        self._silent -= tag in SILENT and self._silent > 0
        self._is_style = False
        if tag == self._striker:
            self._nesting -= 1
            self._striker = tag if self._nesting else ""
        if tag == "table" and self._depth:
            if self._depth == 1:
                self._end_cell()
                self.tables[-1].end_row()
            self._depth -= 1
        elif self._depth == 1 and tag in CELLS:
            self._end_cell()

    def handle_data(self, data: str) -> None:
        """Read a text, or the rules of a style sheet."""
        if self._text is not None and not self._silent:
            self._text.append(data)
            if self._striker:
                self._struck.append(data)
        elif self._is_style:
            rules = (rule.partition("{") for rule in data.casefold().split("}"))
            selectors = [selector for selector, _, style in rules if STRUCK in style]
            self._striking_classes.update(CLASS.findall(" ".join(selectors)))

    def _end_cell(self) -> None:
        if self._text is not None:
            self.tables[-1].add("".join(self._text).strip(), "".join(self._struck), *self._span)
            self._text, self._struck, self._striker, self._nesting = None, [], "", 0


def _span(text: str | None) -> int:
    """Return the number of rows or columns that a cell spans."""
    return min(max(int(text[:SPAN_DIGITS]), 1), MOST_SPANNED) if text and text.isdecimal() else 1
