"""Arguments, fields and types shared by several answers, with the same wording."""

from graph.bounds import BEHIND_DEFAULT, BEHIND_LIMIT, PAGE_DEFAULT, PAGE_LIMIT
from schema.declare import ArgumentRow, FieldRow, object_type

CURSOR = FieldRow("cursor", "String!", "The cursor of the edge, with which another page may start; treat it as opaque.")
PAGE_INFO = FieldRow("pageInfo", "PageInfo!", "The position of the page in its list.")
AS_OF_ECHO = FieldRow("asOf", "Date!", "The day for which the answer is given.")
PAST = FieldRow(
    "past",
    "Boolean!",
    "Whether the engagement was held or delivered before the day, and counts only because its effect lasts.",
)
BEHIND_FIRST = ArgumentRow("first", "Int!", f"The number of nodes, 1 to {BEHIND_LIMIT}.", BEHIND_DEFAULT)
"""The argument `first` of the lists that show the nodes behind a number, such as `grants` beside `count`."""

FORWARD = (
    ArgumentRow("first", "Int", f"The number of nodes, 1 to {PAGE_LIMIT:,}; {PAGE_DEFAULT} by default."),
    ArgumentRow("after", "String", "The cursor after which the page starts."),
)


def edge_type(stem: str, node: str, meaning: str, node_meaning: str, *fields: FieldRow) -> None:
    """Declare the edge type whose name begins with this stem: a cursor, a node and further fields."""
    object_type(f"{stem}Edge", meaning, [CURSOR, FieldRow("node", f"{node}!", node_meaning), *fields])


def connection_type(stem: str, node: str, meaning: str, edges: str, total: str, *fields: FieldRow) -> None:
    """Declare the connection type with this stem, the meanings of its edges and of its total, and further fields.

    `nodes` is for clients that need neither cursors nor edge properties.
    """
    object_type(
        f"{stem}Connection",
        meaning,
        [
            FieldRow("edges", f"[{stem}Edge!]!", edges),
            FieldRow("nodes", f"[{node}!]!", "The nodes of the page, in its order."),
            PAGE_INFO,
            FieldRow("totalCount", "Int!", total),
            *fields,
        ],
    )
