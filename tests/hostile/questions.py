"""Random queries over the whole schema.

They are generated from the schema alone, so a new field is covered at once; every selected field has its own alias, so
that no two conflict. The service may refuse a query, with an error that says why.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
    is_required_input_field,
)

SIZES = frozenset({"first", "last", "limit"})
CURSORS = frozenset({"after", "before"})


@dataclass
class QueryWriter:
    """Writes random queries; their arguments are drawn from `texts`, `ids` and `days`."""

    schema: GraphQLSchema
    random: Random
    texts: Sequence[str]
    ids: Sequence[str]
    days: Sequence[str]
    aliases: int = 0

    def query(self, depth: int = 4) -> str:
        """Return an operation with one root field."""
        query = self.schema.query_type
        assert query is not None
        name, field = self.random.choice(list(query.fields.items()))
        return "{ " + self._field(name, field, depth) + " }"

    def _field(self, name: str, field: GraphQLField, depth: int) -> str:
        self.aliases += 1
        inner_type = get_named_type(field.type)
        text = f"a{self.aliases}: {name}{self._arguments(field)}"
        return f"{text} {self._selection(inner_type, depth - 1)}" if is_composite_type(inner_type) else text

    def _selection(self, kind: GraphQLNamedType, depth: int) -> str:
        assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
        leaves = [item for item in kind.fields.items() if not is_composite_type(get_named_type(item[1].type))]
        nested = [item for item in kind.fields.items() if item not in leaves] if depth > 0 else []
        chosen = self.random.sample(leaves, min(len(leaves), 2)) + self.random.sample(nested, min(len(nested), 2))
        parts = ["__typename", *(self._field(name, field, depth) for name, field in chosen)]
        if isinstance(kind, GraphQLInterfaceType) and self.random.random() < 0.5:
            actual = self.random.choice(self.schema.get_possible_types(kind))
            parts.append(f"... on {actual.name} {self._selection(actual, depth - 1)}")
        return "{ " + " ".join(parts) + " }"

    def _arguments(self, field: GraphQLField) -> str:
        given = []
        for name, argument in field.args.items():
            if name == "first" or is_required_argument(argument) or self._is_given(name, argument):
                given.append(f"{name}: {self._value(argument.type, name, 3)}")
        return f"({', '.join(given)})" if given else ""

    def _is_given(self, name: str, argument: GraphQLArgument) -> bool:
        if name in CURSORS or name == "last":
            return self.random.random() < 0.02
        likely = 0.5 if isinstance(get_named_type(argument.type), GraphQLInputObjectType) else 0.25
        return self.random.random() < likely

    def _value(self, kind: object, name: str, depth: int) -> str:
        if is_non_null_type(kind):
            return self._value(get_nullable_type(kind), name, depth)
        if is_list_type(kind):
            items = [self._value(kind.of_type, name, depth) for _ in range(self.random.choice((0, 1, 1, 2)))]
            return f"[{', '.join(items)}]"
        if isinstance(kind, GraphQLEnumType):
            return str(self.random.choice(list(kind.values)))
        if isinstance(kind, GraphQLInputObjectType):
            return self._object(kind, depth)
        return self._scalar(str(kind), name)

    def _object(self, kind: GraphQLInputObjectType, depth: int) -> str:
        required = [name for name, field in kind.fields.items() if is_required_input_field(field)]
        simple = [name for name, field in kind.fields.items() if not self._nests(field.type)]
        free = [name for name in (kind.fields if depth > 0 else simple) if name not in required]
        number = 1 if _one_of(kind) else self.random.randint(0, 2)
        chosen = self.random.sample(free, min(len(free), number))
        given = (f"{name}: {self._value(kind.fields[name].type, name, depth - 1)}" for name in [*required, *chosen])
        return "{" + ", ".join(given) + "}"

    @staticmethod
    def _nests(kind: object) -> bool:
        named = get_named_type(kind)  # type: ignore[call-overload]
        return isinstance(named, GraphQLInputObjectType) and not _one_of(named)

    def _scalar(self, kind: str, name: str) -> str:
        if kind == "Int":
            return str(self.random.randint(1, 3) if name in SIZES else self.random.randint(0, 3))
        if kind in {"ID", "String"}:
            return f'"{self.random.choice(self.ids if kind == "ID" else self.texts)}"'
        if kind == "Date":
            return f'"{self.random.choice(self.days)}"'
        return self.random.choice(("true", "false")) if kind == "Boolean" else "1.5"


def _one_of(kind: GraphQLInputObjectType) -> bool:
    return "exactly one" in (kind.description or "")
