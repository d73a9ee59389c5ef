"""Stored values in problems: words as members of their vocabulary, and the ends of relationships with their facts."""

from collections.abc import Sequence
from typing import NamedTuple

from changes.attribution import without_attributions
from changes.changeset import Facts, comparable
from changes.rows import Value
from graph.shape import Property, Relation
from judgement.statements import Edges


class Fields(NamedTuple):
    """Some fields of a kind of node, by name."""

    kind: str
    names: frozenset[str]


class Details(NamedTuple):
    """The values that are stated about a relationship."""

    values: Sequence[object]


class End(NamedTuple):
    """The other end of a relationship, with its stated facts where they matter."""

    id: str
    details: Details | None = None


def is_same(value: Value, other_value: Value) -> bool:
    """Return whether two values are equal, whatever their Python types."""
    return comparable(value) == comparable(other_value)


def in_words(value: Value, stored: Property | None = None) -> object:
    """Return a value, replacing stored words with the members of their vocabulary."""
    words = stored.type if stored and isinstance(stored.type, type) else None
    if not words or not value:
        return value
    return [words(word) for word in value] if isinstance(value, list) else words(str(value))


def details_of(facts: Facts, relation: Relation | None) -> Details:
    """Return the stated facts of a relationship."""
    stored = {p.name: p for p in relation.edge} if relation else {}
    stated = without_attributions(facts).items()
    return Details([in_words(value, stored.get(name)) for name, value in stated if value is not None])


def ends_of(edges: Edges, identifier: str, relation: Relation | None = None) -> list[End]:
    """Return the other ends of a node's relationships, with the facts of each if `relation` is given."""
    ends = (
        End(start if end == identifier else end, details_of(facts, relation) if relation and facts else None)
        for (_, start, end), facts in edges.items()
    )
    return sorted(ends, key=lambda end: end.id)
