"""Leaves out the statements of a file that are about things deleted on a later day, or that depend on such things.

The record of an import lists its deletions until the import is undone, even those of things that are not in the graph
yet. So if one file states some things and a later file deletes them, the result is the same, whichever of the two is
imported first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from changes.attribution import Attribution, Verdict
from changes.changeset import Change, Changes
from changes.current import Current
from graph.model import SHAPE
from judgement.disputes import Dispute
from judgement.editions import Edition, Sifting, known_of, record, sift
from judgement.problems import Problem, ProblemCode
from judgement.statements import DELETION, S, Statement, never_empty

Deletions = Mapping[tuple[str, ...], Attribution]


def without_superseded(statements: Iterable[S], current: Current, edition: Edition, deleted: Deletions) -> Sifting[S]:
    """Return the statements of a file that no later statement or deletion supersedes."""
    attributed = [replace(one, attribution=edition.attribution(one)) for one in statements]
    left = without_deleted(attributed, current, edition, deleted)
    return sift(left, current, edition)


def without_deleted(statements: Iterable[S], current: Current, edition: Edition, deleted: Deletions) -> Sifting[S]:
    """Return the statements that neither restore nor refer to something deleted later."""
    sifting, gone = Sifting[S](), dict[str, Dispute[S]]()
    for statement in statements:
        stated = deleted.get(statement.key)
        if statement.deletes and known_of(statement, current) is None:
            _note_absent(sifting.absent, statement, stated, edition)
        if stated is None or statement.deletes or edition.always_applies(statement) or known_of(statement, current):
            sifting.statements.append(statement)
            continue
        claimed = edition.attribution(statement)
        outcome = edition.verdict(claimed, stated)
        dispute = Dispute(statement, "", outcome, claimed, stated)
        if outcome is not Verdict.ACCEPTED:
            sifting.disputes.append(dispute)
        if not outcome.keeps_graph:
            sifting.statements.append(statement)
        elif not statement.form.relation_name:
            gone[statement.id] = dispute
    while newly := _leave_out(sifting, current, gone):
        gone |= newly
    return sifting


def _note_absent(absent: Changes, statement: Statement, stated: Attribution | None, edition: Edition) -> None:
    """Record a deletion of something that is not in the graph, unless a deletion of the same day or later is known."""
    if not stated or edition.renewed(edition.file_attribution, stated, differs=False):
        record(absent, statement, Change(None, None))


def _leave_out(sifting: Sifting[S], current: Current, gone: Mapping[str, Dispute[S]]) -> dict[str, Dispute[S]]:
    """Remove from statements the references to deleted nodes; return the nodes that cannot be created without them."""
    statements, newly = list[S](), dict[str, Dispute[S]]()
    for statement in sifting.statements if gone else ():
        left = _without_ends(statement, gone)
        if left is statement or not _is_empty(left, current):
            statements.append(left)
            continue
        cause = next(gone[end] for ends in statement.edges.values() for key in ends for end in key if end in gone)
        dispute = replace(cause, statement=statement, is_reference=True)
        sifting.disputes.append(dispute)
        if not statement.form.relation_name:
            newly[statement.id] = dispute
    sifting.statements = statements if gone else sifting.statements
    return newly


def _without_ends(statement: S, gone: Mapping[str, Dispute[S]]) -> S:
    """Return a statement without the relationships to deleted nodes, and without the lists that become empty."""
    left = {
        name: {key: facts for key, facts in ends.items() if gone.keys().isdisjoint(key)}
        for name, ends in statement.edges.items()
    }
    if left == statement.edges:
        return statement
    return replace(statement, edges={name: ends for name, ends in left.items() if ends or not statement.edges[name]})


def _is_empty(statement: Statement, current: Current) -> bool:
    """Return whether a deletion took the only relationship of a statement, or one that its new node requires."""
    form = statement.form
    if form.relation_name:
        return form.relation_name not in statement.edges
    needed = {*never_empty(form.kind.name), *form.identity}.intersection(form.names) & statement.named
    relations = {name for name in needed if form.kind.relation(name)}
    return statement.id not in current.kinds and not relations <= statement.edges.keys()


def still_in_use(
    identifier: str, changes: Changes, joins: Iterable[tuple[str, str, str, str | None]]
) -> Problem | None:
    """Return the problem of deleting a node to which remaining nodes refer; None if none does.

    `joins` are the relationships of the node in the graph: type, ids of start and end, label of the other end.
    """
    deleted_ids = changes.deleted_ids
    labels = [
        label
        for through, start, end, label in joins
        if (through, start, end) not in changes.edges
        and through not in {"IMPORTED_BY", *SHAPE.derived_relationships}
        and not {start, end} - {identifier} <= deleted_ids
    ]
    return ProblemCode.STILL_IN_USE.at(DELETION, value=identifier, labels=tuple(labels)) if labels else None
