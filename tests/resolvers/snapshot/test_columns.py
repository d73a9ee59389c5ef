"""Rows stored column by column: joined and patched columns equal columns built anew."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolvers.snapshot.columns import Columns, IndexById, MissingError, Strings, derive, rows_by_value


@dataclass(frozen=True)
class Sample(Columns):
    """Rows with a column of each type."""

    sizes: "array[int]"
    names: list[str]
    texts: Strings

    @classmethod
    def of(cls, rows: Mapping[str, int]) -> "Sample":
        """Return the rows of a mapping, in the order of the ids."""
        ids = sorted(rows)
        names = [f"{i} {rows[i]}" for i in ids]
        return cls(ids, array("i", [rows[i] for i in ids]), names, Strings.of(names))


ROWS = st.dictionaries(st.text("abc", min_size=1, max_size=2), st.integers(0, 9), max_size=8)


@given(ROWS, ROWS, st.sets(st.text("abc", min_size=1, max_size=2)))
def test_a_patch_equals_the_rows_built_anew(rows: dict[str, int], fresh: dict[str, int], gone: set[str]) -> None:
    changed = gone | fresh.keys()
    patched = Sample.of(rows).patched(changed, Sample.of(fresh))
    expected = {i: size for i, size in rows.items() if i not in changed} | fresh
    assert patched == Sample.of(expected)
    assert patched.index == {identifier: place for place, identifier in enumerate(sorted(expected))}


@given(st.lists(ROWS, min_size=1, max_size=4))
def test_joined_parts_are_the_rows_one_after_another(parts: list[dict[str, int]]) -> None:
    joined = Sample.joined([Sample.of(part) for part in parts])
    assert joined.ids == [identifier for part in parts for identifier in sorted(part)]
    assert list(joined.sizes) == [part[identifier] for part in parts for identifier in sorted(part)]
    assert len(joined.names) == len(joined.ids)
    assert list(joined.texts) == joined.names


def test_patching_leaves_the_rows_as_they_were() -> None:
    before = Sample.of({"a": 1, "b": 2})
    after = before.patched({"a", "c"}, Sample.of({"c": 3}))
    assert (before, after) == (Sample.of({"a": 1, "b": 2}), Sample.of({"b": 2, "c": 3}))


def test_a_patch_that_changes_no_row_returns_the_same_object() -> None:
    rows = Sample.of({"a": 1, "b": 2})
    assert rows.patched({"b", "c"}, Sample.of({"b": 2})) is rows
    assert rows.patched({"b"}, Sample.of({"b": 3})) is not rows


def test_a_column_keeps_its_type_even_when_it_is_empty() -> None:
    emptied = Sample.of({"a": 1}).patched({"a"}, Sample.of({}))
    assert emptied == Sample.of({})
    assert isinstance(emptied.sizes, array)
    assert emptied.sizes.typecode == "i"
    assert isinstance(emptied.names, list)
    assert isinstance(emptied.texts, Strings)


@given(st.lists(st.text(max_size=3)))
def test_strings_in_one_text_are_those_it_was_built_of(strings: list[str]) -> None:
    found = Strings.of(strings)
    assert list(found) == strings
    assert (len(found), [found[place] for place in range(len(strings))]) == (len(strings), strings)
    with pytest.raises(IndexError):
        _ = found[len(strings)]


def test_derived_columns_exist_before_they_are_used() -> None:
    rows = Sample.of({"a": 1})
    assert "index" not in vars(rows)
    derive(rows)
    assert "index" in vars(rows)


def test_an_unknown_id_is_missing() -> None:
    index = Sample.of({"a": 1}).index
    assert index["a"] == 0
    assert index.get("b") is None
    assert "b" not in index
    with pytest.raises(MissingError, match="'b'"):
        _ = index["b"]


def test_a_missing_id_is_a_lookup_error() -> None:
    with pytest.raises(LookupError):
        _ = IndexById()["action:1"]


@given(st.lists(st.sets(st.integers(0, 5))))
def test_rows_by_value_invert_a_column(column: list[set[int]]) -> None:
    found = rows_by_value(column)
    assert all(list(found[value]) == sorted(found[value]) for value in found)
    assert {(value, place) for value, where in found.items() for place in where} == {
        (value, place) for place, values in enumerate(column) for value in values
    }
