"""The generator draws valid operations, the same from the same seed, and covers the schema and the language.

There is no database; the constructs that must occur are named here, or read from the schema.
"""

from collections import Counter
from itertools import islice, pairwise
from random import Random
from typing import Any

import pytest
from graphql import (
    GraphQLInputObjectType,
    GraphQLObjectType,
    get_named_type,
    parse,
    validate,
)

from schema.query import graphql_schema
from tests.graphs import national_rows
from tests.operations import generator
from tests.operations.constructs import constructs
from tests.operations.generator import Operation, operations
from tests.operations.known import Known, known_of
from tests.operations.values import Values

SCHEMA = graphql_schema()
SEEDS = 500
PER_SEED = 5
LARGEST = 8_000
DRAWN = 1_000
LONGEST = 3_000
CONSTRUCTS = (
    "alias",
    "alias that is the name of another field",
    "one field twice, with other arguments",
    "one key twice, selections merged",
    "one leaf twice",
    *(f"named fragment on {kind}" for kind in ("an interface", "a type", "Query")),
    *(f"inline fragment on {kind}" for kind in ("an interface", "a type", "Query")),
    "inline fragment without a type",
    "inline fragment in a fragment",
    "fragment spread",
    "fragment spread in a fragment",
    "fragment spread twice",
    *(f"@{name} by {way}" for name in ("skip", "include") for way in ("literal", "variable")),
    *(f"directive on {place}" for place in ("a field", "a spread", "an inline fragment")),
    *(f"variable {how} a default, {given}" for how in ("with", "without") for given in ("given", "left out")),
    "variable for an argument",
    "variable in an input object",
    "variable in a list",
    "variable used twice",
    "input object as a variable",
    "null for a variable",
    "null for an argument",
    "null below an argument",
    "one value for a list",
    "one value for a list in a variable",
    "an empty list",
    "a list of several",
    "enum",
    "enum in a variable",
    "int for a float",
    "int for a float in a variable",
    "string",
    "block string",
    *(f"filter of depth {depth}" for depth in (1, 2, 3)),
    *(f"input {name}" for name in ("AND", "OR", "NOT", "within", "overlaps", "reaches", "edge", "node")),
    *(
        f"{name} {place}"
        for name in ("asOf", "where", "orderBy", "first", "last", "after")
        for place in ("on a root", "nested")
    ),
    "before on a root",
    "before nested",
    "by nested",
    "roots: several",
    "operations: several",
    "one of several operations, chosen by name",
    "the only operation, chosen by name",
    "the only operation, with a name but not chosen by it",
    "shorthand",
    "field Query.__typename",
    "field Query.__type",
    "view: visitor",
    "view: everything",
)


@pytest.fixture(scope="module")
def known() -> Known:
    return known_of(national_rows())


@pytest.fixture(scope="module")
def drawn(known: Known) -> list[Operation]:
    return [one for seed in range(SEEDS) for one in islice(operations(SCHEMA, known, seed), PER_SEED)]


@pytest.fixture(scope="module")
def found(drawn: list[Operation]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in drawn:
        total.update(constructs(SCHEMA, one))
    return total


def test_the_first_operation_of_each_seed_is_valid(drawn: list[Operation]) -> None:
    for one in drawn[::PER_SEED]:
        assert validate(SCHEMA, parse(one.text)) == [], one.text


def test_a_seed_always_draws_the_same(known: Known, drawn: list[Operation]) -> None:
    assert list(islice(operations(SCHEMA, known, 1), PER_SEED)) == drawn[PER_SEED : 2 * PER_SEED]


def test_some_documents_are_sent_again(drawn: list[Operation]) -> None:
    pairs = [(one, other) for one, other in pairwise(drawn) if one.text == other.text]
    assert 0.05 * len(drawn) < len(pairs) < 0.2 * len(drawn)
    assert any(one.variables != other.variables for one, other in pairs)
    assert any(one.viewer != other.viewer for one, other in pairs)
    assert len({one.text for one in drawn}) > 0.8 * len(drawn)


def test_documents_are_short(drawn: list[Operation]) -> None:
    assert sum(len(one.text) < LONGEST for one in drawn) > 0.99 * len(drawn)


@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_every_construct_occurs(found: Counter[str], construct: str) -> None:
    assert found[construct] > 0


def test_the_largest_operations_select_every_field_of_every_type(
    known: Known, found: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The generator draws such operations among others; a thousand or two of them contain even the rare fields."""
    monkeypatch.setattr(generator, "SIZES", generator.SIZES[-1:])
    monkeypatch.setattr(generator, "DEPTHS", generator.DEPTHS[-1:])
    kinds = [one for name, one in SCHEMA.type_map.items() if isinstance(one, GraphQLObjectType) and name[:2] != "__"]
    missing = {f"field {kind.name}.{name}" for kind in kinds for name in kind.fields} - found.keys()
    for one in islice(operations(SCHEMA, known, SEEDS), LARGEST):
        if not missing:
            break
        if any(field.rsplit(".", 1)[1] in one.text for field in missing):
            missing -= constructs(SCHEMA, one).keys()
    assert missing == set()


def test_every_root_field_occurs_with_every_argument(found: Counter[str]) -> None:
    query = SCHEMA.query_type
    assert query is not None
    assert [name for name in query.fields if not found[f"field Query.{name}"]] == []
    given = [f"argument {name}.{argument}" for name, field in query.fields.items() for argument in field.args]
    assert [one for one in given if not found[one]] == []


def test_every_input_type_occurs(found: Counter[str]) -> None:
    kinds = [one for one in SCHEMA.type_map.values() if isinstance(one, GraphQLInputObjectType)]
    scalars = [f"{name}Filter" for name in ("String", "ID", "Int", "Float", "Date", "Boolean")]
    whole = [
        kind
        for kind in kinds
        if kind.name in {*scalars, "TerritoryRef", "TerritoryCode", "TerritoryOnDay", "TerritoryRows"}
    ]
    required = [f"input {kind.name}.{name}" for kind in whole for name in kind.fields]
    required += [
        f"input {name}" for kind in kinds if kind.name.endswith(("Filter", "Quantifier")) for name in kind.fields
    ]
    assert [one for one in required if not found[one]] == []
    assert sum(bool(found[f"type {kind.name}"]) for kind in kinds) > 0.9 * len(kinds)


def test_every_field_of_every_filter_is_drawn_eventually(known: Known) -> None:
    values = Values(Random(1), known, [])  # noqa: S311 - for tests
    given: set[str] = set()
    kinds = [one for one in SCHEMA.type_map.values() if isinstance(one, GraphQLInputObjectType)]
    for kind in kinds:
        if kind.name.endswith("Where") and "id" in kind.fields:
            for _ in range(DRAWN):
                _note(given, kind, values.argument("where", kind))
    filters = [kind for kind in kinds if kind.name.endswith(("Where", "Quantifier", "Filter"))]
    assert [
        f"{kind.name}.{name}" for kind in filters for name in kind.fields if f"{kind.name}.{name}" not in given
    ] == []


def _note(given: set[str], kind: Any, value: Any) -> None:
    bare = get_named_type(kind)
    for one in value if isinstance(value, list) else [value]:
        for name, inner in one.items() if isinstance(one, dict) else ():
            given.add(f"{bare.name}.{name}")
            _note(given, bare.fields[name].type, inner)
