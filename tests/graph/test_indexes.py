"""Constraints and indexes: on stored properties, in the forms that both databases know."""

import re

from graph.indexes import INDEXED, PAGED, bases, definitions, kinds
from graph.model import SHAPE
from graph.rights import public_name
from graph.statement.maintain.audit import audits

CONSTRAINT = re.compile(r"CREATE CONSTRAINT (\w+) IF NOT EXISTS FOR \(n:(\w+)\) REQUIRE n\.id IS UNIQUE")
INDEX = re.compile(r"CREATE INDEX (\w+) IF NOT EXISTS FOR \(n:(\w+)\) ON \(n\.(\w+)(?:, n\.id)?\)")


def stored_names(base: str) -> set[str]:
    """Return the names under which the kinds of a base label store values."""
    properties = [p for kind in kinds() if kind.base == base for p in kind.properties if not p.linked]
    names = {name for p in properties for name in (p.name, p.key)}
    return names | {public_name(name) for p in properties if p.personal for name in (p.name, p.key)}


def test_every_node_has_a_unique_id() -> None:
    unique = [found[2] for text in definitions() if (found := CONSTRAINT.fullmatch(text))]
    assert unique == [*bases(), "Graph"]
    assert {kind.base for kind in kinds()} == set(bases())


def test_an_index_is_on_a_property_that_is_stored() -> None:
    for base, names in INDEXED.items():
        assert set(names) <= stored_names(base), base
    for base, name in PAGED.items():
        assert name in stored_names(base)


def test_every_definition_has_one_of_two_forms_and_a_name_of_its_own() -> None:
    found = [CONSTRAINT.fullmatch(text) or INDEX.fullmatch(text) for text in definitions()]
    names = [match[1] for match in found if match]
    assert len(names) == len(definitions()) == len(set(names))


def test_an_anonymous_caller_finds_names_by_an_index_of_their_own() -> None:
    assert {"nameKey", "publicNameKey"} <= set(INDEXED["Actor"])


def test_an_indexed_property_of_a_page_is_required() -> None:
    """A page is read from the index only if each node is in it."""
    for base, name in PAGED.items():
        for kind in kinds():
            if kind.base == base and (stored := kind.property(name)):
                assert stored.required, kind.name
    assert [kind for kind in SHAPE.kinds.values() if kind.base == "Actor" and not kind.property("kind")]
    assert any(fault == "Institution sans kind" for fault, _ in audits())
