"""The types of the sums: of grants, of training sessions, and of the people reached by engagements.

Declarations only; `graph/statement/read/sums.py` describes how values shared by several rows are summed.
"""

from graph.statement.read.summed import GRANTS, HEAD_COUNTS, SESSIONS
from graph.statement.read.sums import Summed
from schema.declare import FieldRow, name_enum, object_type
from schema.paging import BEHIND_FIRST

KNOWN = FieldRow(
    "knownCount",
    "Int!",
    "The number of nodes that give a value that the caller may read; the value of the others is unknown to the caller.",
)
WITHHELD = FieldRow(
    "withheldCount", "Int!", "The number of nodes that give a value withheld from the caller; they are in no sum."
)


def declare_sums() -> None:
    """Declare the types of `grantSums`, `trainingSums` and `headCountSums`."""
    object_type(
        "GrantAmount",
        "An amount over the grants of a row, in euros and cents.",
        [
            FieldRow("sum", "Float!", "The sum of the amount over the grants that give it."),
            FieldRow("sharedSum", "Float!", "The part of the sum that comes from grants that are in other rows too."),
            FieldRow("knownCount", "Int!", "The number of grants whose amount is known."),
            FieldRow(
                "zeroCount",
                "Int!",
                "The number of grants whose amount is 0; a granted amount of 0 means that the grant was refused.",
            ),
        ],
    )
    object_type(
        "PeopleAmount",
        "The number of people, summed over the nodes of a row. A person who came twice counts twice.",
        [
            FieldRow("sum", "Int!", "The sum of the numbers of people that the caller may read."),
            FieldRow("sharedSum", "Int!", "The part of the sum that is in other rows too."),
            KNOWN,
            WITHHELD,
        ],
    )
    object_type(
        "HoursAmount",
        "The hours over the training sessions of a row.",
        [
            FieldRow("sum", "Float!", "The sum of the hours over the sessions that give them."),
            FieldRow("sharedSum", "Float!", "The part of the sum that comes from sessions that are in other rows too."),
            KNOWN,
            WITHHELD,
        ],
    )
    _declare(
        GRANTS,
        "GrantSum",
        "The grants of one row of a breakdown. Only grants that fund something known are summed; the others are to be "
        "classified. A grant for several axes or territories counts in full in the row of each: `sharedCount` and "
        "`sharedSum` say how much of a row is in other rows too. Without a breakdown, one row has the total, each "
        "grant once.",
        [
            FieldRow("asked", "GrantAmount!", "The amount asked for."),
            FieldRow("granted", "GrantAmount!", "The amount granted."),
        ],
    )
    _declare(
        SESSIONS,
        "TrainingSum",
        "The training sessions of one row of a breakdown. A session for several axes or territories counts in full in "
        "the row of each: `sharedCount` and `sharedSum` say how much of a row is in other rows too.",
        [
            FieldRow("people", "PeopleAmount!", "The numbers of people trained."),
            FieldRow("hours", "HoursAmount!", "The hours that the sessions last."),
            FieldRow(
                "personHours",
                "HoursAmount!",
                "The hours of each session multiplied by the people whom it trained, summed over the sessions that "
                "give both numbers.",
            ),
        ],
    )
    _declare(
        HEAD_COUNTS,
        "HeadCountSum",
        "The head counts of one row of a breakdown. A head count of an engagement for several axes or territories "
        "counts in full in the row of each: `sharedCount` and `sharedSum` say how much of a row is in other rows too.",
        [FieldRow("people", "PeopleAmount!", "The numbers of people counted.")],
    )


def _declare(summed: Summed, name: str, meaning: str, measures: list[FieldRow]) -> None:
    """Declare the enum of the fields by which sums are broken down, the type of a key, and the type of a row."""
    french = summed.kind.french
    words = summed.kind.plural_words
    name_enum(
        f"{name}Field",
        f"What the sums of {words} are broken down by.",
        {one: breakdown.meaning for one, breakdown in summed.breakdowns.items()},
    )
    object_type(
        f"{name}Key",
        "One key of a row of sums.",
        [
            FieldRow("field", f"{name}Field!", "The field by which the sums are broken down."),
            FieldRow(
                "value",
                "String",
                "The value of the key as stored, an id for a node; null in the row of the nodes that have no value "
                "for this key.",
            ),
            FieldRow("label", "String!", "The French label of the key."),
        ],
    )
    object_type(
        f"{name}s",
        meaning,
        [
            FieldRow("keys", f"[{name}Key!]!", "The keys of the row, in the order asked for."),
            FieldRow("count", "Int!", f"The number of {words} in the row, each once (« {french} »)."),
            FieldRow("sharedCount", "Int!", f"The number of {words} of the row that stand in other rows too."),
            *measures,
            FieldRow(
                summed.kind.plural,
                f"[{summed.kind.name}!]!",
                f"The {words} behind the row's numbers, by id (« d’où vient ce chiffre ? »); `count` counts them all.",
                (BEHIND_FIRST,),
            ),
        ],
    )
