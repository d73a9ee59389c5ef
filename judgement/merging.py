"""Merges statements made from an earlier state of the graph, such as the lines of an export, with later changes.

A field left as it was exported states nothing. A field that only the statement changed is applied. A field changed on
both sides, to different values, is a conflict, reported with both values and the import that changed the graph.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Generic

from changes.current import Current
from changes.imports import Import
from graph.shape import Relation
from judgement.editions import Known, known_of
from judgement.fingerprints import changed_since, ends_fingerprint, exported_cells, field_fingerprints
from judgement.problems import Problem, ProblemCode
from judgement.statements import OWNER, S, Statement
from judgement.values import Details, End, details_of, ends_of, in_words, is_same


@dataclass(frozen=True)
class Conflict(Generic[S]):
    """A field of a statement, or the whole statement, that conflicts with the graph.

    `changed`: the fact or relationship that changed in the graph, as `changed_by` names it.
    """

    statement: S
    changed: tuple[str, ...]
    problem: Problem


@dataclass
class Merging(Generic[S]):
    """The statements reduced to their changes, the conflicts, and the ids for which the graph's facts stay."""

    statements: list[S] = field(default_factory=list)
    conflicts: list[Conflict[S]] = field(default_factory=list)
    newer_ids: list[str] = field(default_factory=list)

    @property
    def disputed(self) -> list[S]:
        """The statements with conflicts, which are not merged."""
        return [conflict.statement for conflict in self.conflicts]

    def add(self, statement: S, conflicts: list[Conflict[S]], *, is_older: bool) -> None:
        """Add a statement or its conflicts; `is_older`: only the graph has changed, and its facts stay."""
        self.conflicts += conflicts
        if is_older:
            self.newer_ids.append(statement.id)
        elif not conflicts:
            self.statements.append(statement)


def merge(statements: Iterable[S], current: Current) -> Merging[S]:
    """Merge exported statements with the graph; statements that were not exported keep all their fields.

    Facts that may be stated only about new nodes are ignored if the node is already in the graph.
    """
    merging = Merging[S]()
    for one in statements:
        is_of_known = one.only_new and one.id in current.facts and not one.form.relation_name
        statement = one.without(one.only_new) if is_of_known else one
        if not statement.fingerprint or current.kinds.get(statement.id, statement.kind) != statement.kind:
            merging.statements.append(statement)
        else:
            _merge(merging, statement, current)
    return merging


def with_author(conflict: Conflict[S], author: Import | None) -> Problem:
    """Return the problem of a conflict, naming the import that caused it if `author` is known."""
    service = filter(None, [author.service]) if author else ()
    by = End(author.id, Details([date.fromisoformat(author.on), *service])) if author else None
    return conflict.problem._replace(values={**conflict.problem.values, "by": by})


def _merge(merging: Merging[S], statement: S, current: Current) -> None:
    form, exported = statement.form, exported_cells(statement.fingerprint or "")
    if form.relation_name and exported and ends_fingerprint(statement.key) not in exported:
        merging.conflicts.append(Conflict(statement, statement.key, ProblemCode.OTHER_ENDS.at(OWNER)))
        return
    stated = field_fingerprints(form, statement.stated, statement.edges)
    claimed = statement.stated.keys() | statement.edges.keys()
    changed_in_file = {name for name, digest in stated.items() if name in claimed and digest not in exported}
    is_unchanged = not changed_in_file and not statement.deletes
    place, known = "" if form.relation_name else "id", known_of(statement, current)
    if known is None:
        conflict = Conflict(statement, _changed(statement, "id"), ProblemCode.DELETED_SINCE.at(place))
        merging.add(statement, [conflict] if changed_in_file and not statement.deletes else [], is_older=is_unchanged)
        return
    changed_in_graph = changed_since(form, field_fingerprints(form, *known), exported)
    code = ProblemCode.CHANGED_SINCE if exported else ProblemCode.NOT_COMPARABLE
    conflicts = [
        Conflict(statement, _changed(statement, name), code.at(name, graph=before, file=after))
        for name, before, after in _differences(statement, known)
        if name in (changed_in_graph if statement.deletes else changed_in_file & changed_in_graph)
    ]
    if statement.deletes and changed_in_graph and form.relation_name:
        code = ProblemCode.LINK_CHANGED_SINCE if exported else ProblemCode.LINK_NOT_COMPARABLE
        now = details_of(known.facts, form.relation)
        conflicts = [Conflict(statement, statement.key, code.at(place, now=now))]
    elif statement.deletes and changed_in_graph and not conflicts:
        code = ProblemCode.THING_CHANGED_SINCE if exported else ProblemCode.THING_NOT_COMPARABLE
        conflicts = [Conflict(statement, _changed(statement, min(changed_in_graph)), code.at(place))]
    is_older = is_unchanged and bool(changed_in_graph)
    merging.add(statement.without(stated.keys() - changed_in_file), conflicts, is_older=is_older)


def _changed(statement: Statement, name: str) -> tuple[str, ...]:
    """Return the name that `changed_by` uses for a field of a node, or for the relationship."""
    if statement.form.relation_name:
        return statement.key
    member = statement.form.member(name)
    if isinstance(member, Relation):
        return statement.id, member.through
    return statement.id, member.linked[0] if member and member.linked else name


def _differences(statement: Statement, known: Known) -> Iterator[tuple[str, object, object]]:
    """Yield the fields in which a statement differs from the graph: name, the graph's value, the statement's."""
    facts, form = statement.stated, statement.form
    for name in [p.name for p in form.relation.edge] if form.relation_name else form.names:
        member = form.member(name)
        if isinstance(member, Relation) or (member and member.linked):
            current, new = known.edges.get(name, {}), statement.edges.get(name)
            if new is not None and (current.keys() != new.keys() or any(current[k] != new[k] for k in new)):
                yield name, ends_of(current, statement.id), ends_of(new, statement.id)
        elif name in facts and not is_same(known.facts.get(name), facts[name]):
            yield name, in_words(known.facts.get(name), member), in_words(facts[name], member)
