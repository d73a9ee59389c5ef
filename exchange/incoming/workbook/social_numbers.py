"""Finds social security numbers in every cell and note of a file, in any column, read or not.

No column may hold one: a cell that is read is refused. The number itself appears in no finding.
"""

from exchange.cells.personal import has_social_number
from exchange.cells.text import Raw, text_of
from exchange.faults import Fault
from exchange.files.book import Book, Grid, column_letters
from exchange.findings import Findings, Place
from exchange.incoming.workbook.lines import FileLines, Line

LEAST_SIGNS, LEAST_NUMBER = 15, 10**14


def report_social_numbers(book: Book, lines: FileLines) -> None:
    """Refuse cells that are read and hold a social security number, and warn of the others."""
    read = {(line.grid, row): line for line in lines.lines for row in line.rows or [line.number]}
    for grid in book.grids:
        for number, row in grid.rows:
            for index, raw in enumerate(row):
                if _may_hold_one(raw) and has_social_number(text_of(raw)):
                    _report(book.findings, grid, number, column_letters(index), read.get((grid.name, number)))
        for (number, index), note in grid.traits.notes.items():
            if has_social_number(note):
                place = Place(grid.name, f"{column_letters(index)}{number}")
                book.findings.report(place, "", Fault.SOCIAL_NUMBER_IN_NOTE.of())


def _report(findings: Findings, grid: Grid, number: int, letters: str, line: Line | None) -> None:
    name = next((name for name, known in line.letters.items() if known == letters), "") if line else ""
    if line and (name or line.mapped):
        heading = line.place(name).heading if name else ""
        findings.report(Place(grid.name, f"{letters}{number}", heading, [number]), "", Fault.SOCIAL_NUMBER.of())
    else:
        findings.report(Place(grid.name, f"{letters}{number}"), "", Fault.UNREAD_SOCIAL_NUMBER.of())


def _may_hold_one(raw: Raw) -> bool:
    """Return whether a cell is long enough to hold a number; of a million cells, most are not."""
    return len(raw) >= LEAST_SIGNS if isinstance(raw, str) else isinstance(raw, (int, float)) and raw >= LEAST_NUMBER
