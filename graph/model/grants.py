"""Grants: money, including what is not known about it yet."""

from graph.model.common import ID, IMPORTED_BY, LABEL, SOURCES
from graph.shape import Computed, Direction, Kind, Property, Relation, Scalar

GRANT = Kind(
    "Grant",
    "Grant",
    "Grant",
    "Money awarded to a body or for an engagement (« subvention »). One that funds nothing known is yet to be "
    "classified (« à classer »): it counts in no cell and in no sum.",
    (
        ID,
        LABEL,
        Property("year", Scalar.INT, "Budget year.", required=True, api_name="budgetYear", has_year=True),
        Property("programme", Scalar.TEXT, "Budget programme, for example « 147 »."),
        Property("line", Scalar.TEXT, "Line of the year's nomenclature, for example « 2.4 »."),
        Property("askedEuros", Scalar.FLOAT, "Amount asked for, in euros and cents; null when unknown."),
        Property("grantedEuros", Scalar.FLOAT, "Amount granted, in euros and cents; null when unknown."),
        Property(
            "purpose",
            Scalar.TEXT,
            "What it is for, as the source words it, perhaps cut; null when not stated.",
        ),
        Property(
            "payingService",
            Scalar.TEXT,
            "The service of the State that paid it, in the words of the source; null when not stated.",
        ),
    ),
    (
        Relation("awardedBy", "AWARDED", "Institution", "Who awarded it.", Direction.IN),
        Relation("receivedBy", "RECEIVED", "Institution", "Who received it (« bénéficiaire »).", Direction.IN),
        Relation("funds", "FUNDS", "Engagement", "What it pays for."),
        Relation(
            "territories",
            "GRANTED_IN",
            "Territory",
            "Territories that the source names for it, such as the département of the service that paid it.",
            paged=True,
        ),
        SOURCES,
        IMPORTED_BY,
    ),
    (
        Computed(
            "proposedAxes",
            "AxisProposal",
            "Axes that the words of its purpose suggest: proposals for whoever classifies it, never stored or counted.",
            many=True,
            required=True,
        ),
    ),
    stated_relations=("awardedBy", "receivedBy", "funds", "territories", "sources"),
    prefixes=("grant",),
    plural="grants",
    french="subvention",
)
