"""The types of a cell of `coverage`: its counts, its evidence and its survey."""

from graph.bounds import EVIDENCE_DEFAULT, EVIDENCE_LIMIT
from schema.declare import ArgumentRow, FieldRow, object_type
from schema.paging import PAST


def declare_cells() -> None:
    """Declare the types of cells, and the types of the contents of cells."""
    object_type(
        "ReachCount",
        "The counts of actors and engagements for one reach.",
        [
            FieldRow("reach", "Reach!", "The reach of the engagements counted."),
            FieldRow("actorCount", "Int!", "The number of distinct actors of this reach."),
            FieldRow("engagementCount", "Int!", "The number of distinct engagements of this reach."),
        ],
    )
    object_type(
        "CellEvidence",
        "An engagement that counts in a cell.",
        [
            FieldRow("engagement", "Engagement!", "The engagement that counts in the cell."),
            FieldRow("reach", "Reach!", "How the engagement reaches the row."),
            FieldRow(
                "viaSuccession",
                "Boolean!",
                "Whether the engagement reaches the row only through a preceding or succeeding contract.",
            ),
            PAST,
        ],
    )
    object_type(
        "DiscountedEvidence",
        "An engagement that concerns a cell but does not count in it.",
        [
            FieldRow("engagement", "Engagement!", "The engagement that does not count in the cell."),
            FieldRow("reach", "Reach!", "How the engagement reaches the row."),
            FieldRow(
                "viaSuccession",
                "Boolean!",
                "Whether the engagement reaches the row only through a preceding or succeeding contract.",
            ),
            FieldRow("reason", "DiscountReason!", "The reason why the engagement does not count in the cell."),
        ],
    )
    object_type(
        "CellSurvey",
        "The finding of a survey of the row, or of a territory around it, on one axis.",
        [
            FieldRow("surveyedOn", "Date!", "The day of the survey."),
            FieldRow("found", "SurveyFinding!", "What the survey found on the axis."),
            FieldRow("territory", "Territory!", "The territory that the survey examined."),
            FieldRow("source", "Source", "The source that states the survey; null when none is recorded."),
        ],
    )
    object_type(
        "CoverageCounts",
        "A cell of a territory (one axis on one day), with counts only.",
        _cell_fields(with_nodes=False),
    )
    object_type("CoverageCell", "A cell: one territory, one axis, one day.", _cell_fields(with_nodes=True))


def _cell_fields(*, with_nodes: bool) -> list[FieldRow]:
    """Return the fields of a cell: its counts, and optionally its actors, engagements and survey."""
    return [
        FieldRow("axis", "Axis!", "The axis of the cell."),
        FieldRow(
            "status", "CellStatus", "What is known of the cell on the day; null for a wide row, which has a `spread`."
        ),
        FieldRow(
            "actorCount",
            "Int!",
            "The number of distinct actors that count in confirmed engagements, wider reach left out.",
        ),
        FieldRow("engagementCount", "Int!", "The number of distinct confirmed engagements, wider reach left out."),
        FieldRow(
            "widerActorCount",
            "Int!",
            "The number of distinct actors of confirmed engagements of wider reach, which never count in the cell.",
        ),
        FieldRow(
            "fragile",
            "Boolean!",
            "Whether the cell depends on one body: every actor that counts is that body or employed by it, and no "
            "diagnostic would cover the cell if these actors were taken away.",
        ),
        FieldRow(
            "assumed",
            "Boolean!",
            "Whether the status of the cell rests on an assumption. Some engagements and surveys concern a cell only "
            "through an assumed perimeter, or only through a succession that rests on location alone: true if the "
            "status would differ without them.",
        ),
        FieldRow(
            "contradicted", "Boolean!", "Whether a recent survey found nobody in the cell, despite confirmed evidence."
        ),
        FieldRow(
            "lapsedOn",
            "Date",
            "The latest `countsUntil` before the day among the engagements that counted in the cell, confirmed or not; "
            "null while a confirmed engagement counts in the cell, or if none has ended.",
        ),
        FieldRow(
            "renewalPending",
            "Boolean!",
            "Whether the cell lapsed within the last 6 months, so that a renewal may be on its way.",
        ),
        FieldRow(
            "onlyPast",
            "Boolean!",
            "Whether all that counts in the cell was held or delivered before the day, and counts because "
            "its effect lasts; false when nothing counts.",
        ),
        FieldRow(
            "byReach",
            "[ReachCount!]!",
            "The counts of distinct actors and engagements on confirmed evidence, by reach; reaches without "
            "any are left out.",
        ),
        FieldRow("spread", "CoverageSpread", "The contracts and QPV of a wide row by status; null for other rows."),
        *(_node_fields() if with_nodes else []),
    ]


def _node_fields() -> list[FieldRow]:
    first = ArgumentRow("first", "Int", f"The number of nodes, 1 to {EVIDENCE_LIMIT}; {EVIDENCE_DEFAULT} by default.")
    return [
        FieldRow("onlyActor", "Actor", "The body on which a fragile cell depends; null for another cell."),
        FieldRow(
            "survey",
            "CellSurvey",
            "What the newest survey of the last 12 months found in the cell; null when none examined it.",
        ),
        FieldRow(
            "nextEnd",
            "Date",
            "The earliest `countsUntil` of the engagements that count in the cell; null when all are open.",
        ),
        FieldRow(
            "lastPast",
            "Engagement",
            "The engagement that was held or delivered last, when all that counts in the cell is past; null otherwise.",
        ),
        FieldRow(
            "actors", "[Actor!]!", "The actors that count in the cell, by id; `actorCount` counts them all.", (first,)
        ),
        FieldRow("lastActors", "[Actor!]!", "The actors who were mobilised until `lapsedOn`, by id."),
        FieldRow(
            "expected",
            "Engagement",
            "The planned engagement for the cell that begins first, on the day or later; null when none is known.",
        ),
        FieldRow(
            "evidence",
            "[CellEvidence!]!",
            "The engagements that count in the cell: direct, then partial, then inherited, each by id; "
            "`engagementCount` counts them all.",
            (first,),
        ),
        FieldRow(
            "discounted",
            "[DiscountedEvidence!]!",
            "The engagements that concern the cell but do not count in it, by reason, then reach, then id.",
            (first,),
        ),
        FieldRow("discountedCount", "Int!", "The number of engagements that concern the cell but do not count in it."),
    ]
