"""Engagements: the interface and its kinds; plans are in `graph/model/plans.py`."""

from graph.model.common import (
    AS_OF,
    AUDIENCES,
    CONCERN,
    CRITERIA,
    ID,
    IMPORTED_BY,
    LABEL,
    ROLES,
    SOURCES,
    THEMES,
    title,
)
from graph.shape import Computed, Condition, Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import (
    Axis,
    CommitmentKind,
    DiagnosticKind,
    EngagementStatus,
    SessionKind,
)

ENGAGEMENT_PROPERTIES = (
    ID,
    LABEL,
    title("Title, as the source gives it."),
    Property("startsOn", Scalar.DATE, "First day, inclusive.", required=True, has_year=True),
    Property("endsOn", Scalar.DATE, "Last day, inclusive; null while open."),
    Property("status", EngagementStatus, "Where it stands.", required=True),
    Property("cancelledOn", Scalar.DATE, "Day it was cancelled; null unless cancelled and known."),
    Property("countsFrom", Scalar.DATE, "First day it counts as in effect; null when it never counts.", derived=True),
    Property(
        "countsUntil",
        Scalar.DATE,
        "Last day it counts as in effect; null when open or when it never counts.",
        derived=True,
    ),
    Property(
        "confirmedOn", Scalar.DATE, "Last day a source confirmed it; null when no source gives a day.", derived=True
    ),
    Property(
        "axes", Axis, "The axes it works on, in their order.", many=True, required=True, linked=("ON_AXIS", "Axis")
    ),
    CRITERIA,
    THEMES,
    AUDIENCES,
    Property("fictional", Scalar.BOOL, "True for what was made up for the demonstration.", required=True),
)
ENGAGEMENT_COMPUTED = (
    Computed(
        "inEffect",
        Scalar.BOOL,
        "Whether it counts on the day (countsFrom to countsUntil).",
        (AS_OF,),
        required=True,
    ),
)
ENGAGEMENT_CONDITIONS = (
    Condition("inEffectOn", Scalar.DATE, 'It counts on this day (countsFrom to countsUntil); "today" may be written.'),
)
ENGAGEMENT_RELATIONS = (
    Relation("territories", "TARGETS", "Territory", "The ground it is for (« territoires »).", paged=True),
    Relation(
        "actors",
        "ENGAGED_IN",
        "Actor",
        "Who is engaged in it, with their roles.",
        Direction.IN,
        edge=(ROLES,),
        paged=True,
    ),
    SOURCES,
    Relation("grants", "FUNDS", "Grant", "Money awarded for it.", Direction.IN),
    Relation(
        "answersOrientations",
        "TAKEN_UP_BY",
        "Orientation",
        "Orientations of diagnostics that it takes up.",
        Direction.IN,
    ),
    IMPORTED_BY,
)
HEAD_COUNTS = Relation(
    "headCounts", "COUNTED_IN", "HeadCount", "Numbers of people that it reached (« effectifs »).", Direction.IN
)

PLAN = Relation("plan", "PART_OF_PLAN", "TerritorialPlan", "The plan it belongs to; null when none.", single=True)
LOCAL_AXES = Relation("localAxes", "ON_LOCAL_AXIS", "LocalAxis", "The axes of its plan, in the plan's own words.")


def engagement_kind(  # noqa: PLR0913, PLR0917 - the columns of a small table of kinds
    name: str,
    prefix: str,
    plural: str,
    french: str,
    meaning: str,
    properties: tuple[Property, ...] = (),
    relations: tuple[Relation, ...] = (),
    computed: tuple[Computed, ...] = (),
    stated: tuple[str, ...] = (),
) -> Kind:
    """Return a kind of engagement, with its own properties and relations in addition to those of all kinds."""
    return Kind(
        name,
        "Engagement",
        name,
        meaning,
        (*ENGAGEMENT_PROPERTIES, *properties),
        (*ENGAGEMENT_RELATIONS, *relations),
        (*ENGAGEMENT_COMPUTED, *computed),
        ENGAGEMENT_CONDITIONS,
        interface="Engagement",
        stated_relations=("territories", "actors", *stated, "sources"),
        prefixes=(prefix,),
        plural=plural,
        french=french,
    )


