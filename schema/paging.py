"""Arguments and fields that every paged answer has.

Rule: one wording for one thing.
"""

from schema.declare import ArgumentRow, FieldRow
from schema.kinds import PAGE_DEFAULT

AS_OF_ECHO = FieldRow("asOf", "Date!", "The day the answer is for.")
FORWARD = (
    ArgumentRow("first", "Int", f"How many, 1 to 1,000; {PAGE_DEFAULT} when left out."),
    ArgumentRow("after", "String", "The cursor after which to go on."),
)
