"""Deferred values: each is resolved once per run, wherever it is nested."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.calendar import TODAY
from graph.statement.core.run import Deferred, DeferredList, Slot, Values, defer, distinct, resolve
from tests.graph.statement.runs import run_of

TREES = st.recursive(
    st.integers(),
    lambda trees: st.one_of(st.lists(trees, max_size=3), st.dictionaries(st.text(max_size=3), trees, max_size=3)),
    max_leaves=15,
)


def with_slots(tree: Any, values: list[Any]) -> Any:
    """Return a tree whose integers are slots, and add the integers to the values."""
    if isinstance(tree, dict):
        return {key: with_slots(item, values) for key, item in tree.items()}
    if isinstance(tree, list):
        return [with_slots(item, values) for item in tree]
    values.append(tree)
    return Slot(len(values) - 1)


@given(TREES)
def test_slots_anywhere_in_a_value_become_the_values_of_the_client(tree: Any) -> None:
    values: list[Any] = []
    template = with_slots(tree, values)
    assert resolve(template, Values(values)) == tree


def test_today_among_the_values_is_the_day_of_each_run() -> None:
    slot, days = Slot(0), [date(2026, 1, 1), date(2026, 1, 2)]
    assert [slot.read(run_of(TODAY, today=day)) for day in days] == days


def test_a_value_is_computed_once_in_a_run_and_again_in_the_next() -> None:
    computed: list[int] = []

    def work(values: Values) -> int:
        computed.append(1)
        return int(values.client_values[0]) + 1

    deferred = Deferred(work)
    first, second = Values([1]), Values([10])
    assert [deferred.read(first), resolve([deferred, {"a": deferred}], first)] == [2, [2, {"a": 2}]]
    assert (deferred.read(second), len(computed)) == (11, 2)


def test_a_null_is_a_result_that_is_not_computed_again() -> None:
    computed: list[int] = []
    deferred = Deferred(lambda _values: computed.append(1))
    values = Values([])
    assert (deferred.read(values), deferred.read(values), len(computed)) == (None, None, 1)


@given(st.integers(), st.integers())
def test_a_function_of_a_deferred_value_is_deferred_and_of_others_is_not(first: int, second: int) -> None:
    assert defer(max, first, second) == max(first, second)
    later = defer(max, Slot(0), second)
    assert isinstance(later, Deferred)
    assert later.read(Values([first])) == max(first, second)


def test_the_shape_of_a_list_tells_its_distinct_items() -> None:
    assert distinct(["a", "a", "b"]) == 2
    assert distinct(Slot(0, distinct=0)) == 0
    assert distinct(DeferredList([Slot(0), "b"])) == 2
    assert DeferredList([Slot(0), "b"]).read(Values(["a"])) == ["a", "b"]
