"""Finds the lines of a file: recognises sheets and headings, and names the cells by the model.

Each skipped sheet, column or line is reported, never dropped silently.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from shlex import quote

from exchange.cells.days import read_span
from exchange.cells.text import Raw, is_blank, text_of
from exchange.cells.values import CHECKED_TEXTS
from exchange.faults import CellError, Fault, Quoted
from exchange.files.book import Book, Grid, column_letters
from exchange.findings import Findings, Place
from exchange.incoming.workbook.own_sheets import (
    HEADING_ROWS,
    SHEET_NAMES,
    heading_count,
    sheets_by_headings,
    unknown_sheet,
)
from exchange.lookup.nearest import NearestTexts
from exchange.sentences import Row
from exchange.sheets import (
    DAY,
    EXPORTED,
    FILE_SOURCE,
    HIDDEN_PREFIX,
    ID,
    MANAGEMENT_COLUMNS,
    META,
    READ_ME,
    REASON,
    SCHEMA_VERSION,
    SERVICE,
    SHEETS,
    VERSION,
    Sheet,
)
from graph.text import fold
from judgement.problems import Problem, ProblemCode

FIRST_DAYS = ("startsOn", "signedOn", "surveyedOn")
"""The columns that give the first day of a line; the first filled one counts."""
LEAST_HEADINGS = 2
TOTAL = re.compile(r"(?:sous )?tota(?:l|ux)(?: general)?|ensemble")
TOTAL_OF = re.compile(r"(?:sous )?tota(?:l|ux)\b")
"""The beginning of a total of something: « Sous-total Nantes »."""
NOTE = re.compile(r"\*|\(\d\)|(?:NB|N\.B\.|Nota)\b")
"""The beginning of a note below a table: « * chiffres provisoires »."""
NUMBERS = re.compile(r"[-\d .,€%]+")


@dataclass(frozen=True)
class Line:
    """A line of a sheet: its number, and its non-blank cells, by the name of their column.

    For the places of findings, `letters` are the letters of each column, and `grid` is the title of the sheet in the
    file. A line of a `mapped` list may be merged from several `rows`, and from rows `elsewhere`, on other sheets;
    `taken` contains the row of each cell that does not come from the first row. The columns of `only_new` apply only to
    nodes that are not in the graph yet. `blank` holds the words of cells that state nothing, such as « NC ».
    """

    sheet: Sheet
    number: int
    cells: dict[str, Raw]
    letters: Mapping[str, str]
    grid: str
    rows: list[int] = field(default_factory=list)
    mapped: bool = False
    taken: dict[str, int] = field(default_factory=dict)
    only_new: frozenset[str] = frozenset()
    elsewhere: list[tuple[str, int]] = field(default_factory=list)
    blank: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a cell as text; empty for a blank one."""
        return text_of(self.cells.get(name))

    @property
    def first_day(self) -> date | None:
        """The first day of the line, which decides between two contracts with one code; None without one."""
        for name in FIRST_DAYS:
            with suppress(CellError):
                if name in self.cells and (day := read_span(self.cells[name]).first):
                    return day
        return None

    def place(self, name: str = "") -> Place:
        """Return the place of the cell in a column; without a name, that of the whole line."""
        column = self.sheet.column(name) or next((c for c in MANAGEMENT_COLUMNS if c.name == name), None)
        heading = column.heading if column else ""
        letters = self.letters.get(name)
        number = self.taken.get(name, self.number)
        return Place(self.grid, f"{letters}{number}" if letters else (number,), heading, self.rows, self.elsewhere)

    def row_seen_from(self, other: "Line") -> Row:
        """Return the row for a sentence about the line `other`, with the sheet if the lines are on different sheets."""
        return Row(self.number, "" if self.grid == other.grid else self.grid)

    def place_with(self, name: str, others: Iterable["Line"]) -> Place:
        """Return the place of a cell whose line must be set aside together with others, on any sheet."""
        place, tied = self.place(name), list(others)
        rows = [*place.rows, *(row for line in tied if line.grid == self.grid for row in line.rows)]
        elsewhere = [(line.grid, row) for line in tied if line.grid != self.grid for row in line.rows]
        elsewhere += [*place.elsewhere, *(other for line in tied for other in line.elsewhere)]
        return replace(place, rows=rows, elsewhere=elsewhere)


