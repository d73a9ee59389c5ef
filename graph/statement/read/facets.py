"""Facets: counts of distinct nodes by value, over the whole filter, not the page; values without nodes are left out."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, NamedTuple

from graph.model import SHAPE
from graph.shape import Kind, Property, Scalar
from graph.statement.core.projection import Column, compiled, each, project_value
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

    With `nested`, the decoder counts the values. Below another node, Neo4j would take `count` for an aggregation over
    that node's row and reject the statement.
    """
    names: list[str] = list(dict.fromkeys(field.arguments["by"]))
    counted = [facets_of(kind)[name] for name in names]
    tail = _values_tail if nested else _counts_tail
    texts = [f"COLLECT {{ {matched} {tail(w, *_values(w, kind, variable, stored))} }}" for stored in counted]
    labels = [_labels(kind, stored) for stored in counted]

    objects = compiled(each(project_value(field.sub())))

    def facets(values: list[list[Any]], run: Run) -> list[dict[str, Any]]:
        counts = [rank(Counter(words)) for words in values] if nested else values
        found = [
            Facet(name, [FacetValue(value, label.get(value, value), count) for value, count in pairs])
            for name, label, pairs in zip(names, labels, counts, strict=True)
        ]
        answer: list[dict[str, Any]] = objects(found, run)
        return answer

    return f"[{', '.join(texts)}]", facets


def facets_of(kind: Kind) -> dict[str, Property | None]:
    """Return the counted properties of a kind, by facet name; the facet `TYPE` of an interface has no property (None).

    The name of a facet follows from the name of the field: `axesAnnounced` is counted by `AXES_ANNOUNCED`, and years by
    `YEAR`.
    """
    facets: dict[str, Property | None] = {"TYPE": None} if kind.is_interface else {}
    for stored in kind.properties:
        if isinstance(stored.type, type):
            facets[snake(stored.field).upper()] = stored
        elif stored.has_year:
            facets["YEAR"] = stored
    return facets


def _values(w: Writer, kind: Kind, variable: str, stored: Property | None) -> tuple[str, str]:
    """Return the clauses that lead from nodes to their values of a property, or to their types, and the variable."""
    value = w.variable("v")
    if stored is None:
        cases = " ".join(f"WHEN {variable}:{actual.label} THEN '{actual.name}'" for actual in SHAPE.concrete(kind.name))
        source = f"WITH CASE {cases} END AS {value}"
    elif stored.linked:
        relationship, label = stored.linked
        inner = w.variable("x")
        source = f"MATCH ({variable})-[:{relationship}]->({inner}:{label}) WITH {inner}.value AS {value}"
    elif stored.has_year:
        year = w.value(variable, stored) + (".year" if stored.type is Scalar.DATE else "")
        source = f"WITH toString({year}) AS {value}"
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
