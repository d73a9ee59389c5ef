"""A question as most clients send it: literal values of its text become variables."""

from collections.abc import Mapping
from typing import Any

from graphql import (
    ArgumentNode,
    DefinitionNode,
    DirectiveNode,
    DocumentNode,
    GraphQLSchema,
    NameNode,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    parse_type,
    print_ast,
    value_from_ast_untyped,
    visit,
)


def lifted(schema: GraphQLSchema, text: str, variables: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return a document whose arguments are all variables, and their values."""
    info = TypeInfo(schema)
    lifting = _LiteralLifter(info)
    document = visit(parse(text), TypeInfoVisitor(info, lifting))
    return print_ast(document), {**variables, **lifting.variables}


class _LiteralLifter(Visitor):
    """Replaces each literal argument with a variable."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self._info = info
        self._declared: list[VariableDefinitionNode] = []
        self.variables: dict[str, Any] = {}

    def enter_directive(self, _node: DirectiveNode, *_: Any) -> bool:
        """Leave directives unchanged: they determine the shape."""
        return False

    def enter_argument(self, node: ArgumentNode, *_: Any) -> ArgumentNode | None:
        """Lift the value of an argument."""
        kind = self._info.get_input_type()
        if kind is None or _holds_variable(node.value):
            return None
        name = f"lifted{len(self.variables)}"
        self.variables[name] = value_from_ast_untyped(node.value)
        variable = VariableNode(name=NameNode(value=name))
        self._declared.append(VariableDefinitionNode(variable=variable, type=parse_type(str(kind)), directives=()))
        return ArgumentNode(name=node.name, value=variable)

    def leave_document(self, node: DocumentNode, *_: Any) -> DocumentNode:
        """Declare the lifted variables, even those of fragments, at each operation."""
        return DocumentNode(definitions=tuple(map(self._declaring, node.definitions)))

    def _declaring(self, node: DefinitionNode) -> DefinitionNode:
        if not isinstance(node, OperationDefinitionNode):
            return node
        return OperationDefinitionNode(
            operation=node.operation,
            name=node.name,
            variable_definitions=(*(node.variable_definitions or ()), *self._declared),
            directives=node.directives,
            selection_set=node.selection_set,
        )


def _holds_variable(value: ValueNode) -> bool:
    found = False

    class _VariableFinder(Visitor):
        def enter_variable(self, *_: Any) -> None:
            nonlocal found
            found = True

    visit(value, _VariableFinder())
    return found
