"""Projections compared with a naive reading of rows."""

from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from graph.statement.core.projection import (
    ALONE,
    CACHED_LENGTH,
    DEEPEST,
    TYPENAME,
    Decoder,
    Entry,
    each,
    project,
    project_plain,
)
from tests.graph.statement.runs import field, run_of

KEYS = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), max_size=6, unique=True)


@given(KEYS, st.data())
def test_an_object_has_the_keys_of_its_fields_in_order(keys: list[str], data: st.DataObject) -> None:
    row = data.draw(st.lists(st.integers(), min_size=len(keys), max_size=len(keys)))
    entries: list[Entry] = [(field(key), place, None) for place, key in enumerate(keys)]
    assert list(project(entries, "Offer")(row, run_of()).items()) == list(zip(keys, row, strict=True))


@given(st.lists(st.booleans(), max_size=8), st.data())
def test_a_decoder_gets_the_value_at_its_index(decoded: list[bool], data: st.DataObject) -> None:
    row = data.draw(st.lists(st.integers(), min_size=len(decoded), max_size=len(decoded)))
    places = data.draw(st.permutations(range(len(decoded))))
    entries: list[Entry] = [
        (field(f"k{i}"), place, (lambda value, _run: -value) if decoded[i] else None) for i, place in enumerate(places)
    ]
    naive = {f"k{i}": -row[place] if decoded[i] else row[place] for i, place in enumerate(places)}
    assert project(entries, "Offer")(row, run_of()) == naive


def test_a_field_may_be_read_from_the_type_the_whole_row_or_an_attribute() -> None:
    entries: list[Entry] = [(field("t"), TYPENAME, None), (field("row"), ALONE, None)]
    assert project(entries, "Offer")("value", run_of()) == {"t": "Offer", "row": "value"}
    plain: list[Entry] = [(field("t"), TYPENAME, None), (field("label"), "name", None)]
    rows = [SimpleNamespace(name="a"), SimpleNamespace(name="b")]
    assert project_plain(plain, "Offer")(rows, run_of()) == [{"t": "Offer", "label": n} for n in "ab"]


def test_a_constant_reads_the_run_and_not_the_row() -> None:
    entries: list[Entry] = [(field("today"), TYPENAME, lambda _, run: run.today.year)]
    assert project(entries, "Offer")(None, run_of()) == {"today": 2026}


def test_a_long_selection_is_an_object_like_any_other() -> None:
    keys = [f"a_rather_long_alias_{i}" for i in range(CACHED_LENGTH // 20)]
    entries: list[Entry] = [(field(key), place, None) for place, key in enumerate(keys)]
    assert project(entries, "Offer")(keys, run_of()) == dict(zip(keys, keys, strict=True))


def test_lists_are_decoded_however_deep_they_are() -> None:
    made: Decoder = project([(field("n"), ALONE, None)], "Offer")
    row: Any = 1
    expected: Any = {"n": 1}
    for _ in range(2 * DEEPEST):
        made, row, expected = project([(field("a"), 0, each(made))], "Offer"), [[row]], {"a": [expected]}
    assert made(row, run_of()) == expected
