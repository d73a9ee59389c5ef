"""The queries that are timed, with realistic selections, and the target of each.

Every query that depends on a day gives it. The variants of a query are run in turn; a query with a single variant may
be answered from the cached results of the run before, and `other-day` shows the time without them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import orjson

from benchmarks.network import DAY
from benchmarks.service import Connection

ON = DAY.isoformat()
PAGE = 1_000
CELLS = "cells { axis status actorCount engagementCount fragile contradicted lapsedOn }"
PAGES = f"pageInfo {{ hasNextPage endCursor }} edges {{ node {{ territory {{ id label }} {CELLS} }} }}"
COVERAGE = (
    "query($kind: TerritoryKind!, $day: Date!, $onlyInCityContract: Boolean, $after: String) {"
    " coverage(rows: {kind: $kind, onlyInCityContract: $onlyInCityContract}, asOf: $day, first: 1000, after: $after) {"
    f" totalCount {PAGES} }} }}"
)
MATRIX = (
    "query($kind: TerritoryKind!, $day: Date!, $onlyInCityContract: Boolean) {"
    " coverage(rows: {kind: $kind, onlyInCityContract: $onlyInCityContract}, asOf: $day, first: 1000) {"
    " totalCount summary { axis rows { covered partial inherited gap toConfirm unknown }"
    " fragileCount contradictedCount lapsedCount }"
    f" {PAGES} }} }}"
)
MOBILISED = (
    "query($axes: [Axis!], $within: TerritoryRef, $day: Date!) {"
    " mobilised(axes: $axes, within: $within, asOf: $day) { totalCount edges { node { actor { id label } axes since"
    " engagements(first: 5) { edges { reach roles node { id title startsOn endsOn } } } } } } }"
)
NETWORK = (
    "query($around: [ID!]!, $day: Date!) { network(around: $around, depth: 2, limit: 200, asOf: $day) {"
    " totalCount truncated nodes { key kind label distance degree shownDegree }"
    " edges { key source target kind roles axes } } }"
)
PATH = (
    "query($from: ID!, $to: ID!, $day: Date!) { path(from: $from, to: $to, asOf: $day) {"
    " nodes { key kind label distance } edges { source target kind roles } } }"
)
SEARCH = (
    "query($text: String!) { search(text: $text) { totalCount hits { kind node { id ... on Territory { label }"
    " ... on Actor { label } ... on Engagement { label } ... on Offer { label } ... on Source { label } } } } }"
)
POINT = "query($id: ID!) { territory(ref: {id: $id}) { label population parents { id label } } }"


@dataclass(frozen=True)
class Question:
    """A query: its text, the variables of its variants, and its targets by engine (p95, milliseconds)."""

    name: str
    title: str
    query: str
    variants: Sequence[Mapping[str, Any]]
    target: float | None = None
    embedded_target: float | None = None
    together: bool = field(default=False)
    """True if all variants together make one run, as the pages of one list do."""
    evicts_caches: bool = field(default=False)
    """True for a query that runs after all rounds, since it evicts what the service has cached for the usual day."""

    def target_on(self, engine: str) -> float | None:
        """Return the target on an engine."""
        return self.embedded_target if engine == "embedded" and self.embedded_target else self.target


def _pages(connection: Connection, variables: Mapping[str, Any], most: int) -> list[Mapping[str, Any]]:
    """Walk a list, and return the variables of each of its pages."""
    pages: list[Mapping[str, Any]] = [variables]
    while len(pages) < most:
        answer = orjson.loads(connection.ask(COVERAGE, pages[-1], "walk").body)["data"]["coverage"]["pageInfo"]
        if not answer["hasNextPage"]:
            break
        pages.append({**variables, "after": answer["endCursor"]})
    return pages


def _mobilised(codes: Sequence[str]) -> list[Mapping[str, Any]]:
    places = [{"code": {"kind": "DEPARTEMENT", "code": code}} for code in codes]
    return [{"axes": ["VICTIM_SUPPORT"], "within": place, "day": ON} for place in places]


def questions(connection: Connection, actors: Sequence[str]) -> list[Question]:
    """Return the queries, after walking once through the pages of the long lists.

    Args:
        connection: to a service that is ready.
        actors: ids of a few actors who are engaged in something on the day.
    """
    matrix = {"kind": "CITY_CONTRACT", "day": ON, "onlyInCityContract": True}
    other_days = [{**matrix, "day": (DAY - timedelta(days=n)).isoformat()} for n in range(1, 400)]
    communes = _pages(connection, {"kind": "COMMUNE", "day": ON, "onlyInCityContract": False}, 35)
    epci = _pages(connection, {"kind": "EPCI", "day": ON, "onlyInCityContract": False}, 2)
    centres = [*actors, "departement:59", "epci:244400404"]
    ends = [("departement:44", "departement:59"), *((actor, "departement:93") for actor in actors)]
    words = ("nantes", "maison egalite", "saint", "permanence emploi", "44109", "camille banc")
    return [
        Question("point", "`territory`: one, with its parents", POINT, [{"id": "commune:44109"}, {"id": "region:52"}]),
        Question("mobilised", "`mobilised`: a département", MOBILISED, _mobilised(("44", "59", "93", "13", "69")), 30),
        Question("country", "`mobilised`: the whole country", MOBILISED, [{"axes": ["VICTIM_SUPPORT"], "day": ON}]),
        Question("contracts", "`coverage`: contracts in force, with summary", MATRIX, [matrix], 40),
        Question("other-day", "the same, on a day nobody asked about", MATRIX, other_days, evicts_caches=True),
        Question("epci", "`coverage`: every EPCI, two pages", COVERAGE, epci, 80, together=True),
        Question("communes", "`coverage`: every commune, a page of 1,000", COVERAGE, communes, 60),
        Question(
            "network", "`network`: depth 2, 200 nodes", NETWORK, [{"around": [c], "day": ON} for c in centres], 50
        ),
        Question(
            "path",
            "`path`: between an actor and a département",
            PATH,
            [{"from": a, "to": b, "day": ON} for a, b in ends],
            30,
        ),
        Question("search", "`search`", SEARCH, [{"text": text} for text in words], 30, 60),
    ]
