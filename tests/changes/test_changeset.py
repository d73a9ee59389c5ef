"""Change sets: their inverse, their text form in records, and equal facts."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changes.changeset import Change, Changes, Facts, comparable, packed, parse_value, unpacked
from graph.model import SHAPE
from graph.shape import Property, Scalar

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
SCALARS: dict[Scalar, st.SearchStrategy[Any]] = {
    Scalar.ID: TEXTS,
    Scalar.TEXT: TEXTS,
    Scalar.INT: st.integers(-(2**53), 2**53),
    Scalar.FLOAT: st.floats(allow_nan=False, allow_infinity=False),
    Scalar.BOOL: st.booleans(),
    Scalar.DATE: st.dates(),
}
KINDS = sorted(name for name, kind in SHAPE.kinds.items() if not kind.is_interface)


def value_of(stored: Property) -> st.SearchStrategy[Any]:
    one = SCALARS[stored.type] if isinstance(stored.type, Scalar) else st.sampled_from([str(w) for w in stored.type])
    return st.one_of(st.none(), st.lists(one, max_size=3) if stored.many else one)


@st.composite
def changes_of(draw: st.DrawFn, properties: Sequence[Property]) -> Change:
    """Draw a change: a creation, a deletion, or an update of some facts."""

    def facts() -> Facts:
        chosen = draw(st.lists(st.sampled_from(properties), max_size=4, unique=True)) if properties else []
        return {p.name: draw(value_of(p)) for p in chosen}

    kind = draw(st.sampled_from(["created", "deleted", "updated"]))
    return Change(None if kind == "created" else facts(), None if kind == "deleted" else facts())


@st.composite
def change_sets(draw: st.DrawFn) -> Changes:
    changes = Changes()
    for kind in draw(st.lists(st.sampled_from(KINDS), max_size=4)):
        changes.nodes[kind, draw(TEXTS)] = draw(changes_of(SHAPE.kinds[kind].properties))
    for name in draw(st.lists(st.sampled_from(sorted(SHAPE.relationships)), max_size=4)):
        changes.edges[name, draw(TEXTS), draw(TEXTS)] = draw(changes_of(SHAPE.relationships[name].properties))
    return changes


@given(change_sets())
def test_the_inverse_of_the_inverse_is_the_change_set(changes: Changes) -> None:
    inverse = changes.inverse
    assert inverse.inverse == changes
    assert (inverse.created, inverse.deleted) == (changes.deleted, changes.created)
    assert bool(inverse) == bool(changes) == bool(changes.nodes or changes.edges)


@given(change_sets())
def test_a_change_set_is_read_as_it_was_written(changes: Changes) -> None:
    lines = changes.write()
    assert len(lines) == len(changes.nodes) + len(changes.edges)
    assert Changes.read(lines) == changes
    assert Changes.read(unpacked(packed(lines))) == changes


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1)))
def test_packed_lines_are_unpacked_as_they_were(lines: list[str]) -> None:
    text = packed(lines)
    assert text.isascii()
    assert unpacked(text) == lines


@given(st.lists(TEXTS), st.randoms())
def test_a_list_has_no_order(values: list[str], random: Any) -> None:
    shuffled = random.sample(values, len(values))
    assert comparable(values) == comparable(shuffled)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (None, [], True),
        ("Écouter\n ensemble ", "Écouter ensemble", True),
        ("Écouter", "écouter", False),
        (["a", "a"], ["a"], False),
        (None, "", False),
        (0, None, False),
    ],
)
def test_facts_are_equal_if_a_cell_would_show_them_alike(one: Any, other: Any, equal: bool) -> None:  # noqa: FBT001
    assert (comparable(one) == comparable(other)) is equal


def test_only_texts_of_days_are_parsed() -> None:
    day, text = Property("on", Scalar.DATE, ""), Property("title", Scalar.TEXT, "")
    assert str(parse_value(day, "2026-11-25")) == "2026-11-25"
    assert not isinstance(parse_value(day, "2026-11-25"), str)
    assert parse_value(text, "2026-11-25") == "2026-11-25"
    assert parse_value(day, None) is None
