"""Compares the claims of a file with the graph, and collects the changes.

A blank cell changes nothing; a list replaces the whole list. Lines of an export come merged with what changed in the
graph since (`merging.py`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from changes.changeset import Change, Changes, Facts
from changes.current import Current
from changes.rows import EdgeKey
from exchange.findings import Findings
from exchange.incoming.judgement.identity import UNRESOLVED
from exchange.incoming.workbook.lines import refuse_empty
from exchange.incoming.workbook.placing import report
from exchange.incoming.workbook.statements import Claim, deduced_status, default_axis
from exchange.lookup.directory import Directory
from exchange.sentences import sentence, written
from exchange.sheets import NEVER_EMPTY, OWNER
from graph.model import SHAPE
from graph.shape import Property
from judgement.doubts import contradictory, disordered
from judgement.problems import Problem, ProblemCode
from judgement.review import NO_EDGES, Review, facts_of_engagements
from judgement.statements import Edges, Origin
from judgement.values import is_same


@dataclass
class Comparison:
    """The changes of a file, and the ids of the lines by their effect."""

    changes: Changes = field(default_factory=Changes)
    unchanged_ids: list[str] = field(default_factory=list)
    ended_ids: list[str] = field(default_factory=list)
    """Nodes that get a last day, or whose relationships do."""
    newer_ids: list[str] = field(default_factory=list)
    """Nodes that changed in the graph since the export, and whose lines are as they were exported."""
    older_ids: list[str] = field(default_factory=list)
    """Nodes of which the graph keeps what it says of a later day than the file."""
    claims_by_edge: dict[EdgeKey, tuple[Claim, str]] = field(default_factory=dict)
    """The claim behind each relationship that changes, and the name of the relation."""
    attributions: Changes = field(default_factory=Changes)
    """The days, sources and files by which what the file states stands, beside the changes."""
    deleted_by: str = ""
    """The attribution of its deletions, as text; `absent` are those of what is not in the graph."""
    absent: Changes = field(default_factory=Changes)

    @property
    def restated_ids(self) -> list[str]:
        """Nodes of which the file says the same as the graph, on a later day."""
        changed = {i for _, i in self.changes.nodes} | {claim.id for claim, _ in self.claims_by_edge.values()}
        restated = [i for _, i in self.attributions.nodes]
        restated += [start for _, start, _ in self.attributions.edges]
        return [i for i in dict.fromkeys(restated) if i not in changed]


def compare(
    claims: Sequence[Claim],
    in_doubt: Iterable[Claim],
    current: Current,
    origin: Origin,
    findings: Findings,
    directory: Directory,
) -> Comparison:
    """Compare claims with the graph, and check those in doubt."""
    engagements = facts_of_engagements(claims, current)
    comparator = Comparator(current, origin, findings, directory, engagements)
    for claim in claims:
        (comparator.compare_edge if claim.line.sheet.relation_name else comparator.compare_node)(claim)
    comparator.check_doubtful(in_doubt)
    return comparator.comparison


class Comparator:
    """Compares one claim after the other with the graph; `engagements` are the facts that a review of grants needs."""

    def __init__(
        self,
        current: Current,
        origin: Origin,
        findings: Findings,
        directory: Directory,
        engagements: Mapping[str, Facts],
    ) -> None:
        self._current = current
        self._review = Review(directory.register, origin, engagements)
        self._origin = origin
        self._findings = findings
        self._edge_lines: dict[EdgeKey, tuple[Claim, Facts]] = {}
        self.comparison = Comparison()

    def compare_node(self, claim: Claim) -> None:
        """Compare the claim of a line about a node."""
        facts = self._current.facts.get(claim.id)
        kind = self._current.kinds.get(claim.id, claim.kind)
        if kind != claim.kind:
            problem = ProblemCode.ANOTHER_KIND_OF_THING.at("id", kind=SHAPE.kinds[kind])
            report(problem, claim.line, self._findings, claim.id)
        elif claim.deletes:
            self._delete(claim, facts)
        elif facts is None:
            self._create(claim)
        else:
            self._change(claim, facts)

    def check_doubtful(self, claims: Iterable[Claim]) -> None:
        """Check lines whose node is not certain; they change nothing, nor does what names them.

        A body in doubt, and what has an id or another line, may be known: it then needs to state no more.
        """
        kept, self.comparison = self.comparison, Comparison()
        for claim in claims:
            if UNRESOLVED in claim.id and not claim.line.text("id") and claim.kind != "Institution":
                self._create(claim)
            else:
                self._refuse(claim, disordered(claim.facts))
        self.comparison = kept
        edges = kept.changes.edges
        for key in [key for key in edges if any(UNRESOLVED in end for end in key[1:])]:
            del edges[key]

    def compare_edge(self, claim: Claim) -> None:
        """Compare the claim of a line about a relationship."""
        name = claim.line.sheet.relation_name
        (key, facts), *_ = claim.edges[name].items()
        if self._is_repeated(claim, key, facts):
            return
        current = self._current.edges.get(claim.id, {}).get(name, {}).get(key)
        if claim.deletes:
            if current is None:
                report(ProblemCode.NOTHING_TO_DELETE.at(OWNER), claim.line, self._findings)
            else:
                self._record(claim, name, key, Change(current, None))
            return
        if current is None:
            relation = claim.line.sheet.relation
            if any(p.name == "sourceId" for p in relation.edge):
                facts = {"sourceId": self._origin.source, **facts}
            self._require(claim, relation.edge, facts)
        self._put_edge(claim, name, key, current, facts)
        if key in self.comparison.changes.edges:
            self._report(claim, self._review.of_edge(claim, dict(current or {}) | facts))
        self._refuse(claim, disordered(dict(current or {}) | facts))
        self._classify(claim, before=current, changed=key in self.comparison.changes.edges, after=facts)

    def _is_repeated(self, claim: Claim, key: EdgeKey, facts: Facts) -> bool:
        """Return whether a line before says the same; two that contradict each other are an error."""
        first, stated = self._edge_lines.setdefault(key, (claim, facts))
        if first is claim:
            return False
        number = first.line.number
        if (stated, first.deletes) == (facts, claim.deletes):
            self._findings.warn(
                claim.line.place(OWNER),
                claim.line.text(OWNER),
                f"répète la ligne {number} ; gardez une seule des deux lignes",
            )
        else:
            message = f"contredit la ligne {number}, sur les mêmes noms ; gardez une seule des deux lignes"
            self._findings.error(claim.line.place_with(OWNER, [first.line]), claim.line.text(OWNER), message)
        return True

    def _delete(self, claim: Claim, facts: Facts | None) -> None:
        if facts is None:
            report(ProblemCode.NOTHING_TO_DELETE.at("id"), claim.line, self._findings, claim.id)
            return
        self.comparison.changes.nodes[claim.kind, claim.id] = Change(facts, None)
        for name, edges in self._current.edges[claim.id].items():
            for key, current in edges.items():
                self._record(claim, name, key, Change(current, None))

    def _create(self, claim: Claim) -> None:
        facts = self._default_facts(claim, stated := _without_nulls(claim.facts)) | stated
        kind = SHAPE.kinds[claim.kind]
        if claim.kind != "Institution" or not self._findings.is_refused(claim.line.place("name")):
            # A body whose name is in doubt may be one that is known, which needs to state no more.
            self._require(claim, [p for p in kind.properties if not p.derived and not p.linked], facts)
        edges = dict(claim.edges)
        self._add_default_edges(claim, edges)
        for relation in NEVER_EMPTY & {c.name for c in claim.line.sheet.columns}:
            if not edges.get(relation) and relation not in claim.line.cells:
                self._refuse_empty(claim, relation)
        self.comparison.changes.nodes[claim.kind, claim.id] = Change(None, facts)
        for name, new_edges in edges.items():
            for key, edge in new_edges.items():
                self._put_edge(claim, name, key, None, edge)
        self._refuse(claim, contradictory(claim.kind, facts))
        self._report(claim, self._review.of_node(claim, facts, edges))

    def _default_facts(self, claim: Claim, facts: Facts) -> Facts:
        """Return the facts of a new node that its line leaves out."""
        kind = SHAPE.kinds[claim.kind]
        defaults: Facts = {"fictional": False} if kind.property("fictional") else {}
        if claim.line.sheet.territory:
            defaults |= {"kind": claim.line.sheet.territory.value, "code": claim.id.split(":", 1)[1]}
        if kind.property("publicListing"):
            defaults["publicListing"] = False
        if kind.base == "Engagement" and "status" not in facts:
            status = deduced_status(facts.get("endsOn"), self._origin.day)
            defaults["status"] = str(status)
            if "status" not in claim.line.cells:
                report(ProblemCode.STATE_DEDUCED.at("status", status=status), claim.line, self._findings)
        return defaults

    def _add_default_edges(self, claim: Claim, edges: dict[str, dict[EdgeKey, Facts]]) -> None:
        axis, kind = claim.line.sheet.default_axis, SHAPE.kinds[claim.kind]
        if axis is not None:
            edges["axes"] = edges.get("axes", {}) | default_axis(claim.id, axis)
        elif kind.base == "Engagement" and "axes" not in edges and "axes" not in claim.line.cells:
            self._refuse_empty(claim, "axes")
        sources = kind.relation("sources")
        if sources and not edges.get("sources"):
            confirmation: Facts = {p.name: self._origin.confirmed_on for p in sources.edge}
            edges["sources"] = {(sources.through, claim.id, self._origin.source): confirmation}

    def _require(self, claim: Claim, properties: Iterable[Property], facts: Facts) -> None:
        for stored in properties:
            has_cell = stored.name in claim.line.cells  # a cell that could not be read has a finding of its own
            if stored.required and stored.name not in facts and stored.name != "id" and not has_cell:
                self._refuse_empty(claim, stored.name)

    def _refuse_empty(self, claim: Claim, name: str) -> None:
        refuse_empty(claim.line, name, self._findings, sentence(ProblemCode.MISSING.at(name)))

    def _change(self, claim: Claim, facts: Facts) -> None:
        stated = self._stated_facts(claim)
        before = {name: facts.get(name) for name, value in stated.items() if not is_same(facts.get(name), value)}
        changed = bool(before)
        if before:
            after = {name: stated[name] for name in before}
            self.comparison.changes.nodes[claim.kind, claim.id] = Change(before, after)
        axis, known = claim.line.sheet.default_axis, self._current.edges[claim.id]
        claimed = claim.edges
        if axis is not None and "axes" in claimed and claimed["axes"].keys() != known.get("axes", {}).keys():
            claimed = claimed | {"axes": claimed["axes"] | default_axis(claim.id, axis)}
        for name, edges in claimed.items():
            current = known.get(name, {})
            for key in current.keys() - edges.keys():
                self._record(claim, name, key, Change(current[key], None))
            for key, edge in edges.items():
                self._put_edge(claim, name, key, current.get(key), edge)
            changed = changed or any(key in self.comparison.changes.edges for key in {*current, *edges})
        self._refuse(claim, contradictory(claim.kind, facts | claim.facts))
        if changed:
            # Under an id that is refused, what the graph has is something else.
            earlier: tuple[Facts | None, Mapping[str, Edges]] = facts, known
            if self._findings.is_refused(claim.line.place("id")):
                earlier = None, NO_EDGES
            self._report(claim, self._review.of_node(claim, facts | claim.facts, known | claimed, *earlier))
        self._classify(claim, before=facts, changed=changed, after=claim.facts)

    def _stated_facts(self, claim: Claim) -> Facts:
        """Return the facts of a claim, and the one that a changed relation implies whatever its cell repeats."""
        if claim.line.sheet.implication:
            relation, name, value = claim.line.sheet.implication
            known = self._current.edges[claim.id].get(relation, {})
            if claim.edges.get(relation, known).keys() != known.keys():
                return claim.facts | {name: value}
        return claim.facts

    def _put_edge(self, claim: Claim, relation: str, key: EdgeKey, current: Facts | None, facts: Facts) -> None:
        if current is None:
            self._record(claim, relation, key, Change(None, _without_nulls(facts)))
            return
        before = {name: current.get(name) for name, value in facts.items() if not is_same(current.get(name), value)}
        if before:
            self._record(claim, relation, key, Change(before, {name: facts[name] for name in before}))

    def _record(self, claim: Claim, relation: str, key: EdgeKey, change: Change) -> None:
        self.comparison.changes.edges[key] = change
        self.comparison.claims_by_edge[key] = claim, relation

    def _classify(self, claim: Claim, *, before: Facts | None, changed: bool, after: Facts) -> None:
        """Note a claim that changes nothing, or that gives a last day to something open."""
        if not changed:
            self.comparison.unchanged_ids.append(claim.id)
        elif before is not None and after.get("endsOn") is not None and before.get("endsOn") is None:
            self.comparison.ended_ids.append(claim.id)

    def _report(self, claim: Claim, problems: Iterable[Problem]) -> None:
        """Report problems of the columns of a line; in a cell that is refused already, a doubt says nothing more."""
        for problem in problems:
            name, gravity = problem.path.field, problem.code.gravity
            is_refused = self._findings.is_refused(claim.line.place(name))
            if claim.line.sheet.column(name) and (gravity is None or not is_refused):
                report(problem, claim.line, self._findings)

    def _refuse(self, claim: Claim, problems: Iterable[Problem]) -> None:
        """Refuse the days of a line, of which the graph may have said the one or the other."""
        for problem in problems:
            end = problem.values.get("end")
            report(problem, claim.line, self._findings, written(end) if end else "")


def _without_nulls(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value is not None}
