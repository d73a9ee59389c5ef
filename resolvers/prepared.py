"""An operation ready to run, and the introspection that graphql-core answers."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from graphql import DocumentNode, GraphQLSchema, OperationDefinitionNode, OperationType, execute_sync
from graphql.execution.values import VariableValues
from graphql.language import SelectionSetNode

from graph.statement.core.selection import Field
from resolvers.compile.collector import Collector
from resolvers.compile.limits import fragments_of
from resolvers.plans import Plan


class Prepared(NamedTuple):
    """An operation ready to run: its plan and values, and the parts of the document for errors and introspection."""

    plan: Plan
    given: list[Any]
    tree: DocumentNode
    operation: OperationDefinitionNode
    variables: VariableValues
    variables_given: Mapping[str, Any]


def introspected(schema: GraphQLSchema, prepared: Prepared, root: Field) -> Any:
    """Return the answer of graphql-core to an introspection root field, or raise its error."""
    fragments = fragments_of(prepared.tree)
    collector = Collector(schema, fragments, prepared.variables)
    nodes = collector.nodes_at(prepared.operation.selection_set, [root.key])
    operation = OperationDefinitionNode(
        operation=OperationType.QUERY,
        variable_definitions=prepared.operation.variable_definitions,
        selection_set=SelectionSetNode(selections=tuple(nodes)),
    )
    document = DocumentNode(definitions=(operation, *fragments.values()))
    answer = execute_sync(schema, document, variable_values=dict(prepared.variables_given))
    if answer.errors:
        raise answer.errors[0]
    return (answer.data or {})[root.key]
