"""Searching as officers do: 200 queries, each with the answer that they expect first.

Somebody who had not seen the rules of the search wrote queries and answers from the official names; several ids are
equally right.
"""

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.asking import Asker

QUERIES = Path(__file__).with_name("search_queries.csv")
SEARCH = "query ($text: String!) { search(text: $text, first: 3) { nodes { id } } }"
FIRST, IN_THREE = 0.95, 0.99
"""The shares of the queries whose expected answer comes first, and among the first three."""


class Query(NamedTuple):
    """A query as an officer types it, and the ids of the answers that would be right first."""

    text: str
    expected: frozenset[str]


def queries() -> list[Query]:
    with QUERIES.open(encoding="utf-8", newline="") as file:
        return [Query(row["query"], frozenset(row["expected"].split())) for row in csv.DictReader(file)]


@pytest.mark.asyncio
async def test_officers_find_what_they_mean_first(national: Asker) -> None:
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
