"""Selections on nodes, lists and connections as nested value lists, each with the function that makes the answer of it.

One selection is one expression: nothing below it is asked of the database again. The functions here call each other as
the selection nests, which is why they share a file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import Any

from graph.model import SHAPE
from graph.rights import Caller
from graph.shape import Direction, Kind, Property, Relation
from graph.statement.core.patterns import pattern, relation_visible
from graph.statement.core.projection import ALONE, TYPENAME, Column, Entry, Finish, constant, each, project
from graph.statement.core.run import Run, defer, resolve
from graph.statement.core.selection import Field, Selection
from graph.statement.core.writer import TYPE_KEY, Writer
from graph.statement.read.computed import computed_column
from graph.statement.read.facets import facet_column
from graph.statement.read.order import (
    Key,
    Page,
    bounds,
    indexed,
    keys,
    order_by,
    page,
    signature,
    sort_values,
    write_cursor,
)
from graph.statement.read.predicate import clause, conjunction, predicate
from graph.statement.read.total import total_column

TYPED = Field(TYPE_KEY, "__typename", {})
_BESIDE_A_NODE = frozenset({"node", "__typename", "hasNextPage", "hasPreviousPage"})


def node(w: Writer, kind: Kind, variable: str, selection: Selection, day: Any) -> tuple[str, Finish]:
    """Return the expression of a node's selected values, and what makes an object of them."""
    columns: list[str] = []
    known: dict[int, tuple[int, Finish | None]] = {}
    concrete = SHAPE.concrete(kind.name)
    if not w.typed and is_alike(kind, selection):
        concrete = concrete[:1]
    offset = int(len(concrete) > 1)
    projectors: list[Finish] = []
    for actual in concrete:
        entries: list[Entry] = [(TYPED, TYPENAME, None)] if w.typed else []
        for field in selection.of(actual.name):
            if field.name == "__typename":
                entries.append((field, TYPENAME, None))
                continue
            if id(field) not in known:
                text, finish = column(w, actual, variable, field, day)
                known[id(field)] = (len(columns) + offset, finish)
                columns.append(text)
            entries.append((field, *known[id(field)]))
        projectors.append(project(entries, actual.name if offset else kind.name))
    if not offset:
        return f"[{', '.join(columns)}]", projectors[0]
    which = " ".join(f"WHEN {variable}:{actual.label} THEN {i}" for i, actual in enumerate(concrete))
    return f"[{', '.join([f'CASE {which} END', *columns])}]", lambda values, run: projectors[values[0]](values, run)


def is_alike(kind: Kind, selection: Selection) -> bool:
    """Return whether the same is asked of all kinds that an interface stands for, so that none need be told apart."""
    asked = {selection.of(actual.name) for actual in SHAPE.concrete(kind.name)}
    return len(asked) == 1 and not selection.named("__typename")


def column(w: Writer, kind: Kind, variable: str, field: Field, day: Any) -> Column:
    """Return the expression of one field of a node."""
    if stored := kind.property(field.name):
        return w.output(variable, stored)
    if relation := kind.relation(field.name):
        return _relation(w, kind, variable, relation, field, day)
    return computed_column(w, variable, field, day, node)


def _relation(w: Writer, kind: Kind, variable: str, relation: Relation, field: Field, day: Any) -> Column:
    if relation.paged:
        return connection(w, ConnectionSource(kind, variable, relation), field, _day(field, day))
    target = SHAPE.kinds[relation.target]
    other, edge = w.variable("n"), w.variable("r")
    selection = field.sub()
    visible = clause(relation_visible(w.caller, variable, relation, other))
    match = f"MATCH {pattern(variable, relation, edge, other, label_of(relation, target))}{visible}"
    if relation.edge:
        row, finish = _link(w, relation, target, edge, other, selection, day)
    else:
        row, finish = node(w, target, other, selection, day)
    if relation.single:
        text = f"COLLECT {{ {match} WITH {other} ORDER BY {other}.id LIMIT 1 RETURN {row} }}"
        return text, lambda rows, run: finish(rows[0], run) if rows else None
    carried = f"DISTINCT {other}" if relation.transitive else f"{edge}, {other}"
    text = f"COLLECT {{ {match} WITH {carried} ORDER BY {other}.id RETURN {row} }}"
    return text, each(finish)


def label_of(relation: Relation, target: Kind) -> str:
    """Return the label to ask of what a relation leads to; none where the relationship leads to nothing else."""
    ends = SHAPE.relationships[relation.through]
    return "" if target.label == (ends.start if relation.direction is Direction.IN else ends.end) else target.label


