"""Filters as predicates: two-valued, also below a NOT, with relations as the view sees them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import ClientError
from graph.model import SHAPE
from graph.rights import View
from graph.statement.core.run import Slot
from graph.statement.read.predicate import clause, conjunction, in_effect, predicate
from tests.graph.statement.runs import TODAY, run_of, writer


def text_of(kind: str, where: dict[str, Any], view: View = View.EVERYTHING, *, reached: bool = False) -> str | None:
    return predicate(writer(view), SHAPE.kinds[kind], "n", where, reached=reached)


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ({}, None),
        ({"AND": []}, None),
        ({"OR": []}, "false"),
        ({"NOT": {}}, "false"),
        ({"OR": [{}, {"id": {"eq": "a"}}]}, None),
        ({"NOT": {"OR": []}}, "NOT (false)"),
        ({"id": {"in": []}}, "false"),
        ({"OR": [{"id": {"eq": "a"}}, {"budgetYear": {"lt": 1}}]}, "((n.id = $p0) OR (n.year < $p1))"),
        ({"AND": [{"id": {"eq": "a"}}, {"budgetYear": {"lt": 1}}]}, "(n.id = $p0 AND n.year < $p1)"),
        ({"budgetYear": {"gte": 1, "lte": 2}, "id": {"ne": "a"}}, "n.year >= $p0 AND n.year <= $p1 AND n.id <> $p2"),
        ({"line": {"matches": "É"}}, "n.lineKey CONTAINS $p0"),
        ({"line": {"isNull": True}}, "n.line IS NULL"),
        ({"line": {"isNull": False}}, "n.line IS NOT NULL"),
        ({"id": {"in": ["a", "a"]}}, "n.id = $p0"),
        ({"id": {"in": ["b", "a"]}}, "n.id IN $p0"),
    ],
)
def test_conditions_of_one_node(where: dict[str, Any], text: str | None) -> None:
    assert text_of("Grant", where) == text


@given(st.lists(st.one_of(st.none(), st.sampled_from(["a", "b"])), max_size=5))
def test_conditions_that_are_always_true_are_left_out(parts: list[str | None]) -> None:
    found = conjunction(parts)
    assert (found or "").split(" AND ") == ([part for part in parts if part] or [""])
    assert clause(found) == (f" WHERE {found}" if found else "")


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ({"line": {"eq": "a"}}, "NOT (coalesce(n.line = $p0, false))"),
        ({"budgetYear": {"eq": 1}}, "NOT (n.year = $p0)"),
        ({"line": {"isNull": True}}, "NOT (n.line IS NULL)"),
        ({"NOT": {"line": {"eq": "a"}}}, "NOT (NOT (coalesce(n.line = $p0, false)))"),
        ({"OR": [{"line": {"eq": "a"}}]}, "NOT (((coalesce(n.line = $p0, false))))"),
    ],
)
def test_a_comparison_below_a_not_is_never_null(where: dict[str, Any], text: str) -> None:
    assert text_of("Grant", {"NOT": where}) == text


def test_a_list_is_never_null_but_may_be_missing() -> None:
    assert text_of("Offer", {"themes": {"includes": "HEALTH"}}) == "$p0 IN n.themes"
    assert text_of("Offer", {"NOT": {"themes": {"includes": "HEALTH"}}}) == "NOT (coalesce($p0 IN n.themes, false))"


def test_a_list_may_be_compared_with_several_values() -> None:
    words = ["HOUSING", "HEALTH", "HEALTH"]
    w = writer()
    some = predicate(w, SHAPE.kinds["Offer"], "n", {"themes": {"includesAny": words}}, reached=False)
    assert some == "any(l2 IN [coalesce(n.themes, [])] WHERE any(x1 IN l2 WHERE x1 IN $p0))"
    assert w.statement([]).bind(run_of()).parameters == {"p0": ["HEALTH", "HOUSING"]}
    every = "any(l2 IN [coalesce(n.themes, [])] WHERE all(x1 IN $p0 WHERE x1 IN l2))"
    assert text_of("Offer", {"themes": {"includesAll": words}}) == every
    assert text_of("Offer", {"NOT": {"themes": {"includesAll": words}}}) == f"NOT (coalesce({every}, false))"


def test_a_relation_to_one_node_is_filtered_by_conditions_on_that_node() -> None:
    plan = "EXISTS { MATCH (n)-[r2:PART_OF_PLAN]->(m1:TerritorialPlan)"
    assert text_of("Action", {"plan": {}}) == f"{plan} }}"
    assert text_of("Action", {"plan": {"title": {"eq": "a"}}}) == f"{plan} WHERE coalesce(m1.title = $p0, false) }}"
    assert text_of("Action", {"NOT": {"plan": {}}}) == f"NOT ({plan} }})"
    with pytest.raises(ClientError, match=r"where.plan: null is not a condition; leave it out"):
        text_of("Action", {"plan": None})


def test_a_day_is_a_parameter_and_the_test_of_it_is_never_null() -> None:
    test = "coalesce(n.countsFrom <= $p0 AND (n.countsUntil IS NULL OR n.countsUntil >= $p0), false)"
    assert in_effect(writer(), "n", TODAY) == test
    assert text_of("Action", {"inEffectOn": TODAY}) == test
    assert text_of("Action", {"NOT": {"inEffectOn": TODAY}}) == f"NOT ({test})"
    with pytest.raises(ClientError, match="inEffectOn: null is not a condition"):
        text_of("Action", {"inEffectOn": None})


@pytest.mark.parametrize(("condition", "found"), [("reaches", "reaching"), ("lifts", "lifting")])
def test_territories_are_found_by_the_snapshot_when_the_statement_runs(condition: str, found: str) -> None:
    w = writer()
    text = predicate(w, SHAPE.kinds["Territory"], "n", {condition: {"id": Slot(0)}}, reached=False)
    assert text == "($p0 IN [(n)-[:PART_OF*0..]->(a1:Territory) | a1.id] OR n.id IN $p1)"
    parameters = w.statement([]).bind(run_of("region:52")).parameters
    assert parameters == {"p0": "region:52", "p1": [f"region:52:{found}"]}


def test_territories_that_lift_another_are_found_for_the_day() -> None:
    w = writer()
    where = {"liftsOn": {"territory": {"id": Slot(0)}, "day": Slot(1)}}
    text = predicate(w, SHAPE.kinds["Territory"], "n", where, reached=False)
    assert text == "($p0 IN [(n)-[:PART_OF*0..]->(a1:Territory) | a1.id] OR n.id IN $p1)"
    parameters = w.statement([]).bind(run_of("region:52", TODAY)).parameters
    assert parameters == {"p0": "region:52", "p1": ["region:52:2026-11-25"]}


@pytest.mark.parametrize(
    ("territory", "counted", "part"), [("region:52", "region:52", ""), ("epci:244400404", "", "epci:244400404")]
)
def test_within_means_attached_to_a_wide_territory_and_part_of_a_smaller_one(
    territory: str, counted: str, part: str
) -> None:
    w = writer()
    text = predicate(w, SHAPE.kinds["Territory"], "n", {"within": {"id": Slot(0)}}, reached=False)
    assert text == (
        "($p0 IN [(n)-[:ATTACHED_TO*0..]->(a1:Territory) | a1.id] "
        "OR $p1 IN [(n)-[:PART_OF*0..]->(a2:Territory) | a2.id])"
    )
    assert w.statement([]).bind(run_of(territory)).parameters == {"p0": counted, "p1": part}


def test_overlapping_includes_the_same_ground() -> None:
    text = text_of("Territory", {"overlaps": {"id": "epci:1"}})
    assert text == "EXISTS { MATCH (n)-[:OVERLAPS|SAME_GROUND]-(:Territory {id: $p0}) }"


TRAINERS = "(n)<-[r2:QUALIFIED_FOR]-(m1:Trainer)"
LISTED = "(m1:Institution OR m1.publicListing)"


@pytest.mark.parametrize(
    ("quantifier", "text"),
    [
        ("some", f"EXISTS {{ MATCH {TRAINERS} WHERE coalesce(m1.publicListing = $p0, false) }}"),
        ("none", f"NOT EXISTS {{ MATCH {TRAINERS} WHERE coalesce(m1.publicListing = $p0, false) }}"),
        ("single", f"COUNT {{ MATCH {TRAINERS} WHERE coalesce(m1.publicListing = $p0, false) }} = 1"),
        ("all", f"NOT EXISTS {{ MATCH {TRAINERS} WHERE NOT (coalesce(m1.publicListing = $p0, false)) }}"),
    ],
)
def test_quantifiers_of_related_nodes(quantifier: str, text: str) -> None:
    where = {"qualifiedTrainers": {quantifier: {"node": {"publicListing": {"eq": True}}}}}
    assert text_of("Offer", where) == text
    seen = text.replace(" }", f" AND {LISTED} }}")
    assert text_of("Offer", where, View.VISITOR) == seen


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ({"title": {"startsWith": "a"}}, "coalesce(n.title STARTS WITH $p0, false)"),
        ({"startsOn": {"gte": TODAY}}, "coalesce(n.startsOn >= $p0, false)"),
        ({"endsOn": {"isNull": False}}, "coalesce(n.endsOn IS NOT NULL, false)"),
        ({"NOT": {"startsOn": {"gte": TODAY}}}, "NOT (coalesce(n.startsOn >= $p0, false))"),
        ({"id": {"eq": "a"}}, "n.id = $p0"),
        ({"id": {"isNull": False}}, "coalesce(n.id IS NOT NULL, false)"),
        ({"axes": {"includes": 4}}, "$p0 IN [(n)-[:ON_AXIS]->(x1) | x1.value]"),
        ({"themes": {"includes": "HEALTH"}}, "$p0 IN n.themes"),
    ],
)
def test_only_the_id_of_a_reached_node_may_be_looked_up(where: dict[str, Any], text: str) -> None:
    assert text_of("Action", where, reached=True) == text


def test_conditions_on_node_and_relationship_are_one_test() -> None:
    where = {"qualifiedTrainers": {"some": {"edge": {"startsOn": {"lt": TODAY}, "issuer": {"eq": "x"}}, "node": {}}}}
    assert text_of("Offer", where) == f"EXISTS {{ MATCH {TRAINERS} WHERE r2.startsOn < $p0 AND r2.issuer = $p1 }}"
    assert text_of("Offer", {"qualifiedTrainers": {"all": {}}}) == "true"
    assert text_of("Offer", {"qualifiedTrainers": {"some": {}}}) == f"EXISTS {{ MATCH {TRAINERS} }}"


def test_a_count_of_related_nodes_counts_those_that_the_view_shows() -> None:
    where = {"qualifiedTrainersCount": {"gt": 2}}
    assert text_of("Offer", where) == "COUNT { MATCH (n)<-[:QUALIFIED_FOR]-(m1:Trainer) } > $p0"
    seen = f"COUNT {{ MATCH (n)<-[:QUALIFIED_FOR]-(m1:Trainer) WHERE {LISTED} }} > $p0"
    assert text_of("Offer", where, View.VISITOR) == seen


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ({"line": None}, r"where\.line: null is not a condition; leave it out, or use \{isNull: true\}"),
        ({"AND": None}, r"where\.AND: null is not a condition; leave it out$"),
        ({"line": {"eq": None}}, r"where\.line\.eq: null is not a value; use \{isNull: true\}"),
        ({"funds": {"some": None}}, r"where\.funds\.some: null is not a condition"),
        ({"funds": {"some": {"node": None}}}, r"where\.funds\.some\.node: null is not a condition"),
        ({"colour": {"eq": "red"}}, r"where\.colour: unknown condition on Grant"),
    ],
)
def test_a_null_is_no_condition(where: dict[str, Any], message: str) -> None:
    with pytest.raises(ClientError, match=message):
        text_of("Grant", where)
