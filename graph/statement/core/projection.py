"""Projections: functions that turn rows of values into objects of the answer.

Keys are in the order of the selection. If a value is null where the schema does not allow it, the nearest nullable
parent becomes null instead. A projection does not track paths. At the first such null, the outermost projection sets
`Run.tracing` and rebuilds its object with `_trace`, which records the paths of all faults in this object.

A projection is Python source generated for one selection. The outermost projection is compiled into a single display (a
literal of dicts and lists), and the projections below it are inlined into this display. Measured on 6,000 edges with
their nodes (medians in one run): a general loop 8.3 ms, three specialised loops 4.5, zipping keys and values 2.7, a
compiled display for each object 1.3.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any, Never

from graph.statement.core.run import NullError, Run
from graph.statement.core.selection import Field, Selection
from graph.text import snake

Decoder = Callable[[Any, Run], Any]
"""A function that takes a value of the row and the run, and returns a value of the answer."""
Column = tuple[str, Decoder | None]
"""The expression of a value in a statement and its decoder; None if the answer is the value itself."""
Entry = tuple[Field, int | str, Decoder | None]
"""A field, the index of its value in the row or the attribute that holds it, and its decoder."""
TYPENAME = -1
"""The index of a field that has no value: the answer is the name of the type."""
ALONE = -2
"""The index of a value that is the whole row."""
DEEPEST = 30
"""The maximum number of levels that are inlined into one source; Python's parser accepts 200 nested brackets."""
CACHED_PROJECTIONS = 500
CACHED_LENGTH = 4_000
"""The maximum number of cached projections, and the maximum length of a cached source."""


class Names:
    """The names in the source of one projection: those of the decoders it calls and of the items of its lists."""

    def __init__(self) -> None:
        self.decoders: list[Decoder] = []
        self.of_run: list[str] = []
        self.depth = self._items = 0

    def decoder(self, decode: Decoder) -> str:
        """Return the name of a decoder."""
        self.decoders.append(decode)
        return f"f{len(self.decoders) - 1}"

    def once(self, read: Callable[[Run], Any]) -> str:
        """Return the name of a value that is read from the run once, before any row."""
        self.of_run.append(f"{self.decoder(lambda _, run: read(run))}(None, run)")
        return f"once{len(self.of_run)}"

    def item(self) -> str:
        """Return a name for the items of a list."""
        self._items += 1
        return f"row{self._items}"


class Inlined(ABC):
    """A decoder whose expression is inlined into that of the decoder above it, or compiled if there is none above."""

    _make: Decoder | None = None

    def __call__(self, value: Any, run: Run) -> Any:
        """Return the decoded value.

        Raises:
            NullError: the value is null where the schema does not allow null.
        """
        if not run.tracing:
            make = self._make or self.compile()
            try:
                answer = make(value, run)
            except NullError:
                run.tracing = True
            if not run.tracing:
                return answer
            run.faults.clear()  # they are recorded again, with their paths
        return self.traced(value, run)

    @abstractmethod
    def text(self, value: str, names: Names) -> str:
        """Return the expression of the decoded value; the expression raises NullError for any forbidden null."""

    @abstractmethod
    def traced(self, value: Any, run: Run) -> Any:
        """Return the decoded value, and record the paths of the faults below it."""

    def compile(self) -> Decoder:
        """Compile the expression into a function, and return it."""
        names = Names()
        text = self.text("row", names)
        parameters = ", ".join(f"f{i}" for i in range(len(names.decoders)))
        values = "".join(f"        once{i} = {value}\n" for i, value in enumerate(names.of_run, 1))
        source = f"def maker({parameters}):\n    def make(row, run):\n{values}        return {text}\n    return make"
        self._make = make = _maker(source)(*names.decoders)
        return make


class Projection(Inlined):
    """The decoder that makes an object from a row of values."""

    def __init__(self, entries: Sequence[Entry], type_name: str) -> None:
        self._entries, self._type_name = entries, type_name

    def text(self, value: str, names: Names) -> str:
        """Return the expression of the object of a row."""
        items = []
        for field, place, decode in self._entries:
            part = repr(self._type_name) if place == TYPENAME else value if place == ALONE else _part(value, place)
            if decode is not None:
                part = decoded(decode, part, names, required=field.required)
            elif field.required and place != TYPENAME:
                part = f"{part} if {part} is not None else null()"
            items.append(f"{field.key!r}: {part}")
        return f"{{{', '.join(items)}}}"

    def traced(self, value: Any, run: Run) -> dict[str, Any]:
        """Return the object of a row, and record the paths of the faults below it."""
        return _trace(self._entries, self._type_name, value, run)


