"""The audit covers the model: every required property, vocabulary, relationship and kind."""

import re

import pytest

from graph.model import SHAPE
from graph.statement.maintain.audit import audits, faults, remarks, wrong_ends

FAULTS = list(faults())
BY_TITLE = {fault.title: fault for fault in FAULTS}


def test_each_pattern_is_searched_once_for_all_of_its_faults_by_a_statement_that_only_reads() -> None:
    assert len(BY_TITLE) == len(FAULTS)
    searched = audits()
    assert sorted(title for titles, _ in searched for title in titles) == sorted(BY_TITLE)
    assert len({BY_TITLE[titles[0]].pattern for titles, _ in searched}) == len(searched)
    for titles, statement in [*searched, *remarks()]:
        assert set(re.findall(r"\$(\w+)", statement.text)) == statement.parameters.keys()
        assert not re.search(r"\b(CREATE|MERGE|SET|DELETE|REMOVE)\b", statement.text)
        assert statement.text.count("CASE WHEN") == len(titles)


@pytest.mark.parametrize("name", [name for name, kind in SHAPE.kinds.items() if not kind.is_interface])
def test_a_missing_required_property_is_a_fault_and_so_are_its_key_and_public_names(name: str) -> None:
    kind = SHAPE.kinds[name]
    for stored in kind.properties:
        if stored.required and not stored.linked:
            fault = BY_TITLE[f"{name} sans {stored.name}"]
            assert (fault.pattern, fault.condition) == (f"(n:{kind.match})", f"n.{stored.name} IS NULL")
            assert f"{name} sans {stored.key}" in BY_TITLE
            if stored.personal:
                assert f"{name} sans public{stored.name.capitalize()}" in BY_TITLE
                assert f"{name} sans public{stored.name.capitalize()}Key" in BY_TITLE


def test_every_word_is_checked_against_its_vocabulary() -> None:
    for fault in FAULTS:
        if "vocabulaire" in fault.title:
            assert fault.value
    concrete = [(kind.name, kind.properties) for kind in SHAPE.kinds.values() if not kind.is_interface]
    owners = [*concrete, *((name, one.properties) for name, one in SHAPE.relationships.items())]
    words = {
        f"{name} dont {p.name}"
        for name, properties in owners
        for p in properties
        if isinstance(p.type, type) and not p.linked
    }
    assert {title.split(" n’est pas")[0] for title in BY_TITLE if "vocabulaire" in title} == words


@pytest.mark.parametrize("name", SHAPE.relationships)
def test_every_relationship_is_checked_against_the_kinds_of_its_ends(name: str) -> None:
    relationship = SHAPE.relationships[name]
    starts, ends = (
        [{SHAPE.kinds[kind].label if kind in SHAPE.kinds else kind, "More"} for kind in names.split("|")]
        for names in (relationship.start, relationship.end)
    )
    assert wrong_ends([(name, start, end) for start in starts for end in ends]) == []
    title = f"{name} qui ne va pas de {relationship.start} à {relationship.end}"
    for wrong in ((name, {"Graph"}, ends[0]), (name, starts[0], {"Graph"})):
        ((titles, statement),) = wrong_ends([(name, starts[0], ends[0]), wrong])
        assert titles == [title]
        assert f"MATCH (n)-[r:{name}]->(m) " in statement.text


def test_a_relationship_outside_the_model_is_ignored() -> None:
    assert wrong_ends([("UNKNOWN", {"Graph"}, {"Graph"})]) == []
    ((_, statement),) = wrong_ends([("PART_OF_PLAN", {"Axis"}, {"TerritorialPlan"})])
    assert "CASE WHEN NOT (n:Action OR n:Commitment) OR NOT (m:TerritorialPlan) THEN 0 END" in statement.text


def test_a_node_of_an_interface_is_of_one_of_its_kinds() -> None:
    fault = BY_TITLE["Actor d’aucun type connu"]
    assert (fault.pattern, fault.condition) == ("(n:Actor)", "NOT n:Institution AND NOT n:Trainer")
    assert "Offer d’aucun type connu" not in BY_TITLE


@pytest.mark.parametrize("what", ["axe", "territoire", "acteur", "source"])
def test_an_engagement_without_an_axis_territory_actor_or_source_is_at_fault(what: str) -> None:
    assert BY_TITLE[f"mobilisation sans {what}"].condition.startswith("NOT EXISTS { MATCH")
