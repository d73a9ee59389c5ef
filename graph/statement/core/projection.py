"""Rows of values become objects of the answer.

Rule: keys in the order of the selection; a null where the schema has none goes up to the nearest parent that may be
null, and only then is anything looked at twice. What makes an object is a function written for its selection: one
display of its keys, as a person would write it by hand.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from graph.statement.core.run import Null, Run
from graph.statement.core.selection import Field

Finish = Callable[[Any, Run], Any]
Column = tuple[str, Finish | None]
Entry = tuple[Field, int, Finish | None]
"""A field, the place of its value in the row, and what makes its answer of it."""
Part = tuple[Field, str, Finish | None]
"""A field, the Python expression of its value, and what makes its answer of it."""
TYPENAME = -1
"""In the place of a value: the type's name."""
ALONE = -2
"""In the place of a value: the row holds nothing else, and is the value."""
_SOURCES = {TYPENAME: "named", ALONE: "value"}
WRITTEN_KEPT = 500
LONGEST_KEPT = 4_000


def project(entries: Sequence[Entry], type_name: str) -> Finish:
    """Return the function that makes an object of a row of values."""
    sources = (_SOURCES.get(place, f"value[{place}]") for _, place, _ in entries)
    parts = [(field, source, finish) for (field, _, finish), source in zip(entries, sources, strict=True)]
    return assembled(parts, type_name)


def assembled(parts: Sequence[Part], type_name: str, before: Sequence[str] = ()) -> Finish:
    """Return the function that makes an object of a value.

    Args:
        parts: The fields in order; their expressions may refer to `value`, `run`, what `before` sets, `named` for the
            type's name, and the field itself as `fields[i]`.
        type_name: The type's name.
        before: Statements that come first.
    """
    lines = list(before)
    for i, (_, source, finish) in enumerate(parts):
        if finish is None:
            lines.append(f"v{i} = {source}")
            continue
        lines += [
            "try:",
            f"    v{i} = f{i}({source}, run)",
            "except Null as fault:",
            f"    run.settle(fields[{i}], fault)",
            f"    v{i} = None",
        ]
    lines.append(f"answer = {{{', '.join(f'{field.key!r}: v{i}' for i, (field, _, _) in enumerate(parts))}}}")
    if missing := " or ".join(f"v{i} is None" for i, (field, _, _) in enumerate(parts) if field.required):
        lines += [f"if {missing}:", "    whole(answer, fields, named)"]
    given = ", ".join(["fields", "named", *(f"f{i}" for i, (_, _, finish) in enumerate(parts) if finish)])
    body = "\n        ".join([*lines, "return answer"])
    source = f"def over({given}):\n    def made(value, run):\n        {body}\n    return made"
    written = _kept if len(source) <= LONGEST_KEPT else _written
    made: Finish = written(source)(
        [field for field, _, _ in parts], type_name, *filter(None, (part[2] for part in parts))
    )
    return made


def _written(source: str) -> Callable[..., Finish]:
    """Return the function `over` of this text, which makes another of its fields, names and finishes."""
    scope: dict[str, Any] = {"Null": Null, "whole": whole}
    exec(compile(source, "<projection>", "exec"), scope)  # noqa: S102 - of a client nothing is in it but quoted keys
    over: Callable[..., Finish] = scope["over"]
    return over


_kept = lru_cache(maxsize=WRITTEN_KEPT)(_written)


def whole(answer: dict[str, Any], fields: Sequence[Field], type_name: str) -> None:
    """Raise Null for the first of the fields that may not be null and is."""
    for field in fields:
        if field.required and answer[field.key] is None:
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
