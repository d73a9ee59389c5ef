"""The types of `mobilised`, `mobilisable` and `trainingOffers`: who is mobilised, who could be, and for what.

Declarations only; the rules are 18, 19 and 23 of `docs/model.md`.
"""

from graph.bounds import WITHOUT_TERRITORY_LIMIT
from schema.declare import ArgumentRow, FieldRow, input_type, name_enum, object_type
from schema.paging import AS_OF_ECHO, FORWARD, PAST, connection_type, edge_type


def declare_mobilisation() -> None:
    """Declare the types of `mobilised`."""
    object_type(
        "AxisSince",
        "The day since which an actor has been mobilised on one axis.",
        [
            FieldRow("axis", "Axis!", "The axis on which the actor is mobilised."),
            FieldRow(
                "since",
                "Date!",
                "The first day of the unbroken period of engagements in which the day of the answer lies; pauses of "
                "up to 6 months do not break it.",
            ),
        ],
    )
    edge_type(
        "MobilisedActorEngagements",
        "Engagement",
        "An engagement that makes an actor count, with the actor's roles and its reach.",
        "The engagement that makes the actor count.",
        FieldRow("roles", "[Role!]!", "The counting roles of the actor in the engagement."),
        FieldRow("reach", "Reach!", "How the engagement reaches the territory asked about."),
        FieldRow(
            "viaSuccession",
            "Boolean!",
            "Whether the engagement reaches the territory only through a preceding or succeeding contract.",
        ),
        FieldRow("confirmed", "Boolean!", "Whether the engagement is confirmed on the day."),
        PAST,
    )
    connection_type(
        "MobilisedActorEngagements",
        "Engagement",
        "A page of the engagements that make an actor count, by id.",
        "The edges of the page, by id of the engagement.",
        "The number of engagements on all pages.",
    )
    object_type(
        "MobilisedActor",
        "An actor who is mobilised, with the engagements that show it.",
        [
            FieldRow("actor", "Actor!", "The actor who is mobilised."),
            FieldRow("axes", "[Axis!]!", "The axes, among those asked about, on which the actor is mobilised."),
            FieldRow(
                "since",
                "Date!",
                "The day since which the actor has been mobilised on one or another of the axes asked about.",
            ),
            FieldRow("sinceByAxis", "[AxisSince!]!", "The day since which the actor has been mobilised, axis by axis."),
            FieldRow(
                "onlyPast",
                "Boolean!",
                "Whether all the actor's engagements were held or delivered before the day, so that none is under way.",
            ),
            FieldRow(
                "nextEnd",
                "Date",
                "The earliest `countsUntil` of the actor's engagements that count; null when all are open.",
            ),
            FieldRow(
                "engagements",
                "MobilisedActorEngagementsConnection!",
                "The engagements that make the actor count, by id.",
                FORWARD,
            ),
        ],
    )
    name_enum(
        "MobilisedActorFacetField",
        "A field by which mobilised actors can be counted.",
        {
            "AXIS": "The axis; an actor counts once for each.",
            "ROLE": "The role of the actor; an actor counts once for each.",
            "REACH": "How the actor's engagements reach the territory.",
            "KIND": "The kind of an institution; trainers have none and are not counted.",
            "TYPE": "The type of the actor: institution or trainer.",
        },
    )
    object_type(
        "MobilisedActorFacet",
        "The counts of mobilised actors by one field.",
        [
            FieldRow("field", "MobilisedActorFacetField!", "The field whose values are counted."),
            FieldRow("values", "[FacetValue!]!", "The values of the field, the most frequent first."),
        ],
    )
    edge_type(
        "MobilisedActor",
        "MobilisedActor",
        "One mobilised actor of a list, with its cursor.",
        "The mobilised actor, with the engagements that show it.",
    )
    connection_type(
        "MobilisedActor",
        "MobilisedActor",
        "A page of mobilised actors.",
        "The edges of the page, by name then id by default.",
        "The number of distinct actors on all pages.",
        FieldRow(
            "facets",
            "[MobilisedActorFacet!]!",
            "The counts of actors by value, over all pages.",
            (ArgumentRow("by", "[MobilisedActorFacetField!]!", "The fields by which the actors are counted."),),
        ),
        AS_OF_ECHO,
    )
    input_type(
        "MobilisedActorOrder",
        "One criterion of the order of mobilised actors: give exactly one field.",
        [
            ArgumentRow("name", "SortDirection", "The name of the actor, as a French reader expects it to be sorted."),
            ArgumentRow("since", "SortDirection", "The day since which the actor has been mobilised."),
            ArgumentRow("engagementCount", "SortDirection", "The number of the actor's engagements that count."),
        ],
        one_of=True,
    )


