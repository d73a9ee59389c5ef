"""Turns the rows of a partner's list into lines of our workbook, by the tables of a mapping.

Each cell of a line keeps its place in the list. Rows with the same content become one line, with the sums or the count
that the mapping asks for; rows that are not read are counted in a finding.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from functools import partial
from typing import NamedTuple

from exchange.cells.numbers import read_number
from exchange.cells.text import LIST_SEPARATOR, Raw, is_blank, split_list, text_of
from exchange.faults import CellError, Fault, Quoted
from exchange.files.book import Book, Grid, column_letters
from exchange.findings import Findings, Place
from exchange.incoming.lists.mapping import EVERY_OTHER, Part, TableMapping
from exchange.incoming.lists.templates import Slot, Template
from exchange.incoming.workbook.lines import LEAST_HEADINGS, Line, warn_of_rows
from exchange.incoming.workbook.own_sheets import HEADING_ROWS
from graph.text import fold

ITEM = "valeur"
"""The slot for a value in a row with several values; each of these values becomes a line."""
ROW_NUMBER, RANK = "ligne numero", "ligne rang"
"""The slots for the number of a row in the list, and for its rank among rows that otherwise give the same text."""
SHEET_NAME, SHEET_YEAR, SHEET_DEPARTEMENT = "feuille", "feuille annee", "feuille departement"
"""The folded slots for the name of the sheet, and for the year and the département in that name."""
LIST_DAY = "liste jour"
"""The slot for the day of the list: the day stated for the file, or else the day in the mapping."""
ROW_SLOTS = frozenset({ROW_NUMBER, RANK, SHEET_NAME, SHEET_YEAR, SHEET_DEPARTEMENT, LIST_DAY})
"""The slots that every row fills, and that make no line by themselves."""
NEVER_EQUAL = frozenset({"Grant", "Trainer"})
"""The kinds for which two equal lines may mean two things: two payments, or two people with one name."""


@dataclass(frozen=True)
class ListRow:
    """A row of a list: its values by folded heading, and facts by slot, from the name of the sheet or the table."""

    number: int
    values: Mapping[str, Raw]
    facts: Mapping[str, str] = field(default_factory=dict)

    def cell(self, heading: str) -> Raw:
        """Return the value of a folded heading."""
        if heading == ROW_NUMBER:
            return self.number
        return self.facts[heading] if heading in self.facts else self.values.get(heading)


class SheetLines(NamedTuple):
    """The lines of a sheet, and the number of the last row of its headings."""

    headings: int
    lines: list[Line]


class Headings(NamedTuple):
    """The headings of a table in a list: the index of their row, and the index of each column by folded heading."""

    place: int
    columns: Mapping[str, int]


def reads(part: Part, grid: Grid) -> bool:
    """Return whether a part of a mapping applies to a sheet, by the sheet's name."""
    return not part.sheets or any(fnmatchcase(grid.name.casefold(), pattern.casefold()) for pattern in part.sheets)


def table_lines(grid: Grid, table: TableMapping, sheet_facts: Mapping[str, str], book: Book) -> SheetLines | None:
    """Return the lines of a table; None if the sheet does not hold it; a missing column is an error."""
    templates = [*table.templates.values(), *([table.each] if table.each else [])]
    slots = {slot.heading: slot for template in templates for slot in template.slots}
    slots |= {slot.heading: slot for condition in table.only for slot in condition.slot.columns}
    wanted = slots.keys() - sheet_facts.keys() - {ITEM, *ROW_SLOTS}
    headings = _find_headings(grid, wanted)
    if headings is None or (2 * len(wanted & headings.columns.keys()) < len(wanted) and not table.sheets):
        return None
    missing = sorted(wanted - headings.columns.keys())
    if missing:
        _refuse_missing(grid, headings, [slots[name].column for name in missing], book)
        return SheetLines(grid.rows[headings.place][0], [])
    written = [fold(text_of(cell)) for cell in grid.rows[headings.place][1]]
    doubled = [name for name in wanted if written.count(name) > 1]
    for name in doubled:
        book.findings.report(Place(grid.name), "", Fault.HEADING_OF_SEVERAL.of(heading=slots[name].column))
    lines = [] if doubled else _merged(_lines(grid, table, headings, sheet_facts, book.findings), table)
    return SheetLines(grid.rows[headings.place][0], lines)


