"""Selections on nodes, lists and connections as expressions of nested value lists, each with its decoder.

One selection is one expression: nothing below it needs another request to the database. The file is longer than others
because its functions call each other as the selection nests.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import add
from typing import Any, NamedTuple

from graph.model import SHAPE
from graph.rights import View
from graph.shape import Direction, Kind, Property, Relation
from graph.statement.core.patterns import pattern, relation_visible
from graph.statement.core.projection import (
    ALONE,
    TYPENAME,
    Column,
    Decoder,
    Each,
    Entry,
    compiled,
    each,
    project,
    project_value,
)
from graph.statement.core.run import Deferred, Run, defer, resolve
from graph.statement.core.selection import Field, Selection
from graph.statement.core.writer import TYPE_KEY, Writer
from graph.statement.read.computed import computed_column
from graph.statement.read.facets import facet_column
from graph.statement.read.order import (
    Key,
    Page,
    bounds,
    index_keys,
    keys,
    order_by,
    page_of,
    signature,
    sort_values,
    write_cursor,
)
from graph.statement.read.predicate import clause, conjunction, predicate
from graph.statement.read.snapshot_facts import SnapshotLookup, snapshot_column, snapshot_value_names
from graph.statement.read.total import total_column

TYPE_FIELD = Field(TYPE_KEY, "__typename", {})
_OF_ROWS = frozenset({"edges", "nodes", "pageInfo"})
"""The fields of a connection that are read from the rows of its page."""
_NEEDS_ONLY_NODES = frozenset({"node", "__typename", "hasNextPage", "hasPreviousPage"})


def node(w: Writer, kind: Kind, variable: str, selection: Selection) -> tuple[str, Decoder]:
    """Return the expression of the selected values of a node, and the decoder that makes an object of them."""
    columns: list[str] = []
    # If selections of several types contain the same field object, these types share its column.
    places: dict[int, tuple[int, Decoder | None]] = {}
    concrete = SHAPE.concrete(kind.name)
    if not w.typed and is_same_on_all_types(kind, selection):
        concrete = concrete[:1]
    offset = int(len(concrete) > 1)
    projectors: list[Decoder] = []
    for actual in concrete:
        entries: list[Entry] = [(TYPE_FIELD, TYPENAME, None)] if w.typed else []
        for field in selection.of(actual.name):
            if field.name == "__typename":
                entries.append((field, TYPENAME, None))
                continue
            if id(field) not in places:
                text, decode = column(w, actual, variable, field)
                if text not in columns:
                    columns.append(text)
                place = columns.index(text) + offset
                places[id(field)] = (place, compiled(decode) if offset and decode else decode)
            entries.append((field, *places[id(field)]))
        projectors.append(project(entries, actual.name if offset else kind.name))
    if offset:
        projectors = [compiled(projector) for projector in projectors]
    if not offset:
        return f"[{', '.join(columns)}]", projectors[0]
    cases = " ".join(f"WHEN {variable}:{actual.label} THEN {i}" for i, actual in enumerate(concrete))
    return f"[{', '.join([f'CASE {cases} END', *columns])}]", lambda values, run: projectors[values[0]](values, run)


def is_same_on_all_types(kind: Kind, selection: Selection) -> bool:
    """Return whether the selection is the same on all types of an interface, so that no type is read."""
    selections = {selection.of(actual.name) for actual in SHAPE.concrete(kind.name)}
    return len(selections) == 1 and not selection.named("__typename")


def column(w: Writer, kind: Kind, variable: str, field: Field) -> Column:
    """Return the expression and the decoder of one field of a node."""
    if stored := kind.field(field.name):
        return snapshot_column(w, variable, stored) or w.output(variable, stored)
    if relation := kind.relation(field.name):
        return _relation(w, kind, variable, relation, field)
    return computed_column(w, variable, field, node)


def _relation(w: Writer, kind: Kind, variable: str, relation: Relation, field: Field) -> Column:
    if relation.paged:
        return connection(w, ConnectionSource(kind, variable, relation), field)
    target = SHAPE.kinds[relation.target]
    end, edge = w.variable("n"), w.variable("r")
    selection = field.sub()
    visible = clause(relation_visible(w.view, variable, relation, end))
    match = f"MATCH {pattern(variable, relation, edge, end, label_of(relation, target))}{visible}"
    if relation.edge:
        row, decode = _edge(w, relation, target, edge, end, selection)
    else:
        row, decode = node(w, target, end, selection)
    if relation.single:
        text = f"COLLECT {{ {match} WITH {end} ORDER BY {end}.id LIMIT 1 RETURN {row} }}"
        make = compiled(decode)
        return text, lambda rows, run: make(rows[0], run) if rows else None
    # Several walks may lead to one ancestor.
    variables = f"DISTINCT {end}" if relation.transitive else f"{edge}, {end}"
    text = f"COLLECT {{ {match} WITH {variables} ORDER BY {end}.id RETURN {row} }}"
    return text, each(decode)


def label_of(relation: Relation, target: Kind) -> str:
    """Return the label of a relation's other end in a pattern; empty if the relationship implies it."""
    ends = SHAPE.relationships[relation.through]
    return "" if target.label == (ends.start if relation.direction is Direction.IN else ends.end) else target.label


