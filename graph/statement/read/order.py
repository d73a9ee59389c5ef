"""Orderings, keyset pages and their cursors.

Nulls come last both ways, ties are broken by id; a page before a cursor reverses the order in the statement. A cursor
holds the list it belongs to, the order, the day and the row's sort values; any other is refused.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

import orjson

from graph.bounds import PAGE_DEFAULT, PAGE_LIMIT
from graph.errors import ClientError, in_range
from graph.indexes import PAGED
from graph.shape import Kind, Property, Scalar
from graph.statement.core.run import defer
from graph.statement.core.writer import Writer

_WRITTEN: Mapping[object, type | tuple[type, ...]] = {
    Scalar.INT: int,
    Scalar.FLOAT: (int, float),
    Scalar.BOOL: bool,
}
"""How a cursor writes values that it does not write as text."""


@dataclass(frozen=True)
class Key:
    """One criterion of an ordering: what is compared, and which way."""

    property: Property
    descending: bool = False

    def signature(self) -> str:
        """Return how a cursor names it."""
        return f"{self.property.name}:{'DESC' if self.descending else 'ASC'}"


@dataclass(frozen=True)
class Page:
    """A page that was asked for: how many rows, from where, and which way the statement reads.

    Size and cursor may be known only when it is run.
    """

    size: Any
    cursor: tuple[Any, ...] | None
    backwards: bool


def keys(kind: Kind, order: Sequence[Mapping[str, str]] | None) -> tuple[Key, ...]:
    """Return the criteria of an ordering, the id always last."""
    chosen: list[Key] = []
    for item in order or ():
        ((name, direction),) = item.items()
        stored = kind.property(name)
        if stored is None or direction is None:
            message = f"orderBy.{name}: give ASC or DESC"
            raise ClientError(message)
        if any(key.property is stored for key in chosen):
            message = f"orderBy.{name}: given twice; give each field once"
            raise ClientError(message)
        chosen.append(Key(stored, direction == "DESC"))
    identifier = kind.property("id")
    return (*chosen, Key(identifier)) if identifier and all(k.property.name != "id" for k in chosen) else tuple(chosen)


def indexed(kind: Kind, where: Mapping[str, Any], criteria: tuple[Key, ...]) -> tuple[Key, ...]:
    """Return the criteria of all nodes of a kind that match, before them what the filter leaves one value of.

    That changes no order, and where an index holds it with the id, has Neo4j read a page from there.
    """
    name = PAGED.get(kind.base, "")
    stored = kind.property(name)
    by_id = len(criteria) == 1
    return (
        (Key(stored, criteria[0].descending), *criteria)
        if stored and by_id and set(where.get(name) or ()) == {"eq"}
        else criteria
    )


def order_by(w: Writer, variable: str, criteria: Sequence[Key], *, backwards: bool) -> str:
    """Return the ORDER BY of these criteria."""
    terms: list[str] = []
    for key in criteria:
        value = w.value(variable, key.property, key=True)
        if key.descending and not key.property.required:
            terms.append(f"{value} IS NULL{' DESC' if backwards else ''}")
        terms.append(f"{value} DESC" if key.descending is not backwards else value)
    return "ORDER BY " + ", ".join(terms)


def sort_values(w: Writer, variable: str, criteria: Sequence[Key]) -> list[str]:
    """Return the expressions whose values a cursor holds."""
    values = []
    for key in criteria:
        value = w.value(variable, key.property, key=True)
        values.append(f"toString({value})" if key.property.type is Scalar.DATE else value)
    return values


def bounds(w: Writer, variable: str, criteria: Sequence[Key], page: Page, *, whole: bool) -> list[str]:
    """Return the predicates that a page adds: the keyset, and of a whole kind what has Neo4j read an index in order."""
    first = criteria[0]
    parts = []
    if whole and first.property.required and not first.property.linked:
        parts.append(f"{w.value(variable, first.property, key=True)} IS NOT NULL")
    if page.cursor is not None:
        parts.append(_beyond(w, variable, list(zip(criteria, page.cursor, strict=True)), page.backwards))
    return parts


def _beyond(w: Writer, variable: str, rest: list[tuple[Key, Any]], backwards: bool) -> str:  # noqa: FBT001
    (key, value), *others = rest
    left, right = w.value(variable, key.property, key=True), w.parameter(value)
    strict = _strictly(left, right, key, backwards)
    if not others:
        return strict
    same = (
        f"{left} = {right}" if key.property.required else f"({left} = {right} OR ({left} IS NULL AND {right} IS NULL))"
    )
    nested = f"({strict} OR ({same} AND {_beyond(w, variable, others, backwards)}))"
    if key.property.required:
        return f"({left} {'<=' if key.descending is not backwards else '>='} {right} AND {nested})"
    return nested


def _strictly(left: str, right: str, key: Key, backwards: bool) -> str:  # noqa: FBT001
    """Return the test that a row comes after a cursor's, or before it; nulls are last, so none comes after a null."""
    test = f"{left} {'<' if key.descending is not backwards else '>'} {right}"
    if key.property.required:
        return test
    missing = f"{left} IS NOT NULL AND {right} IS NULL" if backwards else f"{left} IS NULL AND {right} IS NOT NULL"
    return f"({test} OR ({missing}))"


