"""Arguments and fields shared by several answers, with the same wording."""

from graph.bounds import PAGE_DEFAULT, PAGE_LIMIT
from schema.declare import ArgumentRow, FieldRow

AS_OF_ECHO = FieldRow("asOf", "Date!", "The day the answer is for.")
PAST = FieldRow(
    "past", "Boolean!", "Whether it was held or delivered before the day: it counts by its effect, it is not under way."
)


def nodes_field(node: str) -> FieldRow:
    """Return the field of a connection for clients that need neither cursors nor edge properties."""
    return FieldRow("nodes", f"[{node}!]!", "The nodes of the page, in its order.")


FORWARD = (
    ArgumentRow("first", "Int", f"How many, 1 to {PAGE_LIMIT:,}; {PAGE_DEFAULT} when left out."),
    ArgumentRow("after", "String", "The cursor after which to go on."),
)
