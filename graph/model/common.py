"""Properties, relations and arguments shared by several kinds, with the same meaning everywhere."""

from graph.shape import Argument, Property, Relation, Scalar
from graph.vocabulary import Audience, Axis, Criterion, QualificationKind, Role, Theme

ID = Property("id", Scalar.ID, "Stable identifier; treat it as opaque.", required=True)
LABEL = Property("label", Scalar.TEXT, "Label for display, in French.", required=True, derived=True)
_STATES = "The source that states it; null when none is recorded."
SOURCE_ID = Property("sourceId", Scalar.ID, _STATES, refers_to="Source")
STARTS_ON = Property("startsOn", Scalar.DATE, "First day it holds; null when unknown or always.")
ENDS_ON = Property("endsOn", Scalar.DATE, "Last day it holds, inclusive; null while open.")
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
    "Workbook imports that stated something about it; empty when it was loaded in another way.",
)

QUALIFICATION = (
    *PERIOD,
    Property("issuer", Scalar.TEXT, "Who qualified the trainer."),
    SOURCE_ID,
    Property("kind", QualificationKind, "On what it rests; null when unknown."),
    Property("level", Scalar.TEXT, "Its level, as the issuer words it; null when unknown."),
)
"""The properties of the relationship between a trainer and an offer that they are qualified to deliver."""
CONCERN = Property("concern", Scalar.TEXT, "What worried who asked for it; null when not stated.")
SHARED_ON = Property("sharedOn", Scalar.DATE, "Day on which it was shared; null when unknown.")
TAKEN_UP_ON = Property("takenUpOn", Scalar.DATE, "Day on which it was taken up; null when unknown.")
CONFIRMED_ON = Property("confirmedOn", Scalar.DATE, "Day the source confirmed it; null when unknown.")
SOURCES = Relation(
    "sources",
    "STATED_BY",
    "Source",
    "Sources that state it, with the day each confirmed it.",
    edge=(CONFIRMED_ON,),
)
CRITERIA = Property("criteria", Criterion, "Criteria of discrimination it addresses.", many=True)
THEMES = Property("themes", Theme, "Fields of life concerned (« thématiques »).", many=True)
AUDIENCES = Property("audiences", Audience, "Whom it is for (« publics »).", many=True)
ROLES = Property("roles", Role, "What the actor does in the engagement; never empty.", many=True, required=True)

AS_OF = Argument(
    "asOf",
    Scalar.DATE,
    'The day: YYYY-MM-DD, or "today" in Europe/Paris.',
    required=True,
)
AXES = Argument("axes", Axis, "Only these axes; all five when left out.", many=True)
COUNTED = (
    Argument(
        "roles",
        Role,
        "Roles that count; when left out, the carrying roles, and in a diagnostic who ordered it.",
        many=True,
    ),
    Argument("criteria", Criterion, "Only engagements on one of these criteria.", many=True),
    Argument("themes", Theme, "Only engagements on one of these fields.", many=True),
    Argument("audiences", Audience, "Only engagements for one of these audiences.", many=True),
)
"""The arguments that decide which engagements count, besides the territory, the axis and the day."""
