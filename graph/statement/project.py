"""Rows of values become objects of the answer.

Rule: keys in the order of the selection; a null where the schema has none goes up to the nearest parent that may be
null, and only then is anything looked at twice.
"""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from graph.statement.run import Null, Run
from graph.statement.selection import Field

Finish = Callable[[Any, Run], Any]
Column = tuple[str, Finish | None]
Entry = tuple[Field, int, Finish | None]
"""A field, the place of its value in the row, and what makes its answer of it."""
TYPENAME = -1
"""The place of the type's name: behind the row's own values."""


def project(entries: Sequence[Entry], type_name: str) -> Finish:
    """Return the function that makes an object of a row of values."""
    if any(place == TYPENAME for _, place, _ in entries):
        return _mixed(entries, type_name)
    if len(entries) == 1:
        return _single(*entries[0], type_name)
    return _mixed(entries, type_name) if any(finish for _, _, finish in entries) else _plain(entries, type_name)


def _single(field: Field, place: int, finish: Finish | None, type_name: str) -> Finish:
    """Return what makes an object of one field, as most edges are."""
    key, required = field.key, (field,) if field.required else ()

    def one(values: Sequence[Any], run: Run) -> dict[str, Any]:
        found = values[place]
        if finish:
            try:
                found = finish(found, run)
            except Null as fault:
                run.settle(field, fault)
                found = None
        answer = {key: found}
        if found is None:
            whole(answer, required, type_name)
        return answer

    return one


def _plain(entries: Sequence[Entry], type_name: str) -> Finish:
    """Return what makes an object of values that are answered as they come."""
    keys = tuple(field.key for field, _, _ in entries)
    pick = _picked([place for _, place, _ in entries])
    required = tuple(field for field, _, _ in entries if field.required)
    present = _picked([place for field, place, _ in entries if field.required])

    def row(values: Sequence[Any], _run: Run) -> dict[str, Any]:
        answer = dict(zip(keys, pick(values), strict=True))
        if None in present(values):
            whole(answer, required, type_name)
        return answer

    return row


def _mixed(entries: Sequence[Entry], type_name: str) -> Finish:
    """Return what makes an object of which some fields are made, or name its type."""
    keys = tuple(field.key for field, _, _ in entries)
    pick = _picked([place for _, place, _ in entries])
    named = any(place == TYPENAME for _, place, _ in entries)
    finishing = tuple((field, finish) for field, _, finish in entries if finish)
    required = tuple(field for field, _, _ in entries if field.required)

    def row(values: Sequence[Any], run: Run) -> dict[str, Any]:
        answer = dict(zip(keys, pick((*values, type_name) if named else values), strict=True))
        for field, finish in finishing:
            try:
                answer[field.key] = finish(answer[field.key], run)
            except Null as fault:
                run.settle(field, fault)
                answer[field.key] = None
        if required and None in answer.values():
            whole(answer, required, type_name)
        return answer

    return row


def _picked(places: Sequence[int]) -> Callable[[Sequence[Any]], tuple[Any, ...]]:
    if len(places) == 1:
        (place,) = places
        return lambda values: (values[place],)
    return itemgetter(*places) if places else lambda _: ()


def whole(answer: dict[str, Any], required: Sequence[Field], type_name: str) -> None:
    """Raise Null for the first of the fields that may not be null and is."""
    for field in required:
        if answer[field.key] is None:
            message = f"Cannot return null for non-nullable field {type_name}.{field.name}."
            raise Null(message, [field.key])


def each(finish: Finish, *, nullable: bool = False) -> Finish:
    """Return the function that makes a list of rows; an item that must not be null, where none may, raises Null."""

    def items(rows: Sequence[Any], run: Run) -> list[Any]:
        before = len(run.faults)
        try:
            return [finish(row, run) for row in rows]
        except Null:
            del run.faults[before:]
            return [_item(finish, row, place, run, nullable=nullable) for place, row in enumerate(rows)]

    return items


def _item(finish: Finish, row: Any, place: int, run: Run, *, nullable: bool) -> Any:
    try:
        return finish(row, run)
    except Null as fault:
        fault.path.insert(0, place)
        if not nullable:
            raise
        run.faults.append(fault)
        return None


def constant(read: Callable[[Run], Any]) -> Finish:
    """Return a finish that needs no value of the row."""
    return lambda _, run: read(run)
