"""An outline of the schema: one line per field, without the filters, pages and cursors common to all lists.

It is short enough for a program that writes queries to read it whole; the schema has the rest.
"""

from collections.abc import Iterator

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
)

from graph.model import SHAPE
from schema.query import graphql_schema

COMMON_ARGUMENTS = frozenset({"where", "orderBy", "first", "after", "last", "before"})
"""The arguments common to all lists, described once."""
LIST_SUFFIXES = (
    *("Connection", "Facet", "FacetField", "FacetValue", "PageInfo"),
    *("Filter", "Match", "Order", "Quantifier", "Where"),
)
"""The suffixes of type names that all lists have in common."""
PLAIN_EDGE_FIELDS = {"cursor", "node"}
"""The fields of an edge without properties."""
CONNECTION_FIELDS = {"edges", "nodes", "pageInfo", "totalCount", "facets"}
"""The fields that all connections have in common."""
INPUTS = ("TerritoryRef", "TerritoryCode", "TerritoryOnDay", "TerritoryRows")


def outline() -> str:
    """Return the root fields, the types, the inputs that refer to territories, and the words of the vocabularies."""
    schema = graphql_schema()
    return "\n".join(_lines(schema)) + "\n"


def _lines(schema: GraphQLSchema) -> Iterator[str]:
    query = schema.query_type
    yield "### Root fields\n"
    for name, field in (query.fields if query else {}).items():
        yield f"- {_signature(name, field)} – {_sentence(field.description)}"
    types = [
        one for name, one in schema.type_map.items() if not name.startswith("__") and not name.endswith(LIST_SUFFIXES)
    ]
    yield "\n### Types\n"
    for one in schema.type_map.values():
        if isinstance(one, GraphQLObjectType | GraphQLInterfaceType) and one is not query and _is_outlined(one):
            yield from _type(one)
    yield "\n### Inputs\n"
    for one in types:
        if isinstance(one, GraphQLInputObjectType) and one.name in INPUTS:
            fields = ", ".join(f"{name}: {field.type}" for name, field in one.fields.items())
            yield f"- {one.name} {{{fields}}} – {_sentence(one.description)}"
    yield "\n### Words\n"
    for one in types:
        if isinstance(one, GraphQLEnumType):
            yield f"- {one.name}: {', '.join(one.values)}"


def _is_outlined(one: GraphQLObjectType | GraphQLInterfaceType) -> bool:
    """Return whether the outline shows a type: an edge or a connection only if it has fields of its own."""
    if one.name.endswith("Connection"):
        return not set(one.fields) <= CONNECTION_FIELDS
    return (
        not one.name.startswith("__") and not one.name.endswith(LIST_SUFFIXES) and set(one.fields) != PLAIN_EDGE_FIELDS
    )


def _type(one: GraphQLObjectType | GraphQLInterfaceType) -> Iterator[str]:
    """Yield a type with its own fields, without those of its interface."""
    known = {name for interface in one.interfaces for name in interface.fields} | {"cursor"}
    known |= CONNECTION_FIELDS if one.name.endswith("Connection") else set()
    fields = "; ".join(_signature(name, field) for name, field in one.fields.items() if name not in known)
    bases = [interface.name for interface in one.interfaces if interface.name != "Node"]
    prefixes = SHAPE.kinds[one.name].prefixes if one.name in SHAPE.kinds else ()
    ids = f" [ids {', '.join(f'{prefix}:…' for prefix in prefixes)}]" if prefixes else ""
    yield f"- {one.name}{f' (also {bases[0]})' if bases else ''}{ids}: {fields}"


def _signature(name: str, field: GraphQLField) -> str:
    arguments = ", ".join(f"{key}: {a.type}" for key, a in field.args.items() if key not in COMMON_ARGUMENTS)
    return f"{name}{f'({arguments})' if arguments else ''}: {field.type}"


def _sentence(description: str | None) -> str:
    return (description or "").split(". ")[0].removesuffix(".").replace("\n", " ")
