"""The types of the sums: of grants, of training sessions, and of the people reached by engagements.

Declarations only; `graph/statement/read/sums.py` describes how values shared by several rows are summed.
"""

from graph.bounds import BEHIND_DEFAULT, BEHIND_LIMIT
from graph.statement.read.summed import GRANTS, HEAD_COUNTS, SESSIONS
from graph.statement.read.sums import Summed
from schema.declare import ArgumentRow, FieldRow, name_enum, object_type

KNOWN = FieldRow("knownCount", "Int!", "The ones that give it, as the caller may read it.")
WITHHELD = FieldRow("withheldCount", "Int!", "The ones that give it and that the caller may not read; in no sum.")


def declare_sums() -> None:
    """Declare the types of `grantSums`, `trainingSums` and `headCountSums`."""
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
        "PeopleAmount",
        "Numbers of people over what a row holds. A person who came twice counts twice.",
        [
            FieldRow("sum", "Int!", "The sum of those that the caller may read."),
            FieldRow("sharedSum", "Int!", "The part of it that other rows hold too."),
            KNOWN,
            WITHHELD,
        ],
    )
    object_type(
        "HoursAmount",
        "Hours over the sessions of a row.",
        [
            FieldRow("sum", "Float!", "The sum over the sessions that give them."),
            FieldRow("sharedSum", "Float!", "The part of it in sessions that other rows hold too."),
            KNOWN,
            WITHHELD,
        ],
    )
    _declare(
        GRANTS,
        "GrantSum",
        "Grants of one row of a breakdown. One that funds nothing known is in no row: it is to be classified. A grant "
        "for several axes or territories stands whole in the row of each: "
        "rows are not to be added without `sharedCount` and `sharedSum`; asked without a breakdown, one row has the "
        "total, each grant once.",
        [
            FieldRow("asked", "GrantAmount!", "What was asked for."),
            FieldRow("granted", "GrantAmount!", "What was granted."),
        ],
    )
    _declare(
        SESSIONS,
        "TrainingSum",
        "Training sessions of one row of a breakdown. A session for several axes or territories stands whole in the "
        "row of each: rows are not to be added without `sharedCount` and `sharedSum`.",
        [
            FieldRow("people", "PeopleAmount!", "People trained."),
            FieldRow("hours", "HoursAmount!", "The length of the sessions."),
            FieldRow(
                "personHours", "HoursAmount!", "The hours of all people trained, of sessions that give both numbers."
            ),
        ],
    )
    _declare(
        HEAD_COUNTS,
        "HeadCountSum",
        "Head counts of one row of a breakdown. One of an engagement for several axes or territories stands whole in "
        "the row of each: rows are not to be added without `sharedCount` and `sharedSum`.",
        [FieldRow("people", "PeopleAmount!", "The people counted.")],
    )


def _declare(summed: Summed, name: str, meaning: str, measures: list[FieldRow]) -> None:
    """Declare the enum of keys of a breakdown, the type of a key, and that of a row."""
    french = summed.kind.french
    name_enum(
        f"{name}Field",
        f"What {summed.kind.plural} are broken down by.",
        {one: breakdown.meaning for one, breakdown in summed.breakdowns.items()},
    )
    object_type(
        f"{name}Key",
        "One key of a row.",
        [
            FieldRow("field", f"{name}Field!", "The field."),
            FieldRow("value", "String", "The value as stored, an id for a node; null where none is given."),
            FieldRow("label", "String!", "Its French label."),
        ],
    )
    object_type(
        f"{name}s",
        meaning,
        [
            FieldRow("keys", f"[{name}Key!]!", "Its keys, in the order asked for."),
            FieldRow("count", "Int!", f"What it holds, each once (« {french} »)."),
            FieldRow("sharedCount", "Int!", "Of these, how many stand in other rows too."),
            *measures,
            FieldRow(
                summed.kind.plural,
                f"[{summed.kind.name}!]!",
                "Those behind its numbers, by id (« d’où vient ce chiffre ? »); `count` says how many there are.",
                (
                    ArgumentRow(
                        "first",
                        "Int!",
                        f"How many; 1 to {BEHIND_LIMIT}.",
                        BEHIND_DEFAULT,
                    ),
                ),
            ),
        ],
    )
