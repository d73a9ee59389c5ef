"""Pages of computed answers: the same cursors and errors as `graph.statement.read.order`, over values in memory."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from graph.errors import ClientError
from graph.statement.core.selection import Field
from graph.statement.read.order import not_a_cursor, page_arguments, read_cursor, write_cursor
from resolvers.execute.root import Getter

T = TypeVar("T")


@dataclass(frozen=True)
class Slice(Generic[T]):
    """A page of a list: the values shown, whether there are more on either side, and their cursors."""

    shown: Sequence[T]
    total: int
    more_before: bool
    more_after: bool
    cursor: Callable[[T], str]


@dataclass(frozen=True)
class Order(Generic[T]):
    """An ordering of values in memory: its name in cursors, and each criterion with whether it is descending."""

    name: str
    criteria: Sequence[tuple[Callable[[T], Any], bool]]
    sorted_by: int = 0
    """The number of criteria by which the values are already sorted: the last ones of `criteria`."""

    def sort(self, values: Sequence[T]) -> list[T]:
        """Return the values in order."""
        ordered = list(values)
        for read, descending in reversed(self.criteria[: len(self.criteria) - self.sorted_by]):
            ordered.sort(key=read, reverse=descending)
        return ordered

    def key(self, value: T) -> list[Any]:
        """Return the sort values of a value."""
        return [read(value) for read, _ in self.criteria]

    def compare(self, value: T, than: Sequence[Any]) -> int:
        """Compare a value with these sort values: 1 if it comes after them, -1 if before, 0 if equal."""
        for (read, descending), other in zip(self.criteria, than, strict=True):
            mine = read(value)
            if mine != other:
                return 1 if (mine > other) is not descending else -1
        return 0


def order_of(
    root: str,
    order_by: Sequence[Mapping[str, str | None]],
    readers: Mapping[str, Callable[[T], Any]],
    ties: Sequence[Callable[[T], Any]],
    sorted_by: int = 0,
) -> Order[T]:
    """Return the ordering that an `orderBy` argument asks for.

    Args:
        root: the root field.
        order_by: the argument; each item has one field with its direction.
        readers: the sort value of each field.
        ties: the sort values that break ties, ascending.
        sorted_by: as in `Order`.

    Raises:
        ClientError: a field has no direction, or is given twice.
    """
    criteria: dict[str, tuple[Callable[[T], Any], bool]] = {}
    for item in order_by:
        ((name, direction),) = item.items()
        if direction is None:
            message = f"orderBy.{name}: give ASC or DESC"
            raise ClientError(message)
        if name in criteria:
            message = f"orderBy.{name}: given twice; give each field once"
            raise ClientError(message)
        criteria[name] = readers[name], direction == "DESC"
    said = ",".join(f"{name}:{direction}" for item in order_by for name, direction in item.items())
    return Order(f"{root}({said})", [*criteria.values(), *((read, False) for read in ties)], sorted_by)


def sliced(values: Sequence[T], order: Order[T], arguments: Mapping[str, Any], name: str, day: date) -> Slice[T]:
    """Return a page of the values in order.

    Raises:
        ClientError: the paging arguments do not fit.
    """
    size, backwards, text, argument = page_arguments(arguments, name)
    ordered = order.sort(values)
    rest = ordered if text is None else _beyond(ordered, order, text, argument, day, backwards=backwards)
    shown = rest[-size:] if backwards else rest[:size]
    more = len(rest) > size
    return Slice(
        shown,
        len(ordered),
        more if backwards else text is not None,
        text is not None if backwards else more,
        lambda value: write_cursor(order.name, order.key(value), day),
    )


def _beyond(ordered: list[T], order: Order[T], text: str, name: str, day: date, *, backwards: bool) -> list[T]:
    place = read_cursor(text, name, order.name, day)
    if len(place) != len(order.criteria):
        raise not_a_cursor(name)

    def side(value: T) -> int:
        return order.compare(value, place)

    try:
        return (
            ordered[: bisect_left(ordered, 0, key=side)] if backwards else ordered[bisect_right(ordered, 0, key=side) :]
        )
    except TypeError:
        raise not_a_cursor(name) from None


def connection_getters() -> dict[str, Getter]:
    """Return the getters of a connection over a slice; an edge is a value with its slice."""
    return {
        "edges": lambda page, _: [(value, page) for value in page.shown],
        "nodes": lambda page, _: page.shown,
        "pageInfo": lambda page, _: page,
        "totalCount": lambda page, _: page.total,
    }


def edge_cursor(edge: tuple[Any, Slice[Any]], _field: Field) -> str:
    """Return the cursor of an edge."""
    value, page = edge
    return page.cursor(value)


def page_info_getters() -> dict[str, Getter]:
    """Return the getters of PageInfo over a slice."""

    def end(page: Slice[Any], place: int) -> str | None:
        return page.cursor(page.shown[place]) if page.shown else None

    def read(page: Slice[Any], field: Field) -> Any:
        return end(page, 0 if field.name == "startCursor" else -1)

    return {
        "hasNextPage": lambda page, _: page.more_after,
        "hasPreviousPage": lambda page, _: page.more_before,
        "startCursor": read,
        "endCursor": read,
    }