def declare_mobilisable() -> None:
    """Declare the types of `mobilisable`."""
    object_type(
        "MobilisableOffer",
        "A training offer that a trainer can deliver on the day.",
        [
            FieldRow("offer", "Offer!", "The training offer that the trainer can deliver."),
            FieldRow(
                "access",
                "OfferAccess!",
                "The access to the training offer: open, or case by case when a service decides.",
            ),
            FieldRow(
                "startsOn",
                "Date",
                "The first day of the trainer's qualification; null when not recorded and, for an anonymous caller, "
                "when the trainer is not listed.",
            ),
            FieldRow(
                "endsOn",
                "Date",
                "The last day of the trainer's qualification; null while it is open and, for an anonymous caller, when "
                "the trainer is not listed.",
            ),
            FieldRow(
                "issuer",
                "String",
                "The issuer of the trainer's qualification; null when not recorded and, for an anonymous caller, when "
                "the trainer is not listed.",
            ),
        ],
    )
    object_type(
        "MobilisedHere",
        "The axes on which a trainer is mobilised in the territory, and since when.",
        [
            FieldRow("axes", "[Axis!]!", "The axes, among those asked about, on which the trainer is mobilised."),
            FieldRow(
                "since",
                "Date!",
                "The day since which the trainer has been mobilised on one or another of the axes asked about.",
            ),
        ],
    )
    object_type(
        "Mobilisable",
        "A trainer who could be mobilised, with the training offers they can deliver.",
        [
            FieldRow("trainer", "Trainer!", "The trainer who could be mobilised."),
            FieldRow(
                "offers",
                "[MobilisableOffer!]!",
                "The training offers for which the trainer holds a valid qualification, by id.",
            ),
            FieldRow(
                "mobilisedHere",
                "MobilisedHere",
                "The axes on which the trainer is already mobilised in the territory, and since when; null when there "
                "are none.",
            ),
        ],
    )
    edge_type(
        "Mobilisable",
        "Mobilisable",
        "One mobilisable trainer of a list, with the cursor.",
        "The mobilisable trainer, with the training offers they can deliver.",
    )
    connection_type(
        "Mobilisable",
        "Mobilisable",
        "A page of trainers who could be mobilised in the territory, including those who already are.",
        "The edges of the page, by name then id.",
        "The number of distinct trainers on all pages.",
        FieldRow(
            "withoutTerritory",
            "[Mobilisable!]!",
            "The trainers with a fitting qualification who state no territory at all, "
            f"at most {WITHOUT_TERRITORY_LIMIT}.",
        ),
        AS_OF_ECHO,
    )


def declare_training_offers() -> None:
    """Declare the types of `trainingOffers`."""
    object_type(
        "TrainingOffer",
        "A training offer that is available in the territory, whoever could deliver it.",
        [
            FieldRow(
                "offer", "Offer!", "The training offer; if it is a dedicated offer, `decidedBy` decides who gets it."
            ),
            FieldRow(
                "access",
                "OfferAccess!",
                "The access to the training offer: open, or case by case when a service decides.",
            ),
            FieldRow(
                "offeredBy",
                "[Institution!]!",
                "The institutions that make the training offer on the day, by id; empty when unknown.",
            ),
            FieldRow(
                "qualifiedTrainersNear",
                "[Trainer!]!",
                "The trainers who hold a qualification for the offer on the day and intervene in the territory, or in "
                "one that contains it, lies in it or overlaps it, by name then id.",
            ),
        ],
    )
    edge_type(
        "TrainingOffer",
        "TrainingOffer",
        "One available training offer of a list, with the cursor.",
        "The training offer, the institutions that make it and the trainers who could deliver it.",
    )
    connection_type(
        "TrainingOffer",
        "TrainingOffer",
        "A page of training offers available in the territory, or in one that contains it, lies in it or overlaps it.",
        "The edges of the page, by title then id.",
        "The number of training offers on all pages.",
        FieldRow(
            "withoutTerritory",
            "[TrainingOffer!]!",
            f"The training offers without a known territory of availability, at most {WITHOUT_TERRITORY_LIMIT}.",
        ),
        AS_OF_ECHO,
    )