def _find_headings(grid: Grid, wanted: frozenset[str] | set[str]) -> Headings | None:
    """Return the first row with the maximum number of wanted headings; None if no row has any."""
    rows = [
        Headings(place, {fold(text_of(cell)): i for i, cell in enumerate(row) if text_of(cell)})
        for place, (_, row) in enumerate(grid.rows[:HEADING_ROWS])
    ]
    best = max(rows, key=lambda row: len(wanted & row.columns.keys()), default=None)
    return best if best and (wanted & best.columns.keys() or not wanted) else None


def _refuse_missing(grid: Grid, headings: Headings, missing: Sequence[str], book: Book) -> None:
    number, row = grid.rows[headings.place]
    present = tuple(Quoted(text_of(cell)) for cell in row if text_of(cell))
    problem = Fault.MISSING_HEADINGS.of(names=tuple(map(Quoted, missing)), number=number, headings=present)
    book.findings.report(Place(grid.name, (number,)), "", problem)


def _lines(
    grid: Grid, table: TableMapping, headings: Headings, sheet_facts: Mapping[str, str], findings: Findings
) -> Iterator[Line]:
    line_of, others = line_maker(grid, table, headings.columns), Counter[str]()
    for number, _, values in list_rows(grid, table, headings.columns, headings.place + 1, findings):
        row = ListRow(number, values, sheet_facts)
        lines = [line_of(replace(row, facts=facts)) for facts in _facts_of_lines(table, row)]
        failing = next((one.slot.column for one in table.only if not one.holds(row.cell)), None)
        if failing is None:  # skipped rows are ranked too
            yield from filter(None, lines)
        else:
            others[failing] += 1
    if others:
        columns = tuple(Fault.ROWS_OF_COLUMN.of(rows=many, column=column) for column, many in others.items())
        findings.report(Place(grid.name), "", Fault.EXCLUDED_ROWS.of(columns=columns))


def list_rows(
    grid: Grid, part: Part, columns: Mapping[str, int], first_row: int, findings: Findings, *, fills: bool = False
) -> Iterator[tuple[int, Sequence[Raw], dict[str, Raw]]]:
    """Yield the rows to read: number, cells, and values by folded heading; with `fills`, merged cells are filled."""
    totals, repeated = list[int](), list[int]()
    filled: Sequence[Raw] = ()
    for number, row in grid.rows[first_row:]:
        if is_total(row, part.skip):
            totals.append(number)
            continue
        filled = _fill_merged(grid, number, row, filled) if fills else row
        values = {name: filled[index] for name, index in columns.items() if index < len(filled)}
        if _repeats_headings(values):
            repeated.append(number)
        else:
            yield number, row, values
    warn_of_rows(grid, totals, Fault.TOTALS_OF_LIST, findings)
    warn_of_rows(grid, repeated, Fault.ROWS_OF_HEADINGS, findings)


def _fill_merged(grid: Grid, number: int, row: Sequence[Raw], above: Sequence[Raw]) -> list[Raw]:
    """Return a row whose merged cells take the values of the row above, itself filled."""
    cells = list(row)
    for top, left, bottom, right in grid.merged:
        if top < number <= bottom:
            cells += [None] * (right + 1 - len(cells))
            for index in range(left, min(right + 1, len(above))):
                cells[index] = above[index]
    return cells


def _repeats_headings(values: Mapping[str, Raw]) -> bool:
    """Return whether a row repeats the headings, each in its column."""
    texts = {name: fold(text) for name, raw in values.items() if (text := text_of(raw))}
    return len(texts) >= LEAST_HEADINGS and all(name == text for name, text in texts.items())


def _facts_of_lines(table: TableMapping, row: ListRow) -> Iterator[Mapping[str, str]]:
    """Yield the facts of each line that a row makes: one line, or one for each value of the table's template."""
    if table.each is None:
        yield row.facts
        return
    for item in split_list(text_of(table.each.fill(row.cell))):
        yield {**row.facts, ITEM: item}


