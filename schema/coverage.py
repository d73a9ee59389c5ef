"""The types of `coverage`: territories by axes.

Declarations only; the rules are 8 to 17, 21 and 25 of `docs/model.md`.
"""

from schema.cells import declare_cells
from schema.declare import ArgumentRow, FieldRow, input_type, object_type
from schema.paging import AS_OF_ECHO, connection_type, edge_type


def declare_coverage() -> None:
    """Declare the types of `coverage`, and of the cells nested in a territory."""
    _declare_spread()
    declare_cells()
    _declare_rules()
    object_type(
        "CoverageRow",
        "A row: a territory and its cells.",
        [
            FieldRow("territory", "Territory!", "The territory of the row."),
            FieldRow(
                "cells",
                "[CoverageCell!]!",
                "The cells of the row, one for each requested axis, in the order of the axes.",
            ),
        ],
    )
    edge_type("Coverage", "CoverageRow", "One row of a list, with its cursor.", "The row of the edge.")
    object_type(
        "CoverageSummary",
        "The totals of one axis over all rows, not only those of the page.",
        [
            FieldRow("axis", "Axis!", "The axis of the totals."),
            FieldRow("rows", "StatusCounts!", "The number of rows by status; wide rows have no status."),
            FieldRow(
                "contracts",
                "StatusCounts!",
                "The number of contracts in force that are a row or lie in one, by status, each counted once.",
            ),
            FieldRow(
                "qpv", "StatusCounts!", "The number of QPV that are a row or lie in one, by status, each counted once."
            ),
            FieldRow(
                "inhabitants",
                "InhabitantCounts!",
                "The number of inhabitants of the QPV that are a row or lie in one, by the status of their QPV.",
            ),
            FieldRow("fragileCount", "Int!", "The number of rows that depend on one body."),
            FieldRow(
                "contradictedCount",
                "Int!",
                "The number of rows where a survey found nobody, despite confirmed evidence.",
            ),
            FieldRow(
                "lapsedCount",
                "Int!",
                "The number of rows whose cell has a `lapsedOn`.",
            ),
        ],
    )
    connection_type(
        "Coverage",
        "CoverageRow",
        "A page of territories by axes on a day: who is mobilised, and where nobody is.",
        "The edges of the page, one for each row.",
        "The number of rows on all pages.",
        FieldRow(
            "summary", "[CoverageSummary!]!", "The totals of each axis over all rows, not only those of the page."
        ),
        AS_OF_ECHO,
    )
    input_type(
        "CoverageOrder",
        "One criterion of the order of rows: give exactly one field.",
        [
            ArgumentRow("code", "SortDirection", "The official code of the territory."),
            ArgumentRow(
                "name", "SortDirection", "The name of the territory, as a French reader expects it to be sorted."
            ),
            ArgumentRow(
                "gaps",
                "SortDirection",
                "The number of cells of the row where a survey found nobody; ties are broken by the number of cells "
                "to confirm, then by that of unknown cells.",
            ),
            ArgumentRow("fragile", "SortDirection", "The number of fragile cells of the row."),
        ],
        one_of=True,
    )


STATUSES = (
    ("covered", "that are covered (« couvert »)"),
    ("partial", "that are partially covered (« partiel »)"),
    (
        "inherited",
        "that are covered by what contains them (« couvert par l’intercommunalité, la commune ou le contrat »)",
    ),
    ("gap", "where a survey found nobody (« aucun acteur »)"),
    ("toConfirm", "where what is known awaits a confirmation or news (« à reconfirmer »)"),
    ("unknown", "where nothing in effect is recorded (« non renseigné »)"),
)


def _declare_rules() -> None:
    object_type(
        "CountingRules",
        "The durations of the rules of counting, in calendar months.",
        [
            FieldRow(name, "Int!", meaning)
            for name, meaning in (
                ("sessionMonths", "The number of months for which a training session counts after it was held."),
                ("diagnosticMonths", "The number of months for which a diagnostic counts after it was delivered."),
                ("confirmationMonths", "The number of months for which a confirmation is valid."),
                (
                    "actMonths",
                    "The number of months for which a signed act or a grant decision is valid without a confirmation.",
                ),
                ("surveyMonths", "The number of months for which a survey is valid."),
                ("renewalMonths", "The number of months for which a renewal is expected after something lapsed."),
                ("pauseMonths", "The longest pause, in months, that « mobilised since » bridges."),
            )
        ],
    )


def _declare_spread() -> None:
    object_type(
        "StatusCounts",
        "The number of territories with each status; `gap`, `toConfirm` and `unknown` are never to be added up.",
        [FieldRow(name, "Int!", f"The number of territories {meaning}.") for name, meaning in STATUSES],
    )
    object_type(
        "InhabitantCounts",
        "The number of inhabitants of QPV under each status; `gap`, `toConfirm` and `unknown` are never "
        "to be added up.",
        [
            *(FieldRow(name, "Int!", f"The number of inhabitants of QPV {meaning}.") for name, meaning in STATUSES),
            FieldRow(
                "withoutPopulation",
                "Int!",
                "The number of QPV whose inhabitants are unknown; they are counted under no status.",
            ),
        ],
    )
    object_type(
        "CoverageSpread",
        "The contracts in force and the QPV that lie in a wide territory, counted by their own status.",
        [
            FieldRow("contracts", "StatusCounts!", "The number of contracts in force on the day, by status."),
            FieldRow(
                "qpv",
                "StatusCounts!",
                "The number of QPV by status, those without a contract included; none before 2024.",
            ),
            FieldRow(
                "inhabitants", "InhabitantCounts!", "The number of inhabitants of the QPV, by the status of their QPV."
            ),
        ],
    )
