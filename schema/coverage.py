"""The types of `coverage`: territories by axes.

Declarations only; the rules are 8 to 17, 21 and 25 of `docs/model.md`.
"""

from graph.bounds import EVIDENCE_DEFAULT, EVIDENCE_LIMIT
from schema.declare import ArgumentRow, FieldRow, input_type, object_type
from schema.paging import AS_OF_ECHO, PAST, nodes_field


def _cell_fields(*, with_nodes: bool) -> list[FieldRow]:
    """Return the fields of a cell: its counts, and optionally its actors, engagements and survey."""
    return [
        FieldRow("axis", "Axis!", "The axis."),
        FieldRow("status", "CellStatus", "What is known of it on the day; null for a wide row, which has a `spread`."),
        FieldRow("actorCount", "Int!", "Distinct actors on confirmed evidence, wider reach left out."),
        FieldRow("engagementCount", "Int!", "Distinct confirmed engagements, wider reach left out."),
        FieldRow(
            "widerActorCount", "Int!", "Distinct actors of engagements of wider reach, which never lift the cell."
        ),
        FieldRow(
            "fragile",
            "Boolean!",
            "Whether one body is, or employs, every actor that counts, and no diagnostic covers the cell without them.",
        ),
        FieldRow(
            "assumed",
            "Boolean!",
            "Whether the status would be another without what rests on an assumed perimeter or a succession by place.",
        ),
        FieldRow("contradicted", "Boolean!", "Whether a recent survey found nobody, beside confirmed evidence."),
        FieldRow(
            "lapsedOn",
            "Date",
            "Last day on which something counted that reached it, where nothing confirmed does now; null where "
            "something does or nothing ever did.",
        ),
        FieldRow(
            "renewalPending", "Boolean!", "Whether it lapsed within the last 6 months: a renewal may be on its way."
        ),
        FieldRow(
            "onlyPast",
            "Boolean!",
            "Whether all that counts in it was held or delivered before the day, and counts by its effect; false where "
            "nothing counts.",
        ),
        FieldRow(
            "byReach",
            "[ReachCount!]!",
            "Distinct actors and engagements on confirmed evidence by reach; reaches without any are left out.",
        ),
        FieldRow("spread", "CoverageSpread", "The contracts and QPV of a wide row by status; null for other rows."),
        *(_node_fields() if with_nodes else []),
    ]


def _node_fields() -> list[FieldRow]:
    first = ArgumentRow("first", "Int", f"How many, 1 to {EVIDENCE_LIMIT}; {EVIDENCE_DEFAULT} when left out.")
    return [
        FieldRow("onlyActor", "Actor", "The body on which a fragile cell rests; null otherwise."),
        FieldRow(
            "survey", "CellSurvey", "What the newest survey of the last 12 months found; null when none speaks of it."
        ),
        FieldRow(
            "nextEnd",
            "Date",
            "The first day on which something that counts in it counts for the last time; null when all is open.",
        ),
        FieldRow(
            "lastPast", "Engagement", "What was held or delivered last, where all that counts is past; null otherwise."
        ),
        FieldRow("actors", "[Actor!]!", "The actors that count in the cell, by id; `actorCount` counts all.", (first,)),
        FieldRow("lastActors", "[Actor!]!", "Who was mobilised until `lapsedOn`, by id."),
        FieldRow("expected", "Engagement", "The planned engagement that begins first, on the day or later."),
        FieldRow(
            "evidence",
            "[CellEvidence!]!",
            "What counts in the cell: direct, partial, inherited; each by id. `engagementCount` counts all.",
            (first,),
        ),
        FieldRow(
            "discounted",
            "[DiscountedEvidence!]!",
            "What concerns the cell and does not count in it, by reason, then by reach, then by id.",
            (first,),
        ),
        FieldRow("discountedCount", "Int!", "How many engagements concern the cell and do not count in it."),
    ]


