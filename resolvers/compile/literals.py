"""The shape of an operation's values: what of them decides how it is planned, apart from what only a run needs.

Rule: which fields and conditions are given, enums, booleans and nulls are shape, and of a list of texts or numbers
whether it has none, one or more; the texts, numbers and days themselves are values. Literals count as variables do.
"""

from collections.abc import Hashable, Iterator, Mapping
from enum import Enum
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLScalarType,
    GraphQLSchema,
    ListValueNode,
    NameNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableNode,
    Visitor,
    get_named_type,
    specified_scalar_types,
    visit,
)
from graphql.language import FloatValueNode, IntValueNode, StringValueNode
from graphql.utilities import coerce_input_literal

from graph.statement.core.run import Slot

SEVERAL = 2
BOOLEAN = specified_scalar_types["Boolean"]


def outline(value: Any, values: list[Any]) -> Hashable:
    """Return the shape of a coerced value, and add to `values` what is left out of it."""
    if isinstance(value, dict):
        return "{", *(part for key, item in value.items() for part in (key, outline(item, values)))
    if isinstance(value, list) and not _is_value(value):
        return "[", *(outline(item, values) for item in value)
    if _is_shape(value):
        return value  # type: ignore[no-any-return]
    values.append(value)
    return _distinct(value)


def slots(value: Any, places: Iterator[int]) -> Any:
    """Return a coerced value with what `outline` leaves out of its shape as the places where a run finds it."""
    if isinstance(value, dict):
        return {key: slots(item, places) for key, item in value.items()}
    if isinstance(value, list) and not _is_value(value):
        return [slots(item, places) for item in value]
    return value if _is_shape(value) else _slot(next(places), _distinct(value))


def _is_shape(value: Any) -> bool:
    return value is None or isinstance(value, (bool, Enum))


def _is_value(items: list[Any]) -> bool:
    return bool(items) and not any(isinstance(item, (dict, list)) or _is_shape(item) for item in items)


def _distinct(value: Any) -> int:
    return min(len(set(value)), SEVERAL) if isinstance(value, list) else 1


@lru_cache(maxsize=4_096)
def _slot(place: int, distinct: int) -> Slot:
    return Slot(place, distinct)


class Literals(Visitor):
    """Puts variables in the place of a valid document's literals; `found` holds their values, in order."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self._types = types
        self.found: dict[str, Any] = {}

    @classmethod
    def lifted(cls, schema: GraphQLSchema, document: DocumentNode) -> tuple[DocumentNode, Mapping[str, Any]]:
        """Return the document without its literals, and these by the names of their variables."""
        types = TypeInfo(schema)
        literals = cls(types)
        without: DocumentNode = visit(document, TypeInfoVisitor(types, literals))
        return without, literals.found

    def enter_directive(self, *_: Any) -> Any:
        """Leave directives as they are: what they say is shape."""
        return self.SKIP

    def enter_variable_definition(self, *_: Any) -> Any:
        """Leave defaults as they are: they are the variable's own values."""
        return self.SKIP

    def enter_list_value(self, node: ListValueNode, *_: Any) -> Any:
        """Lift a list of literals whole."""
        if any(isinstance(item, (VariableNode, ListValueNode)) for item in node.values):
            return None
        return self._lifted(node, self._types.get_parent_input_type())

    def enter_int_value(self, node: IntValueNode, *_: Any) -> Any:
        """Lift a number."""
        return self._lifted(node, self._types.get_input_type())

    def enter_float_value(self, node: FloatValueNode, *_: Any) -> Any:
        """Lift a number."""
        return self._lifted(node, self._types.get_input_type())

    def enter_string_value(self, node: StringValueNode, *_: Any) -> Any:
        """Lift a text."""
        return self._lifted(node, self._types.get_input_type())

    def _lifted(self, node: ValueNode, expected: Any) -> VariableNode | None:
        named = get_named_type(expected)
        if not isinstance(named, GraphQLScalarType) or named is BOOLEAN:
            return None
        name = str(len(self.found))  # no variable of a client can be called so
        self.found[name] = coerce_input_literal(node, expected)
        return VariableNode(name=NameNode(value=name))
