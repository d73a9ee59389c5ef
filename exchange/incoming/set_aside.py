"""The rows of a file that are set aside, with their reasons, and the file that holds them for correction."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from exchange.cells.text import Raw, text_of
from exchange.files.book import Book, Grid
from exchange.files.writer import TableWriter
from exchange.findings import Finding
from exchange.sentences import Row
from exchange.sheets import META, READ_ME, REASON, VERSION
from graph.text import fold

Rows = dict[str, set[int]]
"""The numbers of rows, by sheet."""


@dataclass(frozen=True)
class ExcludedNode:
    """A node that a line set aside would have created: its kind, its id (may be empty), its names, the line's row."""

    kind: str
    id: str
    names: Sequence[str]
    row: Row


@dataclass
class SetAside:
    """The rows set aside, by sheet, with their errors; and the heading rows, by sheet."""

    rows: Rows = field(default_factory=lambda: defaultdict(set))
    reasons: dict[tuple[str, int], list[Finding]] = field(default_factory=lambda: defaultdict(list))
    excluded: list[ExcludedNode] = field(default_factory=list)
    headings: dict[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """The number of rows."""
        return sum(map(len, self.rows.values()))

    @property
    def findings(self) -> list[Finding]:
        """The errors of the rows set aside, each once."""
        return list(dict.fromkeys(finding for reasons in self.reasons.values() for finding in reasons))

    def by_reason(self) -> Counter[str]:
        """Return the number of rows for each kind of reason."""
        return Counter(reason for findings in self.reasons.values() for reason in {one.reason for one in findings})


def write_rows_set_aside(writer: TableWriter, book: Book, set_aside: SetAside) -> None:
    """Write the rows set aside as they are in the file, under its headings, with their reasons in a last column."""
    with writer:
        for grid in book.grids:
            if fold(grid.name) in {fold(READ_ME), fold(META)}:
                _copy(writer, grid)
            elif set_aside.rows[grid.name]:
                writer.start_sheet(grid.name, ())
                writer.add_rows(_rows_with_reasons(grid, set_aside))


def _copy(writer: TableWriter, grid: Grid) -> None:
    """Copy a sheet that describes the file; if it is the hidden sheet, copy only the version."""
    rows = [row for _, row in grid.rows if grid.name == READ_ME or text_of(row[0]) == VERSION]
    writer.start_sheet(grid.name, (), hidden=grid.name == META)
    writer.add_rows(rows)


def _rows_with_reasons(grid: Grid, set_aside: SetAside) -> Iterator[Sequence[Raw]]:
    heading = set_aside.headings.get(grid.name, 0)
    by_number = dict(grid.rows)
    width = max((len(row) for number, row in grid.rows if number <= heading), default=0)
    titles = [fold(text_of(cell)) for cell in by_number.get(heading, ())]
    place = titles.index(fold(REASON)) if fold(REASON) in titles else width
    for number, row in grid.rows:
        if number <= heading or number in set_aside.rows[grid.name]:
            cells = [*row, *[None] * (place + 1 - len(row))]
            for top, left, bottom, _ in grid.merged:  # not all rows are written, so each repeats the value
                if top < number <= bottom:
                    cells[left] = by_number[top][left] if left < len(by_number.get(top, ())) else None
            cells[place] = (REASON if number == heading else _reason(set_aside.reasons[grid.name, number])) or None
            yield cells


def _reason(findings: Sequence[Finding]) -> str:
    said = (f"{f.place.heading} : « {f.value} » {f.message}" if f.value else f.message for f in findings)
    return "\n".join(dict.fromkeys(said))
