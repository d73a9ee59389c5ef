"""Worked-out answers become response objects; the nodes in them are dressed by one statement.

Rule: a table of getters by type says where each field finds its value; a node is only referred to, and all that are
referred to are asked of the database at once.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from graph.mistakes import Code, Mistake
from graph.model import SHAPE
from graph.shape import Kind
from graph.statement.finding import by_ids
from graph.statement.selection import Field, Selection
from graph.statement.writer import Context, Statement, Writer

Getter = Callable[[Any, Field], Any]
Getters = Mapping[str, Mapping[str, Getter]]
Render = Callable[[Any], Any]

ROOT_KINDS: Mapping[str, Kind] = {
    kind.base: kind for kind in sorted(SHAPE.kinds.values(), key=lambda k: k.is_interface)
}
"""The kind that stands for all nodes of a base label: the interface where there is one."""


@dataclass(frozen=True)
class Ref:
    """A node that an answer refers to, by id."""

    id: str


class Dresser:
    """Collects the nodes an answer refers to, then fills in what was selected of them."""

    def __init__(self) -> None:
        self._slots: defaultdict[tuple[str, Selection], defaultdict[str, list[dict[str, Any]]]] = defaultdict(
            lambda: defaultdict(list)
        )

    def slot(self, ref: Ref | None, selection: Selection) -> dict[str, Any] | None:
        """Return the object that will be filled in for a node; None for no node or an id of no kind."""
        base = SHAPE.base_of_id(ref.id) if ref else None
        if ref is None or base is None:
            return None
        answer: dict[str, Any] = {}
        self._slots[base, selection][ref.id].append(answer)
        return answer

    def statement(
        self, context: Context, *, missing_allowed: bool = False
    ) -> tuple[Statement, Callable[[list[Any]], None]] | None:
        """Return the statement that asks for all of them, and what fills them in; None when there are none.

        A node that is not there is a Mistake NOT_FOUND, or, where `missing_allowed`, stays empty.
        """
        if not self._slots:
            return None
        w = Writer(context)
        texts, fillers = [], []
        for (base, selection), slots in self._slots.items():
            text, projector = by_ids(w, ROOT_KINDS[base], sorted(slots), selection)
            texts.append(text)
            fillers.append(_filler(slots, projector, missing_allowed=missing_allowed))

        def fill(answer: list[Any]) -> None:
            for filler, rows in zip(fillers, answer, strict=True):
                filler(rows)

        return w.statement(texts), fill


def _filler(
    slots: Mapping[str, list[dict[str, Any]]],
    projector: Callable[[list[Any]], dict[str, Any]],
    *,
    missing_allowed: bool,
) -> Callable[[list[Any]], None]:
    def fill(rows: list[Any]) -> None:
        found = {identifier: projector(values) for identifier, values in rows}
        for identifier, answers in slots.items():
            if identifier not in found:
                if missing_allowed:
                    continue
                message = f"no node has the id {identifier!r}"
                raise Mistake(message, Code.NOT_FOUND)
            for answer in answers:
                answer.update(found[identifier])

    return fill


class Slots(Protocol):
    """Where the nodes of an answer come from."""

    def slot(self, ref: Any, selection: Selection, /) -> dict[str, Any] | None:
        """Return the object of a node, filled in now or later."""


def renderer(selection: Selection, getters: Getters, dresser: Slots, shared: frozenset[str] = frozenset()) -> Render:
    """Return the function that makes response objects of values of the selection's type.

    Args:
        selection: What is asked of a value.
        getters: Where each field of each type finds its value.
        dresser: Where nodes come from.
        shared: Types of which one value may stand in several places, and is made into one object for all of them.
    """
    if next(iter(selection.fields)) in SHAPE.kinds:
        return lambda ref: dresser.slot(ref, selection)
    type_name, fields = selection.only()
    plan = [(field, *_reader(field, type_name, getters, dresser, shared)) for field in fields]

    def render(value: Any) -> Any:
        if value is None:
            return None
        answer = {}
        for field, get, finish in plan:
            found = get(value, field)
            if finish is not None:
                found = [finish(item) for item in found] if isinstance(found, list) else finish(found)
            answer[field.key] = found
        return answer

    return _once(render) if type_name in shared else render


def _once(render: Render) -> Render:
    made: dict[int, tuple[Any, Any]] = {}  # with the value, so that no other gets its id

    def remembered(value: Any) -> Any:
        found = made.get(id(value))
        if found is None:
            found = made[id(value)] = value, render(value)
        return found[1]

    return remembered


def _reader(
    field: Field, type_name: str, getters: Getters, dresser: Slots, shared: frozenset[str]
) -> tuple[Getter, Render | None]:
    if field.name == "__typename":
        return (lambda _value, _field: type_name), None
    finish = renderer(field.selection, getters, dresser, shared) if field.selection else None
    return getters[type_name][field.name], finish


def of_key(name: str) -> Getter:
    """Return a getter that reads a mapping."""
    return lambda value, _field: value[name]


def keys(*names: str) -> dict[str, Getter]:
    """Return getters that read a mapping, by the names of the fields."""
    return {name: of_key(name) for name in names}
