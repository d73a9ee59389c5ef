"""Compares statements with the graph, and collects the changes.

Unstated fields change nothing; a list replaces the whole list. Statements made from an earlier state of the graph are
first merged with later changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from changes.changeset import Change, Changes, Facts
from changes.current import Current
from changes.rows import EdgeKey
from graph.model import SHAPE
from graph.shape import Property
from judgement.doubts import contradictory, disordered
from judgement.entries import Register
from judgement.problems import Problem, ProblemCode
from judgement.review import NO_EDGES, Review, facts_of_engagements
from judgement.statements import OWNER, DefaultSource, Edges, S, Statement, deduced_status, default_axis, never_empty
from judgement.values import is_same

S_contra = TypeVar("S_contra", bound=Statement, contravariant=True)


class Reporter(Protocol[S_contra]):
    """Receives problems; it knows where each statement is, in a file or an input."""

    def report(self, problem: Problem, statement: S_contra) -> None:
        """Report a problem of a statement."""

    def is_refused(self, statement: S_contra, name: str) -> bool:
        """Return whether a field of a statement cannot be applied because of a reported problem."""


@dataclass
class Comparison(Generic[S]):
    """The changes that statements make, and the ids of the stated nodes, grouped by the effect on these nodes."""

    changes: Changes = field(default_factory=Changes)
    unchanged_ids: list[str] = field(default_factory=list)
    ended_ids: list[str] = field(default_factory=list)
    """Nodes that get a last day, or have a relationship that gets one."""
    newer_ids: list[str] = field(default_factory=list)
    """Nodes that changed in the graph since the export, while their statement is unchanged."""
    older_ids: list[str] = field(default_factory=list)
    """Nodes for which the graph keeps facts from a later day than the file."""
    statements_by_edge: dict[EdgeKey, tuple[S, str]] = field(default_factory=dict)
    """The statement behind each changed relationship, and the name of the relation."""
    attributions: Changes = field(default_factory=Changes)
    """The attributions of the stated facts (day, source and file), as changes to add to `changes`."""
    deleted_by: str = ""
    """The attribution of the deletions, as text."""
    absent: Changes = field(default_factory=Changes)
    """The deletions of things that are not in the graph."""

    @property
    def restated_ids(self) -> list[str]:
        """Nodes about which the file repeats known facts on a later day, without changing any."""
        changed = {i for _, i in self.changes.nodes} | {
            statement.id for statement, _ in self.statements_by_edge.values()
        }
        restated = [i for _, i in self.attributions.nodes]
        restated += [start for _, start, _ in self.attributions.edges]
        return [i for i in dict.fromkeys(restated) if i not in changed]


def compare(
    statements: Sequence[S],
    in_doubt: Iterable[S],
    current: Current,
    default: DefaultSource,
    register: Register,
    reporter: Reporter[S],
) -> Comparison[S]:
    """Compare statements with the graph, and check those `in_doubt`, whose node is uncertain."""
    comparator = Comparator(current, default, register, reporter, facts_of_engagements(statements, current))
    for statement in statements:
        (comparator.compare_edge if statement.form.relation_name else comparator.compare_node)(statement)
    comparator.check_doubtful(in_doubt)
    return comparator.comparison


class Comparator(Generic[S]):
    """Compares statements in order with the graph; reviewing grants needs the facts of `engagements`."""

    def __init__(
        self,
        current: Current,
        default: DefaultSource,
        register: Register,
        reporter: Reporter[S],
        engagements: Mapping[str, Facts],
    ) -> None:
        self._current = current
        self._review = Review(register, default, engagements)
        self._default = default
        self._reporter = reporter
        self._stated_edges: dict[EdgeKey, tuple[S, Facts]] = {}
        self.comparison = Comparison[S]()

    def compare_node(self, statement: S) -> None:
        """Compare a statement about a node."""
        facts = self._current.facts.get(statement.id)
        kind = self._current.kinds.get(statement.id, statement.kind)
        if kind != statement.kind:
            self._reporter.report(
                ProblemCode.ANOTHER_KIND_OF_THING.at("id", value=statement.id, kind=SHAPE.kinds[kind]), statement
            )
        elif statement.deletes:
            self._delete(statement, facts)
        elif facts is None:
            self._create(statement)
        else:
            self._change(statement, facts)

    def check_doubtful(self, statements: Iterable[S]) -> None:
        """Check statements whose node is uncertain; they change nothing, nor do statements that refer to them.

        A statement must be complete, as for a new node, only if it is unresolved, without an id and not about an
        institution. Any other may be about a node of the graph that already has the missing facts.
        """
        comparison, self.comparison, unresolved = self.comparison, Comparison[S](), set[str]()
        for statement in statements:
            if statement.unresolved and not statement.gives_id and statement.kind != "Institution":
                self._create(statement)
            else:
                self._report(statement, disordered(statement.facts))
            unresolved |= {statement.id} if statement.unresolved else set()
        self.comparison = comparison
        edges = comparison.changes.edges
        for key in [key for key in edges if not unresolved.isdisjoint(key[1:])]:
            del edges[key]

    def compare_edge(self, statement: S) -> None:
        """Compare a statement about a relationship."""
        name = statement.form.relation_name
        (key, facts), *_ = statement.edges[name].items()
        if self._is_repeated(statement, key, facts):
            return
        current = self._current.edges.get(statement.id, {}).get(name, {}).get(key)
        if statement.deletes:
            if current is None:
                self._reporter.report(ProblemCode.NOTHING_TO_DELETE.at(OWNER), statement)
            else:
                self._record(statement, name, key, Change(current, None))
            return
        if current is None:
            relation = statement.form.relation
            if any(p.name == "sourceId" for p in relation.edge):
                facts = {"sourceId": self._default.id, **facts}
            self._require(statement, relation.edge, facts)
        self._put_edge(statement, name, key, current, facts)
        if key in self.comparison.changes.edges:
            self._report(statement, self._review.of_edge(statement, dict(current or {}) | facts))
        self._report(statement, disordered(dict(current or {}) | facts))
        self._classify(statement, before=current, changed=key in self.comparison.changes.edges, after=facts)

    def _is_repeated(self, statement: S, key: EdgeKey, facts: Facts) -> bool:
        """Report a second statement about a relationship, repeated or contradictory; return whether there was one."""
        first, stated = self._stated_edges.setdefault(key, (statement, facts))
        if first is statement:
            return False
        is_same_again = (stated, first.deletes) == (facts, statement.deletes)
        code = ProblemCode.REPEATED if is_same_again else ProblemCode.CONTRADICTED
        self._reporter.report(code.at(OWNER, others=(first,)), statement)
        return True

    def _delete(self, statement: S, facts: Facts | None) -> None:
        if facts is None:
            self._reporter.report(ProblemCode.NOTHING_TO_DELETE.at("id", value=statement.id), statement)
            return
        self.comparison.changes.nodes[statement.kind, statement.id] = Change(facts, None)
        for name, edges in self._current.edges[statement.id].items():
            for key, current in edges.items():
                self._record(statement, name, key, Change(current, None))

    def _create(self, statement: S) -> None:
        facts = self._default_facts(statement, stated := _without_nulls(statement.facts)) | stated
        kind = SHAPE.kinds[statement.kind]
        if statement.kind != "Institution" or not self._reporter.is_refused(statement, "name"):
            # An institution with a doubtful name may be a known one, whose statement need not be complete.
            self._require(statement, [p for p in kind.properties if not p.derived and not p.linked], facts)
        edges = dict(statement.edges)
        self._add_default_edges(statement, edges)
        for relation in never_empty(statement.kind).intersection(statement.form.names):
            if not edges.get(relation) and relation not in statement.named:
                self._reporter.report(ProblemCode.MISSING.at(relation), statement)
        self.comparison.changes.nodes[statement.kind, statement.id] = Change(None, facts)
        for name, new_edges in edges.items():
            for key, edge in new_edges.items():
                self._put_edge(statement, name, key, None, edge)
        self._report(statement, contradictory(statement.kind, facts))
        self._report(statement, self._review.of_node(statement, facts, edges))

    def _default_facts(self, statement: S, facts: Facts) -> Facts:
        """Return default values for facts that the statement of a new node leaves out."""
        kind = SHAPE.kinds[statement.kind]
        defaults: Facts = {"fictional": False} if kind.property("fictional") else {}
        if statement.form.territory:
            defaults |= {"kind": statement.form.territory.value, "code": statement.id.split(":", 1)[1]}
        if kind.property("publicListing"):
            defaults["publicListing"] = False
        if kind.base == "Engagement" and "status" not in facts:
            status = deduced_status(facts.get("endsOn"), self._default.day)
            defaults["status"] = str(status)
            if "status" not in statement.named:
                self._reporter.report(ProblemCode.STATE_DEDUCED.at("status", status=status), statement)
        return defaults

    def _add_default_edges(self, statement: S, edges: dict[str, dict[EdgeKey, Facts]]) -> None:
        axis, kind = statement.form.default_axis, SHAPE.kinds[statement.kind]
        if axis is not None:
            edges["axes"] = edges.get("axes", {}) | default_axis(statement.id, axis)
        elif kind.base == "Engagement" and "axes" not in edges and "axes" not in statement.named:
            self._reporter.report(ProblemCode.MISSING.at("axes"), statement)
        sources = kind.relation("sources")
        if sources and not edges.get("sources"):
            confirmation: Facts = {p.name: self._default.confirmed_on for p in sources.edge}
            edges["sources"] = {(sources.through, statement.id, self._default.id): confirmation}

    def _require(self, statement: S, properties: Iterable[Property], facts: Facts) -> None:
        for stored in properties:
            is_named = stored.name in statement.named  # a value that could not be read is reported already
            if stored.required and stored.name not in facts and stored.name != "id" and not is_named:
                self._reporter.report(ProblemCode.MISSING.at(stored.name), statement)

    def _change(self, statement: S, facts: Facts) -> None:
        stated = self._stated_facts(statement)
        before = {name: facts.get(name) for name, value in stated.items() if not is_same(facts.get(name), value)}
        changed = bool(before)
        if before:
            after = {name: stated[name] for name in before}
            self.comparison.changes.nodes[statement.kind, statement.id] = Change(before, after)
        axis, known = statement.form.default_axis, self._current.edges[statement.id]
        claimed = statement.edges
        if axis is not None and "axes" in claimed and claimed["axes"].keys() != known.get("axes", {}).keys():
            claimed = claimed | {"axes": claimed["axes"] | default_axis(statement.id, axis)}
        for name, edges in claimed.items():
            current = known.get(name, {})
            for key in current.keys() - edges.keys():
                self._record(statement, name, key, Change(current[key], None))
            for key, edge in edges.items():
                self._put_edge(statement, name, key, current.get(key), edge)
            changed = changed or any(key in self.comparison.changes.edges for key in {*current, *edges})
        self._report(statement, contradictory(statement.kind, facts | statement.facts))
        if changed:
            # A refused id belongs to something else, so the statement is reviewed as if its node were new.
            earlier: tuple[Facts | None, Mapping[str, Edges]] = facts, known
            if self._reporter.is_refused(statement, "id"):
                earlier = None, NO_EDGES
            self._report(statement, self._review.of_node(statement, facts | statement.facts, known | claimed, *earlier))
        self._classify(statement, before=facts, changed=changed, after=statement.facts)

    def _stated_facts(self, statement: S) -> Facts:
        """Return the facts of a statement, including the one that is implied if a relation changes."""
        if statement.form.implication:
            relation, name, value = statement.form.implication
            known = self._current.edges[statement.id].get(relation, {})
            if statement.edges.get(relation, known).keys() != known.keys():
                return statement.facts | {name: value}
        return statement.facts

    def _put_edge(self, statement: S, relation: str, key: EdgeKey, current: Facts | None, facts: Facts) -> None:
        if current is None:
            self._record(statement, relation, key, Change(None, _without_nulls(facts)))
            return
        before = {name: current.get(name) for name, value in facts.items() if not is_same(current.get(name), value)}
        if before:
            self._record(statement, relation, key, Change(before, {name: facts[name] for name in before}))

    def _record(self, statement: S, relation: str, key: EdgeKey, change: Change) -> None:
        self.comparison.changes.edges[key] = change
        self.comparison.statements_by_edge[key] = statement, relation

    def _classify(self, statement: S, *, before: Facts | None, changed: bool, after: Facts) -> None:
        """Record a statement that changes nothing, or that gives a last day to something without one."""
        if not changed:
            self.comparison.unchanged_ids.append(statement.id)
        elif before is not None and after.get("endsOn") is not None and before.get("endsOn") is None:
            self.comparison.ended_ids.append(statement.id)

    def _report(self, statement: S, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self._reporter.report(problem, statement)


def _without_nulls(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value is not None}
