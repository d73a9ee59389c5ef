"""Change sets: the facts of nodes and relationships before and after an import, and their inverse.

They are plain data with a text form for the records of imports, and contain only stated facts, nothing derived.
"""

import base64
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson

from changes.rows import EdgeKey, Value
from graph.model import SHAPE
from graph.shape import Property, Scalar
from graph.text import one_line

Facts = dict[str, Value]
_NOTHING_DELETED = ",null,null]"
"""The end of a line that deletes a node or relationship absent from the graph.

Such a line is recorded so that a later import of an older file does not create that node or relationship.
"""


class NotPossibleError(Exception):
    """Changes that cannot be applied or undone; the message says why, in French."""


@dataclass(frozen=True)
class Change:
    """The facts that differ, before and after; None where the node or relationship does not exist."""

    before: Facts | None
    after: Facts | None

    @property
    def inverse(self) -> "Change":
        """The change that undoes this one."""
        return Change(self.after, self.before)

    def followed_by(self, later: "Change") -> "Change":
        """Return this change joined with a later one of the same thing; if one creates or deletes it, so do both."""
        before = None if self.before is None else (later.before or {}) | self.before
        return Change(before, None if self.after is None else self.after | (later.after or {}))


@dataclass
class Changes:
    """A change set: changes of nodes by (kind, id), and of relationships by their key."""

    nodes: dict[tuple[str, str], Change] = field(default_factory=dict)
    edges: dict[EdgeKey, Change] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether there are any changes."""
        return bool(self.nodes or self.edges)

    @property
    def inverse(self) -> "Changes":
        """The change set that undoes this one."""
        return Changes(
            {key: change.inverse for key, change in self.nodes.items()},
            {key: change.inverse for key, change in self.edges.items()},
        )

    def followed_by(self, other: "Changes") -> "Changes":
        """Return this change set joined with a following one; for a node in both, the later facts are kept."""
        nothing = Change({}, {})
        nodes = {key: self.nodes.get(key, nothing).followed_by(change) for key, change in other.nodes.items()}
        return Changes(self.nodes | nodes, self.edges | other.edges)

    @property
    def created(self) -> list[tuple[str, str]]:
        """Kind and id of the created nodes."""
        return [key for key, change in self.nodes.items() if change.before is None]

    @property
    def deleted(self) -> list[tuple[str, str]]:
        """Kind and id of the deleted nodes."""
        return [key for key, change in self.nodes.items() if change.after is None]

    @property
    def created_ids(self) -> set[str]:
        """The ids of the created nodes."""
        return {identifier for _, identifier in self.created}

    @property
    def deleted_ids(self) -> set[str]:
        """The ids of the deleted nodes."""
        return {identifier for _, identifier in self.deleted}

    def applied_to(self, edges: Mapping[EdgeKey, Facts]) -> dict[EdgeKey, Facts]:
        """Return relationships as they are after the changes; those of deleted nodes may still be among them."""
        after = dict(edges)
        for key, change in self.edges.items():
            if change.after is None:
                after.pop(key, None)
            else:
                after[key] = after.get(key, {}) | change.after
        return after

    def write(self) -> list[str]:
        """Return the change set as lines of JSON, one for each node and relationship."""
        nodes = [["n", *key, change.before, change.after] for key, change in self.nodes.items()]
        edges = [["e", *key, change.before, change.after] for key, change in self.edges.items()]
        return [orjson.dumps(line).decode() for line in (*nodes, *edges)]

    @staticmethod
    def read(lines: list[str]) -> "Changes":
        """Return the change set from lines that `write` made; deleting something absent changes nothing."""
        changes = Changes()
        for line in lines:
            if line.endswith(_NOTHING_DELETED):
                continue
            entry, *key, before, after = orjson.loads(line)
            stored = SHAPE.kinds[key[0]].properties if entry == "n" else SHAPE.relationships[key[0]].properties
            properties = {p.name: p for p in stored}
            change = Change(_parse_facts(before, properties), _parse_facts(after, properties))
            if entry == "n":
                changes.nodes[key[0], key[1]] = change
            else:
                changes.edges[key[0], key[1], key[2]] = change
        return changes


def comparable(value: Value) -> object:
    """Return the normal form of a value: the same for all values that state the same fact.

    A list has no order, a text is on one line as in a cell, and null equals an empty list.
    """
    if isinstance(value, list):
        return sorted(map(str, value))
    return [] if value is None else one_line(value) if isinstance(value, str) else value


def _parse_facts(facts: dict[str, Any] | None, properties: Mapping[str, Property]) -> Facts | None:
    """Return facts with their days parsed; an attribution, which is no property of the model, is a text."""
    if facts is None:
        return None
    return {n: parse_value(properties[n], value) if n in properties else value for n, value in facts.items()}


def parse_value(stored: Property, value: Value) -> Value:
    """Return a stored value in the form that rows contain; the text of a day becomes a day."""
    if stored.type is Scalar.DATE and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def packed(lines: Sequence[str]) -> str:
    """Return lines packed into one text, as records contain it."""
    return base64.b64encode(zlib.compress("\n".join(lines).encode())).decode()


def unpacked(text: str) -> list[str]:
    """Return the lines of a packed record."""
    content = zlib.decompress(base64.b64decode(text)).decode()
    return content.split("\n") if content else []
