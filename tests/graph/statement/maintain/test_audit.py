"""The audit covers the model: every required property, vocabulary, relationship and kind."""

import re

import pytest

from graph.model import SHAPE
from graph.statement.maintain.audit import audits

AUDITS = list(audits())
TEXTS = {fault: statement.text for fault, statement in AUDITS}


def test_every_fault_is_named_once_and_counted_by_a_statement_that_only_reads() -> None:
    assert len(TEXTS) == len(AUDITS)
    for _, statement in AUDITS:
        assert set(re.findall(r"\$(\w+)", statement.text)) == statement.parameters.keys()
        assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b", statement.text)
        assert statement.text.endswith("WITH collect(id) AS ids RETURN [size(ids), ids[0..5]]")


@pytest.mark.parametrize("name", [name for name, kind in SHAPE.kinds.items() if not kind.is_interface])
def test_every_required_property_of_a_kind_may_be_missing_with_its_key_and_its_public_names(name: str) -> None:
    kind = SHAPE.kinds[name]
    for stored in kind.properties:
        if stored.required and not stored.linked:
            assert TEXTS[f"{name} sans {stored.name}"].startswith(
                f"MATCH (n:{kind.match}) WHERE n.{stored.name} IS NULL"
            )
            assert f"{name} sans {stored.key}" in TEXTS
            if stored.personal:
                assert f"{name} sans public{stored.name.capitalize()}" in TEXTS
                assert f"{name} sans public{stored.name.capitalize()}Key" in TEXTS


def test_every_word_is_held_against_its_vocabulary() -> None:
    for fault, statement in AUDITS:
        if "vocabulaire" in fault:
            assert statement.parameters["words"]
    concrete = [(kind.name, kind.properties) for kind in SHAPE.kinds.values() if not kind.is_interface]
    owners = [*concrete, *((name, one.properties) for name, one in SHAPE.relationships.items())]
    words = {
        f"{name} dont {p.name}"
        for name, properties in owners
        for p in properties
        if isinstance(p.type, type) and not p.linked
    }
    assert {fault.split(" n'est pas")[0] for fault in TEXTS if "vocabulaire" in fault} == words


def test_every_relationship_is_held_against_the_kinds_of_its_ends() -> None:
    for relationship in SHAPE.relationships.values():
        assert f"{relationship.name} qui ne va pas de {relationship.start} à {relationship.end}" in TEXTS
    text = TEXTS["STATED_BY qui ne va pas de Engagement|Survey à Source"]
    assert "WHERE NOT (a:Engagement OR a:Survey) OR NOT (b:Source)" in text


def test_a_node_of_an_interface_is_of_one_of_its_kinds() -> None:
    text = TEXTS["Actor d'aucun type connu"]
    assert "MATCH (n:Actor) WHERE NOT n:Institution AND NOT n:Trainer" in text
    assert "Offer d'aucun type connu" not in TEXTS


@pytest.mark.parametrize("what", ["axe", "territoire", "acteur", "source"])
def test_an_engagement_has_each_of_its_four_ends(what: str) -> None:
    assert "NOT EXISTS { MATCH" in TEXTS[f"mobilisation sans {what}"]
