"""Lifting literals out of a document: variables replace them, so that documents of one shape share a plan."""

from collections.abc import Mapping
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

BOOLEAN = specified_scalar_types["Boolean"]


class Literals(Visitor):
    """Replaces a valid document's literals by variables; `values` holds their values, in order."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self._types = types
        self.values: dict[str, Any] = {}

    @classmethod
    def lifted(cls, schema: GraphQLSchema, document: DocumentNode) -> tuple[DocumentNode, Mapping[str, Any]]:
        """Return the document without its literals, and the literals by the names of their variables."""
        types = TypeInfo(schema)
        literals = cls(types)
        without: DocumentNode = visit(document, TypeInfoVisitor(types, literals))
        return without, literals.values

    def enter_directive(self, *_: Any) -> Any:
        """Leave directives unchanged: their arguments are part of the shape."""
        return self.SKIP

    def enter_variable_definition(self, *_: Any) -> Any:
        """Leave default values unchanged: they are values of the client's variable."""
        return self.SKIP

    def enter_list_value(self, node: ListValueNode, *_: Any) -> Any:
        """Lift a list of literals as one value."""
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
        name = str(len(self.values))  # a client's variable cannot have this name
        self.values[name] = coerce_input_literal(node, expected)
        return VariableNode(name=NameNode(value=name))
