"""Warns of formatting that may have a meaning: hidden, filtered, coloured, struck, annotated or merged cells.

People use formatting to say things that no value says. Only the formatting of lines that are read is reported, except
mere decoration, such as the formatting of headings, a whole column or every second row.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from exchange.cells.person_names import person_names
from exchange.cells.personal import Content, personal_content
from exchange.cells.text import is_blank, text_of
from exchange.faults import Fault
from exchange.files.book import Book, Colour, Grid, Place2D, column_index, column_letters
from exchange.findings import Findings, Place
from exchange.incoming.workbook.lines import FileLines, Line
from exchange.sheets import FINGERPRINT
from graph.text import one_line
from judgement.problems import Problem

MOST_SHOWN = 20
LONGEST_NOTE = 80
FEWEST_STRIPED = 4
"""The number of lines from which a colour on every second line counts as decoration."""


def warn_of_traits(book: Book, lines: FileLines) -> None:
    """Report the formatting of a file's lines, because only the values are read, and not what the formatting means."""
    by_grid: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines.lines:
        by_grid[line.grid].append(line)
    for grid in book.grids:
        if grid.name in by_grid:
            _SheetTraits(grid, by_grid[grid.name], book.findings).warn()


class _SheetTraits:
    """The formatting of one sheet, with the rows of its lines and the columns that are read."""

    def __init__(self, grid: Grid, lines: Sequence[Line], findings: Findings) -> None:
        self._grid = grid
        self._traits = grid.traits
        self._findings = findings
        self._rows = sorted({row for line in lines for row in line.rows or [line.number]})
        letters = {letter: name for line in lines for name, letter in line.letters.items() if letter}
        wanted = set(self._rows)
        values = {number: row for number, row in grid.rows if number in wanted}
        self._columns = {column_index(letter): name for letter, name in letters.items()}
        if any(line.mapped for line in lines):  # a mapping reads cells of any column
            widest = max((len(row) for row in values.values()), default=0)
            self._columns = dict.fromkeys(range(widest), "") | self._columns
        self._filled = {
            (number, column)
            for number, row in values.items()
            for column in self._columns
            if column < len(row) and not is_blank(text_of(row[column]))
        }
        self._first = lines[0]

    def warn(self) -> None:
        """Warn of each trait."""
        self._warn_of_hidden()
        struck = sorted(self._traits.struck & self._filled)
        self._warn_at(struck, Fault.STRUCK_TEXT.of())
        self._warn_of_partly_struck()
        for colour, places in self._meaningful_colours().items():
            self._warn_at(places, Fault.COLOUR.of(colour=colour))
        for place, text in sorted(self._traits.notes.items()):
            self._warn_of_note(place, text)
        merged = [m for m in self._grid.merged if m[2] >= self._rows[0] and m[0] <= self._rows[-1]]
        addresses = [f"{column_letters(a)}{top}:{column_letters(b)}{bottom}" for top, a, bottom, b in merged]
        self._findings.report_at(self._grid.name, addresses, Fault.MERGED_CELLS.of())

    def _warn_of_hidden(self) -> None:
        rows = sorted(self._traits.hidden_rows.intersection(self._rows))
        fault = Fault.FILTERED_ROWS if self._traits.is_filtered else Fault.HIDDEN_ROWS
        self._warn_at([(row, 0) for row in rows], fault.of())
        for first, last in self._traits.hidden_columns:
            for column, name in self._columns.items():
                if first <= column <= last and name != FINGERPRINT and any(c == column for _, c in self._filled):
                    heading = self._first.place(name).heading
                    place = Place(self._grid.name, column_letters(column), heading)
                    self._findings.report(place, "", Fault.HIDDEN_COLUMN.of())

    def _meaningful_colours(self) -> Mapping[Colour, list[Place2D]]:
        """Return the filled cells of each colour, without the columns and stripes that only decorate the table."""
        by_colour: defaultdict[Colour, list[Place2D]] = defaultdict(list)
        for place, colour in sorted(self._traits.colours.items()):
            if place in self._filled and place not in self._traits.own_notes:
                by_colour[colour].append(place)
        return {
            colour: meaningful
            for colour, places in by_colour.items()
            if (meaningful := self._without_decoration(places))
        }

    def _without_decoration(self, places: Sequence[Place2D]) -> list[Place2D]:
        coloured, filled = (Counter(column for _, column in cells) for cells in (places, self._filled))
        stripes = sorted({row for row, _ in places})
        is_striped = len(self._rows) >= FEWEST_STRIPED and stripes in (self._rows[::2], self._rows[1::2])
        return [(row, column) for row, column in places if not is_striped and coloured[column] != filled[column]]

    def _warn_of_partly_struck(self) -> None:
        """Warn of partly struck texts, quoting the struck words of the first ones."""
        places = sorted(self._traits.partly_struck.keys() & self._filled)
        for row, column in places[:MOST_SHOWN]:
            words = one_line(self._traits.partly_struck[row, column])
            shown = words if len(words) <= LONGEST_NOTE else f"{words[:LONGEST_NOTE]}…"
            place = Place(self._grid.name, f"{column_letters(column)}{row}", self._heading(column))
            self._findings.report(place, shown, Fault.STRUCK_PART.of())
        self._warn_at(places[MOST_SHOWN:], Fault.STRUCK_PARTS.of())

    def _heading(self, column: int) -> str:
        return self._first.place(self._columns[column]).heading if column in self._columns else ""

    def _warn_of_note(self, place: Place2D, text: str) -> None:
        row, column = place
        words = one_line(text)
        if not words or row < self._rows[0]:
            return
        content = personal_content(words) or (Content.PERSON if any(person_names(words)) else None)
        shown = words if len(words) <= LONGEST_NOTE else f"{words[:LONGEST_NOTE]}…"
        cell = Place(self._grid.name, f"{column_letters(column)}{row}", self._heading(column))
        problem = Fault.PERSONAL_NOTE.of(content=content) if content else Fault.NOTE.of()
        self._findings.report(cell, shown, problem)

    def _warn_at(self, places: Sequence[Place2D], problem: Problem) -> None:
        addresses = [f"{column_letters(column)}{row}" for row, column in places]
        self._findings.report_at(self._grid.name, addresses, problem, MOST_SHOWN)
