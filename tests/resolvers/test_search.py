"""Search as officers do: 200 queries, each with the answer they expect first.

A person who did not know the search rules wrote queries and answers from the official names; several ids may be equally
right.
"""

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.api_session import ApiSession

QUERIES = Path(__file__).with_name("search_queries.csv")
SEARCH = "query ($text: String!) { search(text: $text, first: 3) { nodes { id } } }"
FIRST, IN_THREE = 0.95, 0.99
"""The shares of the queries whose expected answer comes first, and among the first three."""


class Query(NamedTuple):
    """A query as an officer types it, and the ids that would be right first."""

    text: str
    expected: frozenset[str]


def queries() -> list[Query]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return [Query(row["query"], frozenset(row["expected"].split())) for row in csv.DictReader(file)]


FORMS: Sequence[tuple[str, tuple[str, ...], bool]] = (
    ("saint herblin", ("commune:44162",), False),
    ("st herblin", ("commune:44162",), False),
    ("saint herblin loire atlantique", ("commune:44162",), False),
    ("la roche sur yonn", ("commune:85191",), False),
    ("la roche sur yon", ("commune:85191",), False),
    ("sant denis", ("contract:2024:CN97406I", "commune:97411", "commune:93066"), False),
    ("saint denis", ("contract:2024:CN97406I", "commune:97411", "commune:93066"), False),
    ("paris 18", ("contract:2024:CN07501I", "departement:75", "commune:75056"), False),
    ("18e arrondissement de paris", ("contract:2024:CN07501I", "departement:75", "commune:75056"), False),
    ("lyon 8", ("commune:69123",), False),
    ("marseille 13e", ("commune:13055",), False),
    ("mairie angers", ("institution:demo-mairie-angers",), False),
    ("mairie paris", ("institution:demo-paris-egalite", "institution:217500016"), False),
    ("mission locale saint nazaire", ("institution:demo-mission-locale-estuaire",), False),
    ("cidff 53", ("institution:demo-cidff-53",), False),
    ("caf angers", ("institution:demo-caf-49",), False),
    ("ddets 44", ("institution:demo-direction-44",), False),
    ("prefecture loire atlantique", ("institution:demo-prefecture-44",), False),
    ("france travail le mans", ("institution:demo-emploi-le-mans",), False),
    ("pole emploi nantes", ("institution:demo-emploi-nantes",), False),
    ("bailleur social nantes", ("institution:demo-habitat-loire",), False),
    ("association laval", ("institution:demo-trait-union",), False),
    ("contrat de ville 72", ("contract:2024:CN07202I", "contract:2024:CN07201M"), False),
    ("qpv 53", ("qpv:QN05301M", "qpv:QN05302M"), False),
    (
        "mission locale laval",
        (*(f"institution:demo-mission-locale-{where}" for where in ("cholet", "estuaire", "yon")), "commune:53130"),
        True,
    ),
    ("mission locale nantes", ("institution:demo-mission-locale-estuaire", "commune:44109"), True),
    ("cidff sarthe", (*(f"institution:demo-cidff-{code}" for code in (44, 53, 85)), "departement:72"), True),
    ("cidff 72", (*(f"institution:demo-cidff-{code}" for code in (44, 53, 85)), "departement:72"), True),
    ("cidff le mans", (*(f"institution:demo-cidff-{code}" for code in (44, 53, 85)), "commune:72181"), True),
    ("ccas le mans", ("institution:demo-ccas-laval", "institution:demo-ccas-saint-nazaire", "commune:72181"), True),
    ("adil sarthe", ("institution:demo-adil-44", "departement:72"), True),
    ("sous prefecture cholet", ("institution:demo-sous-prefecture-saumur", "commune:49099"), True),
)
"""Queries for a place, an arrondissement or a body in a place: the first result, and whether it is only near."""


@pytest.mark.asyncio
@pytest.mark.parametrize(("text", "expected", "approximate"), FORMS)
async def test_a_body_a_place_or_an_arrondissement_is_found(
    national: ApiSession,
    text: str,
    expected: Sequence[str],
    approximate: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    query = SEARCH.replace("first: 3) {", f"first: {len(expected)}) {{ approximate")
    found = (await national.data(query, {"text": text}))["search"]
    if approximate:
        assert [node["id"] for node in found["nodes"]] == list(expected)
    else:
        assert found["nodes"][0]["id"] in expected
    assert found["approximate"] is approximate


@pytest.mark.asyncio
async def test_officers_find_what_they_mean_first(national: ApiSession) -> None:
    asked = queries()
    wrong, absent = [], []
    for query in asked:
        data = (await national.ask(SEARCH, {"text": query.text})).data
        assert data is not None
        found = [node["id"] for node in data["search"]["nodes"]]
        if not query.expected.intersection(found[:1]):
            wrong.append((query.text, found))
        if not query.expected.intersection(found):
            absent.append((query.text, found))
    assert len(asked) == 200
    assert len(wrong) <= len(asked) * (1 - FIRST), wrong
    assert len(absent) <= len(asked) * (1 - IN_THREE), absent
