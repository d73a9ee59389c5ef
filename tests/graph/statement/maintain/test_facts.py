"""Statements that read stated facts: the order of their columns, and what a viewer may see."""

import pytest

from graph.model import SHAPE
from graph.rights import EVERYTHING, VISITOR, View
from graph.shape import Kind, Scalar
from graph.statement.maintain.facts import (
    attributed,
    attribution_of,
    ends_of,
    engagements_by,
    ids_of,
    known_by,
    relationships_of,
    stated_of,
    stated_properties,
    titles,
)

CONCRETE = [kind for kind in SHAPE.kinds.values() if not kind.is_interface]


@pytest.mark.parametrize("kind", CONCRETE, ids=lambda kind: kind.name)
def test_stated_properties_are_neither_the_id_nor_derived_nor_linked(kind: Kind) -> None:
    found = stated_properties(kind)
    assert all(p.type is not Scalar.ID and not p.derived and p.linked is None for p in found)
    rest = {p.name for p in kind.properties} - {p.name for p in found}
    assert rest >= {"id", "label"}
    assert rest.isdisjoint({"name", "title", "startsOn", "fictional"})


def test_a_row_holds_the_id_then_facts_then_relationships() -> None:
    offer = SHAPE.kinds["Offer"]
    relations = [relation for relation in offer.relations if relation.name in {"decidedBy", "offeredBy"}]
    statement = stated_of(offer, relations, ["offer:1"], EVERYTHING)
    facts = ", ".join(
        f"toString(n.{p.name})" if p.type is Scalar.DATE else f"n.{p.name}" for p in stated_properties(offer)
    )
    attributions = ", ".join(f"n.{attribution_of(name)}" for name in attributed(offer, View.EVERYTHING))
    assert statement.text == (
        "UNWIND $ids AS id MATCH (n:Offer {id: id}) WHERE n:Offer "
        f"RETURN collect([n.id, {facts}, "
        "[(n)<-[r:OFFERS]-(m:Actor) | [m.id, toString(r.startsOn), toString(r.endsOn), r.sourceId, "
        "r.startsOnAttribution, r.endsOnAttribution, r.sourceIdAttribution]], "
        f"[(n)-[r:DECIDED_BY]->(m:Actor) | [m.id]], {attributions}])"
    )
    assert statement.parameters == {"ids": ["offer:1"]}


def test_a_visitor_reads_no_attribution_that_would_reveal_a_person() -> None:
    assert attributed(SHAPE.kinds["Trainer"], View.VISITOR) == ()
    hidden = set(attributed(SHAPE.kinds["TrainingSession"], View.EVERYTHING)) - set(
        attributed(SHAPE.kinds["TrainingSession"], View.VISITOR)
    )
    assert hidden == {"trainedCount", "respondentCount", "satisfiedPercent", "appliedPercent"}
    assert set(attributed(SHAPE.kinds["Trainer"], View.EVERYTHING)) >= {"name", "contact", "affiliations"}
    assert attributed(SHAPE.kinds["Import"], View.EVERYTHING) == ()


def test_a_visitor_reads_public_facts_and_listed_relations_only() -> None:
    trainer = SHAPE.kinds["Trainer"]
    relations = [relation for relation in trainer.relations if relation.name == "qualifications"]
    text = stated_of(trainer, relations, ["trainer:1"], VISITOR).text
    assert "n.publicContact" in text
    assert "n.contact" not in text
    assert "WHERE (n:Institution OR n.publicListing) | [m.id" in text


def test_values_of_every_node_are_properties_or_one_end_of_a_relation() -> None:
    statement = known_by(SHAPE.kinds["Trainer"], ("name", "affiliations", "colour"), EVERYTHING)
    assert statement.text == (
        "MATCH (n:Trainer) RETURN collect([n.id, n.name, [(n)-[:AFFILIATED_WITH]->(m:Actor) | m.id][0], null])"
    )


def test_engagements_are_found_by_values_in_order() -> None:
    statement = engagements_by("titleKey", {"b", "a"})
    assert "MATCH (n:Engagement {titleKey: value})" in statement.text
    assert "a:Institution" in statement.text, "who a person is engaged with is nobody's business here"
    assert statement.parameters == {"values": ["a", "b"]}


def test_the_ends_of_a_relation_are_walked_from_the_base_of_the_kind() -> None:
    statement = ends_of("Institution", "institution:1", "trainers")
    assert statement.text == "MATCH (n:Actor {id: $id}) RETURN [(n)<-[:AFFILIATED_WITH]-(m) | m.id]"
    assert statement.parameters == {"id": "institution:1"}


def test_the_label_of_a_joined_trainer_is_the_public_one_for_a_visitor() -> None:
    assert "CASE" not in relationships_of("Engagement", ["action:1"]).text
    assert relationships_of("Engagement", ["action:1"], VISITOR).text.count("m.publicLabel") == 2


def test_ids_come_in_order_and_titles_each_once() -> None:
    assert ids_of(SHAPE.kinds["Offer"]).text == "MATCH (n:Offer) WITH n.id AS id ORDER BY id RETURN collect(id)"
    assert "DISTINCT n.titleKey" in titles().text
    assert titles().parameters == {}