def line_maker(grid: Grid, part: Part, columns: Mapping[str, int]) -> Callable[[ListRow], Line | None]:
    """Return the function that makes a line of our sheet from a row; it returns None if all slots are blank."""
    letters = {name: _letters(template, columns) for name, template in part.templates.items()}
    slots = [slot for template in part.templates.values() for slot in template.slots]
    is_always_filled = all(slot.heading in ROW_SLOTS for slot in slots)
    ranks: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def line(row: ListRow) -> Line | None:
        cells: dict[str, Raw] = {}
        is_filled = is_always_filled
        for name, template in part.templates.items():
            raw = template.fill(row.cell)
            if used := ROW_SLOTS.intersection(slot.heading for slot in template.slots):
                is_filled = is_filled or bool(text_of(template.fill(partial(_without, row, ROW_SLOTS))))
                if RANK in used:
                    raw = _ranked(template, row, ranks[name])
            else:
                is_filled = is_filled or bool(template.slots and text_of(raw))
            if name in part.words:
                raw = _translated(raw, part.words[name])
            if not is_blank(text_of(raw)):
                cells[name] = raw
        made = Line(part.sheet, row.number, cells, letters, grid.name, [row.number], mapped=True, only_new=part.new)
        return made if is_filled else None

    return line


def _without(row: ListRow, headings: Collection[str], heading: str) -> Raw:
    """Return a cell of a row; None if the heading is one of `headings`."""
    return None if heading in headings else row.cell(heading)


def _ranked(template: Template, row: ListRow, ranks: Counter[str]) -> Raw:
    """Return a template filled with a row and its rank among the rows so far that otherwise give the same text."""
    text = text_of(template.fill(partial(_without, row, {RANK})))
    ranks[text] += 1
    return template.fill(replace(row, facts={**row.facts, RANK: str(ranks[text])}).cell)


def _letters(template: Template, columns: Mapping[str, int]) -> str:
    """Return the letters of the first column of the list that a template uses; empty without one."""
    used: Iterator[Slot] = (slot for slot in template.slots if slot.heading in columns)
    first = next(used, None)
    return column_letters(columns[first.heading]) if first else ""


def _translated(raw: Raw, words: Mapping[str, str]) -> Raw:
    """Return a translated cell: as a whole if there is a translation for it, or else value by value."""
    text = text_of(raw)
    if fold(text) in words:
        return words[fold(text)]
    items = [words.get(fold(item), words.get(EVERY_OTHER, item)) for item in split_list(text)]
    return LIST_SEPARATOR.join(filter(None, items)) if items and items != split_list(text) else raw


def _merged(lines: Iterator[Line], table: TableMapping) -> list[Line]:
    """Return the lines, merging those with equal content; a merged line keeps the rows of all of them.

    Payments and persons are merged only if the mapping asks for a sum or a count. A line with an unreadable amount is
    not merged, so that the fault is reported at its cell.
    """
    by_content: dict[tuple[tuple[str, Raw], ...], Line] = {}
    merged: list[Line] = []
    are_separate = not (table.sums or table.count) and table.sheet.kind_name in NEVER_EQUAL
    for line in lines:
        content = tuple((name, raw) for name, raw in line.cells.items() if name not in table.sums)
        first = by_content.setdefault(content, line) if not are_separate and _can_be_added(line, table.sums) else line
        if first is line:
            merged.append(line)
            continue
        first.rows.extend(line.rows)
        for name in table.sums & line.cells.keys():
            first.cells[name] = round(_number(first, name) + _number(line, name), 2)
    for line in merged if table.count else ():
        line.cells[table.count] = len(line.rows)
    return merged


def _can_be_added(line: Line, sums: Collection[str]) -> bool:
    """Return whether the numbers of a line can be read."""
    with suppress(CellError):
        return all(_number(line, name) is not None for name in sums)
    return False


def _number(line: Line, name: str) -> float:
    """Return the number in a cell; 0 for one that states nothing.

    Raises:
        CellError: the cell is no number.
    """
    column = line.sheet.column(name)
    return read_number(line.cells[name], amount=bool(column and column.euros)) if name in line.cells else 0


def is_total(row: Sequence[Raw], words: Sequence[str]) -> bool:
    """Return whether the first text of a row begins with one of these words, such as « total »."""
    if not words:
        return False
    first = next((fold(text_of(cell)) for cell in row if text_of(cell)), "")
    return any(f"{first} ".startswith(f"{fold(word)} ") for word in words)