def _edge(
    w: Writer, relation: Relation, target: Kind, edge: str, end: str, selection: Selection
) -> tuple[str, Decoder]:
    type_name, fields = selection.only()
    row = Row(w, relation.edge, target, edge, end)
    entries = [row.entry(field) for field in fields]
    return row.text, project(entries, type_name)


class Row:
    """The values of one row of a list: the properties of its edge, and its node.

    `edge` and `end` are the variables of the relationship and of the node. With `alone`, the row is the value of its
    one column, not a list.
    """

    def __init__(
        self,
        w: Writer,
        properties: tuple[Property, ...],
        target: Kind,
        edge: str,
        end: str,
        *,
        alone: bool = False,
    ) -> None:
        self.w, self.properties, self.target, self.edge, self.end = w, properties, target, edge, end
        self.columns: list[str] = []
        self.alone = alone

    def add(self, text: str) -> int:
        """Add a column and return its index."""
        self.columns.append(text)
        return ALONE if self.alone else len(self.columns) - 1

    @property
    def text(self) -> str:
        """The expression of the row."""
        return self.columns[0] if self.alone else f"[{', '.join(self.columns)}]"

    def entry(self, field: Field) -> Entry:
        """Return the entry of a field of the edge, with its column added."""
        if field.name == "__typename":
            return field, TYPENAME, None
        if field.name == "node":
            text, object_finish = node(self.w, self.target, self.end, field.sub())
            return field, self.add(text), object_finish
        stored = next(p for p in self.properties if p.field == field.name)
        if stored.refers_to:
            return field, *self._referred(stored, field)
        text, decode = self.w.output(self.edge, stored)
        return field, self.add(text), decode

    def _referred(self, stored: Property, field: Field) -> tuple[int, Decoder]:
        """Add the column of the node whose id the edge stores; return its index and its decoder."""
        kind, variable = SHAPE.kinds[stored.refers_to], self.w.variable("s")
        text, decode = node(self.w, kind, variable, field.sub())
        match = f"MATCH ({variable}:{kind.match} {{id: {self.edge}.{stored.name}}})"
        place, make = self.add(f"COLLECT {{ {match} RETURN {text} }}"), compiled(decode)
        return place, lambda rows, run: make(rows[0], run) if rows else None


