"""The classes of the model: names of keys, kinds behind an interface, kinds of an id."""

import pytest

from graph.model import SHAPE
from graph.shape import Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import Axis

KIND = Kind("Offer", "Offer", "Offer", "", (Property("title", Scalar.TEXT, ""),), (Relation("of", "OF", "Actor", ""),))


@pytest.mark.parametrize(
    ("kind", "key"), [(Scalar.TEXT, "xKey"), (Scalar.DATE, "x"), (Scalar.ID, "x"), (Scalar.INT, "x"), (Axis, "x")]
)
def test_only_text_has_a_folded_key(kind: Scalar | type[Axis], key: str) -> None:
    assert Property("x", kind, "").key == key


def test_a_relation_that_is_walked_or_composed_is_not_stated() -> None:
    assert Relation("a", "A", "Actor", "").stated
    assert not Relation("a", "A", "Actor", "", transitive=True).stated
    assert not Relation("a", "A", "Actor", "", via="B").stated


def test_filters_quantify_stated_relations_with_a_direction() -> None:
    assert Relation("a", "A", "Actor", "", Direction.IN).quantified
    assert not Relation("a", "A", "Actor", "", Direction.BOTH).quantified
    assert not Relation("a", "A", "Actor", "", transitive=True).quantified


def test_parts_of_a_kind_are_found_by_name() -> None:
    assert KIND.property("title") is KIND.properties[0]
    assert KIND.relation("of") is KIND.relations[0]
    missing = [KIND.property("of"), KIND.relation("title"), KIND.condition("title"), KIND.computed_field("of")]
    assert missing == [None] * 4


def test_a_kind_is_matched_by_its_base_first() -> None:
    assert SHAPE.kinds["Trainer"].match == "Actor:Trainer"
    assert SHAPE.kinds["Offer"].match == "Offer"


def test_an_interface_stands_for_its_kinds_and_a_kind_for_itself() -> None:
    assert [kind.name for kind in SHAPE.concrete("Actor")] == ["Institution", "Trainer"]
    assert SHAPE.concrete("Offer") == (SHAPE.kinds["Offer"],)


@pytest.mark.parametrize(
    ("identifier", "base"),
    [
        ("commune:44109", "Territory"),
        ("contract:2024:CN04401I", "Territory"),
        ("trainer:0123456789abcdef", "Actor"),
        ("axis:4", "Axis"),
        ("country", "Territory"),
        ("person:1", None),
        ("", None),
    ],
)
def test_the_start_of_an_id_names_the_base_label(identifier: str, base: str | None) -> None:
    assert SHAPE.base_of_id(identifier) == base
