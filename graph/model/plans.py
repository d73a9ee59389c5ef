"""Territorial plans and their own axes."""

from graph.model.common import AS_OF, ID, IMPORTED_BY, LABEL, title
from graph.model.engagements import engagement_kind
from graph.shape import Computed, Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import Axis, PlanStage

PLAN_COMPUTED = (
    Computed(
        "axesWithoutAction",
        Axis,
        "Axes that it announces and that nothing in effect on the day serves: no action or commitment of the plan, no "
        "session or diagnostic that serves the plan or one of these.",
        (AS_OF,),
        many=True,
        required=True,
    ),
    Computed("stage", PlanStage, "The stage reached on the day; null before the first.", (AS_OF,)),
    Computed(
        "stages",
        "PlanStep",
        "The stages it went through, with their days, oldest first.",
        many=True,
        required=True,
    ),
)
TERRITORIAL_PLAN = engagement_kind(
    "TerritorialPlan",
    "plan",
    "territorialPlans",
    "plan territorial",
    "A territorial plan to prevent and fight discrimination (« plan territorial »); counts on axis 5 while signed.",
    (
        Property("wishedOn", Scalar.DATE, "Day it was wished for; null when not stated."),
        Property("inPreparationOn", Scalar.DATE, "Day its preparation began; null when not stated."),
        Property("signedOn", Scalar.DATE, "Day it was signed; null until then."),
        Property(
            "signedDayUnknown",
            Scalar.BOOL,
            "Whether it is signed on a day that no source gives; it then counts from its start.",
            unstated=False,
        ),
        Property("expiredOn", Scalar.DATE, "First day after its term; null when it is the day after its last day."),
        Property("abandonedOn", Scalar.DATE, "Day it was given up; null unless it was."),
        Property("axesAnnounced", Axis, "Axes it announces; they mobilise nobody by themselves.", many=True),
        Property("supportAsked", Scalar.TEXT, "What it asks of who supports it (« accompagnement »); null when none."),
        Property("supportDays", Scalar.FLOAT, "Days of support given so far; null when unknown."),
        Property("lastContactOn", Scalar.DATE, "Day of the last contact of who supports it; null when unknown."),
        Property("blockedBy", Scalar.TEXT, "What blocks it; null when nothing is stated."),
        Property("evaluatedOn", Scalar.DATE, "Day of its evaluation; null when not evaluated or unknown."),
        Property("evaluation", Scalar.TEXT, "What its evaluation found, in short; null when not stated."),
    ),
    (
        Relation("cityContract", "ANNEXED_TO", "CityContract", "The contract it is annexed to.", single=True),
        Relation("basedOn", "BASED_ON", "Diagnostic", "Diagnostics it rests on."),
        Relation("localAxes", "HAS_LOCAL_AXIS", "LocalAxis", "Its own axes, in its own words (« axes locaux »)."),
        Relation("actions", "PART_OF_PLAN", "Action", "Its actions.", Direction.IN, paged=True),
        Relation("commitments", "PART_OF_PLAN", "Commitment", "Its commitments.", Direction.IN, paged=True),
    ),
    PLAN_COMPUTED,
    stated=("cityContract", "basedOn"),
)
LOCAL_AXIS = Kind(
    "LocalAxis",
    "LocalAxis",
    "LocalAxis",
    "An axis of one territorial plan, in its own words (« axe local »); the matrix counts on the five.",
    (
        ID,
        LABEL,
        title("Title, as the plan gives it."),
        Property("position", Scalar.INT, "Its place among the axes of its plan, from 1; null when not stated."),
        Property("axes", Axis, "Those of the five to which it corresponds.", many=True),
    ),
    (
        Relation("plan", "HAS_LOCAL_AXIS", "TerritorialPlan", "The plan that has it.", Direction.IN, single=True),
        Relation("actions", "ON_LOCAL_AXIS", "Action", "Actions on it.", Direction.IN, paged=True),
        Relation("commitments", "ON_LOCAL_AXIS", "Commitment", "Commitments on it.", Direction.IN, paged=True),
        IMPORTED_BY,
    ),
    stated_relations=("plan",),
    prefixes=("localaxis",),
    plural="localAxes",
    french="axe local",
)
