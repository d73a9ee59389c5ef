"""Territorial plans and their own axes."""

from graph.model.common import AS_OF, ID, IMPORTED_BY, LABEL, title
from graph.model.engagements import engagement_kind
from graph.shape import Computed, Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import Axis, PlanStage

PLAN_COMPUTED = (
    Computed(
        "axesWithoutAction",
        Axis,
        "The axes that the plan announces and on which no engagement for the plan is in effect on the day. "
        "Engagements for the plan are its actions and commitments, and the sessions and diagnostics that serve one of "
        "these or the plan itself.",
        (AS_OF,),
        many=True,
        required=True,
    ),
    Computed("stage", PlanStage, "The stage of the plan on the day; null before the first.", (AS_OF,)),
    Computed(
        "stages",
        "PlanStep",
        "The stages that the plan went through, with their days, oldest first.",
        many=True,
        required=True,
    ),
)
TERRITORIAL_PLAN = engagement_kind(
    "TerritorialPlan",
    "plan",
    "territorialPlans",
    "plan territorial",
    "A territorial plan to prevent and fight discrimination (« plan territorial »); it counts on axis 5 while signed.",
    (
        Property("wishedOn", Scalar.DATE, "The day on which the plan was wished for; null when not stated."),
        Property(
            "inPreparationOn", Scalar.DATE, "The day on which the preparation of the plan began; null when not stated."
        ),
        Property("signedOn", Scalar.DATE, "The day on which the plan was signed; null until then."),
        Property(
            "signedDayUnknown",
            Scalar.BOOL,
            "Whether the plan was signed on a day that no source gives; it then counts from its first day.",
            unstated=False,
        ),
        Property(
            "expiredOn",
            Scalar.DATE,
            "The day on which the plan expired, as a source states it; null if none does: the plan then expires on "
            "the day after `endsOn`.",
        ),
        Property("abandonedOn", Scalar.DATE, "The day on which the plan was abandoned; null unless it was."),
        Property(
            "axesAnnounced", Axis, "The axes that the plan announces; by themselves they mobilise nobody.", many=True
        ),
        Property(
            "supportAsked",
            Scalar.TEXT,
            "The support that the plan asks for (« accompagnement »); null when it asks for none.",
        ),
        Property("supportDays", Scalar.FLOAT, "The days of support given to the plan so far; null when unknown."),
        Property(
            "lastContactOn",
            Scalar.DATE,
            "The day of the last contact between the plan and those who support it; null when unknown.",
        ),
        Property("blockedBy", Scalar.TEXT, "What blocks the plan; null when nothing is stated."),
        Property(
            "evaluatedOn",
            Scalar.DATE,
            "The day of the plan's evaluation; null when it was not evaluated or the day is unknown.",
        ),
        Property("evaluation", Scalar.TEXT, "What the plan's evaluation found, in short; null when not stated."),
    ),
    (
        Relation(
            "cityContract",
            "ANNEXED_TO",
            "CityContract",
            "The city contract to which the plan is annexed; null when it is annexed to none.",
            single=True,
        ),
        Relation("basedOn", "BASED_ON", "Diagnostic", "The diagnostics on which the plan rests."),
        Relation(
            "localAxes", "HAS_LOCAL_AXIS", "LocalAxis", "The plan's own axes, in its own words (« axes locaux »)."
        ),
        Relation("actions", "PART_OF_PLAN", "Action", "The actions of the plan.", Direction.IN, paged=True),
        Relation("commitments", "PART_OF_PLAN", "Commitment", "The commitments of the plan.", Direction.IN, paged=True),
    ),
    PLAN_COMPUTED,
    stated=("cityContract", "basedOn"),
)
LOCAL_AXIS = Kind(
    "LocalAxis",
    "LocalAxis",
    "LocalAxis",
    "An axis of one territorial plan, in its own words (« axe local »); coverage is computed for the five axes only.",
    (
        ID,
        LABEL,
        title("The title of the local axis, as the plan gives it."),
        Property(
            "position",
            Scalar.INT,
            "The position of the local axis among the axes of its plan, from 1; null when not stated.",
        ),
        Property("axes", Axis, "The axes, among the five, to which the local axis corresponds.", many=True),
    ),
    (
        Relation(
            "plan",
            "HAS_LOCAL_AXIS",
            "TerritorialPlan",
            "The territorial plan that has the local axis.",
            Direction.IN,
            single=True,
        ),
        Relation("actions", "ON_LOCAL_AXIS", "Action", "The actions on the local axis.", Direction.IN, paged=True),
        Relation(
            "commitments", "ON_LOCAL_AXIS", "Commitment", "The commitments on the local axis.", Direction.IN, paged=True
        ),
        IMPORTED_BY,
    ),
    stated_relations=("plan",),
    prefixes=("localaxis",),
    plural="localAxes",
    french="axe local",
)
