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
    NODES_BY_ID_LIMIT,
)
from graph.model import SHAPE
from graph.shape import Kind
from schema.answers import declare_answers
from schema.arguments import (
    COVERAGE,
    MOBILISABLE,
    MOBILISED,
    NETWORK,
    PARTNERSHIPS,
    PATH,
    REF,
    ROWS_BY,
    ROWS_FIRST,
    SEARCH,
    TRAINING_OFFERS,
)
from schema.date import DATE
from schema.declare import TYPES, ArgumentRow, FieldRow, object_type
from schema.kinds import declare_kinds, list_arguments
from schema.vocabularies import declare_vocabularies

DESCRIPTION = f"The API of Cinq Axes {version('cinqaxes')}. CHANGELOG.md lists the changes of each release by field."


def _lists() -> list[FieldRow]:
    return [
        FieldRow(kind.plural, f"{kind.name}Connection", _list_meaning(kind), list_arguments(kind))
        for kind in SHAPE.kinds.values()
        if kind.plural
    ]


def _list_meaning(kind: Kind) -> str:
    """Return the description of a root list: « A page of training sessions, filtered and in order… »."""
    return f"A page of {kind.plural_words}, filtered and in order; `{kind.name}` says what they are."


def _declare_query() -> None:
    object_type(
        "Query",
        "Questions about who is mobilised on which of the five axes, where, since when and according to "
        "which source, and where nobody is.",
        [
            FieldRow(
                "node",
                "Node",
                "The node with this id; null when unknown.",
                (ArgumentRow("id", "ID!", "The id of the node."),),
            ),
            FieldRow(
                "nodes",
                "[Node]",
                "The nodes with these ids, in their order; null where unknown.",
                (ArgumentRow("ids", "[ID!]!", f"The ids of the nodes, at most {NODES_BY_ID_LIMIT}."),),
            ),
            FieldRow(
                "vocabularies",
                "[Vocabulary!]",
                "The vocabularies: the words of the enums, with their labels.",
                (ArgumentRow("names", "[String!]", "Only the vocabularies of these names; all by default."),),
            ),
            FieldRow("territory", "Territory", "One territory; null when unknown.", (REF,)),
            *_lists(),
            FieldRow(
                "mobilised",
                "MobilisedActorConnection",
                "The actors who are mobilised, with the engagements that show it.",
                MOBILISED,
            ),
            FieldRow(
                "mobilisable",
                "MobilisableConnection",
                "The trainers who could be mobilised in a territory, with the training offers they can deliver.",
                MOBILISABLE,
            ),
            FieldRow(
                "trainingOffers",
                "TrainingOfferConnection",
                "The training offers available in a territory, with or without a trainer who is known there.",
                TRAINING_OFFERS,
            ),
            FieldRow(
                "grantSums",
                "[GrantSums!]",
                "The amounts asked for and granted, summed over the grants of a filter and broken down; in the "
                "order of the keys.",
                (
                    ArgumentRow("where", "GrantWhere", "Conditions that the grants satisfy; all grants by default."),
                    ArgumentRow("by", "[GrantSumField!]", ROWS_BY),
                    ROWS_FIRST,
                ),
            ),
            FieldRow(
                "trainingSums",
                "[TrainingSums!]",
                "The training sessions, the people whom they trained and their hours, summed over a filter and "
                "broken down; in the order of the keys.",
                (
                    ArgumentRow(
                        "where",
                        "TrainingSessionWhere",
                        "Conditions that the training sessions satisfy; all sessions by default.",
                    ),
                    ArgumentRow("by", "[TrainingSumField!]", ROWS_BY),
                    ROWS_FIRST,
                ),
            ),
            FieldRow(
                "headCountSums",
                "[HeadCountSums!]",
                "The people whom engagements reached, summed over a filter and broken down; in the order of the keys.",
                (
                    ArgumentRow(
                        "kind",
                        "HeadCountKind!",
                        "What the engagements did for the people counted: they trained, received or referred them.",
                    ),
                    ArgumentRow(
                        "breakdown",
                        "HeadCountBreakdown!",
                        "The breakdown of the head counts to sum: only one, so that nobody counts in two breakdowns.",
                    ),
                    ArgumentRow(
                        "where",
                        "HeadCountWhere",
                        "Conditions that the head counts satisfy; all head counts by default.",
                    ),
                    ArgumentRow("by", "[HeadCountSumField!]", ROWS_BY),
                    ROWS_FIRST,
                ),
            ),
            FieldRow(
                "coverage",
                "CoverageConnection",
                "The coverage of territories by axes: who is mobilised, and where nobody is.",
                COVERAGE,
            ),
            FieldRow("network", "NetworkView", "The network around actors, engagements, territories or axes.", NETWORK),
            FieldRow("path", "NetworkView", "A shortest path between two nodes; null when there is none.", PATH),
            FieldRow(
                "partnerships",
                "PartnershipConnection",
                "The pairs of actors who are mobilised together on confirmed evidence, and in how many territories.",
                PARTNERSHIPS,
            ),
            FieldRow("search", "SearchResults", "The nodes found by name, code or title.", SEARCH),
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
