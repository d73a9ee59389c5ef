"""The types of `grantSums`: what was asked for and granted.

Declarations only; `graph/statement/read/sums.py` says how grants that several rows share are summed.
"""

from graph.statement.read.sums import BREAKDOWNS
from schema.declare import FieldRow, name_enum, object_type


def declare_money() -> None:
    """Declare the types of `grantSums`."""
    name_enum(
        "GrantSumField",
        "What grants are broken down by.",
        {name: breakdown.meaning for name, breakdown in BREAKDOWNS.items()},
    )
    object_type(
        "GrantSumKey",
        "One key of a row.",
        [
            FieldRow("field", "GrantSumField!", "The field."),
            FieldRow("value", "String", "The value as stored, an id for a node; null where the grants give none."),
            FieldRow("label", "String!", "Its French label."),
        ],
    )
    object_type(
        "GrantAmount",
        "An amount over the grants of a row, in euros and cents.",
        [
            FieldRow("sum", "Float!", "The sum over the grants that give it."),
            FieldRow("sharedSum", "Float!", "The part of it in grants that other rows hold too."),
            FieldRow("knownCount", "Int!", "The grants that give it; of the others it is unknown."),
            FieldRow("zeroCount", "Int!", "Of these, how many give nothing: « refusée » where it is what was granted."),
        ],
    )
    object_type(
        "GrantSums",
        "Grants of one row of a breakdown. A grant for several axes or territories stands whole in the row of each: "
        "rows are not to be added without `sharedCount` and `sharedSum`; asked without a breakdown, one row has the "
        "total, each grant once.",
        [
            FieldRow("keys", "[GrantSumKey!]!", "Its keys, in the order asked for."),
            FieldRow("count", "Int!", "Distinct grants in the row."),
            FieldRow("sharedCount", "Int!", "Of these, how many stand in other rows too."),
            FieldRow("asked", "GrantAmount!", "What was asked for."),
            FieldRow("granted", "GrantAmount!", "What was granted."),
        ],
    )