ACTION = engagement_kind(
    "Action",
    "action",
    "actions",
    "action",
    "An action, in a plan or on its own (« action »).",
    relations=(
        PLAN,
        LOCAL_AXES,
        HEAD_COUNTS,
    ),
    stated=("plan", "localAxes"),
)
DIAGNOSTIC = engagement_kind(
    "Diagnostic",
    "diagnostic",
    "diagnostics",
    "diagnostic",
    "A strategic territorial diagnostic (« diagnostic territorial stratégique »); axis 1 unless stated otherwise.",
    (
        Property("kind", DiagnosticKind, "How deep it goes; null when unknown.", api_name="diagnosticKind"),
        Property(
            "requestedByState", Scalar.BOOL, "Whether a source says that a State service asked for it.", unstated=False
        ),
        Property(
            "requestedByElected",
            Scalar.BOOL,
            "Whether a source says that elected officials asked for it.",
            unstated=False,
        ),
        Property("concern", Scalar.TEXT, "The concern that led to it; null when not stated."),
        Property("dataStartsOn", Scalar.DATE, "First day of the data it rests on."),
        Property("dataEndsOn", Scalar.DATE, "Last day of the data it rests on."),
        Property("deliveredOn", Scalar.DATE, "Day it was handed over; null until then."),
        Property("findings", Scalar.TEXT, "What it found, in short; null when not stated."),
        Property("methods", Scalar.TEXT, "How it was made: interviews, data, testing; null when not stated."),
    ),
    (
        Relation(
            "requestedBy",
            "REQUESTED",
            "Institution",
            "Who asked for it, and what worried each.",
            Direction.IN,
            edge=(CONCERN,),
        ),
        Relation("orientations", "RECOMMENDS", "Orientation", "What it recommends (« orientations »).", paged=True),
        Relation("serves", "SERVES", "Engagement", "The plan, action or commitment it serves."),
        Relation("updates", "UPDATES", "Diagnostic", "The older diagnostic it brings up to date.", single=True),
        Relation("updatedBy", "UPDATES", "Diagnostic", "Newer diagnostics that update it.", Direction.IN),
        Relation("plans", "BASED_ON", "TerritorialPlan", "Plans that rest on it.", Direction.IN, paged=True),
        Relation("indicators", "MEASURES", "Indicator", "The numbers that it gives (« indicateurs »).", paged=True),
    ),
    computed=(
        Computed(
            "ageMonths", Scalar.INT, "Whole months since it was delivered; null while it is not by the day.", (AS_OF,)
        ),
        Computed(
            "dataAgeMonths",
            Scalar.INT,
            "Whole months since the last day of its data; null where none is stated by the day.",
            (AS_OF,),
        ),
        Computed(
            "daysToPlan",
            Scalar.INT,
            "Days from its delivery to the first signature since then of a plan that rests on it; null while there is "
            "none by the day.",
            (AS_OF,),
        ),
    ),
    stated=("requestedBy", "serves", "updates"),
)
TRAINING_SESSION = engagement_kind(
    "TrainingSession",
    "session",
    "trainingSessions",
    "session de formation",
    "A training session that was held (« session de formation »); axis 2 unless stated otherwise.",
    (
        Property(
            "trainedCount",
            Scalar.INT,
            "People trained; null when unknown and, for an anonymous caller, when `trainedCountWithheld`.",
            personal=True,
        ),
        Property(
            "trainedCountWithheld",
            Scalar.BOOL,
            "Whether an anonymous caller does not read the number of people trained: it is 1 to 4, or would reveal a "
            "part of it that is.",
            derived=True,
            unstated=False,
        ),
        Property("kind", SessionKind, "Whom it brings together; null when unknown.", api_name="sessionKind"),
        Property("hours", Scalar.FLOAT, "Length in hours, of each person's training; null when unknown."),
        Property("transformation", Scalar.TEXT, "What was changed after it, as a source says; null when not stated."),
        Property(
            "respondentCount",
            Scalar.INT,
            "People who answered its evaluation; null when unknown and, for an anonymous caller, when "
            "`evaluationWithheld`.",
            personal=True,
        ),
        Property(
            "satisfiedPercent",
            Scalar.FLOAT,
            "Percentage of them who were satisfied, 0 to 100; null like `respondentCount`.",
            personal=True,
        ),
        Property(
            "appliedPercent",
            Scalar.FLOAT,
            "Percentage of them who applied what they learnt, 0 to 100; null like `respondentCount`.",
            personal=True,
        ),
        Property(
            "evaluationWithheld",
            Scalar.BOOL,
            "Whether an anonymous caller does not read the evaluation: fewer than 5 people are known to have answered.",
            derived=True,
            unstated=False,
        ),
    ),
    (
        Relation("offer", "DELIVERS", "Offer", "The offer it delivers; null when none.", single=True),
        Relation("serves", "SERVES", "Engagement", "The plan, action, commitment or diagnostic it serves."),
        Relation(
            "project",
            "IN_PROJECT",
            "Project",
            "The project of a territory or a body that it serves; null when none (« hors projet »).",
            single=True,
        ),
        Relation("needs", "MEETS", "TrainingNeed", "The training needs it meets (« besoins de formation »)."),
        HEAD_COUNTS,
    ),
    stated=("offer", "serves", "project", "needs"),
)
COMMITMENT = engagement_kind(
    "Commitment",
    "commitment",
    "commitments",
    "dispositif",
    "A lasting commitment: drop-in, charter, referent, watch network… (« dispositif »).",
    (Property("kind", CommitmentKind, "What it is.", required=True, api_name="commitmentKind"),),
    (
        PLAN,
        LOCAL_AXES,
        HEAD_COUNTS,
    ),
    stated=("plan", "localAxes"),
)
ENGAGEMENT = Kind(
    "Engagement",
    "Engagement",
    "Engagement",
    "Who does what, on which axis, where and when, and which source states it (« mobilisation »).",
    ENGAGEMENT_PROPERTIES,
    ENGAGEMENT_RELATIONS,
    ENGAGEMENT_COMPUTED,
    ENGAGEMENT_CONDITIONS,
    implementations=("Action", "Diagnostic", "TrainingSession", "TerritorialPlan", "Commitment"),
    plural="engagements",
)
