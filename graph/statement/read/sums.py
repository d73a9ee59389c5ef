"""Sums over the nodes of one kind that match a filter, broken down by keys.

A node counts once in each row to which it belongs; so rows with common nodes must not be added up. Each row states the
number of its nodes that are in other rows too, and the part of its sums that they make up.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add
from types import SimpleNamespace
from typing import Any, NamedTuple

from graph.bounds import BEHIND_LIMIT, SUMS_LIMIT
from graph.errors import ClientError, Code, in_range
from graph.shape import Kind
from graph.statement.core.projection import Decoder, Entry, attribute, below, compiled, each, project
from graph.statement.core.run import Run, defer, resolve
from graph.statement.core.selection import Field
from graph.statement.core.writer import Writer
from graph.statement.read.nodes import node
from graph.statement.read.predicate import clause, conjunction, predicate
from graph.vocabulary import Word

NODE = "g"
"""The variable of the summed nodes."""
UNKNOWN = "non renseigné"
"""The label of a key for nodes without a value."""


class Step(NamedTuple):
    """A walk that some keys need; it may start at the end of another walk.

    Attributes:
        match: its pattern, from the node or from the end of the step before.
        after: the step before it; empty for a walk from the node itself.
        walks: the kind and the relation that it walks, if it may lead to several nodes.
    """

    match: str
    after: str = ""
    walks: tuple[str, str] = ("", "")


class Breakdown(NamedTuple):
    """A key of the rows.

    Attributes:
        value: the expression of its value.
        label: the expression of its French label; empty for a word.
        meaning: its description in the API.
        step: the step that leads to it; empty for a property of the node itself.
        words: the vocabulary of its values, which orders the rows.
    """

    value: str
    label: str
    meaning: str
    step: str = ""
    words: type[Word] | None = None


class Measure(NamedTuple):
    """A number that is summed over the nodes of a row.

    Attributes:
        name: its field in a row.
        value: writes its expression, as a view may read it.
        zero: zero, as a literal of its type.
        mark: the field that counts the nodes to be counted separately, such as those with a withheld number.
        marked: writes the condition of these nodes.
    """

    name: str
    value: Callable[[Writer], str]
    zero: str
    mark: str
    marked: Callable[[Writer], str]


@dataclass(frozen=True)
class Summed:
    """A kind of node that is summed, with the keys of its rows, the steps that lead to them, and its numbers."""

    kind: Kind
    breakdowns: Mapping[str, Breakdown]
    steps: Mapping[str, Step]
    measures: Sequence[Measure]
    condition: Callable[[Writer, Field], str | None] = field(default=lambda _w, _field: None)
    """Writes a condition that applies besides the filter; it may use the other arguments of the field."""

    def steps_to(self, names: Sequence[str]) -> list[str]:
        """Return the steps that some keys need, each after the one it continues."""
        steps: dict[str, None] = {}

        def go(step: str) -> None:
            if step and step not in steps:
                go(self.steps[step].after)
                steps[step] = None

        for name in names:
            go(self.breakdowns[name].step)
        return list(steps)


class Key(NamedTuple):
    """A key of a row: its field, the stored value (None: unknown), its French label, and its rank in the vocabulary."""

    field: str
    value: str | None
    label: str
    place: int


def sums_column(w: Writer, summed: Summed, root: Field) -> tuple[str, Decoder]:
    """Return the expression of the rows of a breakdown and its decoder."""
    names: list[str] = list(dict.fromkeys(root.arguments.get("by") or ()))
    filtered = predicate(w, summed.kind, NODE, root.arguments.get("where") or {}, reached=False)
    where = conjunction([summed.condition(w, root), filtered])
    walks = "".join(f" OPTIONAL MATCH {summed.steps[step].match}" for step in summed.steps_to(names))
    broken_down = [summed.breakdowns[name] for name in names]
    keys = ", ".join(f"[{one.value}, {one.label or one.value}]" for one in broken_down)
    size = defer(_checked_size, root.arguments["first"])
    limit = w.parameter(defer(add, size, 1))
    behind = _Behind(w, summed.kind, root)
    sums = ", ".join(text for measure in summed.measures for text in _sums(w, measure))
    rows = (
        f"COLLECT {{ MATCH ({NODE}:{summed.kind.match}){clause(where)}{walks} WITH DISTINCT {NODE}, [{keys}] AS row"
        f" WITH {NODE}, collect(row) AS rows UNWIND rows AS row WITH row, {NODE}, size(rows) > 1 AS shared"
        f" WITH row, [count({NODE}), sum(CASE WHEN shared THEN 1 ELSE 0 END), {sums}] AS sums{behind.collected}"
        f" LIMIT {limit} RETURN [{', '.join(['row', 'sums', *behind.columns])}] }}"
    )
    objects = compiled(each(behind.projection))

    def decode(values: list[Any], run: Run) -> list[dict[str, Any]]:
        most = resolve(size, run)
        if len(values) > most:
            message = (
                f"first: there are more than {most:,} rows; give a larger number (up to {SUMS_LIMIT:,}), fewer "
                "fields (by) or a narrower filter (where)"
            )
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        ordered = sorted((_row(summed, names, *one) for one in values), key=_order)
        answer: list[dict[str, Any]] = objects(ordered, run)
        return answer

    return rows, decode


class _Behind:
    """The nodes behind the numbers of a row: one column per field of the selection that lists them."""

    def __init__(self, w: Writer, kind: Kind, root: Field) -> None:
        type_name, fields = root.sub().only()
        self.columns: list[str] = []
        entries: list[Entry] = []
        for one in fields:
            if one.name != kind.plural:
                entries.append((one, attribute(one), below(one)))
                continue
            variable = w.variable("n")
            text, decode = node(w, kind, variable, one.sub())
            limit = w.parameter(defer(_checked_behind, one.arguments["first"]))
            entries.append((one, f"behind_{len(self.columns)}", each(decode)))
            self.columns.append(
                f"COLLECT {{ UNWIND behind AS {variable} WITH {variable} ORDER BY {variable}.id LIMIT {limit}"
                f" RETURN {text} }}"
            )
        self.projection = project(entries, type_name)

    @property
    def collected(self) -> str:
        """The aggregation of the nodes of a row; an empty text if no field lists them."""
        return f", collect({NODE}) AS behind" if self.columns else ""


def _checked_behind(first: int) -> int:
    return in_range("first", first, BEHIND_LIMIT)


def _checked_size(first: int) -> int:
    return in_range("first", first, SUMS_LIMIT)


def _sums(w: Writer, measure: Measure) -> Sequence[str]:
    value, zero = measure.value(w), measure.zero
    return (
        f"sum(coalesce({value}, {zero}))",
        f"sum(CASE WHEN shared THEN coalesce({value}, {zero}) ELSE {zero} END)",
        f"count({value})",
        f"sum(CASE WHEN {measure.marked(w)} THEN 1 ELSE 0 END)",
    )


def _row(
    summed: Summed,
    names: Sequence[str],
    keys: Sequence[Sequence[str | None]],
    sums: Sequence[Any],
    *behind: Sequence[Any],
) -> SimpleNamespace:
    """Return a row: its keys, its distinct nodes, how many of them are in other rows too, and its measures.

    `behind`: the values of its nodes, for each field that lists them.
    """
    count, shared, *numbers = sums
    measures = {}
    for measure in summed.measures:
        (total, of_shared, known, marked), numbers = numbers[:4], numbers[4:]
        measures[measure.name] = SimpleNamespace(
            sum=_exact(total), shared_sum=_exact(of_shared), known_count=known, **{measure.mark: marked}
        )
    of_row = [_key(summed, name, *key) for name, key in zip(names, keys, strict=True)]
    lists = {f"behind_{place}": values for place, values in enumerate(behind)}
    return SimpleNamespace(keys=of_row, count=count, shared_count=shared, **measures, **lists)


def _key(summed: Summed, name: str, value: str | None, label: str | None) -> Key:
    words = summed.breakdowns[name].words
    if words and value in set(words):
        word = words(value)
        return Key(name, value, word.label_fr, list(words).index(word))
    return Key(name, value, label or value or UNKNOWN, 0)


def _exact(number: float) -> float:
    """Return a number without the rounding errors of its sum."""
    return round(number, 2)


def _order(row: SimpleNamespace) -> list[tuple[bool, int, str, str]]:
    """Return the sort key of a row: by its keys, unknown ones last, words in the order of their vocabulary."""
    return [(key.value is None, key.place, key.label, key.value or "") for key in row.keys]
