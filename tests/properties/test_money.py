"""Sums of grants: over drawn filters, broken down by drawn fields, against the oracle's."""

from fractions import Fraction
from typing import Any

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.rows import GraphRows
from graph.statement.read.summed import GRANTS
from graph.vocabulary import Axis
from tests.asking import Asker
from tests.engines import as_many
from tests.oracle.asks import wheres
from tests.oracle.filters import Where
from tests.oracle.money import Amounts, Sums, grant_sums
from tests.properties.asking import EXAMPLES, Ask, answers, given
from tests.properties.worlds import facts_for, ids_of, oracles, worlds

AMOUNT = "{ sum sharedSum knownCount zeroCount }"
SELECTION = f"{{ keys {{ field value label }} count sharedCount asked {AMOUNT} granted {AMOUNT} }}"
AXES = {f"axis:{axis.number}": axis.value for axis in Axis}
Question = tuple[Where | None, list[str]]


@st.composite
def cases(draw: st.DrawFn) -> tuple[GraphRows, list[Question]]:
    rows = draw(worlds())
    where = st.none() | wheres("Grant", 2, tuple(ids_of(rows, "Territory")))
    names = [name for name in GRANTS.breakdowns if name != "RECIPIENT"]
    by = st.lists(st.sampled_from(names), unique=True, max_size=4)
    return rows, draw(st.lists(st.tuples(where, by), min_size=as_many(12, 6), max_size=as_many(20, 10)))


@drawn(cases())
@settings(max_examples=EXAMPLES)
async def test_sums_of_grants(scratch: Asker, case: tuple[GraphRows, list[Question]]) -> None:
    rows, questions = case
    await scratch.replace(rows)
    asks = [Ask("grantSums", given(where=where, by=by or None), SELECTION) for where, by in questions]
    for viewer, oracle in oracles(rows).items():
        facts = facts_for(rows, viewer)
        for (where, by), got in zip(questions, await answers(scratch, asks, viewer), strict=True):
            found = oracle.select("Grant", where, None)
            expected = grant_sums(facts, found, by)
            assert {_keys(row, by): _sums(row) for row in got} == {
                tuple(AXES.get(key, key) if key else key for key in keys): _expected(sums)
                for keys, sums in expected.items()
            }
            assert len(got) == len(expected)


async def test_more_rows_than_asked_for_are_an_error(national: Asker) -> None:
    """Never a part of them, which an officer would add up; a size out of range is one too."""
    query = "query ($first: Int!) { grantSums(by: [YEAR, FUNDER], first: $first) { count } }"
    rows = (await national.data(query, {"first": 2_000}))["grantSums"]
    assert len((await national.data(query, {"first": len(rows)}))["grantSums"]) == len(rows) > 1
    for first in (len(rows) - 1, 2_001):
        answer = await national.ask(query, {"first": first})
        assert answer.codes == ["LIMIT_EXCEEDED"]
        assert answer.errors[0]["message"].startswith("first: ")


def _keys(row: dict[str, Any], by: list[str]) -> tuple[str | None, ...]:
    assert [key["field"] for key in row["keys"]] == by
    assert all((key["label"] == "non renseigné") == (key["value"] is None) for key in row["keys"])
    return tuple(key["value"] for key in row["keys"])


def _sums(row: dict[str, Any]) -> list[object]:
    amounts = [row[name][part] for name in ("asked", "granted") for part in ("sum", "sharedSum")]
    counts = [row[name][part] for name in ("asked", "granted") for part in ("knownCount", "zeroCount")]
    return [row["count"], row["sharedCount"], [Fraction(str(amount)) for amount in amounts], counts]


def _expected(sums: Sums) -> list[object]:
    both = [sums.amounts.get(name, Amounts()) for name in ("askedEuros", "grantedEuros")]
    amounts = [sum(part, Fraction()) for one in both for part in (one.all, one.shared)]
    counts = [count for one in both for count in (len(one.all), one.all.count(Fraction()))]
    return [sums.count, sums.shared, amounts, counts]
