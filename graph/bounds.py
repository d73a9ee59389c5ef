"""How much one answer may hold: bounds that the schema describes, planning prices and running checks."""

from dataclasses import dataclass

PAGE_DEFAULT = 50
PAGE_LIMIT = 10_000
"""Nodes of a page."""
NODES_BY_ID_LIMIT = 100
"""Ids of `nodes`."""
ROWS_BY_ID_LIMIT = 1_000
"""Ids of the rows of `coverage`."""
CELLS_LIMIT = 500_000
"""Cells of coverage that one operation may work out beside those it shows."""
EVIDENCE_DEFAULT = 10
EVIDENCE_LIMIT = 100
"""Engagements under a cell."""
CENTRES_LIMIT = 20
DEPTH_LIMIT = 4
NETWORK_LIMIT = 2_000
"""Centres, steps and nodes of `network`."""
HOPS_LIMIT = 20
"""Hops of `path`."""
SEARCH_LIMIT = 100
SEARCH_TEXT_LIMIT = 200
"""Results of `search`, and characters of its text."""
WITHOUT_TERRITORY_LIMIT = 100
"""Trainers of `mobilisable` who state no territory."""
SHORT_LIST = 5
"""How many items a list without pages is taken for in the price of an operation."""


@dataclass(frozen=True)
class Limits:
    """How much one operation may ask.

    `depth`: levels of fields. `tokens`: words of the document. `fields`: fields, fragments spread. `roots`: root
    fields. `introspected`: fields below `__schema` and `__type`. `filter_depth`: levels of one filter. `conditions`:
    conditions and values in all filters. `cost`: values that may be answered.
    """

    depth: int = 20
    tokens: int = 20_000
    fields: int = 2_000
    roots: int = 50
    introspected: int = 500
    filter_depth: int = 30
    conditions: int = 1_000
    cost: int = 500_000
