"""Draws the arguments of one field: a selection of them, those of a page, and now and then a mistake.

Most fields can be answered; about one root field in ten has a mistake in its arguments or in those of a field below.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from graphql import GraphQLField, get_named_type, is_non_null_type, is_required_argument

from graph.model import SHAPE
from tests.operations.cursors import COMPUTED_LISTS, valid_computed_cursor, valid_cursor
from tests.operations.known import Known
from tests.operations.mistakes import NOT_A_CURSOR, mistaken
from tests.operations.values import Values
from tests.operations.writing import Writing, Written

PAGE = frozenset({"first", "last", "after", "before"})
PROBABILITIES: Mapping[str, float] = {"within": 0.5, "where": 0.45, "orderBy": 0.35, "depth": 0.7, "limit": 0.5}
"""The probabilities of the arguments that are given more often than the others."""
DEFAULT_PROBABILITY = 0.2
MISTAKE_PROBABILITY = 0.1


@dataclass
class Arguments:
    """Draws the arguments of the fields of one document; while `due` is set, the next possible mistake is made."""

    random: Random
    known: Known
    values: Values
    writing: Writing
    due: bool = False

    def of_root(self, name: str, field: GraphQLField) -> Written:
        """Return the arguments of a root field."""
        self.due = self._often(MISTAKE_PROBABILITY)
        return self.of(name, field)

    def of(self, name: str, field: GraphQLField) -> Written:
        """Return the arguments of a field."""
        drawn = {
            key: self._value(field, key)
            for key, argument in field.args.items()
            if is_required_argument(argument)
            or (key not in PAGE and self._often(PROBABILITIES.get(key, DEFAULT_PROBABILITY)))
        }
        drawn |= self._page(name, field, drawn)
        wrong = mistaken(self.random, field, drawn) if self.due else None
        written = self.writing.arguments(
            field.args, drawn if wrong is None else wrong, lambda key: self._again(field, key)
        )
        if wrong is not None:
            self.due = False
            self.writing.forget()
        return written

    def _often(self, probability: float) -> bool:
        return self.random.random() < probability

    def _value(self, field: GraphQLField, name: str) -> Any:
        argument = field.args[name]
        nullable = not is_non_null_type(argument.type) and not isinstance(argument.default_value, int)
        return None if nullable and self._often(0.04) else self._again(field, name)

    def _again(self, field: GraphQLField, name: str) -> Any:
        return self.values.argument(name, field.args[name].type)

    def _page(self, name: str, field: GraphQLField, drawn: Mapping[str, Any]) -> dict[str, Any]:
        """Return the arguments of a page: mostly a small one, sometimes after or before a cursor."""
        if "first" not in field.args or self._often(0.1):
            return {}
        backwards = "last" in field.args and self._often(0.3)
        size, place = ("last", "before") if backwards else ("first", "after")
        page = {size: self.values.argument(size, field.args[size].type)}
        if place in field.args and self._often(0.2):
            page |= self._from_a_cursor(name, field, drawn, place)
        if "last" in field.args and self._often(0.03):
            page["first" if backwards else "last"] = None
        return page

    def _from_a_cursor(self, name: str, field: GraphQLField, drawn: Mapping[str, Any], place: str) -> dict[str, Any]:
        kind, day = _kind_of_nodes(field), drawn.get("asOf") or self.values.day()
        if self._often(0.15):
            return {place: self.random.choice((None, None, None, *NOT_A_CURSOR))}
        if name in COMPUTED_LISTS and not drawn.get("orderBy"):
            return {"asOf": day, place: valid_computed_cursor(self.random, self.known, name, day)}
        if kind is None or name in COMPUTED_LISTS:
            return {place: None}
        return {place: valid_cursor(self.random, self.known, name, kind, drawn)}


def _kind_of_nodes(field: GraphQLField) -> str | None:
    """Return the kind of the nodes that a connection lists; None if they are not nodes of the graph."""
    edges: Any = get_named_type(field.type)
    edge: Any = get_named_type(edges.fields["edges"].type) if "edges" in edges.fields else None
    name = get_named_type(edge.fields["node"].type).name if edge else ""
    return name if name in SHAPE.kinds else None
