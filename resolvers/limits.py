"""Limits on what may be asked, checked before anything reaches the database.

Rule: depth and number of fields are counted once per fragment, after the check for cycles, so that a document that
is short to write is quick to refuse; the cost is worked out after coercion, with the values given.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from graph.mistakes import Code, Mistake
from graph.statement.order import PAGE_DEFAULT
from graph.statement.selection import Field, Selection

SHORT_LIST = 5
SCALAR_COST = 0


@dataclass(frozen=True)
class Limits:
    """How much one operation may ask: levels, tokens, fields, aliases of one field, levels of a filter, and cost."""

    depth: int = 20
    tokens: int = 20_000
    fields: int = 2_000
    roots: int = 50
    filter_depth: int = 10
    filter_conditions: int = 500
    cost: int = 250_000


@dataclass(frozen=True)
class _Size:
    depth: int
    fields: int


def check_document(document: DocumentNode, limits: Limits) -> None:
    """Refuse a document with circular fragments, or that is too deep or too large once they are spread."""
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    sizes = _Sizes(fragments)
    for definition in document.definitions:
        if isinstance(definition, (OperationDefinitionNode, FragmentDefinitionNode)):
            size = sizes.of(definition.selection_set)
            _check("depth", size.depth, limits.depth, "levels of fields")
            _check("fields", size.fields, limits.fields, "fields once fragments are spread")


class _Sizes:
    """Sizes of selection sets, each fragment measured once."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, _Size | None] = {}

    def of(self, selection_set: SelectionSetNode) -> _Size:
        """Return the levels and the number of fields below."""
        depth = fields = 0
        for node in selection_set.selections:
            if isinstance(node, FragmentSpreadNode):
                size = self._fragment(node.name.value)
            elif isinstance(node, FieldNode):
                below = self.of(node.selection_set) if node.selection_set else _Size(0, 0)
                size = _Size(below.depth + 1, below.fields + 1)
            else:
                size = self.of(node.selection_set)  # type: ignore[attr-defined]
            depth, fields = max(depth, size.depth), fields + size.fields
        return _Size(depth, fields)

    def _fragment(self, name: str) -> _Size:
        if name not in self._fragments:
            return _Size(0, 0)
        if name in self._known:
            size = self._known[name]
            if size is None:
                message = f"fragment {name} spreads itself, directly or through others"
                raise Mistake(message)
            return size
        self._known[name] = None
        size = self.of(self._fragments[name].selection_set)
        self._known[name] = size
        return size


def check_cost(roots: Sequence[Field], limits: Limits) -> int:
    """Return what an operation costs, in nodes that may be answered; Mistake when it is too much."""
    _check("fields", len(roots), limits.roots, "root fields")
    known: dict[int, int] = {}
    cost = sum(_cost(root, known, limits) for root in roots)
    if cost > limits.cost:
        message = (
            f"cost: this asks for up to {cost:,} nodes, at most {limits.cost:,} are answered; "
            "ask for smaller pages (first) or fewer levels"
        )
        raise Mistake(message, Code.LIMIT_EXCEEDED)
    return cost


def _cost(field: Field, known: dict[int, int], limits: Limits) -> int:
    if field.selection is None:
        return SCALAR_COST
    for name in ("where", "rows"):
        if name in field.arguments:
            _check_filter(field.arguments[name], limits)
    below = _selection_cost(field.selection, known, limits)
    return 1 + _many(field) * (1 + below) if _is_list(field) else 1 + below


def _selection_cost(selection: Selection, known: dict[int, int], limits: Limits) -> int:
    if id(selection) not in known:
        known[id(selection)] = max(
            (sum(_cost(field, known, limits) for field in fields) for fields in selection.fields.values()), default=0
        )
    return known[id(selection)]


def _is_list(field: Field) -> bool:
    return field.name not in {"edges", "node", "pageInfo", "cells", "territory", "actor"}


def _many(field: Field) -> int:
    """Return how many nodes a field may answer, from the values it was given."""
    arguments = field.arguments
    if field.name == "network":
        return min(max(int(arguments.get("limit") or 1), 1), 2_000)
    for name in ("first", "last"):
        if isinstance(arguments.get(name), int):
            return max(int(arguments[name]), 1)
    if "ids" in arguments:
        return max(len(arguments["ids"]), 1)
    connection = field.selection is not None and any(name.endswith("Connection") for name in field.selection.fields)
    return PAGE_DEFAULT if connection or field.name == "coverage" else SHORT_LIST


def _check_filter(value: Any, limits: Limits) -> None:
    waiting, conditions = [(value, 1)], 0
    while waiting:
        item, depth = waiting.pop()
        _check("where", depth, limits.filter_depth * 3, "levels of conditions")
        if isinstance(item, Mapping):
            conditions += len(item)
            waiting.extend((inner, depth + 1) for inner in item.values())
        elif isinstance(item, list):
            conditions += len(item)
            waiting.extend((inner, depth) for inner in item)
        _check("where", conditions, limits.filter_conditions, "conditions and values")


def _check(name: str, value: int, most: int, what: str) -> None:
    if value > most:
        message = f"{name}: {value:,} {what} are too many, at most {most:,} are answered"
        raise Mistake(message, Code.LIMIT_EXCEEDED)
