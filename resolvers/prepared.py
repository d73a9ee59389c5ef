"""An operation ready to run, and the introspection that graphql-core answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    get_operation_ast,
)
from graphql.execution.values import VariableValues
from graphql.language import SelectionSetNode

from graph.statement.core.selection import Field
from resolvers.compile.collector import Collector
from resolvers.compile.documents import Document
from resolvers.compile.limits import fragments_of
from resolvers.plans import Plan


@dataclass
class Prepared:
    """An operation ready to run: its plan and values, and what introspection and the locations of errors need."""

    plan: Plan
    given: list[Any]
    document: Document
    name: str | None
    variables: VariableValues
    variables_given: Mapping[str, Any]

    @cached_property
    def tree(self) -> DocumentNode:
        """The syntax tree of the document, parsed again."""
        return self.document.tree()

    def nodes_at(self, schema: GraphQLSchema, path: Iterable[str | int]) -> list[FieldNode]:
        """Return the AST nodes of the field at a path of the answer."""
        collector = Collector(schema, fragments_of(self.tree), self.variables)
        return collector.nodes_at(self._operation().selection_set, path)

    def introspect(self, schema: GraphQLSchema, root: Field) -> Any:
        """Return the answer of graphql-core to an introspection root field, or raise its error."""
        operation = OperationDefinitionNode(
            operation=OperationType.QUERY,
            variable_definitions=self._operation().variable_definitions,
            selection_set=SelectionSetNode(selections=tuple(self.nodes_at(schema, [root.key]))),
        )
        document = DocumentNode(definitions=(operation, *fragments_of(self.tree).values()))
        answer = execute_sync(schema, document, variable_values=dict(self.variables_given))
        if answer.errors:
            raise answer.errors[0]
        return (answer.data or {})[root.key]

    def _operation(self) -> OperationDefinitionNode:
        operation = get_operation_ast(self.tree, self.name)
        if operation is None:
            message = "the document has no such operation"
            raise RuntimeError(message)
        return operation
