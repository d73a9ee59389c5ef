"""Writes values into a document: as literals, or through variables with and without defaults.

A variable has a type that is allowed in its place; if a value is required there, the variable has a value or a default.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    get_nullable_type,
    is_non_null_type,
)

Json = Any
FOR_ONE_LIST = frozenset({"after", "before"})
"""Arguments whose variables are used for one list only."""
NOT_IN_A_BLOCK = frozenset('"\\\n\r\t')


@dataclass(frozen=True)
class Variable:
    """A variable: its declaration, and the value sent for it, if any."""

    name: str
    declared: str
    default: str | None
    given: bool
    value: Json = field(hash=False)

    def declaration(self) -> str:
        """Return its declaration in an operation."""
        return f"${self.name}: {self.declared}" + ("" if self.default is None else f" = {self.default}")


@dataclass(frozen=True)
class Written:
    """A piece of a document, and the variables in it."""

    text: str = ""
    variables: tuple[Variable, ...] = ()


@dataclass
class Writing:
    """Writes the values of one document and names its variables."""

    random: Random
    reusable: dict[tuple[str, str, bool], list[Variable]] = field(default_factory=dict)
    count: int = 0

    def arguments(
        self, declared: Mapping[str, GraphQLArgument], values: Mapping[str, Json], redraw: Callable[[str], Json]
    ) -> Written:
        """Return the arguments of a field in parentheses; `redraw` draws the default of a variable."""
        parts, used = [], []
        for name, value in values.items():
            kind = declared[name].type
            if self.random.random() < 0.25:
                variable = self._variable(kind, name, value, redraw, strict=is_non_null_type(kind))
                parts.append(f"{name}: ${variable.name}")
                used.append(variable)
            else:
                written = self._value(kind, name, value)
                parts.append(f"{name}: {written.text}")
                used.extend(written.variables)
        return Written(f"({', '.join(parts)})", tuple(used)) if parts else Written()

    def condition(self, name: str, *, holds: bool) -> Written:
        """Return a directive with its condition."""
        if self.random.random() < 0.5:
            return Written(f" @{name}(if: {str(holds).lower()})")
        kind: GraphQLInputType = GraphQLNonNull(GraphQLBoolean)
        variable = self._variable(kind, "if", holds, lambda _: not holds, strict=True)
        return Written(f" @{name}(if: ${variable.name})", (variable,))

    def _variable(
        self, kind: GraphQLInputType, name: str, value: Json, redraw: Callable[[str], Json], *, strict: bool
    ) -> Variable:
        place = (str(kind), name, strict)
        known = self.reusable.setdefault(place, [])
        if known and self.random.random() < 0.3:
            return self.random.choice(known)
        self.count += 1
        variable = self._declared(f"v{self.count}", kind, value, lambda: redraw(name), strict=strict)
        if name not in FOR_ONE_LIST:
            known.append(variable)
        return variable

    def forget(self) -> None:
        """Stop reusing the variables so far, one of which contains a mistake."""
        self.reusable.clear()

    def _declared(
        self, name: str, kind: GraphQLInputType, value: Json, redraw: Callable[[], Json], *, strict: bool
    ) -> Variable:
        bare: Any = get_nullable_type(kind)
        sent = self._sent(bare, value)
        required = f"{bare}!"
        if value is None:
            return Variable(name, str(bare), self.random.choice((None, "null")), given=True, value=None)
        if self.random.random() < 0.5:
            declared = self.random.choice((required, required, str(bare))) if not is_non_null_type(kind) else required
            return Variable(name, declared, None, given=True, value=sent)
        declared = required if is_non_null_type(kind) else self.random.choice((required, str(bare)))
        if self.random.random() < 0.5:
            return Variable(name, declared, self._constant(bare, value), given=False, value=None)
        if not strict and self.random.random() < 0.4:
            default = self._constant(bare, value) if self.random.random() < 0.5 else None
            given = default is not None
            return Variable(name, str(bare), default, given=given, value=None)
        return Variable(name, declared, self._constant(bare, redraw()), given=True, value=sent)

    def _constant(self, kind: GraphQLInputType, value: Json) -> str:
        return self._value(kind, "", value, constant=True).text

    def _value(self, kind: GraphQLInputType, name: str, value: Json, *, constant: bool = False) -> Written:
        bare = get_nullable_type(kind)
        if value is None:
            return Written("null")
        if isinstance(bare, GraphQLList):
            return self._list(bare, name, value, constant=constant)
        if isinstance(bare, GraphQLInputObjectType):
            return self._object(bare, value, constant=constant)
        if isinstance(bare, GraphQLEnumType):
            return Written(value)
        return Written(self._scalar(value))

    def _list(self, kind: GraphQLList[Any], name: str, values: list[Json], *, constant: bool) -> Written:
        inner = kind.of_type
        if len(values) == 1 and self.random.random() < 0.3:
            return self._value(inner, name, values[0], constant=constant)
        written = [self._inner(inner, name, value, constant=constant, strict=True) for value in values]
        return Written(f"[{', '.join(one.text for one in written)}]", _variables(written))

    def _object(self, kind: GraphQLInputObjectType, values: Mapping[str, Json], *, constant: bool) -> Written:
        parts, written = [], []
        for name, value in values.items():
            place = kind.fields[name].type
            if kind.is_one_of:  # accepts no variable that may be null
                place = GraphQLNonNull(get_nullable_type(place))
            one = self._inner(place, name, value, constant=constant, strict=is_non_null_type(place))
            parts.append(f"{name}: {one.text}")
            written.append(one)
        return Written("{" + ", ".join(parts) + "}", _variables(written))

    def _inner(self, kind: GraphQLInputType, name: str, value: Json, *, constant: bool, strict: bool) -> Written:
        if constant or self.random.random() >= 0.06:
            return self._value(kind, name, value, constant=constant)
        variable = self._variable(kind, name, value, lambda _: value, strict=strict)
        return Written(f"${variable.name}", (variable,))

    def _scalar(self, value: Json) -> str:
        if isinstance(value, str):
            if value.strip() and not NOT_IN_A_BLOCK.intersection(value) and self.random.random() < 0.05:
                return f'"""{value}"""'
            return json.dumps(value, ensure_ascii=self.random.random() < 0.2)
        return json.dumps(self._number(value))

    def _number(self, value: Json) -> Json:
        whole = isinstance(value, float) and value.is_integer() and self.random.random() < 0.8
        return int(value) if whole else value

    def _sent(self, kind: GraphQLInputType, value: Json) -> Json:
        bare = get_nullable_type(kind)
        if value is None:
            return None
        if isinstance(bare, GraphQLList):
            items = [self._sent(bare.of_type, one) for one in value]
            return items[0] if len(items) == 1 and self.random.random() < 0.3 else items
        if isinstance(bare, GraphQLInputObjectType):
            return {name: self._sent(bare.fields[name].type, one) for name, one in value.items()}
        return self._number(value)


def _variables(written: list[Written]) -> tuple[Variable, ...]:
    return tuple(variable for one in written for variable in one.variables)
