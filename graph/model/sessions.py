"""Training sessions."""

from graph.model.engagements import HEAD_COUNTS, engagement_kind
from graph.shape import Property, Relation, Scalar
from graph.vocabulary import SessionKind

TRAINING_SESSION = engagement_kind(
    "TrainingSession",
    "session",
    "trainingSessions",
    "session de formation",
    "A training session that was held or is planned (« session de formation »), on axis 2 unless stated otherwise.",
    (
        Property(
            "trainedCount",
            Scalar.INT,
            "The number of people trained; null when unknown and, for an anonymous caller, when "
            "`trainedCountWithheld`.",
            personal=True,
        ),
        Property(
            "trainedCountWithheld",
            Scalar.BOOL,
            "Whether the number of people trained is withheld from anonymous callers: it is 1 to 4, or would "
            "reveal another withheld number.",
            derived=True,
            unstated=False,
        ),
        Property(
            "kind",
            SessionKind,
            "Whether the session brings together people of one institution, of one territory, or both; null "
            "when unknown.",
            api_name="sessionKind",
        ),
        Property(
            "hours", Scalar.FLOAT, "The length of the session in hours, for each person trained; null when unknown."
        ),
        Property(
            "transformation", Scalar.TEXT, "What was changed after the session, as a source says; null when not stated."
        ),
        Property(
            "respondentCount",
            Scalar.INT,
            "The number of people who answered the session's evaluation; null when unknown and, for an "
            "anonymous caller, when `evaluationWithheld`.",
            personal=True,
        ),
        Property(
            "satisfiedPercent",
            Scalar.FLOAT,
            "The percentage of the evaluation's respondents who were satisfied, 0 to 100; null like `respondentCount`.",
            personal=True,
        ),
        Property(
            "appliedPercent",
            Scalar.FLOAT,
            "The percentage of the evaluation's respondents who applied what they learnt, 0 to 100; null "
            "like `respondentCount`.",
            personal=True,
        ),
        Property(
            "evaluationWithheld",
            Scalar.BOOL,
            "Whether the evaluation is withheld from anonymous callers: the number of people who answered it is below "
            "5 or unknown.",
            derived=True,
            unstated=False,
        ),
    ),
    (
        Relation(
            "offer",
            "DELIVERS",
            "Offer",
            "The training offer that the session delivers; null when it delivers none.",
            single=True,
        ),
        Relation(
            "serves", "SERVES", "Engagement", "The plans, actions, commitments and diagnostics that the session serves."
        ),
        Relation(
            "project",
            "IN_PROJECT",
            "Project",
            "The project of a territory or a body that the session serves; null when none (« hors projet »).",
            single=True,
        ),
        Relation(
            "needs", "MEETS", "TrainingNeed", "The training needs that the session meets (« besoins de formation »)."
        ),
        HEAD_COUNTS,
    ),
    stated=("offer", "serves", "project", "needs"),
)
