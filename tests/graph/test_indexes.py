"""Constraints and indexes: on stored properties, in forms that both databases support."""

import re

from graph.indexes import INDEXED, PAGED, bases, creations, definitions, kinds
from graph.rights import public_name

CONSTRAINT = re.compile(r"CREATE CONSTRAINT (\w+) IF NOT EXISTS FOR \(n:(\w+)\) REQUIRE n\.id IS UNIQUE")
INDEX = re.compile(r"CREATE INDEX (\w+) IF NOT EXISTS FOR \(n:(\w+)\) ON \(n\.(\w+)(?:, n\.id)?\)")


def stored_names(base: str) -> set[str]:
    """Return the names under which the kinds of a base label store values."""
    properties = [p for kind in kinds() if kind.base == base for p in kind.properties if not p.linked]
    names = {name for p in properties for name in (p.name, p.key)}
    return names | {public_name(name) for p in properties if p.personal for name in (p.name, p.key)}


def test_every_node_has_a_unique_id() -> None:
    unique = [found[2] for one in definitions() if (found := CONSTRAINT.fullmatch(one.creation))]
    assert unique == [*bases(), "Graph"]
    assert {kind.base for kind in kinds()} == set(bases())


def test_an_index_is_on_a_property_that_is_stored() -> None:
    for base, names in INDEXED.items():
        assert set(names) <= stored_names(base), base
    for base, name in PAGED.items():
        assert name in stored_names(base)


def test_every_definition_has_one_of_two_forms_and_a_name_of_its_own() -> None:
    found = [CONSTRAINT.fullmatch(one.creation) or INDEX.fullmatch(one.creation) for one in definitions()]
    names = [match[1] for match in found if match]
    assert len(names) == len(definitions()) == len(set(names))


def test_a_visitor_finds_names_by_an_index_of_their_own() -> None:
    assert {"nameKey", "publicNameKey"} <= set(INDEXED["Actor"])


def test_an_indexed_property_of_a_page_is_required() -> None:
    found = [stored for kind in kinds() if (stored := kind.property(PAGED.get(kind.base, "")))]
    assert len(found) == 3
    assert all(stored.required for stored in found)


def test_only_a_range_index_of_nodes_replaces_one_of_ours() -> None:
    rows = [["NODE", "RANGE", [one.label], [*one.properties], "c" if one.is_unique else None] for one in definitions()]
    lookup = ["NODE", "LOOKUP", None, None, None]
    assert creations([*rows, lookup]) == []
    for place, other in ((0, "RELATIONSHIP"), (1, "TEXT")):
        last = [*rows[-1]]
        last[place] = other
        assert creations([*rows[:-1], last]) == [definitions()[-1].creation]