def refuse_empty(problem: Problem, line: Line, findings: Findings) -> None:
    """Refuse a line with an empty cell; a missing column is reported only once per sheet."""
    name = problem.path.field
    place = line.place(name)
    if line.letters and name not in line.letters:
        findings.report(Place(line.grid, "", place.heading), "", ProblemCode.MISSING_COLUMN.at(name))
    elif not findings.is_refused(place):
        findings.report(place, "", problem)


@dataclass
class FileLines:
    """The lines of a file, the service responsible for it, its source, and its day as written.

    `exported_ids` are the ids in the export from which the file was made, `exported_on` is the day of that export.
    `headings` are the numbers of the last heading rows, by sheet title. `is_other_form`: no sheet of the file is one of
    ours. `series`: the name of the list of which the file is an edition, if its mapping gives one.
    """

    lines: list[Line] = field(default_factory=list)
    service: str = ""
    source: str = ""
    day: Raw = None
    series: str = ""
    exported_on: date | None = None
    exported_ids: list[str] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)
    is_other_form: bool = False

    def of_sheet(self, sheet: Sheet) -> list[Line]:
        """Return the lines of a sheet."""
        return [line for line in self.lines if line.sheet is sheet]


def read_lines(book: Book, *, may_be_empty: bool = False) -> FileLines:
    """Return the lines of a file; skipped sheets and columns become findings, and so does a file without lines.

    A file `may_be_empty` if its lines were taken out of it.
    """
    lines, unknown = FileLines(), list[Grid]()
    sheet_of = {fold(name): sheet for sheet in SHEETS for name in (sheet.name, sheet.former_name) if name}
    for grid in book.grids:
        if fold(grid.name) == fold(READ_ME):
            _read_first_sheet(grid, lines)
        elif grid.name == META:
            _read_hidden_sheet(grid, lines, book.findings)
        elif fold(grid.name) in sheet_of:
            lines.lines.extend(_sheet_lines(grid, sheet_of[fold(grid.name)], lines, book.findings))
        elif grid.rows and not grid.name.startswith(HIDDEN_PREFIX):
            unknown.append(grid)
    own = sheet_of.keys() | {fold(READ_ME), fold(META)}
    is_ours = any(fold(grid.name) in own or sheets_by_headings(grid) for grid in book.grids)
    lines.is_other_form = bool(unknown) and not is_ours
    if lines.is_other_form:
        book.findings.report(Place(book.name), "", Fault.OTHER_FORM.of(file=quote(book.name)))
        return lines
    for grid in unknown:
        book.findings.report(Place(grid.name), "", unknown_sheet(grid))
    if not (lines.lines or may_be_empty or book.findings.errors):
        book.findings.report(Place(book.name), "", Fault.NO_ROWS.of(sheets=SHEET_NAMES))
    return lines


def _read_first_sheet(grid: Grid, lines: FileLines) -> None:
    values = {fold(text_of(row[0])): row[1] if len(row) > 1 else None for _, row in grid.rows}
    lines.service = text_of(values.get(fold(SERVICE))) or lines.service
    lines.source = text_of(values.get(fold(FILE_SOURCE))) or lines.source
    lines.day = values.get(fold(DAY)) or lines.day
    with suppress(CellError):
        if exported := values.get(fold(EXPORTED)):
            lines.exported_on = read_span(exported).last


def _read_hidden_sheet(grid: Grid, lines: FileLines, findings: Findings) -> None:
    for _, row in grid.rows:
        name, value = text_of(row[0]), text_of(row[1]) if len(row) > 1 else ""
        if name == VERSION and value != str(SCHEMA_VERSION):
            findings.report(Place(grid.name), "", Fault.OTHER_VERSION.of(version=value or "?", own=SCHEMA_VERSION))
        elif name == ID.name:
            lines.exported_ids.append(value)


