"""Projections: functions that turn rows of values into objects of the answer.

Keys stand in the order of the selection. A null where the schema allows none goes up to the nearest parent that may be
null; only such a null makes a projection read a row twice.

A projection is Python text written for one selection and compiled: one dict display of its keys. Measured on 6,000
edges with their nodes (medians in one run): a general loop 8.3 ms, three specialised loops 4.5, zipping keys and values
2.7, compiled displays 1.3. The text of each projection stays in `linecache` for tracebacks.
"""

import linecache
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from graph.statement.core.run import NullError, Run
from graph.statement.core.selection import Field

Finish = Callable[[Any, Run], Any]
"""A function from a value of the row and the run to a value of the answer."""
Column = tuple[str, Finish | None]
"""The expression of a value in a statement and its finish; None where the answer is the value itself."""
Entry = tuple[Field, int | str, Finish | None]
"""A field, the place of its value in the row or the attribute that holds it, and its finish."""
TYPENAME = -1
"""A place without a value: the field answers the name of the type."""
ALONE = -2
"""The place of a value that is the whole row."""
_SOURCES = {TYPENAME: "type_name", ALONE: "row"}
CACHED_PROJECTIONS = 500
CACHED_LENGTH = 4_000
"""Projections in the cache, and characters of the longest of them."""
_SERIALS = count()


def project(entries: Sequence[Entry], type_name: str) -> Finish:
    """Return the function that makes an object from a row of values."""
    lines, finishes = [], []
    for i, (_, place, finish) in enumerate(entries):
        source = _source(place)
        if finish is None:
            lines.append(f"v{i} = {source}")
            continue
        finishes.append((f"f{i}", finish))
        lines += [
            "try:",
            f"    v{i} = f{i}({source}, run)",
            "except NullError as fault:",
            f"    run.settle(fields[{i}], fault)",
            f"    v{i} = None",
        ]
    lines.append(f"answer = {{{', '.join(f'{field.key!r}: v{i}' for i, (field, _, _) in enumerate(entries))}}}")
    if missing := " or ".join(f"v{i} is None" for i, (field, _, _) in enumerate(entries) if field.required):
        lines += [f"if {missing}:", "    require(answer, fields, type_name)"]
    parameters = ", ".join(["fields", "type_name", *(name for name, _ in finishes)])
    body = "\n        ".join([*lines, "return answer"])
    source = f"def maker(\n    {parameters}\n):\n    def make(row, run):\n        {body}\n    return make"
    maker = _maker(source)
    make: Finish = maker([field for field, _, _ in entries], type_name, *(finish for _, finish in finishes))
    return make


def project_plain(entries: Sequence[Entry], type_name: str) -> Finish:
    """Return the function that makes a list of objects from values whose attributes hold the fields, none null."""
    display = ", ".join(f"{field.key!r}: {_source(place)}" for field, place, _ in entries)
    source = f"def maker(type_name):\n    return lambda rows, run: [{{{display}}} for row in rows]"
    make: Finish = _maker(source)(type_name)
    return make


def _source(place: int | str) -> str:
    """Return the Python expression of the value at a place of a row, or in an attribute."""
    return f"row.{place}" if isinstance(place, str) else _SOURCES.get(place, f"row[{place}]")


def _maker(source: str) -> Callable[..., Finish]:
    """Return the function `maker` of a text, from the cache unless the text is long."""
    return _cached(source) if len(source) <= CACHED_LENGTH else _compile(source)


def _compile(source: str) -> Callable[..., Finish]:
    """Compile a text and return its function `maker`."""
    name = f"<projection {next(_SERIALS)}>"
    scope: dict[str, Any] = {"NullError": NullError, "require": require}
    exec(compile(source, name, "exec"), scope)  # noqa: S102 - a client gives nothing of the text but keys, quoted by !r
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    maker: Callable[..., Finish] = scope["maker"]
    return maker


_cached = lru_cache(maxsize=CACHED_PROJECTIONS)(_compile)


def require(answer: dict[str, Any], fields: Sequence[Field], type_name: str) -> None:
    """Raise NullError for the first required field that is null."""
    for field in fields:
        if field.required and answer[field.key] is None:
            message = f"Cannot return null for non-nullable field {type_name}.{field.name}."
            raise NullError(message, [field.key])


def each(finish: Finish, *, nullable: bool = False) -> Finish:
    """Return the function that applies a finish to each row; without `nullable`, a null item raises NullError."""

    def items(rows: Sequence[Any], run: Run) -> list[Any]:
        before = len(run.faults)
        try:
            return [finish(row, run) for row in rows]
        except NullError:
            # Which item failed is unknown here: drop the faults of this attempt and go through the items one by one.
            del run.faults[before:]
            return [_item(finish, row, place, run, nullable=nullable) for place, row in enumerate(rows)]

    return items


def _item(finish: Finish, row: Any, place: int, run: Run, *, nullable: bool) -> Any:
    try:
        return finish(row, run)
    except NullError as fault:
        fault.path.insert(0, place)
        if not nullable:
            raise
        run.faults.append(fault)
        return None


def constant(read: Callable[[Run], Any]) -> Finish:
    """Return a finish that reads the run and no value of the row."""
    return lambda _, run: read(run)
