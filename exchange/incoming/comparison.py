"""What would change: what the lines state, held against what the graph states.

Rule: pure; a blank cell states nothing, a list that is given is the whole list, and a line that was exported and has
changed on both sides is a conflict that shows both, never overwritten.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from changes.changeset import Change, Changes, Facts, comparable
from changes.current import Current
from changes.rows import EdgeKey, Value
from exchange.findings import Findings
from exchange.fingerprint import fingerprint, fingerprint_of_edge
from exchange.incoming.statements import Stated
from exchange.sheets import NEVER_EMPTY
from graph.model import SHAPE
from graph.shape import Property, Relation
from graph.vocabulary import EngagementStatus

Edges = Mapping[EdgeKey, Facts]


@dataclass(frozen=True)
class Origin:
    """Where what a file says comes from: the source that its lines without one get, and the day it speaks of."""

    source: str
    facts: Facts
    day: date


@dataclass
class Comparison:
    """What would change, the ids that nothing changes of, and those that get a last day."""

    changes: Changes = field(default_factory=Changes)
    unchanged: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)
    """Lines left as they were exported, of things that changed in the graph since."""
    owners: dict[EdgeKey, tuple[Stated, str]] = field(default_factory=dict)
    """By each relationship that changes, the line that says so and the name of the relation."""


class Comparing:
    """Holds one stated thing after the other against the graph."""

    def __init__(self, current: Current, origin: Origin, findings: Findings) -> None:
        self._current = current
        self._origin = origin
        self._findings = findings
        self.comparison = Comparison()

    def node(self, stated: Stated) -> None:
        """Compare a line of a kind of thing."""
        facts = self._current.facts.get(stated.id)
        known = self._current.kinds.get(stated.id, stated.kind)
        if known != stated.kind:
            message = f"est dans le graphe une autre sorte de chose ({SHAPE.kinds[known].french or known})"
            self._findings.error(stated.line.place("id"), stated.id, message)
        elif stated.version and not self._is_as_exported(stated, facts):
            return
        elif stated.deletes:
            self._delete(stated, facts)
        elif facts is None:
            self._create(stated)
        else:
            self._change(stated, facts)

    def edge(self, stated: Stated) -> None:
        """Compare a line of relationships."""
        name = stated.line.sheet.joining
        (key, facts), *_ = stated.edges[name].items()
        held = self._current.edges.get(stated.id, {}).get(name, {}).get(key)
        now = "" if held is None else fingerprint_of_edge(held)
        if stated.version and stated.version != now:
            if fingerprint_of_edge({n: v for n, v in facts.items() if v is not None}) == stated.version:
                self.comparison.newer.append(stated.id)
            else:
                now_is = (
                    "n'existe plus"
                    if held is None
                    else f"vaut maintenant {shown_facts(held, stated.line.sheet.relation)}"
                )
                self._conflict(stated, "", f"a changé dans le graphe depuis l'export : la ligne {now_is}")
            return
        if stated.deletes:
            if held is not None:
                self._note(stated, name, key, Change(held, None))
            return
        if held is None:
            relation = stated.line.sheet.relation
            if any(p.name == "sourceId" for p in relation.edge):
                facts = {"sourceId": self._origin.source, **facts}
            self._require(stated, relation.edge, facts)
        self._put(stated, name, key, held, facts)
        self._in_order(stated, "from", "until", dict(held or {}) | facts)
        self._count(stated, before=held, changed=key in self.comparison.changes.edges, after=facts)

    def _is_as_exported(self, stated: Stated, facts: Facts | None) -> bool:
        """Return whether a thing is as it was exported; else the line is left out, or is a conflict."""
        sheet, edges = stated.line.sheet, self._current.edges.get(stated.id, {})
        if facts is not None and fingerprint(sheet, facts, edges) == stated.version:
            return True
        if fingerprint(sheet, stated.facts, stated.edges) == stated.version and not stated.deletes:
            self.comparison.newer.append(stated.id)
        elif facts is None:
            self._conflict(stated, "id", "a été supprimé du graphe depuis l'export")
        else:
            for column, before, after in differences(stated, facts, edges):
                message = (
                    f"a changé dans le graphe depuis l'export : le graphe dit « {before} », le fichier « {after} »"
                )
                self._conflict(stated, column, message)
        return False

    def _conflict(self, stated: Stated, name: str, message: str) -> None:
        text = f"{message} ; exportez à nouveau, ou videz la cellule « Empreinte » pour imposer la ligne du fichier"
        self._findings.error(stated.line.place(name), stated.line.text(name) if name else "", text)

    def _delete(self, stated: Stated, facts: Facts | None) -> None:
        if facts is None:
            message = "n'est pas dans le graphe, il n'y a rien à supprimer"
            self._findings.warn(stated.line.place("id"), stated.id, message)
            return
        self.comparison.changes.nodes[stated.kind, stated.id] = Change(facts, None)
        for name, edges in self._current.edges[stated.id].items():
            for key, held in edges.items():
                self._note(stated, name, key, Change(held, None))

    def _create(self, stated: Stated) -> None:
        said: Facts = {name: value for name, value in stated.facts.items() if value is not None}
        facts = self._defaults(stated, said) | said
        kind = SHAPE.kinds[stated.kind]
        self._require(stated, [p for p in kind.properties if not p.derived and not p.linked], facts)
        edges = dict(stated.edges)
        self._default_edges(stated, edges)
        for relation in NEVER_EMPTY & {c.name for c in stated.line.sheet.columns}:
            if not edges.get(relation) and relation not in stated.line.cells:
                self._missing(stated, relation)
        self.comparison.changes.nodes[stated.kind, stated.id] = Change(None, facts)
        for name, stated_edges in edges.items():
            for key, edge in stated_edges.items():
                self._put(stated, name, key, None, edge)
        self._hold(stated, facts)

    def _defaults(self, stated: Stated, facts: Facts) -> Facts:
        """Return what a new thing is where its line does not say."""
        kind = SHAPE.kinds[stated.kind]
        made: Facts = {"fictional": False} if kind.property("fictional") else {}
        if kind.property("publicListing"):
            made["publicListing"] = False
        if kind.base == "Engagement" and "status" not in facts:
            end = facts.get("endsOn")
            over = isinstance(end, date) and end < self._origin.day
            status = EngagementStatus.DONE if over else EngagementStatus.ACTIVE
            made["status"] = str(status)
            message = f"l'état n'est pas dit ; « {status.label_fr} » est déduit des dates"
            self._findings.warn(stated.line.place("status"), "", message)
        return made

    def _default_edges(self, stated: Stated, edges: dict[str, dict[EdgeKey, Facts]]) -> None:
        axis, kind = stated.line.sheet.default_axis, SHAPE.kinds[stated.kind]
        if kind.base == "Engagement" and "axes" not in edges and "axes" not in stated.line.cells:
            if axis is None:
                self._missing(stated, "axes")
            else:
                edges["axes"] = {("ON_AXIS", stated.id, f"axis:{axis.number}"): {}}
        sources = kind.relation("sources")
        if sources and not edges.get("sources"):
            dated: Facts = {p.name: self._origin.day for p in sources.edge}
            edges["sources"] = {(sources.through, stated.id, self._origin.source): dated}

    def _require(self, stated: Stated, properties: list[Property] | tuple[Property, ...], facts: Facts) -> None:
        for stored in properties:
            wrong = stored.name in stated.line.cells  # then its own finding says so
            if stored.required and stored.name not in facts and stored.name != "id" and not wrong:
                self._missing(stated, stored.name)

    def _missing(self, stated: Stated, name: str) -> None:
        message = "la cellule est vide ; elle est obligatoire pour une ligne nouvelle"
        self._findings.error(stated.line.place(name), "", message)

    def _change(self, stated: Stated, facts: Facts) -> None:
        before = {name: facts.get(name) for name, value in stated.facts.items() if not _same(facts.get(name), value)}
        changed = bool(before)
        if before:
            after = {name: stated.facts[name] for name in before}
            self.comparison.changes.nodes[stated.kind, stated.id] = Change(before, after)
        for name, edges in stated.edges.items():
            held = self._current.edges[stated.id].get(name, {})
            for key in held.keys() - edges.keys():
                self._note(stated, name, key, Change(held[key], None))
            for key, edge in edges.items():
                self._put(stated, name, key, held.get(key), edge)
            changed = changed or any(key in self.comparison.changes.edges for key in {*held, *edges})
        merged = facts | stated.facts
        self._hold(stated, merged)
        self._count(stated, before=facts, changed=changed, after=stated.facts)

    def _put(self, stated: Stated, relation: str, key: EdgeKey, held: Facts | None, facts: Facts) -> None:
        if held is None:
            self._note(stated, relation, key, Change(None, {n: v for n, v in facts.items() if v is not None}))
            return
        before = {name: held.get(name) for name, value in facts.items() if not _same(held.get(name), value)}
        if before:
            self._note(stated, relation, key, Change(before, {name: facts[name] for name in before}))

    def _note(self, stated: Stated, relation: str, key: EdgeKey, change: Change) -> None:
        self.comparison.changes.edges[key] = change
        self.comparison.owners[key] = stated, relation

    def _count(self, stated: Stated, *, before: Facts | None, changed: bool, after: Facts) -> None:
        if not changed:
            self.comparison.unchanged.append(stated.id)
        elif before is not None and any(
            name in after and after[name] is not None and before.get(name) is None for name in ("endsOn", "until")
        ):
            self.comparison.ended.append(stated.id)

    def _hold(self, stated: Stated, facts: Facts) -> None:
        """Hold a thing as it would be against the rules of its kind."""
        self._in_order(stated, "startsOn", "endsOn", facts)
        self._in_order(stated, "dataFrom", "dataTo", facts)
        if facts.get("status") == EngagementStatus.DONE and facts.get("endsOn") is None:
            message = "une mobilisation réalisée a un dernier jour ; donnez la fin, ou un autre état"
            self._findings.error(stated.line.place("endsOn"), "", message)

    def _in_order(self, stated: Stated, first: str, last: str, facts: Facts) -> None:
        start, end = facts.get(first), facts.get(last)
        if isinstance(start, date) and isinstance(end, date) and end < start:
            message = f"finit avant de commencer ({start:%d/%m/%Y}) ; corrigez l'une des deux dates"
            self._findings.error(stated.line.place(last), f"{end:%d/%m/%Y}", message)


def differences(stated: Stated, facts: Facts, edges: Mapping[str, Edges]) -> list[tuple[str, str, str]]:
    """Return what a line says otherwise than the graph: column, the graph's value, the line's."""
    found = []
    for column in stated.line.sheet.columns:
        what = stated.line.sheet.stated(column)
        if isinstance(what, Relation) or what.linked:
            held, said = edges.get(what.name, {}), stated.edges.get(what.name)
            if said is not None and (held.keys() != said.keys() or any(held[k] != said[k] for k in said)):
                found.append((column.name, _shown_edges(held, stated.id), _shown_edges(said, stated.id)))
        elif column.name in stated.facts and not _same(facts.get(column.name), stated.facts[column.name]):
            found.append((column.name, shown(facts.get(column.name), what), shown(stated.facts[column.name], what)))
    return found


def _same(one: Value, other: Value) -> bool:
    return comparable(one) == comparable(other)


def shown(value: Value, stored: Property | None = None) -> str:
    """Return a value as an officer reads it: words of a vocabulary by their French labels."""
    words = stored.type if stored and isinstance(stored.type, type) else None
    if words and value:
        return " ; ".join(words(one).label_fr for one in (value if isinstance(value, list) else [str(value)]))
    if value is None or value == []:
        return "rien"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, list):
        return " ; ".join(map(str, value))
    return str(value)


def shown_facts(facts: Facts, relation: Relation | None) -> str:
    """Return the facts of a relationship as an officer reads them."""
    stored = {p.name: p for p in relation.edge} if relation else {}
    said = (shown(value, stored.get(name)) for name, value in facts.items() if value is not None)
    return ", ".join(said) or "sans précision"


def _shown_edges(edges: Edges, identifier: str) -> str:
    ends = [start if end == identifier else end for _, start, end in edges]
    return " ; ".join(sorted(ends)) or "rien"
