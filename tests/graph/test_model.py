"""The declarations of the model are consistent."""

import pytest

from graph.model import KINDS, SHAPE
from graph.shape import Direction, Kind, Relation

RELATIONS = [(kind, relation) for kind in KINDS for relation in kind.relations]
NAMES = [f"{kind.name}.{relation.name}" for kind, relation in RELATIONS]


def kinds_of(names: str) -> set[str]:
    return {kind.name for name in names.split("|") for kind in SHAPE.concrete(name)}


@pytest.mark.parametrize(("kind", "relation"), RELATIONS, ids=NAMES)
def test_a_relation_joins_kinds_that_its_relationship_may_join(kind: Kind, relation: Relation) -> None:
    relationship = SHAPE.relationships[relation.through]
    ends = [kinds_of(relationship.start), kinds_of(relationship.end)]
    here, there = ends[::-1] if relation.direction is Direction.IN else ends
    assert kinds_of(kind.name) <= here
    assert kinds_of(relation.target) & (here if relation.via else there)
    assert {p.name for p in relation.edge} <= {p.name for p in relationship.properties}


def test_every_relationship_is_seen_from_one_of_its_ends_or_is_a_linked_property() -> None:
    seen = {relation.through for _, relation in RELATIONS}
    linked = {p.linked[0] for kind in KINDS for p in kind.properties if p.linked}
    assert seen | linked == SHAPE.relationships.keys()


def test_a_kind_has_all_that_its_interface_has() -> None:
    for kind in KINDS:
        if kind.interface:
            interface = SHAPE.kinds[kind.interface]
            assert kind.name in interface.implementations
            assert kind.base == interface.base
            names = {p.name for p in kind.properties}
            assert {p.name for p in interface.properties} <= names
            assert set(interface.relations) <= set(kind.relations)
            assert set(interface.computed) <= set(kind.computed)
            assert set(interface.conditions) <= set(kind.conditions)


def test_no_two_kinds_share_the_start_of_an_id_or_a_list() -> None:
    prefixes = [prefix for kind in KINDS for prefix in kind.prefixes]
    plurals = [kind.plural for kind in KINDS if kind.plural]
    assert len(prefixes) == len(set(prefixes)) == len(SHAPE.by_prefix)
    assert len(plurals) == len(set(plurals))


def test_names_of_one_kind_are_distinct() -> None:
    for kind in KINDS:
        fields = [p.name for p in kind.properties] + [r.name for r in kind.relations] + [c.name for c in kind.computed]
        assert len(fields) == len(set(fields)), kind.name


def test_stated_relations_are_relations_of_the_kind() -> None:
    for kind in KINDS:
        relations = {relation.name for relation in kind.relations if relation.stated}
        assert set(kind.stated_relations or ()) <= relations, kind.name


def test_no_personal_property_is_a_word_that_facets_count() -> None:
    personal = {(kind.name, p.name) for kind in KINDS for p in kind.properties if p.personal}
    words = {(kind.name, p.name) for kind in KINDS for p in kind.properties if isinstance(p.type, type)}
    assert personal.isdisjoint(words)
    assert ("Trainer", "name") in personal
    assert ("TrainingSession", "trainedCount") in personal
