"""Rows held column by column, in the order of their ids; what changes of them makes new columns."""

from array import array
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from typing import Any, Self, TypeVar

V = TypeVar("V")


class MissingError(LookupError):
    """The graph refers to an id that was not read; the message names it, for the log."""


class Places(dict[str, int]):
    """Places by id; an id that has none raises MissingError."""

    def __missing__(self, identifier: str) -> int:
        """Refuse an id without a place."""
        message = f"the graph refers to {identifier!r}, which was not read with it"
        raise MissingError(message)


@dataclass(frozen=True)
class Columns:
    """The first column holds the ids; every other field of a subclass is a column of the same length."""

    ids: list[str]

    @cached_property
    def index(self) -> Places:
        """Places by id."""
        return Places((identifier, i) for i, identifier in enumerate(self.ids))

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the rows of all parts, one after another."""
        names = [column.name for column in fields(cls)]
        return cls(*(_like(getattr(parts[0], name), chain(*(getattr(p, name) for p in parts))) for name in names))

    def patched(self, changed: Collection[str], fresh: Self) -> Self:
        """Return these rows with the changed ones as `fresh` has them, or gone where it has not."""
        both = self.joined([self, fresh])
        kept = [i for i, identifier in enumerate(self.ids) if identifier not in changed]
        order = sorted([*kept, *range(len(self.ids), len(both.ids))], key=both.ids.__getitem__)
        columns = (getattr(both, column.name) for column in fields(self))
        return type(self)(*(_like(column, map(column.__getitem__, order)) for column in columns))


def _like(column: Any, values: Iterable[Any]) -> Any:
    return array(column.typecode, values) if isinstance(column, array) else list(values)


def places(column: Iterable[Iterable[V]]) -> dict[V, "array[int]"]:
    """Return by value the places in a column where it is among the values."""
    found: defaultdict[V, array[int]] = defaultdict(lambda: array("i"))
    for i, values in enumerate(column):
        for value in values:
            found[value].append(i)
    return dict(found)
