"""The arguments of the root fields that are computed from the snapshot, in the order in which the schema shows them."""

from graph.bounds import (
    CENTRES_LIMIT,
    DEPTH_LIMIT,
    HOPS_LIMIT,
    NETWORK_LIMIT,
    PARTNERSHIPS_LIMIT,
    SEARCH_LIMIT,
    SUMS_LIMIT,
)
from graph.model.common import COUNTED
from schema.declare import ArgumentRow
from schema.kinds import PAGE
from schema.paging import FORWARD
from schema.vocabularies import type_text

AXES = ArgumentRow("axes", "[Axis!]", "Only these axes; all five by default.")
COUNTED_ARGUMENTS = tuple(
    ArgumentRow(argument.name, type_text(argument.type, many=argument.many), argument.meaning) for argument in COUNTED
)
ROOT_AS_OF = ArgumentRow(
    "asOf",
    "Date",
    "The day of the answer; by default the day in the cursor, or today in Europe/Paris without a cursor. The fields of "
    "its nodes take days of their own.",
)
UNTIL = ArgumentRow(
    "until",
    "Date",
    "The last day of a period that begins on `asOf`; the answer gives what holds on at least one of its days. "
    "`asOf` by default.",
)
ROWS_BY = "The keys by which the sums are broken down into rows; by default one row, the total."
ROWS_FIRST = ArgumentRow(
    "first", "Int", f"The greatest number of rows, 1 to {SUMS_LIMIT:,}; more rows are an error.", default=200
)
REF = ArgumentRow("ref", "TerritoryRef!", "The territory to return.")
WITHIN = ArgumentRow("within", "TerritoryRef", "The territory to look in; the whole country by default.")
MOBILISED = (
    AXES,
    WITHIN,
    ArgumentRow(
        "reaches", "[Reach!]", "How the engagements must reach the territory; by any reach but `WIDER` by default."
    ),
    *COUNTED_ARGUMENTS,
    ArgumentRow(
        "confirmed",
        "Boolean",
        "Whether the evidence must be confirmed on the day: true for confirmed evidence only, false for evidence that "
        "is not confirmed (no longer, or never), null for both.",
        default=True,
    ),
    ROOT_AS_OF,
    ArgumentRow("orderBy", "[MobilisedActorOrder!]", "The order of the actors; by default name, then id."),
    *PAGE,
)
MOBILISABLE = (
    ArgumentRow("within", "TerritoryRef!", "The territory to look in."),
    AXES,
    ArgumentRow("themes", "[Theme!]", "Only training offers on one of these fields of life; all by default."),
    ArgumentRow("audiences", "[Audience!]", "Only training offers for one of these audiences; all by default."),
    ArgumentRow("offerKinds", "[OfferKind!]", "Only training offers of these kinds; all by default."),
    ROOT_AS_OF,
    UNTIL,
    *FORWARD,
)
TRAINING_OFFERS = MOBILISABLE
COVERAGE = (
    ArgumentRow("rows", "TerritoryRows!", "The territories that are the rows."),
    AXES,
    *COUNTED_ARGUMENTS,
    ROOT_AS_OF,
    ArgumentRow(
        "orderBy",
        "[CoverageOrder!]",
        "The order of the rows; ties are broken by code, which is also the default order.",
    ),
    *FORWARD,
)
NETWORK = (
    ArgumentRow(
        "around",
        "[ID!]!",
        f"The ids of the centres, at most {CENTRES_LIMIT}: actors, engagements, territories or axes.",
    ),
    ArgumentRow(
        "depth",
        "Int",
        f"The number of steps from a centre, 1 to {DEPTH_LIMIT}; one step goes from an actor through an "
        "engagement to the other actors and the territories of that engagement.",
        default=1,
    ),
    AXES,
    *COUNTED_ARGUMENTS,
    ROOT_AS_OF,
    ArgumentRow("limit", "Int", f"The greatest number of nodes, 1 to {NETWORK_LIMIT:,}.", default=200),
)
PATH = (
    ArgumentRow(
        "from",
        "ID!",
        "The id at which the path starts: of an actor, an engagement, or a territory with all that lies inside it.",
    ),
    ArgumentRow(
        "to",
        "ID!",
        "The id at which the path ends: of an actor, an engagement, or a territory with all that lies inside it.",
    ),
    *COUNTED_ARGUMENTS,
    ROOT_AS_OF,
    ArgumentRow("maxLength", "Int", f"The greatest number of hops of the path, 1 to {HOPS_LIMIT}.", default=10),
)
PARTNERSHIPS = (
    WITHIN,
    AXES,
    *COUNTED_ARGUMENTS,
    ROOT_AS_OF,
    ArgumentRow(
        "minTerritories",
        "Int!",
        f"The minimum number of territories that two actors have in common, 1 to {PARTNERSHIPS_LIMIT:,}.",
        default=1,
    ),
    *FORWARD,
)
SEARCH = (
    ArgumentRow(
        "text",
        "String!",
        "The words to find: each must be the beginning of a word in the name, code or label of a node, or in those of "
        "the place where the node is; accents, case and typing errors are ignored.",
    ),
    ArgumentRow("kinds", "[SearchKind!]", "Only results of these kinds; all kinds by default."),
    ArgumentRow("first", "Int", f"The number of results, 1 to {SEARCH_LIMIT}.", default=20),
)
