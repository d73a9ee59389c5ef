"""Merges statements made from an earlier state of the graph, such as the lines of an export, with later changes.

A field left as it was exported states nothing. A field that only the statement changed is applied. A field changed on
both sides, to different values, is a conflict, reported with both values and the import that changed the graph.
"""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Generic

from changes.changeset import Facts
from changes.current import Current
from changes.imports import Import
from graph.shape import Relation
from judgement.fingerprints import cell_fingerprints, changed_since, edge_fingerprints, ends_fingerprint, exported_cells
from judgement.problems import Problem, ProblemCode
from judgement.statements import OWNER, Edges, S, Statement
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

    def add(
        self,
        statement: S,
        changed_in_file: AbstractSet[str],
        changed_in_graph: AbstractSet[str],
        disputed: list[Conflict[S]],
    ) -> None:
        """Add a statement or its conflicts, by the fields that changed in the file and in the graph."""
        self.conflicts += disputed
        if changed_in_graph and not changed_in_file and not statement.deletes:
            self.newer_ids.append(statement.id)
        elif not disputed:
            self.statements.append(statement)


def merge(statements: Iterable[S], current: Current) -> Merging[S]:
    """Merge exported statements with the graph; statements that were not exported keep all their fields.

    Facts that a list gives only for new nodes are dropped for nodes of the graph.
    """
    merging = Merging[S]()
    for statement in (_of_known(statement) if statement.id in current.facts else statement for statement in statements):
        if not statement.fingerprint or current.kinds.get(statement.id, statement.kind) != statement.kind:
            merging.statements.append(statement)
        elif statement.form.relation_name:
            _merge_edge(merging, statement, current)
        else:
            _merge_node(merging, statement, current)
    return merging


def with_author(conflict: Conflict[S], author: Import | None) -> Problem:
    """Return the problem of a conflict, naming the import that caused it if `author` is known."""
    service = filter(None, [author.service]) if author else ()
    by = End(author.id, Details([date.fromisoformat(author.on), *service])) if author else None
    return conflict.problem._replace(values={**conflict.problem.values, "by": by})


def _of_known(statement: S) -> S:
    """Return a statement about a node of the graph without the facts meant only for new nodes."""
    new = statement.only_new
    if not new:
        return statement
    facts = {name: value for name, value in statement.facts.items() if name not in new}
    return replace(statement, facts=facts, edges={n: e for n, e in statement.edges.items() if n not in new})


def _merge_node(merging: Merging[S], statement: S, current: Current) -> None:
    form, exported = statement.form, exported_cells(statement.fingerprint or "")
    stated = cell_fingerprints(form, statement.facts, statement.edges)
    claimed = statement.facts.keys() | statement.edges.keys()
    changed_in_file = {name for name, digest in stated.items() if name in claimed and digest not in exported}
    if statement.id not in current.facts:
        conflict = Conflict(statement, (statement.id, "id"), ProblemCode.DELETED_SINCE.at("id"))
        merging.add(statement, changed_in_file, {"id"}, [conflict] if changed_in_file and not statement.deletes else [])
        return
    facts, edges = current.facts[statement.id], current.edges[statement.id]
    known = cell_fingerprints(form, facts, edges)
    changed_in_graph = changed_since(form, known, exported, statement.id)
    code = ProblemCode.CHANGED_SINCE if exported else ProblemCode.NOT_COMPARABLE
    conflicts = [
        Conflict(statement, _changed(statement, name), code.at(name, graph=before, file=after))
        for name, before, after in _differences(statement, facts, edges)
        if name in (changed_in_graph if statement.deletes else changed_in_file & changed_in_graph)
    ]
    if statement.deletes and changed_in_graph and not conflicts:
        code = ProblemCode.THING_CHANGED_SINCE if exported else ProblemCode.THING_NOT_COMPARABLE
        conflicts = [Conflict(statement, _changed(statement, min(changed_in_graph)), code.at("id"))]
    merged = replace(
        statement,
        facts={name: value for name, value in statement.facts.items() if name in changed_in_file or name not in stated},
        edges={name: ends for name, ends in statement.edges.items() if name in changed_in_file},
    )
    merging.add(merged, changed_in_file, changed_in_graph, conflicts)


def _merge_edge(merging: Merging[S], statement: S, current: Current) -> None:
    form, exported = statement.form, exported_cells(statement.fingerprint or "")
    ((key, stated),) = statement.edges[form.relation_name].items()
    if exported and ends_fingerprint(key) not in exported:
        merging.add(statement, stated.keys(), set(), [Conflict(statement, key, ProblemCode.OTHER_ENDS.at(OWNER))])
        return
    in_file = edge_fingerprints(form, stated)
    changed_in_file = {name for name in stated if in_file[name] not in exported}
    known = current.edges.get(statement.id, {}).get(form.relation_name, {}).get(key)
    if known is None:
        conflict = Conflict(statement, key, ProblemCode.DELETED_SINCE.at(""))
        merging.add(statement, changed_in_file, {"id"}, [conflict] if changed_in_file and not statement.deletes else [])
        return
    changed_in_graph = changed_since(form, edge_fingerprints(form, known), exported)
    code = ProblemCode.CHANGED_SINCE if exported else ProblemCode.NOT_COMPARABLE
    conflicts = [
        Conflict(
            statement, key, code.at(p.name, graph=in_words(known.get(p.name), p), file=in_words(stated[p.name], p))
        )
        for p in form.relation.edge
        if p.name in changed_in_file & changed_in_graph and not is_same(known.get(p.name), stated[p.name])
    ]
    if statement.deletes and changed_in_graph:
        code = ProblemCode.LINK_CHANGED_SINCE if exported else ProblemCode.LINK_NOT_COMPARABLE
        conflicts = [Conflict(statement, key, code.at("", now=details_of(known, form.relation)))]
    facts: Facts = {name: value for name, value in stated.items() if name in changed_in_file}
    merging.add(
        replace(statement, edges={form.relation_name: {key: facts}}), changed_in_file, changed_in_graph, conflicts
    )


def _changed(statement: Statement, name: str) -> tuple[str, ...]:
    """Return the name that `changed_by` uses for a field of a node."""
    member = statement.form.member(name)
    if isinstance(member, Relation):
        return statement.id, member.through
    return statement.id, member.linked[0] if member and member.linked else name


def _differences(
    statement: Statement, facts: Facts, edges: Mapping[str, Edges]
) -> Iterator[tuple[str, object, object]]:
    """Yield the fields in which a statement differs from the graph: name, the graph's value, the statement's."""
    for name in statement.form.names:
        member = statement.form.member(name)
        if isinstance(member, Relation) or (member and member.linked):
            current, new = edges.get(name, {}), statement.edges.get(name)
            if new is not None and (current.keys() != new.keys() or any(current[k] != new[k] for k in new)):
                yield name, ends_of(current, statement.id), ends_of(new, statement.id)
        elif name in statement.facts and not is_same(facts.get(name), statement.facts[name]):
            yield name, in_words(facts.get(name), member), in_words(statement.facts[name], member)
