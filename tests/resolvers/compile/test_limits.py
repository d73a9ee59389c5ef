"""Limits on documents: depth, fields, circular fragments, introspection."""

import pytest
from graphql import FieldNode, OperationDefinitionNode, parse

from graph.bounds import Limits
from graph.errors import ClientError, Code
from resolvers.compile.limits import NESTING_LIMIT, check_document, check_introspection, check_limit, fragments_of

LIMITS = Limits(depth=4, fields=6, introspected=5)


def refused(text: str, limits: Limits = LIMITS) -> ClientError:
    with pytest.raises(ClientError) as caught:
        check_document(parse(text), limits)
    return caught.value


def nested(levels: int) -> str:
    """Return a document with this many levels of fields."""
    return "{ a " * levels + "}" * levels


# --- levels ----------------------------------------------------------------------------------------------------------


def test_levels_are_counted_to_the_deepest_field() -> None:
    check_document(parse(nested(4)), LIMITS)
    error = refused(nested(5))
    assert error.code is Code.LIMIT_EXCEEDED
    assert error.message == "depth: 5 levels of fields are too many; the limit is 4"


def test_fragments_add_their_levels_where_they_are_spread_and_inline_ones_none() -> None:
    fragment = "fragment F on T { b { c } }"
    check_document(parse("{ a { d { ...F } } } fragment F on T { b { c } }"), LIMITS)
    assert refused(f"{{ a {{ d {{ e {{ ...F }} }} }} }} {fragment}").message.startswith("depth: 5")
    check_document(parse("{ a { ... on T { ... { b { c } } } } }"), LIMITS)


def test_a_fragment_that_nothing_spreads_is_limited_too() -> None:
    assert refused(f"{{ a }} fragment F on T {nested(5)}").message.startswith("depth: 5")


def test_every_operation_is_limited() -> None:
    assert refused("query A { a } query B { a b c d e f g }").message.startswith("fields: 7")


def test_selections_and_fragments_may_not_be_nested_without_end() -> None:
    chain = [f"fragment F{n} on T {{ ...F{n + 1} }}" for n in range(NESTING_LIMIT)]
    check_document(parse(" ".join(["{ a }", *chain[2:], f"fragment F{NESTING_LIMIT} on T {{ a }}"])), LIMITS)
    error = refused(" ".join(["{ ...F0 }", *chain, f"fragment F{NESTING_LIMIT} on T {{ a }}"]))
    assert error.code is Code.LIMIT_EXCEEDED
    assert "levels of selections and fragments" in error.message


# --- fields ----------------------------------------------------------------------------------------------------------


def test_fields_are_counted_once_fragments_are_spread() -> None:
    check_document(parse("{ a b c d e f }"), LIMITS)
    error = refused("{ a b c d e f g }")
    assert error.message == "fields: 7 fields once fragments are spread are too many; the limit is 6"
    check_document(parse("{ x { ...F } y { ...F } } fragment F on T { a b }"), LIMITS)
    assert refused("{ x { ...F } y { ...F } z } fragment F on T { a b }").message.startswith("fields: 7")


def test_a_short_document_of_many_fields_is_refused_quickly() -> None:
    levels = 60
    doubling = [f"fragment F{n} on T {{ ...F{n + 1} ...F{n + 1} }}" for n in range(levels)]
    error = refused(" ".join(["{ ...F0 }", *doubling, f"fragment F{levels} on T {{ a }}"]))
    assert error.message.startswith(f"fields: {2**levels:,} fields")


# --- circles ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "{ a { ...F } } fragment F on T { b { ...F } }",
        "{ ...F } fragment F on T { ...G } fragment G on T { a { ...H } } fragment H on T { ...F }",
        "{ a } fragment F on T { ... { ...F } }",
    ],
)
def test_a_fragment_that_spreads_itself_is_refused(text: str) -> None:
    error = refused(text)
    assert error.code is Code.BAD_USER_INPUT
    assert error.message.startswith("fragment F spreads itself")


def test_a_fragment_spread_twice_is_no_circle_and_one_that_does_not_exist_is_left_to_validation() -> None:
    check_document(parse("{ ...F ...G } fragment F on T { a ...G } fragment G on T { b }"), LIMITS)
    check_document(parse("{ a ...Missing }"), LIMITS)


def test_fragments_are_known_by_name() -> None:
    found = fragments_of(parse("{ a } fragment F on T { a } query Q { b } fragment G on T { b }"))
    assert {name: node.name.value for name, node in found.items()} == {"F": "F", "G": "G"}


# --- introspection and single limits ---------------------------------------------------------------------------------


def introspected(text: str) -> None:
    document = parse(text)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    nodes = [node for node in operation.selection_set.selections if isinstance(node, FieldNode)]
    check_introspection(nodes, fragments_of(document), LIMITS)


def test_fields_below_introspection_are_counted_together() -> None:
    introspected("{ __schema { types { name } } }")
    introspected("{ __schema { types { ...T } } } fragment T on __Type { name kind }")
    introspected("{ __typename }")
    with pytest.raises(ClientError, match="introspection: 6 fields below __schema and __type"):
        introspected('{ __schema { types { name kind } } __type(name: "A") { name kind fields } }')


def test_a_limit_is_the_most_that_is_allowed() -> None:
    check_limit("where", 1_000, 1_000, "conditions")
    with pytest.raises(ClientError) as caught:
        check_limit("where", 1_001, 1_000, "conditions")
    assert caught.value.message == "where: 1,001 conditions are too many; the limit is 1,000"
    assert caught.value.code is Code.LIMIT_EXCEEDED
