"""Actors: the interface, the properties and relations of all actors, and trainers."""

from dataclasses import replace

from graph.model.common import (
    AS_OF,
    AUDIENCES,
    AXES,
    FICTIONAL,
    ID,
    IMPORTED_BY,
    PERIOD,
    QUALIFICATION,
    ROLES,
    SOURCE_ID,
    name,
)
from graph.shape import Argument, Computed, Kind, Property, Relation, Scalar
from graph.vocabulary import AffiliationKind, Axis

ACTOR_PROPERTIES = (
    ID,
    Property(
        "label",
        Scalar.TEXT,
        "The label of the actor for display, in French; to an anonymous caller, « Formateur·rice » and the employer "
        "for a trainer who is not listed.",
        required=True,
        personal=True,
        derived=True,
    ),
    name(
        "The name of the actor; to an anonymous caller, « Formateur·rice » for a trainer who did not agree to be "
        "listed.",
        personal=True,
    ),
    FICTIONAL,
)
ACTOR_RELATIONS = (
    Relation(
        "basedIn",
        "BASED_IN",
        "Territory",
        "The territory where the actor has its seat; null when unknown and, for an anonymous caller, when the actor is "
        "a trainer who is not listed.",
        single=True,
        listed=True,
    ),
    Relation(
        "engagements",
        "ENGAGED_IN",
        "Engagement",
        "The engagements in which the actor has a role, whatever the role (« mobilisations »).",
        edge=(ROLES,),
        paged=True,
    ),
    Relation(
        "partners",
        "ENGAGED_IN",
        "Actor",
        "The other actors engaged in at least one of the same engagements, at any time.",
        paged=True,
        via="ENGAGED_IN",
    ),
    IMPORTED_BY,
)
ACTOR_COMPUTED = (
    Computed(
        "mobilisedAxes",
        Axis,
        "The axes on which the actor is mobilised on the day, in a carrying role or as the `COMMISSIONER` of a "
        "diagnostic.",
        (AS_OF,),
        many=True,
        required=True,
        needs_snapshot=True,
    ),
    Computed(
        "soleCells",
        "SoleCell",
        "The cells, among those of `rows`, that depend on this actor alone on the day: every actor that counts in "
        "such a cell is this one or a trainer whom it employs.",
        (
            Argument("rows", "TerritoryRows", "The territories whose cells are examined.", required=True),
            AXES,
            AS_OF,
        ),
        many=True,
        required=True,
        needs_snapshot=True,
    ),
)
TRAINER = Kind(
    "Trainer",
    "Actor",
    "Trainer",
    "A qualified trainer: a person, nameless to an anonymous caller unless they agreed to be listed.",
    (
        *ACTOR_PROPERTIES,
        Property("publicListing", Scalar.BOOL, "Whether the trainer agreed to be listed by name.", required=True),
        Property(
            "contact",
            Scalar.TEXT,
            "The means of reaching the trainer; null when unknown and, for an anonymous caller, when the trainer is "
            "not listed.",
            personal=True,
        ),
        replace(AUDIENCES, meaning="The audiences that the trainer addresses (« publics »).", listed=True),
        Property(
            "availability",
            Scalar.TEXT,
            "The trainer's availability in their own words; null when not stated and, for an anonymous caller, when "
            "the trainer is not listed.",
            personal=True,
        ),
        Property(
            "availableFrom",
            Scalar.DATE,
            "The first day on which the trainer said they can intervene; null when not stated and, for an anonymous "
            "caller, when the trainer is not listed.",
            listed=True,
        ),
        Property(
            "availableUntil",
            Scalar.DATE,
            "The last day on which the trainer said they can intervene, inclusive; null when not stated and, for an "
            "anonymous caller, when the trainer is not listed.",
            listed=True,
        ),
    ),
    (
        *ACTOR_RELATIONS,
        Relation(
            "affiliations",
            "AFFILIATED_WITH",
            "Institution",
            "The institutions that employ the trainer or to whose network the trainer belongs.",
            edge=(
                Property("kind", AffiliationKind, "How the trainer belongs to the institution.", required=True),
                *PERIOD,
                SOURCE_ID,
            ),
            listed=True,
        ),
        Relation(
            "intervenesIn",
            "INTERVENES_IN",
            "Territory",
            "The territories where the trainer is ready to intervene.",
            edge=(*PERIOD, SOURCE_ID),
            paged=True,
            listed=True,
        ),
        Relation(
            "qualifications",
            "QUALIFIED_FOR",
            "Offer",
            "The offers that the trainer is qualified to deliver, with the dates of the qualification.",
            edge=QUALIFICATION,
            paged=True,
            listed=True,
        ),
    ),
    ACTOR_COMPUTED,
    interface="Actor",
    stated_relations=("basedIn", "affiliations", "intervenesIn", "qualifications"),
    prefixes=("trainer",),
    plural="trainers",
    french="formateur·rice",
)
ACTOR = Kind(
    "Actor",
    "Actor",
    "Actor",
    "An actor who can be mobilised: an institution or a trainer.",
    ACTOR_PROPERTIES,
    ACTOR_RELATIONS,
    ACTOR_COMPUTED,
    implementations=("Institution", "Trainer"),
    plural="actors",
)
