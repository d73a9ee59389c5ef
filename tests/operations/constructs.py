"""Counts the constructs in operations: fields, types, inputs, and the various notations of the language.

They are counted in the parsed document, independently of the generator.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NullValueNode,
    ObjectFieldNode,
    OperationDefinitionNode,
    SelectionSetNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    Undefined,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    get_nullable_type,
    parse,
    print_ast,
    value_from_ast_untyped,
    visit,
)

from tests.operations.generator import Operation

PLACES = {FieldNode: "a field", FragmentSpreadNode: "a spread", InlineFragmentNode: "an inline fragment"}


def constructs(schema: GraphQLSchema, operation: Operation) -> Counter[str]:
    """Return the number of occurrences of each construct in an operation."""
    document = parse(operation.text)
    reader = _Reader(TypeInfo(schema), operation.variables)
    visit(document, TypeInfoVisitor(reader.info, reader))
    return reader.found + Counter(_of_document(document, operation))


def _of_document(document: DocumentNode, operation: Operation) -> list[str]:
    asked = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    spreads = Counter(re.findall(r"\.\.\.(?!on\b)(\w+)", operation.text))
    uses = Counter(re.findall(r"\$(\w+)\b(?!:)", operation.text))
    holds = {
        f"view: {operation.viewer.view}": True,
        "operations: several": len(asked) > 1,
        "one of several operations, chosen by name": len(asked) > 1 and operation.name is not None,
        "the only operation, chosen by name": len(asked) == 1 and operation.name is not None,
        "the only operation, with a name but not chosen by it": asked[0].name is not None and operation.name is None,
        "shorthand": operation.text.startswith("{"),
        "roots: several": any(len(one.selection_set.selections) > 1 for one in asked),
        "fragment spread twice": max(spreads.values(), default=0) > 1,
        "variable used twice": max(uses.values(), default=0) > 1,
    }
    return [name for name, occurs in holds.items() if occurs]


def _key(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value


class _Reader(Visitor):
    """Reads a valid document; `sent` are the values of its variables."""

    def __init__(self, info: TypeInfo, sent: Mapping[str, Any]) -> None:
        super().__init__()
        self.info = info
        self.found: Counter[str] = Counter()
        self._sent = dict(sent)
        self._fragments = 0

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        parent = self.info.get_parent_type()
        assert parent is not None
        self._count(f"field {parent.name}.{node.name.value}", f"type {parent.name}")
        self._count("alias" if node.alias else "no alias")

    def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> None:
        fields = [one for one in node.selections if isinstance(one, FieldNode)]
        keys = Counter(map(_key, fields))
        if any(keys[_key(one)] > 1 and one.selection_set for one in fields):
            self._count("one key twice, selections merged")
        if any(keys[_key(one)] > 1 and not one.selection_set for one in fields):
            self._count("one leaf twice")
        texts: dict[str, set[str]] = {}
        for one in fields:
            texts.setdefault(one.name.value, set()).add(" ".join(map(print_ast, one.arguments or ())))
        if any(len(some) > 1 for some in texts.values()):
            self._count("one field twice, with other arguments")
        names = {name for kind in [self.info.get_type()] for name in getattr(get_named_type(kind), "fields", {})}
        if any(one.alias and one.alias.value in names for one in fields):
            self._count("alias that is the name of another field")

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> None:
        self._fragment("inline fragment", bare=node.type_condition is None)

    def leave_inline_fragment(self, *_: Any) -> None:
        self._fragments -= 1

    def enter_fragment_definition(self, *_: Any) -> None:
        self._fragment("named fragment")

    def leave_fragment_definition(self, *_: Any) -> None:
        self._fragments -= 1

    def enter_fragment_spread(self, *_: Any) -> None:
        self._count("fragment spread in a fragment" if self._fragments else "fragment spread")

    def enter_directive(self, node: DirectiveNode, _key: Any, _parent: Any, _path: Any, above: Sequence[Any]) -> None:
        by = "variable" if isinstance((node.arguments or ())[0].value, VariableNode) else "literal"
        place = next(words for kind, words in PLACES.items() if isinstance(above[-1], kind))
        self._count(f"@{node.name.value} by {by}", f"directive on {place}")

    def enter_argument(self, node: ArgumentNode, _key: Any, _parent: Any, _path: Any, above: Sequence[Any]) -> None:
        parent, field, name = self.info.get_parent_type(), above[-1], node.name.value
        if not isinstance(field, FieldNode):
            return
        if parent is not None and parent.name == "Query":
            self._count(f"argument {field.name.value}.{name}", f"{name} on a root")
        else:
            self._count(f"{name} nested")
        self._count("null for an argument" if isinstance(node.value, NullValueNode) else "value for an argument")
        if isinstance(node.value, VariableNode):
            self._count("variable for an argument")
        else:
            self._value(self.info.get_input_type(), value_from_ast_untyped(node.value, self._sent), 0)

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> None:
        name, kind = node.variable.name.value, self.info.get_input_type()
        given = "given" if name in self._sent else "left out"
        self._count(f"variable {'with' if node.default_value else 'without'} a default, {given}")
        if isinstance(get_named_type(kind), GraphQLInputObjectType):
            self._count("input object as a variable")
        if name in self._sent:
            if self._sent[name] is None:
                self._count("null for a variable")
            self._value(kind, self._sent[name], 0, " in a variable")

    def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> None:
        if isinstance(node.value, VariableNode):
            self._count("variable in an input object")

    def enter_list_value(self, node: ListValueNode, *_: Any) -> None:
        if any(isinstance(one, VariableNode) for one in node.values):
            self._count("variable in a list")

    def enter_string_value(self, node: StringValueNode, *_: Any) -> None:
        self._count("block string" if node.block else "string")

    def _count(self, *names: str) -> None:
        self.found.update(names)

    def _fragment(self, word: str, *, bare: bool = False) -> None:
        kind = get_named_type(self.info.get_type())
        assert kind is not None
        on = "Query" if kind.name == "Query" else "an interface" if isinstance(kind, GraphQLInterfaceType) else "a type"
        self._count(f"{word} without a type" if bare else f"{word} on {on}")
        if self._fragments:
            self._count(f"{word} in a fragment")
        self._fragments += 1

    def _value(self, kind: Any, value: Any, depth: int, where: str = "") -> None:
        bare = get_nullable_type(kind)
        if value is Undefined:
            self._count("variable left out below an argument")
        elif value is None:
            self._count("null below an argument" if depth else "null")
        elif isinstance(bare, GraphQLList):
            self._list(bare, value, depth, where)
        elif isinstance(bare, GraphQLInputObjectType):
            nested = depth + (bare.name.endswith("Where") and "id" in bare.fields)
            if nested > depth:
                self._count(f"filter of depth {nested}")
            for name, one in value.items():
                self._count(f"input {bare.name}.{name}", f"input {name}", f"type {bare.name}")
                self._value(bare.fields[name].type, one, nested, where)
        elif isinstance(bare, GraphQLEnumType):
            self._count(f"enum{where}")
        elif bare is GraphQLFloat and isinstance(value, int):
            self._count(f"int for a float{where}")

    def _list(self, kind: GraphQLList[Any], value: Any, depth: int, where: str) -> None:
        items = value if isinstance(value, list) else [value]
        if not isinstance(value, list):
            self._count(f"one value for a list{where}")
        self._count("a list of several" if len(items) > 1 else "a list of one" if items else "an empty list")
        for one in items:
            self._value(kind.of_type, one, depth, where)
