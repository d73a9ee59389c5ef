"""The number of visits that filters, orders, totals and facets may need, computed from the sizes of the graph.

A condition on a relation visits every node that the relation leads to, and the conditions on those nodes visit further
nodes: each level multiplies the one above it.
"""

from collections.abc import Mapping, Sized
from typing import Any

from graph.model import SHAPE
from graph.shape import Kind, Relation
from graph.statement.core.selection import Field
from graph.statement.maintain.sizes import Sizes
from graph.statement.read.predicate import Where

TERRITORIES_AROUND = 8
"""The number of territories that a territory condition visits around one territory."""
LISTS = {kind.plural: kind for kind in SHAPE.kinds.values() if kind.plural}
"""The kinds that have a list root field, by its name."""


def of_list(field: Field, sizes: Sizes) -> int:
    """Return the visits of a list root field beyond the nodes of its page."""
    kind = LISTS[field.name]
    where = field.arguments.get("where") or {}
    if not (where or field.arguments.get("orderBy") or _facets(field)):
        return 0
    return sizes.of_kind(kind.name) * (1 + of_filter(kind, where, sizes)) * _walks(field)


def of_relation(kind: Kind, relation: Relation, field: Field, sizes: Sizes) -> int:
    """Return the visits of a relation's list at one node."""
    where = field.arguments.get("where") or {}
    target = SHAPE.kinds[relation.target]
    each = 1 + of_filter(target, where, sizes, reached=True)
    return sizes.fanout(kind, relation, reached=True) * each * _walks(field)


def of_filter(kind: Kind, where: Where, sizes: Sizes, *, reached: bool = False) -> int:
    """Return the visits of a filter at one node; `reached` if a relation led to the node."""
    return sum(_of_condition(kind, name, value, sizes, reached=reached) for name, value in where.items())


def _of_condition(kind: Kind, name: str, value: Any, sizes: Sizes, *, reached: bool) -> int:
    if value is None:  # planning refuses it
        return 0
    if name in {"AND", "OR", "NOT"}:
        parts = [value] if name == "NOT" else value
        return sum(of_filter(kind, part, sizes, reached=reached) for part in parts)
    if condition := kind.condition(name):
        return TERRITORIES_AROUND if condition.needs_snapshot else 1
    if stored := kind.field(name):
        walked: Sized = stored.type if stored.linked and isinstance(stored.type, type) else value  # one node per word
        return len(walked)
    if relation := kind.relation(name):
        quantified = relation.quantifiers(value).values()
        return sum(_of_quantifier(kind, relation, where or {}, sizes, reached=reached) for where in quantified)
    counted = kind.relation(name.removesuffix("Count"))
    return sizes.fanout(kind, counted, reached=reached) if counted else 0


def _of_quantifier(kind: Kind, relation: Relation, where: Where, sizes: Sizes, *, reached: bool) -> int:
    on_edge: Mapping[str, Any] = where.get("edge") or {}
    on_node = of_filter(SHAPE.kinds[relation.target], where.get("node") or {}, sizes, reached=True)
    return sizes.fanout(kind, relation, reached=reached) * (1 + len(on_edge) + on_node)


def _walks(field: Field) -> int:
    """Return how many times the nodes of a list are visited: for its page, its total and each facet."""
    names = {item.name for fields in field.sub().fields.values() for item in fields}
    page = not names.isdisjoint({"edges", "nodes", "pageInfo"}) or not names & {"totalCount", "facets"}
    return page + ("totalCount" in names) + _facets(field)


def _facets(field: Field) -> int:
    return sum(len(item.arguments["by"]) for item in field.sub().named("facets"))
