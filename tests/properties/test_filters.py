"""Lists: filters, orderings, totals and facets, over every kind that has a list.

Rule: both viewers; the oracle evaluates filters node by node.
"""

from dataclasses import dataclass

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.model import SHAPE
from tests.api_session import ApiSession
from tests.engines import as_many
from tests.oracle.drawn_filters import LISTED_KINDS, orderings, wheres
from tests.oracle.filters import OrderBy, Where
from tests.properties.asking import DEPTH, EXAMPLES, Ask, answers, given, ids
from tests.properties.facets import expected_facets, facet_selection
from tests.properties.worlds import facts_for, ids_of, oracles, worlds


@dataclass(frozen=True)
class Question:
    """The arguments of a list; None is left out."""

    kind: str
    where: Where | None
    order: OrderBy | None

    def ask(self) -> Ask:
        """Return the root field."""
        arguments = given(where=self.where, orderBy=self.order, first=50)
        selection = f"{{ totalCount edges {{ node {{ id }} }} {facet_selection(SHAPE.kinds[self.kind])} }}"
        return Ask(SHAPE.kinds[self.kind].plural, arguments, selection)


@st.composite
def questions(draw: st.DrawFn, territories: tuple[str, ...]) -> Question:
    kind = draw(st.sampled_from(LISTED_KINDS))
    return Question(
        kind,
        draw(st.none() | wheres(kind, DEPTH, territories) | wheres(kind, DEPTH, territories)),
        draw(st.none() | orderings(kind)),
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[GraphRows, list[Question]]:
    rows = draw(worlds())
    territories = tuple(ids_of(rows, "Territory"))
    return rows, draw(st.lists(questions(territories), min_size=as_many(16, 8), max_size=as_many(24, 12)))


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_lists(scratch: ApiSession, case: tuple[GraphRows, list[Question]]) -> None:
    rows, questions_asked = case
    await scratch.replace(rows)
    for viewer, oracle in oracles(rows).items():
        facts = facts_for(rows, viewer)
        results = await answers(scratch, [question.ask() for question in questions_asked], viewer)
        for question, got in zip(questions_asked, results, strict=True):
            expected = oracle.select(question.kind, question.where, question.order)
            assert ids(got) == expected, question
            assert got["totalCount"] == len(expected)
            assert got.get("facets", []) == expected_facets(facts, SHAPE.kinds[question.kind], expected), question
