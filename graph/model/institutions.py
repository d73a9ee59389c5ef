"""Institutions: bodies that act."""

from graph.model.actors import ACTOR_COMPUTED, ACTOR_PROPERTIES, ACTOR_RELATIONS
from graph.model.common import CONFIRMED_ON, PERIOD, SOURCE_ID
from graph.shape import Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import AffiliationKind, InstitutionKind

INSTITUTION = Kind(
    "Institution",
    "Actor",
    "Institution",
    "A body that acts: town hall, association, State service… (« institution »).",
    (
        *ACTOR_PROPERTIES,
        Property("kind", InstitutionKind, "The kind of the institution.", required=True, api_name="institutionKind"),
        Property("siren", Scalar.TEXT, "The SIREN number of the institution, 9 digits as text; null when unknown."),
        Property("siret", Scalar.TEXT, "The SIRET number of the institution, 14 digits as text; null when unknown."),
        Property(
            "otherNames",
            Scalar.TEXT,
            "The other names of the institution that officers confirmed.",
            many=True,
        ),
        Property("address", Scalar.TEXT, "The postal address of the institution for the public; null when unknown."),
        Property(
            "telephone",
            Scalar.TEXT,
            "The institution's telephone number for the public, never a person's own; null when unknown.",
        ),
        Property("website", Scalar.TEXT, "The address of the institution's website; null when unknown."),
    ),
    (
        *ACTOR_RELATIONS,
        Relation(
            "governs",
            "GOVERNS",
            "Territory",
            "The territories that the institution governs as an elected body.",
            edge=PERIOD,
        ),
        Relation(
            "offers",
            "OFFERS",
            "Offer",
            "The training offers that the institution makes.",
            edge=(*PERIOD, SOURCE_ID),
            paged=True,
        ),
        Relation(
            "retainedOffers",
            "RETAINED",
            "Offer",
            "The training offers that the institution chose for its own people (« plan de formation »), each with the "
            "first and last day of that choice.",
            edge=(*PERIOD, SOURCE_ID),
            paged=True,
        ),
        Relation(
            "leadsContracts",
            "LED_BY",
            "CityContract",
            "The city contracts that the institution leads.",
            Direction.IN,
            paged=True,
        ),
        Relation(
            "signedContracts",
            "SIGNED",
            "CityContract",
            "The city contracts that the institution signed.",
            edge=(
                Property(
                    "signedOn", Scalar.DATE, "The day on which the institution signed the contract; null when unknown."
                ),
                SOURCE_ID,
            ),
            paged=True,
        ),
        Relation(
            "trainers",
            "AFFILIATED_WITH",
            "Trainer",
            "The trainers employed by the institution or in its network.",
            Direction.IN,
            edge=(
                Property("kind", AffiliationKind, "How the trainer belongs to the institution.", required=True),
                *PERIOD,
            ),
            paged=True,
            listed=True,
        ),
        Relation("awardedGrants", "AWARDED", "Grant", "The grants that the institution awarded.", paged=True),
        Relation("receivedGrants", "RECEIVED", "Grant", "The grants that the institution received.", paged=True),
        Relation(
            "contactSources",
            "CONTACT_STATED_BY",
            "Source",
            "The sources that state how to reach the institution (« coordonnées »), each with the day of its "
            "confirmation.",
            edge=(CONFIRMED_ON,),
        ),
        Relation("runBy", "RUN_BY", "Institution", "The institutions that run this one (« animation » of a network)."),
        Relation(
            "runs",
            "RUN_BY",
            "Institution",
            "The networks and bodies that the institution runs.",
            Direction.IN,
            paged=True,
        ),
        Relation(
            "servedTerritories",
            "SERVES_GROUND",
            "Territory",
            "The territories that the institution serves, as a network or a resource centre does; this does not mean "
            "that it is mobilised there, which only its engagements say.",
            paged=True,
        ),
        Relation(
            "establishmentOf",
            "ESTABLISHMENT_OF",
            "Institution",
            "The body of which the institution is an establishment (same SIREN); null when it is no "
            "establishment, or the body is unknown.",
            single=True,
        ),
        Relation(
            "establishments",
            "ESTABLISHMENT_OF",
            "Institution",
            "The known establishments of the institution: institutions of the same SIREN, each with its own SIRET.",
            Direction.IN,
            paged=True,
        ),
    ),
    ACTOR_COMPUTED,
    interface="Actor",
    stated_relations=(
        "basedIn",
        "offers",
        "retainedOffers",
        "signedContracts",
        "contactSources",
        "runBy",
        "servedTerritories",
    ),
    prefixes=("institution",),
    plural="institutions",
    french="institution",
)
