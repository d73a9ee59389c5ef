"""Nulls where the schema allows none: which parent becomes null, and the paths of their faults."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.statement.core.projection import ALONE, Decoder, Entry, each, project
from graph.statement.core.run import NullError, Run
from tests.graph.statement.runs import field, run_of


@dataclass(frozen=True)
class Part:
    """A field of a drawn object: whether it is required, and its value or the fields of the object below it."""

    required: bool
    value: Any


class NaiveNullError(Exception):
    """A null where the drawn object allows none, with its path."""

    def __init__(self, path: list[str]) -> None:
        super().__init__(path)
        self.path = path


PARTS = st.recursive(
    st.builds(Part, st.booleans(), st.one_of(st.none(), st.integers(0, 9))),
    lambda parts: st.builds(Part, st.booleans(), st.lists(parts, min_size=1, max_size=3)),
    max_leaves=12,
)


def projection_of(parts: Sequence[Part]) -> Decoder:
    entries: list[Entry] = [
        (
            field(f"k{i}", required=part.required),
            i,
            projection_of(part.value) if isinstance(part.value, list) else None,
        )
        for i, part in enumerate(parts)
    ]
    return project(entries, "Offer")


def row_of(parts: Sequence[Part]) -> list[Any]:
    return [row_of(part.value) if isinstance(part.value, list) else part.value for part in parts]


def naive(parts: Sequence[Part], path: list[str], faults: list[list[str]]) -> dict[str, Any]:
    """Return the object of drawn parts, and append the path of each null that became a parent's null."""
    answer: dict[str, Any] = {}
    for i, part in enumerate(parts):
        answer[f"k{i}"] = part.value
        if isinstance(part.value, list):
            try:
                answer[f"k{i}"] = naive(part.value, [*path, f"k{i}"], faults)
            except NaiveNullError as error:
                if part.required:
                    raise
                faults.append(error.path)
                answer[f"k{i}"] = None
    for i, part in enumerate(parts):
        if answer[f"k{i}"] is None and part.required:
            raise NaiveNullError([*path, f"k{i}"])
    return answer


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_a_null_goes_up_to_the_nearest_parent_that_may_be_null(parts: list[Part]) -> None:
    run, faults = run_of(), list[list[str]]()
    root = [Part(required=False, value=parts)]  # nullable, so that every null has a parent that may be null
    expected = naive(root, [], faults)
    assert projection_of(root)(row_of(root), run) == expected
    assert [fault.path for fault in run.faults] == faults


def test_the_fault_of_a_null_says_the_field_and_the_path_to_it() -> None:
    inner: list[Entry] = [(field("key", "title", required=True), 0, None)]
    outer: list[Entry] = [(field("offer"), 0, project(inner, "Offer"))]
    run = run_of()
    assert project(outer, "TrainingSession")([[None]], run) == {"offer": None}
    assert [(fault.path, str(fault)) for fault in run.faults] == [
        (["offer", "key"], "Cannot return null for non-nullable field Offer.title.")
    ]


@given(st.lists(st.one_of(st.none(), st.integers()), max_size=6))
def test_a_null_item_leaves_the_others_where_items_are_nullable(values: list[int | None]) -> None:
    item = project([(field("n", required=True), ALONE, None)], "Offer")
    run = run_of()
    expected = [None if value is None else {"n": value} for value in values]
    assert each(item, nullable=True)(values, run) == expected
    assert [fault.path for fault in run.faults] == [[i, "n"] for i, value in enumerate(values) if value is None]


@given(st.lists(st.one_of(st.none(), st.integers()), max_size=6))
def test_a_null_item_is_a_fault_of_the_list_where_items_are_not_nullable(values: list[int | None]) -> None:
    item = project([(field("n", required=True), ALONE, None)], "Offer")
    if None not in values:
        assert each(item)(values, run_of()) == [{"n": value} for value in values]
        return
    with pytest.raises(NullError) as caught:
        each(item)(values, run_of())
    assert caught.value.path == [values.index(None), "n"]


def test_the_path_of_a_fault_goes_through_lists_of_lists() -> None:
    leaf = project([(field("n", required=True), ALONE, None)], "Offer")
    inner = project([(field("offer"), 0, leaf), (field("count"), 1, None)], "TrainingSession")
    middle = project([(field("sessions"), ALONE, each(inner))], "Trainer")
    outer = project([(field("trainers"), ALONE, each(middle))], "Query")
    run = run_of()
    found = outer([[[1, 1]], [[2, 1], [None, 2], [3, 1]], [[None, 3]]], run)
    assert [[one["offer"] for one in trainer["sessions"]] for trainer in found["trainers"]] == [
        [{"n": 1}],
        [{"n": 2}, None, {"n": 3}],
        [None],
    ]
    assert [fault.path for fault in run.faults] == [
        ["trainers", 1, "sessions", 1, "offer", "n"],
        ["trainers", 2, "sessions", 0, "offer", "n"],
    ]


def test_a_second_decoding_of_a_list_records_no_fault_twice() -> None:
    """A fault below an item that stays, then a failing item: the list is decoded again, item by item."""

    def fails(_value: Any, _run: Run) -> Any:
        message = "null"
        raise NullError(message, [])

    below = project([(field("x", required=True), 0, None)], "Offer")
    kept = project([(field("below"), 0, below)], "Offer")

    def item(row: Any, run: Run) -> Any:
        return fails(row, run) if row is None else kept(row, run)

    run = run_of()
    assert each(item, nullable=True)([[[None]], None], run) == [{"below": None}, None]
    assert [fault.path for fault in run.faults] == [[0, "below", "x"], [1]]
