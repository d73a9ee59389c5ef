"""Engagements: the interface, the properties and relations of all its kinds, actions, and commitments."""

from graph.model.common import (
    AS_OF,
    AUDIENCES,
    CRITERIA,
    FICTIONAL,
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
    EngagementStatus,
)

ENGAGEMENT_PROPERTIES = (
    ID,
    LABEL,
    title("The title of the engagement, as the source gives it."),
    Property("startsOn", Scalar.DATE, "The first day of the engagement, inclusive.", required=True, has_year=True),
    Property("endsOn", Scalar.DATE, "The last day of the engagement, inclusive; null while it is open."),
    Property(
        "status", EngagementStatus, "The status of the engagement: planned, active, done or cancelled.", required=True
    ),
    Property(
        "cancelledOn",
        Scalar.DATE,
        "The day on which the engagement was cancelled; null unless it was cancelled and the day is known.",
    ),
    Property(
        "countsFrom",
        Scalar.DATE,
        "The first day on which the engagement counts as in effect; null when it never counts.",
        derived=True,
    ),
    Property(
        "countsUntil",
        Scalar.DATE,
        "The last day on which the engagement counts as in effect; null when open or when it never counts.",
        derived=True,
    ),
    Property(
        "confirmedOn",
        Scalar.DATE,
        "The last day on which a source confirmed the engagement; null when no source gives a day.",
        derived=True,
    ),
    Property(
        "axes",
        Axis,
        "The axes on which the engagement works, in their order.",
        many=True,
        required=True,
        linked=("ON_AXIS", "Axis"),
        in_snapshot=True,
    ),
    CRITERIA,
    THEMES,
    AUDIENCES,
    FICTIONAL,
)
ENGAGEMENT_COMPUTED = (
    Computed(
        "inEffect",
        Scalar.BOOL,
        "Whether the engagement counts on the day, from `countsFrom` to `countsUntil`.",
        (AS_OF,),
        required=True,
    ),
)
ENGAGEMENT_CONDITIONS = (
    Condition(
        "inEffectOn",
        Scalar.DATE,
        'Engagements that count on this day, from `countsFrom` to `countsUntil`; "today" may be written.',
    ),
)
ENGAGEMENT_RELATIONS = (
    Relation(
        "territories",
        "TARGETS",
        "Territory",
        "The territories that the engagement targets (« territoires »).",
        paged=True,
        snapshot_values=("id", "name", "code", "kind"),
    ),
    Relation(
        "actors",
        "ENGAGED_IN",
        "Actor",
        "The actors engaged in the engagement, with their roles.",
        Direction.IN,
        edge=(ROLES,),
        paged=True,
    ),
    SOURCES,
    Relation("grants", "FUNDS", "Grant", "The grants awarded for the engagement.", Direction.IN),
    Relation(
        "answersOrientations",
        "TAKEN_UP_BY",
        "Orientation",
        "The orientations of diagnostics that the engagement takes up.",
        Direction.IN,
    ),
    IMPORTED_BY,
)
HEAD_COUNTS = Relation(
    "headCounts",
    "COUNTED_IN",
    "HeadCount",
    "The numbers of people whom the engagement reached (« effectifs »).",
    Direction.IN,
)

PLAN = Relation(
    "plan",
    "PART_OF_PLAN",
    "TerritorialPlan",
    "The territorial plan to which the engagement belongs; null when it belongs to none.",
    single=True,
)
LOCAL_AXES = Relation(
    "localAxes",
    "ON_LOCAL_AXIS",
    "LocalAxis",
    "The local axes of the territorial plan on which the engagement works, in the plan's own words.",
)


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
COMMITMENT = engagement_kind(
    "Commitment",
    "commitment",
    "commitments",
    "dispositif",
    "A lasting commitment: drop-in, charter, referent, watch network… (« dispositif »).",
    (Property("kind", CommitmentKind, "The nature of the commitment.", required=True, api_name="commitmentKind"),),
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
    "An engagement (« mobilisation »): actors who work on axes in territories, with its dates and "
    "the sources that state it.",
    ENGAGEMENT_PROPERTIES,
    ENGAGEMENT_RELATIONS,
    ENGAGEMENT_COMPUTED,
    ENGAGEMENT_CONDITIONS,
    implementations=("Action", "Diagnostic", "TrainingSession", "TerritorialPlan", "Commitment"),
    plural="engagements",
)
