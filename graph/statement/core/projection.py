"""Projections: functions that turn rows of values into objects of the answer.

Keys are in the order of the selection. A null where the schema allows none moves up to the nearest nullable parent. A
projection does not track paths: the first such null of a run sets `Run.tracing`, and every object around it is made
again by `_trace`, which records the paths of the faults below it.

A projection is Python source generated for one selection and compiled: one dict display of its keys. Measured on 6,000
edges with their nodes (medians in one run): a general loop 8.3 ms, three specialised loops 4.5, zipping keys and values
2.7, compiled displays 1.3. The source stays in `linecache` for tracebacks as long as the projection exists.
"""

import linecache
import weakref
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count
from types import CodeType
from typing import Any

from graph.statement.core.run import NullError, Run
from graph.statement.core.selection import Field, Selection
from graph.text import snake

Decoder = Callable[[Any, Run], Any]
"""A function from a value of the row, and the run, to a value of the answer."""
Column = tuple[str, Decoder | None]
"""The expression of a value in a statement and its decoder; None if the answer is the value itself."""
Entry = tuple[Field, int | str, Decoder | None]
"""A field, the index of its value in the row or the attribute that holds it, and its decoder."""
TYPENAME = -1
"""The index of a field that has no value: the answer is the name of the type."""
ALONE = -2
"""The index of a value that is the whole row."""
_SOURCES = {TYPENAME: "type_name", ALONE: "row"}
CACHED_PROJECTIONS = 500
CACHED_LENGTH = 4_000
"""The number of cached projections, and the longest source that is cached."""
_SERIALS = count()


def project(entries: Sequence[Entry], type_name: str) -> Decoder:
    """Return the function that makes an object from a row of values."""
    lines, decoders = list[str](), list[tuple[str, Decoder]]()
    for i, (_, place, decode) in enumerate(entries):
        source = _source(place)
        if decode is None:
            lines.append(f"v{i} = {source}")
            continue
        decoders.append((f"f{i}", decode))
        lines += [
            "try:",
            f"    v{i} = f{i}({source}, run)",
            "except NullError as fault:",
            f"    run.handle_fault(fields[{i}], fault)",
            f"    v{i} = None",
        ]
    lines.append(f"answer = {{{', '.join(f'{field.key!r}: v{i}' for i, (field, _, _) in enumerate(entries))}}}")
    if missing := " or ".join(f"v{i} is None" for i, (field, _, _) in enumerate(entries) if field.required):
        lines += [f"if {missing}:", "    require(answer, fields, type_name)"]
    if decoders:  # without decoders nothing below the object can have a fault
        again = ["if run.tracing:", "    return trace(entries, type_name, row, run)"]
        # Faults found before tracing began are recorded again, with their paths, when the object is remade.
        lines = [*again, *lines, again[0], "    run.faults.clear()", again[1]]
    parameters = ", ".join(["entries", "fields", "type_name", *(name for name, _ in decoders)])
    body = "\n        ".join([*lines, "return answer"])
    source = f"def maker(\n    {parameters}\n):\n    def make(row, run):\n        {body}\n    return make"
    maker = _maker(source)
    fields = [field for field, _, _ in entries]
    make: Decoder = maker(entries, fields, type_name, *(decode for _, decode in decoders))
    return make


def project_plain(entries: Sequence[Entry], type_name: str) -> Decoder:
    """Return the function that makes a list of objects from values with an attribute per field, none null."""
    display = ", ".join(f"{field.key!r}: {_source(place)}" for field, place, _ in entries)
    source = f"def maker(type_name):\n    return lambda rows, run: [{{{display}}} for row in rows]"
    make: Decoder = _maker(source)(type_name)
    return make


def project_value(selection: Selection) -> Decoder:
    """Return the function that makes an object from a value whose attributes are its fields, in snake case."""
    type_name, fields = selection.only()
    return project([(field, attribute(field), below(field)) for field in fields], type_name)


def attribute(field: Field) -> int | str:
    """Return the attribute that holds a field."""
    return TYPENAME if field.name == "__typename" else snake(field.name)


def below(field: Field) -> Decoder | None:
    """Return the decoder of the values in an attribute; None if they are plain."""
    if field.selection is None:
        return None
    make = project_value(field.selection)
    return each(make) if field.many else lambda value, run: None if value is None else make(value, run)


def _source(place: int | str) -> str:
    """Return the Python expression of the value at an index of a row, or in an attribute."""
    return f"row.{place}" if isinstance(place, str) else _SOURCES.get(place, f"row[{place}]")


def _maker(source: str) -> Callable[..., Decoder]:
    """Return the function `maker` of a source, from the cache unless the source is long."""
    return _cached(source) if len(source) <= CACHED_LENGTH else _compile(source)


def _compile(source: str) -> Callable[..., Decoder]:
    """Compile a source and return its function `maker`."""
    name = f"<projection {next(_SERIALS)}>"
    scope: dict[str, Any] = {"NullError": NullError, "require": require, "trace": _trace}
    exec(compile(source, name, "exec"), scope)  # noqa: S102 - a client gives nothing of the text but keys, quoted by !r
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    maker: Callable[..., Decoder] = scope["maker"]
    (projection,) = (inner for inner in maker.__code__.co_consts if isinstance(inner, CodeType))
    weakref.finalize(projection, linecache.cache.pop, name, None).atexit = False
    return maker


_cached = lru_cache(maxsize=CACHED_PROJECTIONS)(_compile)


def require(answer: dict[str, Any], fields: Sequence[Field], type_name: str) -> None:
    """Raise NullError for the first required field that is null."""
    for field in fields:
        if field.required and answer[field.key] is None:
            message = f"Cannot return null for non-nullable field {type_name}.{field.name}."
            raise NullError(message, [field.key])


def each(decode: Decoder, *, nullable: bool = False) -> Decoder:
    """Return the function that decodes every row of a list; without `nullable`, a null item raises NullError."""

    def items(rows: Sequence[Any], run: Run) -> list[Any]:
        if not run.tracing:
            try:
                answers = [decode(row, run) for row in rows]
            except NullError:
                answers = None
            if answers is not None and not run.tracing:
                return answers
            run.tracing = True
            run.faults.clear()
        return [_step(decode, row, run, place, nullable=nullable) for place, row in enumerate(rows)]

    return items


def _trace(entries: Sequence[Entry], type_name: str, row: Any, run: Run) -> dict[str, Any]:
    """Return the object of a row, as its projection does, and record the paths of the faults below it."""
    answer: dict[str, Any] = {}
    for field, place, decode in entries:
        if isinstance(place, str):
            value = getattr(row, place)
        else:
            value = type_name if place == TYPENAME else row if place == ALONE else row[place]
        if decode is not None:
            value = _step(decode, value, run, field.key, nullable=not field.required)
        answer[field.key] = value
    require(answer, [field for field, _, _ in entries], type_name)
    return answer


def _step(decode: Decoder, value: Any, run: Run, step: str | int, *, nullable: bool) -> Any:
    """Return the decoded value; `step` is prepended to the path of every fault below it."""
    before = len(run.faults)
    try:
        return decode(value, run)
    except NullError as fault:
        if not nullable:
            fault.path.insert(0, step)
            raise
        run.faults.append(fault)
        return None
    finally:
        for fault_below in run.faults[before:]:
            fault_below.path.insert(0, step)


def constant(read: Callable[[Run], Any]) -> Decoder:
    """Return a decoder that uses the run only."""
    return lambda _, run: read(run)
