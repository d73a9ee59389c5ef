"""Orderings and keyset pages, without a database."""

from datetime import date
from typing import Any

import pytest

from graph.bounds import PAGE_DEFAULT, PAGE_LIMIT
from graph.errors import ClientError
from graph.model import SHAPE
from graph.shape import Property, Scalar
from graph.statement.core.run import Slot
from graph.statement.read.order import (
    Key,
    Page,
    bounds,
    index_keys,
    keys,
    order_by,
    page_arguments,
    page_of,
    signature,
    sort_values,
    write_cursor,
)
from tests.graph.statement.runs import run_of, writer

ENGAGEMENT = SHAPE.kinds["Engagement"]
BY_ID = keys(ENGAGEMENT, None)
BY_END_AND_TITLE = keys(ENGAGEMENT, [{"endsOn": "DESC"}, {"title": "ASC"}])
LIST = signature("engagements", BY_END_AND_TITLE)


# --- criteria --------------------------------------------------------------------------------------------------------


def test_the_id_is_always_the_last_criterion_and_comes_once() -> None:
    assert signature("", BY_ID) == "(id:ASC)"
    assert LIST == "engagements(endsOn:DESC,title:ASC,id:ASC)"
    assert signature("", keys(ENGAGEMENT, [{"id": "DESC"}])) == "(id:DESC)"


@pytest.mark.parametrize(
    ("order", "message"),
    [([{"title": None}], "give ASC or DESC"), ([{"title": "ASC"}, {"title": "DESC"}], "given twice")],
)
def test_a_criterion_without_a_direction_or_given_twice_is_refused(order: list[Any], message: str) -> None:
    with pytest.raises(ClientError, match=rf"orderBy\.title: {message}"):
        keys(ENGAGEMENT, order)


def test_nulls_come_last_both_ways_and_a_page_from_the_end_reverses_every_term() -> None:
    assert order_by(writer(), "n", BY_END_AND_TITLE, backwards=False) == (
        "ORDER BY n.endsOn IS NULL, n.endsOn DESC, n.titleKey, n.id"
    )
    assert order_by(writer(), "n", BY_END_AND_TITLE, backwards=True) == (
        "ORDER BY n.endsOn IS NULL DESC, n.endsOn, n.titleKey DESC, n.id DESC"
    )


def test_a_cursor_holds_days_as_texts_and_texts_by_their_keys() -> None:
    assert sort_values(writer(), "n", BY_END_AND_TITLE) == ["toString(n.endsOn)", "n.titleKey", "n.id"]


def test_one_kind_of_territory_is_read_from_its_index_in_the_same_order() -> None:
    territory = SHAPE.kinds["Territory"]
    by_id = keys(territory, None)
    found = index_keys(territory, {"kind": {"eq": "COMMUNE"}}, by_id)
    assert [key.property.name for key in found] == ["kind", "id"]
    for where in ({}, {"kind": {"in": ["COMMUNE"]}}, {"code": {"eq": "44109"}}):
        assert index_keys(territory, where, by_id) == by_id
    by_name = keys(territory, [{"name": "ASC"}])
    assert index_keys(territory, {"kind": {"eq": "COMMUNE"}}, by_name) == by_name


# --- pages -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({}, (PAGE_DEFAULT, False, None, "actors.after")),
        ({"first": 3, "after": "x"}, (3, False, "x", "actors.after")),
        ({"last": 3, "before": "x"}, (3, True, "x", "actors.before")),
        ({"first": None, "last": 2}, (2, True, None, "actors.before")),
    ],
)
def test_the_arguments_of_a_page(arguments: dict[str, Any], expected: tuple[Any, ...]) -> None:
    assert page_arguments(arguments, "actors") == expected


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"first": 1, "last": 1}, "give first or last, not both"),
        ({"first": 1, "before": "x"}, "after goes with first"),
        ({"last": 1, "after": "x"}, "after goes with first"),
        ({"first": 0}, "out of range, give 1 to 10,000"),
        ({"last": PAGE_LIMIT + 1}, "10,001 is out of range"),
    ],
)
def test_arguments_that_contradict_each_other_are_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ClientError, match=message):
        page_arguments(arguments, "actors")


def page_with_cursor(values: list[Any], size: int = 1) -> dict[str, Any]:
    """Return the parameters of a page after a cursor with these sort values, both sent by a client."""
    w = writer()
    arguments = {"first": Slot(0), "after": Slot(1)}
    page = page_of(w, arguments, "engagements", BY_END_AND_TITLE)
    for value in page.cursor or ():
        w.parameter(value)
    run = run_of(size, write_cursor(LIST, values))
    return dict(w.statement([]).bind(run).parameters)


def test_the_sort_values_of_a_cursor_are_parameters_with_the_types_that_are_stored() -> None:
    assert page_with_cursor(["2026-01-31", "titre", "action:1"]) == {
        "p0": date(2026, 1, 31),
        "p1": "titre",
        "p2": "action:1",
    }
    assert page_with_cursor([None, "titre", "action:1"])["p0"] is None


@pytest.mark.parametrize(
    "values",
    [["2026-01-31", None, "action:1"], ["2026-02-31", "t", "a"], [1, "t", "a"], ["2026-01-31", "t"], [["a"], "t", "a"]],
)
def test_sort_values_that_no_row_can_have_are_no_cursor(values: list[Any]) -> None:
    with pytest.raises(ClientError, match="not a cursor"):
        page_with_cursor(values)


def test_a_size_that_a_client_sends_is_checked_when_it_is_known() -> None:
    with pytest.raises(ClientError, match=r"engagements\.first: 0 is out of range"):
        page_with_cursor(["2026-01-31", "titre", "action:1"], size=0)


def test_a_page_of_a_whole_kind_reads_an_index_in_order() -> None:
    assert bounds(writer(), "n", BY_ID, Page(1, None, backwards=False), whole=True) == ["n.id IS NOT NULL"]
    assert bounds(writer(), "n", BY_ID, Page(1, None, backwards=False), whole=False) == []
    assert bounds(writer(), "n", BY_END_AND_TITLE, Page(1, None, backwards=False), whole=True) == []


@pytest.mark.parametrize(
    ("stored", "descending", "backwards", "test"),
    [
        (Property("a", Scalar.INT, "", required=True), False, False, "n.a > $p0"),
        (Property("a", Scalar.INT, "", required=True), True, False, "n.a < $p0"),
        (Property("a", Scalar.INT, "", required=True), False, True, "n.a < $p0"),
        (Property("a", Scalar.INT, ""), False, False, "(n.a > $p0 OR (n.a IS NULL AND $p0 IS NOT NULL))"),
        (Property("a", Scalar.INT, ""), True, True, "(n.a > $p0 OR (n.a IS NOT NULL AND $p0 IS NULL))"),
    ],
)
def test_the_rows_beyond_a_cursor(stored: Property, descending: bool, backwards: bool, test: str) -> None:  # noqa: FBT001
    page = Page(1, (7,), backwards)
    assert bounds(writer(), "n", [Key(stored, descending)], page, whole=False) == [test]


def test_equal_values_go_on_to_the_next_criterion() -> None:
    page = Page(1, ("t", "o"), backwards=False)
    (text,) = bounds(writer(), "n", keys(SHAPE.kinds["Offer"], [{"title": "ASC"}]), page, whole=False)
    assert text == "(n.titleKey >= $p0 AND (n.titleKey > $p0 OR (n.titleKey = $p0 AND n.id > $p1)))"
