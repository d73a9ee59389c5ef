"""The query root, and the schema, built once.

The root only declares; `resolvers` answer. Every root field is nullable, so that one failure does not lose the other
fields.
"""

import datetime as dt
import functools
from importlib.metadata import version

import strawberry
from graphql import GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema, introspection_types
from strawberry.schema.config import StrawberryConfig

from graph.bounds import (
    CENTRES_LIMIT,
    DEPTH_LIMIT,
    HOPS_LIMIT,
    NETWORK_LIMIT,
    NODES_BY_ID_LIMIT,
    PARTNERSHIPS_LIMIT,
    SEARCH_LIMIT,
    SUMS_LIMIT,
)
from graph.model import SHAPE
from graph.model.common import COUNTED
from graph.shape import Kind
from schema.answers import declare_answers
from schema.date import DATE
from schema.declare import TYPES, ArgumentRow, FieldRow, object_type
from schema.kinds import PAGE, declare_kinds, list_arguments
from schema.paging import FORWARD
from schema.vocabularies import declare_vocabularies, type_text

DESCRIPTION = f"The API of Cinq Axes {version('cinqaxes')}. CHANGELOG.md lists the changes of each release by field."
AXES = ArgumentRow("axes", "[Axis!]", "Only these axes; all five when left out.")
COUNTED_ARGUMENTS = tuple(
    ArgumentRow(argument.name, type_text(argument.type, many=argument.many), argument.meaning) for argument in COUNTED
)
ROOT_AS_OF = ArgumentRow(
    "asOf",
    "Date",
    "The day of the answer; today in Europe/Paris when left out. Fields of the nodes in it take their own day.",
)
UNTIL = ArgumentRow(
    "until",
    "Date",
    "The last day of a period that `asOf` begins: what holds on some day of it; `asOf` when left out.",
)
ROWS_BY = "Into which rows; one row, the total, when left out."
ROWS_FIRST = ArgumentRow("first", "Int", f"Rows at most, 1 to {SUMS_LIMIT:,}; more are an error.", default=200)


def _lists() -> list[FieldRow]:
    return [
        FieldRow(kind.plural, f"{kind.name}Connection", _list_meaning(kind), list_arguments(kind))
        for kind in SHAPE.kinds.values()
        if kind.plural
    ]


