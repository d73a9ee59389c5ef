"""Withheld numbers of people cannot be deduced (rule 34).

Rule: the parts of each drawn table add up to the total; the reader knows the rule, and tries every assignment.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes import withholding
from changes.derived import derived
from changes.rows import GraphRows, Value
from graph.domain.counting import Durations
from graph.rights import EVERYTHING, VISITOR
from tests.api_session import ApiSession
from tests.oracle.example import CLUB, LOIRE, act, loadable_rows
from tests.oracle.small_numbers import SMALL, Numbers, Rule, withheld
from tests.oracle.training import BREAKDOWNS
from tests.proofs import TIMES
from tests.properties.asking import EXAMPLES, Ask, answers, nodes
from tests.properties.solving import Read, Reading, deduced, read

MOST = 16
"""The maximum number of people."""
PARTS = 4
TRIED = MOST + 4
"""The maximum number of people in a trial: high enough that four withheld numbers may each be 4."""


class People(NamedTuple):
    """Numbers of the same people: the total, once for each time that it is stated, and tables of its parts."""

    totals: dict[str, int]
    tables: list[dict[str, int]]


@st.composite
def drawn_people(draw: st.DrawFn) -> People:
    """Draw numbers that add up; small and equal ones are frequent."""
    parts = st.lists(st.sampled_from((0, 1, 1, 2, 3, 4, 4, 5, 6)), min_size=1, max_size=PARTS)
    tables = [draw(parts.filter(lambda numbers: sum(numbers) <= MOST))]
    total = sum(tables[0])
    for _ in range(draw(st.integers(0, 1))):
        cuts = sorted(draw(st.lists(st.integers(0, total), max_size=PARTS - 1)))
        tables.append([end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)])
    named = [
        {f"{letter}{place}": number for place, number in enumerate(table)}
        for letter, table in zip("ab", tables, strict=False)
    ]
    return People({f"total{copy}": total for copy in range(draw(st.sampled_from((0, 1, 1, 1, 2))))}, named)


def of_product(totals: Numbers, tables: Iterable[Numbers]) -> set[str]:
    """Withhold as the product does."""
    total, parts = withholding.withheld(list(totals.values()), list(tables))
    return {*parts, *(totals if total else ())}


@drawn(drawn_people())
@settings(max_examples=TIMES * 1_000)
def test_no_withheld_number_of_a_thousand_tables_can_be_deduced(people: People) -> None:
    assert of_product(*people) == withheld(*people)
    assert deduced(read(*people, of_product), of_product, TRIED) == {}


def small_alone(totals: Numbers, tables: Iterable[Numbers]) -> set[str]:
    """Withhold only the small numbers."""
    return {name for numbers in (totals, *tables) for name, number in numbers.items() if number in SMALL}


def beside_one(totals: Numbers, tables: Iterable[Numbers]) -> set[str]:
    """Withhold as the product does if each table has a single small number, else only the small numbers."""
    alone = [sum(number in SMALL for number in table.values()) == 1 for table in tables]
    return withheld(totals, tables) if all(alone) else small_alone(totals, tables)


def never_the_total(totals: Numbers, tables: Iterable[Numbers]) -> set[str]:
    """Withhold no total of five or more."""
    return {name for name in withheld(totals, tables) if totals.get(name) not in range(5, MOST + 1)}


@pytest.mark.parametrize(
    ("rule", "total", "table", "found"),
    [
        (small_alone, 13, {"a": 3, "b": 10}, {"a": {3}}),
        (beside_one, 12, {"a": 1, "b": 1, "c": 10}, {"a": {1}, "b": {1}}),
        (beside_one, 13, {"a": 4, "b": 4, "c": 5}, {"a": {4}, "b": {4}}),
        (never_the_total, 5, dict.fromkeys("abcde", 1), {name: {1} for name in "abcde"}),
    ],
)
def test_a_rule_that_withholds_less_is_detected(
    rule: Rule, total: int, table: dict[str, int], found: dict[str, set[int]]
) -> None:
    people = People({"total": total}, [table])
    assert deduced(read(*people, rule), rule, TRIED) == found
    assert deduced(read(*people, withheld), withheld, TRIED) == {}


@pytest.mark.parametrize(
    ("trained", "counted", "withheld_column"),
    [
        (None, [(None, None, 13), (2025, "STAFF", 3), (2025, "YOUTH", 10)], "headcount:1"),
        (None, [(None, None, 13), (2025, None, 10), (2026, None, 3)], "headcount:2"),
        (13, [(year, *part) for year in (2025, 2026) for part in (("STAFF", 3), ("YOUTH", 10))], "headcount:0"),
    ],
    ids=["all of the only year, and its parts", "all years, and each", "a session's parts, once a year"],
)
def test_no_number_can_be_deduced_from_several_years(
    trained: int | None, counted: list[tuple[int | None, str | None, int]], withheld_column: str
) -> None:
    """The total minus the larger of its two numbers would give the small one."""
    rows = loadable_rows()
    engagement, kind = ("session:1", "TRAINED") if trained else ("commitment:1", "RECEIVED")
    own: dict[str, Value] = {"trainedCount": trained} if trained else {"kind": "DROP_IN"}
    act(rows, engagement, (LOIRE,), {CLUB: ["LEAD"]}, start=date(2025, 1, 1), stated=own)
    for number, (year, audience, count) in enumerate(counted):
        rows.node("HeadCount", f"headcount:{number}", kind=kind, year=year, audience=audience, count=count)
        rows.edge("COUNTED_IN", f"headcount:{number}", engagement)
    public = {identifier: properties for _, identifier, properties in derived(rows, Durations())}
    total = public["session:1"]["publicTrainedCount"] if trained else public["headcount:0"]["publicCount"]
    other = next(one for one, (*_, count) in enumerate(counted) if count == 10)
    assert (public[withheld_column]["publicCount"], public[withheld_column]["countWithheld"]) == (None, True)
    assert None in {total, public[f"headcount:{other}"]["publicCount"]}


# --- what a visitor reads of the API ---------------------------------------------------------------------------------

ENGAGEMENTS = tuple(f"{prefix}:{number}" for number in range(4) for prefix in ("session", "commitment", "action"))
YEARS = {"session": (None,), "commitment": (2024, 2025), "action": (None,)}
KINDS = {"session": ("TRAINED",), "commitment": ("RECEIVED", "REFERRED"), "action": ("RECEIVED",)}
COUNTS = "headCounts { id headCountKind year audience theme criterion outcome count countWithheld }"
LISTS = {"trainingSessions": f"trainedCount trainedCountWithheld {COUNTS}", "commitments": COUNTS, "actions": COUNTS}


@st.composite
def networks(draw: st.DrawFn) -> GraphRows:
    """Draw the results of engagements, each year and kind independently."""
    rows = loadable_rows()
    for engagement in ENGAGEMENTS:
        prefix = engagement.partition(":")[0]
        trained: int | None = None
        for kind in KINDS[prefix]:
            for year in YEARS[prefix]:
                totals, tables = draw(drawn_people())
                if prefix == "session" and totals:
                    trained = totals.popitem()[1]
                for stated, count in _stated(draw, totals, tables):
                    identifier = f"headcount:{len(rows.nodes)}"
                    rows.node("HeadCount", identifier, kind=kind, year=year, **stated, count=count)
                    rows.edge("COUNTED_IN", identifier, engagement)
        own: dict[str, Value] = {"trainedCount": trained} if prefix == "session" else {}
        own |= {"kind": "DROP_IN"} if prefix == "commitment" else {}
        act(rows, engagement, (LOIRE,), {CLUB: ["LEAD"]}, stated=own)
    return rows


def _stated(
    draw: st.DrawFn, totals: dict[str, int], tables: list[dict[str, int]]
) -> Iterable[tuple[dict[str, Value], int]]:
    for count in list(totals.values())[:1]:
        yield {}, count
    for name, table in zip(draw(st.permutations(list(BREAKDOWNS))), tables, strict=False):
        words = draw(st.permutations(list(BREAKDOWNS[name])))
        for word, count in zip(words, table.values(), strict=False):
            yield {name: word.value}, count


@drawn(networks())
@settings(max_examples=EXAMPLES)
async def test_no_number_can_be_deduced_from_what_a_visitor_reads(scratch: ApiSession, rows: GraphRows) -> None:
    await scratch.replace(rows)
    asks = [Ask(root, {"first": 50}, f"{{ edges {{ node {{ id {shown} }} }} }}") for root, shown in LISTS.items()]
    visitor, officer = [
        [node for connection in await answers(scratch, asks, viewer) for node in nodes(connection)]
        for viewer in (VISITOR, EVERYTHING)
    ]
    assert [_without_withheld(node) for node in officer] == visitor
    for node in visitor:
        for reading in _readings(node):
            assert deduced(reading, withheld, TRIED) == {}, node


def _without_withheld(node: dict[str, Any]) -> dict[str, Any]:
    """Return a node or a head count as officers see it, without the numbers marked as withheld."""
    hidden = {name.removesuffix("Withheld") for name, value in node.items() if name.endswith("Withheld") and value}
    assert all(node[name] for name in hidden)
    counts = [_without_withheld(one) for one in node.get("headCounts", ())]
    shown = {name: None if name in hidden else value for name, value in node.items()}
    return shown | ({"headCounts": counts} if "headCounts" in node else {})


def _readings(node: dict[str, Any]) -> Iterable[Reading]:
    """Yield what a visitor sees of each group of people whom an engagement reached."""
    totals: dict[object, dict[str, int | None]] = defaultdict(dict)
    tables: dict[object, dict[str | None, dict[str, int | None]]] = defaultdict(lambda: defaultdict(dict))
    is_session = "trainedCount" in node
    if is_session and (node["trainedCount"] is not None or node["trainedCountWithheld"]):
        totals["TRAINED", None][node["id"]] = node["trainedCount"]
    for one in node["headCounts"]:
        people = one["headCountKind"], None if is_session else one["year"]
        name = next((name for name in BREAKDOWNS if one[name]), None)
        read_in: dict[str, int | None] = tables[people][name] if name else totals[people]
        read_in[one["id"]] = one["count"]
    for group in {*totals, *tables}:
        of_group: list[Read] = list(tables[group].values())
        yield Reading(totals[group], of_group)
