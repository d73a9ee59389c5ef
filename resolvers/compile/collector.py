"""From a document's AST to selections: fragments merged, @skip and @include applied, arguments coerced.

Each set of field nodes is visited once per type, so nested fragments take time proportional to their length. A
selection holds plain values, with enums as their stored values, or slots for the values that the client sends.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.values import VariableValues, get_argument_values, get_directive_values

from graph.statement.core.run import Deferred, DeferredList
from graph.statement.core.selection import Field, Selection

Grouped = dict[str, list[FieldNode]]


class Collector:
    """Collects the selections of one operation with its variables.

    With `typed`, no field is required: the executor that completes the answer checks for forbidden nulls.
    """

    def __init__(
        self,
        schema: GraphQLSchema,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: VariableValues,
        *,
        typed: bool = False,
    ) -> None:
        self._schema = schema
        self._typed = typed
        self._fragments = fragments
        self._variables = variables
        self._fields: dict[tuple[Any, ...], Field] = {}
        self._selections: dict[tuple[Any, ...], Selection] = {}

    def roots(self, root: GraphQLObjectType, selection_set: SelectionSetNode) -> list[tuple[Field, list[FieldNode]]]:
        """Return the root fields in the order of the answer, each with its AST nodes."""
        grouped = self._grouped(root, [selection_set])
        return [(self._field(root, key, nodes), nodes) for key, nodes in grouped.items()]

    @property
    def collected(self) -> int:
        """The number of fields collected, each counted once."""
        return len(self._fields)

    def nodes_at(self, selection_set: SelectionSetNode, path: Iterable[str | int]) -> list[FieldNode]:
        """Return the AST nodes of the field at a path; if several fragments select the field, all their nodes."""
        nodes: list[FieldNode] = []
        sets = [selection_set]
        for key in path:
            if isinstance(key, str):
                nodes = [node for one in sets for node in self._under(one, key)]
                sets = [node.selection_set for node in nodes if node.selection_set]
        return nodes

    def _under(self, selection_set: SelectionSetNode, key: str) -> Iterator[FieldNode]:
        for node in filter(self._included, selection_set.selections):
            if isinstance(node, FieldNode):
                if key == (node.alias or node.name).value:
                    yield node
            elif isinstance(node, FragmentSpreadNode):
                yield from self._under(self._fragments[node.name.value].selection_set, key)
            elif isinstance(node, InlineFragmentNode):
                yield from self._under(node.selection_set, key)

    def _grouped(self, actual: GraphQLObjectType, sets: Sequence[SelectionSetNode]) -> Grouped:
        grouped: Grouped = {}
        visited: set[str] = set()
        for selection_set in sets:
            self._collect(actual, selection_set.selections, grouped, visited)
        return grouped

    def _collect(
        self, actual: GraphQLObjectType, selections: Sequence[SelectionNode], grouped: Grouped, visited: set[str]
    ) -> None:
        for node in selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                grouped.setdefault(node.alias.value if node.alias else node.name.value, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._applies(node.type_condition.name.value, actual):
                    self._collect(actual, node.selection_set.selections, grouped, visited)
            elif isinstance(node, FragmentSpreadNode) and node.name.value not in visited:
                visited.add(node.name.value)
                fragment = self._fragments[node.name.value]
                if self._applies(fragment.type_condition.name.value, actual):
                    self._collect(actual, fragment.selection_set.selections, grouped, visited)

    def _included(self, node: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self._variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self._variables)
        return not (skip and skip["if"]) and not (include and not include["if"])

    def _applies(self, condition: str, actual: GraphQLObjectType) -> bool:
        conditional = self._schema.get_type(condition)
        if conditional is actual:
            return True
        return is_abstract_type(conditional) and self._schema.is_sub_type(conditional, actual)

    def _field(self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> Field:
        name = nodes[0].name.value
        if name in {"__typename", "__schema", "__type"}:
            return self._fields.setdefault((key, name), Field(key, name, {}))
        definition = parent.fields[name]
        returned = get_named_type(definition.type)
        required = is_non_null_type(definition.type) and not self._typed
        identity = (returned.name, required, *(id(node) for node in nodes))
        if identity not in self._fields:
            arguments = get_argument_values(definition, nodes[0], self._variables)
            below = [node.selection_set for node in nodes if node.selection_set]
            selection = self._selection(returned, below) if is_composite_type(returned) else None
            many = is_list_type(get_nullable_type(definition.type))
            self._fields[identity] = Field(key, name, plain(arguments), selection, many, required)
        return self._fields[identity]

    def _selection(self, returned: Any, sets: list[SelectionSetNode]) -> Selection:
        identity = (returned.name, *(id(node) for node in sets))
        if identity not in self._selections:
            possible = self._schema.get_possible_types(returned) if is_abstract_type(returned) else [returned]
            fields = {}
            for actual in possible:
                grouped = self._grouped(actual, sets)
                fields[actual.name] = tuple(self._field(actual, key, nodes) for key, nodes in grouped.items())
            self._selections[identity] = Selection(fields)
        return self._selections[identity]


def plain(value: Any) -> Any:
    """Return arguments as plain values: enums as stored, and a list with deferred items as a deferred list."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        items = [plain(item) for item in value]
        return DeferredList(items) if any(isinstance(item, Deferred) for item in items) else items
    return value.value if isinstance(value, Enum) else value
