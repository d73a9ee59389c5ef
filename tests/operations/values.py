"""Draws values for arguments, by their type, their name and the content of the graph.

A value is plain JSON, with enum values as strings; `writing.py` decides how it is written and which parts become
variables.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNamedType,
    get_nullable_type,
)

from graph.model import SHAPE
from graph.vocabulary import VOCABULARIES
from tests.api_session import TODAY
from tests.operations.known import Known, likely

Json = Any
DEPTH = 3
SIZES: Mapping[str, tuple[int, int]] = {
    "first": (1, 4),
    "last": (1, 4),
    "limit": (3, 40),
    "depth": (1, 3),
    "maxLength": (3, 12),
}
"""The arguments that limit an answer, each with the range of its values."""
TEXT_OPERATORS = frozenset({"contains", "startsWith", "endsWith", "matches"})
LOGIC = frozenset({"AND", "OR", "NOT"})
SMALL_KINDS = ("CITY_CONTRACT", "CITY_CONTRACT", "CITY_CONTRACT", "DEPARTEMENT", "REGION", "EPCI", "QPV")
LINKED_KINDS = ("Actor", "Actor", "Engagement", "Territory")


@dataclass(frozen=True)
class Values:
    """Draws values; `types` are the names of the schema's types."""

    random: Random
    known: Known
    types: Sequence[str]

    def argument(self, name: str, kind: GraphQLInputType) -> Json:
        """Return a value for an argument."""
        named = get_nullable_type(kind)
        if name == "where" and isinstance(named, GraphQLInputObjectType):
            return self._where(named, self.random.randint(1, DEPTH))
        if name == "orderBy" and isinstance(named, GraphQLList):
            return self._order(get_nullable_type(named.of_type))
        by_name: Mapping[str, Callable[[], Json]] = {
            "asOf": self.day,
            "until": lambda: self.random.choice(("2030-12-31", self.day())),
            "id": self._any_id,
            "ids": lambda: self._several(self._any_id),
            "around": lambda: self._several(self._centre, least=1),
            "from": self._linked_id,
            "to": self._linked_id,
            "text": self._search,
            "names": lambda: self._several(lambda: self.random.choice(VOCABULARIES).__name__),
            "name": lambda: self.random.choice(self.types),
            "after": lambda: "x",
            "before": lambda: "x",
        }
        return by_name[name]() if name in by_name else self._value(kind, name)

    def day(self) -> str:
        """Return a day: mostly that of the tests, as a date or « today », so that fields of one operation agree."""
        if self.random.random() < 0.6:
            return self.random.choice((TODAY.isoformat(), "today"))
        return self.random.choice(self.known.days)

    def identifier(self, base: str) -> str:
        """Return an id of a base label; an invented id if the graph has none."""
        pool = self.known.ids.get(base)
        return likely(self.random, pool) if pool else f"{base.lower()}:1"

    def reference(self) -> Json:
        """Return a reference to a territory, by id or by code."""
        if self.random.random() < 0.6:
            return {"id": self.identifier("Territory")}
        return {"code": self._code()}

    def _value(self, kind: GraphQLInputType, name: str) -> Json:
        named = get_nullable_type(kind)
        if isinstance(named, GraphQLList):
            return self._several(lambda: self._value(named.of_type, name))
        if isinstance(named, GraphQLEnumType):
            return self.random.choice(list(named.values))
        if named.name == "TerritoryRef":
            return self.reference()
        if named.name == "TerritoryRows":
            return self._rows()
        return self._scalar(named, name)

    def _scalar(self, kind: GraphQLNamedType, name: str) -> Json:
        if kind.name == "Boolean":
            return self.random.random() < 0.5
        least, most = SIZES.get(name, (0, 3))
        return self.random.randint(least, most)

    def _several(self, draw: Callable[[], Json], least: int = 0) -> list[Json]:
        size = max(least, self.random.choices((0, 1, 2, 3), (1, 10, 10, 4))[0])
        return [draw() for _ in range(size)]

    def _any_id(self) -> str:
        if self.random.random() < 0.05:
            return self.random.choice(("action:none", "nobody", ""))
        base = self.random.choice(("Actor", "Engagement", "Territory", *self.known.ids))
        return self.identifier(base)

    def _linked_id(self) -> str:
        return self.identifier(self.random.choice(LINKED_KINDS))

    def _centre(self) -> str:
        return self.identifier(self.random.choice((*LINKED_KINDS, "Axis")))

    def _code(self) -> Json:
        kind = self.random.choice(list(self.known.codes))
        return {"kind": kind, "code": likely(self.random, self.known.codes[kind])}

    def _rows(self) -> Json:
        if self.random.random() < 0.2:
            ids = self._several(lambda: self.identifier("Territory"))
            return {"ids": [one for one in ids if not one.startswith("contract:")]}
        rows: dict[str, Json] = {"kind": self.random.choice(SMALL_KINDS)}
        if self.random.random() < 0.5:
            rows["within"] = self.reference()
        if self.random.random() < 0.4:
            rows["onlyInCityContract"] = self.random.random() < 0.5
        return rows

    def _search(self) -> str:
        words = [self._part(likely(self.random, self.known.words), "startsWith") for _ in range(2)]
        return " ".join(words[: self.random.choice((1, 1, 1, 2))])

    def _order(self, criterion: Any) -> Json:
        names = self.random.sample(list(criterion.fields), self.random.choice((1, 1, 2)))
        return [{name: self.random.choice(("ASC", "DESC"))} for name in names]

    def _where(self, kind: GraphQLInputObjectType, depth: int) -> Json:
        groups = _groups(kind)
        weights = {"own": 5, "related": 4 if depth > 1 else 0, "counted": 1, "logic": 2 if depth > 1 else 0}
        there = [group for group in weights if groups[group] and weights[group]]
        found: dict[str, Json] = {}
        for _ in range(self.random.choices((0, 1, 2, 3), (1, 20, 10, 3))[0]):
            group = self.random.choices(there, [weights[one] for one in there])[0]
            name = self.random.choice(groups[group])
            found[name] = self._condition(kind, name, depth)
        return found

    def _condition(self, kind: GraphQLInputObjectType, name: str, depth: int) -> Json:
        inner_type = get_nullable_type(kind.fields[name].type)
        if isinstance(inner_type, GraphQLList):
            inner: Any = get_nullable_type(inner_type.of_type)
            return self._several(lambda: self._where(inner, depth - 1))
        if inner_type.name.endswith("Where"):
            return self._where(inner_type, depth - 1)
        if inner_type.name.endswith("Quantifier"):
            return self._quantifier(inner_type, depth)
        if inner_type.name == "Date":
            return self.day()
        if inner_type.name == "TerritoryOnDay":
            return {"territory": self.reference(), "day": self.day()}
        return self.reference() if inner_type.name == "TerritoryRef" else self._operators(kind, name, inner_type)

    def _quantifier(self, kind: GraphQLInputObjectType, depth: int) -> Json:
        words = self.random.sample(list(kind.fields), self.random.choice((1, 1, 1, 1, 2)))
        return {word: self._related(get_nullable_type(kind.fields[word].type), depth) for word in words}

    def _related(self, kind: Any, depth: int) -> Json:
        found: dict[str, Json] = {}
        if self.random.random() < 0.8:
            found["node"] = self._where(get_nullable_type(kind.fields["node"].type), depth - 1)
        if "edge" in kind.fields and self.random.random() < 0.5:
            found["edge"] = self._where(get_nullable_type(kind.fields["edge"].type), 1)
        return found

    def _operators(self, owner: GraphQLInputObjectType, name: str, kind: GraphQLInputObjectType) -> Json:
        chosen = self.random.sample(list(kind.fields), min(len(kind.fields), self.random.choice((1, 1, 1, 1, 2))))
        return {operator: self._operand(owner, name, operator, kind.fields[operator].type) for operator in chosen}

    def _operand(self, owner: GraphQLInputObjectType, name: str, operator: str, kind: GraphQLInputType) -> Json:
        named: Any = get_nullable_type(kind)
        if isinstance(named, GraphQLList):
            return self._several(lambda: self._operand(owner, name, "eq", named.of_type))
        if isinstance(named, GraphQLEnumType) or named.name == "Boolean":
            return self._value(named, name)
        if named.name == "ID":
            shape = SHAPE.kinds.get(owner.name.removesuffix("Where"))
            return self.identifier(shape.base if shape and name == "id" else "Source")
        value = self._stored(name, named.name)
        return self._part(str(value), operator) if operator in TEXT_OPERATORS else value

    def _stored(self, name: str, scalar: str) -> Json:
        pool = self.known.values.get(name)
        if scalar == "Date":
            return likely(self.random, pool or self.known.days)
        if scalar == "String":
            return likely(self.random, pool or self.known.words)
        if scalar == "Float":
            value = float(likely(self.random, pool or (0.5, 2.0)))
            return round(value) * 1.0 if self.random.random() < 0.5 else value
        return likely(self.random, pool) if pool else self.random.randint(0, 3)

    def _part(self, text: str, operator: str) -> str:
        size = self.random.randint(1, 6)
        if operator == "endsWith":
            return text[-size:]
        words = text.split() or [text]
        return text[:size] if operator == "startsWith" else self.random.choice(words)[:size]


def _groups(kind: GraphQLInputObjectType) -> dict[str, list[str]]:
    """Return the names of a filter's conditions by group: the node itself, related nodes, their number, and logic."""
    groups: dict[str, list[str]] = {"own": [], "related": [], "counted": [], "logic": []}
    for name, field in kind.fields.items():
        if name in LOGIC:
            groups["logic"].append(name)
        elif str(field.type).endswith(("Quantifier", "Where")):
            groups["related"].append(name)
        elif name.removesuffix("Count") != name and name.removesuffix("Count") in kind.fields:
            groups["counted"].append(name)
        else:
            groups["own"].append(name)
    return groups
