"""The results of diagnostics: orientations with their obstacles, and indicators."""

from graph.model.common import FICTIONAL, ID, IMPORTED_BY, LABEL, SHARED_ON, SOURCES, TAKEN_UP_ON, title
from graph.shape import Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import Axis, Theme

ORIENTATION = Kind(
    "Orientation",
    "Orientation",
    "Orientation",
    "A recommendation of a diagnostic (« orientation »).",
    (
        ID,
        LABEL,
        Property("text", Scalar.TEXT, "The text of the orientation: what the diagnostic recommends.", required=True),
        Property("axis", Axis, "The axis to which the orientation belongs; null when not stated."),
        Property("theme", Theme, "The field of life to which the orientation belongs; null when not stated."),
    ),
    (
        Relation(
            "diagnostic",
            "RECOMMENDS",
            "Diagnostic",
            "The diagnostic that recommends the orientation.",
            Direction.IN,
            single=True,
        ),
        Relation(
            "sharedBy",
            "SHARED_BY",
            "Institution",
            "The institutions that agree with the orientation (« partagée par »).",
            edge=(SHARED_ON,),
        ),
        Relation(
            "takenUpBy",
            "TAKEN_UP_BY",
            "Engagement",
            "The engagements that take up the orientation; empty while none does.",
            edge=(TAKEN_UP_ON,),
        ),
        Relation(
            "obstacles",
            "HINDERS",
            "Obstacle",
            "The obstacles that stand or stood in the way of the orientation.",
            Direction.IN,
        ),
        IMPORTED_BY,
    ),
    stated_relations=("diagnostic", "sharedBy", "takenUpBy"),
    prefixes=("orientation",),
    plural="orientations",
    french="orientation",
)
INDICATOR = Kind(
    "Indicator",
    "Indicator",
    "Indicator",
    "A number that a diagnostic gives for a territory and a year (« indicateur »).",
    (
        ID,
        LABEL,
        title("The title of the indicator: what is measured."),
        Property("value", Scalar.FLOAT, "The value of the indicator; null when the source gives none."),
        Property(
            "unit",
            Scalar.TEXT,
            "The unit of the indicator's value, for example « % » or « euros »; null when it has none.",
        ),
        Property("year", Scalar.INT, "The year of the indicator's data; null when unknown.", has_year=True),
        FICTIONAL,
    ),
    (
        Relation(
            "diagnostic",
            "MEASURES",
            "Diagnostic",
            "The diagnostic that gives the indicator.",
            Direction.IN,
            single=True,
        ),
        Relation(
            "territory", "MEASURED_IN", "Territory", "The territory in which the indicator is measured.", single=True
        ),
        SOURCES,
        IMPORTED_BY,
    ),
    stated_relations=("diagnostic", "territory", "sources"),
    prefixes=("indicator",),
    plural="indicators",
    french="indicateur",
)
OBSTACLE = Kind(
    "Obstacle",
    "Obstacle",
    "Obstacle",
    "An obstacle in the way of an orientation (« obstacle »), with what lifted it.",
    (
        ID,
        LABEL,
        Property(
            "text", Scalar.TEXT, "The text of the obstacle: what stands in the way of the orientation.", required=True
        ),
        Property("noticedOn", Scalar.DATE, "The day on which the obstacle was noticed; null when unknown."),
        Property(
            "liftedOn", Scalar.DATE, "The day on which the obstacle was lifted; null while it stands, or when unknown."
        ),
    ),
    (
        Relation("orientation", "HINDERS", "Orientation", "The orientation that the obstacle hinders.", single=True),
        Relation(
            "liftedBy", "LIFTED_BY", "Engagement", "The engagements that lifted the obstacle; empty while none did."
        ),
        SOURCES,
        IMPORTED_BY,
    ),
    stated_relations=("orientation", "liftedBy", "sources"),
    prefixes=("obstacle",),
    plural="obstacles",
    french="obstacle",
)
