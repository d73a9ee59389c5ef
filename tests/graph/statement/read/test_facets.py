"""Facets: the clauses that lead to values, and counts of them, the most frequent first."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.model import SHAPE
from graph.rights import View
from graph.statement.core.selection import Field
from graph.statement.read.facets import facet_column, facets_of
from graph.vocabulary import OfferKind, Theme
from tests.graph.statement.runs import field, run_of, selection_of, writer

VALUES = selection_of("FacetValue", field("value"), field("label"), field("n", "count"), field("t", "__typename"))
TYPES = "WHEN n:Institution THEN 'Institution' WHEN n:Trainer THEN 'Trainer'"
FACET = selection_of("OfferFacet", field("by", "field"), field("values", selection=VALUES, many=True))


def facets(kind: str, *names: str, nested: bool = False) -> tuple[str, Any]:
    selected: Field = field("facets", selection=FACET, arguments={"by": list(names)})
    return facet_column(writer(), SHAPE.kinds[kind], "n", "MATCH (n)", selected, nested=nested)


def test_the_name_of_a_facet_is_that_of_its_property() -> None:
    assert list(facets_of(SHAPE.kinds["Diagnostic"])) == [
        "YEAR",
        "STATUS",
        "AXES",
        "CRITERIA",
        "THEMES",
        "AUDIENCES",
        "DIAGNOSTIC_KIND",
    ]


@pytest.mark.parametrize(
    ("kind", "name", "clauses"),
    [
        ("Offer", "OFFER_KIND", "WITH DISTINCT n WITH n.kind AS v1 WHERE v1 IS NOT NULL"),
        ("Survey", "YEAR", "WITH DISTINCT n WITH toString(n.surveyedOn.year) AS v1 WHERE v1 IS NOT NULL"),
        ("Grant", "YEAR", "WITH DISTINCT n WITH toString(n.year) AS v1 WHERE v1 IS NOT NULL"),
        ("Offer", "THEMES", "WITH DISTINCT n UNWIND coalesce(n.themes, []) AS v1 WITH v1 WHERE v1 IS NOT NULL"),
        (
            "Action",
            "AXES",
            "WITH DISTINCT n MATCH (n)-[:ON_AXIS]->(x2:Axis) WITH x2.value AS v1 WHERE v1 IS NOT NULL",
        ),
        (
            "Actor",
            "TYPE",
            f"WITH DISTINCT n WITH CASE {TYPES} END AS v1 WHERE v1 IS NOT NULL",
        ),
    ],
)
def test_the_values_of_distinct_nodes_are_counted(kind: str, name: str, clauses: str) -> None:
    text, _ = facets(kind, name, nested=True)
    assert text == f"[COLLECT {{ MATCH (n) {clauses} RETURN v1 }}]"
    text, _ = facets(kind, name)
    count = "WITH v1, count(*) AS k ORDER BY k DESC, v1 RETURN [v1, k]"
    assert text.replace("k2", "k").replace("k3", "k") == f"[COLLECT {{ MATCH (n) {clauses} {count} }}]"


def test_a_listed_property_counts_only_what_the_view_shows() -> None:
    selected = field("facets", selection=FACET, arguments={"by": ["AUDIENCES"]})
    text, _ = facet_column(writer(View.VISITOR), SHAPE.kinds["Trainer"], "n", "MATCH (n)", selected, nested=True)
    assert "CASE WHEN (n:Institution OR n.publicListing) THEN n.audiences END" in text


def test_a_facet_is_answered_with_its_french_labels_under_the_keys_of_the_selection() -> None:
    _, decode = facets("Offer", "OFFER_KIND", "OFFER_KIND", "THEMES")
    answer = decode([[["CATALOGUE", 3], ["DEDICATED", 1]], []], run_of())
    assert answer == [
        {
            "by": "OFFER_KIND",
            "values": [
                {"value": "CATALOGUE", "label": OfferKind.CATALOGUE.label_fr, "n": 3, "t": "FacetValue"},
                {"value": "DEDICATED", "label": OfferKind.DEDICATED.label_fr, "n": 1, "t": "FacetValue"},
            ],
        },
        {"by": "THEMES", "values": []},
    ]


def test_the_label_of_a_type_is_the_officers_word() -> None:
    _, decode = facets("Actor", "TYPE")
    (facet,) = decode([[["Trainer", 2]]], run_of())
    assert facet["values"][0]["label"] == "formateur·rice"


@given(st.lists(st.sampled_from([str(theme) for theme in Theme])))
def test_nested_values_are_counted_by_the_decoder_as_the_database_counts_others(words: list[str]) -> None:
    _, decode = facets("Offer", "THEMES", nested=True)
    (facet,) = decode([words], run_of())
    counts = [(value["value"], value["n"]) for value in facet["values"]]
    assert dict(counts) == Counter(words)
    assert counts == sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    _, plain = facets("Offer", "THEMES")
    assert plain([[list(pair) for pair in counts]], run_of()) == [facet]
