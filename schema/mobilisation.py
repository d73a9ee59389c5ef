"""The types of `mobilised`, `mobilisable` and `trainingOffers`: who is mobilised, who could be, and for what.

Declarations only; the rules are 18, 19 and 23 of `docs/model.md`.
"""

from graph.bounds import WITHOUT_TERRITORY_LIMIT
from schema.declare import ArgumentRow, FieldRow, input_type, name_enum, object_type
from schema.paging import AS_OF_ECHO, FORWARD, PAST, nodes_field


def declare_mobilisation() -> None:
    """Declare the types of `mobilised`."""
    object_type(
        "AxisSince",
        "Since when an actor is mobilised on an axis.",
        [
            FieldRow("axis", "Axis!", "The axis."),
            FieldRow(
                "since",
                "Date!",
                "Start of the run of engagements that contains the day, pauses of up to 6 months bridged.",
            ),
        ],
    )
    object_type(
        "MobilisedActorEngagementsEdge",
        "An engagement that makes the actor count, with the actor's roles and how it reaches the territory.",
        [
            FieldRow("cursor", "String!", "Where to go on from; opaque."),
            FieldRow("node", "Engagement!", "The engagement."),
            FieldRow("roles", "[Role!]!", "The actor's roles in it that count."),
            FieldRow("reach", "Reach!", "How it reaches the territory asked about."),
            FieldRow("viaSuccession", "Boolean!", "True when it does so only through a contract before or after it."),
            FieldRow("confirmed", "Boolean!", "Whether it is confirmed on the day."),
            PAST,
        ],
    )
    object_type(
        "MobilisedActorEngagementsConnection",
        "A page of evidence, by id.",
        [
            FieldRow("edges", "[MobilisedActorEngagementsEdge!]!", "The page."),
            nodes_field("Engagement"),
            FieldRow("pageInfo", "PageInfo!", "Where the page stands."),
            FieldRow("totalCount", "Int!", "Engagements in all."),
        ],
    )
    object_type(
        "MobilisedActor",
        "An actor who is mobilised, with the evidence.",
        [
            FieldRow("actor", "Actor!", "The actor."),
            FieldRow("axes", "[Axis!]!", "On which of the axes asked about."),
            FieldRow("since", "Date!", "Since when, over the axes asked about taken together."),
            FieldRow("sinceByAxis", "[AxisSince!]!", "Since when, axis by axis."),
            FieldRow(
                "onlyPast", "Boolean!", "Whether all the evidence was held or delivered before the day, and none lasts."
            ),
            FieldRow(
                "nextEnd",
                "Date",
                "The first day on which some of the evidence counts for the last time; null when all is open.",
            ),
            FieldRow("engagements", "MobilisedActorEngagementsConnection!", "The evidence, by id.", FORWARD),
        ],
    )
    name_enum(
        "MobilisedActorFacetField",
        "Fields by which mobilised actors can be counted.",
        {
            "AXIS": "The axis; an actor counts once for each.",
            "ROLE": "The role; an actor counts once for each.",
            "REACH": "How the actor's engagements reach the territory.",
            "KIND": "The kind of an institution; trainers have none and are not counted.",
            "TYPE": "Institution or trainer.",
        },
    )
    object_type(
        "MobilisedActorFacet",
        "Counts of mobilised actors by one field.",
        [
            FieldRow("field", "MobilisedActorFacetField!", "The field."),
            FieldRow("values", "[FacetValue!]!", "Its values, the most frequent first."),
        ],
    )
    object_type(
        "MobilisedActorEdge",
        "One mobilised actor, with its cursor.",
        [
            FieldRow("cursor", "String!", "Where to go on from; opaque."),
            FieldRow("node", "MobilisedActor!", "The actor and the evidence."),
        ],
    )
    object_type(
        "MobilisedActorConnection",
        "A page of mobilised actors.",
        [
            FieldRow("edges", "[MobilisedActorEdge!]!", "The page, by name then id unless ordered otherwise."),
            nodes_field("MobilisedActor"),
            FieldRow("pageInfo", "PageInfo!", "Where the page stands."),
            FieldRow("totalCount", "Int!", "Distinct actors in all."),
            FieldRow(
                "facets",
                "[MobilisedActorFacet!]!",
                "Counts by value, over all and not the page.",
                (ArgumentRow("by", "[MobilisedActorFacetField!]!", "The facets to count."),),
            ),
            AS_OF_ECHO,
        ],
    )
    input_type(
        "MobilisedActorOrder",
        "One criterion of an ordering of mobilised actors: give exactly one.",
        [
            ArgumentRow("name", "SortDirection", "Name, as a French reader expects."),
            ArgumentRow("since", "SortDirection", "Since when."),
            ArgumentRow("engagementCount", "SortDirection", "Number of engagements that count."),
        ],
        one_of=True,
    )


