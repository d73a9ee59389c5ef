"""Arguments and fields shared by several answers, with the same wording."""

from graph.bounds import PAGE_DEFAULT, PAGE_LIMIT
from schema.declare import ArgumentRow, FieldRow

CURSOR = FieldRow("cursor", "String!", "The cursor of the edge, with which another page may start; treat it as opaque.")
PAGE_INFO = FieldRow("pageInfo", "PageInfo!", "The position of the page in its list.")
AS_OF_ECHO = FieldRow("asOf", "Date!", "The day for which the answer is given.")
PAST = FieldRow(
    "past",
    "Boolean!",
    "Whether the engagement was held or delivered before the day, and counts only because its effect lasts.",
)


def nodes_field(node: str) -> FieldRow:
    """Return the field of a connection for clients that need neither cursors nor edge properties."""
    return FieldRow("nodes", f"[{node}!]!", "The nodes of the page, in its order.")


FORWARD = (
    ArgumentRow("first", "Int", f"The number of nodes, 1 to {PAGE_LIMIT:,}; {PAGE_DEFAULT} by default."),
    ArgumentRow("after", "String", "The cursor after which the page starts."),
)
