"""The response keys at one place of an answer, each with the fields that are merged under it.

A field may be added under a key if it can be merged with all the others, as validation requires: it has the same shape,
and is the same field with the same arguments, unless the two belong to different concrete types.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graphql import GraphQLList, GraphQLNonNull, is_composite_type, is_object_type

from tests.operations.parts import Composite, Field, Part, below


@dataclass
class Scope:
    """The keys at one place of a response."""

    held: dict[str, MergedFields] = field(default_factory=dict)

    def admits(self, parts: Sequence[Part]) -> bool:
        """Return whether parts can be merged with the fields at this place."""
        for one in _fields(parts):
            held = self.held.get(one.key)
            if held and not (held.admits(one) and held.scope.admits(one.below)):
                return False
        return True

    def add(self, parts: Sequence[Part]) -> None:
        """Add parts that `admits` accepts."""
        for one in _fields(parts):
            self.hold(one).add(one.below)

    def hold(self, one: Field) -> Scope:
        """Add a field and return the scope below it."""
        held = self.held.setdefault(one.key, MergedFields(shape_of(one.type), []))
        held.fields.append(one)
        return held.scope

    def same(self, parent: Composite, name: str) -> Field | None:
        """Return a field at this place that has its own name as its key and was selected on exactly this type."""
        held = self.held.get(name)
        return next((one for one in held.fields if one.parent is parent and one.name == name), None) if held else None


@dataclass
class MergedFields:
    """The fields under one key, their common shape, and the scope below them."""

    shape: str
    fields: list[Field]
    scope: Scope = field(default_factory=Scope)

    def admits(self, one: Field) -> bool:
        """Return whether a field can be merged with those under this key, regardless of the fields below it."""
        return shape_of(one.type) == self.shape and all(_agree(one, other) for other in self.fields)


def shape_of(kind: object) -> str:
    """Return the shape of a type: its wrappers and its leaf; all composite types have the same shape."""
    if isinstance(kind, GraphQLNonNull):
        return f"{shape_of(kind.of_type)}!"
    if isinstance(kind, GraphQLList):
        return f"[{shape_of(kind.of_type)}]"
    return "{}" if is_composite_type(kind) else str(kind)


def _agree(one: Field, other: Field) -> bool:
    exclusive = one.parent is not other.parent and is_object_type(one.parent) and is_object_type(other.parent)
    return exclusive or (one.name == other.name and one.arguments.text == other.arguments.text)


def _fields(parts: Sequence[Part]) -> Iterator[Field]:
    for part in parts:
        if isinstance(part, Field):
            yield part
        else:
            yield from _fields(below(part))
