"""Actors: institutions and trainers."""

from dataclasses import replace

from graph.model.common import (
    AS_OF,
    AUDIENCES,
    AXES,
    ID,
    IMPORTED_BY,
    PERIOD,
    QUALIFICATION,
    ROLES,
    SOURCE_ID,
    name,
)
from graph.shape import Argument, Computed, Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import AffiliationKind, Axis, InstitutionKind

ACTOR_PROPERTIES = (
    ID,
    Property(
        "label",
        Scalar.TEXT,
        "Label for display, in French; « Formateur·rice » and the employer for a trainer who is not listed.",
        required=True,
        personal=True,
        derived=True,
    ),
    name("Name; « Formateur·rice » for a trainer who did not agree to be listed.", personal=True),
    Property("fictional", Scalar.BOOL, "True for what was made up for the demonstration.", required=True),
)
ACTOR_RELATIONS = (
    Relation(
        "basedIn",
        "BASED_IN",
        "Territory",
        "Where the actor has its seat; null when unknown, and for a trainer who is not listed.",
        single=True,
        listed=True,
    ),
    Relation(
        "engagements",
        "ENGAGED_IN",
        "Engagement",
        "What the actor is engaged in, in any role (« mobilisations »).",
        edge=(ROLES,),
        paged=True,
    ),
    Relation(
        "partners",
        "ENGAGED_IN",
        "Actor",
        "Other actors engaged in at least one of the same engagements, at any time.",
        paged=True,
        via="ENGAGED_IN",
    ),
    IMPORTED_BY,
)
ACTOR_COMPUTED = (
    Computed(
        "axes",
        Axis,
        "Axes on which it is mobilised on the day, in a carrying role.",
        (AS_OF,),
        many=True,
        required=True,
        needs_snapshot=True,
    ),
    Computed(
        "soleCells",
        "SoleCell",
        "Cells of the rows that rest on this actor alone on the day, and would lose their only actor with it.",
        (
            Argument("rows", "TerritoryRows", "The territories to look at.", required=True),
            AXES,
            AS_OF,
        ),
        many=True,
        required=True,
        needs_snapshot=True,
    ),
)
INSTITUTION = Kind(
    "Institution",
    "Actor",
    "Institution",
    "A body that acts: town hall, association, State service… (« institution »).",
    (
        *ACTOR_PROPERTIES,
        Property("kind", InstitutionKind, "What the institution is.", required=True),
        Property("siren", Scalar.TEXT, "SIREN, 9 digits as text; null when unknown."),
        Property("siret", Scalar.TEXT, "SIRET, 14 digits as text; null when unknown."),
        Property(
            "otherNames",
            Scalar.TEXT,
            "Other names that officers confirmed.",
            many=True,
        ),
    ),
    (
        *ACTOR_RELATIONS,
        Relation("governs", "GOVERNS", "Territory", "The territory it governs as an elected body.", edge=PERIOD),
        Relation("offers", "OFFERS", "Offer", "Training offers it makes.", edge=(*PERIOD, SOURCE_ID), paged=True),
        Relation(
            "retainedOffers",
            "RETAINED",
            "Offer",
            "Training offers that it retained for its own people (« plan de formation »), with the days.",
            edge=(*PERIOD, SOURCE_ID),
            paged=True,
        ),
        Relation("leadsContracts", "LED_BY", "CityContract", "City contracts it leads.", Direction.IN, paged=True),
        Relation(
            "signedContracts",
            "SIGNED",
            "CityContract",
            "City contracts it signed.",
            edge=(Property("signedOn", Scalar.DATE, "Day of signature; null when unknown."), SOURCE_ID),
            paged=True,
        ),
        Relation(
            "trainers",
            "AFFILIATED_WITH",
            "Trainer",
            "Trainers employed by it or in its network.",
            Direction.IN,
            edge=(
                Property("kind", AffiliationKind, "How the trainer belongs to it.", required=True),
                *PERIOD,
            ),
            paged=True,
            listed=True,
        ),
        Relation("grants", "AWARDED", "Grant", "Grants it awarded.", paged=True),
        Relation("runBy", "RUN_BY", "Institution", "The institutions that run it (« animation » of a network)."),
        Relation("runs", "RUN_BY", "Institution", "The networks and bodies that it runs.", Direction.IN, paged=True),
        Relation(
            "servedTerritories",
            "SERVES_GROUND",
            "Territory",
            "The ground that it serves, as a network of trainers or a resource centre does; where it is mobilised is "
            "what its engagements say.",
            paged=True,
        ),
        Relation(
            "establishmentOf",
            "ESTABLISHMENT_OF",
            "Institution",
            "The body of which it is an establishment: the institution of the same SIREN; null for a body, or where "
            "the body is not known.",
            single=True,
        ),
        Relation(
            "establishments",
            "ESTABLISHMENT_OF",
            "Institution",
            "Its establishments that are known: institutions of the same SIREN, each with a SIRET of its own.",
            Direction.IN,
            paged=True,
        ),
    ),
    ACTOR_COMPUTED,
    interface="Actor",
    stated_relations=("basedIn", "offers", "retainedOffers", "signedContracts", "runBy", "servedTerritories"),
    prefixes=("institution",),
    plural="institutions",
    french="institution",
)
TRAINER = Kind(
    "Trainer",
    "Actor",
    "Trainer",
    "A qualified trainer: a person, nameless to an anonymous caller unless they agreed to be listed.",
    (
        *ACTOR_PROPERTIES,
        Property("publicListing", Scalar.BOOL, "Whether the person agreed to be listed by name.", required=True),
        Property("contact", Scalar.TEXT, "How to reach the person; null when unknown or not listed.", personal=True),
        replace(AUDIENCES, listed=True),
        Property(
            "availability",
            Scalar.TEXT,
            "When they can intervene, in their words; null when not stated or not listed.",
            personal=True,
        ),
        Property(
            "availableFrom",
            Scalar.DATE,
            "First day on which they said they can intervene; null when not stated.",
            listed=True,
        ),
        Property(
            "availableUntil",
            Scalar.DATE,
            "Last day on which they said they can intervene, inclusive; null when not stated.",
            listed=True,
        ),
    ),
    (
        *ACTOR_RELATIONS,
        Relation(
            "affiliations",
            "AFFILIATED_WITH",
            "Institution",
            "Institutions that employ the trainer or whose network they belong to.",
            edge=(
                Property("kind", AffiliationKind, "How the trainer belongs to it.", required=True),
                *PERIOD,
                SOURCE_ID,
            ),
            listed=True,
        ),
        Relation(
            "intervenesIn",
            "INTERVENES_IN",
            "Territory",
            "Territories where the trainer is ready to intervene.",
            edge=(*PERIOD, SOURCE_ID),
            paged=True,
            listed=True,
        ),
        Relation(
            "qualifications",
            "QUALIFIED_FOR",
            "Offer",
            "Offers the trainer is qualified to deliver, with the dates of the qualification.",
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
    "Who can be mobilised: an institution or a trainer.",
    ACTOR_PROPERTIES,
    ACTOR_RELATIONS,
    ACTOR_COMPUTED,
    implementations=("Institution", "Trainer"),
    plural="actors",
)
