"""Examines a file without its faulty rows: these are set aside with their reasons, and the rest can be imported.

The rest is examined again until it has no fault: a row that refers to a row set aside is set aside too, so that every
remaining reference is valid. Rows that belong together, by a merged cell or by a territory in a table of crosses, are
kept or set aside together.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from exchange.cells.text import split_list
from exchange.files.book import Book, Grid
from exchange.findings import Findings
from exchange.incoming.examination import NO_FILE_FACTS, Examination, FileFacts, file_lines
from exchange.incoming.lists.mapping import ListMapping
from exchange.incoming.set_aside import ExcludedNode, Rows, SetAside
from exchange.sentences import Row
from graph.client import Client, Progress
from usecases.examine import examine_lines


async def examine_in_part(
    client: Client,
    book: Book,
    today: date,
    stated: FileFacts = NO_FILE_FACTS,
    progress: Progress = lambda *_: None,
    mapping: ListMapping | None = None,
) -> Examination:
    """Compare the valid part of a file with the graph, without writing; the rest is set aside.

    An error that belongs to no row, such as a missing column, sets nothing aside: it stays in the examination. If every
    row is set aside, the examination has neither errors nor changes.
    """
    set_aside = SetAside()
    while True:
        rest = _without(book, set_aside)
        lines = file_lines(rest, stated, mapping, may_be_empty=set_aside.count > 0)
        examined = await examine_lines(client, rest, lines, today, progress, excluded=set_aside.excluded)
        if not examined.findings.errors or not _set_aside_faults(set_aside, examined):
            set_aside.headings |= lines.headings
            examined.set_aside = set_aside
            return examined


def _without(book: Book, set_aside: SetAside) -> Book:
    """Return a file without the rows set aside, and without their findings."""
    grids = [
        replace(grid, rows=[(number, row) for number, row in grid.rows if number not in set_aside.rows[grid.name]])
        for grid in book.grids
    ]
    entries = [f for f in book.findings.entries if not f.place.row_numbers & set_aside.rows[f.place.sheet]]
    return replace(book, grids=grids, findings=Findings(entries, book.findings.language), remarks=list(book.remarks))


def _set_aside_faults(set_aside: SetAside, examined: Examination) -> bool:
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
            for number in _with_merged(grids[sheet], rows):
                set_aside.reasons[sheet, number].append(error)
                set_aside.rows[sheet].add(number)
    set_aside.headings |= examined.lines.headings
    set_aside.excluded += _excluded(examined, set_aside.rows)
    return True


def _with_merged(grid: Grid, rows: set[int]) -> set[int]:
    """Return the rows, and the rows that share a merged cell with them."""
    tied = set(rows)
    for top, _, bottom, _ in grid.merged:
        span = set(range(top, bottom + 1))
        if bottom > top and span & rows:
            tied |= span & {number for number, _ in grid.rows}
    return tied


def _excluded(examined: Examination, rows: Rows) -> Iterator[ExcludedNode]:
    """Yield the nodes of lines whose rows are all set aside."""
    ids = {id(claim.line): claim.id for claim in examined.claims}
    for line in examined.lines.lines:
        places = [*((line.grid, number) for number in line.rows), *line.elsewhere]
        if not line.sheet.relation_name and all(number in rows.get(sheet, ()) for sheet, number in places):
            texts = [text for name in ("id", "name", "title", "text", "siret", "siren") if (text := line.text(name))]
            names = [*texts, *split_list(line.text("otherNames"))]
            yield ExcludedNode(
                line.sheet.kind_name, ids.get(id(line), line.text("id")), names, Row(line.number, line.grid)
            )
