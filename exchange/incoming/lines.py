"""Finds the lines of a file: recognises sheets and headings, and names the cells by the model.

Each sheet, column or line that is not read is reported, never dropped in silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exchange.cells.text import Raw, is_blank, text_of
from exchange.files.book import Book, Grid, column_letters
from exchange.findings import Findings, Place
from exchange.lookup.nearest import NearestTexts
from exchange.sheets import (
    DAY,
    FILE_SOURCE,
    HIDDEN_PREFIX,
    ID,
    MANAGEMENT_COLUMNS,
    META,
    READ_ME,
    SCHEMA_VERSION,
    SERVICE,
    SHEETS,
    VERSION,
    Sheet,
)
from graph.text import fold

LEAST_HEADINGS = 2
HEADING_ROWS = 20
"""The number of first rows among which the headings are looked for."""


@dataclass(frozen=True)
class Line:
    """A line of a sheet: its number, and its cells that are not blank, by the name of their column.

    `letters` are the letters of each column and `grid` the sheet's title in the file, for the place of a finding.
    """

    sheet: Sheet
    number: int
    cells: Mapping[str, Raw]
    letters: Mapping[str, str]
    grid: str

    def text(self, name: str) -> str:
        """Return a cell as text, « » for a blank one."""
        return text_of(self.cells.get(name))

    def place(self, name: str = "") -> Place:
        """Return the place of a cell, or of the whole line without a name."""
        column = self.sheet.column(name) or next((c for c in MANAGEMENT_COLUMNS if c.name == name), None)
        heading = column.heading if column else ""
        letters = self.letters.get(name)
        return Place(self.grid, f"{letters}{self.number}" if letters else f"ligne {self.number}", heading)


@dataclass
class FileLines:
    """The lines of a file, the service that answers for it, its source, its day as written, the ids of its export."""

    lines: list[Line] = field(default_factory=list)
    service: str = ""
    source: str = ""
    day: Raw = None
    exported_ids: list[str] = field(default_factory=list)

    def of_sheet(self, sheet: Sheet) -> list[Line]:
        """Return the lines of a sheet."""
        return [line for line in self.lines if line.sheet is sheet]


def read_lines(book: Book) -> FileLines:
    """Return the lines of a file; sheets and columns that are not read become findings."""
    lines = FileLines()
    sheet_of = {fold(sheet.name): sheet for sheet in SHEETS}
    for grid in book.grids:
        if fold(grid.name) == fold(READ_ME):
            _read_first_sheet(grid, lines)
        elif grid.name == META:
            _read_hidden_sheet(grid, lines, book.findings)
        elif fold(grid.name) in sheet_of:
            lines.lines.extend(_sheet_lines(grid, sheet_of[fold(grid.name)], book.findings))
        elif grid.rows and not grid.name.startswith(HIDDEN_PREFIX):
            near = NearestTexts(sheet.name for sheet in SHEETS).find(grid.name)
            expected = f"la plus proche : « {near[0]} »" if near else f"les feuilles lues sont {_sheet_names()}"
            book.findings.warn(Place(grid.name), "", f"feuille inconnue, elle n'est pas lue ; {expected}")
    if not lines.lines and not book.findings.errors:
        book.findings.error(Place(book.name), "", f"aucune ligne à lire ; les feuilles lues sont {_sheet_names()}")
    return lines


def _sheet_names() -> str:
    return ", ".join(f"« {sheet.name} »" for sheet in SHEETS)


def _read_first_sheet(grid: Grid, lines: FileLines) -> None:
    for _, row in grid.rows:
        label, value = text_of(row[0]), row[1] if len(row) > 1 else None
        if fold(label) == fold(SERVICE):
            lines.service = text_of(value)
        elif fold(label) == fold(FILE_SOURCE):
            lines.source = text_of(value)
        elif fold(label) == fold(DAY):
            lines.day = value


def _read_hidden_sheet(grid: Grid, lines: FileLines, findings: Findings) -> None:
    for _, row in grid.rows:
        name, value = text_of(row[0]), text_of(row[1]) if len(row) > 1 else ""
        if name == VERSION and value != str(SCHEMA_VERSION):
            message = (
                f"ce classeur suit la version {value or '?'} du modèle, ce service la version {SCHEMA_VERSION} : "
                "recopiez ses lignes dans un modèle neuf (« cinqaxes workbook new »)"
            )
            findings.error(Place(grid.name), "", message)
        elif name == ID.name:
            lines.exported_ids.append(value)


def _sheet_lines(grid: Grid, sheet: Sheet, findings: Findings) -> Iterator[Line]:
    names = {fold(column.heading): column.name for column in (*sheet.columns, *MANAGEMENT_COLUMNS)}
    least = min(LEAST_HEADINGS, len(sheet.columns))
    rows = list(grid.rows)
    place = next((i for i, (_, row) in enumerate(rows[:HEADING_ROWS]) if _heading_count(row, names) >= least), None)
    if place is None:
        if rows:
            expected = ", ".join(f"« {column.heading} »" for column in sheet.columns)
            message = f"la ligne des titres n'a pas été trouvée ; attendu : {expected}"
            findings.error(Place(grid.name), "", message)
        return
    columns = _column_names(grid, rows[place][1], names, findings)
    letters = {name: column_letters(index) for index, name in columns.items()}
    for number, row in rows[place + 1 :]:
        cells = {columns[i]: raw for i, raw in enumerate(row) if i in columns and not is_blank(text_of(raw))}
        if cells:
            yield Line(sheet, number, cells, letters, grid.name)


def _heading_count(row: Sequence[Raw], names: Mapping[str, str]) -> int:
    return len({fold(text_of(cell)) for cell in row} & names.keys())


def _column_names(grid: Grid, headings: Sequence[Raw], names: Mapping[str, str], findings: Findings) -> dict[int, str]:
    """Return the name of each column that is read, by its index from 0."""
    columns: dict[int, str] = {}
    for index, heading in enumerate(headings):
        text = text_of(heading)
        name = names.get(fold(text))
        letters = column_letters(index)
        if name is None:
            if text:
                near = NearestTexts(names).find(text)
                hint = f" ; la plus proche : « {near[0]} »" if near else ""
                findings.warn(Place(grid.name, letters), text, f"colonne inconnue, elle n'est pas lue{hint}")
        elif name in columns.values():
            findings.error(
                Place(grid.name, f"{letters}1"), text, "ce titre de colonne est donné deux fois ; gardez-en un"
            )
        else:
            columns[index] = name
    return columns
