"""The eight queries, in the form each server needs.

All servers get the same rows and fields; where that is impossible, `remark` says what is asked instead. If a query can
be sent to @neo4j/graphql in several ways, all of them are listed and the fastest is measured.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from benchmarks.network import DAY
from benchmarks.peers.rules import DATED_ACT, FACTS, FILTER, NOT_WIDER_FILTER, UNDATED_ACT, variables_on
from benchmarks.peers.setting import KINDS
from graph.vocabulary import Axis

PAGE = 1_000
LONG = 6_000
PLACES = {
    "departement:44": Axis.KNOWLEDGE,
    "departement:75": Axis.AWARENESS_AND_TRAINING,
    "departement:91": Axis.COMMUNICATION,
    "departement:93": Axis.VICTIM_SUPPORT,
    "departement:972": Axis.ACTION_PROGRAMME,
}
"""Départements with an axis each: overlapped by EPCI, identical with a commune or a région, overlapped by Grand Paris
or inside it."""
OTHER_DAYS = (date(2020, 6, 30), date(2024, 2, 29), date(2025, 12, 31))
"""Days of which some lie in the earlier generation of contracts, and some in the later."""
FIELDS = "id title startsOn endsOn status"
MODELS = {
    "interfaces": {
        "ROLES": "... on EngagedIn { roles }",
        "UNDATED_ACT": f"{{StatedBy: {{{UNDATED_ACT}}}}}",
        "DATED_ACT": f"{{StatedBy: {{{DATED_ACT}}}}}",
    },
    "flat": {"ROLES": "roles", "UNDATED_ACT": f"{{{UNDATED_ACT}}}", "DATED_ACT": f"{{{DATED_ACT}}}"},
}
"""The two ways of modelling for @neo4j/graphql, with the texts that read and filter the properties of an edge."""
TOTALS = " ".join(f"{name} {{ totalCount }}" for name in KINDS)
TOTALS_STOCK = " ".join(f'{name}: count(kind: "{label}")' for name, label in KINDS.items())
TOTALS_NEO4J = " ".join(f"{name}: {name}Connection {{ totalCount }}" for name in KINDS)

ENGAGED = f"{FACTS} actorsConnection {{ edges {{ properties {{ ROLES }} node {{ id name }} }} }}"
FOUND = f"engagements(where: {{axes: {{some: {{value: {{eq: $axis}}}}}}, {FILTER}}}) {{ {ENGAGED} }}"
SAME = f"sameGround {{ {FOUND} }}"
DAYS = "$day: Date!, $believedFrom: Date!, $signedFrom: Date!"
WALK = (
    f"query($place: ID!, $axis: String!, {DAYS}) {{ territories(where: {{id: {{eq: $place}}}}) {{"
    f" {FOUND} {SAME} overlaps(where: {{{NOT_WIDER_FILTER}}}) {{ {FOUND} }}"
    f" children {{ {FOUND} children {{ {FOUND} children {{ {FOUND} }} }} }} }} }}"
)
HERE = "{id: {eq: $place}}"
WITHIN = (
    f"OR: [{HERE}, {{sameGround: {{some: {HERE}}}}}, {{parents: {{some: {HERE}}}}},"
    f" {{overlaps: {{some: {HERE}}}, {NOT_WIDER_FILTER}}},"
    f" {{parents: {{some: {{parents: {{some: {HERE}}}}}}}}},"
    f" {{parents: {{some: {{parents: {{some: {{parents: {{some: {HERE}}}}}}}}}}}}}]"
)
FILTERED = (
    f"query($place: ID!, $axis: String!, {DAYS}) {{ engagements(where: {{"
    f"axes: {{some: {{value: {{eq: $axis}}}}}}, territories: {{some: {{{WITHIN}}}}}, {FILTER}}}) {{ {ENGAGED} }} }}"
)
COUNTED = (
    f"engagements(where: {{{FILTER}}}) {{ {FACTS} axes {{ value }}"
    " actorsConnection { edges { properties { ROLES } node { id } } } }"
)
RAW = (
    f"query($kind: String!, {DAYS}) {{ territories(where: {{kind: {{eq: $kind}},"
    f" startsOn: {{lte: $day}}, endsOn: {{gte: $day}}}}) {{ id label {COUNTED} sameGround {{ {COUNTED} }}"
    f" leads {{ governs {{ {COUNTED} }} }} }} }}"
)


@dataclass(frozen=True)
class Question:
    """A query: its meaning, the variables for all servers, and its text for each GraphQL server.

    `neo4j` maps each way of asking @neo4j/graphql to its query; the words in capitals depend on the model. `others` are
    further values for the proof, besides those that are timed.
    """

    name: str
    title: str
    variables: Mapping[str, Any]
    ours: str
    stock: str
    neo4j: Mapping[str, str]
    remark: str = ""
    others: Sequence[Mapping[str, Any]] = ()

    def given(self, query: str) -> dict[str, Any]:
        """Return the variables that a query declares."""
        return {name: value for name, value in self.variables.items() if f"${name}:" in query}

    def cases(self) -> "Iterator[Question]":
        """Yield the query with the timed values, then with each of the other values."""
        yield self
        for other in self.others:
            yield replace(self, variables={**self.variables, **other}, others=())


def questions() -> list[Question]:
    """Return the queries."""
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
            f"query($first: Int!) {{ engagements(first: $first) {{ edges {{ node {{ {FIELDS} }} }} }} }}",
            f"query($first: Int!) {{ engagements(first: $first) {{ {FIELDS} }} }}",
            {"": f"query($first: Int!) {{ engagements(limit: $first, sort: [{{id: ASC}}]) {{ {FIELDS} }} }}"},
        ),
        Question(
            "nested",
            "20 associations, their engagements, axes and territories",
            {"kind": "ASSOCIATION", "first": 20, "each": 10},
            "query($kind: InstitutionKind!, $first: Int!, $each: Int!) {"
            " institutions(where: {institutionKind: {eq: $kind}}, first: $first) { edges { node {"
            " id name engagements(first: $each) { edges { roles node { id axes"
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
            {"place": "departement:44", "axis": "VICTIM_SUPPORT", "most": PAGE, **variables_on(DAY)},
            "query($place: ID!, $axis: Axis!, $day: Date!, $most: Int!) { mobilised(axes: [$axis],"
            " within: {id: $place}, asOf: $day, first: $most) { edges { node { actor { id name }"
            " engagements(first: 50) { edges { roles node { id } } } } } } }",
            "query($place: ID!, $axis: String!, $day: Date!) { mobilised(place: $place, axis: $axis, day: $day)"
            " { id name engagements { roles node { id } } } }",
            {"walk": WALK, "filter": FILTERED},
            "@neo4j/graphql returns the engagements with all their actors (as « walk », territory by territory); "
            "the client has to group them by actor, and to leave out the roles that do not count and what was "
            "confirmed before it was complete",
            [{"place": place, "axis": axis} for place, axis in PLACES.items()],
        ),
        Question(
            "long",
            "6,000 engagements × 5 fields",
            {"first": LONG},
            f"query($first: Int!) {{ engagements(first: $first) {{ edges {{ node {{ {FIELDS} }} }} }} }}",
            f"query($first: Int!) {{ engagements(first: $first) {{ {FIELDS} }} }}",
            {"": f"query($first: Int!) {{ engagements(limit: $first, sort: [{{id: ASC}}]) {{ {FIELDS} }} }}"},
        ),
        Question(
            "page",
            "20 of those that match, with totalCount",
            {"status": "ACTIVE", "since": "2024-01-01", "first": 20},
            "query($status: EngagementStatus!, $since: Date!, $first: Int!) { engagements(where: {status:"
            " {eq: $status}, startsOn: {gte: $since}}, orderBy: [{startsOn: ASC}], first: $first) { totalCount"
            f" edges {{ node {{ {FIELDS} }} }} }} }}",
            "query($status: String!, $since: Date!, $first: Int!) { engagementPage(status: $status, since: $since,"
            f" first: $first) {{ totalCount nodes {{ {FIELDS} }} }} }}",
            {
                "": "query($status: String!, $since: Date!, $first: Int!) { engagementsConnection(where: {status:"
                " {eq: $status}, startsOn: {gte: $since}}, sort: [{startsOn: ASC}, {id: ASC}], first: $first)"
                f" {{ totalCount edges {{ node {{ {FIELDS} }} }} }} }}"
            },
            "the service counts the matches when a filter is first sent, then once for each version of the graph, "
            "since every page of a list needs the number; the others count them for every page",
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
            {"kind": "CITY_CONTRACT", "most": PAGE, **variables_on(DAY)},
            "query($kind: TerritoryKind!, $day: Date!, $most: Int!) { coverage(rows: {kind: $kind}, asOf: $day,"
            " first: $most) { edges { node { territory { id label } cells { axis status actorCount byReach { reach"
            " actorCount } } } } } }",
            "query($day: Date!) { coverage(day: $day) { id label cells { axis actorCount } } }",
            {"": RAW},
            "not like for like: the service answers the status and all reaches, from its snapshot; the floor and "
            "Strawberry count direct actors only; @neo4j/graphql cannot count distinct actors through a path and "
            "ships the rows to count. Only the direct actor counts are equal",
            [variables_on(day) for day in OTHER_DAYS],
        ),
    ]


def worded(wording: str, model: str) -> str:
    """Return a query for @neo4j/graphql with each placeholder in capitals replaced by the text of a model."""
    for word, text in MODELS[model].items():
        wording = wording.replace(word, text)
    return wording
