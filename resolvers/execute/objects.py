"""Objects of worked-out answers, and the nodes in them, which one statement fetches.

An answer is made in two steps. The first reads the fields of worked-out values, by the getters of their type, into rows
as the database would return them, and collects the ids of the nodes among them; only types below which a node may stand
are read so. The second, with the nodes at hand, makes the objects of the rows.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from graph.errors import ClientError, Code
from graph.model import SHAPE
from graph.shape import Kind
from graph.statement.core.projection import TYPENAME, Entry, Finish, each, project
from graph.statement.core.run import Deferred
from graph.statement.core.selection import Field, Selection
from graph.statement.core.writer import Planned, Statement
from graph.statement.read.by_ids import by_ids
from resolvers.execute.root import Getter, Pending, Planning, RootRun

ROOT_KINDS = {kind.base: kind for kind in sorted(SHAPE.kinds.values(), key=lambda k: k.is_interface)}
"""The kind that stands for all nodes of a base label: the interface where there is one."""
Read = Callable[[Any, RootRun], Any]
"""Reads the row of a worked-out value, or of a node its id, and notes the ids of nodes."""


class NodeFetcher:
    """The nodes that an answer may refer to: what is selected of them, and the statement that fetches them.

    A missing node is a ClientError NOT_FOUND or, where `missing_allowed`, null.
    """

    def __init__(self, planning: Planning, *, missing_allowed: bool = False) -> None:
        self._planning, self._missing_allowed = planning, missing_allowed
        self._places: dict[tuple[str, Selection], int] = {}
        self._selected: list[tuple[Kind, Selection]] = []
        self._planned: dict[tuple[int, ...], tuple[Planned, list[Finish]]] = {}

    def node(self, selection: Selection) -> "Maker":
        """Return the maker of a node, of its id; null for no id, and for the id of no kind selected."""
        bases = sorted({SHAPE.kinds[name].base for name in selection.fields})
        places = {base: self._place(base, selection) for base in bases}

        only = next(iter(places.values())) if len(places) == 1 else None

        def read(identifier: str | None, run: RootRun) -> str | None:
            place = places.get(SHAPE.base_of_id(identifier) or "") if identifier else None
            if identifier is None or place is None:
                return None
            run.wanted[place][identifier] = None
            return identifier

        def finish(identifier: str | None, run: Any) -> Any:
            if identifier is None:
                return None
            place = places[SHAPE.base_of_id(identifier) or ""] if only is None else only
            return run.nodes[place](identifier)

        return Maker(read, finish)

    def _place(self, base: str, selection: Selection) -> int:
        if (base, selection) not in self._places:
            self._places[base, selection] = len(self._selected)
            self._selected.append((ROOT_KINDS[base], selection))
        return self._places[base, selection]

    def statement(self, run: RootRun) -> Statement | None:
        """Return the statement that fetches the nodes a run wants; None when there is nothing to read."""
        if not run.wanted and not self._planning.reads_version:
            return None
        return self._plan(run)[0].bind(run)

    def _plan(self, run: RootRun) -> tuple[Planned, list[Finish]]:
        places = tuple(sorted(run.wanted))
        if places not in self._planned:
            w, texts, finishes = self._planning.writer(), [], []
            for place in places:
                kind, selection = self._selected[place]
                text, finish = by_ids(w, kind, _ids(place), selection, self._planning.day)
                texts.append(text)
                finishes.append(finish)
            self._planned[places] = self._planning.statement(w, texts), finishes
        return self._planned[places]

    def take(self, rows: Sequence[Any], run: RootRun) -> None:
        """Take the rows of the nodes that the statement returned; their objects are made where they stand."""
        for place, finish, found in zip(sorted(run.wanted), self._plan(run)[1], rows, strict=True):
            run.nodes[place] = self._objects(dict(found), finish, run)

    def _objects(self, rows: Mapping[str, Any], finish: Finish, run: RootRun) -> Callable[[str], Any]:
        made: dict[str, Any] = {}

        def node(identifier: str) -> Any:
            if identifier in made:
                return made[identifier]
            if identifier in rows:
                faults = len(run.faults)
                found = finish(rows[identifier], run)
                if len(run.faults) == faults:  # a fault is told at each place where the node stands
                    made[identifier] = found
                return found
            if self._missing_allowed:
                return None
            message = f"no node has the id {identifier!r}"
            raise ClientError(message, Code.NOT_FOUND)

        return node


def _ids(place: int) -> Deferred:
    return Deferred(lambda run: sorted(run.wanted[place]))


class Maker(NamedTuple):
    """Makes an object in two steps: `read`, None where the value itself is the row, and `finish`."""

    read: Read | None
    finish: Finish


def pending(fetcher: NodeFetcher, maker: Maker, value: Any, run: RootRun) -> Pending:
    """Return the statement that fetches an answer's nodes, and the function that then makes the answer."""
    row = value if maker.read is None else maker.read(value, run)

    def finish(rows: list[Any]) -> Any:
        fetcher.take(rows, run)
        return maker.finish(row, run)

    return Pending(fetcher.statement(run), finish)


