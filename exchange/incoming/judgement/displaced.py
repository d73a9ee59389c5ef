"""Reports a column of an export whose values are now on other lines, since only this column was sorted or shifted."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from changes.changeset import Changes
from exchange.findings import Findings, Place
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.statements import Claim
from judgement.problems import ProblemCode

LEAST_LINES = 5
"""The minimum number of changed lines: on fewer lines, a correction may have exchanged the values."""
LEAST_SHARE = 0.8
"""The minimum share of changed cells whose new value is also an old value: a shift by one row loses one value."""


class Replaced(NamedTuple):
    """A cell whose value differs from the export: its line, and both values as texts."""

    line: Line
    before: str
    after: str


def report_displaced(claims: Iterable[Claim], changes: Changes, findings: Findings) -> None:
    """Report, once per column, that its new values belong to other lines."""
    columns: defaultdict[tuple[str, str], list[Replaced]] = defaultdict(list)
    for claim in claims:
        change = changes.nodes.get((claim.kind, claim.id))
        if claim.fingerprint and change and change.before and change.after:
            for name, before in change.before.items():
                columns[claim.line.grid, name].append(Replaced(claim.line, str(before), str(change.after[name])))
    for (grid, name), cells in columns.items():
        befores, afters = Counter(cell.before for cell in cells), Counter(cell.after for cell in cells)
        column, line = cells[0].line.sheet.column(name), cells[0].line
        if column and len(cells) >= LEAST_LINES and (befores & afters).total() >= LEAST_SHARE * len(cells):
            place = Place(grid, line.letters.get(name, ""), column.heading, [cell.line.number for cell in cells])
            findings.report(place, "", ProblemCode.COLUMN_DISPLACED.at(name, cells=len(cells)))
