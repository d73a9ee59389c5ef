"""Examines a file without the rows that cannot enter: they are set aside with their reasons, the rest stands by itself.

The rest is examined again without them, until it has no fault: a row that refers to one set aside is set aside too, so
that nothing kept depends on what is not there. Rows stand or fall whole, with those that a merged cell or a territory
of a table of crosses ties to them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from exchange.cells.text import Raw, split_list, text_of
from exchange.files.book import Book, Grid
from exchange.files.writer import TableWriter
from exchange.findings import Finding, Findings
from exchange.incoming.examination import (
    NOTHING_STATED,
    Examination,
    Stated,
    Withheld,
    examine_lines,
    file_lines,
)
from exchange.incoming.lists.mapping import ListMapping
from exchange.incoming.workbook.lines import Line
from exchange.sheets import META, READ_ME, REASON, VERSION
from graph.client import Client, Progress
from graph.text import fold

Rows = dict[str, set[int]]
"""The numbers of rows, by sheet."""


@dataclass
class SetAside:
    """The rows set aside, by sheet, and the errors for which they are; the rows of the headings, by sheet."""

    rows: Rows = field(default_factory=lambda: defaultdict(set))
    reasons: dict[tuple[str, int], list[Finding]] = field(default_factory=lambda: defaultdict(list))
    withheld: list[Withheld] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of rows."""
        return sum(map(len, self.rows.values()))

    @property
    def findings(self) -> list[Finding]:
        """The errors for which rows are set aside, each once."""
        return list(dict.fromkeys(finding for found in self.reasons.values() for finding in found))

    def by_reason(self) -> Counter[str]:
        """Return the number of rows for each sort of reason."""
        return Counter(reason for found in self.reasons.values() for reason in {one.reason for one in found})


async def examine_in_part(
    client: Client,
    book: Book,
    today: date,
    stated: Stated = NOTHING_STATED,
    progress: Progress = lambda *_: None,
    mapping: ListMapping | None = None,
) -> tuple[Examination, SetAside]:
    """Compare what can enter of a file with the graph, and change nothing; return what is set aside too.

    An error that belongs to no row, such as a missing column, sets nothing aside: it is left in the examination.
    """
    aside = SetAside()
    while True:
        rest = _without(book, aside)
        lines = file_lines(rest, stated, mapping)
        examined = await examine_lines(client, rest, lines, today, progress, withheld=aside.withheld)
        if not examined.findings.errors or not _set_aside_faults(aside, examined):
            aside.headings |= lines.headings
            return examined, aside


def _without(book: Book, aside: SetAside) -> Book:
    """Return a file without the rows set aside, and without what was found in them."""
    grids = [
        replace(grid, rows=[(number, row) for number, row in grid.rows if number not in aside.rows[grid.name]])
        for grid in book.grids
    ]
    entries = [f for f in book.findings.entries if not f.place.row_numbers & aside.rows[f.place.sheet]]
    return replace(book, grids=grids, findings=Findings(entries), remarks=list(book.remarks))


def _set_aside_faults(aside: SetAside, examined: Examination) -> bool:
    """Set the rows of every error aside; return False, and do nothing, when an error belongs to no row of the lines."""
    known: Rows = defaultdict(set)
    for line in examined.lines.lines:
        known[line.grid].update(line.rows)
    errors = examined.findings.errors
    if not all(error.place.row_numbers and error.place.row_numbers <= known[error.place.sheet] for error in errors):
        return False
    grids = {grid.name: grid for grid in examined.book.grids}
    for error in errors:
        tied: Rows = defaultdict(set, {error.place.sheet: error.place.row_numbers})
        for sheet, number in error.place.elsewhere:
            tied[sheet].add(number)
        for sheet, rows in tied.items():
            for number in _tied(grids[sheet], rows):
                aside.reasons[sheet, number].append(error)
                aside.rows[sheet].add(number)
    aside.headings |= examined.lines.headings
    aside.withheld += _withheld(examined, aside.rows)
    return True


def _tied(grid: Grid, rows: set[int]) -> set[int]:
    """Return rows with those that merged cells tie to them."""
    tied = set(rows)
    for top, _, bottom, _ in grid.merged:
        span = set(range(top, bottom + 1))
        if bottom > top and span & rows:
            tied |= span & {number for number, _ in grid.rows}
    return tied


def _withheld(examined: Examination, rows: Rows) -> Iterator[Withheld]:
    """Yield what the lines would have named whose rows are all set aside."""
    ids = {id(claim.line): claim.id for claim in examined.claims}
    for line in examined.lines.lines:
        standing = [*((line.grid, number) for number in line.rows), *line.elsewhere]
        if not line.sheet.relation_name and all(number in rows.get(sheet, ()) for sheet, number in standing):
            texts = [text for name in ("id", "name", "title", "text", "siret", "siren") if (text := line.text(name))]
            names = [*texts, *split_list(line.text("otherNames"))]
            yield Withheld(line.sheet.kind_name, ids.get(id(line), line.text("id")), names, _shown(line))


def _shown(line: Line) -> str:
    return f"« {line.grid} », ligne {line.number}"


def write_aside(writer: TableWriter, book: Book, aside: SetAside) -> None:
    """Write the rows set aside as they stand in a file, under its headings, with their reasons in a last column."""
    with writer:
        for grid in book.grids:
            if fold(grid.name) in {fold(READ_ME), fold(META)}:
                _copy(writer, grid)
            elif aside.rows[grid.name]:
                writer.start_sheet(grid.name, ())
                writer.add_rows(_rows_with_reasons(grid, aside))


def _copy(writer: TableWriter, grid: Grid) -> None:
    """Copy a sheet that describes the file; of the hidden one, its version alone."""
    rows = [row for _, row in grid.rows if grid.name == READ_ME or text_of(row[0]) == VERSION]
    writer.start_sheet(grid.name, (), hidden=grid.name == META)
    writer.add_rows(rows)


def _rows_with_reasons(grid: Grid, aside: SetAside) -> Iterator[Sequence[Raw]]:
    heading = aside.headings.get(grid.name, 0)
    by_number = dict(grid.rows)
    width = max((len(row) for number, row in grid.rows if number <= heading), default=0)
    titles = [fold(text_of(cell)) for cell in by_number.get(heading, ())]
    place = titles.index(fold(REASON)) if fold(REASON) in titles else width
    for number, row in grid.rows:
        if number <= heading or number in aside.rows[grid.name]:
            cells = [*row, *[None] * (place + 1 - len(row))]
            for top, left, bottom, _ in grid.merged:  # the rows are written apart: each gets the value
                if top < number <= bottom:
                    cells[left] = by_number[top][left] if left < len(by_number.get(top, ())) else None
            cells[place] = (REASON if number == heading else _reason(aside.reasons[grid.name, number])) or None
            yield cells


def _reason(findings: Sequence[Finding]) -> str:
    said = (f"{f.place.heading} : « {f.value} » {f.message}" if f.value else f.message for f in findings)
    return "\n".join(dict.fromkeys(said))
