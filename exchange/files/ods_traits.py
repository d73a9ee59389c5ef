"""Reads the formatting of .ods files: hidden rows and columns, colours, struck texts and notes.

Sheets that reach too far are refused at the same time, before their values are read.
"""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from exchange.faults import Fault
from exchange.files.book import Place2D, Traits, UnreadableFileError, refuse_extent

HIDDEN = frozenset({"collapse", "filter"})
PLAIN_BACKGROUNDS = frozenset({"transparent", "#ffffff"})
CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
VALUE_ATTRIBUTES = frozenset(f"office:{name}value" for name in ("", "boolean-", "date-", "string-", "time-")) | {
    "office:value-type"
}
MOST_REPEATED = 10_000
"""A row or cell repeated more often is treated as the empty rest of a sheet, and refused if it has a value."""


@dataclass
class _Reader:
    """Follows the elements of `content.xml`, from the styles to the cells, and measures the extent of each sheet."""

    path: Path
    sheets: dict[str, Traits] = field(default_factory=dict)
    colours: dict[str, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)
    struck_runs: set[str] = field(default_factory=set)
    style: str = ""
    run_style: str = ""
    traits: Traits = field(default_factory=Traits)
    row: int = 0
    row_repeats: int = 1
    column: int = 0
    last_column: int = 0
    column_place: int = 0
    cell: Place2D = (0, 0)
    text: list[str] | None = None
    author: list[str] | None = None
    is_author: bool = False
    runs: list[bool] = field(default_factory=list)
    """For each run around the current text, outermost first, whether it is struck."""
    whole: list[str] = field(default_factory=list)
    struck_part: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Read the start of an element."""
        handler = {
            "style:style": self._start_style,
            "style:table-cell-properties": self._cell_properties,
            "style:text-properties": self._text_properties,
            "table:table": self._start_table,
            "table:table-column": self._start_column,
            "table:table-row": self._start_row,
            "table:table-cell": self._start_cell,
            "table:covered-table-cell": self._start_cell,
            "text:span": self._start_run,
        }.get(name)
        if handler:
            handler(attributes)
        elif name == "office:annotation":
            self.text, self.author = [], []
        elif name == "dc:creator":
            self.is_author = True

    def end(self, name: str) -> None:
        """Read the end of an element."""
        if name == "office:annotation" and self.text is not None:
            self.traits.add_note(self.cell, " ".join(self.text), "".join(self.author or ()))
            self.text = self.author = None
        elif name in {"dc:creator", "dc:date"}:
            self.is_author = False
        elif name == "text:span" and self.runs:
            self.runs.pop()
        elif name in CELLS and self.struck_part:
            self.traits.add_strike(self.cell, "".join(self.struck_part), "".join(self.whole))

    def data(self, text: str) -> None:
        """Read a text of a note or of a cell; the struck part of a cell is also kept separately."""
        if self.text is not None:
            ((self.author or []) if self.is_author else self.text).append(text)
            return
        self.whole.append(text)
        if any(self.runs):
            self.struck_part.append(text)

    def _start_style(self, attributes: Mapping[str, str]) -> None:
        name, family = attributes.get("style:name", ""), attributes.get("style:family")
        self.style, self.run_style = name if family == "table-cell" else "", name if family == "text" else ""

    def _cell_properties(self, attributes: Mapping[str, str]) -> None:
        colour = attributes.get("fo:background-color", "transparent")
        if self.style and colour.casefold() not in PLAIN_BACKGROUNDS:
            self.colours[self.style] = colour

    def _text_properties(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("style:text-line-through-style", "none") != "none":
            self.struck.update(filter(None, [self.style]))
            self.struck_runs.update(filter(None, [self.run_style]))

    def _start_run(self, attributes: Mapping[str, str]) -> None:
        self.runs.append(attributes.get("text:style-name", "") in self.struck_runs)

    def _start_table(self, attributes: Mapping[str, str]) -> None:
        self.traits = self.sheets.setdefault(attributes.get("table:name", ""), Traits())
        self.row = self.column_place = self.last_column = 0

    def _start_column(self, attributes: Mapping[str, str]) -> None:
        repeats = int(attributes.get("table:number-columns-repeated", "1"))
        if attributes.get("table:visibility") in HIDDEN:
            self.traits.hidden_columns.append((self.column_place, self.column_place + repeats - 1))
        self.column_place += repeats

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self.row_repeats = int(attributes.get("table:number-rows-repeated", "1"))
        visibility = attributes.get("table:visibility")
        if visibility in HIDDEN and self.row_repeats <= MOST_REPEATED:
            self.traits.hidden_rows.update(range(self.row + 1, self.row + self.row_repeats + 1))
        self.traits.is_filtered = self.traits.is_filtered or visibility == "filter"
        self.row += self.row_repeats
        self.column = 0

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        repeats = int(attributes.get("table:number-columns-repeated", "1"))
        if not VALUE_ATTRIBUTES.isdisjoint(attributes):
            self._add_value(repeats)
        style = attributes.get("table:style-name", "")
        self.cell = self.row, self.column
        self.runs, self.whole, self.struck_part = [], [], []
        is_marked = style in self.colours or style in self.struck
        if is_marked and repeats * self.row_repeats <= MOST_REPEATED and not self.traits.is_full():
            for place in range(self.column, self.column + repeats):
                for row in range(self.row - self.row_repeats + 1, self.row + 1):
                    if style in self.colours:
                        self.traits.colours[row, place] = self.colours[style]
                    if style in self.struck:
                        self.traits.struck.add((row, place))
        self.column += repeats

    def _add_value(self, column_repeats: int) -> None:
        if max(self.row_repeats, column_repeats) > MOST_REPEATED:
            raise UnreadableFileError(Fault.REPEATED_VALUES.of(file=self.path.name))
        self.last_column = max(self.last_column, self.column + column_repeats)
        refuse_extent(self.path, self.row, self.last_column)


def read_traits(path: Path, archive: zipfile.ZipFile) -> dict[str, Traits]:
    """Return the traits of each sheet of a workbook, by its name.

    Raises:
        UnreadableFileError: a sheet reaches too far, or a value is repeated too often.
        ExpatError: the content is not well-formed.
        ValueError: a number of repetitions is not a number.
    """
    reader, parser = _Reader(path), expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.data
    with archive.open("content.xml") as content:
        parser.ParseFile(content)
    return reader.sheets
