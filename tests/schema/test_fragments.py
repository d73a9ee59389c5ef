"""Fragments on different types can be asked together: a field of one name has one type and takes the same arguments.

GraphQL merges fields of the same name at the same place (« Field Selection Merging »). Where two types give one name to
values of different types, a query with a fragment on each is refused, and its author has to find aliases. So every pair
of types that fragments can bring together is compared here, down to the types below them.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    build_schema,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    parse,
    validate,
)

from schema.query import graphql_schema

Composite = GraphQLObjectType | GraphQLInterfaceType


def shape(of: GraphQLOutputType) -> str:
    """Return a type as clients merge it: lists, non-nulls and the name of a leaf, but not that of an object."""
    name = get_named_type(of).name
    return str(of) if is_leaf_type(get_named_type(of)) else str(of).replace(name, "{}")


def alternatives(of: GraphQLNamedType) -> list[Composite]:
    """Return a type and, for an interface, the types that implement it."""
    if isinstance(of, GraphQLInterfaceType):
        return [of, *graphql_schema().get_possible_types(of)]
    return [of] if isinstance(of, GraphQLObjectType) else []


def conflicts(pairs: Iterable[tuple[Composite, Composite]]) -> dict[str, set[str]]:
    """Return the fields that differ in some pair of types, or below it, each with the types that differ."""
    seen: set[frozenset[str]] = set()
    differing: dict[str, set[str]] = defaultdict(set)
    pending = list(pairs)
    while pending:
        one, other = pending.pop()
        if one is other or frozenset({one.name, other.name}) in seen:
            continue
        seen.add(frozenset({one.name, other.name}))
        # Fields of two objects may differ in their arguments: no node is both.
        are_compared = isinstance(one, GraphQLInterfaceType) or isinstance(other, GraphQLInterfaceType)
        for name in one.fields.keys() & other.fields.keys():
            left, right = one.fields[name], other.fields[name]
            required = [{k for k, a in field.args.items() if is_required_argument(a)} for field in (left, right)]
            if shape(left.type) != shape(right.type) or (are_compared and required[0] != required[1]):
                differing[name] |= {one.name, other.name}
            pending += [
                (a, b)
                for a in alternatives(get_named_type(left.type))
                for b in alternatives(get_named_type(right.type))
            ]
    return dict(differing)


def test_fields_of_one_name_have_one_type_wherever_fragments_meet() -> None:
    interfaces = [one for one in graphql_schema().type_map.values() if isinstance(one, GraphQLInterfaceType)]
    pairs = [pair for one in interfaces for pair in combinations(alternatives(one), 2)]
    assert len(pairs) > 250
    assert conflicts(pairs) == {}


def test_the_comparison_finds_what_a_client_would_be_refused() -> None:
    text = """
      type Query { node: Node }
      interface Node { id: ID! }
      type A implements Node { id: ID! kind: Int }
      type B implements Node { id: ID! kind: String }
    """
    small = build_schema(text)
    a, b = small.type_map["A"], small.type_map["B"]
    assert isinstance(a, GraphQLObjectType)
    assert isinstance(b, GraphQLObjectType)
    assert conflicts([(a, b)]) == {"kind": {"A", "B"}}
    assert validate(small, parse("{ node { ... on A { kind } ... on B { kind } } }"))
