"""Properties, relations and arguments shared by several kinds, with the same meaning everywhere."""

from graph.shape import Argument, Property, Relation, Scalar
from graph.vocabulary import Audience, Axis, Criterion, QualificationKind, Role, Theme

ID = Property("id", Scalar.ID, "The stable identifier of the node; treat it as opaque.", required=True)
LABEL = Property("label", Scalar.TEXT, "The label of the node for display, in French.", required=True, derived=True)
FICTIONAL = Property("fictional", Scalar.BOOL, "Whether the node was made up for the demonstration.", required=True)
_STATES = "The source that states the relationship; null when none is recorded."
SOURCE_ID = Property("sourceId", Scalar.ID, _STATES, refers_to="Source")
STARTS_ON = Property(
    "startsOn",
    Scalar.DATE,
    "The first day on which the relationship holds; null when unknown or when it has always held.",
)
ENDS_ON = Property(
    "endsOn", Scalar.DATE, "The last day on which the relationship holds, inclusive; null while it is open."
)
PERIOD = STARTS_ON, ENDS_ON
"""The days of a relationship that holds for a period."""


def title(meaning: str) -> Property:
    """Return the property `title` of a kind, with its meaning for that kind."""
    return Property("title", Scalar.TEXT, meaning, required=True)


def name(meaning: str, *, personal: bool = False) -> Property:
    """Return the property `name` of a kind, with its meaning for that kind."""
    return Property("name", Scalar.TEXT, meaning, required=True, personal=personal)


IMPORTED_BY = Relation(
    "importedBy",
    "IMPORTED_BY",
    "Import",
    "The workbook imports that stated something about the node; empty when it was loaded in another way.",
)

QUALIFICATION = (
    *PERIOD,
    Property("issuer", Scalar.TEXT, "The issuer of the trainer's qualification; null when not recorded."),
    SOURCE_ID,
    Property("kind", QualificationKind, "What the qualification rests on; null when unknown."),
    Property("level", Scalar.TEXT, "The level of the qualification, as the issuer words it; null when unknown."),
)
"""The properties of the relationship between a trainer and an offer that they are qualified to deliver."""
CONCERN = Property(
    "concern", Scalar.TEXT, "What worried the institution that asked for the diagnostic; null when not stated."
)
SHARED_ON = Property(
    "sharedOn", Scalar.DATE, "The day on which the institution agreed with the orientation; null when unknown."
)
TAKEN_UP_ON = Property(
    "takenUpOn", Scalar.DATE, "The day on which the engagement took up the orientation; null when unknown."
)
CONFIRMED_ON = Property(
    "confirmedOn", Scalar.DATE, "The day on which the source confirmed its statement; null when unknown."
)
SOURCES = Relation(
    "sources",
    "STATED_BY",
    "Source",
    "The sources that state what the node records, each with the day of its confirmation.",
    edge=(CONFIRMED_ON,),
)
CRITERIA = Property("criteria", Criterion, "The criteria of discrimination that the node addresses.", many=True)
THEMES = Property("themes", Theme, "The fields of life that the node concerns (« thématiques »).", many=True)
AUDIENCES = Property("audiences", Audience, "The audiences for whom the node is meant (« publics »).", many=True)
ROLES = Property("roles", Role, "The roles of the actor in the engagement; never empty.", many=True, required=True)

AS_OF = Argument(
    "asOf",
    Scalar.DATE,
    'The day for which the field is answered: YYYY-MM-DD, or "today" in Europe/Paris.',
    required=True,
)
AXES = Argument("axes", Axis, "Only these axes; all five by default.", many=True)
COUNTED = (
    Argument(
        "roles",
        Role,
        "The roles in which an actor counts; by default the carrying roles and, in a diagnostic, `COMMISSIONER` too.",
        many=True,
    ),
    Argument(
        "criteria",
        Criterion,
        "Only engagements on one of these criteria of discrimination; all engagements by default.",
        many=True,
    ),
    Argument(
        "themes", Theme, "Only engagements on one of these fields of life; all engagements by default.", many=True
    ),
    Argument(
        "audiences", Audience, "Only engagements for one of these audiences; all engagements by default.", many=True
    ),
)
"""The arguments that decide which engagements count, besides the territory, the axis and the day."""