def _sheet_lines(grid: Grid, sheet: Sheet, lines: FileLines, findings: Findings) -> Iterator[Line]:
    known = sheet.by_heading()
    least = min(LEAST_HEADINGS, len(sheet.columns))
    rows = list(grid.rows)
    place = next((i for i, (_, row) in enumerate(rows[:HEADING_ROWS]) if heading_count(row, known) >= least), None)
    if place is None:
        if rows:
            expected = tuple(Quoted(column.heading) for column in sheet.columns)
            findings.report(Place(grid.name), "", Fault.NO_HEADINGS.of(headings=expected))
        return
    lines.headings[grid.name] = rows[place][0]
    columns = _column_names(grid, rows[place], sheet, findings)
    letters = {name: column_letters(index) for index, name in columns.items()}
    _warn_of_untitled(grid, rows[place:], findings)
    headings = {name: fold(text_of(rows[place][1][index])) for index, name in columns.items()}
    totals, repeated, notes = list[int](), list[int](), list[int]()
    for number, row in rows[place + 1 :]:
        cells = {columns[i]: raw for i, raw in enumerate(row) if i in columns and not is_blank(text_of(raw))}
        if cells and _is_total(cells):
            totals.append(number)
        elif len(cells) == 1 and NOTE.match(text_of(next(iter(cells.values())))):
            notes.append(number)
        elif len(cells) >= LEAST_HEADINGS and all(fold(text_of(raw)) == headings[name] for name, raw in cells.items()):
            repeated.append(number)
        elif cells:
            texts = ((columns[i], text_of(raw)) for i, raw in enumerate(row) if i in columns)
            blank = {name: text for name, text in texts if text and name not in cells}
            yield Line(sheet, number, cells, letters, grid.name, [number], blank=blank)
    warn_of_rows(grid, totals, Fault.ROWS_OF_TOTALS, findings)
    warn_of_rows(grid, repeated, Fault.ROWS_OF_HEADINGS, findings)
    warn_of_rows(grid, notes, Fault.ROWS_OF_NOTES, findings)


def warn_of_rows(grid: Grid, numbers: Sequence[int], fault: Fault, findings: Findings) -> None:
    """Warn once of all rows that are not read."""
    if numbers:
        findings.report(Place(grid.name, tuple(numbers)), "", fault.of(rows=len(numbers)))


def _is_total(cells: Mapping[str, Raw]) -> bool:
    """Return whether a row contains only a word for a total, or only the title of a total and numbers."""
    texts = [text_of(raw) for raw in cells.values()]
    others = [text for text in texts if not TOTAL.fullmatch(fold(text))]
    if others == texts and TOTAL_OF.match(fold(texts[0])) and CHECKED_TEXTS.keys().isdisjoint(cells):
        others = texts[1:] or texts  # a title alone, or an institution with a number, may begin with the word
    return len(others) < len(texts) and all(NUMBERS.fullmatch(text) for text in others)


def _warn_of_untitled(grid: Grid, rows: Sequence[tuple[int, Sequence[Raw]]], findings: Findings) -> None:
    """Warn of columns with values below the headings but without a heading."""
    headings = rows[0][1]
    filled = {
        i: number for number, row in reversed(rows[1:]) for i, raw in enumerate(row) if not is_blank(text_of(raw))
    }
    for index, number in sorted(filled.items()):
        if index >= len(headings) or not text_of(headings[index]):
            place = Place(grid.name, f"{column_letters(index)}{number}")
            findings.report(place, "", Fault.COLUMN_WITHOUT_HEADING.of())


def _column_names(
    grid: Grid, headings_row: tuple[int, Sequence[Raw]], sheet: Sheet, findings: Findings
) -> dict[int, str]:
    """Return the names of the columns to read, by index from 0."""
    number, headings = headings_row
    known, columns = sheet.by_heading(), dict[int, str]()
    for index, heading in enumerate(headings):
        text = text_of(heading)
        column = known.get(fold(text))
        letters = column_letters(index)
        if column is None:
            if text and fold(text) != fold(REASON):
                near = NearestTexts(one.heading for one in sheet.columns).find(text)
                problem = Fault.UNKNOWN_COLUMN.of(near=near[0] if near else None)
                findings.report(Place(grid.name, letters), text, problem)
        elif column.name in columns.values():
            findings.report(Place(grid.name, f"{letters}{number}"), text, Fault.REPEATED_HEADING.of())
        else:
            columns[index] = column.name
    return columns
