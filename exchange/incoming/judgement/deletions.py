"""Leaves out of a file what was deleted on a later day than its own, and what goes nowhere without it.

The records of imports say what they deleted, until they are undone: what was in the graph, and what was not there yet,
so that a file and the later one that deletes what it states have one end, whichever enters first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from changes.attribution import Attribution, Verdict, renewed, verdict
from changes.changeset import Change, Changes
from changes.current import Current
from changes.imports import deletions
from exchange.incoming.judgement.disputes import Dispute
from exchange.incoming.judgement.editions import Edition, Sifting, known_of, sift
from exchange.incoming.workbook.statements import Claim
from exchange.sheets import NEVER_EMPTY
from graph.client import Client

Deletions = Mapping[tuple[str, ...], Attribution]


async def standing(client: Client | None, claims: Iterable[Claim], current: Current, edition: Edition) -> Sifting:
    """Return what stands of the claims of a file beside what was stated or deleted later.

    Without a client, for a viewer who sees no records of imports, deletions are not known.
    """
    attributed = [replace(claim, attribution=edition.attribution(claim)) for claim in claims]
    left = without_deleted(attributed, current, edition, await deletions(client) if client else {})
    return sift(left, current, edition)


def without_deleted(claims: Iterable[Claim], current: Current, edition: Edition, deleted: Deletions) -> Sifting:
    """Return the claims that do not bring back what was deleted later, and refer to nothing of it."""
    sifting, gone = Sifting(), dict[str, Dispute]()
    for claim in claims:
        stated = deleted.get(_key(claim))
        if claim.deletes and known_of(claim, current) is None:
            _note_absent(sifting.absent, claim, stated, edition)
        if stated is None or claim.deletes or edition.imposes(claim) or known_of(claim, current):
            sifting.claims.append(claim)
            continue
        claimed = edition.attribution(claim)
        outcome = verdict(claimed, stated, entered=edition.entered, files=edition.files)
        dispute = Dispute(claim, "", outcome, claimed, stated)
        if outcome is not Verdict.STANDS:
            sifting.disputes.append(dispute)
        if not outcome.keeps_graph:
            sifting.claims.append(claim)
        elif not claim.line.sheet.relation_name:
            gone[claim.id] = dispute
    while newly := _leave_out(sifting, current, gone):
        gone |= newly
    return sifting


def _note_absent(absent: Changes, claim: Claim, stated: Attribution | None, edition: Edition) -> None:
    """Note a deletion of something that is not in the graph, unless one of the same day or later is known."""
    if stated and not renewed(edition.own, stated, differs=False, files=edition.files):
        return
    nothing = Change(None, None)
    if relation := claim.line.sheet.relation_name:
        absent.edges |= dict.fromkeys(claim.edges[relation], nothing)
    else:
        absent.nodes[claim.kind, claim.id] = nothing


def _key(claim: Claim) -> tuple[str, ...]:
    if relation := claim.line.sheet.relation_name:
        (key,) = claim.edges[relation]
        return key
    return (claim.id,)


def _leave_out(sifting: Sifting, current: Current, gone: Mapping[str, Dispute]) -> dict[str, Dispute]:
    """Take out of claims what refers to what is gone; return the nodes that are not made for want of it."""
    claims, newly = list[Claim](), dict[str, Dispute]()
    for claim in sifting.claims if gone else ():
        left = _without_ends(claim, gone)
        if left is claim or not _is_empty(left, current):
            claims.append(left)
            continue
        cause = next(gone[end] for ends in claim.edges.values() for key in ends for end in key if end in gone)
        dispute = replace(cause, claim=claim, refers=True)
        sifting.disputes.append(dispute)
        if not claim.line.sheet.relation_name:
            newly[claim.id] = dispute
    sifting.claims = claims if gone else sifting.claims
    return newly


def _without_ends(claim: Claim, gone: Mapping[str, Dispute]) -> Claim:
    """Return a claim without the relationships that end at what is gone, nor the lists of which nothing is left."""
    left = {
        name: {key: facts for key, facts in ends.items() if gone.keys().isdisjoint(key)}
        for name, ends in claim.edges.items()
    }
    if left == claim.edges:
        return claim
    return replace(claim, edges={name: ends for name, ends in left.items() if ends or not claim.edges[name]})


def _is_empty(claim: Claim, current: Current) -> bool:
    """Return whether what a line says is lost with an end: its relationship, or what a new node cannot be without."""
    sheet = claim.line.sheet
    if sheet.relation_name:
        return sheet.relation_name not in claim.edges
    needed = {column.name for column in sheet.columns} & {*NEVER_EMPTY, *sheet.identity} & claim.line.cells.keys()
    relations = {name for name in needed if sheet.kind.relation(name)}
    return claim.id not in current.kinds and not relations <= claim.edges.keys()
