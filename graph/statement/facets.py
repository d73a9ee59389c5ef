"""Facets: counts by value over a filter.

Rule: counted over the filter and not the page; distinct nodes; values that nobody has are left out.
"""

from typing import Any

from graph.model import SHAPE
from graph.shape import Kind, Property
from graph.statement.selection import Field
from graph.statement.writer import Column, Writer

TYPE = "TYPE"


def facet_column(w: Writer, kind: Kind, variable: str, matched: str, field: Field) -> Column:
    """Return the expression of the facets asked for: for each, its values with their counts."""
    names: list[str] = list(dict.fromkeys(field.arguments["by"]))
    by_name = {upper(p.name): p for p in kind.properties}
    texts = [_counts(w, kind, variable, matched, by_name.get(name)) for name in names]
    labels = [_labels(kind, by_name.get(name)) for name in names]

    def facets(values: list[list[list[Any]]]) -> list[dict[str, Any]]:
        return [
            facet(field, name, [(value, label[value], count) for value, count in found])
            for name, label, found in zip(names, labels, values, strict=True)
        ]

    return f"[{', '.join(texts)}]", facets


def facet(field: Field, name: str, values: list[tuple[str, str, int]]) -> dict[str, Any]:
    """Return one facet as it was selected: the field and its (value, label, count)."""
    type_name, fields = field.sub().only()
    answer: dict[str, Any] = {}
    for item in fields:
        if item.name == "values":
            answer[item.key] = [_value(item, *value) for value in values]
        else:
            answer[item.key] = name if item.name == "field" else type_name
    return answer


def _value(field: Field, value: str, label: str, count: int) -> dict[str, Any]:
    type_name, fields = field.sub().only()
    known = {"value": value, "label": label, "count": count, "__typename": type_name}
    return {item.key: known[item.name] for item in fields}


def upper(name: str) -> str:
    """Return the enum name of a property: `axesAnnounced` is `AXES_ANNOUNCED`."""
    return "".join(f"_{c}" if c.isupper() else c.upper() for c in name)


def _counts(w: Writer, kind: Kind, variable: str, matched: str, stored: Property | None) -> str:
    value = w.variable("v")
    count = w.variable("k")
    if stored is None:
        cases = " ".join(f"WHEN {variable}:{actual.label} THEN '{actual.name}'" for actual in SHAPE.concrete(kind.name))
        source = f"WITH DISTINCT {variable} WITH CASE {cases} END AS {value}"
    elif stored.linked:
        relationship, label = stored.linked
        inner = w.variable("x")
        source = (
            f"WITH DISTINCT {variable} MATCH ({variable})-[:{relationship}]->({inner}:{label}) "
            f"WITH {inner}.value AS {value}"
        )
    elif stored.many:
        source = f"WITH DISTINCT {variable} UNWIND coalesce({w.value(variable, stored)}, []) AS {value} WITH {value}"
    else:
        source = f"WITH DISTINCT {variable} WITH {w.value(variable, stored)} AS {value}"
    return (
        f"COLLECT {{ {matched} {source} WHERE {value} IS NOT NULL WITH {value}, count(*) AS {count} "
        f"ORDER BY {count} DESC, {value} RETURN [{value}, {count}] }}"
    )


def _labels(kind: Kind, stored: Property | None) -> dict[str, str]:
    if stored is None:
        return {actual.name: actual.french for actual in SHAPE.concrete(kind.name)}
    words = stored.type
    return {str(word): word.label_fr for word in words} if isinstance(words, type) else {}
