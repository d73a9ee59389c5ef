"""Recognises our sheets in a file by headings, or else by name."""

from collections.abc import Mapping, Sequence

from exchange.cells.text import Raw, text_of
from exchange.faults import Fault, Quoted
from exchange.files.book import Grid
from exchange.lookup.nearest import NearestTexts
from exchange.sheets import SHEETS, Column
from graph.text import fold
from judgement.problems import Problem

SURE_HEADINGS = 4
"""The number of headings by which one of our sheets is recognised under another name."""
MOST_ALIKE = 5
"""The maximum number of our sheets that a sheet may match: the sheets of engagements share most headings."""
HEADING_ROWS = 20
"""The number of first rows among which the headings are looked for."""
SHEET_NAMES = tuple(Quoted(sheet.name) for sheet in SHEETS)


def sheets_by_headings(grid: Grid) -> list[str]:
    """Return the names of our sheets whose headings are also those of a sheet with another name."""
    rows = [row for _, row in grid.rows[:HEADING_ROWS]]
    counts = {sheet.name: max((heading_count(row, sheet.by_heading()) for row in rows), default=0) for sheet in SHEETS}
    best = max(counts.values())
    alike = [name for name, count in counts.items() if count == best]
    return alike if best >= SURE_HEADINGS and len(alike) <= MOST_ALIKE else []


def unknown_sheet(grid: Grid) -> Problem:
    """Return the problem of an unknown sheet, with the sheet of ours that its headings or its name suggest."""
    if ours := sheets_by_headings(grid):
        return Fault.RENAMED_SHEET.of(names=tuple(ours))
    near = NearestTexts(sheet.name for sheet in SHEETS).find(grid.name)
    return Fault.NEAR_SHEET.of(near=near[0]) if near else Fault.UNKNOWN_SHEET.of(sheets=SHEET_NAMES)


def heading_count(row: Sequence[Raw], columns: Mapping[str, Column]) -> int:
    """Return the number of headings of our sheet that a row contains."""
    return len({fold(text_of(cell)) for cell in row} & columns.keys())
