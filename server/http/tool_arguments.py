"""The arguments of tools: their JSON Schema, and a sentence about a wrong argument."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

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
    type_from_ast,
    value_from_ast_untyped,
    visit,
)
from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]

SCALARS: Final = {
    "Int": {"type": "integer"},
    "Float": {"type": "number"},
    "Boolean": {"type": "boolean"},
    "Date": {
        "type": "string",
        "pattern": r"^(\d{4}-\d\d-\d\d|today)$",
        "description": 'A day as YYYY-MM-DD, or "today" in Europe/Paris.',
    },
}
TEXT: Final = {"type": "string"}
WORDS: Final = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a text",
}
LONGEST_ECHO: Final = 60
"""The maximum number of characters of a wrong value that are repeated."""


def arguments_of(
    document: DocumentNode, operation: OperationDefinitionNode, schema: GraphQLSchema, meanings: Mapping[str, str]
) -> dict[str, Any]:
    """Return the JSON Schema of an operation's variables, described by `meanings` or else by the GraphQL schema."""
    described = _meanings(document, schema) | dict(meanings)
    variables = operation.variable_definitions or ()
    return {
        "type": "object",
        "properties": {one.variable.name.value: dict(_variable_schema(one, schema, described)) for one in variables},
        "required": [one.variable.name.value for one in variables if _is_required(one, schema)],
        "additionalProperties": False,
    }


def without_nulls(arguments: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments without nulls, except where null has a meaning."""
    properties = arguments["properties"]
    return {
        name: value
        for name, value in given.items()
        if value is not None or "null" in properties.get(name, {}).get("type", ())
    }


def fault_of(arguments: Mapping[str, Any], given: Mapping[str, Any], tool: str) -> str | None:
    """Return a sentence on the wrong argument and what would be right; None if all are right."""
    faults: list[ValidationError] = list(Draft202012Validator(arguments).iter_errors(given))
    if not faults:
        return None
    misnamed = [fault for fault in faults if fault.validator == "additionalProperties"]
    fault = best_match(
        misnamed or faults
    )  # a misnamed argument also makes the right one missing: report the wrong name
    place, wanted = fault.json_path.removeprefix("$").removeprefix("."), fault.validator_value
    match fault.validator:
        case "additionalProperties":
            known = fault.schema["properties"]
            unknown = min(fault.instance.keys() - known.keys())[:LONGEST_ECHO]
            where = f"{place}.{unknown}" if place else unknown
            return f"{where}: {tool} has no such argument; it has {', '.join(known) or 'none'}"
        case "required":
            missing = next(name for name in wanted if name not in given)
            return f"{missing}: {tool} needs it. {arguments['properties'][missing]['description']}"
        case "pattern":  # only days have a pattern
            return f'{place}: give a day as YYYY-MM-DD, or "today"; not {echo(fault.instance)}'
        case "enum":
            return f"{place}: give one of {', '.join(wanted)}; not {echo(fault.instance)}"
    words = " or ".join(WORDS[kind] for kind in ([wanted] if isinstance(wanted, str) else wanted))
    return f"{place}: give {words}; not {echo(fault.instance)}"


def echo(value: object) -> str:
    """Return the beginning of a client's value, short enough to repeat."""
    text = repr(value)
    return text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"


def _variable_schema(
    definition: VariableDefinitionNode, schema: GraphQLSchema, meanings: Mapping[str, str]
) -> Iterator[tuple[str, Any]]:
    """Yield the items of the JSON Schema of a variable."""
    kind = _type(definition, schema)
    described = json_schema(kind)
    if described.get("type") == "boolean" and not isinstance(kind, GraphQLNonNull):
        described["type"] = ["boolean", "null"]
    texts = (meanings.get(definition.variable.name.value), described.get("description"))
    yield from described.items()
    yield "description", " ".join(text for text in texts if text)
    if definition.default_value is not None:
        yield "default", value_from_ast_untyped(definition.default_value)


def _is_required(definition: VariableDefinitionNode, schema: GraphQLSchema) -> bool:
    return isinstance(_type(definition, schema), GraphQLNonNull) and definition.default_value is None


def _type(definition: VariableDefinitionNode, schema: GraphQLSchema) -> GraphQLInputType:
    input_type = type_from_ast(schema, definition.type)
    if not is_input_type(input_type):
        message = f"{definition.variable.name.value} is of no type of the schema"
        raise TypeError(message)
    return input_type


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
    """Collects, for each variable, the description of the argument or input field to which it is passed."""

    def __init__(self, info: TypeInfo) -> None:
        super().__init__()
        self.descriptions: dict[str, str] = {}
        self._info = info

    def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
        self._take(node.value, self._info.get_argument())

    def enter_object_field(self, node: ObjectFieldNode, *_: Any) -> None:
        parent = get_named_type(self._info.get_parent_input_type())
        self._take(node.value, parent.fields[node.name.value] if is_input_object_type(parent) else None)

    def _take(self, value: ValueNode, declared: GraphQLArgument | GraphQLInputField | None) -> None:
        if isinstance(value, VariableNode) and declared is not None:
            self.descriptions.setdefault(value.name.value, declared.description or "")


def _meanings(document: DocumentNode, schema: GraphQLSchema) -> dict[str, str]:
    """Return the description of each variable, from the argument or input field to which it is passed."""
    info = TypeInfo(schema)
    meanings = _Meanings(info)
    visit(document, TypeInfoVisitor(info, meanings))
    return meanings.descriptions
