"""Sums of grants, sessions and head counts: over drawn filters and breakdowns, compared with the oracle's.

Rule: both viewers; a visitor's sums contain no withheld number, and say how many there are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest
from graphql import GraphQLEnumType
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.model import SHAPE
from graph.vocabulary import Axis, HeadCountBreakdown, HeadCountKind
from schema.query import graphql_schema
from tests.api_session import ApiSession
from tests.engines import as_many
from tests.oracle.drawn_filters import wheres
from tests.oracle.example import LOIRE, act, loadable_rows
from tests.oracle.facts import Facts
from tests.oracle.filters import Where
from tests.oracle.sums import Amount, Keys, Sums, grant_sums, head_count_sums, training_sums
from tests.properties.asking import EXAMPLES, Ask, answers, given
from tests.properties.worlds import facts_for, ids_of, oracles, worlds

AXES = {f"axis:{axis.number}": axis.value for axis in Axis}
MONEY, PEOPLE = ("sum", "sharedSum", "knownCount", "zeroCount"), ("sum", "sharedSum", "knownCount", "withheldCount")


@dataclass(frozen=True)
class Summed:
    """The items summed: their kind, their amounts and the parts of each, and the oracle's rows."""

    kind: str
    amounts: tuple[str, ...]
    parts: tuple[str, ...]
    expected: Callable[..., dict[Keys, Sums]]

    @property
    def breakdowns(self) -> list[str]:
        """The fields by which it may be broken down."""
        fields = graphql_schema().get_type(f"{self.kind.removesuffix('Session')}SumField")
        assert isinstance(fields, GraphQLEnumType)
        return list(fields.values)

    @property
    def plural(self) -> str:
        """The field that lists the items of a row."""
        return SHAPE.kinds[self.kind].plural

    @property
    def selection(self) -> str:
        """Everything of a row."""
        amounts = " ".join(f"{name} {{ {' '.join(self.parts)} }}" for name in self.amounts)
        behind = f"first: {self.plural}(first: 2) {{ id }} every: {self.plural}(first: 100) {{ id label }}"
        return f"{{ keys {{ field value label }} count sharedCount {amounts} {behind} }}"


SUMMED = {
    "grantSums": Summed("Grant", ("asked", "granted"), MONEY, grant_sums),
    "trainingSums": Summed("TrainingSession", ("people", "hours", "personHours"), PEOPLE, training_sums),
    "headCountSums": Summed("HeadCount", ("people",), PEOPLE, head_count_sums),
}
KINDS = st.sampled_from((HeadCountKind.TRAINED, *HeadCountKind))
BROKEN_DOWN = st.sampled_from((HeadCountBreakdown.TOTAL, HeadCountBreakdown.AUDIENCE, *HeadCountBreakdown))


@dataclass(frozen=True)
class Question:
    """A question for sums; `more` are the arguments that head counts need."""

    root: str
    where: Where | None
    by: list[str]
    more: dict[str, str]

    def ask(self) -> Ask:
        """Return the root field."""
        arguments = given(where=self.where, by=self.by or None, **self.more)
        return Ask(self.root, arguments, SUMMED[self.root].selection)


@st.composite
def cases(draw: st.DrawFn) -> tuple[GraphRows, list[Question]]:
    rows = draw(worlds())
    questions = []
    for _ in range(draw(st.integers(as_many(20, 9), as_many(30, 15)))):
        root = draw(st.sampled_from(sorted(SUMMED)))
        where = draw(st.none() | wheres(SUMMED[root].kind, 2, tuple(ids_of(rows, "Territory"))))
        by = draw(st.lists(st.sampled_from(SUMMED[root].breakdowns), unique=True, max_size=4))
        about = {"kind": draw(KINDS).value, "breakdown": draw(BROKEN_DOWN).value} if root == "headCountSums" else {}
        questions.append(Question(root, where, by, about))
    return rows, questions


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_sums(scratch: ApiSession, case: tuple[GraphRows, list[Question]]) -> None:
    rows, questions = case
    await scratch.replace(rows)
    for viewer, oracle in oracles(rows).items():
        facts = facts_for(rows, viewer)
        results = await answers(scratch, [question.ask() for question in questions], viewer)
        for question, got in zip(questions, results, strict=True):
            chosen = oracle.select(SUMMED[question.root].kind, question.where, None)
            _check(facts, question, chosen, got)


def _check(facts: Facts, question: Question, chosen: list[str], got: list[dict[str, Any]]) -> None:
    summed = SUMMED[question.root]
    expected = summed.expected(facts, chosen, by=question.by, **question.more)
    assert {_keys(row, question.by): _sums(row, summed) for row in got} == {
        tuple(AXES.get(key, key) if key else key for key in keys): _expected(sums, summed)
        for keys, sums in expected.items()
    }, question
    assert len(got) == len(expected)


@pytest.mark.parametrize(
    "root",
    [
        "grantSums(by: [YEAR, FUNDER]",
        "trainingSums(by: [YEAR, LEAD]",
        "headCountSums(kind: TRAINED, breakdown: AUDIENCE, by: [ENGAGEMENT]",
    ],
)
async def test_more_rows_than_first_are_an_error(national: ApiSession, root: str) -> None:
    """An answer with only some rows would be added up by an officer; a size out of range is an error too."""
    query = f"query ($first: Int!) {{ rows: {root}, first: $first) {{ count }} }}"
    rows = (await national.data(query, {"first": 2_000}))["rows"]
    assert len((await national.data(query, {"first": len(rows)}))["rows"]) == len(rows) > 1
    for first in (len(rows) - 1, 2_001):
        answer = await national.ask(query, {"first": first})
        assert answer.codes == ["LIMIT_EXCEEDED"]
        assert answer.errors[0]["message"].startswith("first: ")


async def test_person_hours_are_withheld_of_sessions_that_give_both_numbers(scratch: ApiSession) -> None:
    rows = loadable_rows()
    act(rows, "session:1", (LOIRE,), {}, axes=(2,), stated={"trainedCount": 3})
    await scratch.replace(rows)
    (row,) = (await scratch.data("{ trainingSums { personHours { knownCount withheldCount } } }"))["trainingSums"]
    assert row == {"personHours": {"knownCount": 0, "withheldCount": 0}}


def _keys(row: dict[str, Any], by: list[str]) -> Keys:
    assert [key["field"] for key in row["keys"]] == by
    assert all((key["label"] == "non renseigné") == (key["value"] is None) for key in row["keys"])
    return tuple(key["value"] for key in row["keys"])


def _sums(row: dict[str, Any], summed: Summed) -> dict[str, object]:
    amounts = {f"{name} {part}": Fraction(str(row[name][part])) for name in summed.amounts for part in summed.parts}
    first, every = ([node["id"] for node in row[name]] for name in ("first", "every"))
    return {"count": row["count"], "sharedCount": row["sharedCount"], "first": first, "every": every, **amounts}


def _expected(sums: Sums, summed: Summed) -> dict[str, object]:
    amounts = {f"{name} {part}": _part(sums.amounts[name], part) for name in summed.amounts for part in summed.parts}
    ids = sorted(sums.ids)
    return {"count": len(ids), "sharedCount": sums.shared, "first": ids[:2], "every": ids, **amounts}


def _part(amount: Amount, part: str) -> Fraction:
    values: dict[str, Fraction | int] = {
        "sum": sum(amount.all, Fraction()),
        "sharedSum": sum(amount.shared, Fraction()),
        "knownCount": len(amount.all),
        "zeroCount": amount.all.count(Fraction()),
        "withheldCount": amount.withheld,
    }
    return Fraction(values[part])
