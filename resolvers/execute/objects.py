"""Worked-out answers become response objects; the nodes in them are dressed by one statement.

Rule: a table of getters by type says where each field finds its value; a node is only referred to by its id, and all
that are referred to are asked of the database at once.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graph.errors import Code, ClientError
from graph.model import SHAPE
from graph.shape import Kind
from graph.statement.core.projection import Finish, assembled, each
from graph.statement.core.run import Deferred, Null
from graph.statement.core.selection import Field, Selection
from graph.statement.core.writer import Planned, Statement
from graph.statement.read.by_ids import by_ids
from resolvers.execute.root import Pending, Getter, Planning, RootRun

Render = Callable[[Any, Any], Any]
"""Makes the object of a value, in a run."""
ROOT_KINDS = {kind.base: kind for kind in sorted(SHAPE.kinds.values(), key=lambda k: k.is_interface)}
"""The kind that stands for all nodes of a base label: the interface where there is one."""


class NodeFetcher:
    """The nodes that an answer may refer to: what is selected of them, and the statement that asks for them.

    A node that is not there is a ClientError NOT_FOUND, or, where `missing_allowed`, null.
    """

    def __init__(self, planning: Planning, *, missing_allowed: bool = False) -> None:
        self._planning, self._missing_allowed = planning, missing_allowed
        self._places: dict[tuple[str, Selection], int] = {}
        self._selected: list[tuple[Kind, Selection]] = []
        self._planned: dict[tuple[int, ...], tuple[Planned, list[Finish]]] = {}

    def reader(self, selection: Selection) -> Render:
        """Return the function that gives the object of a node's id; None for no node or an id of no kind."""
        bases = sorted({SHAPE.kinds[name].base for name in selection.fields})
        places = {base: self._place(base, selection) for base in bases}

        def node(identifier: str | None, run: RootRun) -> dict[str, Any] | None:
            place = places.get(SHAPE.base_of_id(identifier) or "") if identifier else None
            if identifier is None or place is None:
                return None
            if run.brought is None:
                return run.wanted[place].setdefault(identifier, {})
            return self._finished(*run.brought[place], identifier, run)

        return node

    def _place(self, base: str, selection: Selection) -> int:
        if (base, selection) not in self._places:
            self._places[base, selection] = len(self._selected)
            self._selected.append((ROOT_KINDS[base], selection))
        return self._places[base, selection]

    def statement(self, run: RootRun) -> Statement | None:
        """Return the statement that asks for all nodes a run refers to; None when nothing is to be asked."""
        if not run.wanted and not self._planning.dated:
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

    def fill(self, rows: Sequence[Any], run: RootRun) -> bool:
        """Fill in the nodes; False when one is missing, or null where it may not be, so that all is to be made anew."""
        if not run.wanted:
            return True
        places = sorted(run.wanted)
        run.brought = {
            place: (finish, dict(found)) for place, finish, found in zip(places, self._plan(run)[1], rows, strict=True)
        }
        try:
            for place, nodes in run.wanted.items():
                for identifier, node in nodes.items():
                    found = self._finished(*run.brought[place], identifier, run)
                    if found is None:
                        return False
                    node.update(found)
        except Null:
            return False
        return not run.faults

    def _finished(
        self, finish: Finish, found: Mapping[str, Any], identifier: str, run: RootRun
    ) -> dict[str, Any] | None:
        if identifier in found:
            node: dict[str, Any] = finish(found[identifier], run)
            return node
        if self._missing_allowed:
            return None
        message = f"no node has the id {identifier!r}"
        raise ClientError(message, Code.NOT_FOUND)


def _ids(place: int) -> Deferred:
    def wanted(run: Any) -> list[str]:
        return sorted(run.wanted[place])

    return Deferred(wanted)


def rendered(dressing: NodeFetcher, render: Render, value: Any, run: RootRun) -> Pending:
    """Return what is to be asked to dress an answer, and what then makes it."""
    answer = render(value, run)

    def finish(rows: list[Any]) -> Any:
        if dressing.fill(rows, run):
            return answer
        run.faults.clear()
        return render(value, run)

    return dressing.statement(run), finish


def renderer(selection: Selection, dressing: NodeFetcher, shared: frozenset[str] = frozenset()) -> Render:
    """Return the function that makes response objects of values of the selection's type.

    Args:
        selection: What is asked of a value.
        dressing: Where nodes come from.
        shared: Types of which one value may stand in several places, and is made into one object for all of them.
    """
    type_name, fields = selection.only()
    if type_name in SHAPE.kinds:
        return dressing.reader(selection)
    parts = [(field, _source(field, i), _finish(field, dressing, shared)) for i, field in enumerate(fields)]
    before = ["if value is None:", "    return None", f"getters = run.getters[{type_name!r}]"]
    render = assembled(parts, type_name, before)
    return _once(render) if type_name in shared else render


def _source(field: Field, place: int) -> str:
    return "named" if field.name == "__typename" else f"getters[{field.name!r}](value, fields[{place}])"


def _finish(field: Field, dressing: NodeFetcher, shared: frozenset[str]) -> Finish | None:
    if field.selection is None:
        return None
    render = renderer(field.selection, dressing, shared)
    return each(render) if field.many else render


def _once(render: Render) -> Render:
    def remembered(value: Any, run: RootRun) -> Any:
        if run.brought is not None:
            return render(value, run)
        made = run.made  # with the value, so that no other gets its id
        found = made.get((id(value), render))
        if found is None:
            found = made[id(value), render] = value, render(value, run)
        return found[1]

    return remembered


def of_key(name: str) -> Getter:
    """Return a getter that reads a mapping."""
    return lambda value, _field: value[name]


def keys(*names: str) -> dict[str, Getter]:
    """Return getters that read a mapping, by the names of the fields."""
    return {name: of_key(name) for name in names}
