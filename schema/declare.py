"""Declarations of GraphQL types as tables, handed to Strawberry.

A type is declared by its name, its meaning and its fields, with types in the schema language; nothing here knows the
domain. Most types follow from the model and have no class in the source: the tables become classes here, and Strawberry
resolves the types of their fields through `TYPES`.
"""

import dataclasses
import datetime as dt
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import strawberry
from strawberry.annotation import StrawberryAnnotation
from strawberry.types import get_object_definition
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.unset import UNSET

TYPES: dict[str, Any] = {
    "Int": int,
    "Float": float,
    "String": str,
    "Boolean": bool,
    "ID": strawberry.ID,
    "Date": dt.date,
    "list": list,
}
"""Every declared class by its GraphQL name, and the other names used in annotations."""

NO_DEFAULT = object()


@dataclass(frozen=True)
class ArgumentRow:
    """An argument or input field: name, type in the schema language, meaning, and an optional default."""

    name: str
    type: str
    meaning: str
    default: object = NO_DEFAULT


@dataclass(frozen=True)
class FieldRow:
    """A field: name, type in the schema language, meaning and arguments."""

    name: str
    type: str
    meaning: str
    arguments: tuple[ArgumentRow, ...] = ()


def _python_type(graphql_type: str) -> str:
    """Return the Python type for a type of the schema language: `list[Axis] | None` for `[Axis!]`."""
    required = graphql_type.endswith("!")
    inner = graphql_type.removesuffix("!")
    if match := re.fullmatch(r"\[(.*)\]", inner):
        inner = f"list[{_python_type(match[1])}]"
    return inner if required else f"{inner} | None"


@functools.cache
def _annotation(graphql_type: str) -> StrawberryAnnotation:
    """Return the annotation for a type of the schema language; cached, since an annotation stores what it resolves."""
    return StrawberryAnnotation(_python_type(graphql_type), namespace=TYPES)


def object_type(name: str, meaning: str, fields: Sequence[FieldRow], interfaces: Sequence[str] = ()) -> None:
    """Declare an object type."""
    cls = _class(name, fields, interfaces)
    TYPES[name] = _with_types(strawberry.type(cls, name=name, description=meaning), fields)


def interface_type(name: str, meaning: str, fields: Sequence[FieldRow], interfaces: Sequence[str] = ()) -> None:
    """Declare an interface."""
    cls = _class(name, fields, interfaces)
    TYPES[name] = _with_types(strawberry.interface(cls, name=name, description=meaning), fields)


def input_type(name: str, meaning: str, fields: Sequence[ArgumentRow], *, one_of: bool = False) -> None:
    """Declare an input type; with `one_of`, a client gives exactly one of its fields."""
    body = _body(fields)
    for row in fields:
        body[_attribute(row.name)] = strawberry.field(name=row.name, description=row.meaning, default=_default(row))
    cls = strawberry.input(type(name, (), body), name=name, description=meaning, one_of=one_of)
    TYPES[name] = _with_types(cls, fields)


def _with_types(cls: type, fields: Sequence[FieldRow | ArgumentRow]) -> type:
    """Set the types of the fields of a class, and return the class."""
    types = {row.name: row.type for row in fields}
    for field in get_object_definition(cls, strict=True).fields:
        field.type = _annotation(types[str(field.graphql_name)])
    return cls


def name_enum(name: str, meaning: str, meanings: dict[str, str]) -> None:
    """Declare an enum, with the meaning of each of its values."""
    values = {value: strawberry.enum_value(value, description=text) for value, text in meanings.items()}
    TYPES[name] = strawberry.enum(_enum(name, values), name=name, description=meaning)


def _enum(name: str, values: dict[str, Any]) -> Any:
    return Enum(name, values, module=__name__)


def _class(name: str, fields: Sequence[FieldRow], interfaces: Sequence[str]) -> type:
    body = _body(fields)
    for row in fields:
        body[_attribute(row.name)] = field = strawberry.field(name=row.name, description=row.meaning)
        field.arguments = [_argument(argument) for argument in row.arguments]
    return type(name, tuple(TYPES[interface] for interface in interfaces), body)


def _body(fields: Sequence[FieldRow | ArgumentRow]) -> dict[str, Any]:
    """Return the body of a class whose fields get their types after it is made.

    Types given here would be evaluated several times while Strawberry makes the class, and could refer to types not
    declared yet.
    """
    return {"__annotations__": {_attribute(row.name): Any for row in fields}, "__module__": __name__}


def _argument(row: ArgumentRow) -> StrawberryArgument:
    return StrawberryArgument(
        python_name=row.name,
        graphql_name=row.name,
        type_annotation=_annotation(row.type),
        description=row.meaning,
        default=UNSET if row.default is NO_DEFAULT else row.default,
    )


def _default(row: ArgumentRow) -> object:
    """Return the default of an input field: the declared one, MISSING if it is required, else UNSET (« left out »)."""
    if row.default is not NO_DEFAULT:
        return row.default
    return dataclasses.MISSING if row.type.endswith("!") else UNSET


def _attribute(name: str) -> str:
    """Return a Python attribute for a GraphQL name, which may be a Python keyword."""
    return f"{name}_"