def declare_coverage() -> None:
    """Declare the types of `coverage`, and of the cells nested in a territory."""
    object_type(
        "ReachCount",
        "Counts for one reach.",
        [
            FieldRow("reach", "Reach!", "The reach."),
            FieldRow("actorCount", "Int!", "Distinct actors."),
            FieldRow("engagementCount", "Int!", "Distinct engagements."),
        ],
    )
    object_type(
        "CellEvidence",
        "An engagement under a cell.",
        [
            FieldRow("engagement", "Engagement!", "The engagement."),
            FieldRow("reach", "Reach!", "How it reaches the row."),
            FieldRow("viaSuccession", "Boolean!", "True when it does so only through a contract before or after it."),
            PAST,
        ],
    )
    object_type(
        "DiscountedEvidence",
        "An engagement that concerns a cell and does not count in it.",
        [
            FieldRow("engagement", "Engagement!", "The engagement."),
            FieldRow("reach", "Reach!", "How it reaches the row."),
            FieldRow("viaSuccession", "Boolean!", "True when it does so only through a contract before or after it."),
            FieldRow("reason", "DiscountReason!", "Why it does not count."),
        ],
    )
    object_type(
        "CellSurvey",
        "The finding of a survey on the axis, in the row or around it.",
        [
            FieldRow("surveyedOn", "Date!", "The day of the survey."),
            FieldRow("found", "SurveyFinding!", "What it found."),
            FieldRow("territory", "Territory!", "The territory that it looked at."),
            FieldRow("source", "Source", "The source that states it; null when none is recorded."),
        ],
    )
    _declare_spread()
    _declare_rules()
    object_type("CoverageCounts", "A cell of a territory, with counts only.", _cell_fields(with_nodes=False))
    object_type("CoverageCell", "A cell: a territory, an axis, a day.", _cell_fields(with_nodes=True))
    object_type(
        "CoverageRow",
        "A territory and its cells.",
        [
            FieldRow("territory", "Territory!", "The row."),
            FieldRow("cells", "[CoverageCell!]!", "One for each axis asked about, in their order."),
        ],
    )
    object_type(
        "CoverageEdge",
        "One row, with its cursor.",
        [
            FieldRow("cursor", "String!", "Where to go on from; opaque."),
            FieldRow("node", "CoverageRow!", "The row."),
        ],
    )
    object_type(
        "CoverageSummary",
        "One axis over all rows, not the page.",
        [
            FieldRow("axis", "Axis!", "The axis."),
            FieldRow("rows", "StatusCounts!", "Rows by status; wide rows have none."),
            FieldRow("contracts", "StatusCounts!", "Contracts in force that are a row or lie in one, once each."),
            FieldRow("qpv", "StatusCounts!", "QPV that are a row or lie in one, once each."),
            FieldRow("inhabitants", "InhabitantCounts!", "Inhabitants of these QPV, by the status of their QPV."),
            FieldRow("fragileCount", "Int!", "Rows that rest on one body."),
            FieldRow("contradictedCount", "Int!", "Rows where a survey found nobody beside confirmed evidence."),
            FieldRow("lapsedCount", "Int!", "Rows that something reached and nothing confirmed reaches any more."),
        ],
    )
    object_type(
        "CoverageConnection",
        "Territories by axes on a day: who is mobilised, and where nobody is.",
        [
            FieldRow("edges", "[CoverageEdge!]!", "The page of rows."),
            nodes_field("CoverageRow"),
            FieldRow("pageInfo", "PageInfo!", "Where the page stands."),
            FieldRow("totalCount", "Int!", "Rows in all."),
            FieldRow("summary", "[CoverageSummary!]!", "Totals by axis over all rows."),
            AS_OF_ECHO,
        ],
    )
    input_type(
        "CoverageOrder",
        "One criterion of an ordering of rows: give exactly one.",
        [
            ArgumentRow("code", "SortDirection", "Official code."),
            ArgumentRow("name", "SortDirection", "Name, as a French reader expects."),
            ArgumentRow(
                "gaps",
                "SortDirection",
                "Number of cells where a survey found nobody, then of those to confirm, then of those not filled in.",
            ),
            ArgumentRow("fragile", "SortDirection", "Number of fragile cells."),
        ],
        one_of=True,
    )


STATUSES = (
    ("covered", "covered (« couvert »)"),
    ("partial", "partially covered (« partiel »)"),
    ("inherited", "covered from above (« couvert par l’intercommunalité, la commune ou le contrat »)"),
    ("gap", "where a survey found nobody (« aucun acteur »)"),
    ("toConfirm", "where nothing is confirmed any more (« à reconfirmer »)"),
    ("unknown", "where nothing is recorded (« non renseigné »)"),
)


def _declare_rules() -> None:
    object_type(
        "CountingRules",
        "The durations of the rules of counting, in calendar months.",
        [
            FieldRow(name, "Int!", meaning)
            for name, meaning in (
                ("sessionMonths", "How long a training session counts after it was held."),
                ("diagnosticMonths", "How long a diagnostic counts after it was delivered."),
                ("confirmationMonths", "How long a confirmation is believed."),
                ("actMonths", "How long a signed act or a grant decision is believed without another sign."),
                ("surveyMonths", "How long a survey speaks of a territory."),
                ("renewalMonths", "How long after the end of what lapsed a renewal is expected."),
                ("pauseMonths", "The longest pause that « mobilised since » bridges."),
            )
        ],
    )


def _declare_spread() -> None:
    object_type(
        "StatusCounts",
        "How many territories have each status; the last three are never to be added up.",
        [FieldRow(name, "Int!", f"Those {meaning}.") for name, meaning in STATUSES],
    )
    object_type(
        "InhabitantCounts",
        "How many inhabitants of QPV live under each status; the last three statuses are never to be added up.",
        [
            *(FieldRow(name, "Int!", f"In QPV {meaning}.") for name, meaning in STATUSES),
            FieldRow("withoutPopulation", "Int!", "QPV whose inhabitants are unknown; they are in none of the others."),
        ],
    )
    object_type(
        "CoverageSpread",
        "The contracts in force and the QPV that lie in a wide territory, by their own status.",
        [
            FieldRow("contracts", "StatusCounts!", "Contracts in force on the day."),
            FieldRow("qpv", "StatusCounts!", "QPV, those without contract included; none before 2024."),
            FieldRow("inhabitants", "InhabitantCounts!", "Inhabitants of these QPV."),
        ],
    )
