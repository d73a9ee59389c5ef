"""The eight questions, as each server is asked them.

Rule: the same rows and the same fields everywhere; where that cannot be, `remark` says what is asked instead. A
question that can be put to @neo4j/graphql in several ways holds them all, and the fastest is measured.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from benchmarks.network import DAY
from benchmarks.peers.setting import KINDS

ON = DAY.isoformat()
PAGE = 1_000
LONG = 6_000
FACTS = "id title startsOn endsOn status"
MODELS = {"interfaces": "... on EngagedIn { roles }", "flat": "roles"}
"""The two ways of modelling for @neo4j/graphql, each with how it reads the roles of an edge."""
TOTALS = " ".join(f"{name} {{ totalCount }}" for name in KINDS)
TOTALS_STOCK = " ".join(f'{name}: count(kind: "{label}")' for name, label in KINDS.items())
TOTALS_NEO4J = " ".join(f"{name}: {name}Connection {{ totalCount }}" for name in KINDS)

COUNTING = "countsFrom: {lte: $day}, OR: [{countsUntil: {gte: $day}}, {countsUntil: {eq: null}}]"
ENGAGED = "actorsConnection { edges { properties { ROLES } node { id name } } }"
FOUND = f"engagements(where: {{axes: {{some: {{value: {{eq: $axis}}}}}}, {COUNTING}}}) {{ id {ENGAGED} }}"
WALK = (
    "query($place: ID!, $axis: String!, $day: Date!) { territories(where: {id: {eq: $place}}) {"
    f" {FOUND} overlaps {{ {FOUND} }} children {{ {FOUND} children {{ {FOUND} children {{ {FOUND} }} }} }} }} }}"
)
HERE = "{id: {eq: $place}}"
INSIDE = (
    f"OR: [{HERE}, {{overlaps: {{some: {HERE}}}}}, {{parents: {{some: {HERE}}}}},"
    f" {{parents: {{some: {{parents: {{some: {HERE}}}}}}}}},"
    f" {{parents: {{some: {{parents: {{some: {{parents: {{some: {HERE}}}}}}}}}}}}}]"
)
FILTER = (
    "query($place: ID!, $axis: String!, $day: Date!) { engagements(where: {AND: [{"
    f"axes: {{some: {{value: {{eq: $axis}}}}}}, {COUNTING}}}, {{territories: {{some: {{{INSIDE}}}}}}}]}})"
    f" {{ id {ENGAGED} }} }}"
)
RAW = (
    "query($kind: String!, $day: Date!) { territories(where: {kind: {eq: $kind}, startsOn: {lte: $day},"
    f" endsOn: {{gte: $day}}}}) {{ id label engagements(where: {{{COUNTING}}}) {{ axes {{ value }}"
    " actorsConnection { edges { properties { ROLES } node { id } } } } } }"
)


@dataclass(frozen=True)
class Question:
    """A question: what it is, the variables of all servers, and how each GraphQL server is asked it.

    `neo4j` holds the ways of asking @neo4j/graphql, by their names; `ROLES` in them is as the model has it.
    """

    name: str
    title: str
    variables: Mapping[str, Any]
    ours: str
    stock: str
    neo4j: Mapping[str, str]
    remark: str = ""


def questions() -> list[Question]:
    """Return the questions."""
    return [
        Question(
            "point",
            "one territory by id",
            {"id": "commune:44109"},
            "query($id: ID!) { territory(ref: {id: $id}) { id name kind code label } }",
            "query($id: ID!) { territory(id: $id) { id name kind code label } }",
            {"": "query($id: ID!) { territories(where: {id: {eq: $id}}) { id name kind code label } }"},
        ),
        Question(
            "list",
            "100 engagements × 5 fields",
            {"first": 100},
            f"query($first: Int!) {{ engagements(first: $first) {{ edges {{ node {{ {FACTS} }} }} }} }}",
            f"query($first: Int!) {{ engagements(first: $first) {{ {FACTS} }} }}",
            {"": f"query($first: Int!) {{ engagements(limit: $first, sort: [{{id: ASC}}]) {{ {FACTS} }} }}"},
        ),
        Question(
            "nested",
            "20 associations, their engagements, axes and territories",
            {"kind": "ASSOCIATION", "first": 20, "each": 10},
            "query($kind: InstitutionKind!, $first: Int!, $each: Int!) { institutions(where: {kind: {eq: $kind}},"
            " first: $first) { edges { node { id name engagements(first: $each) { edges { roles node { id axes"
            " territories { edges { node { id name } } } } } } } } } }",
            "query($kind: String!, $first: Int!, $each: Int!) { institutions(kind: $kind, first: $first) { id name"
            " engagements(first: $each) { roles node { id axes territories { id name } } } } }",
            {
                "": "query($kind: String!, $first: Int!, $each: Int!) { institutions(where: {kind: {eq: $kind}},"
                " limit: $first, sort: [{id: ASC}]) { id name engagementsConnection(first: $each,"
                " sort: [{node: {id: ASC}}]) { edges { properties { ROLES } node { id axes { value }"
                " territories { id name } } } } } }"
            },
        ),
        Question(
            "mobilised",
            "who is mobilised on axis 4 in a département",
            {"place": "departement:44", "axis": "VICTIM_SUPPORT", "day": ON, "most": PAGE},
            "query($place: ID!, $axis: Axis!, $day: Date!, $most: Int!) { mobilised(axes: [$axis],"
            " within: {id: $place}, asOf: $day, first: $most) { edges { node { actor { id name }"
            " engagements(first: 50) { edges { roles node { id } } } } } } }",
            "query($place: ID!, $axis: String!, $day: Date!) { mobilised(place: $place, axis: $axis, day: $day)"
            " { id name engagements { roles node { id } } } }",
            {"walk": WALK, "filter": FILTER},
            "@neo4j/graphql answers the engagements with all their actors, by territory where it walks; the client "
            "has to group them by actor and to leave out the roles that do not count",
        ),
        Question(
            "long",
            "6,000 engagements × 5 fields",
            {"first": LONG},
            f"query($first: Int!) {{ engagements(first: $first) {{ edges {{ node {{ {FACTS} }} }} }} }}",
            f"query($first: Int!) {{ engagements(first: $first) {{ {FACTS} }} }}",
            {"": f"query($first: Int!) {{ engagements(limit: $first, sort: [{{id: ASC}}]) {{ {FACTS} }} }}"},
        ),
        Question(
            "page",
            "20 of those that match, with totalCount",
            {"status": "ACTIVE", "since": "2024-01-01", "first": 20},
            "query($status: EngagementStatus!, $since: Date!, $first: Int!) { engagements(where: {status:"
            " {eq: $status}, startsOn: {gte: $since}}, orderBy: [{startsOn: ASC}], first: $first) { totalCount"
            f" edges {{ node {{ {FACTS} }} }} }} }}",
            "query($status: String!, $since: Date!, $first: Int!) { engagementPage(status: $status, since: $since,"
            f" first: $first) {{ totalCount nodes {{ {FACTS} }} }} }}",
            {
                "": "query($status: String!, $since: Date!, $first: Int!) { engagementsConnection(where: {status:"
                " {eq: $status}, startsOn: {gte: $since}}, sort: [{startsOn: ASC}, {id: ASC}], first: $first)"
                f" {{ totalCount edges {{ node {{ {FACTS} }} }} }} }}"
            },
            "the service counts what matches when a filter is asked for the first time, then once for each version of "
            "the graph, as the pages of a list need it; the others count it for every page",
        ),
        Question(
            "counts",
            "counts by kind",
            {},
            f"{{ {TOTALS} }}",
            f"{{ {TOTALS_STOCK} }}",
            {"": f"{{ {TOTALS_NEO4J} }}"},
        ),
        Question(
            "coverage",
            "5 axes × all contracts in force",
            {"kind": "CITY_CONTRACT", "day": ON, "most": PAGE},
            "query($kind: TerritoryKind!, $day: Date!, $most: Int!) { coverage(rows: {kind: $kind}, asOf: $day,"
            " first: $most) { edges { node { territory { id label } cells { axis status actorCount byReach { reach"
            " actorCount } } } } } }",
            "query($day: Date!) { coverage(day: $day) { id label cells { axis actorCount } } }",
            {"": RAW},
            "not like for like: the service answers the status and all reaches, from its snapshot; the floor and "
            "Strawberry count direct actors only; @neo4j/graphql cannot count distinct actors through a path and "
            "ships the rows to count. Equal are the direct actor counts",
        ),
    ]


def worded(wording: str, model: str) -> str:
    """Return a way of asking @neo4j/graphql as a model has it."""
    return wording.replace("ROLES", MODELS[model])