def object_maker(
    selection: Selection,
    fetcher: NodeFetcher,
    *,
    shared: frozenset[str] = frozenset(),
    labels: Mapping[str, str] | None = None,
) -> Maker:
    """Return the maker of objects of a selection's type.

    Args:
        selection: What is selected of a value.
        fetcher: The nodes that it may refer to.
        shared: Types of which one value may stand in several places; one object is made for all of them.
        labels: Fields by type, whose getters return the id of a node and whose answer is the node's label.
    """
    type_name, fields = selection.only()
    if type_name in SHAPE.kinds:
        return fetcher.node(selection)
    below = [_below(type_name, field, fetcher, shared, labels or {}) for field in fields]
    entries: list[Entry] = []
    for place, (field, maker) in enumerate(zip(fields, below, strict=True)):
        if field.name == "__typename":
            entries.append((field, TYPENAME, None))
        else:
            entries.append((field, place, maker.finish if maker else None))
    has_nodes = any(maker and maker.read for maker in below)
    read, finish = _reader(type_name, fields, below), project(entries, type_name)
    made = Maker(read, _or_none(finish)) if has_nodes else Maker(None, _read_then(read, finish))
    return _once(made) if type_name in shared else made


def _below(
    type_name: str, field: Field, fetcher: NodeFetcher, shared: frozenset[str], labels: Mapping[str, str]
) -> Maker | None:
    """Return the maker of what stands below a field; None for a plain value."""
    if labels.get(type_name) == field.name:
        node = fetcher.node(LABELS)
        return Maker(node.read, lambda identifier, run: node.finish(identifier, run)["label"])
    if field.selection is None:
        return None
    maker = object_maker(field.selection, fetcher, shared=shared, labels=labels)
    if not field.many:
        return maker
    read = maker.read
    return Maker(read and (lambda values, run: [read(value, run) for value in values]), each(maker.finish))


LABELS = Selection({name: (Field("label", "label", {}, required=True),) for name in SHAPE.kinds})


def _reader(type_name: str, fields: Sequence[Field], below: Sequence[Maker | None]) -> Read:
    """Return the function that reads the fields of a value into a row, by the getters of its type."""
    named = [field.name for field in fields]
    places = [place for place, name in enumerate(named) if name != "__typename"]
    deeper = [(place, maker.read) for place, maker in enumerate(below) if maker and maker.read]

    def read(value: Any, run: RootRun) -> Any:
        if value is None:
            return None
        getters = run.getters[type_name]
        row = [None] * len(fields)
        for place in places:
            row[place] = getters[named[place]](value, fields[place])
        for place, read_below in deeper:
            row[place] = read_below(row[place], run)
        return row

    return read


def _or_none(finish: Finish) -> Finish:
    return lambda row, run: None if row is None else finish(row, run)


def _read_then(read: Read, finish: Finish) -> Finish:
    def made(value: Any, run: Any) -> Any:
        return None if value is None else finish(read(value, run), run)

    return made


def _once(maker: Maker) -> Maker:
    """Return a maker that reads a value, and makes its object, once for all places of an answer where it stands."""

    def remembered(work: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        def once(value: Any, run: Any) -> Any:
            found = run.shared.get((id(value), work))  # kept with the value, so that no other gets its id
            if found is None:
                found = run.shared[id(value), work] = value, work(value, run)
            return found[1]

        return once

    return Maker(maker.read and remembered(maker.read), remembered(maker.finish))


def of_key(name: str) -> Getter:
    """Return a getter that reads a mapping."""
    return lambda value, _field: value[name]


def keys(*names: str) -> dict[str, Getter]:
    """Return getters that read a mapping, by the names of the fields."""
    return {name: of_key(name) for name in names}
