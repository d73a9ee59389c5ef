"""Strategic territorial diagnostics."""

from graph.model.common import AS_OF, CONCERN
from graph.model.engagements import engagement_kind
from graph.shape import Computed, Direction, Property, Relation, Scalar
from graph.vocabulary import DiagnosticKind

DIAGNOSTIC = engagement_kind(
    "Diagnostic",
    "diagnostic",
    "diagnostics",
    "diagnostic",
    "A strategic territorial diagnostic (« diagnostic territorial stratégique »), on axis 1 unless stated otherwise.",
    (
        Property("kind", DiagnosticKind, "The depth of the diagnostic; null when unknown.", api_name="diagnosticKind"),
        Property(
            "requestedByState",
            Scalar.BOOL,
            "Whether a source says that a State service asked for the diagnostic.",
            unstated=False,
        ),
        Property(
            "requestedByElected",
            Scalar.BOOL,
            "Whether a source says that elected officials asked for the diagnostic.",
            unstated=False,
        ),
        Property("concern", Scalar.TEXT, "The concern that led to the diagnostic; null when not stated."),
        Property(
            "dataStartsOn",
            Scalar.DATE,
            "The first day of the data on which the diagnostic rests; null when not stated.",
        ),
        Property(
            "dataEndsOn", Scalar.DATE, "The last day of the data on which the diagnostic rests; null when not stated."
        ),
        Property("deliveredOn", Scalar.DATE, "The day on which the diagnostic was delivered; null until then."),
        Property("findings", Scalar.TEXT, "What the diagnostic found, in short; null when not stated."),
        Property(
            "methods", Scalar.TEXT, "The methods of the diagnostic: interviews, data, testing; null when not stated."
        ),
    ),
    (
        Relation(
            "requestedBy",
            "REQUESTED",
            "Institution",
            "The institutions that asked for the diagnostic, each with what worried it.",
            Direction.IN,
            edge=(CONCERN,),
        ),
        Relation(
            "orientations",
            "RECOMMENDS",
            "Orientation",
            "The recommendations of the diagnostic (« orientations »).",
            paged=True,
        ),
        Relation("serves", "SERVES", "Engagement", "The plans, actions and commitments that the diagnostic serves."),
        Relation(
            "updates",
            "UPDATES",
            "Diagnostic",
            "The older diagnostic that this one updates; null when there is none.",
            single=True,
        ),
        Relation("updatedBy", "UPDATES", "Diagnostic", "The newer diagnostics that update this one.", Direction.IN),
        Relation(
            "plans",
            "BASED_ON",
            "TerritorialPlan",
            "The territorial plans that rest on the diagnostic.",
            Direction.IN,
            paged=True,
        ),
        Relation(
            "indicators",
            "MEASURES",
            "Indicator",
            "The numbers that the diagnostic gives (« indicateurs »).",
            paged=True,
        ),
    ),
    computed=(
        Computed(
            "ageMonths",
            Scalar.INT,
            "The whole months from the diagnostic's delivery to the day; null when it is not delivered by the day.",
            (AS_OF,),
        ),
        Computed(
            "dataAgeMonths",
            Scalar.INT,
            "The whole months from the last day of the diagnostic's data to the day; null when the data end "
            "later or that day is not stated.",
            (AS_OF,),
        ),
        Computed(
            "daysToPlan",
            Scalar.INT,
            "The number of days from the diagnostic's delivery to the first signature, on the same day or later, of a "
            "plan that rests on it; null when no such plan was signed by the day of the answer.",
            (AS_OF,),
        ),
    ),
    stated=("requestedBy", "serves", "updates"),
)
