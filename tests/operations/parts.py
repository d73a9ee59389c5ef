"""The parts of a document: fields, inline fragments, spreads of named fragments.

They are plain data that can be written as text, and searched for variables and fragments.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Union

from tests.operations.writing import Variable, Written

Composite = Any
"""An object type or an interface of the schema."""
Part = Union["Field", "Inline", "Spread"]


@dataclass(frozen=True)
class Field:
    """A field selected on `parent`; `type` is its return type, `steps` the depth that it adds."""

    key: str
    name: str
    parent: Composite
    type: Any
    arguments: Written = field(default_factory=Written)
    directives: Written = field(default_factory=Written)
    below: Sequence[Part] = ()
    steps: int = 0

    def text(self) -> str:
        """Return its text in a document."""
        alias = "" if self.key == self.name else f"{self.key}: "
        return f"{alias}{self.name}{self.arguments.text}{self.directives.text}" + _block(self.below)


@dataclass(frozen=True)
class Inline:
    """An inline fragment, with or without a type condition."""

    condition: Composite | None
    directives: Written
    below: Sequence[Part]

    def text(self) -> str:
        """Return its text in a document."""
        on = f" on {self.condition.name}" if self.condition else ""
        return f"...{on}{self.directives.text}{_block(self.below)}"


@dataclass(frozen=True)
class Fragment:
    """A named fragment."""

    name: str
    condition: Composite
    below: Sequence[Part]

    def text(self) -> str:
        """Return its definition."""
        return f"fragment {self.name} on {self.condition.name}{_block(self.below)}"


@dataclass(frozen=True)
class Spread:
    """The spread of a named fragment."""

    fragment: Fragment
    directives: Written

    def text(self) -> str:
        """Return its text in a document."""
        return f"...{self.fragment.name}{self.directives.text}"


def block(parts: Sequence[Part]) -> str:
    """Return a selection set."""
    return "{ " + " ".join(part.text() for part in parts) + " }"


def _block(parts: Sequence[Part]) -> str:
    return f" {block(parts)}" if parts else ""


def below(part: Part) -> Sequence[Part]:
    """Return the parts of a part."""
    return part.fragment.below if isinstance(part, Spread) else part.below


def every(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield these parts and all below them, with the content of each spread fragment."""
    for part in parts:
        yield part
        yield from every(below(part))


def height(parts: Sequence[Part]) -> int:
    """Return the depth that these parts add."""
    return max((height(below(part)) + (part.steps if isinstance(part, Field) else 0) for part in parts), default=0)


def variables(parts: Sequence[Part]) -> dict[str, Variable]:
    """Return the variables that these parts use, by name."""
    found: dict[str, Variable] = {}
    for part in every(parts):
        written = (part.directives, part.arguments) if isinstance(part, Field) else (part.directives,)
        found.update({one.name: one for some in written for one in some.variables})
    return found


def fragments(parts: Sequence[Part]) -> dict[str, Fragment]:
    """Return the fragments that these parts spread, by name."""
    return {part.fragment.name: part.fragment for part in every(parts) if isinstance(part, Spread)}
