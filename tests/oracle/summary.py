"""The summary of coverage: the totals of the rows of a question, axis by axis (section 6).

Rule: over all rows, not over a page; rows, contracts and QPV are counted separately and never added up.
"""

from collections.abc import Collection
from datetime import date
from typing import TypedDict

from graph.vocabulary import Axis
from tests.oracle.counting import NO_FILTERS, Filters
from tests.oracle.coverage import cell, status
from tests.oracle.facts import Facts
from tests.oracle.spread import Spread, StatusCounts, count_statuses, spread_of_rows


class Summary(TypedDict):
    """The statuses of the rows that have one, the spread of what they represent, and the numbers of remarkable rows."""

    rows: StatusCounts
    spread: Spread
    fragile: int
    contradicted: int
    lapsed: int


def summary(facts: Facts, rows: Collection[str], axis: Axis, day: date, filters: Filters = NO_FILTERS) -> Summary:
    """Return the summary of the rows on an axis."""
    cells = [cell(facts, row, axis, day, filters) for row in rows]
    return {
        "rows": count_statuses([one["status"] for one in cells]),
        "spread": spread_of_rows(facts, rows, day, lambda territory: status(facts, territory, axis, day, filters)),
        "fragile": sum(one["fragile"] for one in cells),
        "contradicted": sum(one["contradicted"] for one in cells),
        "lapsed": sum(one["lapsedOn"] is not None for one in cells),
    }
