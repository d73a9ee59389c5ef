"""Shapes of values: what is left out of a shape is found again by its slot."""

from collections.abc import Callable
from enum import Enum
from itertools import count
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from graph.statement.core.run import Slot, Values, resolve
from resolvers.compile.value_shapes import shape_of, slots


class Colour(Enum):
    """A vocabulary."""

    RED = "red"
    BLUE = "blue"


def outlined(value: Any) -> tuple[Any, list[Any]]:
    values: list[Any] = []
    return shape_of(value, values), values


SCALARS = st.one_of(st.text(max_size=3), st.integers(), st.dates())
SHAPED = st.one_of(st.none(), st.booleans(), st.sampled_from(Colour))
TREES = st.recursive(
    SCALARS | SHAPED | st.lists(SCALARS, min_size=1, max_size=3),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner, max_size=3) | st.lists(inner, max_size=3),
    max_leaves=8,
)


@given(TREES)
def test_a_run_finds_every_value_in_its_place(tree: Any) -> None:
    _, values = outlined(tree)
    assert resolve(slots(tree, count()), Values(values)) == tree


@given(TREES)
def test_a_shape_is_hashable_and_the_same_each_time(tree: Any) -> None:
    shape, values = outlined(tree)
    assert outlined(tree) == (shape, values)
    assert {shape: 1}[shape]


def with_other_values(tree: Any, draw: Callable[[Any], Any]) -> Any:
    """Return a tree with other values in place of those that are no part of the shape."""
    if isinstance(tree, dict):
        return {key: with_other_values(item, draw) for key, item in tree.items()}
    if isinstance(tree, list):
        return [with_other_values(item, draw) for item in tree]
    return tree if tree is None or isinstance(tree, (bool, Enum)) else draw(type(tree))


@given(TREES, st.data())
def test_values_are_no_part_of_the_shape_nor_of_the_slots(tree: Any, data: st.DataObject) -> None:
    other = with_other_values(tree, lambda kind: data.draw(st.from_type(kind)))
    shape, values = outlined(tree)
    assume([same(value) for value in values] == [same(value) for value in outlined(other)[1]])
    assert outlined(other)[0] == shape
    assert as_places(slots(other, count())) == as_places(slots(tree, count()))


def same(value: Any) -> int:
    """Return the shape of a value; for a list, whether it has no, one or more distinct items."""
    return min(len(set(value)), 2) if isinstance(value, list) else 1


def as_places(tree: Any) -> Any:
    """Return a tree with slots as plain data."""
    if isinstance(tree, dict):
        return {key: as_places(item) for key, item in tree.items()}
    if isinstance(tree, list):
        return [as_places(item) for item in tree]
    return (tree.place, tree.distinct) if isinstance(tree, Slot) else tree


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"a": 1}, {"b": 1}),
        ({"a": 1}, {"a": None}),
        ({"a": True}, {"a": False}),
        (Colour.RED, Colour.BLUE),
        (["x"], ["x", "y"]),
        (["x"], []),
        ([{"a": 1}], [{"a": 1}, {"a": 1}]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": ["x"]}, {"a": [Colour.RED]}),
    ],
)
def test_values_that_decide_a_plan_are_shape(first: Any, second: Any) -> None:
    assert outlined(first)[0] != outlined(second)[0]


@pytest.mark.parametrize(
    ("first", "second"),
    [(["x"], ["y", "y"]), (["x", "y"], ["a", "b", "c"]), ({"a": [1]}, {"a": [2]}), ("x", "a longer text")],
)
def test_values_that_only_a_run_needs_are_not_shape(first: Any, second: Any) -> None:
    assert outlined(first)[0] == outlined(second)[0]


def test_a_list_of_texts_is_one_value_and_a_list_of_objects_is_not() -> None:
    assert outlined({"ids": ["a", "b"], "all": [{"name": "c"}]})[1] == [["a", "b"], "c"]
    assert as_places(slots({"ids": ["a", "b"], "all": [{"name": "c"}]}, count())) == {
        "ids": (0, 2),
        "all": [{"name": (1, 1)}],
    }


def test_equal_places_are_one_slot() -> None:
    assert slots("a", count()) is slots("b", count())
    assert slots("a", count()) is not slots("a", count(1))