def page_arguments(arguments: Mapping[str, Any], name: str) -> tuple[Any, bool, Any, str]:
    """Return the page that arguments ask for: size, whether it is counted from the end, cursor, the cursor's argument.

    Size and cursor may be deferred.

    Raises:
        ClientError: `first` and `last` are both given, or a cursor with the wrong one.
    """
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        message = f"{name}: give first or last, not both"
        raise ClientError(message)
    backwards = last is not None
    wanted = last if backwards else PAGE_DEFAULT if first is None else first
    size = defer(in_range, f"{name}.{'last' if backwards else 'first'}", wanted, PAGE_LIMIT)
    after, before = arguments.get("after"), arguments.get("before")
    if (after if backwards else before) is not None:
        message = f"{name}: after goes with first, before with last"
        raise ClientError(message)
    return (size, True, before, f"{name}.before") if backwards else (size, False, after, f"{name}.after")


def page(w: Writer, arguments: Mapping[str, Any], name: str, criteria: Sequence[Key], day: Any) -> Page:
    """Return the page asked for; ClientError when its arguments contradict each other or its cursor is another's."""
    size, backwards, text, argument = page_arguments(arguments, name)
    w.checked(size)
    if text is None:
        return Page(size, None, backwards)
    values = w.checked(defer(_typed_values, text, argument, name, criteria, day))
    return Page(size, tuple(defer(itemgetter(place), values) for place in range(len(criteria))), backwards)


def signature(name: str, criteria: Sequence[Key]) -> str:
    """Return what a cursor says of the list it belongs to."""
    return f"{name}({','.join(key.signature() for key in criteria)})"


def write_cursor(of: str, day: date, values: Sequence[Any]) -> str:
    """Return the cursor of a row."""
    return base64.urlsafe_b64encode(orjson.dumps([of, day.isoformat(), *values])).decode().rstrip("=")


def read_cursor(text: str, argument: str, of: str, day: date) -> list[Any]:
    """Return the sort values that a cursor holds; ClientError when it is not a cursor of this list, order and day."""
    try:
        content = _content(text)
    except (ValueError, binascii.Error):
        raise not_a_cursor(argument) from None
    if len(content) < 3 or content[0] != of:  # noqa: PLR2004 - list, day, one value
        raise not_a_cursor(argument)
    if content[1] != day.isoformat():
        message = f"{argument}: this cursor is for asOf {content[1]}, the question for {day}; ask with the same asOf"
        raise ClientError(message)
    return content[2:]


def cursor_day(text: str) -> date | None:
    """Return the day that a cursor was made for, or None when it is no cursor."""
    try:
        return date.fromisoformat(_content(text)[1])
    except (ValueError, IndexError, TypeError):
        return None


def _content(text: str) -> list[Any]:
    content = orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    return content if isinstance(content, list) else []


def not_a_cursor(argument: str) -> ClientError:
    """Return the error for a cursor of another list, or of none."""
    return ClientError(f"{argument}: not a cursor of this list in this order; take one from its pageInfo or edges")


def _typed_values(text: str, argument: str, name: str, criteria: Sequence[Key], day: date) -> list[Any]:
    """Return the sort values of a cursor as the database compares them."""
    values = read_cursor(text, argument, signature(name, criteria), day)
    if len(values) != len(criteria):
        raise not_a_cursor(argument)
    return [_typed(value, key.property, argument) for value, key in zip(values, criteria, strict=True)]


def _typed(value: Any, stored: Property, name: str) -> Any:
    if value is None and not stored.required:
        return None
    if not isinstance(value, _WRITTEN.get(stored.type, str)):
        raise not_a_cursor(name)
    if stored.type is not Scalar.DATE:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise not_a_cursor(name) from None