def declare_mobilisable() -> None:
    """Declare the types of `mobilisable`."""
    object_type(
        "MobilisableOffer",
        "An offer that a trainer can deliver on the day.",
        [
            FieldRow("offer", "Offer!", "The offer."),
            FieldRow("access", "OfferAccess!", "Open, or case by case where a service decides."),
            FieldRow("startsOn", "Date", "First day of the qualification; null when not recorded."),
            FieldRow("endsOn", "Date", "Last day of the qualification; null while open."),
            FieldRow("issuer", "String", "Who qualified the trainer; null when not recorded."),
        ],
    )
    object_type(
        "MobilisedHere",
        "The axes on which a trainer is mobilised in the territory, and since when.",
        [
            FieldRow("axes", "[Axis!]!", "On which of the axes asked about."),
            FieldRow("since", "Date!", "Since when, over these axes taken together."),
        ],
    )
    object_type(
        "Mobilisable",
        "A trainer who could be mobilised, and for what.",
        [
            FieldRow("trainer", "Trainer!", "The trainer."),
            FieldRow("offers", "[MobilisableOffer!]!", "Offers for which they hold a valid qualification, by id."),
            FieldRow(
                "mobilisedHere", "MobilisedHere", "What already mobilises them there on these axes; null when nothing."
            ),
        ],
    )
    object_type(
        "MobilisableEdge",
        "One mobilisable trainer, with the cursor.",
        [
            FieldRow("cursor", "String!", "Where to go on from; opaque."),
            FieldRow("node", "Mobilisable!", "The trainer and the offers."),
        ],
    )
    object_type(
        "MobilisableConnection",
        "A page of trainers who could be mobilised in the territory, those who are already included.",
        [
            FieldRow("edges", "[MobilisableEdge!]!", "The page, by name then id."),
            nodes_field("Mobilisable"),
            FieldRow("pageInfo", "PageInfo!", "Where the page stands."),
            FieldRow("totalCount", "Int!", "Distinct trainers in all."),
            FieldRow(
                "withoutTerritory",
                "[Mobilisable!]!",
                "Trainers who hold such a qualification and state no territory at all; "
                f"at most {WITHOUT_TERRITORY_LIMIT}.",
            ),
            AS_OF_ECHO,
        ],
    )


def declare_training_offers() -> None:
    """Declare the types of `trainingOffers`."""
    object_type(
        "TrainingOffer",
        "An offer that is available in the territory, whoever could deliver it.",
        [
            FieldRow("offer", "Offer!", "The offer; its `decidedBy` is the service that decides on a dedicated one."),
            FieldRow("access", "OfferAccess!", "Open, or case by case where a service decides."),
            FieldRow("offeredBy", "[Institution!]!", "Institutions that make it on the day, by id; none when unknown."),
            FieldRow(
                "qualifiedTrainersNear",
                "[Trainer!]!",
                "Trainers who hold a qualification for it on the day and intervene there, by name then id.",
            ),
        ],
    )
    object_type(
        "TrainingOfferEdge",
        "One available offer, with the cursor.",
        [
            FieldRow("cursor", "String!", "Where to go on from; opaque."),
            FieldRow("node", "TrainingOffer!", "The offer, who makes it and who could deliver it."),
        ],
    )
    object_type(
        "TrainingOfferConnection",
        "A page of offers available in the territory: there, around it or in a part of it.",
        [
            FieldRow("edges", "[TrainingOfferEdge!]!", "The page, by title then id."),
            nodes_field("TrainingOffer"),
            FieldRow("pageInfo", "PageInfo!", "Where the page stands."),
            FieldRow("totalCount", "Int!", "Offers in all."),
            FieldRow(
                "withoutTerritory",
                "[TrainingOffer!]!",
                f"Offers of which nothing says where they are available; at most {WITHOUT_TERRITORY_LIMIT}.",
            ),
            AS_OF_ECHO,
        ],
    )
