"""Kinds around training: needs, projects, and the people reached."""

from graph.model.common import AS_OF, AUDIENCES, CRITERIA, FICTIONAL, ID, IMPORTED_BY, LABEL, SOURCES, THEMES, title
from graph.shape import Computed, Condition, Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import Audience, Axis, Criterion, HeadCountKind, NeedStage, Outcome, Theme

TRAINING_NEED = Kind(
    "TrainingNeed",
    "TrainingNeed",
    "TrainingNeed",
    "A need for training that somebody identified (« besoin de formation »), with or without a session that meets it.",
    (
        ID,
        LABEL,
        title("The title of the training need: what is needed, as the source says it."),
        Property(
            "identifiedOn",
            Scalar.DATE,
            "The day on which the training need was identified; null when unknown.",
            has_year=True,
        ),
        Property(
            "plannedOn",
            Scalar.DATE,
            "The day on which an answer to the training need was decided; null when not stated.",
        ),
        Property(
            "metOn",
            Scalar.DATE,
            "The day on which the training need was met, if a source says so; null when not stated.",
        ),
        Property("declinedOn", Scalar.DATE, "The day on which the training need was declined; null unless it was."),
        Property("reason", Scalar.TEXT, "The reason for the decision on the training need; null when not stated."),
        Property("axes", Axis, "The axes that the training need concerns.", many=True),
        CRITERIA,
        THEMES,
        AUDIENCES,
        Property("peopleCount", Scalar.INT, "The number of people to train; null when unknown."),
        FICTIONAL,
    ),
    (
        Relation(
            "identifiedBy",
            "IDENTIFIED",
            "Institution",
            "The institutions that identified the training need.",
            Direction.IN,
        ),
        Relation(
            "identifiedWith",
            "HELPED_IDENTIFY",
            "Institution",
            "The partners that helped identify the training need.",
            Direction.IN,
        ),
        Relation(
            "decidedBy",
            "DECIDED_BY",
            "Institution",
            "The institutions that decided on the answer to the training need.",
        ),
        Relation("institutions", "NEEDED_BY", "Institution", "The institutions whose people are to be trained."),
        Relation(
            "territories", "NEEDED_IN", "Territory", "The territories whose people are to be trained.", paged=True
        ),
        Relation(
            "metBy",
            "MEETS",
            "TrainingSession",
            "The training sessions that meet the need, those to come included.",
            Direction.IN,
        ),
        SOURCES,
        IMPORTED_BY,
    ),
    (
        Computed(
            "needStage",
            NeedStage,
            "The stage of the training need on the day; null before it was identified.",
            (AS_OF,),
        ),
    ),
    (
        Condition(
            "unansweredOn",
            Scalar.DATE,
            'Training needs that were identified by this day and neither met nor declined; "today" may be written.',
        ),
    ),
    stated_relations=("identifiedBy", "identifiedWith", "decidedBy", "institutions", "territories", "sources"),
    prefixes=("need",),
    plural="trainingNeeds",
    french="besoin de formation",
)
PROJECT = Kind(
    "Project",
    "Project",
    "Project",
    "A project of a territory or of a body that training sessions serve (« projet de développement »).",
    (
        ID,
        LABEL,
        title("The title of the project, as the source gives it."),
        Property(
            "startsOn", Scalar.DATE, "The first day of the project, inclusive; null when unknown.", api_name="runsFrom"
        ),
        Property(
            "endsOn",
            Scalar.DATE,
            "The last day of the project, inclusive; null while it is open or when unknown.",
            api_name="runsUntil",
        ),
        FICTIONAL,
    ),
    (
        Relation("carriedBy", "CARRIED_BY", "Institution", "The institutions that carry the project (« porteurs »)."),
        Relation("territories", "PROJECT_IN", "Territory", "The territories that the project develops.", paged=True),
        Relation(
            "cityContract",
            "WITHIN_CONTRACT",
            "CityContract",
            "The city contract of which the project is part; null when none.",
            single=True,
        ),
        Relation(
            "sessions",
            "IN_PROJECT",
            "TrainingSession",
            "The training sessions that serve the project.",
            Direction.IN,
            paged=True,
        ),
        SOURCES,
        IMPORTED_BY,
    ),
    stated_relations=("carriedBy", "territories", "cityContract", "sources"),
    prefixes=("project",),
    plural="projects",
    french="projet",
)
HEAD_COUNT = Kind(
    "HeadCount",
    "HeadCount",
    "HeadCount",
    "A number of people whom an engagement reached (« effectif »): all of them, or those of one "
    "audience, theme, criterion or outcome.",
    (
        ID,
        LABEL,
        Property(
            "kind",
            HeadCountKind,
            "What the engagement did for the people counted: it trained, received or referred them.",
            required=True,
            api_name="headCountKind",
        ),
        Property(
            "year",
            Scalar.INT,
            "The year that the head count covers; null when it covers all days of the engagement.",
            has_year=True,
        ),
        Property(
            "audience", Audience, "The audience to which the people belong; null for a total or another breakdown."
        ),
        Property(
            "theme",
            Theme,
            "The field of life that the cases brought by these people concern; null for a total or another breakdown.",
        ),
        Property(
            "criterion",
            Criterion,
            "The criterion of discrimination of the matters that people came with; null for a total or another "
            "breakdown.",
        ),
        Property(
            "outcome",
            Outcome,
            "The outcome of the matters that people came with; null for a total or another breakdown.",
        ),
        Property(
            "count",
            Scalar.INT,
            "The number of people reached; null when unknown and, for an anonymous caller, when `countWithheld`.",
            personal=True,
        ),
        Property(
            "countWithheld",
            Scalar.BOOL,
            "Whether the number of people is withheld from anonymous callers: it is 1 to 4, or would reveal "
            "another withheld number.",
            derived=True,
            unstated=False,
        ),
    ),
    (
        Relation("engagement", "COUNTED_IN", "Engagement", "The engagement that reached the people.", single=True),
        SOURCES,
        IMPORTED_BY,
    ),
    stated_relations=("engagement", "sources"),
    prefixes=("headcount",),
    plural="headCounts",
    french="effectif",
)
