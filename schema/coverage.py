"""The types of `coverage`: territories by axes.

Declarations only; rules 7 to 13, 16 and 20 of `docs/model.md` stand behind them.
"""

from graph.bounds import EVIDENCE_DEFAULT, EVIDENCE_LIMIT
from schema.declare import ArgumentRow, FieldRow, name_enum, object_type
from schema.paging import AS_OF_ECHO


def _cell_fields(*, with_actors: bool) -> list[FieldRow]:
    """Return the fields of a cell: its counts, and where requested its actors and evidence."""
    return [
        FieldRow("axis", "Axis!", "The axis."),
        FieldRow("status", "CellStatus!", "What is known of it on the day."),
        FieldRow("actorCount", "Int!", "Distinct actors, those of wider reach left out."),
        FieldRow("engagementCount", "Int!", "Distinct engagements, those of wider reach left out."),
        FieldRow(
            "widerActorCount", "Int!", "Distinct actors of engagements of wider reach, which never lift the cell."
        ),
        FieldRow("fragile", "Boolean!", "Whether direct and partial cover rest on one actor."),
        FieldRow("stale", "Boolean!", "Whether no evidence under it was confirmed within 24 months of the day."),
        FieldRow("lapsedOn", "Date", "Last day somebody was mobilised; null where somebody is or nobody ever was."),
        FieldRow(
            "renewalPending", "Boolean!", "Whether it lapsed within the last 6 months: a renewal may be on its way."
        ),
        FieldRow(
            "byReach", "[ReachCount!]!", "Distinct actors and engagements by reach; reaches without any are left out."
        ),
        *(
            [
                FieldRow("onlyActor", "Actor", "The one actor of a fragile cell; null otherwise."),
                FieldRow("lastActors", "[Actor!]!", "Who was mobilised until `lapsedOn`, by id."),
                FieldRow(
                    "evidence",
                    "[CellEvidence!]!",
                    "The engagements under the cell: direct, partial, inherited, then wider; each by id.",
                    (
                        ArgumentRow(
                            "first", "Int", f"How many, 1 to {EVIDENCE_LIMIT}; {EVIDENCE_DEFAULT} when left out."
                        ),
                    ),
                ),
            ]
            if with_actors
            else []
        ),
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
            FieldRow("viaPredecessor", "Boolean!", "True when it does so only through the contract's predecessor."),
        ],
    )
    object_type("CoverageCounts", "A cell of a territory, with counts only.", _cell_fields(with_actors=False))
    object_type("CoverageCell", "A cell: a territory, an axis, a day.", _cell_fields(with_actors=True))
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
            *(
                FieldRow(name, "Int!", f"Rows {meaning}")
                for name, meaning in (
                    ("covered", "with direct cover (« couvert »)."),
                    ("partial", "with partial cover (« partiel »)."),
                    ("inherited", "with inherited cover (« hérité »)."),
                    ("gap", "where a survey found nobody (« rien de connu »)."),
                    ("unknown", "with nothing recorded (« non renseigné »)."),
                    ("fragile", "that rest on one actor."),
                    ("stale", "whose evidence is old."),
                    ("lapsed", "where somebody was mobilised and no longer is."),
                )
            ),
        ],
    )
    object_type(
        "Coverage",
        "Territories by axes on a day: who is mobilised, and where nobody is.",
        [
            FieldRow("edges", "[CoverageEdge!]!", "The page of rows."),
            FieldRow("pageInfo", "PageInfo!", "Where the page stands."),
            FieldRow("totalCount", "Int!", "Rows in all."),
            FieldRow("summary", "[CoverageSummary!]!", "Totals by axis over all rows."),
            AS_OF_ECHO,
        ],
    )
    name_enum(
        "CoverageOrder",
        "The order of the rows; ties by code, then id.",
        {
            "CODE": "By official code.",
            "NAME": "By name, as a French reader expects.",
            "GAPS_DESC": "Most cells without anybody first.",
            "FRAGILE_DESC": "Most fragile cells first.",
        },
    )
