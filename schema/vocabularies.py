"""The vocabularies as enums, and the inputs of operators.

There is one enum per vocabulary of `graph.vocabulary`, and one input of operators per type of stored value.
"""

import inspect
import json

from graph.shape import Property, Scalar, ValueType
from graph.vocabulary import CARRYING_ROLES, SHARES, VOCABULARIES, Axis, CellStatus
from schema.declare import ArgumentRow, input_type, name_enum

SCALAR_NAMES = {
    Scalar.ID: "ID",
    Scalar.TEXT: "String",
    Scalar.INT: "Int",
    Scalar.FLOAT: "Float",
    Scalar.BOOL: "Boolean",
    Scalar.DATE: "Date",
}

OPERATORS = {
    "eq": "Equal to this value.",
    "ne": "Present and different from this value.",
    "lt": "Less than this value.",
    "lte": "Less than or equal to this value.",
    "gt": "Greater than this value.",
    "gte": "Greater than or equal to this value.",
    "contains": "Contains this text, exactly as written.",
    "startsWith": "Starts with this text, exactly as written.",
    "endsWith": "Ends with this text, exactly as written.",
    "matches": "Contains this text, whatever the accents, case and punctuation.",
}
OPERATORS_OF = {
    Scalar.ID: ("eq", "ne"),
    Scalar.TEXT: ("eq", "ne", "contains", "startsWith", "endsWith", "matches"),
    Scalar.INT: ("eq", "ne", "lt", "lte", "gt", "gte"),
    Scalar.FLOAT: ("eq", "ne", "lt", "lte", "gt", "gte"),
    Scalar.DATE: ("eq", "ne", "lt", "lte", "gt", "gte"),
    Scalar.BOOL: ("eq",),
}
IN = "Equal to one of these values."
IS_NULL = "True when the value is missing, false when it is present."
TWO_VALUED = "Several operators are combined with AND. A comparison with a missing value is false, and its NOT is true."


def type_name(value_type: ValueType) -> str:
    """Return the GraphQL name of a type of the model."""
    if isinstance(value_type, str):
        return value_type
    return SCALAR_NAMES[value_type] if isinstance(value_type, Scalar) else value_type.__name__


def type_text(value_type: ValueType, *, many: bool = False, required: bool = False) -> str:
    """Return a type of the model in the schema language."""
    name = f"[{type_name(value_type)}!]" if many else type_name(value_type)
    return f"{name}!" if required else name


def field_type(stored: Property) -> str:
    """Return the type of a stored value in the schema language; a list is never null."""
    return type_text(stored.type, many=stored.many, required=stored.never_null)


def filter_name(stored: Property) -> str:
    """Return the name of the input of operators for a stored value."""
    return f"{type_name(stored.type)}{'List' if stored.many else ''}Filter"


def declare_vocabularies() -> None:
    """Declare the enums and the inputs of operators."""
    for words in VOCABULARIES:
        meanings = {word.value: f"{word.meaning} « {word.label_fr} »" for word in words}
        name_enum(words.__name__, inspect.getdoc(words) or words.__name__, meanings)
        _operators(words.__name__, ("eq", "ne"))
        _list_operators(words.__name__)
    _list_operators(SCALAR_NAMES[Scalar.TEXT])
    for scalar, operators in OPERATORS_OF.items():
        _operators(SCALAR_NAMES[scalar], operators)
    name_enum(
        "SortDirection",
        "The direction of an order; missing values come last either way.",
        {
            "ASC": "The smallest, the oldest or the first in the alphabet comes first.",
            "DESC": "The largest, the newest or the last in the alphabet comes first.",
        },
    )


def _list_operators(name: str) -> None:
    input_type(
        f"{name}ListFilter",
        f"Conditions on a list of {name} values. {TWO_VALUED}",
        [
            ArgumentRow("includes", name, "The list holds this value; a missing list is empty."),
            ArgumentRow(
                "includesAny", f"[{name}!]", "The list holds at least one of these values; false when none is given."
            ),
            ArgumentRow("includesAll", f"[{name}!]", "The list holds each of these values; true when none is given."),
        ],
    )


def _operators(name: str, operators: tuple[str, ...]) -> None:
    rows = [ArgumentRow(operator, name, OPERATORS[operator]) for operator in operators]
    if name != "Boolean":
        rows.append(ArgumentRow("in", f"[{name}!]", IN))
    rows.append(ArgumentRow("isNull", "Boolean", IS_NULL))
    input_type(f"{name}Filter", f"Conditions on a value of type {name}. {TWO_VALUED}", rows)


def printed_words() -> str:
    """Return the words built into the console, as JSON: axes, statuses, shares, carrying roles."""
    axes = [{"value": a.value, "number": a.number, "short": a.short_fr, "name": a.name_fr} for a in Axis]
    statuses = [
        {"value": s.value, "sign": s.sign, "label": s.label_fr, "short": s.short_fr, "meaning": s.meaning_fr}
        for s in CellStatus
    ]
    shares = [{"value": status.value, "words": words} for status, words in SHARES.items()]
    words = {
        "axes": axes,
        "statuses": statuses,
        "shares": shares,
        "carryingRoles": [role.value for role in CARRYING_ROLES],
    }
    return json.dumps(words, ensure_ascii=False, indent=2) + "\n"
