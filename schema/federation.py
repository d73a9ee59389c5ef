"""The schema as a federated subgraph: the types that other services may refer to by a key, and how they are fetched.

Source: the subgraph specification of Apollo Federation, version 2. A shared field must have the same meaning in every
service; since the field `node` of each Relay service finds only the nodes of that service, our field `node` is left out
of the composed schema.
"""

import functools
from typing import Any, Final

from graphql import (
    ConstArgumentNode,
    ConstDirectiveNode,
    DefinitionNode,
    DocumentNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLScalarType,
    GraphQLSchema,
    InterfaceTypeDefinitionNode,
    NameNode,
    ObjectTypeDefinitionNode,
    StringValueNode,
    extend_schema,
    parse,
    print_ast,
)

from graph.bounds import NODES_BY_ID_LIMIT
from graph.entities import KEYS, Representation, representation_of
from schema.query import graphql_schema, printed_schema

LINK: Final = """extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])"""
SHARED: Final = frozenset({"PageInfo"})
"""The types that every Relay service has."""
HIDDEN_FIELDS: Final = {"Node": frozenset({"label"}), "Query": frozenset({"node", "nodes"})}
"""The fields hidden from the gateway: nodes of other services have no label, and `node` does not find them."""
ENUM_METHODS: Final = (
    *("serialize", "parse_value", "parse_literal"),
    *("coerce_output_value", "coerce_input_value", "coerce_input_literal"),
)
"""The methods by which an enum reads and writes its words, under their former and their present names."""
EXTENSION: Final = f"""
"A node as another service names it: its __typename and the fields of one of its keys."
scalar _Any

"The nodes that other services may name."
union _Entity = {" | ".join(KEYS)}

"What a gateway composes this service with."
type _Service {{
  "The schema of this service, with the keys of its types."
  sdl: String!
}}

extend type Query {{
  "The nodes that these representations name, in their order, at most {NODES_BY_ID_LIMIT}; null where unknown."
  _entities(representations: [_Any!]!): [_Entity]!

  "The schema of this service for a gateway."
  _service: _Service!
}}
"""


@functools.cache
def printed_subgraph() -> str:
    """Return the schema as text with the keys of its types, for composition by a gateway."""
    document = parse(printed_schema(), no_location=True)
    keyed = DocumentNode(definitions=tuple(_with_keys(definition) for definition in document.definitions))
    return f"{print_ast(keyed)}\n\n{LINK}\n"


def _with_keys(definition: DefinitionNode) -> DefinitionNode:
    """Return a type with its keys, marked if it is shared, without the fields hidden from the gateway."""
    if not isinstance(definition, InterfaceTypeDefinitionNode | ObjectTypeDefinitionNode):
        return definition
    name = definition.name.value
    shared = [ConstDirectiveNode(name=NameNode(value="shareable"), arguments=())] if name in SHARED else []
    return type(definition)(
        description=definition.description,
        name=definition.name,
        interfaces=definition.interfaces,
        directives=(*map(_key, KEYS.get(name, ())), *shared),
        fields=tuple(f for f in definition.fields or () if f.name.value not in HIDDEN_FIELDS.get(name, ())),
    )


def _key(names: tuple[str, ...]) -> ConstDirectiveNode:
    fields = ConstArgumentNode(name=NameNode(value="fields"), value=StringValueNode(value=" ".join(names)))
    return ConstDirectiveNode(name=NameNode(value="key"), arguments=(fields,))


@functools.cache
def subgraph_schema() -> GraphQLSchema:
    """Return the schema for a gateway: the whole schema, and the fields that only a gateway asks for."""
    extended = extend_schema(graphql_schema(), parse(EXTENSION))
    anything, query = extended.type_map["_Any"], extended.query_type
    if not isinstance(anything, GraphQLScalarType) or query is None:
        raise TypeError(anything)
    _share_enums(extended)
    # `coerce_input_value` is the new name of `parse_value`, which literals in a document still use.
    anything.parse_value = anything.coerce_input_value = _representation  # type: ignore[method-assign]
    query.fields["_service"].resolve = lambda *_: {"sdl": printed_subgraph()}
    return extended


def _share_enums(extended: GraphQLSchema) -> None:
    """Make the enums of an extended schema use the members of the original schema.

    Extending a schema copies its enums, and the copies would parse a word as text and not as the member that plans
    know.
    """
    for name, known in graphql_schema().type_map.items():
        if isinstance(known, GraphQLEnumType):
            for method in ENUM_METHODS:
                setattr(extended.type_map[name], method, getattr(known, method))


def _representation(value: Any) -> Representation:
    try:
        return representation_of(value)
    except ValueError as error:
        message = f"representations: {error}"
        raise GraphQLError(message) from None
