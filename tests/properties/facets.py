"""Facets of lists, counted node by node.

Rule: the countable properties come from the model; the counts from the rows, as far as the viewer may see them.
"""

import re
from collections import Counter
from typing import Any

from graph.model import SHAPE
from graph.shape import Kind, Scalar
from tests.oracle.facts import Facts
from tests.oracle.filters import stored


def facet_names(kind: Kind) -> dict[str, str | None]:
    """Return the facets of a kind and the property each counts by; None for the type of an interface's nodes."""
    names: dict[str, str | None] = {"TYPE": None} if kind.is_interface else {}
    words = {one.field: one.name for one in kind.properties if not isinstance(one.type, Scalar)}
    year = next((one.name for one in kind.properties if one.has_year), None)
    names |= {re.sub(r"(?=[A-Z])", "_", field).upper(): name for field, name in words.items()}
    return names | ({"YEAR": year} if year else {})


def facet_selection(kind: Kind) -> str:
    """Return the selection of all facets of a kind; empty if it has none."""
    names = ", ".join(facet_names(kind))
    return f"facets(by: [{names}]) {{ field values {{ value label count }} }}" if names else ""


def expected_facets(facts: Facts, kind: Kind, nodes: list[str]) -> list[dict[str, Any]]:
    """Count the values of every facet over the nodes found: the most frequent first, then by value."""
    facets = []
    for facet, name in facet_names(kind).items():
        counts = Counter(value for node in nodes for value in _values(facts, kind, node, name))
        labels = _labels(kind, name)
        ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        facets.append(
            {"field": facet, "values": [{"value": v, "label": labels.get(v, v), "count": n} for v, n in ranked]}
        )
    return facets


def _values(facts: Facts, kind: Kind, node: str, name: str | None) -> list[str]:
    if name is None:
        return [facts.kind(node)]
    declared = kind.property(name)
    assert declared is not None
    value = stored(facts, kind, node, declared)
    if isinstance(value, list):
        return value
    if value is None:
        return []
    return [str(value)[:4] if declared.has_year else str(value)]


def _labels(kind: Kind, name: str | None) -> dict[str, str]:
    declared = kind.property(name or "")
    if declared is None:
        return {concrete.name: concrete.french for concrete in SHAPE.concrete(kind.name)}
    if isinstance(declared.type, Scalar):
        return {}
    return {str(word): word.label_fr for word in declared.type}
