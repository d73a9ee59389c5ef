"""Examines a file without its faulty rows: these are set aside with their reasons, and the rest is a whole.

The rest is examined again without them, until it has no fault: a row that refers to one set aside is set aside too, so
that every remaining reference is valid. Rows are kept or set aside whole, with those that a merged cell or a territory
of a table of crosses ties to them.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from exchange.cells.text import split_list
from exchange.files.book import Book, Grid
from exchange.findings import Findings
from exchange.incoming.examination import NOTHING_STATED, Examination, Stated, file_lines
from exchange.incoming.lists.mapping import ListMapping
from exchange.incoming.set_aside import Rows, SetAside, Withheld
from exchange.incoming.workbook.lines import Line
from graph.client import Client, Progress
from usecases.examine import examine_lines


async def examine_in_part(
    client: Client,
    book: Book,
    today: date,
    stated: Stated = NOTHING_STATED,
    progress: Progress = lambda *_: None,
    mapping: ListMapping | None = None,
) -> Examination:
    """Compare the valid part of a file with the graph, without writing; the rest is set aside.

    An error that belongs to no row, such as a missing column, sets nothing aside: it stays in the examination.
    """
    aside = SetAside()
    while True:
        rest = _without(book, aside)
        lines = file_lines(rest, stated, mapping)
        examined = await examine_lines(client, rest, lines, today, progress, withheld=aside.withheld)
        if not examined.findings.errors or not _set_aside_faults(aside, examined):
            aside.headings |= lines.headings
            examined.aside = aside
            return examined


def _without(book: Book, aside: SetAside) -> Book:
    """Return a file without the rows set aside, and without their findings."""
    grids = [
        replace(grid, rows=[(number, row) for number, row in grid.rows if number not in aside.rows[grid.name]])
        for grid in book.grids
    ]
    entries = [f for f in book.findings.entries if not f.place.row_numbers & aside.rows[f.place.sheet]]
    return replace(book, grids=grids, findings=Findings(entries, book.findings.language), remarks=list(book.remarks))


def _set_aside_faults(aside: SetAside, examined: Examination) -> bool:
    """Set aside the rows of every error; return False, and do nothing, if an error belongs to no row of the lines."""
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
    """Yield the nodes of lines whose rows are all set aside."""
    ids = {id(claim.line): claim.id for claim in examined.claims}
    for line in examined.lines.lines:
        standing = [*((line.grid, number) for number in line.rows), *line.elsewhere]
        if not line.sheet.relation_name and all(number in rows.get(sheet, ()) for sheet, number in standing):
            texts = [text for name in ("id", "name", "title", "text", "siret", "siren") if (text := line.text(name))]
            names = [*texts, *split_list(line.text("otherNames"))]
            yield Withheld(line.sheet.kind_name, ids.get(id(line), line.text("id")), names, _shown(line))


def _shown(line: Line) -> str:
    return f"« {line.grid} », ligne {line.number}"
