"""Grants: money, including what is not known about it yet."""

from graph.model.common import ID, IMPORTED_BY, LABEL, SOURCES
from graph.shape import Computed, Direction, Kind, Property, Relation, Scalar

GRANT = Kind(
    "Grant",
    "Grant",
    "Grant",
    "Money awarded to a body or for an engagement (« subvention »). A grant whose use is not known is to be "
    "classified (« à classer ») and counts in no cell or sum.",
    (
        ID,
        LABEL,
        Property(
            "year", Scalar.INT, "The budget year of the grant.", required=True, api_name="budgetYear", has_year=True
        ),
        Property(
            "programme", Scalar.TEXT, "The budget programme of the grant, for example « 147 »; null when not stated."
        ),
        Property(
            "line",
            Scalar.TEXT,
            "The line of the grant in the year's nomenclature, for example « 2.4 »; null when not stated.",
        ),
        Property("askedEuros", Scalar.FLOAT, "The amount asked for, in euros and cents; null when unknown."),
        Property("grantedEuros", Scalar.FLOAT, "The amount granted, in euros and cents; null when unknown."),
        Property(
            "purpose",
            Scalar.TEXT,
            "The purpose of the grant, as the source words it, perhaps cut short; null when not stated.",
        ),
        Property(
            "payingService",
            Scalar.TEXT,
            "The service of the State that paid the grant, in the words of the source; null when not stated.",
        ),
    ),
    (
        Relation("awardedBy", "AWARDED", "Institution", "The institutions that awarded the grant.", Direction.IN),
        Relation(
            "receivedBy",
            "RECEIVED",
            "Institution",
            "The institutions that received the grant (« bénéficiaires »).",
            Direction.IN,
        ),
        Relation("funds", "FUNDS", "Engagement", "The engagements that the grant pays for."),
        Relation(
            "territories",
            "GRANTED_IN",
            "Territory",
            "The territories that the source names for the grant, such as the département of the service that paid it.",
            paged=True,
        ),
        SOURCES,
        IMPORTED_BY,
    ),
    (
        Computed(
            "proposedAxes",
            "AxisProposal",
            "The axes that the words of the grant's purpose suggest: proposals for whoever classifies it, "
            "never stored or counted.",
            many=True,
            required=True,
        ),
    ),
    stated_relations=("awardedBy", "receivedBy", "funds", "territories", "sources"),
    prefixes=("grant",),
    plural="grants",
    french="subvention",
)