def _list_meaning(kind: Kind) -> str:
    """Return the description of a root list: « A page of training sessions, filtered and in order… »."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind.plural)
    return f"A page of {words}, filtered and in order; `{kind.name}` says what they are."


def _declare_query() -> None:
    ref = ArgumentRow("ref", "TerritoryRef!", "Which territory.")
    within = ArgumentRow("within", "TerritoryRef", "Where; the whole country when left out.")
    mobilised = (
        AXES,
        within,
        ArgumentRow("reaches", "[Reach!]", "How the engagement must reach it; any way but WIDER when left out."),
        *COUNTED_ARGUMENTS,
        ArgumentRow(
            "confirmed",
            "Boolean",
            "True: on confirmed evidence. False: on what is no longer confirmed. Null: on both.",
            default=True,
        ),
        ROOT_AS_OF,
        ArgumentRow("orderBy", "[MobilisedActorOrder!]", "In which order; by name, then id, when left out."),
        *PAGE,
    )
    mobilisable = (
        ArgumentRow("within", "TerritoryRef!", "Where."),
        AXES,
        ArgumentRow("themes", "[Theme!]", "Only offers on one of these fields."),
        ArgumentRow("audiences", "[Audience!]", "Only offers for one of these audiences."),
        ArgumentRow("offerKinds", "[OfferKind!]", "Only offers of these kinds."),
        ROOT_AS_OF,
        UNTIL,
        *FORWARD,
    )
    training_offers = (
        ArgumentRow("within", "TerritoryRef!", "Where."),
        AXES,
        ArgumentRow("themes", "[Theme!]", "Only offers on one of these fields."),
        ArgumentRow("audiences", "[Audience!]", "Only offers for one of these audiences."),
        ArgumentRow("offerKinds", "[OfferKind!]", "Only offers of these kinds."),
        ROOT_AS_OF,
        UNTIL,
        *FORWARD,
    )
    coverage = (
        ArgumentRow("rows", "TerritoryRows!", "The territories."),
        AXES,
        *COUNTED_ARGUMENTS,
        ROOT_AS_OF,
        ArgumentRow("orderBy", "[CoverageOrder!]", "In which order, ties broken by code; by code when left out."),
        *FORWARD,
    )
    network = (
        ArgumentRow("around", "[ID!]!", f"Ids of actors, engagements, territories or axes, at most {CENTRES_LIMIT}."),
        ArgumentRow(
            "depth", "Int", f"Steps to go, 1 to {DEPTH_LIMIT}; one step is actor, engagement, other end.", default=1
        ),
        AXES,
        *COUNTED_ARGUMENTS,
        ROOT_AS_OF,
        ArgumentRow("limit", "Int", f"Nodes at most, 1 to {NETWORK_LIMIT:,}.", default=200),
    )
    path = (
        ArgumentRow("from", "ID!", "Where the path starts: an actor, an engagement or a territory with all inside it."),
        ArgumentRow("to", "ID!", "Where it ends."),
        *COUNTED_ARGUMENTS,
        ROOT_AS_OF,
        ArgumentRow("maxLength", "Int", f"Hops at most, 1 to {HOPS_LIMIT}.", default=10),
    )
    partnerships = (
        within,
        AXES,
        *COUNTED_ARGUMENTS,
        ROOT_AS_OF,
        ArgumentRow(
            "minTerritories",
            "Int!",
            f"Only pairs who are together in so many territories or more, 1 to {PARTNERSHIPS_LIMIT:,}.",
            default=1,
        ),
        *FORWARD,
    )
    search = (
        ArgumentRow(
            "text",
            "String!",
            "Words that begin words of the name, code or label, or of where it is; accents, case and typing errors "
            "ignored.",
        ),
        ArgumentRow("kinds", "[SearchKind!]", "Only these kinds; all when left out."),
        ArgumentRow("first", "Int", f"How many, 1 to {SEARCH_LIMIT}.", default=20),
    )
    object_type(
        "Query",
        "Who is mobilised on which of the five axes, where, since when and according to which source, and where nobody "
        "is.",
        [
            FieldRow(
                "node",
                "Node",
                "The node with this id; null when unknown.",
                (ArgumentRow("id", "ID!", "Its id."),),
            ),
            FieldRow(
                "nodes",
                "[Node]",
                "The nodes with these ids, in their order; null where unknown.",
                (ArgumentRow("ids", "[ID!]!", f"Their ids, at most {NODES_BY_ID_LIMIT}."),),
            ),
            FieldRow(
                "vocabularies",
                "[Vocabulary!]",
                "The vocabularies with their labels.",
                (ArgumentRow("names", "[String!]", "Only these; all when left out."),),
            ),
            FieldRow("territory", "Territory", "One territory; null when unknown.", (ref,)),
            *_lists(),
            FieldRow(
                "mobilised", "MobilisedActorConnection", "Who is mobilised: actors with their evidence.", mobilised
            ),
            FieldRow(
                "mobilisable",
                "MobilisableConnection",
                "Trainers who could be mobilised.",
                mobilisable,
            ),
            FieldRow(
                "trainingOffers",
                "TrainingOfferConnection",
                "Training offers available in a territory, with or without a trainer who is known there.",
                training_offers,
            ),
            FieldRow(
                "grantSums",
                "[GrantSums!]",
                "What was asked for and granted, summed over a filter and broken down; in the order of the keys.",
                (
                    ArgumentRow("where", "GrantWhere", "Conditions on the grants; all of them when left out."),
                    ArgumentRow("by", "[GrantSumField!]", ROWS_BY),
                    ROWS_FIRST,
                ),
            ),
            FieldRow(
                "trainingSums",
                "[TrainingSums!]",
                "Training sessions, the people whom they trained and their hours, summed over a filter and broken "
                "down; in the order of the keys.",
                (
                    ArgumentRow("where", "TrainingSessionWhere", "Conditions on the sessions; all when left out."),
                    ArgumentRow("by", "[TrainingSumField!]", ROWS_BY),
                    ROWS_FIRST,
                ),
            ),
            FieldRow(
                "headCountSums",
                "[HeadCountSums!]",
                "The people whom engagements reached, summed over a filter, in rows; in the order of the keys.",
                (
                    ArgumentRow("kind", "HeadCountKind!", "What the people did or met with."),
                    ArgumentRow(
                        "breakdown",
                        "HeadCountBreakdown!",
                        "By what the numbers are broken down: no sum counts the same people in two ways.",
                    ),
                    ArgumentRow("where", "HeadCountWhere", "Conditions on the head counts; all when left out."),
                    ArgumentRow("by", "[HeadCountSumField!]", ROWS_BY),
                    ROWS_FIRST,
                ),
            ),
            FieldRow(
                "coverage",
                "CoverageConnection",
                "Territories by axes: who is mobilised, and where nobody is.",
                coverage,
            ),
            FieldRow("network", "NetworkView", "The network around actors, engagements, territories or axes.", network),
            FieldRow("path", "NetworkView", "A shortest path between two nodes; null when there is none.", path),
            FieldRow(
                "partnerships",
                "PartnershipConnection",
                "Pairs of actors who are mobilised together on confirmed evidence, and in how many territories.",
                partnerships,
            ),
            FieldRow("search", "SearchResults", "Find by name, code or title.", search),
            FieldRow(
                "countingRules", "CountingRules", "The durations of the rules of counting, as this instance has them."
            ),
        ],
    )


@functools.cache
def strawberry_schema() -> strawberry.Schema:
    """Declare all types and return the Strawberry schema."""
    declare_vocabularies()
    declare_kinds()
    declare_answers()
    _declare_query()
    type_of_types = introspection_types["__Type"]
    if not isinstance(type_of_types, GraphQLObjectType):
        raise TypeError(type_of_types)
    is_one_of = type_of_types.fields["isOneOf"]
    schema = strawberry.Schema(
        query=TYPES["Query"],
        types=[TYPES[kind.name] for kind in SHAPE.kinds.values()],
        config=StrawberryConfig(auto_camel_case=False, scalar_map={dt.date: DATE}),
    )
    # Strawberry replaces this field of graphql-core by its own, which fails for lists and non-nulls: restore it.
    type_of_types.fields["isOneOf"] = is_one_of
    return schema


@functools.cache
def graphql_schema() -> GraphQLSchema:
    """Return the graphql-core schema with which requests are parsed, validated and answered."""
    schema = strawberry_schema()._schema  # noqa: SLF001 - Strawberry gives no public way to its graphql-core schema
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInputObjectType):
            # Strawberry checks `one_of` with its own validation rule; the rules of graphql-core need the flag.
            kind.is_one_of = kind.extensions["strawberry-definition"].is_one_of
    schema.description = DESCRIPTION
    return schema


def printed_schema() -> str:
    """Return the schema as text; equal declarations give equal texts."""
    # Strawberry prints no description of the schema.
    return f'"""{DESCRIPTION}"""\nschema {{\n  query: Query\n}}\n\n{strawberry_schema().as_str()}\n'
