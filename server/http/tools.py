"""Tools for programs that converse: trusted documents of this folder, each with its arguments as a JSON Schema.

A document begins with a comment: what it answers and, after « page: », the address of the console's page that shows it,
in which `{name}` stands for a variable.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from graphql import (
    ArgumentNode,
    DocumentNode,
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLInputField,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    ObjectFieldNode,
    OperationDefinitionNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    is_input_object_type,
    is_input_type,
    parse,
    type_from_ast,
    value_from_ast_untyped,
    visit,
)

FOLDER: Final = Path(__file__).with_name("tools")
PAGE: Final = "# page: "
SCALARS: Final = {
    "Int": {"type": "integer"},
    "Float": {"type": "number"},
    "Boolean": {"type": "boolean"},
    "Date": {"type": "string", "description": 'A day as YYYY-MM-DD, or "today" in Europe/Paris.'},
}
TEXT: Final = {"type": "string"}


@dataclass(frozen=True)
class Tool:
    """A document: its name, what it answers, its text, its arguments, and the console's page that shows the answer."""

    name: str
    description: str
    text: str
    arguments: Mapping[str, Any]
    page: str

    def day(self, given: Mapping[str, Any], today: date) -> str | None:
        """Return the day of the answer; None where it has none."""
        return self._texts(given, today).get("asOf")

    def address(self, given: Mapping[str, Any], today: date) -> str:
        """Return the address of the page for some arguments."""
        return self.page.format_map({name: quote(text, safe=":,") for name, text in self._texts(given, today).items()})

    def _texts(self, given: Mapping[str, Any], today: date) -> dict[str, str]:
        """Return the arguments as texts, those left out as the document has them."""
        values = {name: schema.get("default", "") for name, schema in self.arguments["properties"].items()}
        values |= given
        return {name: today.isoformat() if value == "today" else _text(value) for name, value in values.items()}


def tools(schema: GraphQLSchema) -> list[Tool]:
    """Return the tools, by name."""
    return [_tool(path.read_text("utf-8"), schema) for path in sorted(FOLDER.glob("*.graphql"))]


def _tool(text: str, schema: GraphQLSchema) -> Tool:
    document = parse(text)
    (operation,) = (one for one in document.definitions if isinstance(one, OperationDefinitionNode))
    description, page = (line.removeprefix(PAGE).removeprefix("# ") for line in text.splitlines()[:2])
    meanings = _meanings(document, schema)
    variables = operation.variable_definitions or ()
    arguments = {
        "type": "object",
        "properties": {one.variable.name.value: dict(_variable_schema(one, schema, meanings)) for one in variables},
        "required": [one.variable.name.value for one in variables if _is_required(one, schema)],
        "additionalProperties": False,
    }
    return Tool(operation.name.value if operation.name else "", description, text, arguments, page)


def _variable_schema(
    definition: VariableDefinitionNode, schema: GraphQLSchema, meanings: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    """Yield the JSON Schema of a variable, item by item."""
    name = definition.variable.name.value
    found = json_schema(_type(definition, schema))
    yield from found.items()
    if meaning := meanings.get(name):
        yield "description", meaning
    if definition.default_value is not None:
        yield "default", value_from_ast_untyped(definition.default_value)


def _is_required(definition: VariableDefinitionNode, schema: GraphQLSchema) -> bool:
    return isinstance(_type(definition, schema), GraphQLNonNull) and definition.default_value is None


def _type(definition: VariableDefinitionNode, schema: GraphQLSchema) -> GraphQLInputType:
    found = type_from_ast(schema, definition.type)
    if not is_input_type(found):
        message = f"{definition.variable.name.value} is of no type of the schema"
        raise TypeError(message)
    return found


def json_schema(kind: GraphQLInputType) -> dict[str, Any]:
    """Return the JSON Schema of an input type."""
    if isinstance(kind, GraphQLNonNull):
        return json_schema(kind.of_type)
    if isinstance(kind, GraphQLList):
        return {"type": "array", "items": json_schema(kind.of_type)}
    if isinstance(kind, GraphQLEnumType):
        return {"type": "string", "enum": list(kind.values)}
    if is_input_object_type(kind):
        fields = {name: json_schema(field.type) for name, field in kind.fields.items()}
        return {"type": "object", "properties": fields, "additionalProperties": False}
    return dict(SCALARS.get(get_named_type(kind).name, TEXT))


class _Meanings(Visitor):
    """Collects the description of the argument or input field in which each variable stands."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._info = info

    def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
        self._take(node.value, self._info.get_argument())

    def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> None:
        parent = get_named_type(self._info.get_parent_input_type())
        self._take(node.value, parent.fields[node.name.value] if is_input_object_type(parent) else None)

    def _take(self, value: ValueNode, declared: GraphQLArgument | GraphQLInputField | None) -> None:
        if isinstance(value, VariableNode) and declared is not None:
            self.found.setdefault(value.name.value, declared.description or "")


def _meanings(document: DocumentNode, schema: GraphQLSchema) -> dict[str, str]:
    """Return the description of each variable that is the value of an argument or of an input field."""
    info = TypeInfo(schema)
    meanings = _Meanings(info)
    visit(document, TypeInfoVisitor(info, meanings))
    return meanings.found


def _text(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
