"""Limits on operations, checked before anything is sent to the database.

Each fragment is measured once and its fields are added wherever it is spread; circular fragments are refused. So a
short document is always quick to refuse.
"""

from collections.abc import Iterable, Mapping
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

from graph.bounds import Limits
from graph.errors import ClientError, Code

NESTING_LIMIT = 200
TEXT_OF_SCHEMA = 200
"""The number of introspection fields that the text of the whole schema counts as."""
VALUES_LIMIT = 10_000
"""The maximum number of values in all variables of a request."""


@dataclass(frozen=True)
class _Size:
    depth: int = 0
    fields: int = 0


def fragments_of(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    """Return the fragments of a document by name."""
    return {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}


def check_document(document: DocumentNode, limits: Limits) -> None:
    """Refuse a document with circular fragments, or one that is too deep or too large with its fragments spread."""
    sizes = _Sizes(fragments_of(document))
    for definition in document.definitions:
        if isinstance(definition, (OperationDefinitionNode, FragmentDefinitionNode)):
            size = sizes.of(definition.selection_set)
            check_limit("depth", size.depth, limits.depth, "levels of fields")
            check_limit("fields", size.fields, limits.fields, "fields once fragments are spread")


def check_introspection(
    nodes: Iterable[FieldNode], fragments: Mapping[str, FragmentDefinitionNode], limits: Limits
) -> None:
    """Refuse introspection that asks for the whole schema many times over; `_service` counts as the whole schema."""
    sizes = _Sizes(fragments)
    asked = sum(
        sizes.of(node.selection_set).fields * (TEXT_OF_SCHEMA if node.name.value == "_service" else 1)
        for node in nodes
        if node.selection_set
    )
    check_limit("introspection", asked, limits.introspected, "fields below __schema and __type")


def count_values(variables: Mapping[str, Any]) -> int:
    """Return the number of values in the variables, including those in lists and objects, before coercion.

    Raises:
        ClientError: LIMIT_EXCEEDED, there are too many.
    """
    waiting: list[Any] = [dict(variables)]
    total = 0
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        else:
            continue
        total += len(item)
        check_limit("variables", total, VALUES_LIMIT, "values")
    return total


class _Sizes:
    """The sizes of selection sets; each fragment is measured once."""

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._known: dict[str, _Size | None] = {}

    def of(self, selection_set: SelectionSetNode, level: int = 1) -> _Size:
        """Return the depth and the number of fields of a selection set at this `level` of nesting."""
        check_limit("depth", level, NESTING_LIMIT, "levels of selections and fragments")
        depth = fields = 0
        for node in selection_set.selections:
            if isinstance(node, FragmentSpreadNode):
                size = self._fragment(node.name.value, level)
            elif isinstance(node, FieldNode):
                below = self.of(node.selection_set, level + 1) if node.selection_set else _Size()
                size = _Size(below.depth + 1, below.fields + 1)
            else:
                size = self.of(node.selection_set, level + 1)  # type: ignore[attr-defined]
            depth, fields = max(depth, size.depth), fields + size.fields
        return _Size(depth, fields)

    def _fragment(self, name: str, level: int) -> _Size:
        if name not in self._fragments:
            return _Size()
        if name not in self._known:
            self._known[name] = None
            self._known[name] = self.of(self._fragments[name].selection_set, level + 1)
        size = self._known[name]
        if size is None:
            message = f"fragment {name} spreads itself, directly or through other fragments"
            raise ClientError(message)
        return size


def check_limit(name: str, value: int, most: int, what: str) -> None:
    """Raise ClientError LIMIT_EXCEEDED if `value` is greater than `most`."""
    if value > most:
        message = f"{name}: {value:,} {what} are too many; the limit is {most:,}"
        raise ClientError(message, Code.LIMIT_EXCEEDED)
