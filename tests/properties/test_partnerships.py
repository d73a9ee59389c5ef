"""Partnerships over drawn networks and questions, compared with the oracle, which tries every pair of actors.

Rule: both viewers; the lists of a pair are cut at the client's limit, and its counts are not.
"""

import dataclasses
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.vocabulary import Axis
from tests.api_session import ApiSession
from tests.engines import PROOF_ON_NEO4J
from tests.oracle.counting import Filters
from tests.oracle.networks import audiences_asked, axes_asked, criteria_asked, roles_asked, themes_asked
from tests.oracle.partnerships import partnerships
from tests.properties.asking import EXAMPLES, Ask, answers, given
from tests.properties.worlds import facts_for, ids_of, moments, oracles, reference, worlds

pytestmark = PROOF_ON_NEO4J

SELECTION = """{
  asOf totalCount nodes {
    actors { id } territoryCount engagementCount
    territories(first: 100) { id } engagements(first: 100) { id } one: engagements(first: 1) { id }
  }
}"""


@dataclass(frozen=True)
class Question:
    """The arguments of a question; those that are None are left out."""

    day: date
    axes: list[Axis] | None
    within: str | None
    filters: Filters
    least: int

    def ask(self, rows: GraphRows) -> Ask:
        """Return the root field."""
        arguments = given(
            asOf=self.day,
            axes=self.axes,
            within=self.within and reference(rows, self.within, self.day, by_code=False),
            minTerritories=self.least,
            first=100,
            **dataclasses.asdict(self.filters),
        )
        return Ask("partnerships", arguments, SELECTION)


@st.composite
def cases(draw: st.DrawFn) -> tuple[GraphRows, list[Question]]:
    rows = draw(worlds())
    question = st.builds(
        Question,
        moments(rows),
        axes_asked(),
        st.none() | st.sampled_from(ids_of(rows, "Territory")),
        st.builds(Filters, st.none() | roles_asked(), st.none() | criteria_asked(), themes_asked(), audiences_asked()),
        st.sampled_from((1, 1, 2, 3)),
    )
    return rows, draw(st.lists(question, min_size=16, max_size=24))


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_partnerships_are_those_of_the_oracle(
    scratch: ApiSession, case: tuple[GraphRows, list[Question]]
) -> None:
    rows, questions = case
    await scratch.replace(rows)
    for viewer in oracles(rows):
        facts = facts_for(rows, viewer)
        results = await answers(scratch, [question.ask(rows) for question in questions], viewer)
        for question, got in zip(questions, results, strict=True):
            expected = partnerships(
                facts, question.day, question.axes, question.within, question.filters, question.least
            )
            assert got == {
                "asOf": question.day.isoformat(),
                "totalCount": len(expected),
                "nodes": [
                    {
                        "actors": [{"id": actor} for actor in one.actors],
                        "territoryCount": len(one.territories),
                        "engagementCount": len(one.engagements),
                        "territories": [{"id": territory} for territory in one.territories],
                        "engagements": [{"id": engagement} for engagement in one.engagements],
                        "one": [{"id": engagement} for engagement in one.engagements[:1]],
                    }
                    for one in expected[:100]
                ],
            }, question


async def test_pages_go_on_where_one_ends(national: ApiSession) -> None:
    page = "{ nodes { actors { id } } pageInfo { endCursor } }"
    query = f"query ($n: Int, $after: String) {{ partnerships(first: $n, after: $after) {page} }}"
    whole = (await national.data(query, {"n": 30}))["partnerships"]["nodes"]
    pages: list[Any] = []
    after = None
    while len(pages) < len(whole):
        found = (await national.data(query, {"n": 7, "after": after}))["partnerships"]
        pages += found["nodes"]
        after = found["pageInfo"]["endCursor"]
    assert pages[:30] == whole


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("minTerritories: 0", "minTerritories: 0 is out of range, give 1 to 1,000"),
        ("minTerritories: 1001", "minTerritories: 1,001 is out of range, give 1 to 1,000"),
    ],
)
async def test_a_number_out_of_range_is_an_error(national: ApiSession, arguments: str, message: str) -> None:
    answer = await national.ask(f"{{ partnerships({arguments}) {{ totalCount }} }}")
    assert [error["message"] for error in answer.errors] == [message]
