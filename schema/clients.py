"""Facts about the schema for clients with a normalised cache, as a JavaScript module."""

import json

from graphql import GraphQLObjectType, is_abstract_type, is_object_type

from schema.query import graphql_schema


def possible_types() -> dict[str, list[str]]:
    """Return the object types of each interface, by name: those that a fragment on the interface matches."""
    schema = graphql_schema()
    abstract = [one for one in schema.type_map.values() if is_abstract_type(one)]
    return {one.name: sorted(t.name for t in schema.get_possible_types(one)) for one in abstract}


def embedded_types() -> list[str]:
    """Return the object types without an id, which a cache must store inside their parent."""
    query = graphql_schema().query_type
    return sorted(
        one.name
        for one in graphql_schema().type_map.values()
        if is_object_type(one)
        and isinstance(one, GraphQLObjectType)
        and one is not query
        and not one.name.startswith("__")
        and "id" not in one.fields
    )


def printed_module() -> str:
    """Return the module's text; equal schemas give equal texts."""
    parts = {"possibleTypes": possible_types(), "embeddedTypes": embedded_types()}
    lines = [f"export const {name} = {json.dumps(value, indent=2, sort_keys=True)};" for name, value in parts.items()]
    return "\n".join(["// Written by « cinqaxes schema --write »; do not edit.", *lines, ""])
