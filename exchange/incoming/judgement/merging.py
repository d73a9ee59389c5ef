"""Merges the lines of an export with a graph that may have changed since.

A column that the file left as it was exported states nothing. One that only the file changed is applied. One that both
changed, to different values, is a conflict, told at its cell with both values and with the import that changed it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import date

from changes.changeset import Facts
from changes.current import Current
from changes.imports import changed_by
from exchange.cells.text import TOO_LONG
from exchange.findings import Findings
from exchange.fingerprint import CELL_LENGTH, cell_fingerprints, edge_fingerprints, ends_fingerprint, exported_cells
from exchange.incoming.workbook.placing import report
from exchange.incoming.workbook.statements import Claim
from exchange.sheets import NEVER_EMPTY, OWNER, Sheet
from graph.client import Client
from graph.shape import Relation
from judgement.problems import Problem, ProblemCode
from judgement.statements import Edges
from judgement.values import Details, End, details_of, ends_of, in_words, is_same


@dataclass(frozen=True)
class Conflict:
    """A cell of a line that does not fit the graph, or the whole line.

    `changed`: the fact or relationship that changed in the graph, as `changed_by` names it.
    """

    claim: Claim
    changed: tuple[str, ...]
    problem: Problem


@dataclass
class Merging:
    """The claims with what the file changed since its export, the conflicts, and the ids of lines left to the graph."""

    claims: list[Claim] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    newer_ids: list[str] = field(default_factory=list)

    @property
    def disputed(self) -> list[Claim]:
        """The claims with conflicts, which are not merged."""
        return [conflict.claim for conflict in self.conflicts]

    def add(self, claim: Claim, touched: AbstractSet[str], moved: AbstractSet[str], disputed: list[Conflict]) -> None:
        """Add a line: the columns that the file changed, those that changed in the graph, and its conflicts."""
        self.conflicts += disputed
        if moved and not touched and not claim.deletes:
            self.newer_ids.append(claim.id)
        elif not disputed:
            self.claims.append(claim)


def merge(claims: Iterable[Claim], current: Current) -> Merging:
    """Merge the lines of an export with the graph; lines of persons state all that they say.

    What a list states of new things alone is no statement about those that the graph knows.
    """
    merging = Merging()
    for claim in (_of_known(claim) if claim.id in current.facts else claim for claim in claims):
        if not claim.fingerprint or current.kinds.get(claim.id, claim.kind) != claim.kind:
            merging.claims.append(claim)
        elif claim.line.sheet.relation_name:
            _merge_edge(merging, claim, current)
        else:
            _merge_node(merging, claim, current)
    return merging


async def tell(client: Client | None, conflicts: Collection[Conflict], findings: Findings) -> None:
    """Tell each conflict at its cell, and name the imports behind them; without a client, no import is named."""
    keys = {conflict.changed for conflict in conflicts}
    authors = await changed_by(client, keys) if client and keys else {}
    for conflict in conflicts:
        one = authors.get(conflict.changed)
        by = End(one.id, Details([date.fromisoformat(one.on), *filter(None, [one.service])])) if one else None
        values = {**conflict.problem.values, "by": by}
        report(conflict.problem._replace(values=values), conflict.claim.line, findings)


def tell_emptied(claims: Iterable[Claim], findings: Findings) -> None:
    """Tell each cell that held something at the export and holds nothing now, which erases nothing."""
    of_nothing: dict[str, Mapping[str, str]] = {}
    for claim in claims:
        line, sheet = claim.line, claim.line.sheet
        if claim.fingerprint and not claim.deletes:
            nothing = of_nothing.setdefault(sheet.name, _fingerprints(sheet, {}))
            for name in _emptied(claim, nothing):
                member = sheet.model_member(next(column for column in sheet.columns if column.name == name))
                is_erasable = isinstance(member, Relation) or not (member.required or member.linked)
                lasts = name in NEVER_EMPTY or not is_erasable
                code = ProblemCode.EMPTIED_FOR_NOTHING if lasts else ProblemCode.EMPTIED
                report(code.at(name), line, findings, line.blank.get(name, ""))


def _fingerprints(sheet: Sheet, facts: Facts) -> Mapping[str, str]:
    return edge_fingerprints(sheet, facts) if sheet.relation_name else cell_fingerprints(sheet, facts, {})


def _emptied(claim: Claim, nothing: Mapping[str, str]) -> Iterator[str]:
    """Yield the columns of an exported line that stated something then; none of an export of other columns.

    A word that states nothing may be what the graph says, or stand for what the export could not write.
    """
    line, exported = claim.line, exported_cells(claim.fingerprint)
    digests = len(nothing) + bool(line.sheet.relation_name)
    for name, digest in nothing.items() if len(claim.fingerprint) == CELL_LENGTH * digests else ():
        if name in line.letters and name not in line.cells and digest not in exported:
            word = line.blank.get(name, "")
            if word != TOO_LONG and (not word or _fingerprints(line.sheet, {name: word})[name] not in exported):
                yield name


def _of_known(claim: Claim) -> Claim:
    """Return the claim of a line about a node of the graph, without the columns that it states of new ones alone."""
    new = claim.line.only_new
    facts = {name: value for name, value in claim.facts.items() if name not in new}
    return replace(claim, facts=facts, edges={n: e for n, e in claim.edges.items() if n not in new}) if new else claim


def _merge_node(merging: Merging, claim: Claim, current: Current) -> None:
    sheet, exported = claim.line.sheet, exported_cells(claim.fingerprint)
    stated = cell_fingerprints(sheet, claim.facts, claim.edges)
    claimed = claim.facts.keys() | claim.edges.keys()
    touched = {name for name, digest in stated.items() if name in claimed and digest not in exported}
    if claim.id not in current.facts:
        conflict = Conflict(claim, (claim.id, "id"), ProblemCode.DELETED_SINCE.at("id"))
        merging.add(claim, touched, {"id"}, [conflict] if touched and not claim.deletes else [])
        return
    facts, edges = current.facts[claim.id], current.edges[claim.id]
    known = cell_fingerprints(sheet, facts, edges)
    moved = {name for name, digest in known.items() if digest not in exported}
    code = ProblemCode.CHANGED_SINCE if exported else ProblemCode.NOT_COMPARABLE
    conflicts = [
        Conflict(claim, _changed(claim, column), code.at(column, graph=before, file=after))
        for column, before, after in _differences(claim, facts, edges)
        if column in (moved if claim.deletes else touched & moved)
    ]
    if claim.deletes and moved and not conflicts:
        code = ProblemCode.THING_CHANGED_SINCE if exported else ProblemCode.THING_NOT_COMPARABLE
        conflicts = [Conflict(claim, _changed(claim, min(moved)), code.at("id"))]
    merged = replace(
        claim,
        facts={name: value for name, value in claim.facts.items() if name in touched or name not in stated},
        edges={name: ends for name, ends in claim.edges.items() if name in touched},
    )
    merging.add(merged, touched, moved, conflicts)


def _merge_edge(merging: Merging, claim: Claim, current: Current) -> None:
    sheet, exported = claim.line.sheet, exported_cells(claim.fingerprint)
    ((key, stated),) = claim.edges[sheet.relation_name].items()
    if exported and ends_fingerprint(key) not in exported:
        merging.add(claim, stated.keys(), set(), [Conflict(claim, key, ProblemCode.OTHER_ENDS.at(OWNER))])
        return
    in_file = edge_fingerprints(sheet, stated)
    touched = {name for name in stated if in_file[name] not in exported}
    known = current.edges.get(claim.id, {}).get(sheet.relation_name, {}).get(key)
    if known is None:
        conflict = Conflict(claim, key, ProblemCode.DELETED_SINCE.at(""))
        merging.add(claim, touched, {"id"}, [conflict] if touched and not claim.deletes else [])
        return
    moved = {name for name, digest in edge_fingerprints(sheet, known).items() if digest not in exported}
    code = ProblemCode.CHANGED_SINCE if exported else ProblemCode.NOT_COMPARABLE
    conflicts = [
        Conflict(claim, key, code.at(p.name, graph=in_words(known.get(p.name), p), file=in_words(stated[p.name], p)))
        for p in sheet.relation.edge
        if p.name in touched & moved and not is_same(known.get(p.name), stated[p.name])
    ]
    if claim.deletes and moved:
        code = ProblemCode.LINK_CHANGED_SINCE if exported else ProblemCode.LINK_NOT_COMPARABLE
        conflicts = [Conflict(claim, key, code.at("", now=details_of(known, sheet.relation)))]
    facts: Facts = {name: value for name, value in stated.items() if name in touched}
    merging.add(replace(claim, edges={sheet.relation_name: {key: facts}}), touched, moved, conflicts)


def _changed(claim: Claim, name: str) -> tuple[str, ...]:
    """Return how `changed_by` names what stands in a column of a node."""
    column = claim.line.sheet.column(name)
    member = claim.line.sheet.model_member(column) if column else None
    if isinstance(member, Relation):
        return claim.id, member.through
    return claim.id, member.linked[0] if member and member.linked else name


def _differences(claim: Claim, facts: Facts, edges: Mapping[str, Edges]) -> Iterator[tuple[str, object, object]]:
    """Yield the columns in which a claim differs from the graph: name, the graph's value, the line's value."""
    for column in claim.line.sheet.columns:
        member = claim.line.sheet.model_member(column)
        if isinstance(member, Relation) or member.linked:
            current, new = edges.get(member.name, {}), claim.edges.get(member.name)
            if new is not None and (current.keys() != new.keys() or any(current[k] != new[k] for k in new)):
                yield column.name, ends_of(current, claim.id), ends_of(new, claim.id)
        elif column.name in claim.facts and not is_same(facts.get(column.name), claim.facts[column.name]):
            before, after = facts.get(column.name), claim.facts[column.name]
            yield column.name, in_words(before, member), in_words(after, member)
