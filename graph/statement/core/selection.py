"""Selections: the fields that a client requests, with fragments merged; the input of planning.

Plain data that `resolvers.compile.collector` makes from a document. A selection holds no client values, only slots for
them (`graph.statement.core.run.Slot`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Field:
    """A selected field: its response key, its name, its coerced arguments and the selection below it.

    `many`: its value is a list. `required`: its value is never null.
    """

    key: str
    name: str
    arguments: Mapping[str, Any]
    selection: "Selection | None" = None
    many: bool = False
    required: bool = False

    def sub(self) -> "Selection":
        """Return the selection below the field.

        Raises:
            ValueError: the field is a scalar.
        """
        if self.selection is None:
            message = f"{self.name} has no selection"
            raise ValueError(message)
        return self.selection


@dataclass(frozen=True, eq=False)
class Selection:
    """The fields selected on each concrete type, in the order of the answer."""

    fields: Mapping[str, tuple[Field, ...]]

    def of(self, type_name: str) -> tuple[Field, ...]:
        """Return the fields selected on a concrete type; empty for a type that the selection does not cover."""
        return self.fields.get(type_name, ())

    def only(self) -> tuple[str, tuple[Field, ...]]:
        """Return the type and the fields of a selection on an object type."""
        return next(iter(self.fields.items()))

    def named(self, *names: str) -> list[Field]:
        """Return the fields with one of these names, on any type."""
        return [field for fields in self.fields.values() for field in fields if field.name in names]
