"""Draws the selections of one document from the schema.

Every selection is valid in its place: a response key has one meaning, and a fragment is spread only where its type
applies and its fields can be merged. The number of fields and the depth are bounded; at the bound, only leaves follow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random

from graphql import (
    GraphQLSchema,
    TypeMetaFieldDef,
    TypeNameMetaFieldDef,
    get_named_type,
    is_abstract_type,
    is_composite_type,
)
from graphql.utilities import do_types_overlap

from tests.operations.arguments import Arguments
from tests.operations.known import Known
from tests.operations.parts import Composite, Field, Fragment, Inline, Part, Spread, height
from tests.operations.scope import Scope
from tests.operations.values import Values
from tests.operations.writing import Writing, Written

WRAPPING = frozenset({"edges", "node", "pageInfo", "facets", "values", "cells", "survey"})
"""Fields that do not add to the depth."""
LIKELY: Mapping[str, float] = {"edges": 0.85, "node": 0.95, "totalCount": 0.4, "pageInfo": 0.25, "facets": 0.3}
LEAVES = (0, 1, 1, 2, 2, 3, 4)
NESTED = (0, 1, 1, 1, 2)
ROOTS = (1, 1, 1, 2, 2, 3)
TYPENAME, TYPE = "__typename", "__type"
INTROSPECTED = 2
"""The depth below __type; validation refuses more than three levels."""


@dataclass(frozen=True)
class Facts:
    """Cached lookups in the schema; `known` are the possible type conditions of a fragment, by the enclosing type."""

    schema: GraphQLSchema
    known: dict[str, list[Composite]] = field(default_factory=dict)

    @cached_property
    def names(self) -> list[str]:
        """The names of all types."""
        return list(self.schema.type_map)

    def conditions(self, kind: Composite) -> list[Composite]:
        """Return the possible type conditions of a fragment inside this type, without introspection types."""
        if kind.name not in self.known:
            every = [one for name, one in self.schema.type_map.items() if is_composite_type(one) and name[:2] != "__"]
            self.known[kind.name] = [one for one in every if do_types_overlap(self.schema, kind, one)] or [kind]
        return self.known[kind.name]


@dataclass
class Drawing:
    """Draws the selections of one document; `left` is the number of fields that may still be drawn."""

    facts: Facts
    known: Known
    random: Random
    left: int = 0
    fragments: list[Fragment] = field(default_factory=list)
    aliases: int = 0

    def __post_init__(self) -> None:
        self.writing = Writing(self.random)
        values = Values(self.random, self.known, self.facts.names)
        self.arguments = Arguments(self.random, self.known, values, self.writing)

    def roots(self, size: int, depth: int) -> list[Part]:
        """Return the selection set of an operation of about this many fields."""
        self.left = size
        return self._selections(self.facts.schema.query_type, Scope(), depth)

    def _often(self, probability: float) -> bool:
        return self.random.random() < probability

    def _selections(self, kind: Composite, scope: Scope, depth: int) -> list[Part]:
        names = self._root_names(kind) if self._is_root(kind) else self._names(kind, depth)
        parts: list[Part] = [self._field(kind, name, scope, depth) for name in names]
        parts += self._repeated(parts, scope, depth)
        if self._often(0.1) or not parts:
            parts.append(self._field(kind, TYPENAME, scope, depth))
        while self.left > 0 and self._often(0.45 if is_abstract_type(kind) else 0.18):
            parts.append(self._fragment(kind, scope, depth))
        if self._often(0.3):
            self.random.shuffle(parts)
        return parts

    def _is_root(self, kind: Composite) -> bool:
        return kind is self.facts.schema.query_type

    def _root_names(self, kind: Composite) -> list[str]:
        names = self.random.sample(list(kind.fields), self.random.choice(ROOTS))
        return [*names, TYPE] if self._often(0.05) else names

    def _names(self, kind: Composite, depth: int) -> list[str]:
        composite = [name for name, one in kind.fields.items() if is_composite_type(get_named_type(one.type))]
        likely = [name for name in kind.fields if name in LIKELY and self._often(LIKELY[name])]
        leaves = [name for name in kind.fields if name not in composite and name not in LIKELY]
        nested = [name for name in composite if name not in LIKELY]
        if self.left <= 0:
            return [name for name in likely if name in ("edges", "node")][:1] or leaves[:1]
        chosen = self._some(leaves, LEAVES) + (self._some(nested, NESTED) if depth > 0 else [])
        return [*chosen, *likely] or leaves[:1]

    def _some(self, pool: Sequence[str], sizes: Sequence[int]) -> list[str]:
        return self.random.sample(pool, min(len(pool), self.random.choice(sizes)))

    def _repeated(self, parts: Sequence[Part], scope: Scope, depth: int) -> list[Part]:
        """Repeat some of these fields: with other arguments under another alias, or under the same key."""
        fields = [part for part in parts if isinstance(part, Field) and part.name != TYPENAME]
        found: list[Part] = []
        again = [one for one in fields if one.arguments.text]
        if again and self._often(0.1):
            one = self.random.choice(again)
            found.append(self._field(one.parent, one.name, scope, depth, aliased=True))
        same = [one for one in fields if one.key == one.name]
        if same and self._often(0.1):
            one = self.random.choice(same)
            found.append(self._field(one.parent, one.name, scope, depth, merged=True))
        return found

    def _field(
        self, parent: Composite, name: str, scope: Scope, depth: int, *, aliased: bool = False, merged: bool = False
    ) -> Field:
        self.left -= 1
        definition = {TYPENAME: TypeNameMetaFieldDef, TYPE: TypeMetaFieldDef}.get(name) or parent.fields[name]
        steps = 0 if name in WRAPPING else 1
        present = scope.same(parent, name)
        if present and (merged or (not aliased and self._often(0.6))):
            arguments = present.arguments
        else:
            present = None
            drawn = self.arguments.of_root if self._is_root(parent) else self.arguments.of
            arguments = drawn(name, definition)
        one = Field(name, name, parent, definition.type, arguments, self._directives(), steps=steps)
        one = self._keyed(one, scope, aliased=not present and (aliased or self._often(0.08)))
        inner = scope.hold(one)
        named = get_named_type(definition.type)
        if not is_composite_type(named):
            return one
        return replace(one, below=self._selections(named, inner, INTROSPECTED if name == TYPE else depth - steps))

    def _keyed(self, one: Field, scope: Scope, *, aliased: bool) -> Field:
        """Return a field under a key with which it can be merged; an alias may be the name of another field."""
        if not aliased and scope.admits([one]):
            return one
        other = replace(one, key=self.random.choice(list(one.parent.fields)))
        if self._often(0.3) and other.key != one.name and scope.admits([other]):
            return other
        self.aliases += 1
        return replace(one, key=f"{one.name.lstrip('_')}{self.aliases}")

    def _directives(self) -> Written:
        if not self._often(0.07):
            return Written()
        names = self._some(("skip", "include"), (1, 1, 1, 2))
        written = [self.writing.condition(name, holds=(name == "include") is self._often(0.75)) for name in names]
        return Written("".join(one.text for one in written), tuple(one for some in written for one in some.variables))

    def _fragment(self, kind: Composite, scope: Scope, depth: int) -> Part:
        self.left -= 1
        if self._often(0.6) and (mergeable := self._mergeable(kind, scope, depth)):
            spread = Spread(self.random.choice(mergeable), self._directives())
            scope.add([spread])
            return spread
        if self._often(0.15):
            directives = self._directives()
            return Inline(None, directives, self._selections(kind, scope, depth))
        condition = self.random.choice(self.facts.conditions(kind))
        below = self._selections(condition, scope, depth)
        if self._often(0.5):
            return Inline(condition, self._directives(), below)
        fragment = Fragment(f"{condition.name}{len(self.fragments) + 1}", condition, below)
        self.fragments.append(fragment)
        return Spread(fragment, self._directives())

    def _mergeable(self, kind: Composite, scope: Scope, depth: int) -> list[Fragment]:
        conditions = self.facts.conditions(kind)
        return [
            one
            for one in self.fragments
            if one.condition in conditions and height(one.below) <= depth and scope.admits(one.below)
        ]