def _link(
    w: Writer, relation: Relation, target: Kind, edge: str, other: str, selection: Selection, day: Any
) -> tuple[str, Finish]:
    type_name, fields = selection.only()
    row = Row(w, relation.edge, target, edge, other, day)
    entries = [row.entry(field) for field in fields]
    return row.text, project(entries, type_name)


class Row:
    """The values of one row of a list: edge properties and nodes, each column once.

    A row that is to be `alone` is its one column, and no list of it.
    """

    def __init__(
        self,
        w: Writer,
        edge: tuple[Property, ...],
        target: Kind,
        edge_name: str,
        other: str,
        day: Any,
        *,
        alone: bool = False,
    ) -> None:
        self.w, self.edge, self.target, self.edge_name, self.other, self.day = w, edge, target, edge_name, other, day
        self.columns: list[str] = []
        self._alone = alone

    def add(self, text: str) -> int:
        """Add a column and return its place."""
        self.columns.append(text)
        return ALONE if self._alone else len(self.columns) - 1

    @property
    def text(self) -> str:
        """The expression of the row."""
        return self.columns[0] if self._alone else f"[{', '.join(self.columns)}]"

    def entry(self, field: Field) -> Entry:
        """Return where a field of the edge finds its value."""
        if field.name == "__typename":
            return field, TYPENAME, None
        if field.name == "node":
            text, finish = node(self.w, self.target, self.other, field.sub(), self.day)
            return field, self.add(text), finish
        stored = next(p for p in self.edge if p.name == field.name)
        text, tidy = self.w.output(self.edge_name, stored)
        return field, self.add(text), tidy


@dataclass(frozen=True)
class ConnectionSource:
    """Where a connection starts: a relation of a node, or, without a relation, all nodes of a kind."""

    kind: Kind
    variable: str = ""
    relation: Relation | None = None

    @property
    def name(self) -> str:
        """How cursors and errors name the list."""
        return self.relation.name if self.relation else self.kind.plural

    @property
    def target(self) -> Kind:
        """What the list holds."""
        return SHAPE.kinds[self.relation.target] if self.relation else self.kind

    @property
    def edge(self) -> tuple[Property, ...]:
        """What the edges say."""
        return self.relation.edge if self.relation else ()

    def match(self, edge: str, other: str) -> str:
        """Return the MATCH of the list."""
        if self.relation is None:
            return f"MATCH ({other}:{self.kind.match})"
        if self.relation.via:
            inner = (
                f"({self.variable})-[:{self.relation.through}]->(:Engagement)<-[:{self.relation.via}]-({other}:Actor)"
            )
            return f"MATCH {inner}"
        return f"MATCH {pattern(self.variable, self.relation, edge, other, label_of(self.relation, self.target))}"

    def count(self, match: str, other: str, condition: str | None) -> str:
        """Return the expression of how many there are; a whole kind by its own label, which databases keep count of."""
        if self.relation is None:
            return f"COUNT {{ {match}{clause(condition)} }}" if condition else f"COUNT {{ (:{self.kind.label}) }}"
        return f"COUNT {{ {match}{clause(condition)} RETURN DISTINCT {other} }}"

    def condition(self, caller: Caller, other: str) -> str | None:
        """Return the condition on all of the list: two steps do not come back, and the caller sees the relationship."""
        if self.relation is None:
            return None
        back = f"{other}.id <> {self.variable}.id" if self.relation.via else None
        return conjunction([back, relation_visible(caller, self.variable, self.relation, other)])


def connection(
    w: Writer, source: ConnectionSource, field: Field, day: Any, *, remembers: bool = False
) -> tuple[str, Finish]:
    """Return the expression of a connection: its page, and its total and facets where they were asked for.

    `remembers` has a total counted once for all pages; the statement must then bring the graph's version.
    """
    other, edge = w.variable("n"), w.variable("r")
    criteria = keys(source.target, field.arguments.get("orderBy"))
    asked = page(w, field.arguments, source.name, criteria, day)
    where = field.arguments.get("where") or {}
    before = len(w.parameters)
    condition = conjunction([source.condition(w.caller, other), predicate(w, source.target, other, where, day)])
    counted_by = list(w.parameters)[before:]
    match = source.match(edge, other)
    type_name, fields = field.sub().only()
    columns: list[str] = []
    entries: list[Entry] = []
    rows: _PageRows | None = None
    for item in fields:
        if item.name in {"edges", "pageInfo"}:
            if rows is None:
                row = Row(w, source.edge, source.target, edge, other, day, alone=_holds_one_node(fields))
                ordered = criteria if source.relation else indexed(source.kind, where, criteria)
                order = order_by(w, other, ordered, backwards=asked.backwards)
                rows = _PageRows(source, row, criteria, asked, order)
                columns.append("")
                rows.place = len(columns) - 1
            entries.append((item, rows.place, rows.reader(item)))
        elif item.name == "totalCount":
            count = source.count(match, other, condition)
            text, total = total_column(w, count, counted_by) if remembers else (count, None)
            entries.append((item, len(columns), total))
            columns.append(text)
        elif item.name == "facets":
            matched, nested = f"{match}{clause(condition)}", source.relation is not None
            text, finish = facet_column(w, source.target, other, matched, item, nested=nested)
            entries.append((item, len(columns), finish))
            columns.append(text)
        else:
            written = constant(lambda run: resolve(day, run).isoformat()) if item.name == "asOf" else None
            entries.append((item, TYPENAME, written))
    if rows is not None:
        columns[rows.place] = rows.expression(match, condition)
    if len(columns) > 1:
        return f"[{', '.join(columns)}]", project(entries, type_name)
    alone = [(item, place if place == TYPENAME else ALONE, finish) for item, place, finish in entries]
    return columns[0] if columns else "[]", project(alone, type_name)


