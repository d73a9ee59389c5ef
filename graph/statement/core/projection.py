"""Objects of the answer, made of rows of values.

Keys stand in the order of the selection. A null where the schema allows none goes up to the nearest parent that may be
null; only then is anything looked at twice.

What makes an object is a function written for its selection and compiled: one display of its keys, as a person would
write it by hand. Measured on 6,000 edges around nodes (medians in one run): one general loop 8.3 ms, three specialised
loops 4.5, zipping keys and values 2.7, this 1.3. The text of each function is kept for tracebacks (`linecache`).
"""

import linecache
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

from graph.statement.core.run import NullError, Run
from graph.statement.core.selection import Field

Finish = Callable[[Any, Run], Any]
"""Makes an answer of a value, in a run."""
Column = tuple[str, Finish | None]
"""The expression of a value in a statement, and what makes the answer of it where that is not the value itself."""
Entry = tuple[Field, int | str, Finish | None]
"""A field, the place of its value in the row, or the attribute that holds it, and what makes its answer of it."""
TYPENAME = -1
"""In the place of a value: the type's name."""
ALONE = -2
"""In the place of a value: the row holds nothing else, and is the value."""
_SOURCES = {TYPENAME: "type_name", ALONE: "row"}
COMPILED_KEPT = 500
LONGEST_KEPT = 4_000
_NUMBERS = count()


def project(entries: Sequence[Entry], type_name: str) -> Finish:
    """Return the function that makes an object of a row of values; None of None."""
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
    given = ", ".join(["fields", "type_name", *(name for name, _ in finishes)])
    body = "\n        ".join([*lines, "return answer"])
    source = f"def maker(\n    {given}\n):\n    def make(row, run):\n        {body}\n    return make"
    compiled = _kept if len(source) <= LONGEST_KEPT else _compiled
    make: Finish = compiled(source)([field for field, _, _ in entries], type_name, *(finish for _, finish in finishes))
    return make


def project_plain(entries: Sequence[Entry], type_name: str) -> Finish:
    """Return the function that makes a list of objects of values whose fields are attributes, none of them null."""
    shown = ", ".join(f"{field.key!r}: {_source(place)}" for field, place, _ in entries)
    source = f"def maker(type_name):\n    return lambda rows, run: [{{{shown}}} for row in rows]"
    compiled = _kept if len(source) <= LONGEST_KEPT else _compiled
    make: Finish = compiled(source)(type_name)
    return make


def _source(place: int | str) -> str:
    """Return the Python expression of the value at a place of a row, or in an attribute."""
    return f"row.{place}" if isinstance(place, str) else _SOURCES.get(place, f"row[{place}]")


def _compiled(source: str) -> Callable[..., Finish]:
    """Return the function `maker` of a text; nothing of a client is in the text but quoted keys."""
    name = f"<projection {next(_NUMBERS)}>"
    scope: dict[str, Any] = {"NullError": NullError, "require": require}
    exec(compile(source, name, "exec"), scope)  # noqa: S102 - see above
    linecache.cache[name] = len(source), None, source.splitlines(keepends=True), name
    maker: Callable[..., Finish] = scope["maker"]
    return maker


_kept = lru_cache(maxsize=COMPILED_KEPT)(_compiled)


def require(answer: dict[str, Any], fields: Sequence[Field], type_name: str) -> None:
    """Raise NullError for the first of the fields that may not be null and is."""
    for field in fields:
        if field.required and answer[field.key] is None:
            message = f"Cannot return null for non-nullable field {type_name}.{field.name}."
            raise NullError(message, [field.key])


def each(finish: Finish, *, nullable: bool = False) -> Finish:
    """Return the function that makes a list of rows; an item that may not be null and is raises NullError."""

    def items(rows: Sequence[Any], run: Run) -> list[Any]:
        before = len(run.faults)
        try:
            return [finish(row, run) for row in rows]
        except NullError:
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
    """Return a finish that needs no value of the row."""
    return lambda _, run: read(run)
