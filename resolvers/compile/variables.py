"""The variables of an operation: their types are found once for each document, their values coerced for each request.

graphql-core finds the types again for each request, which takes it longer than to coerce the values of most operations.
"""

from collections.abc import Mapping
from typing import Any, TypeGuard

from graphql import (
    GraphQLInputType,
    GraphQLSchema,
    Node,
    OperationDefinitionNode,
    Token,
    TokenKind,
    Undefined,
    Visitor,
    get_nullable_type,
    get_variable_values,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    visit,
)
from graphql.execution.get_variable_signature import GraphQLVariableSignature, get_variable_signature
from graphql.execution.values import VariableValues, VariableValuesOrErrors, VariableValueSource
from graphql.utilities import coerce_input_value

ERRORS_SHOWN = 20
_NO_TOKEN = Token(TokenKind.SOF, 0, 0, 0, 0)


class Variables:
    """The variables that one operation defines.

    The tokens of the definitions are dropped: since each token refers to the next, they would keep all later ones.
    """

    def __init__(self, schema: GraphQLSchema, operation: OperationDefinitionNode) -> None:
        self._schema = schema
        self._definitions = operation.variable_definitions or ()
        for definition in self._definitions:
            visit(definition, _TokensDropped())
        signatures = [get_variable_signature(schema, definition) for definition in self._definitions]
        self._flat = signatures if _are_flat(signatures) else None

    def __len__(self) -> int:
        """Return the number of variables."""
        return len(self._definitions)

    def coerce(self, given: Mapping[str, Any]) -> VariableValuesOrErrors:
        """Return the coerced values, or at most `ERRORS_SHOWN` errors and one that says there are more."""
        if self._flat is not None and (values := _coerced(self._flat, given)):
            return values
        return get_variable_values(self._schema, self._definitions, dict(given), max_errors=ERRORS_SHOWN)


class _TokensDropped(Visitor):
    """Drops the tokens of each node it visits; the location keeps its offsets, which errors need."""

    def enter(self, node: Node, *_: Any) -> None:
        """Drop the tokens of a node."""
        if node.loc:
            node.loc.start_token = node.loc.end_token = _NO_TOKEN


def _are_flat(signatures: list[Any]) -> TypeGuard[list[GraphQLVariableSignature]]:
    """Return whether all variables are scalars, enums or lists of these, without a default."""
    return all(
        isinstance(one, GraphQLVariableSignature) and one.default is None and _is_flat(one.type) for one in signatures
    )


def _is_flat(kind: GraphQLInputType) -> bool:
    nullable = get_nullable_type(kind)
    return is_leaf_type(get_nullable_type(nullable.of_type) if is_list_type(nullable) else nullable)


def _coerced(signatures: list[GraphQLVariableSignature], given: Mapping[str, Any]) -> VariableValues | None:
    """Return the coerced values; None if one is missing or wrong, so that graphql-core says what is wrong with it."""
    values = VariableValues({}, {})
    for signature in signatures:
        value = given.get(signature.name, Undefined)
        if value is Undefined:
            if is_non_null_type(signature.type):
                return None
            values.sources[signature.name] = VariableValueSource(signature)
            continue
        values.sources[signature.name] = VariableValueSource(signature, value)
        values.coerced[signature.name] = coerced = coerce_input_value(value, signature.type)
        if coerced is Undefined:
            return None
    return values