class Each(Inlined):
    """The decoder of every row of a list; without `nullable`, a null item raises NullError.

    `page` returns the rows to decode; None for all.
    """

    def __init__(self, decode: Decoder, *, nullable: bool = False) -> None:
        self._decode, self._nullable = decode, nullable
        self.page: Decoder | None = None

    def text(self, value: str, names: Names) -> str:
        """Return the expression of the decoded rows."""
        item = names.item()
        rows = f"{names.decoder(self.page)}({value}, run)" if self.page else value
        return f"[{decoded(self._decode, item, names)} for {item} in {rows}]"

    def traced(self, value: Any, run: Run) -> list[Any]:
        """Return the decoded rows, and record the paths of the faults below them."""
        rows = self.page(value, run) if self.page else value
        return [_step(self._decode, row, run, place, nullable=self._nullable) for place, row in enumerate(rows)]


class Nullable(Inlined):
    """The decoder of a value that may be null."""

    def __init__(self, decode: Decoder) -> None:
        self._decode = decode

    def text(self, value: str, names: Names) -> str:
        """Return the expression of the decoded value."""
        return f"(None if {value} is None else {decoded(self._decode, value, names)})"

    def traced(self, value: Any, run: Run) -> Any:
        """Return the decoded value, and record the paths of the faults below it."""
        return None if value is None else self._decode(value, run)


def decoded(decode: Decoder, value: str, names: Names, *, required: bool = False) -> str:
    """Return the expression of a decoded value: an inlined expression, or a call of the decoder."""
    if isinstance(decode, Inlined) and names.depth < DEEPEST:
        names.depth += 1
        text = decode.text(value, names)
        names.depth -= 1
        is_null = isinstance(decode, Nullable)
    else:
        text, is_null = f"{names.decoder(decode)}({value}, run)", True
    return f"not_null({text})" if required and is_null else text


def _not_null(value: Any) -> Any:
    return _null() if value is None else value


def _null() -> Never:
    """Raise NullError where no path is tracked."""
    message = "null where the schema allows none"
    raise NullError(message, [])


def project(entries: Sequence[Entry], type_name: str) -> Projection:
    """Return the function that makes an object from a row of values."""
    return Projection(entries, type_name)


def compiled(decode: Decoder) -> Decoder:
    """Return a decoder that is called rather than inlined; it is compiled now, so that no run is slower than others."""
    if not isinstance(decode, Inlined):
        return decode
    decode.compile()
    return decode.__call__


def project_plain(entries: Sequence[Entry], type_name: str) -> Decoder:
    """Return the function that makes a list of objects from values.

    The values are objects whose attributes are the fields; none of them is null.
    """
    values = [(field.key, repr(type_name) if place == TYPENAME else _part("row", place)) for field, place, _ in entries]
    display = ", ".join(f"{key!r}: {value}" for key, value in values)
    make: Decoder = _maker(f"def maker():\n    return lambda rows, run: [{{{display}}} for row in rows]")()
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
    return each(make) if field.many else Nullable(make)


def _part(row: str, place: int | str) -> str:
    """Return the expression of the value at an index of a row, or in an attribute."""
    return f"{row}.{place}" if isinstance(place, str) else f"{row}[{place}]"


def _maker(source: str) -> Callable[..., Decoder]:
    """Return the function `maker` of a source, from the cache unless the source is long."""
    return _cached(source) if len(source) <= CACHED_LENGTH else _compile(source)


def _compile(source: str) -> Callable[..., Decoder]:
    """Compile a source and return its function `maker`."""
    scope: dict[str, Any] = {"null": _null, "not_null": _not_null}
    exec(compile(source, "<projection>", "exec"), scope)  # noqa: S102 - only the keys come from a client; !r quotes them
    maker: Callable[..., Decoder] = scope["maker"]
    return maker


_cached = lru_cache(maxsize=CACHED_PROJECTIONS)(_compile)


def _require(answer: dict[str, Any], fields: Sequence[Field], type_name: str) -> None:
    """Raise NullError for the first required field that is null."""
    for field in fields:
        if field.required and answer[field.key] is None:
            message = f"Cannot return null for non-nullable field {type_name}.{field.name}."
            raise NullError(message, [field.key])


def each(decode: Decoder, *, nullable: bool = False) -> Each:
    """Return the function that decodes every row of a list; without `nullable`, a null item raises NullError."""
    return Each(decode, nullable=nullable)


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
    _require(answer, [field for field, _, _ in entries], type_name)
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
        run.faults.append(fault.with_traceback(None))  # its frames would keep the run and the snapshot alive
        return None
    finally:
        for fault_below in run.faults[before:]:
            fault_below.path.insert(0, step)
