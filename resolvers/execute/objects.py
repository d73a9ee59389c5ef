"""Objects of computed answers, and the nodes in them, which one statement fetches.

An answer is made in two steps. First, the getters of each type read the fields of computed values into rows, as the
database would return them, and collect the ids of the nodes in these values; only types that may contain a node, at any
depth, are read this way. Then, with the nodes fetched, the rows are decoded into objects.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

from graph.errors import ClientError, Code
from graph.model import SHAPE
from graph.shape import Kind
from graph.statement.core.projection import (
    TYPENAME,
    Decoder,
    Entry,
    Nullable,
    attribute,
    compiled,
    each,
    project,
    project_plain,
)
from graph.statement.core.run import Deferred
from graph.statement.core.selection import Field, Selection
from graph.statement.core.writer import Planned, Statement
from graph.statement.read.by_key import by_key
from graph.text import snake
from resolvers.execute.root import Getter, Pending, Planning, RootRun

ROOT_KINDS = {kind.base: kind for kind in sorted(SHAPE.kinds.values(), key=lambda k: k.is_interface)}
"""The kind that stands for all nodes of a base label: the interface if there is one."""
Read = Callable[[Any, RootRun], Any]
"""Reads a computed value into a row (a node into its id) and collects the ids of nodes."""


class NodeFetcher:
    """Collects the nodes that an answer refers to: their selections, and the statement that fetches them.

    A missing node raises ClientError NOT_FOUND, or is null with `missing_allowed`.
    """

    def __init__(self, planning: Planning, *, missing_allowed: bool = False) -> None:
        # This statement is planned during the first run only, too late to make the root field depend on the snapshot.
        self._planning = planning if planning.reads_version else replace(planning, snapshot=None)
        self._missing_allowed = missing_allowed
        self._places: dict[tuple[str, Selection, str], int] = {}
        self._selected: list[tuple[Kind, Selection, str]] = []
        self._planned: dict[tuple[int, ...], tuple[Planned, list[Decoder]]] = {}

    def node(self, selection: Selection) -> "Maker":
        """Return the maker of a node from its id; null without an id, or for an id whose kind is not selected."""
        bases = sorted({SHAPE.kinds[name].base for name in selection.fields})
        places = {base: self._place(base, selection) for base in bases}

        only = next(iter(places.values())) if len(places) == 1 else None

        def read(identifier: str | None, run: RootRun) -> str | None:
            place = places.get(SHAPE.base_of_id(identifier) or "") if identifier else None
            if identifier is None or place is None:
                return None
            run.wanted[place][identifier] = None
            return identifier

        def decode(identifier: str | None, run: Any) -> Any:
            if identifier is None:
                return None
            place = places[SHAPE.base_of_id(identifier) or ""] if only is None else only
            return run.nodes[place](identifier, run)

        return Maker(read, decode)

    def node_by(self, key: str, selection: Selection) -> "Maker":
        """Return the maker of a node from the value of a key other than its id; the selection has a single kind."""
        (name,) = selection.fields
        place = self._place(SHAPE.kinds[name].base, selection, key)

        def read(value: str, run: RootRun) -> str:
            run.wanted[place][value] = None
            return value

        def decode(value: str, run: Any) -> Any:
            return run.nodes[place](value, run)

        return Maker(read, decode)

    def _place(self, base: str, selection: Selection, key: str = "id") -> int:
        identity = base, selection, key
        if identity not in self._places:
            self._places[identity] = len(self._selected)
            self._selected.append((ROOT_KINDS[base], selection, key))
        return self._places[identity]

    def statement(self, run: RootRun) -> Statement | None:
        """Return the statement that fetches the nodes a run collected; None if there is nothing to read."""
        if not run.wanted and not self._planning.reads_version:
            return None
        return self._plan(run)[0].bind(run)

    def _plan(self, run: RootRun) -> tuple[Planned, list[Decoder]]:
        places = tuple(sorted(run.wanted))
        if places not in self._planned:
            w, texts, finishes = self._planning.writer(), [], []
            for place in places:
                kind, selection, key = self._selected[place]
                text, decode = by_key(w, kind, key, _wanted(place), selection)
                texts.append(text)
                finishes.append(decode)
            self._planned[places] = self._planning.statement(w, texts), finishes
        return self._planned[places]

    def take(self, rows: Sequence[Any], run: RootRun) -> None:
        """Take the rows of the fetched nodes; each object is made when it is first referred to."""
        for place, decode, nodes in zip(sorted(run.wanted), self._plan(run)[1], rows, strict=True):
            run.nodes[place] = self._objects(dict(nodes), decode)

    def _objects(self, rows: Mapping[str, Any], decode: Decoder) -> Decoder:
        made: dict[str, Any] = {}

        def node(
            identifier: str, run: Any
        ) -> Any:  # `run` is a parameter: in the closure it would make a reference cycle
            if identifier in made:
                return made[identifier]
            if identifier in rows:
                answer = decode(rows[identifier], run)
                if not run.tracing:  # a fault is reported wherever the node occurs
                    made[identifier] = answer
                return answer
            if self._missing_allowed:
                return None
            message = f"no node has the id {identifier!r}"
            raise ClientError(message, Code.NOT_FOUND)

        return node


def _wanted(place: int) -> Deferred:
    return Deferred(lambda run: sorted(run.wanted[place]))


class Maker(NamedTuple):
    """Makes an object in two steps: `read` (None if the value itself is the row) and `decode`.

    `decode_all` makes a list of objects at once, where that is faster.
    """

    read: Read | None
    decode: Decoder
    decode_all: Decoder | None = None


def pending(fetcher: NodeFetcher, maker: Maker, value: Any, run: RootRun) -> Pending:
    """Return the statement that fetches an answer's nodes, and the function that then makes the answer."""
    row = value if maker.read is None else maker.read(value, run)

    def decode(rows: list[Any]) -> Any:
        fetcher.take(rows, run)
        return maker.decode(row, run)

    return Pending(fetcher.statement(run), decode)


