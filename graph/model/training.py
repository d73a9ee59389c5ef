"""Kinds around training: needs, projects, and the people reached."""

from graph.model.common import AS_OF, AUDIENCES, CRITERIA, ID, IMPORTED_BY, LABEL, SOURCES, THEMES, title
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
        title("What is needed, as the source says it."),
        Property("identifiedOn", Scalar.DATE, "Day it was identified; null when unknown.", has_year=True),
        Property("plannedOn", Scalar.DATE, "Day an answer was decided; null when not stated."),
        Property("metOn", Scalar.DATE, "Day it was met, where a source says so; null when not stated."),
        Property("declinedOn", Scalar.DATE, "Day it was declined; null unless it was."),
        Property("reason", Scalar.TEXT, "Why it was decided so; null when not stated."),
        Property("axes", Axis, "Axes it concerns.", many=True),
        CRITERIA,
        THEMES,
        AUDIENCES,
        Property("peopleCount", Scalar.INT, "People to train; null when unknown."),
        Property("fictional", Scalar.BOOL, "True for what was made up for the demonstration.", required=True),
    ),
    (
        Relation("identifiedBy", "IDENTIFIED", "Institution", "Who identified it.", Direction.IN),
        Relation("identifiedWith", "HELPED_IDENTIFY", "Institution", "With which partners.", Direction.IN),
        Relation("decidedBy", "DECIDED_BY", "Institution", "Who decided on the answer."),
        Relation("institutions", "NEEDED_BY", "Institution", "The institutions whose people are to be trained."),
        Relation("territories", "NEEDED_IN", "Territory", "The ground whose people are to be trained.", paged=True),
        Relation("metBy", "MEETS", "TrainingSession", "Sessions that meet it, also those to come.", Direction.IN),
        SOURCES,
        IMPORTED_BY,
    ),
    (
        Computed(
            "needStage",
            NeedStage,
            "The stage on the day; null before it was identified.",
            (AS_OF,),
        ),
    ),
    (
        Condition(
            "unansweredOn",
            Scalar.DATE,
            'It was identified by this day, and neither met nor declined; "today" may be written.',
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
    "A project of a territory or a body that training serves (« projet de développement »).",
    (
        ID,
        LABEL,
        title("Title, as the source gives it."),
        Property("startsOn", Scalar.DATE, "First day, inclusive; null when unknown.", api_name="runsFrom"),
        Property("endsOn", Scalar.DATE, "Last day, inclusive; null while open or when unknown.", api_name="runsUntil"),
        Property("fictional", Scalar.BOOL, "True for what was made up for the demonstration.", required=True),
    ),
    (
        Relation("carriedBy", "CARRIED_BY", "Institution", "The institutions that carry it (« porteurs »)."),
        Relation("territories", "PROJECT_IN", "Territory", "The ground that it develops.", paged=True),
        Relation(
            "cityContract",
            "WITHIN_CONTRACT",
            "CityContract",
            "The contract it is part of; null when none.",
            single=True,
        ),
        Relation("sessions", "IN_PROJECT", "TrainingSession", "Sessions that serve it.", Direction.IN, paged=True),
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
    "A number of people that an engagement reached (« effectif »): all of them, or those of one audience, theme, "
    "criterion or outcome.",
    (
        ID,
        LABEL,
        Property("kind", HeadCountKind, "What the people did or met with.", required=True, api_name="headCountKind"),
        Property("year", Scalar.INT, "The year counted; null where the days of the engagement say it.", has_year=True),
        Property("audience", Audience, "Only these people; null where another breakdown is given."),
        Property("theme", Theme, "Only people with a matter of this field; null where another breakdown is given."),
        Property(
            "criterion",
            Criterion,
            "Only people with a matter on it; null where another breakdown is given.",
        ),
        Property("outcome", Outcome, "Only people whose matter came to this; null where another breakdown is given."),
        Property(
            "count",
            Scalar.INT,
            "People; null when unknown and, for an anonymous caller, when `countWithheld`.",
            personal=True,
        ),
        Property(
            "countWithheld",
            Scalar.BOOL,
            "Whether an anonymous caller does not read the number: it is 1 to 4, or would reveal another that is.",
            derived=True,
            unstated=False,
        ),
    ),
    (
        Relation("engagement", "COUNTED_IN", "Engagement", "What reached them.", single=True),
        SOURCES,
        IMPORTED_BY,
    ),
    stated_relations=("engagement", "sources"),
    prefixes=("headcount",),
    plural="headCounts",
    french="effectif",
)