def _holds_one_node(fields: Sequence[Field]) -> bool:
    """Return whether a row of a connection holds a node, and neither another one, a cursor nor a property."""
    rows = [field.sub().only()[1] for field in fields if field.name in {"edges", "pageInfo"}]
    wanted = [item.name for items in rows for item in items]
    return wanted.count("node") == 1 and _BESIDE_A_NODE.issuperset(wanted)


class _PageRows:
    """The page of a connection: what each row holds, and how its edges and its page info read it."""

    def __init__(self, source: ConnectionSource, row: Row, criteria: tuple[Key, ...], asked: Page, order: str) -> None:
        self.source, self.row, self.criteria, self.asked, self.order = source, row, criteria, asked, order
        self.cursor_at: int | None = None
        self.looks_beyond = False
        self.place = 0

    def _cursor(self) -> tuple[int, Finish]:
        """Return the place of a row's sort values, added once, and the function that writes its cursor of them."""
        if self.cursor_at is None:
            self.cursor_at = self.row.add(f"[{', '.join(sort_values(self.row.w, self.row.other, self.criteria))}]")
        of, day = signature(self.source.name, self.criteria), self.row.day
        return self.cursor_at, lambda values, run: write_cursor(of, resolve(day, run), values)

    def _page(self, rows: list[Any], run: Run) -> list[Any]:
        kept = rows[: resolve(self.asked.size, run)]
        return kept[::-1] if self.asked.backwards else kept

    def reader(self, field: Field) -> Finish:
        """Return the function that reads `edges` or `pageInfo` from the rows."""
        type_name, fields = field.sub().only()
        if field.name == "pageInfo":
            self.looks_beyond = True
            return self._page_info(type_name, fields)
        shown = each(project([self._entry(item) for item in fields], type_name))
        return lambda rows, run: shown(self._page(rows, run), run)

    def _entry(self, item: Field) -> Entry:
        return (item, *self._cursor()) if item.name == "cursor" else self.row.entry(item)

    def _page_info(self, type_name: str, fields: tuple[Field, ...]) -> Finish:
        at, write = self._cursor() if any("Cursor" in item.name for item in fields) else (0, None)
        page_asked = self.asked

        def info(rows: list[Any], run: Run) -> dict[str, Any]:
            shown, more = self._page(rows, run), len(rows) > resolve(page_asked.size, run)
            known: Mapping[str, Any] = {
                "__typename": type_name,
                "hasNextPage": page_asked.cursor is not None if page_asked.backwards else more,
                "hasPreviousPage": more if page_asked.backwards else page_asked.cursor is not None,
                "startCursor": write(shown[0][at], run) if write and shown else None,
                "endCursor": write(shown[-1][at], run) if write and shown else None,
            }
            return {item.key: known[item.name] for item in fields}

        return info

    def expression(self, match: str, condition: str | None) -> str:
        """Return the expression of the rows, one more than the page where `hasNextPage` may be asked for."""
        w, edge, other, relation = self.row.w, self.row.edge_name, self.row.other, self.source.relation
        bounded = conjunction([condition, *bounds(w, other, self.criteria, self.asked, whole=relation is None)])
        carried = other if relation is None else f"DISTINCT {other}" if relation.via else f"{edge}, {other}"
        limit = w.parameter(defer(add, self.asked.size, int(self.looks_beyond)))
        return (
            f"COLLECT {{ {match}{clause(bounded)} WITH {carried} {self.order} LIMIT {limit} RETURN {self.row.text} }}"
        )


def _day(field: Field, day: Any) -> Any:
    return field.arguments.get("asOf") or day
