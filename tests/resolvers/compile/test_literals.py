"""Literals lifted out of documents: values become variables, what decides the plan stays."""

from datetime import date
from typing import Any

import pytest
from graphql import parse, print_ast, validate

from graph.calendar import TODAY
from resolvers.compile.literals import Literals
from schema.query import graphql_schema
from tests.resolvers.compile.schemas import SCHEMA


def lifted(text: str) -> tuple[str, dict[str, Any]]:
    """Return the document without its literals on one line, and the literals."""
    document = parse(text)
    assert validate(SCHEMA, document) == []
    without, literals = Literals.lifted(SCHEMA, document)
    assert parse(text) == document
    return tidy(print_ast(without)), dict(literals)


def tidy(text: str) -> str:
    """Return a document on one line, without spaces inside braces."""
    return " ".join(text.split()).replace("{ ", "{").replace(" }", "}")


@pytest.mark.parametrize(
    ("argument", "shape", "literals"),
    [
        ("first: 3", "first: $0", {"0": 3}),
        ('where: {name: "a"}', "where: {name: $0}", {"0": "a"}),
        ('where: {name: """a\nb"""}', "where: {name: $0}", {"0": "a\nb"}),
        ("where: {weight: 1}", "where: {weight: $0}", {"0": 1.0}),
        ("where: {weight: 1.5}", "where: {weight: $0}", {"0": 1.5}),
        ('ids: ["a", 2]', "ids: $0", {"0": ["a", "2"]}),
        ("ids: []", "ids: $0", {"0": []}),
        ('ids: "a"', "ids: $0", {"0": ["a"]}),
        ('where: {all: [{name: "a"}, {size: 2}]}', "where: {all: [{name: $0}, {size: $1}]}", {"0": "a", "1": 2}),
    ],
)
def test_texts_numbers_and_lists_of_them_are_lifted(argument: str, shape: str, literals: dict[str, Any]) -> None:
    assert lifted(f"{{ things({argument}) {{ id }} }}") == (tidy(f"{{ things({shape}) {{ id }} }}"), literals)


@pytest.mark.parametrize(
    "argument",
    [
        "where: {colour: RED}",
        "where: {colours: [RED, BLUE]}",
        "open: true",
        "first: null",
        "where: {open: false}",
        "where: {opened: [true, false]}",
    ],
)
def test_enums_booleans_and_nulls_stay(argument: str) -> None:
    text = f"{{ things({argument}) {{ id }} }}"
    assert lifted(text) == (tidy(text), {})


def test_a_list_with_a_variable_keeps_its_places() -> None:
    text = 'query Q($name: String!) { things(where: {names: [$name, "b"]}) { id } }'
    assert lifted(text) == (tidy(text).replace('"b"', "$0"), {"0": "b"})


def test_lists_of_lists_are_lifted_list_by_list() -> None:
    shape, literals = lifted("{ things(where: {sizes: [[1, 2], [3]]}) { id } }")
    assert shape == tidy("{ things(where: {sizes: [$0, $1]}) { id } }")
    assert literals == {"0": [1, 2], "1": [3]}


def test_directives_and_the_defaults_of_variables_stay() -> None:
    text = "query Q($first: Int = 7) { things(first: $first) { id @include(if: true) } }"
    assert lifted(text) == (tidy(text), {})


def test_literals_are_named_by_their_order_over_the_whole_document() -> None:
    shape, literals = lifted("{ a: size(of: 1) ...F } fragment F on Query { b: size(of: 2) }")
    assert shape == tidy("{ a: size(of: $0) ...F } fragment F on Query { b: size(of: $1) }")
    assert literals == {"0": 1, "1": 2}


def test_a_scalar_of_the_schema_is_lifted_as_its_value() -> None:
    query = '{ path(from: "a", to: "b", asOf: %s) { totalCount } }'
    for text, value in (('"2026-01-31"', date(2026, 1, 31)), ('"today"', TODAY)):
        _, literals = Literals.lifted(graphql_schema(), parse(query % text))
        assert literals["2"] == value
