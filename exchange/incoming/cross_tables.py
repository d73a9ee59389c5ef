"""Reads a table of crosses: territories in rows, axes in columns, « x », « en cours » or « ? » in the cells.

The headings may stand in two rows below titles; merged cells take the value of their first cell. Rows of totals are
skipped and counted in a finding; a mark that the mapping does not know is an error.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exchange.cells.text import LIST_SEPARATOR, Raw, is_blank, text_of
from exchange.files.book import Book, Grid, column_letters
from exchange.findings import Findings, Place
from exchange.incoming.lines import HEADING_ROWS, Line
from exchange.incoming.mapping import (
    CrossMapping,
    ListRow,
    is_total,
    map_row,
    sheet_named,
    templates_by_column,
    warn_of_totals,
)
from exchange.sheets import BY_KIND
from graph.text import fold

AXIS_HEADING = re.compile(r"(?:axe )?([1-5])\b.*")
SHEET_YEAR, AXIS_SLOT = "feuille.année", "axe"


@dataclass
class _TerritoryMarks:
    """The rows of one territory: the first of them, the axes they examine, and the axes they mark."""

    row: ListRow
    examined: set[int] = field(default_factory=set)
    marked: set[int] = field(default_factory=set)


def cross_lines(grid: Grid, crosses: CrossMapping, sheet_facts: Mapping[str, str], book: Book) -> Iterator[Line]:
    """Yield a line for each mark of a table of crosses, then the surveys."""
    first_rows = enumerate(grid.rows[:HEADING_ROWS])
    place = next((index for index, (_, row) in first_rows if _holds_heading(row, crosses.row)), None)
    if place is None:
        book.findings.warn(Place(grid.name), "", f"aucune colonne « {crosses.row} », la feuille n'est pas lue")
        return
    columns, axes, first_row = _read_headings(grid, place)
    if not axes:
        book.findings.error(Place(grid.name), "", "aucune colonne d'axe ; attendu : « Axe 1 » à « Axe 5 »")
        return
    sheet = sheet_named(crosses.to)
    templates = templates_by_column(sheet, crosses.columns)
    territories: dict[str, _TerritoryMarks] = {}
    for number, row, values in _territory_rows(grid, crosses, columns, first_row, book.findings):
        marks = {axis: text_of(row[index]) if index < len(row) else "" for axis, index in axes.items()}
        places = {a: Place(grid.name, f"{column_letters(i)}{number}", f"Axe {a}") for a, i in axes.items()}
        marked = _marked_axes(crosses, marks, places, book.findings)
        territory = territories.setdefault(
            fold(text_of(values[fold(crosses.row)])),
            _TerritoryMarks(ListRow(grid.name, number, values, columns, sheet_facts)),
        )
        territory.marked.update(marked)
        # A « ? » says that the axis was not examined; an empty cell says that nobody was found.
        territory.examined.update(marked, (axis for axis, mark in marks.items() if not mark))
        for axis in marked:
            axis_facts = {**sheet_facts, AXIS_SLOT: str(axis)}
            yield map_row(sheet, ListRow(grid.name, number, values, columns, axis_facts), templates, {})
    if crosses.surveys:
        yield from (_survey_line(territory, crosses) for territory in territories.values() if territory.examined)


def _territory_rows(
    grid: Grid, crosses: CrossMapping, columns: Mapping[str, int], first_row: int, findings: Findings
) -> Iterator[tuple[int, Sequence[Raw], dict[str, Raw]]]:
    """Yield the rows that name a territory: number, cells, and values by folded heading with merged cells filled."""
    total_count, above = 0, list[Raw]()
    for number, row in grid.rows[first_row:]:
        if is_total(row, crosses.skip):
            total_count += 1
            continue
        above = _fill_merged(grid, number, row, above)
        values = {name: above[index] for name, index in columns.items() if index < len(above)}
        if not is_blank(text_of(values.get(fold(crosses.row)))):
            yield number, row, values
    warn_of_totals(grid, total_count, findings)


def _holds_heading(row: Sequence[Raw], heading: str) -> bool:
    return fold(heading) in {fold(text_of(cell)) for cell in row}


def _read_headings(grid: Grid, place: int) -> tuple[dict[str, int], dict[int, int], int]:
    """Return the column of each folded heading, the column of each axis, and the index of the first row below.

    The axes may stand in the row below the other headings.
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


def _fill_merged(grid: Grid, number: int, row: Sequence[Raw], above: Sequence[Raw]) -> list[Raw]:
    """Return a row whose merged cells take the values of the row above, itself filled."""
    cells = list(row)
    for top, left, bottom, right in grid.merged:
        if top < number <= bottom:
            cells += [None] * (right + 1 - len(cells))
            for index in range(left, min(right + 1, len(above))):
                cells[index] = above[index]
    return cells


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
            expected = ", ".join(f"« {known} »" for known in (*crosses.yes, *crosses.unknown))
            findings.error(places[axis], mark, f"n'est pas une marque connue ; attendu : {expected}, ou rien")
    return axes


def _survey_line(territory: _TerritoryMarks, crosses: CrossMapping) -> Line:
    """Return the line of the survey that the rows of a territory make, on the last day of the sheet's year."""
    template = f"{{{crosses.row}}}"
    year = territory.row.sheet_facts.get(SHEET_YEAR, "")
    cells: dict[str, Raw] = {
        "on": f"31/12/{year}" if year else "",
        "axes": _axis_list(territory.examined),
        "emptyAxes": _axis_list(territory.examined - territory.marked),
        "territories": territory.row.fill(template),
    }
    letters = dict.fromkeys(cells, territory.row.letters(template))
    filled_cells = {name: value for name, value in cells.items() if value}
    return Line(BY_KIND["Survey"], territory.row.number, filled_cells, letters, territory.row.grid)


def _axis_list(numbers: Iterable[int]) -> str:
    return LIST_SEPARATOR.join(str(number) for number in sorted(numbers))
