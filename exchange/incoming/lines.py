"""The lines of a file: sheets and headings recognised, cells by the name of what they state.

Rule: pure; a sheet, a column or a line that is not read is said, never dropped in silence.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exchange.cells.text import Raw, is_silent, text_of
from exchange.files.book import Book, Grid, letter
from exchange.findings import Findings, Place
from exchange.lookup.nearest import Nearest
from exchange.sheets import (
    DATE,
    ID,
    MANAGING,
    META,
    OURS,
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
"""Within how many first rows the headings are looked for."""


@dataclass(frozen=True)
class Line:
    """A line of a sheet: its number and its cells that hold something, by the name of what they state."""

    sheet: Sheet
    number: int
    cells: Mapping[str, Raw]
    letters: Mapping[str, str]
    title: str

    def text(self, name: str) -> str:
        """Return a cell's content as text, « » where there is none."""
        return text_of(self.cells.get(name))

    def place(self, name: str = "") -> Place:
        """Return where a cell stands; the whole line when no name is given."""
        column = self.sheet.column(name) or next((c for c in MANAGING if c.name == name), None)
        heading = column.heading if column else ""
        letters = self.letters.get(name)
        return Place(self.title, f"{letters}{self.number}" if letters else f"ligne {self.number}", heading)


@dataclass
class Lines:
    """What a file holds: lines by sheet, who answers for it and of which day it is."""

    lines: list[Line] = field(default_factory=list)
    service: str = ""
    date: Raw = None
    exported: list[str] = field(default_factory=list)

    def of(self, sheet: Sheet) -> list[Line]:
        """Return the lines of a sheet."""
        return [line for line in self.lines if line.sheet is sheet]


def lines_of(book: Book) -> Lines:
    """Return the lines of a file; what is not read is added to its findings."""
    lines = Lines()
    known = {fold(sheet.name): sheet for sheet in SHEETS}
    for grid in book.grids:
        if fold(grid.name) == fold(READ_ME):
            _read_me(grid, lines)
        elif grid.name == META:
            _meta(grid, lines, book.findings)
        elif fold(grid.name) in known:
            lines.lines.extend(_lines(grid, known[fold(grid.name)], book.findings))
        elif grid.rows and not grid.name.startswith(OURS):
            near = Nearest(sheet.name for sheet in SHEETS).of(grid.name)
            expected = f"la plus proche : « {near[0]} »" if near else f"les feuilles lues sont {_names()}"
            book.findings.warn(Place(grid.name), "", f"feuille inconnue, elle n'est pas lue ; {expected}")
    if not lines.lines and not book.findings.errors:
        book.findings.error(Place(book.name), "", f"aucune ligne à lire ; les feuilles lues sont {_names()}")
    return lines


def _names() -> str:
    return ", ".join(f"« {sheet.name} »" for sheet in SHEETS)


def _read_me(grid: Grid, lines: Lines) -> None:
    for _, row in grid.rows:
        heading, value = text_of(row[0]), row[1] if len(row) > 1 else None
        if fold(heading) == fold(SERVICE):
            lines.service = text_of(value)
        elif fold(heading) == fold(DATE):
            lines.date = value


def _meta(grid: Grid, lines: Lines, findings: Findings) -> None:
    for _, row in grid.rows:
        name, value = text_of(row[0]), text_of(row[1]) if len(row) > 1 else ""
        if name == VERSION and value != str(SCHEMA_VERSION):
            message = (
                f"ce classeur suit la version {value or '?'} du modèle, ce service la version {SCHEMA_VERSION} : "
                "recopiez ses lignes dans un modèle neuf (« cinqaxes workbook new »)"
            )
            findings.error(Place(grid.name), "", message)
        elif name == ID.name:
            lines.exported.append(value)


def _lines(grid: Grid, sheet: Sheet, findings: Findings) -> Iterator[Line]:
    names = {fold(column.heading): column.name for column in (*sheet.columns, *MANAGING)}
    rows = list(grid.rows)
    place = next((i for i, (_, row) in enumerate(rows[:HEADING_ROWS]) if _headings(row, names) >= _least(sheet)), None)
    if place is None:
        if rows:
            expected = ", ".join(f"« {column.heading} »" for column in sheet.columns)
            message = f"la ligne des titres n'a pas été trouvée ; attendu : {expected}"
            findings.error(Place(grid.name), "", message)
        return
    heads = rows[place][1]
    columns = _columns(grid, heads, names, findings)
    letters = {name: letter(index) for index, name in columns.items()}
    for number, row in rows[place + 1 :]:
        cells = {columns[i]: raw for i, raw in enumerate(row) if i in columns and not is_silent(text_of(raw))}
        if cells:
            yield Line(sheet, number, cells, letters, grid.name)


def _least(sheet: Sheet) -> int:
    return min(LEAST_HEADINGS, len(sheet.columns))


def _headings(row: Sequence[Raw], names: Mapping[str, str]) -> int:
    return len({fold(text_of(cell)) for cell in row} & names.keys())


def _columns(grid: Grid, heads: Sequence[Raw], names: Mapping[str, str], findings: Findings) -> dict[int, str]:
    columns: dict[int, str] = {}
    for index, head in enumerate(heads):
        text = text_of(head)
        name = names.get(fold(text))
        address = f"{letter(index)}1"
        if name is None:
            if text:
                near = Nearest(names).of(text)
                hint = f" ; la plus proche : « {near[0]} »" if near else ""
                findings.warn(Place(grid.name, letter(index)), text, f"colonne inconnue, elle n'est pas lue{hint}")
        elif name in columns.values():
            findings.error(Place(grid.name, address), text, "ce titre de colonne est donné deux fois ; gardez-en un")
        else:
            columns[index] = name
    return columns
