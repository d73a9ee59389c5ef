"""The shape of an operation's values: the part that decides how the operation is planned.

Field and condition names, enums, booleans and nulls belong to the shape. Whether a list of scalars has no, one or
several distinct items belongs to it too. Texts, numbers and days are values; they are not needed until the plan runs.
"""

from collections.abc import Hashable, Iterator
from enum import Enum
from functools import lru_cache
from typing import Any

from graph.statement.core.run import Slot

SEVERAL = 2


def shape_of(value: Any, values: list[Any]) -> Hashable:
    """Return the shape of a coerced value, and append to `values` the values that are not part of it."""
    if isinstance(value, dict):
        return "{", *value, *[shape_of(item, values) for item in value.values()]
    if isinstance(value, list) and not _is_value(value):
        return "[", *[shape_of(item, values) for item in value]
    if _is_shape(value):
        return value  # type: ignore[no-any-return]
    values.append(value)
    return _distinct(value)


def slots(value: Any, places: Iterator[int]) -> Any:
    """Return a coerced value with slots in place of the values that `shape_of` appends."""
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
