"""Pages of values in memory: their cursors, and that paging yields the whole list in order."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.bounds import PAGE_DEFAULT, PAGE_LIMIT
from graph.errors import ClientError, Code
from graph.statement.core.selection import Field
from graph.statement.read.order import read_cursor, write_cursor
from resolvers.execute.pages import Order, Slice, connection_getters, edge_cursor, page_info_getters, sliced

DAY = date(2026, 6, 15)
Value = tuple[str, int]
BY_NAME: Order[Value] = Order("list(name:ASC)", [(lambda v: v[0], False), (lambda v: v[1], False)])
BY_SIZE_DOWN: Order[Value] = Order("list(size:DESC)", [(lambda v: v[1], True), (lambda v: v[0], False)])
FIVE = [("e", 5), ("a", 1), ("c", 3), ("b", 2), ("d", 4)]


def page(arguments: Mapping[str, Any], values: Sequence[Value] = FIVE, order: Order[Value] = BY_NAME) -> Slice[Value]:
    return sliced(values, order, arguments, "list", DAY)


def names(found: Slice[Value]) -> str:
    return "".join(name for name, _ in found.shown)


def around(found: Slice[Value]) -> tuple[bool, bool]:
    return found.more_before, found.more_after


# --- forwards and backwards ------------------------------------------------------------------------------------------


def test_a_page_from_the_start_and_the_pages_after_it() -> None:
    first = page({"first": 2})
    assert (names(first), first.total, around(first)) == ("ab", 5, (False, True))
    second = page({"first": 2, "after": first.cursor(first.shown[-1])})
    assert (names(second), second.total, around(second)) == ("cd", 5, (True, True))
    third = page({"first": 2, "after": second.cursor(second.shown[-1])})
    assert (names(third), around(third)) == ("e", (True, False))
    beyond = page({"first": 2, "after": third.cursor(third.shown[-1])})
    assert (names(beyond), beyond.total, around(beyond)) == ("", 5, (True, False))


def test_a_page_from_the_end_and_the_pages_before_it() -> None:
    last = page({"last": 2})
    assert (names(last), around(last)) == ("de", (True, False))
    before = page({"last": 2, "before": last.cursor(last.shown[0])})
    assert (names(before), around(before)) == ("bc", (True, True))
    rest = page({"last": 2, "before": before.cursor(before.shown[0])})
    assert (names(rest), around(rest)) == ("a", (False, True))


def test_a_page_that_just_fits_has_no_more() -> None:
    assert around(page({"first": 5})) == (False, False)
    assert around(page({"last": 5})) == (False, False)


def test_without_a_size_a_page_has_the_default() -> None:
    found = page({}, [("a", n) for n in range(PAGE_DEFAULT + 1)])
    assert (len(found.shown), found.more_after) == (PAGE_DEFAULT, True)


def test_a_cursor_holds_its_place_when_its_value_is_gone() -> None:
    cursor = page({"first": 3}).cursor(("c", 3))
    without = [value for value in FIVE if value[0] != "c"]
    assert names(page({"first": 9, "after": cursor}, without)) == "de"
    assert names(page({"last": 9, "before": cursor}, without)) == "ab"


VALUES = st.lists(st.tuples(st.text("ab", max_size=2), st.integers(0, 3)), unique=True, max_size=12)
ORDERS = st.sampled_from([BY_NAME, BY_SIZE_DOWN])
EXPECTED = {BY_NAME.name: lambda v: v, BY_SIZE_DOWN.name: lambda v: (-v[1], v[0])}


def paged(values: list[Value], order: Order[Value], size: int, *, backwards: bool) -> list[Value]:
    """Return all values, page by page, as long as there are more."""
    found: list[Value] = []
    cursor = None
    while True:
        arguments = {"last": size, "before": cursor} if backwards else {"first": size, "after": cursor}
        here = page(arguments, values, order)
        assert here.total == len(values)
        found = [*here.shown, *found] if backwards else [*found, *here.shown]
        if not (here.more_before if backwards else here.more_after):
            return found
        cursor = here.cursor(here.shown[0] if backwards else here.shown[-1])


@given(values=VALUES, order=ORDERS, size=st.integers(1, 5), backwards=st.booleans())
def test_paging_yields_the_sorted_list(values: list[Value], order: Order[Value], size: int, *, backwards: bool) -> None:
    assert paged(values, order, size, backwards=backwards) == sorted(values, key=EXPECTED[order.name])


@given(VALUES)
def test_values_sorted_already_are_sorted_by_the_rest_of_the_criteria(values: list[Value]) -> None:
    criteria = [(lambda v: -v[1], False), (lambda v: v[0], False), (lambda v: v[1], False)]
    assert Order("list", criteria, sorted_by=2).sort(sorted(values)) == Order("list", criteria).sort(values)


@given(VALUES, ORDERS)
def test_a_value_follows_those_before_it(values: list[Value], order: Order[Value]) -> None:
    found = order.sort(values)
    for place, value in enumerate(found):
        sides = [order.compare(other, order.key(value)) for other in found]
        assert sides == [-1] * place + [0] + [1] * (len(found) - place - 1)


# --- cursors ---------------------------------------------------------------------------------------------------------


@given(st.text(max_size=5), st.integers(-(2**40), 2**40))
def test_a_cursor_gives_its_values_back(name: str, size: int) -> None:
    cursor = page({"first": 1}, [(name, size)]).cursor((name, size))
    assert read_cursor(cursor, "list.after", BY_NAME.name, DAY) == [name, size]
    assert cursor.isascii()
    assert "=" not in cursor


OTHER_CURSORS = {
    "another list": write_cursor("other(name:ASC)", ["a", 1], DAY),
    "another order": write_cursor(BY_SIZE_DOWN.name, [1, "a"], DAY),
    "too few values": write_cursor(BY_NAME.name, ["a"], DAY),
    "too many values": write_cursor(BY_NAME.name, ["a", 1, 2], DAY),
    "values of another type": write_cursor(BY_NAME.name, [1, "a"], DAY),
    "a null": write_cursor(BY_NAME.name, [None, 1], DAY),
    "a list without a day": write_cursor(BY_NAME.name, ["a", 1]),
    "no list": "e30",
    "no JSON": "bm90IGpzb24",
    "no base64": "é!",
    "an empty text": "",
}


@pytest.mark.parametrize("text", OTHER_CURSORS.values(), ids=OTHER_CURSORS)
@pytest.mark.parametrize(("size", "cursor"), [("first", "after"), ("last", "before")])
def test_a_foreign_cursor_is_refused_and_names_its_argument(text: str, size: str, cursor: str) -> None:
    with pytest.raises(ClientError) as caught:
        page({size: 2, cursor: text})
    assert caught.value.code is Code.BAD_USER_INPUT
    assert caught.value.message.startswith(f"list.{cursor}: not a cursor of this list in this order")


def test_a_cursor_of_another_day_is_refused_and_tells_both_days() -> None:
    text = write_cursor(BY_NAME.name, ["a", 1], date(2025, 1, 1))
    with pytest.raises(ClientError, match="for asOf 2025-01-01, but the query is for 2026-06-15"):
        page({"first": 2, "after": text})


@pytest.mark.parametrize(
    ("arguments", "message", "code"),
    [
        ({"first": 1, "last": 1}, "list: give first or last, not both", Code.BAD_USER_INPUT),
        ({"first": 1, "before": "x"}, "list: after goes with first, before with last", Code.BAD_USER_INPUT),
        ({"last": 1, "after": "x"}, "list: after goes with first, before with last", Code.BAD_USER_INPUT),
        ({"first": 0}, "list.first: 0 is out of range, give 1 to 10,000", Code.BAD_USER_INPUT),
        ({"last": -1}, "list.last: -1 is out of range, give 1 to 10,000", Code.BAD_USER_INPUT),
        ({"first": PAGE_LIMIT + 1}, "list.first: 10,001 is out of range, give 1 to 10,000", Code.LIMIT_EXCEEDED),
    ],
)
def test_arguments_that_contradict_each_other_are_refused(arguments: dict[str, Any], message: str, code: Code) -> None:
    with pytest.raises(ClientError) as caught:
        page(arguments)
    assert (caught.value.message, caught.value.code) == (message, code)


# --- as clients see it -----------------------------------------------------------------------------------------------


def test_a_connection_reads_edges_total_and_page_information() -> None:
    found = page({"first": 2})
    field = Field("totalCount", "totalCount", {})
    getters = connection_getters()
    edges = getters["edges"](found, field)
    assert [value for value, _ in edges] == [("a", 1), ("b", 2)]
    assert (getters["totalCount"](found, field), getters["pageInfo"](found, field)) == (5, found)
    assert edge_cursor(edges[1], field) == found.cursor(("b", 2))
    information = {name: read(found, Field("alias", name, {})) for name, read in page_info_getters().items()}
    assert information == {
        "hasNextPage": True,
        "hasPreviousPage": False,
        "startCursor": found.cursor(("a", 1)),
        "endCursor": found.cursor(("b", 2)),
    }


def test_an_empty_page_has_no_cursors() -> None:
    getters = page_info_getters()
    ends = [getters[name](page({}, []), Field(name, name, {})) for name in ("startCursor", "endCursor")]
    assert ends == [None, None]
