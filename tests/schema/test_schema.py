"""The schema as clients see it: every part is described, and the printed file is up to date."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    introspection_types,
    specified_scalar_types,
    validate_schema,
)

from graph.bounds import HOPS_LIMIT, NETWORK_LIMIT
from graph.model import SHAPE
from graph.vocabulary import VOCABULARIES, Word
from resolvers.compile.price import PAGING
from resolvers.plans import ROOT_FIELDS
from schema.federation import subgraph_schema
from schema.query import graphql_schema, printed_schema

OWN = {
    name: kind
    for name, kind in graphql_schema().type_map.items()
    if name not in introspection_types and name not in specified_scalar_types
}


def elements(kind: GraphQLNamedType) -> Iterator[tuple[str, str | None]]:
    yield kind.name, kind.description
    if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
        for name, field in kind.fields.items():
            yield f"{kind.name}.{name}", field.description
            yield from ((f"{kind.name}.{name}({argument})", a.description) for argument, a in field.args.items())
    elif isinstance(kind, GraphQLInputObjectType):
        yield from ((f"{kind.name}.{name}", field.description) for name, field in kind.fields.items())
    elif isinstance(kind, GraphQLEnumType):
        yield from ((f"{kind.name}.{name}", value.description) for name, value in kind.values.items())


def test_schema_is_valid() -> None:
    assert validate_schema(graphql_schema()) == []


def test_every_element_is_described() -> None:
    bare = [name for kind in OWN.values() for name, description in elements(kind) if not (description or "").strip()]
    assert bare == []


def test_every_description_reads_alone() -> None:
    """Clients read them one at a time: none opens with a pronoun whose noun stands elsewhere."""
    opening = re.compile(r"(It|Its|They|Their|These|Those|Who|Whom|Which|Where) ")
    leaning = [name for kind in OWN.values() for name, text in elements(kind) if opening.match(text or "")]
    assert leaning == []


def test_every_whole_number_that_sizes_an_answer_has_a_bound() -> None:
    """A price uses these arguments; only `depth` does not limit the number of values.

    Apart from paging arguments, a root field has at most one that limits the number of values; its price names it.
    """
    objects = [kind for kind in OWN.values() if isinstance(kind, GraphQLObjectType)]
    sizes = {
        (ROOT_FIELDS[field].price.size if kind.name == "Query" else None, name)
        for kind in objects
        for field, declared in kind.fields.items()
        for name, argument in declared.args.items()
        if str(argument.type) == "Int"
    } - {(None, name) for name, _ in PAGING}
    own = ("limit", NETWORK_LIMIT), ("maxLength", HOPS_LIMIT)
    assert sizes == {*((size, size[0]) for size in own), (own[0], "depth")}


def test_every_root_field_is_nullable_and_answered() -> None:
    query = graphql_schema().query_type
    assert query is not None
    assert [name for name, field in query.fields.items() if isinstance(field.type, GraphQLNonNull)] == []
    asked_by_gateways = subgraph_schema().query_type
    assert asked_by_gateways is not None
    assert set(query.fields) | {"_entities"} == set(ROOT_FIELDS)
    assert set(asked_by_gateways.fields) == {*ROOT_FIELDS, "_service"}


@pytest.mark.parametrize("words", VOCABULARIES)
def test_every_vocabulary_is_an_enum_with_its_french_words(words: type[Word]) -> None:
    declared = OWN[words.__name__]
    assert isinstance(declared, GraphQLEnumType)
    assert list(declared.values) == [word.value for word in words]
    assert all(f"« {word.label_fr} »" in (declared.values[word.value].description or "") for word in words)


def test_every_kind_of_the_model_is_a_type_with_all_its_fields() -> None:
    for kind in SHAPE.kinds.values():
        declared = OWN[kind.name]
        assert isinstance(declared, (GraphQLObjectType, GraphQLInterfaceType))
        stored = {p.field for p in kind.properties}
        linked = {relation.name for relation in kind.relations}
        assert set(declared.fields) == stored | linked | {computed.name for computed in kind.computed}


def test_printed_schema_is_up_to_date(repository: Path) -> None:
    assert (repository / "schema" / "schema.graphql").read_text("utf-8") == printed_schema()
