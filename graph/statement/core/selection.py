"""What was asked, fragments merged: the input of planning.

Rule: plain data; `resolvers.compile.collector` makes it from a document. A value that the client gave is in it as the
place where a run finds it (`graph.statement.core.run.Deferred`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, eq=False)
class Field:
    """A selected field: the key it answers under, its name, its arguments after coercion and what is below it.

    `many` says that it answers a list, `required` that it is never null.
    """

    key: str
    name: str
    arguments: Mapping[str, Any]
    selection: "Selection | None" = None
    many: bool = False
    required: bool = False

    def sub(self) -> "Selection":
        """Return what is selected below it; only for fields that have something below."""
        if self.selection is None:
            message = f"{self.name} has no selection"
            raise ValueError(message)
        return self.selection


@dataclass(frozen=True, eq=False)
class Selection:
    """The fields selected on each concrete type, in the order of the answer."""

    fields: Mapping[str, tuple[Field, ...]]

    def of(self, type_name: str) -> tuple[Field, ...]:
        """Return the fields selected on this concrete type."""
        return self.fields.get(type_name, ())

    def only(self) -> tuple[str, tuple[Field, ...]]:
        """Return the one type of a selection on an object type, with its fields."""
        return next(iter(self.fields.items()))

    def named(self, *names: str) -> list[Field]:
        """Return the fields with one of these names, on any type."""
        return [field for fields in self.fields.values() for field in fields if field.name in names]
