"""Bounds of one answer: the schema describes them, planning prices them and a run checks them."""

from dataclasses import dataclass

PAGE_DEFAULT = 50
PAGE_LIMIT = 10_000
"""Nodes of a page: by default, and at most."""
NODES_BY_ID_LIMIT = 1_000
"""Ids in the argument of `nodes`."""
ROWS_BY_ID_LIMIT = 1_000
"""Ids in the argument `rows` of `coverage`."""
CELLS_LIMIT = 500_000
"""Cells of coverage that one operation may work out without showing them."""
EVIDENCE_DEFAULT = 10
EVIDENCE_LIMIT = 100
"""Engagements shown under a cell: by default, and at most."""
CENTRES_LIMIT = 20
DEPTH_LIMIT = 4
NETWORK_LIMIT = 2_000
"""Centres, steps and nodes of `network`, at most."""
HOPS_LIMIT = 20
"""Hops of `path`, at most."""
SEARCH_LIMIT = 100
SEARCH_TEXT_LIMIT = 200
SEARCH_WORDS_LIMIT = 12
"""Results of `search`, characters and words of its text, at most."""
SUMS_LIMIT = 2_000
"""Rows of `grantSums`, at most."""
BEHIND_DEFAULT = 10
BEHIND_LIMIT = 100
"""Nodes that a row of sums lists, by default and at most."""
WITHOUT_TERRITORY_LIMIT = 100
"""Trainers without a stated territory in an answer of `mobilisable`, at most."""
PARTNERSHIPS_LIMIT = 1_000
"""Territories that `partnerships` may be asked to have in common, at most."""
SHORT_LIST = 5
"""Items that the price of an operation assumes for a list without pages."""
ROOTS_AT_ONCE = 4
"""Root fields of one operation that run at once, so that it leaves connections to the others."""


@dataclass(frozen=True)
class Limits:
    """Limits of one operation.

    `depth`: levels of fields. `tokens`: words of the document. `fields`: fields, with fragments spread. `roots`: root
    fields. `introspected`: fields below `__schema` and `__type`. `filter_depth`: levels of one filter. `conditions`:
    conditions and values in all filters. `cost`: values that the answer may hold, and what it takes to find them.
    `expensive`: the cost of finding from which an operation is taken for long until it was measured. `bytes`: those of
    an answer.
    """

    depth: int = 20
    tokens: int = 20_000
    fields: int = 2_000
    roots: int = 50
    introspected: int = 500
    filter_depth: int = 30
    conditions: int = 1_000
    cost: int = 500_000
    expensive: int = 10_000
    bytes: int = 16_777_216
