"""Orderings, keyset pages and their cursors.

Nulls come last in both directions, and ids break ties; a page from the end reverses the order in the statement. A
cursor contains the name of its list, its order, the sort values of its row and, if the list depends on a day, that day.
A cursor of another list, order or day is an error.
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

_JSON_TYPES: Mapping[object, type | tuple[type, ...]] = {
    Scalar.INT: int,
    Scalar.FLOAT: (int, float),
    Scalar.BOOL: bool,
}
"""The JSON types of sort values in a cursor, where they are not texts."""


@dataclass(frozen=True)
class Key:
    """One criterion of an ordering: a property and a direction."""

    property: Property
    descending: bool = False

    def signature(self) -> str:
        """Return the name of the criterion in a cursor."""
        return f"{self.property.field}:{'DESC' if self.descending else 'ASC'}"


@dataclass(frozen=True)
class Page:
    """A page of a list: its size, the sort values of its cursor, and whether it is counted from the end.

    Size and sort values may be deferred; `cursor` is None for a page at an end of the list.
    """

    size: Any
    cursor: tuple[Any, ...] | None
    backwards: bool


def keys(kind: Kind, order: Sequence[Mapping[str, str]] | None) -> tuple[Key, ...]:
    """Return the criteria of an ordering, with the id last.

    Raises:
        ClientError: a criterion has no direction, or occurs twice.
    """
    criteria: list[Key] = []
    for item in order or ():
        ((name, direction),) = item.items()
        stored = kind.field(name)
        if stored is None or direction is None:
            message = f"orderBy.{name}: give ASC or DESC"
            raise ClientError(message)
        if any(key.property is stored for key in criteria):
            message = f"orderBy.{name}: given twice; give each field once"
            raise ClientError(message)
        criteria.append(Key(stored, direction == "DESC"))
    identifier = kind.property("id")
    has_id = any(key.property.name == "id" for key in criteria)
    return (*criteria, Key(identifier)) if identifier and not has_id else tuple(criteria)


def index_keys(kind: Kind, where: Mapping[str, Any], criteria: tuple[Key, ...]) -> tuple[Key, ...]:
    """Return the criteria of a whole kind, preceded by the property of `PAGED` if the filter fixes its value.

    The order stays the same, and Neo4j reads the page from the index on the property and the id.
    """
    name = PAGED.get(kind.base, "")
    stored = kind.property(name)
    by_id = len(criteria) == 1
    return (
        (Key(stored, criteria[0].descending), *criteria)
        if stored and by_id and set(where.get(stored.field) or ()) == {"eq"}
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
    """Return the expressions of the sort values that a cursor holds."""
    values = []
    for key in criteria:
        value = w.value(variable, key.property, key=True)
        values.append(f"toString({value})" if key.property.type is Scalar.DATE else value)
    return values


def bounds(w: Writer, variable: str, criteria: Sequence[Key], page: Page, *, whole: bool) -> list[str]:
    """Return the predicates that a page adds to the filter: its keyset and, for a `whole` kind, a hint for Neo4j."""
    first = criteria[0]
    parts = []
    # Always true for a required property; it makes Neo4j read the index in order instead of sorting the kind.
    if whole and first.property.required and not first.property.linked:
        parts.append(f"{w.value(variable, first.property, key=True)} IS NOT NULL")
    if page.cursor is not None:
        parts.append(_keyset(w, variable, list(zip(criteria, page.cursor, strict=True)), page.backwards))
    return parts


def _keyset(w: Writer, variable: str, values: list[tuple[Key, Any]], backwards: bool) -> str:  # noqa: FBT001
    """Return the test that a row comes after the sort values of a cursor, or before them."""
    (key, value), *rest = values
    left, right = w.value(variable, key.property, key=True), w.parameter(value)
    strict = _comes_after(left, right, key, backwards)
    if not rest:
        return strict
    same = (
        f"{left} = {right}" if key.property.required else f"({left} = {right} OR ({left} IS NULL AND {right} IS NULL))"
    )
    nested = f"({strict} OR ({same} AND {_keyset(w, variable, rest, backwards)}))"
    if key.property.required:
        # The outer comparison follows from the nested one; by itself it is a range that an index can seek.
        return f"({left} {'<=' if key.descending is not backwards else '>='} {right} AND {nested})"
    return nested


def _comes_after(left: str, right: str, key: Key, backwards: bool) -> str:  # noqa: FBT001
    """Return the test that one value comes after another, or before it; nulls are last in both directions."""
    test = f"{left} {'<' if key.descending is not backwards else '>'} {right}"
    if key.property.required:
        return test
    missing = f"{left} IS NOT NULL AND {right} IS NULL" if backwards else f"{left} IS NULL AND {right} IS NOT NULL"
    return f"({test} OR ({missing}))"


def page_arguments(arguments: Mapping[str, Any], name: str) -> tuple[Any, bool, Any, str]:
    """Return the size of a page, whether it counts from the end, the text of its cursor, and the cursor's argument.

    Size and text may be deferred; the text is None without a cursor.

    Raises:
        ClientError: both `first` and `last` are given, or `after` with `last`, or `before` without `last`.
    """
    first, last = arguments.get("first"), arguments.get("last")
    if first is not None and last is not None:
        message = f"{name}: give first or last, not both"
        raise ClientError(message)
    backwards = last is not None
    rows = last if backwards else PAGE_DEFAULT if first is None else first
    size = defer(in_range, f"{name}.{'last' if backwards else 'first'}", rows, PAGE_LIMIT)
    after, before = arguments.get("after"), arguments.get("before")
    if (after if backwards else before) is not None:
        message = f"{name}: after goes with first, before with last"
        raise ClientError(message)
    return (size, True, before, f"{name}.before") if backwards else (size, False, after, f"{name}.after")


def page_of(w: Writer, arguments: Mapping[str, Any], name: str, criteria: Sequence[Key]) -> Page:
    """Return the page that the arguments ask for; its size and cursor are checked before the statement is sent.

    Raises:
        ClientError: the arguments contradict each other.
    """
    size, backwards, text, argument = page_arguments(arguments, name)
    w.checked(size)
    if text is None:
        return Page(size, None, backwards)
    values = w.checked(defer(_sort_values_of, text, argument, name, criteria))
    return Page(size, tuple(defer(itemgetter(place), values) for place in range(len(criteria))), backwards)


def signature(name: str, criteria: Sequence[Key]) -> str:
    """Return the list and the order of a cursor, as the cursor holds them."""
    return f"{name}({','.join(key.signature() for key in criteria)})"


def write_cursor(of: str, values: Sequence[Any], day: date | None = None) -> str:
    """Return the cursor of a row from its list and order, its sort values, and the day the list depends on."""
    return base64.urlsafe_b64encode(orjson.dumps([of, day, *values])).decode().rstrip("=")


def read_cursor(text: str, argument: str, of: str, day: date | None = None) -> list[Any]:
    """Return the sort values of a cursor, as parsed from JSON.

    Raises:
        ClientError: it is no cursor, or one of another list, order or day.
    """
    try:
        content = _content(text)
    except (ValueError, binascii.Error):
        raise not_a_cursor(argument) from None
    if len(content) < 3 or content[0] != of:  # noqa: PLR2004 - list, day, one value
        raise not_a_cursor(argument)
    if (content[1] is None) is not (day is None):
        raise not_a_cursor(argument)
    if day and content[1] != day.isoformat():
        message = f"{argument}: this cursor is for asOf {content[1]}, but the query is for {day}; use the same asOf"
        raise ClientError(message)
    return content[2:]


def cursor_day(text: str) -> date | None:
    """Return the day of a cursor; None if the text is no cursor or has no day."""
    try:
        return date.fromisoformat(_content(text)[1])
    except (ValueError, IndexError, TypeError):
        return None


def _content(text: str) -> list[Any]:
    content = orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    return content if isinstance(content, list) else []


def not_a_cursor(argument: str) -> ClientError:
    """Return the error for a text that is no cursor of this list in this order."""
    return ClientError(f"{argument}: not a cursor of this list in this order; take one from its pageInfo or edges")


def _sort_values_of(text: str, argument: str, name: str, criteria: Sequence[Key]) -> list[Any]:
    """Return the sort values of a cursor, with the types that the database compares."""
    values = read_cursor(text, argument, signature(name, criteria))
    if len(values) != len(criteria):
        raise not_a_cursor(argument)
    return [_parse_value(value, key.property, argument) for value, key in zip(values, criteria, strict=True)]


def _parse_value(value: Any, stored: Property, argument: str) -> Any:
    if value is None and not stored.required:
        return None
    if not isinstance(value, _JSON_TYPES.get(stored.type, str)):
        raise not_a_cursor(argument)
    if stored.type is not Scalar.DATE:
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise not_a_cursor(argument) from None
