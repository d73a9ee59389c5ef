"""A table of crosses: territories in rows, axes in columns, « x », « en cours » or « ? » in the cells.

Rule: pure; headings may stand in two rows under titles, merged cells hold what their first holds, totals are skipped
and said, and a mark that the mapping does not know is an error.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from exchange.cells.text import Raw, is_silent, text_of
from exchange.files.book import Book, Grid, letter
from exchange.findings import Findings, Place
from exchange.incoming.lines import Line
from exchange.incoming.mapping import (
    HEAD_ROWS,
    CrossMapping,
    SourceRow,
    columns_of,
    is_total,
    line_from,
    sheet_named,
    tell_skipped,
)
from exchange.sheets import BY_KIND
from graph.text import fold

AXIS_HEADING = re.compile(r"(?:axe )?([1-5])\b.*")
SHEET_YEAR, AXIS_SLOT = "feuille.année", "axe"


@dataclass
class _Looked:
    """What the rows of one territory say: the axes looked at, and those that some row marks."""

    source: SourceRow
    axes: set[int] = field(default_factory=set)
    marked: set[int] = field(default_factory=set)


def cross_lines(grid: Grid, crosses: CrossMapping, facts: Mapping[str, str], book: Book) -> Iterator[Line]:
    """Yield the lines of ours that a table of crosses states."""
    head = next((i for i, (_, row) in enumerate(grid.rows[:HEAD_ROWS]) if _names_rows(row, crosses)), None)
    if head is None:
        book.findings.warn(Place(grid.name), "", f"aucune colonne « {crosses.row} », la feuille n'est pas lue")
        return
    places, axes, first = _heads(grid, head)
    if not axes:
        book.findings.error(Place(grid.name), "", "aucune colonne d'axe ; attendu : « Axe 1 » à « Axe 5 »")
        return
    sheet = sheet_named(crosses.to)
    columns = columns_of(sheet, crosses.columns)
    territories: dict[str, _Looked] = {}
    for number, row, values in _rows(grid, crosses, places, first, book.findings):
        marks = {axis: text_of(row[index]) if index < len(row) else "" for axis, index in axes.items()}
        looked = territories.setdefault(
            fold(text_of(values[fold(crosses.row)])), _Looked(SourceRow(grid.name, number, values, places, facts))
        )
        marked = _marked(crosses, grid, number, axes, marks, book.findings)
        looked.marked.update(marked)
        looked.axes.update(marked, (axis for axis, mark in marks.items() if not mark))
        for axis in marked:
            of_axis = SourceRow(grid.name, number, values, places, {**facts, AXIS_SLOT: str(axis)})
            yield line_from(sheet, of_axis, columns, {})
    if crosses.surveys:
        yield from (_survey(looked, crosses) for looked in territories.values() if looked.axes)


def _rows(
    grid: Grid, crosses: CrossMapping, places: Mapping[str, int], first: int, findings: Findings
) -> Iterator[tuple[int, Sequence[Raw], dict[str, Raw]]]:
    """Yield the rows that name a territory: number, cells, and values by folded heading with merged cells filled."""
    skipped, above = 0, list[Raw]()
    for number, row in grid.rows[first:]:
        if is_total(row, crosses.skip):
            skipped += 1
            continue
        above = _filled_down(grid, number, row, above)
        values = {name: above[index] for name, index in places.items() if index < len(above)}
        if not is_silent(text_of(values.get(fold(crosses.row)))):
            yield number, row, values
    tell_skipped(grid, skipped, findings)


def _names_rows(row: Sequence[Raw], crosses: CrossMapping) -> bool:
    return fold(crosses.row) in {fold(text_of(cell)) for cell in row}


def _heads(grid: Grid, head: int) -> tuple[dict[str, int], dict[int, int], int]:
    """Return the column of each heading and of each axis, and where the lines begin: headings may stand in two rows."""
    rows = [row for _, row in grid.rows[head : head + 2]]
    places: dict[str, int] = {}
    axes: dict[int, int] = {}
    depth = 1
    for level, row in enumerate(rows):
        for index, cell in enumerate(row):
            text = fold(text_of(cell))
            found = AXIS_HEADING.fullmatch(text)
            if found and int(found[1]) not in axes:
                axes[int(found[1])] = index
                depth = max(depth, level + 1)
            elif text and level == 0:
                places.setdefault(text, index)
    return places, axes, head + depth


def _filled_down(grid: Grid, number: int, row: Sequence[Raw], above: Sequence[Raw]) -> list[Raw]:
    """Return a row whose merged cells hold what their first holds."""
    filled = list(row)
    for top, left, bottom, right in grid.merged:
        if top < number <= bottom:
            filled += [None] * (right + 1 - len(filled))
            for index in range(left, min(right + 1, len(above))):
                filled[index] = above[index]
    return filled


def _marked(
    crosses: CrossMapping,
    grid: Grid,
    number: int,
    axes: Mapping[int, int],
    marks: Mapping[int, str],
    findings: Findings,
) -> list[int]:
    """Return the axes that a row marks; a mark that the mapping does not know is told."""
    yes = {fold(mark) for mark in crosses.yes}
    unknown = {mark.casefold() for mark in crosses.unknown}
    found = []
    for axis, mark in marks.items():
        if fold(mark) and fold(mark) in yes:
            found.append(axis)
        elif mark and mark.casefold() not in unknown:
            place = Place(grid.name, f"{letter(axes[axis])}{number}", f"Axe {axis}")
            expected = ", ".join(f"« {one} »" for one in (*crosses.yes, *crosses.unknown))
            findings.error(place, mark, f"n'est pas une marque connue ; attendu : {expected}, ou rien")
    return found


def _survey(looked: _Looked, crosses: CrossMapping) -> Line:
    """Return the survey that the rows of a territory make, on the last day of the sheet's year."""
    template = f"{{{crosses.row}}}"
    year = looked.source.facts.get(SHEET_YEAR, "")
    cells: dict[str, Raw] = {
        "on": f"31/12/{year}" if year else "",
        "axes": _axes(looked.axes),
        "emptyAxes": _axes(looked.axes - looked.marked),
        "territories": looked.source.written(template),
    }
    letters = dict.fromkeys(cells, looked.source.letter(template))
    held = {name: value for name, value in cells.items() if value}
    return Line(BY_KIND["Survey"], looked.source.number, held, letters, looked.source.grid)


def _axes(numbers: Iterable[int]) -> str:
    return " ; ".join(str(number) for number in sorted(numbers))
