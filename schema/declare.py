"""Declarations of GraphQL types as tables, handed to Strawberry.

A type is declared by its name, its meaning and its fields, with types as in the schema language; nothing here knows the
domain. Most types follow from the model and have no class in the source: the tables become classes here, and Strawberry
resolves the types of their fields through `TYPES`.
"""

import dataclasses
import datetime as dt
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

from graph.vocabulary import Word

TYPES: dict[str, Any] = {
    "Int": int,
    "Float": float,
    "String": str,
    "Boolean": bool,
    "ID": strawberry.ID,
    "Date": dt.date,
    "list": list,
}
"""Every declared class by its GraphQL name, and the names that annotations use beside them."""

NO_DEFAULT = object()


@dataclass(frozen=True)
class ArgumentRow:
    """An argument or input field: name, type as in the schema language, meaning, and a default where it has one."""

    name: str
    type: str
    meaning: str
    default: object = NO_DEFAULT


@dataclass(frozen=True)
class FieldRow:
    """A field: name, type as in the schema language, meaning and arguments."""

    name: str
    type: str
    meaning: str
    arguments: tuple[ArgumentRow, ...] = ()


def annotation(graphql_type: str) -> str:
    """Return the Python annotation for a type of the schema language: `list[Axis] | None` for `[Axis!]`."""
    required = graphql_type.endswith("!")
    inner = graphql_type.removesuffix("!")
    if match := re.fullmatch(r"\[(.*)\]", inner):
        inner = f"list[{annotation(match[1])}]"
    return inner if required else f"{inner} | None"


def object_type(name: str, meaning: str, fields: Sequence[FieldRow], interfaces: Sequence[str] = ()) -> None:
    """Declare an object type."""
    cls = _class(name, {f.name: f for f in fields}, [TYPES[i] for i in interfaces])
    TYPES[name] = _with_declared_types(strawberry.type(cls, name=name, description=meaning))


def interface_type(name: str, meaning: str, fields: Sequence[FieldRow], interfaces: Sequence[str] = ()) -> None:
    """Declare an interface."""
    cls = _class(name, {f.name: f for f in fields}, [TYPES[i] for i in interfaces])
    TYPES[name] = _with_declared_types(strawberry.interface(cls, name=name, description=meaning))


def input_type(name: str, meaning: str, fields: Sequence[ArgumentRow], *, one_of: bool = False) -> None:
    """Declare an input type; with `one_of`, a client gives exactly one of its fields."""
    body: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for row in fields:
        attribute = _attribute(row.name)
        body[attribute] = strawberry.field(name=row.name, description=row.meaning, default=_default(row))
        body["__annotations__"][attribute] = annotation(row.type)
    cls = strawberry.input(type(name, (), body), name=name, description=meaning, one_of=one_of)
    TYPES[name] = _with_declared_types(cls)


def _with_declared_types(cls: type) -> type:
    """Make Strawberry look the types of a class's fields up in `TYPES`, and return the class."""
    for field in get_object_definition(cls, strict=True).fields:
        if field.type_annotation is not None:
            # By default Strawberry looks in the class's module, which declares none of these types.
            field.type_annotation.namespace = TYPES
    return cls


def enum_type(words: type[Word], meaning: str) -> None:
    """Declare a vocabulary as an enum; the description of a value is its meaning and its French label."""
    values = {
        word.name: strawberry.enum_value(word.value, description=f"{word.meaning} « {word.label_fr} »")
        for word in words
    }
    TYPES[words.__name__] = strawberry.enum(_enum(words.__name__, values), name=words.__name__, description=meaning)


def name_enum(name: str, meaning: str, meanings: dict[str, str]) -> None:
    """Declare an enum of names that are no words of a vocabulary, each with its meaning."""
    values = {value: strawberry.enum_value(value, description=text) for value, text in meanings.items()}
    TYPES[name] = strawberry.enum(_enum(name, values), name=name, description=meaning)


def _enum(name: str, values: dict[str, Any]) -> Any:
    return Enum(name, values, module=__name__)


def _class(name: str, fields: dict[str, FieldRow], bases: list[type]) -> type:
    body: dict[str, Any] = {"__annotations__": {}, "__module__": __name__}
    for row in fields.values():
        attribute = _attribute(row.name)
        field = strawberry.field(name=row.name, description=row.meaning)
        field.arguments = [_argument(argument) for argument in row.arguments]
        body[attribute] = field
        body["__annotations__"][attribute] = annotation(row.type)
    return type(name, tuple(bases), body)


def _argument(row: ArgumentRow) -> StrawberryArgument:
    return StrawberryArgument(
        python_name=row.name,
        graphql_name=row.name,
        type_annotation=StrawberryAnnotation(annotation(row.type), namespace=TYPES),
        description=row.meaning,
        default=UNSET if row.default is NO_DEFAULT else row.default,
    )


def _default(row: ArgumentRow) -> object:
    """Return the default of an input field: its own, none where it is required, otherwise UNSET for « left out »."""
    if row.default is not NO_DEFAULT:
        return row.default
    return dataclasses.MISSING if row.type.endswith("!") else UNSET


def _attribute(name: str) -> str:
    """Return a Python attribute for a GraphQL name, which may be a keyword."""
    return f"{name}_"