@dataclass(frozen=True)
class ConnectionSource:
    """The list of a connection: a relation of a node, or all nodes of a kind."""

    kind: Kind
    variable: str = ""
    relation: Relation | None = None

    @property
    def name(self) -> str:
        """The name of the list in cursors and errors."""
        return self.relation.name if self.relation else self.kind.plural

    @property
    def target(self) -> Kind:
        """The kind of the nodes in the list."""
        return SHAPE.kinds[self.relation.target] if self.relation else self.kind

    @property
    def edge(self) -> tuple[Property, ...]:
        """The properties of the edges."""
        return self.relation.edge if self.relation else ()

    def match(self, edge: str, end: str) -> str:
        """Return the MATCH of the list."""
        if self.relation is None:
            return f"MATCH ({end}:{self.kind.match})"
        if self.relation.via:
            steps = f"-[:{self.relation.through}]->(:Engagement)<-[:{self.relation.via}]-"
            return f"MATCH ({self.variable}){steps}({end}:Actor)"
        return f"MATCH {pattern(self.variable, self.relation, edge, end, label_of(self.relation, self.target))}"

    def count(self, match: str, end: str, condition: str | None) -> str:
        """Return the expression of the number of nodes; for a whole kind by its label, which databases count fast."""
        if self.relation is None:
            return f"COUNT {{ {match}{clause(condition)} }}" if condition else f"COUNT {{ (:{self.kind.label}) }}"
        return f"COUNT {{ {match}{clause(condition)} RETURN DISTINCT {end} }}"

    def condition(self, view: View, end: str) -> str | None:
        """Return the condition on the list: the view shows the relation, and two steps do not lead back."""
        if self.relation is None:
            return None
        elsewhere = f"{end}.id <> {self.variable}.id" if self.relation.via else None
        return conjunction([elsewhere, relation_visible(view, self.variable, self.relation, end)])


def connection(w: Writer, source: ConnectionSource, field: Field, *, remembers: bool = False) -> tuple[str, Decoder]:
    """Return the expression and the decoder of a connection: its page, and the selected total and facets.

    With `remembers`, the total is cached for all pages; the statement must then read the graph's version.
    """
    end, edge = w.variable("n"), w.variable("r")
    criteria = keys(source.target, field.arguments.get("orderBy"))
    page = page_of(w, field.arguments, source.name, criteria)
    where = field.arguments.get("where") or {}
    before = len(w.parameters)
    wanted = predicate(w, source.target, end, where, reached=source.relation is not None)
    condition = conjunction([source.condition(w.view, end), wanted])
    filter_parameters = list(w.parameters)[before:]
    match = source.match(edge, end)
    type_name, fields = field.sub().only()
    columns: list[str] = []
    entries: list[Entry] = []
    rows: _PageRows | None = None
    for item in fields:
        if item.name in _OF_ROWS:
            if rows is None:
                row = Row(w, source.edge, source.target, edge, end, alone=_holds_one_node(fields))
                order_keys = criteria if source.relation else index_keys(source.kind, where, criteria)
                order = order_by(w, end, order_keys, backwards=page.backwards)
                rows = _PageRows(source, row, criteria, page, order)
                columns.append("")  # written last, because pageInfo may still add columns to the rows
                rows.place = len(columns) - 1
            entries.append((item, rows.place, rows.reader(item)))
        elif item.name == "totalCount":
            count = source.count(match, end, condition)
            text, decode = total_column(w, count, filter_parameters) if remembers else (count, None)
            entries.append((item, len(columns), decode))
            columns.append(text)
        elif item.name == "facets":
            matched, nested = f"{match}{clause(condition)}", source.relation is not None
            text, decode = facet_column(w, source.target, end, matched, item, nested=nested)
            entries.append((item, len(columns), decode))
            columns.append(text)
        else:
            entries.append((item, TYPENAME, None))
    alone = [(item, place if place == TYPENAME else ALONE, decode) for item, place, decode in entries]
    if rows is not None:
        if source.relation and len(columns) == 1 and rows.is_plain(condition):
            names = snapshot_value_names(w, source.relation, fields)
            if names is not None:
                return f"{source.variable}.id", rows.of_snapshot(names, project(alone, type_name))
        columns[rows.place] = rows.expression(match, condition)
    if len(columns) > 1:
        return f"[{', '.join(columns)}]", project(entries, type_name)
    return columns[0] if columns else "[]", project(alone, type_name)


def _holds_one_node(fields: Sequence[Field]) -> bool:
    """Return whether a row of a connection holds one node only: no second node, cursor or property."""
    rows = [field.sub().only()[1] for field in fields if field.name in {"edges", "pageInfo"}]
    names = [item.name for items in rows for item in items] + ["node" for field in fields if field.name == "nodes"]
    return names.count("node") == 1 and _NEEDS_ONLY_NODES.issuperset(names)


