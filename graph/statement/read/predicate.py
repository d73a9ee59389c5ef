"""Filters as predicates.

Logic is two-valued and the same on both databases: a comparison with a missing value is false, its NOT is true. So
a null below a NOT becomes false; elsewhere WHERE drops the row anyway. Values may be deferred; the conditions
themselves are known when the statement is planned.

A node reached from another node is tested in place; only its id is looked up in an index. The reason: after a load,
Neo4j takes an index for empty until it has counted the entries; it would then read the whole index for every node from
which it walks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from graph.errors import ClientError
from graph.model import SHAPE
from graph.shape import Kind, Property, Relation, Scalar
from graph.statement.core.patterns import pattern, relation_visible
from graph.statement.core.run import Deferred, Run, defer, distinct, resolve
from graph.statement.core.writer import Writer
from graph.text import fold
from graph.vocabulary import EngagementStatus

COMPARISONS = {
    "eq": "=",
    "ne": "<>",
    "lt": "<",
    "lte": "<=",
    "gt": ">",
    "gte": ">=",
    "contains": "CONTAINS",
    "startsWith": "STARTS WITH",
    "endsWith": "ENDS WITH",
}
WALKS_TO_TARGETS = ("", "-[:SAME_GROUND]-(:Territory)", "-[:LED_BY]->(:Institution)-[:GOVERNS]->(:Territory)")
"""Walks from a contract to the targets of its diagnostics and plans: itself, the same ground, the lead's territory."""
HELD = [EngagementStatus.ACTIVE.value, EngagementStatus.DONE.value]
"""The statuses with which a session counts as held after its last day."""
Where = Mapping[str, Any]
_COUNT = Property("count", Scalar.INT, "How many.", required=True)
"""A count in the form of a stored property, which comparisons expect on their left side."""


@dataclass(frozen=True)
class _Subject:
    """The node or edge that a condition tests: its variable, and whether it is below a NOT or reached from a node."""

    variable: str
    negated: bool = False
    reached: bool = False


def predicate(w: Writer, kind: Kind, variable: str, where: Where, *, reached: bool) -> str | None:
    """Return the predicate of a filter on a node; None if it is always true.

    `reached`: the MATCH walks to the node from another one.

    Raises:
        ClientError: a condition or one of its values is null.
    """
    return _node(w, kind, _Subject(variable, reached=reached), where)


def _node(w: Writer, kind: Kind, subject: _Subject, where: Where) -> str | None:
    return conjunction([_condition(w, kind, subject, name, value) for name, value in where.items()])


def conjunction(parts: Sequence[str | None]) -> str | None:
    """Return predicates joined by AND; None stands for true, both in `parts` and as the result."""
    present = [part for part in parts if part]
    return " AND ".join(present) if present else None


def clause(condition: str | None) -> str:
    """Return a WHERE clause with its leading space; empty without a condition."""
    return f" WHERE {condition}" if condition else ""


def _condition(w: Writer, kind: Kind, subject: _Subject, name: str, value: Any) -> str | None:
    if value is None:
        alternative = ", or use {isNull: true}" if kind.field(name) else ""
        message = f"where.{name}: null is not a condition; leave it out{alternative}"
        raise ClientError(message)
    if name == "AND":
        return _bracket(conjunction([_node(w, kind, subject, item) for item in value]))
    if name == "OR":
        return _disjunction([_node(w, kind, subject, item) for item in value])
    if name == "NOT":
        inner = _node(w, kind, replace(subject, negated=True), value)
        return f"NOT ({inner})" if inner else "false"
    if kind.condition(name):
        return _CONDITIONS[name](w, subject.variable, name, value)
    if stored := kind.field(name):
        return _operators(w, w.value(subject.variable, stored), stored, subject, value)
    return _relation(w, kind, subject.variable, name, value)


def _bracket(inner: str | None) -> str | None:
    return f"({inner})" if inner else None


def _disjunction(parts: list[str | None]) -> str | None:
    if not parts:
        return "false"
    if any(part is None for part in parts):
        return None
    return f"({' OR '.join(f'({part})' for part in parts)})"


def in_effect(w: Writer, variable: str, day: Any) -> str:
    """Return the test whether an engagement is in effect on a day; the test is never null."""
    on, end = w.parameter(day), f"{variable}.countsUntil"
    return f"coalesce({variable}.countsFrom <= {on} AND ({end} IS NULL OR {end} >= {on}), false)"


def _in_effect_on(w: Writer, variable: str, _name: str, day: Any) -> str:
    return in_effect(w, variable, day)


