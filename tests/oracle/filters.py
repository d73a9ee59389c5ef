"""Filters and orderings in the shape that clients write, evaluated node by node.

Rule: two values only: a comparison with a missing value is false, even `ne`, and its NOT is true. The accepted filters
come from the model's declarations; their meaning is computed here over the rows.
"""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias, cast

from changes.rows import EdgeRow, Value
from graph.model import SHAPE
from graph.shape import Direction, Kind, Property, Relation, Scalar
from graph.vocabulary import Reach
from tests.oracle.counting import axes_of, confirmed_on, counts, in_effect
from tests.oracle.facts import Facts, fold
from tests.oracle.stages import diagnosed_since, unanswered
from tests.oracle.territories import is_within, overlapping, same_ground, target_reach

Json: TypeAlias = "str | int | float | bool | date | Sequence[Json] | Mapping[str, Json] | None"
Where: TypeAlias = Mapping[str, Json]
OrderBy: TypeAlias = Sequence[Mapping[str, str]]


def select(facts: Facts, kind: str, where: Where | None, order_by: OrderBy | None) -> list[str]:
    """Return the ids of nodes of a kind or interface that satisfy `where`, in the given order, then by id."""
    declared = SHAPE.kinds[kind]
    nodes = [node for node in _ids(facts, declared.name) if Filter(facts).satisfies(declared, node, where or {})]
    return ordered(facts, declared, nodes, order_by or [])


def _ids(facts: Facts, kind: str) -> list[str]:
    return facts.ids(concrete.name for concrete in SHAPE.concrete(kind))


def answered_as(kind: Kind, name: str) -> Property | None:
    """Return the property that clients call by this name; None if the kind has none."""
    return next((declared for declared in kind.properties if (declared.api_name or declared.name) == name), None)


def stored(facts: Facts, kind: Kind, node: str, declared: Property) -> Value:
    """Return the value of a property: as stated, or derived from the rows for an engagement.

    Raises:
        ValueError: the property is the label of a kind other than an engagement, which this oracle cannot compute.
    """
    if declared.unstated is not None:
        return bool(facts.value(node, declared.name))
    if kind.base != "Engagement":
        if declared.name == "label":
            raise ValueError(kind.name)
        return facts.value(node, declared.name)
    since, until = counts(facts, node)
    derived: dict[str, Value] = {
        "label": facts.value(node, "title"),
        "axes": [axis.value for axis in axes_of(facts, node)],
        "countsFrom": since,
        "countsUntil": until,
        "confirmedOn": confirmed_on(facts, node),
    }
    return derived[declared.name] if declared.name in derived else facts.value(node, declared.name)


ON_DAYS: Mapping[str, Callable[[Facts, str, date], bool]] = {
    "inEffectOn": in_effect,
    "unansweredOn": unanswered,
    "diagnosedSince": diagnosed_since,
}
"""The conditions that consist of a day."""


class Filter:
    """Evaluates conditions on nodes."""

    def __init__(self, facts: Facts) -> None:
        """Take the facts."""
        self.facts = facts

    def satisfies(self, kind: Kind, node: str, where: Where) -> bool:
        """Return whether a node satisfies every condition of the object."""
        return all(self._condition(kind, node, name, asked) for name, asked in where.items())

    def _condition(self, kind: Kind, node: str, name: str, asked: Json) -> bool:
        if name in {"AND", "OR"}:
            results = [self.satisfies(kind, node, part) for part in cast("Sequence[Where]", asked)]
            return all(results) if name == "AND" else any(results)
        condition = cast("Where", asked)
        if name == "NOT":
            return not self.satisfies(kind, node, condition)
        if declared := answered_as(kind, name):
            return compares(declared, stored(self.facts, kind, node, declared), condition)
        if (relation := kind.relation(name)) and relation.quantified:
            return self._related_satisfy(relation, node, condition)
        if (relation := kind.relation(name.removesuffix("Count"))) and relation.quantified:
            distinct = {other for other, _ in self._related(relation, node)}
            return compares(Property(name, Scalar.INT, ""), len(distinct), condition)
        return self._special(node, name, asked)

    def _special(self, node: str, name: str, asked: Json) -> bool:
        if name in ON_DAYS:
            return ON_DAYS[name](self.facts, node, date.fromisoformat(str(asked)))
        condition = cast("Where", asked)
        if name == "liftsOn":
            day = date.fromisoformat(str(condition["day"]))
            how = target_reach(self.facts, node, str(cast("Where", condition["territory"])["id"]), day)
            return how is not None and how[0] is not Reach.WIDER
        territory = str(condition["id"])
        match name:
            case "within":
                return is_within(self.facts, node, territory)
            case "overlaps":
                return node in overlapping(self.facts, territory) | same_ground(self.facts, territory)
            case "lifts":
                how = target_reach(self.facts, node, territory)
                return how is not None and how[0] is not Reach.WIDER
            case "reaches":
                return target_reach(self.facts, node, territory) is not None
            case _:
                raise KeyError(name)

    def _related(self, relation: Relation, node: str) -> Iterator[tuple[str, EdgeRow]]:
        wanted = {concrete.name for concrete in SHAPE.concrete(relation.target)}
        inwards = relation.direction is Direction.IN
        for edge in (self.facts.into if inwards else self.facts.out)(relation.through, node):
            other = edge.start if inwards else edge.end
            if self.facts.kind(other) in wanted and self.facts.sees(edge):
                yield other, edge

    def _related_satisfy(self, relation: Relation, node: str, quantifier: Where) -> bool:
        if relation.single:
            target = SHAPE.kinds[relation.target]
            return any(self.satisfies(target, other, quantifier) for other, _ in self._related(relation, node))
        return all(self._quantify(relation, node, word, cast("Where", asked)) for word, asked in quantifier.items())

    def _quantify(self, relation: Relation, node: str, word: str, asked: Where) -> bool:
        pairs = list(self._related(relation, node))
        satisfying = [other for other, edge in pairs if self._pair_satisfies(relation, other, edge, asked)]
        return {
            "some": len(satisfying) > 0,
            "all": len(satisfying) == len(pairs),
            "none": len(satisfying) == 0,
            "single": len(set(satisfying)) == 1,
        }[word]

    def _pair_satisfies(self, relation: Relation, other: str, edge: EdgeRow, asked: Where) -> bool:
        target = SHAPE.kinds[relation.target]
        on_edge = cast("Where", asked.get("edge", {}))
        carried = {declared.field: declared for declared in relation.edge}
        return self.satisfies(target, other, cast("Where", asked.get("node", {}))) and all(
            compares(carried[name], edge.properties.get(carried[name].name), cast("Where", condition))
            for name, condition in on_edge.items()
        )