class PageInfo(NamedTuple):
    """The neighbours of a page (true if there are any) and the cursors of its ends (None if not selected)."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


class _PageRows:
    """The rows of a page of a connection, which several fields read."""

    def __init__(self, source: ConnectionSource, row: Row, criteria: tuple[Key, ...], page: Page, order: str) -> None:
        self.source, self.row, self.criteria, self.page, self.order = source, row, criteria, page, order
        self.cursor_at: int | None = None
        self.looks_beyond = False
        self.lists: list[Each] = []
        self.place = 0

    def _cursor(self) -> tuple[int, Decoder]:
        """Return the index of a row's sort values, which are added once, and the decoder that writes the cursor."""
        if self.cursor_at is None:
            self.cursor_at = self.row.add(f"[{', '.join(sort_values(self.row.w, self.row.end, self.criteria))}]")
        of = signature(self.source.name, self.criteria)
        return self.cursor_at, lambda values, _run: write_cursor(of, values)

    def _page(self, rows: list[Any], run: Run) -> list[Any]:
        """Return the rows of the page in order, without the extra row."""
        page = rows[: resolve(self.page.size, run)] if self.looks_beyond else rows
        return page[::-1] if self.page.backwards else page

    def reader(self, field: Field) -> Decoder:
        """Return the decoder of `edges`, `nodes` or `pageInfo`, from the rows."""
        if field.name == "pageInfo":
            self.looks_beyond = True
            return self._page_info(field.sub())
        items = each(self._node(field) if field.name == "nodes" else self._edge(field))
        self.lists.append(items)
        return items

    def _edge(self, field: Field) -> Decoder:
        type_name, fields = field.sub().only()
        return project([self._entry(item) for item in fields], type_name)

    def _node(self, field: Field) -> Decoder:
        text, decode = node(self.row.w, self.row.target, self.row.end, field.sub())
        place = self.row.add(text)
        if place == ALONE:
            return decode
        make = compiled(decode)
        return lambda row, run: make(row[place], run)

    def _entry(self, item: Field) -> Entry:
        return (item, *self._cursor()) if item.name == "cursor" else self.row.entry(item)

    def _page_info(self, selection: Selection) -> Decoder:
        at, write = self._cursor() if selection.named("startCursor", "endCursor") else (0, None)
        page, make = self.page, compiled(project_value(selection))

        def info(rows: list[Any], run: Run) -> Any:
            page_rows, more = self._page(rows, run), len(rows) > resolve(page.size, run)
            page_info = PageInfo(
                has_next_page=page.cursor is not None if page.backwards else more,
                has_previous_page=more if page.backwards else page.cursor is not None,
                start_cursor=write(page_rows[0][at], run) if write and page_rows else None,
                end_cursor=write(page_rows[-1][at], run) if write and page_rows else None,
            )
            return make(page_info, run)

        return info

    def is_plain(self, condition: str | None) -> bool:
        """Return whether the page is the first of an unfiltered list in the order of ids, with one node per row."""
        only_by_id = self.criteria == keys(self.source.target, None)
        first_page = self.page.cursor is None and not self.page.backwards
        return condition is None and only_by_id and first_page and self.row.alone

    def _limit(self) -> Any:
        """Return the number of rows to read: those of the page, and one more for `pageInfo`."""
        if self.looks_beyond or self.page.backwards:
            for items in self.lists:
                items.page = self._page
        return defer(add, self.page.size, int(self.looks_beyond))

    def of_snapshot(self, names: Sequence[str], decode: Decoder) -> Decoder:
        """Return the decoder that makes a node's connection from its id, with these values from the snapshot."""
        limit = self._limit()
        return SnapshotLookup(Deferred(lambda run: run.queries.targets(names, resolve(limit, run))), decode)

    def expression(self, match: str, condition: str | None) -> str:
        """Return the expression of the rows."""
        w, edge, end, relation = self.row.w, self.row.edge, self.row.end, self.source.relation
        where = clause(conjunction([condition, *bounds(w, end, self.criteria, self.page, whole=relation is None)]))
        variables = end if relation is None else f"DISTINCT {end}" if relation.via else f"{edge}, {end}"
        limit = w.parameter(self._limit())
        return f"COLLECT {{ {match}{where} WITH {variables} {self.order} LIMIT {limit} RETURN {self.row.text} }}"