def _unanswered_on(w: Writer, variable: str, _name: str, day: Any) -> str:
    on, session = w.parameter(day), w.variable("s")
    closed = " OR ".join(f"coalesce({variable}.{name} <= {on}, false)" for name in ("metOn", "declinedOn"))
    was_held = f"{session}.status IN {HELD} AND coalesce({session}.endsOn, {session}.startsOn) <= {on}"
    held = f"EXISTS {{ MATCH ({variable})<-[:MEETS]-({session}:TrainingSession) WHERE {was_held} }}"
    return f"(coalesce({variable}.identifiedOn <= {on}, true) AND NOT ({closed} OR {held}))"


def _diagnosed_since(w: Writer, variable: str, _name: str, day: Any) -> str:
    since, d = w.parameter(day), w.variable("d")
    delivered = f"coalesce({d}.deliveredOn, CASE WHEN {d}.status = '{EngagementStatus.DONE}' THEN {d}.endsOn END)"
    ways = [f"{walk}<-[:TARGETS]-" for walk in WALKS_TO_TARGETS]
    ways.append("<-[:ANNEXED_TO]-(:TerritorialPlan)-[:BASED_ON]->")
    tests = (f"EXISTS {{ MATCH ({variable}){way}({d}:Diagnostic) WHERE {delivered} >= {since} }}" for way in ways)
    return f"({' OR '.join(tests)})"


def _on_territory(w: Writer, variable: str, name: str, reference: Any) -> str:
    # Resolved once per run for all parameters; a code that two contracts share refers to the one in force today.
    territory = Deferred(lambda run: run.queries.territory(resolve(reference, run), run.today))
    if name == "within":
        counted = w.parameter(Deferred(lambda run: _if_wide(territory.read(run), run, wide=True)))
        part = w.parameter(Deferred(lambda run: _if_wide(territory.read(run), run, wide=False)))
        return f"({_below(w, variable, counted, 'ATTACHED_TO')} OR {_below(w, variable, part, 'PART_OF')})"
    if name == "overlaps":
        target = w.parameter(territory)
        return f"EXISTS {{ MATCH ({variable})-[:OVERLAPS|SAME_GROUND]-(:Territory {{id: {target}}}) }}"
    wider = name == "reaches"
    return _reaching(w, variable, territory, lambda run, identifier: run.queries.reaching(identifier, wider=wider))


def _lifts_on(w: Writer, variable: str, _name: str, given: Any) -> str:
    reference, day = given["territory"], given["day"]
    territory = Deferred(lambda run: run.queries.territory(resolve(reference, run), resolve(day, run)))
    return _reaching(w, variable, territory, lambda run, identifier: run.queries.lifting(identifier, resolve(day, run)))


def _reaching(w: Writer, variable: str, territory: Deferred, outside: Callable[[Run, str], list[str]]) -> str:
    """Return the condition that a territory is the given one, lies in it, or reaches it from outside."""
    target = w.parameter(territory)
    ids = w.parameter(Deferred(lambda run: outside(run, territory.read(run))))
    return f"({_below(w, variable, target, 'PART_OF')} OR {variable}.id IN {ids})"


def _below(w: Writer, variable: str, target: str, relationship: str) -> str:
    """Return the condition that a territory is the target, or below it by one type of relationship."""
    inside = w.variable("a")
    return f"{target} IN [({variable})-[:{relationship}*0..]->({inside}:Territory) | {inside}.id]"


def _if_wide(territory: str, run: Run, *, wide: bool) -> str:
    """Return the id of a territory if it is wide (or not wide, as wanted); else an id that no node has."""
    return territory if run.queries.is_wide(territory) is wide else ""


_CONDITIONS: Mapping[str, Callable[[Writer, str, str, Any], str]] = {
    "within": _on_territory,
    "overlaps": _on_territory,
    "lifts": _on_territory,
    "reaches": _on_territory,
    "liftsOn": _lifts_on,
    "inEffectOn": _in_effect_on,
    "unansweredOn": _unanswered_on,
    "diagnosedSince": _diagnosed_since,
}


def _operators(w: Writer, left: str, stored: Property, subject: _Subject, operators: Where) -> str | None:
    may_have_index = not (stored.many or stored.linked)
    parts = []
    for operator, value in operators.items():
        if value is None:
            message = f"where.{stored.field}.{operator}: null is not a value; use {{isNull: true}} for missing ones"
            raise ClientError(message)
        test = _operator(w, left, stored, subject.variable, operator, value)
        is_only_tested = subject.reached and may_have_index and (stored.name != "id" or operator == "isNull")
        may_be_null = subject.negated and operator != "isNull" and (stored.many or not stored.never_null)
        parts.append(f"coalesce({test}, false)" if is_only_tested or may_be_null else test)
    return conjunction(parts)