def compares(declared: Property, value: Value, condition: Where) -> bool:
    """Return whether a stored value satisfies every operator of the condition."""
    return all(_operate(declared, operator, value, asked) for operator, asked in condition.items())


def _operate(declared: Property, operator: str, value: Value, asked: Json) -> bool:
    if operator == "isNull":
        return (value is None) == asked
    if operator.startswith("includes"):
        held = value if isinstance(value, list) else []
        wanted = [asked] if operator == "includes" else cast("Sequence[Json]", asked)
        return any(one in held for one in wanted) if operator == "includesAny" else all(one in held for one in wanted)
    if value is None:
        return False
    if operator == "in":
        return any(value == _read(declared, one) for one in cast("Sequence[Json]", asked))
    if operator in TEXT_OPERATORS:
        return TEXT_OPERATORS[operator](str(value), str(asked))
    order = compare(value, _read(declared, asked))
    return {
        "eq": order == 0,
        "ne": order != 0,
        "lt": order < 0,
        "lte": order <= 0,
        "gt": order > 0,
        "gte": order >= 0,
    }[operator]


TEXT_OPERATORS: Mapping[str, Callable[[str, str], bool]] = {
    "contains": lambda text, part: part in text,
    "startsWith": str.startswith,
    "endsWith": str.endswith,
    "matches": lambda text, part: fold(part) in fold(text),
}


def _read(declared: Property, asked: Json) -> Value:
    if declared.type is Scalar.DATE and isinstance(asked, str):
        return date.fromisoformat(asked)
    return cast("Value", asked)


def compare(left: Value, right: Value) -> int:
    """Compare two values of one type: negative, zero or positive.

    Raises:
        TypeError: the values are not of one ordered type.
    """
    if isinstance(left, date) and isinstance(right, date):
        return (left > right) - (left < right)
    if isinstance(left, str) and isinstance(right, str):
        return (left > right) - (left < right)
    if isinstance(left, int | float) and isinstance(right, int | float):
        return (left > right) - (left < right)
    message = f"{left!r} and {right!r} have no order"
    raise TypeError(message)


def ordered(facts: Facts, kind: Kind, nodes: Iterable[str], order_by: OrderBy) -> list[str]:
    """Order nodes: the first criterion first, missing values last both ways, text by its folded key, ties by id."""
    result = sorted(nodes)
    for criterion in reversed(order_by):
        ((name, direction),) = criterion.items()
        declared = answered_as(kind, name)
        assert declared is not None
        values = {node: stored(facts, kind, node, declared) for node in result}
        if declared.type is Scalar.TEXT:
            values = {node: value if value is None else fold(str(value)) for node, value in values.items()}
        result = _sorted(result, values, direction)
    return result


def _sorted(nodes: list[str], values: Mapping[str, Value], direction: str) -> list[str]:
    def by_value(left: str, right: str) -> int:
        return compare(values[left], values[right])

    present = [node for node in nodes if values[node] is not None]
    missing = [node for node in nodes if values[node] is None]
    return sorted(present, key=functools.cmp_to_key(by_value), reverse=direction == "DESC") + missing