class Special(NamedTuple):
    """For each type, the fields that are not read by a getter as usual.

    `attributes`: the fields that are attributes of a value, in snake case. `labels`: the field whose getter returns the
    id of a node and whose answer is that node's label.
    """

    attributes: Mapping[str, Collection[str]]
    labels: Mapping[str, str]


def object_maker(
    selection: Selection,
    fetcher: NodeFetcher,
    *,
    attributes: Mapping[str, Collection[str]] = MappingProxyType({}),
    labels: Mapping[str, str] = MappingProxyType({}),
) -> Maker:
    """Return the maker of objects of a selection's type; `attributes` and `labels` as `Special` has them."""
    read, decode, _ = _nullable(_maker(selection, fetcher, Special(attributes, labels)))
    return Maker(read, compiled(decode))


def _maker(selection: Selection, fetcher: NodeFetcher, special: Special) -> Maker:
    type_name, fields = selection.only()
    if type_name in SHAPE.kinds:
        return fetcher.node(selection)
    below = [_below(type_name, field, fetcher, special) for field in fields]
    held = special.attributes.get(type_name, ())
    has_nodes = any(maker and maker.read for maker in below)
    if not has_nodes and all(field.name in held or field.name == "__typename" for field in fields):
        entries = [
            (field, attribute(field), maker and maker.decode) for field, maker in zip(fields, below, strict=True)
        ]
        plain = all(decode is None for _, _, decode in entries)
        return Maker(None, project(entries, type_name), project_plain(entries, type_name) if plain else None)
    read, decode = _reader(type_name, fields, below), project(_entries(fields, below), type_name)
    return Maker(read, decode) if has_nodes else Maker(None, _read_then(read, decode))


def _entries(fields: Sequence[Field], below: Sequence[Maker | None]) -> list[Entry]:
    """Return the entries of a row."""
    entries: list[Entry] = []
    for place, (field, maker) in enumerate(zip(fields, below, strict=True)):
        if field.name == "__typename":
            entries.append((field, TYPENAME, None))
        else:
            entries.append((field, place, maker and maker.decode))
    return entries


def _below(type_name: str, field: Field, fetcher: NodeFetcher, special: Special) -> Maker | None:
    """Return the maker of the value of a field; None for a plain value."""
    if special.labels.get(type_name) == field.name:
        node = fetcher.node(LABELS)
        return Maker(node.read, lambda identifier, run: node.decode(identifier, run)["label"])
    if field.selection is None:
        return None
    maker = _maker(field.selection, fetcher, special)
    if not field.many:
        return _nullable(maker)
    read = maker.read
    return Maker(
        read and (lambda values, run: [read(value, run) for value in values]), maker.decode_all or each(maker.decode)
    )


LABELS = Selection(dict.fromkeys(SHAPE.kinds, (Field("label", "label", {}, required=True),)))


def _reader(type_name: str, fields: Sequence[Field], below: Sequence[Maker | None]) -> Read:
    """Return the function that reads the fields of a value into a row by the getters of its type."""
    named = [field.name for field in fields]
    places = [place for place, name in enumerate(named) if name != "__typename"]
    deeper = [(place, maker.read) for place, maker in enumerate(below) if maker and maker.read]

    def read(value: Any, run: RootRun) -> Any:
        getters = run.getters[type_name]
        row = [None] * len(fields)
        for place in places:
            row[place] = getters[named[place]](value, fields[place])
        for place, read_below in deeper:
            row[place] = read_below(row[place], run)
        return row

    return read


def _read_then(read: Read, decode: Decoder) -> Decoder:
    make = compiled(decode)

    def made(value: Any, run: Any) -> Any:
        return make(read(value, run), run)

    return made


def _nullable(maker: Maker) -> Maker:
    """Return a maker that answers null for None; items of a list do not need it."""
    read, decode = maker.read, maker.decode
    return Maker(
        read and (lambda value, run: None if value is None else read(value, run)),
        Nullable(decode),
    )


def of_key(name: str) -> Getter:
    """Return a getter that reads a mapping."""
    return lambda value, _field: value[name]


def keys(*names: str) -> dict[str, Getter]:
    """Return getters that read a mapping, by the names of the fields."""
    return {name: of_key(name) for name in names}


def attributes(*names: str) -> dict[str, Getter]:
    """Return getters that read attributes, by the names of the fields; an attribute has the name in snake case."""

    def getter(read: Callable[[Any], Any]) -> Getter:
        return lambda value, _field: read(value)

    return {name: getter(attrgetter(snake(name))) for name in names}
