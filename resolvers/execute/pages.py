"""Pages of worked-out answers: the same cursors and errors as `graph.statement.read.order`, over values in memory."""

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
    """A page of a list: what it shows, what is around it, and the cursors."""

    shown: Sequence[T]
    total: int
    more_before: bool
    more_after: bool
    cursor: Callable[[T], str]


@dataclass(frozen=True)
class Order(Generic[T]):
    """An ordering of values in memory: what a cursor calls it, and each criterion with its direction."""

    name: str
    criteria: Sequence[tuple[Callable[[T], Any], bool]]
    sorted_by: int = 0
    """The number of criteria, counted from the last, by which the values are sorted already."""

    def sort(self, values: Sequence[T]) -> list[T]:
        """Return the values in order."""
        found = list(values)
        for read, descending in reversed(self.criteria[: len(self.criteria) - self.sorted_by]):
            found.sort(key=read, reverse=descending)
        return found

    def key(self, value: T) -> list[Any]:
        """Return the sort values of one."""
        return [read(value) for read, _ in self.criteria]

    def follows(self, value: T, than: Sequence[Any]) -> int:
        """Return 1 when a value comes after the place of these sort values, -1 before, 0 when it is there."""
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
    """Return the ordering that an argument `orderBy` asks for.

    Args:
        root: The root field.
        order_by: The argument: one field and its direction each.
        readers: The sort value of each field.
        ties: The sort values by which ties are broken, ascending.
        sorted_by: As in `Order`.

    Raises:
        ClientError: a field without a direction, or given twice.
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
    """Return a page of values in order; ClientError when its arguments do not fit."""
    size, backwards, text, argument = page_arguments(arguments, name)
    found = order.sort(values)
    rest = found if text is None else _beyond(found, order, text, argument, day, backwards=backwards)
    shown = rest[-size:] if backwards else rest[:size]
    more = len(rest) > size
    return Slice(
        shown,
        len(found),
        more if backwards else text is not None,
        text is not None if backwards else more,
        lambda value: write_cursor(order.name, order.key(value), day),
    )


def _beyond(found: list[T], order: Order[T], text: str, name: str, day: date, *, backwards: bool) -> list[T]:
    place = read_cursor(text, name, order.name, day)
    if len(place) != len(order.criteria):
        raise not_a_cursor(name)

    def side(value: T) -> int:
        return order.follows(value, place)

    try:
        return found[: bisect_left(found, 0, key=side)] if backwards else found[bisect_right(found, 0, key=side) :]
    except TypeError:
        raise not_a_cursor(name) from None


def connection_getters() -> dict[str, Getter]:
    """Return the getters of a connection over a slice; an edge is a value with its page."""
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
