"""The oracle on needs, numbers of people and their sums, compared with answers computed by hand."""

from datetime import date
from fractions import Fraction

import pytest

from changes.rows import GraphRows, Value
from graph.vocabulary import NeedStage
from tests.oracle.example import CLUB, LOIRE, MAYOR, act, example_rows
from tests.oracle.facts import Facts
from tests.oracle.small_numbers import withheld
from tests.oracle.stages import need_stage, unanswered
from tests.oracle.sums import head_count_sums, training_sums

SPRING, SUMMER, AUTUMN = date(2026, 3, 1), date(2026, 6, 1), date(2026, 9, 1)


@pytest.mark.parametrize(
    ("need", "session", "stages"),
    [
        ({}, None, ("IDENTIFIED", "IDENTIFIED", "IDENTIFIED")),
        ({"identifiedOn": SUMMER}, None, (None, "IDENTIFIED", "IDENTIFIED")),
        ({"plannedOn": SUMMER}, None, ("IDENTIFIED", "PLANNED", "PLANNED")),
        ({"plannedOn": SPRING, "declinedOn": SUMMER, "metOn": AUTUMN}, None, ("PLANNED", "DECLINED", "MET")),
        ({}, {"status": "DONE"}, ("PLANNED", "MET", "MET")),
        ({"identifiedOn": AUTUMN}, {"status": "DONE"}, (None, None, "MET")),
        ({"declinedOn": SPRING}, {"status": "DONE"}, ("DECLINED", "MET", "MET")),
        ({}, {"status": "PLANNED"}, ("PLANNED", "PLANNED", "IDENTIFIED")),
        ({}, {"status": "CANCELLED"}, ("IDENTIFIED", "IDENTIFIED", "IDENTIFIED")),
    ],
)
def test_the_stage_of_a_need(
    need: dict[str, Value], session: dict[str, Value] | None, stages: tuple[str | None, ...]
) -> None:
    """The session takes place in summer."""
    rows = example_rows()
    rows.node("TrainingNeed", "need:1", title="Accueillir", fictional=True, **need)
    if session:
        act(rows, "session:1", (LOIRE,), {CLUB: ["LEAD"]}, start=SUMMER, end=SUMMER, stated=session)
        rows.edge("MEETS", "session:1", "need:1")
    facts = Facts(rows)
    reached = [need_stage(facts, "need:1", day) for day in (SPRING, SUMMER, AUTUMN)]
    assert reached == [stage and NeedStage[stage] for stage in stages]
    open_stages = {"IDENTIFIED", "PLANNED"}
    assert [unanswered(facts, "need:1", day) for day in (SPRING, SUMMER, AUTUMN)] == [s in open_stages for s in stages]


@pytest.mark.parametrize(
    ("totals", "tables", "hidden"),
    [
        ([], [[3, 10]], "3"),  # nothing to compute it from
        ([13], [[3, 10]], "3 10"),
        ([], [[3, 10], [6, 7]], "3 10"),
        ([18], [[3, 5, 10]], "3 5"),
        ([13], [[3, 5, 5]], "3 5 5"),
        ([14], [[2, 2, 10]], "2 2"),
        ([12], [[1, 1, 10]], "1 1 10"),
        ([18], [[4, 4, 10]], "4 4 10"),
        ([17], [[3, 4, 10]], "3 4"),
        ([5], [[1, 1, 1, 1, 1]], "5 1 1 1 1 1"),
        ([8], [[4, 4, 0], [8]], "8 4 4 8"),
        ([3], [[3, 0]], "3 3"),
        ([0], [[0]], ""),
        ([13, 13], [[13], []], ""),
    ],
)
def test_the_numbers_that_are_withheld(totals: list[int], tables: list[list[int]], hidden: str) -> None:
    every = enumerate([totals, *tables])
    named = [{f"{place} {part}": n for part, n in enumerate(numbers)} for place, numbers in every]
    names = withheld(named[0], named[1:])
    assert [str(n) for table in named for name, n in table.items() if name in names] == hidden.split()


def trained() -> GraphRows:
    """Two sessions: in one, two services were trained, 13 people in all, of whom 3 are of one audience."""
    rows = example_rows()
    both: dict[str, list[str]] = {MAYOR: ["BENEFICIARY", "LEAD"], CLUB: ["BENEFICIARY"]}
    act(rows, "session:1", (LOIRE,), both, axes=(2,), stated={"trainedCount": 13, "hours": 0.1})
    act(rows, "session:2", (LOIRE,), {}, axes=(2,), stated={"trainedCount": 20, "hours": 6.0})
    for number, (audience, count) in enumerate((("STAFF", 3), ("YOUTH", 10), ("EMPLOYER", None))):
        rows.node("HeadCount", f"headcount:{number}", kind="TRAINED", audience=audience, count=count)
        rows.edge("COUNTED_IN", f"headcount:{number}", "session:1")
    return rows


def test_sums_of_sessions() -> None:
    sums = training_sums(Facts(trained()), ["session:1", "session:2"], ["EMPLOYER"])
    assert {keys: (len(row.ids), row.shared) for keys, row in sums.items()} == {
        (MAYOR,): (1, 1),
        (CLUB,): (1, 1),
        (None,): (1, 0),
    }
    assert sums[MAYOR,].amounts["personHours"].shared == [Fraction(13, 10)]


@pytest.mark.parametrize(("anonymous", "numbers", "hidden"), [(False, [3, 10], 0), (True, [], 2)])
def test_sums_of_head_counts(*, anonymous: bool, numbers: list[int], hidden: int) -> None:
    ids = [f"headcount:{number}" for number in range(3)]
    facts = Facts(trained(), anonymous=anonymous)
    ((keys, row),) = head_count_sums(facts, ids, "TRAINED", "AUDIENCE", ["YEAR"]).items()
    amount = row.amounts["people"]
    assert (*keys, len(row.ids), amount.withheld) == ("2026", 3, hidden)
    assert [int(number) for number in amount.all] == numbers
    assert head_count_sums(facts, ids, "TRAINED", "TOTAL", []) == {}
