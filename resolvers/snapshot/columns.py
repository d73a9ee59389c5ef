"""Rows held column by column, in the order of their ids; a change of rows makes new columns.

Worker processes share each memory page of the columns until one of them writes to the page. Python writes to an object
whenever it reads the object, to update its reference count. Frequently read data are therefore numbers in arrays and
strings in one text; reading them makes new objects.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, Self, TypeVar

V = TypeVar("V")


class MissingError(LookupError):
    """The graph refers to an id that was not read; the message gives the id, for the log."""


class IndexById(dict[str, int]):
    """The index of each id; an unknown id raises MissingError."""

    def __missing__(self, identifier: str) -> int:
        """Raise MissingError for an unknown id."""
        message = f"the graph refers to {identifier!r}, which was not read with it"
        raise MissingError(message)


@dataclass(frozen=True)
class Strings(Sequence[str]):
    """A column of strings in one text: string `i` is `text[bounds[i] : bounds[i + 1]]`."""

    text: str
    bounds: "array[int]"

    @classmethod
    def of(cls, strings: Iterable[str]) -> Self:
        """Build the column from strings."""
        every = list(strings)
        return cls("".join(every), array("i", accumulate(map(len, every), initial=0)))

    def __len__(self) -> int:
        """Return the number of strings."""
        return len(self.bounds) - 1

    def __getitem__(self, place: int) -> str:  # type: ignore[override] # no slices
        """Return the string at an index."""
        return self.text[self.bounds[place] : self.bounds[place + 1]]

    def __iter__(self) -> Iterator[str]:
        """Yield the strings."""
        return map(self.__getitem__, range(len(self)))


@dataclass(frozen=True)
class Columns:
    """A base class for columns: the first holds the ids, every other field of a subclass has the same length."""

    ids: list[str]

    @cached_property
    def index(self) -> IndexById:
        """The index of each id."""
        return IndexById((identifier, i) for i, identifier in enumerate(self.ids))

    @classmethod
    def joined(cls, parts: Sequence[Self]) -> Self:
        """Return the rows of all parts, concatenated."""
        names = [column.name for column in fields(cls)]
        return cls(*(_like(getattr(parts[0], name), chain(*(getattr(p, name) for p in parts))) for name in names))

    def patched(self, changed: Collection[str], fresh: Self) -> Self:
        """Return these rows with the rows of changed ids taken from `fresh`; an id missing there is removed.

        If no row differs, return `self`.
        """
        if all(self._row(identifier) == fresh._row(identifier) for identifier in changed):
            return self
        both = self.joined([self, fresh])
        kept = [i for i, identifier in enumerate(self.ids) if identifier not in changed]
        order = sorted([*kept, *range(len(self.ids), len(both.ids))], key=both.ids.__getitem__)
        columns = (getattr(both, column.name) for column in fields(self))
        return type(self)(*(_like(column, map(column.__getitem__, order)) for column in columns))

    def _row(self, identifier: str) -> list[Any] | None:
        place = bisect_left(self.ids, identifier)
        if self.ids[place : place + 1] != [identifier]:
            return None
        return [getattr(self, column.name)[place] for column in fields(self)]


def _like(column: Any, values: Iterable[Any]) -> Any:
    if isinstance(column, Strings):
        return Strings.of(values)
    return array(column.typecode, values) if isinstance(column, array) else list(values)


def derive(columns: object) -> None:
    """Compute every derived column now, for the worker processes that share it and before the first request."""
    for name in dir(type(columns)):
        if isinstance(getattr(type(columns), name), cached_property):
            getattr(columns, name)


def rows_by_value(column: Iterable[Iterable[V]]) -> dict[V, "array[int]"]:
    """Return for each value the indexes of the rows that contain it."""
    rows: defaultdict[V, array[int]] = defaultdict(lambda: array("i"))
    for i, values in enumerate(column):
        for value in values:
            rows[value].append(i)
    return dict(rows)