def _operator(w: Writer, left: str, stored: Property, variable: str, operator: str, value: Any) -> str:
    if operator == "isNull":
        return f"{left} IS {'NULL' if value else 'NOT NULL'}"
    if operator.startswith("includes"):
        return _includes(w, left, operator, value)
    if operator == "in":
        size, values = distinct(value), defer(_distinct, value)
        if not size:
            return "false"
        return (
            f"{left} = {w.parameter(defer(itemgetter(0), values))}" if size == 1 else f"{left} IN {w.parameter(values)}"
        )
    if operator == "matches":
        return f"{w.value(variable, stored, key=True)} CONTAINS {w.parameter(defer(fold, value))}"
    return f"{left} {COMPARISONS[operator]} {w.parameter(value)}"


def _includes(w: Writer, left: str, operator: str, value: Any) -> str:
    """Return the test whether a stored list holds a value, one of several values, or all of them."""
    if operator == "includes":
        return f"{w.parameter(value)} IN {left}"
    one, held, values = w.variable("x"), w.variable("l"), w.parameter(defer(_distinct, value))
    test = (
        f"any({one} IN {held} WHERE {one} IN {values})"
        if operator == "includesAny"
        else f"all({one} IN {values} WHERE {one} IN {held})"
    )
    # The list is read once, not for each value; a missing list is treated as empty, so that the test is never null and
    # `all` stops at the first value.
    return f"any({held} IN [coalesce({left}, [])] WHERE {test})"


def _distinct(values: Sequence[Any]) -> list[Any]:
    return sorted(set(values))


def _relation(w: Writer, kind: Kind, variable: str, name: str, value: Where) -> str | None:
    relation = kind.relation(name)
    if relation is not None:
        quantifiers = relation.quantifiers(value)
        return conjunction([_quantifier(w, variable, relation, *quantifier) for quantifier in quantifiers.items()])
    relation = kind.relation(name.removesuffix("Count"))
    if relation is None:
        message = f"where.{name}: unknown condition on {kind.name}"
        raise ClientError(message)
    end = w.variable("m")
    visible = clause(relation_visible(w.view, variable, relation, end))
    count = f"COUNT {{ MATCH {pattern(variable, relation, '', end, SHAPE.kinds[relation.target].label)}{visible} }}"
    return _operators(w, count, _COUNT, _Subject(variable), value)


def _quantifier(w: Writer, variable: str, relation: Relation, quantifier: str, where: Where) -> str:
    if where is None:
        message = f"where.{relation.name}.{quantifier}: null is not a condition; use {{}} to match any node"
        raise ClientError(message)
    target = SHAPE.kinds[relation.target]
    end, edge = w.variable("m"), w.variable("r")
    path = pattern(variable, relation, edge, end, target.label)
    negated = quantifier == "all"  # `all` is written as « no node fails the condition »
    parts: list[str | None] = []
    for part, condition in where.items():
        if condition is None:
            message = f"where.{relation.name}.{quantifier}.{part}: null is not a condition; leave it out"
            raise ClientError(message)
        if part == "node":
            parts.append(_node(w, target, _Subject(end, negated=negated, reached=True), condition))
        else:
            parts.append(_edge(w, relation, _Subject(edge, negated=negated), condition))
    test, visible = conjunction(parts), relation_visible(w.view, variable, relation, end)
    if quantifier == "all":
        return f"NOT EXISTS {{ MATCH {path}{clause(conjunction([f'NOT ({test})', visible]))} }}" if test else "true"
    match = f"MATCH {path}{clause(conjunction([test, visible]))}"
    if quantifier == "single":
        return f"COUNT {{ {match} }} = 1"
    return f"{'NOT ' if quantifier == 'none' else ''}EXISTS {{ {match} }}"


def _edge(w: Writer, relation: Relation, subject: _Subject, where: Where) -> str | None:
    parts = []
    for name, operators in where.items():
        stored = next(p for p in relation.edge if p.field == name)
        if operators is None:
            message = (
                f"where.{relation.name}.edge.{name}: null is not a condition; use {{isNull: true}} for missing values"
            )
            raise ClientError(message)
        parts.append(_operators(w, w.value(subject.variable, stored), stored, subject, operators))
    return conjunction(parts)
