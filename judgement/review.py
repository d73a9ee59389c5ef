"""Reviews stated and changed values: impossible ones, doubtful ones, and those that will not count."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from changes.changeset import Facts
from changes.current import Current
from changes.rows import Value
from graph.model import SHAPE
from judgement.counting import on_every_axis, overwide_surveys, uncounted, without_amount
from judgement.distance import Distances
from judgement.doubts import doubtful, impossible, impossible_values
from judgement.entries import Register
from judgement.meanings import doubtful_name
from judgement.problems import Problem, ProblemCode
from judgement.spans import Context, doubtful_confirmations, doubtful_signature, doubtful_year
from judgement.statements import DefaultSource, Edges, S, Statement

INSTITUTIONS = frozenset({"Institution"})
NO_EDGES: Mapping[str, Edges] = MappingProxyType({})


class Review:
    """Reviews statements in order, each with its node as it would be once the statement is applied.

    `engagements` are the facts, as they will be once applied, of the stated engagements and of those that are funded by
    a stated grant.
    """

    def __init__(self, register: Register, default: DefaultSource, engagements: Mapping[str, Facts]) -> None:
        self._register = register
        self._distances = Distances(register)
        self._default = default
        self._engagements = engagements

    def of_node(
        self,
        statement: Statement,
        facts: Facts,
        edges: Mapping[str, Edges],
        before: Facts | None = None,
        known: Mapping[str, Edges] = NO_EDGES,
    ) -> Iterator[Problem]:
        """Yield the problems of a node and its relationships; `before` and `known` are their values in the graph."""
        confirmed = [edge.get("confirmedOn") for edge in edges.get("sources", {}).values()]
        newest = max((day for day in confirmed if isinstance(day, date)), default=None)
        kind, context = statement.kind, Context(self._default.day, self._default.today, newest, before or {})
        yield from impossible(kind, facts)
        yield from doubtful(kind, facts, context)
        paid = [self._engagements.get(end, {}) for _, _, end in edges.get("funds", {})]
        yield from doubtful_year(facts.get("year"), paid, context.latest)
        yield from doubtful_confirmations(confirmed, facts, context.latest)
        yield from self._distances.moved(kind, edges, known)
        if statement.gives_id and kind != "Trainer":
            yield from doubtful_name(facts, context.before)
        yield from self._shared_names(statement, context.before)
        is_renamed = facts.get("name") != context.before.get("name")
        if kind == "Trainer" and is_renamed and self._register.ids_by_name(str(facts.get("name")), INSTITUTIONS):
            yield ProblemCode.MORE_THAN_A_NAME.at("name")
        if SHAPE.kinds[kind].base == "Engagement" and edges.get("actors"):
            yield from on_every_axis(edges)
            for problem in uncounted(kind, facts, edges, self._register.territories):
                if not (self._default.unsigned and problem.path.field == "sources"):  # reported once for the whole file
                    yield problem
        if any(start == end for _, start, end in edges.get("runBy", {})):
            yield ProblemCode.RUN_BY_ITSELF.at("runBy")
        if kind == "Grant":
            yield from without_amount(facts)
        if kind == "Survey":
            yield from overwide_surveys(facts, edges, self._register.territories)
        yield from self._distances.far(kind, statement.id, edges)

    def of_edge(self, statement: Statement, facts: Facts) -> Iterator[Problem]:
        """Yield the problems of a new or changed relationship."""
        yield from impossible_values(statement.form.relation.edge, facts)
        yield from doubtful(statement.kind, facts, Context(self._default.day, self._default.today))
        for _, _, contract in statement.edges.get("signedContracts", {}):
            entry = self._register.territories[contract]
            yield from doubtful_signature(facts.get("signedOn"), entry.starts_on, entry.ends_on)
        yield from self._distances.far(statement.kind, statement.id, statement.edges)

    def _shared_names(self, statement: Statement, before: Mapping[str, Value]) -> Iterator[Problem]:
        """Yield the stated alternative names of a body that another body also has."""
        names, known = statement.facts.get("otherNames"), before.get("otherNames")
        for name in names if isinstance(names, list) else ():
            ids = set(self._register.ids_by_name(name, frozenset({statement.kind}))) - {statement.id}
            if ids and name not in (known if isinstance(known, list) else ()):
                yield ProblemCode.NAME_OF_OTHERS.at("otherNames", name, name=name, ids=tuple(sorted(ids)))


def facts_of_engagements(statements: Iterable[Statement], current: Current) -> dict[str, Facts]:
    """Return the facts of the stated engagements, and of those that grants fund, as they will be once applied."""
    known = {i: facts for i, facts in current.facts.items() if SHAPE.base_of_id(i) == "Engagement"}
    stated = (one for one in statements if SHAPE.kinds[one.kind].base == "Engagement")
    return known | {one.id: known.get(one.id, {}) | one.facts for one in stated}


def updating_themselves(statements: Iterable[S], current: Current) -> Iterator[tuple[S, Problem]]:
    """Yield the diagnostics that would update each other in a circle in the resulting graph."""
    stated = {one.id: one for one in statements if "updates" in one.edges}
    edges = current.edges | {identifier: one.edges for identifier, one in stated.items()}
    older = {i: {end for _, _, end in relations.get("updates", {})} for i, relations in edges.items()}
    for identifier, one in stated.items():
        visited: set[str] = set()
        ahead = set(older.get(identifier, ()))
        while ahead:
            visited |= ahead
            ahead = {end for diagnostic in ahead for end in older.get(diagnostic, ())} - visited
        if identifier in visited:
            yield one, ProblemCode.UPDATES_ITSELF.at("updates")
