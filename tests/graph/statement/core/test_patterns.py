"""Parts of Cypher texts: the direction of a relation, reserved names, and the values that a view may see."""

import pytest

from graph.rights import View
from graph.shape import Direction, Property, Relation, Scalar
from graph.statement.core.patterns import label_value, pattern, relation_visible, shown_value, stored_value

NAME = Property("name", Scalar.TEXT, "", required=True, personal=True)
CONTACT = Property("contact", Scalar.TEXT, "", personal=True)
AUDIENCES = Property("audiences", Scalar.TEXT, "", many=True, listed=True)
AGREED = "(n:Institution OR n.publicListing)"


@pytest.mark.parametrize(
    ("direction", "transitive", "text"),
    [
        (Direction.OUT, False, "(n)-[r:PART_OF]->(m:Territory)"),
        (Direction.IN, False, "(n)<-[r:PART_OF]-(m:Territory)"),
        (Direction.BOTH, False, "(n)-[r:PART_OF]-(m:Territory)"),
        (Direction.OUT, True, "(n)-[r:PART_OF*1..]->(m:Territory)"),
    ],
)
def test_a_relation_is_walked_in_its_direction(direction: Direction, transitive: bool, text: str) -> None:  # noqa: FBT001
    relation = Relation("parents", "PART_OF", "Territory", "", direction, transitive=transitive)
    assert pattern("n", relation, "r", "m", "Territory") == text
    assert pattern("n", relation, "", "m", "") == text.replace("[r:", "[:").replace("(m:Territory)", "(m)")


def test_an_officer_reads_the_stored_value_and_a_visitor_its_public_one() -> None:
    assert stored_value("n", NAME, View.EVERYTHING) == "n.name"
    assert stored_value("n", NAME, View.EVERYTHING, key=True) == "n.nameKey"
    assert stored_value("n", NAME, View.VISITOR) == "n.publicName"
    assert stored_value("n", NAME, View.VISITOR, key=True) == "n.publicNameKey"


def test_a_listed_value_is_null_of_a_trainer_who_did_not_agree() -> None:
    assert stored_value("n", AUDIENCES, View.VISITOR) == f"CASE WHEN {AGREED} THEN n.audiences END"
    assert stored_value("n", AUDIENCES, View.EVERYTHING) == "n.audiences"


def test_a_twin_without_a_public_name_reads_the_name_of_all_twins() -> None:
    twin = "coalesce(n.publicName, CASE WHEN n:Institution THEN n.name ELSE 'Formateur·rice' END)"
    assert shown_value("n", NAME, View.VISITOR) == twin
    assert shown_value("n", NAME, View.EVERYTHING) == "n.name"
    assert shown_value("n", CONTACT, View.VISITOR) == "n.publicContact"


def test_the_label_of_a_trainer_is_public_for_a_visitor() -> None:
    assert label_value("n", View.EVERYTHING) == "n.label"
    text = label_value("n", View.VISITOR)
    assert text.startswith("CASE WHEN n:Trainer THEN coalesce(n.publicLabel,")
    assert text.endswith("ELSE n.label END")


def test_a_listed_relation_is_conditional_at_its_trainer() -> None:
    of_trainer = Relation("qualifications", "QUALIFIED_FOR", "Offer", "", listed=True)
    to_trainer = Relation("trainers", "AFFILIATED_WITH", "Trainer", "", Direction.IN, listed=True)
    assert relation_visible(View.VISITOR, "n", of_trainer, "m") == AGREED
    assert relation_visible(View.VISITOR, "n", to_trainer, "m") == AGREED.replace("n:", "m:").replace("n.p", "m.p")
    assert relation_visible(View.EVERYTHING, "n", of_trainer, "m") is None
    assert relation_visible(View.VISITOR, "n", Relation("offer", "DELIVERS", "Offer", ""), "m") is None
