"""Facets: counts of distinct nodes by value, over the whole filter, not the page; values without nodes are left out."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph.model import SHAPE
from graph.shape import Kind, Property
from graph.statement.core.projection import Column, apart, each, project_value
from graph.statement.core.run import Run
from graph.statement.core.selection import Field
from graph.statement.core.writer import Writer
from graph.text import snake


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value, its French label and the number of nodes that have it."""

    value: str
    label: str
    count: int


class Facet(NamedTuple):
    """The values of a field with their counts, the most frequent first; `field` is the name of the facet."""

    field: str
    values: list[FacetValue]


def facet_column(w: Writer, kind: Kind, variable: str, matched: str, field: Field, *, nested: bool) -> Column:
    """Return the expression of the requested facets and its decoder; `matched` is the MATCH of the nodes.

    With `nested`, the decoder counts the values: below another node, Neo4j takes `count` for an aggregation over that
    node's row and rejects the statement.
    """
    names: list[str] = list(dict.fromkeys(field.arguments["by"]))
    by_name = {facet_name(p.name): p for p in kind.properties}
    tail = _values_tail if nested else _counts_tail
    texts = [f"COLLECT {{ {matched} {tail(w, *_values(w, kind, variable, by_name.get(name)))} }}" for name in names]
    labels = [_labels(kind, by_name.get(name)) for name in names]

    objects = apart(each(project_value(field.sub())))

    def facets(values: list[list[Any]], run: Run) -> list[dict[str, Any]]:
        counts = [rank(Counter(words)) for words in values] if nested else values
        found = [
            Facet(name, [FacetValue(value, label[value], count) for value, count in pairs])
            for name, label, pairs in zip(names, labels, counts, strict=True)
        ]
        answer: list[dict[str, Any]] = objects(found, run)
        return answer

    return f"[{', '.join(texts)}]", facets


def facet_name(name: str) -> str:
    """Return the enum name of a property: `axesAnnounced` becomes `AXES_ANNOUNCED`."""
    return snake(name).upper()


def _values(w: Writer, kind: Kind, variable: str, stored: Property | None) -> tuple[str, str]:
    """Return the clauses from the nodes to their values, and the variable of a value; without a property, the type."""
    value = w.variable("v")
    if stored is None:
        cases = " ".join(f"WHEN {variable}:{actual.label} THEN '{actual.name}'" for actual in SHAPE.concrete(kind.name))
        source = f"WITH CASE {cases} END AS {value}"
    elif stored.linked:
        relationship, label = stored.linked
        inner = w.variable("x")
        source = f"MATCH ({variable})-[:{relationship}]->({inner}:{label}) WITH {inner}.value AS {value}"
    elif stored.many:
        source = f"UNWIND coalesce({w.value(variable, stored)}, []) AS {value} WITH {value}"
    else:
        source = f"WITH {w.value(variable, stored)} AS {value}"
    return f"WITH DISTINCT {variable} {source} WHERE {value} IS NOT NULL", value


def _counts_tail(w: Writer, values: str, value: str) -> str:
    count = w.variable("k")
    return f"{values} WITH {value}, count(*) AS {count} ORDER BY {count} DESC, {value} RETURN [{value}, {count}]"


def _values_tail(_w: Writer, values: str, value: str) -> str:
    return f"{values} RETURN {value}"


def rank(counts: Counter[str]) -> list[tuple[str, int]]:
    """Return values with their counts, the most frequent first."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _labels(kind: Kind, stored: Property | None) -> dict[str, str]:
    if stored is None:
        return {actual.name: actual.french for actual in SHAPE.concrete(kind.name)}
    words = stored.type
    return {str(word): word.label_fr for word in words} if isinstance(words, type) else {}
