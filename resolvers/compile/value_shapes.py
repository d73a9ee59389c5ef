"""The shape of an operation's values: what of them decides how it is planned, apart from what only a run needs.

Which fields and conditions are given, enums, booleans and nulls are shape, and of a list of texts or numbers whether it
has none, one or more; the texts, numbers and days themselves are values.
"""

from collections.abc import Hashable, Iterator
from enum import Enum
from functools import lru_cache
from typing import Any

from graph.statement.core.run import Slot

SEVERAL = 2


def shape_of(value: Any, values: list[Any]) -> Hashable:
    """Return the shape of a coerced value, and add to `values` what is left out of it."""
    if isinstance(value, dict):
        return "{", *(part for key, item in value.items() for part in (key, shape_of(item, values)))
    if isinstance(value, list) and not _is_value(value):
        return "[", *(shape_of(item, values) for item in value)
    if _is_shape(value):
        return value  # type: ignore[no-any-return]
    values.append(value)
    return _distinct(value)


def slots(value: Any, places: Iterator[int]) -> Any:
    """Return a coerced value with what `shape_of` leaves out of its shape as the places where a run finds it."""
    if isinstance(value, dict):
        return {key: slots(item, places) for key, item in value.items()}
    if isinstance(value, list) and not _is_value(value):
        return [slots(item, places) for item in value]
    return value if _is_shape(value) else _slot(next(places), _distinct(value))


def _is_shape(value: Any) -> bool:
    return value is None or isinstance(value, (bool, Enum))


def _is_value(items: list[Any]) -> bool:
    return bool(items) and not any(isinstance(item, (dict, list)) or _is_shape(item) for item in items)


def _distinct(value: Any) -> int:
    return min(len(set(value)), SEVERAL) if isinstance(value, list) else 1


@lru_cache(maxsize=4_096)
def _slot(place: int, distinct: int) -> Slot:
    return Slot(place, distinct)
