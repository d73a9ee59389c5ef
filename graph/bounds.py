"""Bounds of one answer: the schema documents them, planning prices them and a run checks them."""

from dataclasses import dataclass

PAGE_DEFAULT = 50
PAGE_LIMIT = 10_000
"""The default and the maximum number of nodes on a page."""
NODES_BY_ID_LIMIT = 1_000
"""The maximum number of ids in the argument of `nodes`."""
ROWS_BY_ID_LIMIT = 1_000
"""The maximum number of ids in the argument `rows` of `coverage`."""
CELLS_LIMIT = 500_000
"""The maximum number of cells of coverage that one operation may compute without showing them."""
EVIDENCE_DEFAULT = 10
EVIDENCE_LIMIT = 100
"""The default and the maximum number of engagements shown under a cell."""
CENTRES_LIMIT = 20
DEPTH_LIMIT = 4
NETWORK_LIMIT = 2_000
"""The maximum numbers of centres, hops and nodes of `network`."""
HOPS_LIMIT = 20
"""The maximum number of hops of `path`."""
SEARCH_LIMIT = 100
SEARCH_TEXT_LIMIT = 200
SEARCH_WORDS_LIMIT = 12
"""The maximum number of results of `search`, and the maximum numbers of characters and words in its text."""
SUMS_LIMIT = 2_000
"""The maximum number of rows of `grantSums`, `trainingSums` or `headCountSums`."""
BEHIND_DEFAULT = 10
BEHIND_LIMIT = 100
"""The default and the maximum number of nodes listed by a row of sums."""
WITHOUT_TERRITORY_LIMIT = 100
"""The maximum number of trainers without a stated territory in an answer of `mobilisable`."""
PARTNERSHIPS_LIMIT = 1_000
"""The greatest number of common territories that `partnerships` may require."""
SHORT_LIST = 5
"""The number of items that a price assumes for a list without pages."""
ROOTS_AT_ONCE = 4
"""The number of root fields of one operation that run at once; this leaves connections to other operations."""


@dataclass(frozen=True)
class Limits:
    """The limits of one operation.

    `depth`: levels of fields. `tokens`: tokens of the document. `fields`: fields, with fragments spread. `roots`: root
    fields. `introspected`: fields below `__schema` and `__type`. `filter_depth`: levels of one filter. `conditions`:
    conditions and values in all filters. `cost`: values that the answer may hold, and the cost of finding them.
    `expensive`: an operation whose search costs more than this counts as a long search until its time has been
    measured. `bytes`: the size of an answer.
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
