"""Reads a table of crosses: territories in rows, axes in columns, « x », « en cours » or « ? » in the cells.

The headings may be in two rows below titles; merged cells take the value of their first cell. Rows of totals are
skipped and counted in a finding; a mark that the mapping does not know is an error.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from exchange.cells.text import LIST_SEPARATOR, Raw, is_blank, text_of
from exchange.faults import Fault, Quoted
from exchange.files.book import Book, Grid, column_letters
from exchange.findings import Findings, Place
from exchange.incoming.lists.mapping import CrossMapping
from exchange.incoming.lists.tables import SHEET_YEAR, ListRow, SheetLines, line_maker, list_rows
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.own_sheets import HEADING_ROWS
from exchange.sheets import BY_KIND
from graph.text import fold

AXIS_HEADING = re.compile(r"(?:axe )?([1-5])\b.*")
AXIS_SLOT = "axe"


@dataclass
class _Territory:
    """The rows of one territory: its first row, the axes that they examine, and the axes that they mark.

    All rows of a territory are kept or set aside together: if one were missing, the others would claim that nobody acts
    on the axes that it marks.
    """

    row: ListRow
    rows: list[int] = field(default_factory=list)
    examined: set[int] = field(default_factory=set)
    marked: set[int] = field(default_factory=set)


def cross_lines(grid: Grid, crosses: CrossMapping, sheet_facts: Mapping[str, str], book: Book) -> SheetLines | None:
    """Return a line for each mark of a table of crosses, then the surveys; None if the sheet holds no such table."""
    first_rows = enumerate(grid.rows[:HEADING_ROWS])
    heading = fold(crosses.row)
    place = next((i for i, (_, row) in first_rows if heading in {fold(text_of(cell)) for cell in row}), None)
    if place is None:
        return None
    columns, axes, first_row = _read_headings(grid, place)
    if not axes:
        book.findings.report(Place(grid.name), "", Fault.NO_AXIS_COLUMN.of())
        return SheetLines(grid.rows[place][0], [])
    line_of = line_maker(grid, crosses, columns)
    territories: dict[str, _Territory] = {}
    lines: list[Line] = []
    for number, row, values in list_rows(grid, crosses, columns, first_row, book.findings, fills=True):
        name = text_of(values.get(heading))
        if is_blank(name):
            continue
        territory = territories.setdefault(fold(name), _Territory(ListRow(number, values, sheet_facts)))
        territory.rows.append(number)
        marks = {axis: text_of(row[index]) if index < len(row) else "" for axis, index in axes.items()}
        places = {
            a: Place(grid.name, f"{column_letters(i)}{number}", f"Axe {a}", territory.rows) for a, i in axes.items()
        }
        marked = _marked_axes(crosses, marks, places, book.findings)
        territory.marked.update(marked)
        # « ? » means that the axis was not examined; an empty cell means that nobody was found.
        territory.examined.update(marked, (axis for axis, mark in marks.items() if not mark))
        by_axis = (ListRow(number, values, {**sheet_facts, AXIS_SLOT: str(axis)}) for axis in marked)
        lines += [replace(line, rows=territory.rows) for marked_row in by_axis if (line := line_of(marked_row))]
    if crosses.surveys:
        letters = column_letters(columns[fold(crosses.row)])
        lines += [_survey_line(t, crosses, grid.name, letters) for t in territories.values() if t.examined]
    return SheetLines(grid.rows[first_row - 1][0], lines)


def _read_headings(grid: Grid, place: int) -> tuple[dict[str, int], dict[int, int], int]:
    """Return the column of each folded heading, the column of each axis, and the index of the first row below.

    The axes may be in the row below the other headings.
    """
    columns: dict[str, int] = {}
    axes: dict[int, int] = {}
    depth = 1
    for level, (_, row) in enumerate(grid.rows[place : place + 2]):
        for index, cell in enumerate(row):
            text = fold(text_of(cell))
            match = AXIS_HEADING.fullmatch(text)
            if match and int(match[1]) not in axes:
                axes[int(match[1])] = index
                depth = max(depth, level + 1)
            elif text and level == 0:
                columns.setdefault(text, index)
    return columns, axes, place + depth


def _marked_axes(
    crosses: CrossMapping, marks: Mapping[int, str], places: Mapping[int, Place], findings: Findings
) -> list[int]:
    """Return the axes that a row marks; a mark unknown to the mapping is an error."""
    yes = {fold(mark) for mark in crosses.yes}
    unknown = {mark.casefold() for mark in crosses.unknown}  # « ? » folds to nothing
    axes = []
    for axis, mark in marks.items():
        if fold(mark) and fold(mark) in yes:
            axes.append(axis)
        elif mark and mark.casefold() not in unknown:
            expected = tuple(map(Quoted, (*crosses.yes, *crosses.unknown)))
            findings.report(places[axis], mark, Fault.UNKNOWN_MARK.of(marks=expected))
    return axes


def _survey_line(territory: _Territory, crosses: CrossMapping, grid: str, letters: str) -> Line:
    """Return the line of the survey made from a territory's rows, on the last day of the sheet's year."""
    year = territory.row.facts.get(SHEET_YEAR, "")
    cells: dict[str, Raw] = {
        "surveyedOn": f"31/12/{year}" if year else "",
        "axes": _axis_list(territory.examined),
        "emptyAxes": _axis_list(territory.examined - territory.marked),
        "territories": territory.row.values[fold(crosses.row)],
    }
    filled_cells: dict[str, Raw] = {name: value for name, value in cells.items() if value}
    places = dict.fromkeys(cells, letters)
    return Line(BY_KIND["Survey"], territory.row.number, filled_cells, places, grid, territory.rows, mapped=True)


def _axis_list(numbers: Iterable[int]) -> str:
    return LIST_SEPARATOR.join(str(number) for number in sorted(numbers))
