"""What an import changes: nodes and relationships before and after, and the same the other way round.

Rule: pure data that can be written down and read again; only what is stated, never what is derived from it.
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


class NotPossibleError(Exception):
    """Changes that cannot be applied or taken back; the message says why, in French."""


@dataclass(frozen=True)
class Change:
    """The facts that differ, before and after; None: there is no such node or relationship."""

    before: Facts | None
    after: Facts | None

    @property
    def inverse(self) -> "Change":
        """The change that takes it back."""
        return Change(self.after, self.before)


@dataclass
class Changes:
    """What changes: nodes by (kind, id), relationships by their key."""

    nodes: dict[tuple[str, str], Change] = field(default_factory=dict)
    edges: dict[EdgeKey, Change] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Return whether anything changes."""
        return bool(self.nodes or self.edges)

    @property
    def inverse(self) -> "Changes":
        """The changes that take these back."""
        return Changes(
            {key: change.inverse for key, change in self.nodes.items()},
            {key: change.inverse for key, change in self.edges.items()},
        )

    @property
    def created(self) -> list[tuple[str, str]]:
        """Kind and id of the nodes that come into being."""
        return [key for key, change in self.nodes.items() if change.before is None]

    @property
    def deleted(self) -> list[tuple[str, str]]:
        """Kind and id of the nodes that go."""
        return [key for key, change in self.nodes.items() if change.after is None]

    def written(self) -> list[str]:
        """Return it as lines of JSON, one a node or relationship."""
        nodes = [["n", *key, change.before, change.after] for key, change in self.nodes.items()]
        edges = [["e", *key, change.before, change.after] for key, change in self.edges.items()]
        return [orjson.dumps(line).decode() for line in (*nodes, *edges)]

    @staticmethod
    def read(lines: list[str]) -> "Changes":
        """Return what was written."""
        changes = Changes()
        for line in lines:
            what, *rest = orjson.loads(line)
            if what == "n":
                kind, identifier, before, after = rest
                properties = {p.name: p for p in SHAPE.kinds[kind].properties}
                changes.nodes[kind, identifier] = Change(_typed(before, properties), _typed(after, properties))
            else:
                through, start, end, before, after = rest
                properties = {p.name: p for p in SHAPE.relationships[through].properties}
                changes.edges[through, start, end] = Change(_typed(before, properties), _typed(after, properties))
        return changes


def comparable(value: Value) -> object:
    """Return a value as two are compared: a list in no order, a text as a cell holds it, line breaks as spaces."""
    if isinstance(value, list):
        return sorted(map(str, value))
    return [] if value is None else one_line(value) if isinstance(value, str) else value


def _typed(facts: dict[str, Any] | None, properties: Mapping[str, Property]) -> Facts | None:
    return None if facts is None else {name: typed(properties[name], value) for name, value in facts.items()}


def typed(stored: Property, value: Any) -> Value:
    """Return a stored value as rows hold it, a day written as text being a day."""
    if stored.type is Scalar.DATE and isinstance(value, str):
        return date.fromisoformat(value)
    result: Value = value
    return result


def packed(lines: Sequence[str]) -> str:
    """Return lines packed, as records hold them."""
    return base64.b64encode(zlib.compress("\n".join(lines).encode())).decode()


def unpacked(text: str) -> list[str]:
    """Return the lines of a packed record."""
    found = zlib.decompress(base64.b64decode(text)).decode()
    return found.split("\n") if found else []
