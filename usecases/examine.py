"""Examines a file: reads it whole and compares it with one version of the graph, without writing.

All findings are collected in one pass, so that an officer corrects them together.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from itertools import starmap

from changes.changeset import Changes, unpacked
from changes.current import Current, current_of, ids_by_kind, version_of
from changes.imports import changed_by, deletions
from exchange.cells.text import split_list
from exchange.files.book import Book
from exchange.findings import Findings
from exchange.incoming.examination import NO_FILE_FACTS, Examination, FileFacts, file_lines
from exchange.incoming.judgement.displaced import report_displaced
from exchange.incoming.judgement.emptied import report_emptied
from exchange.incoming.judgement.file_source import edition_of, keep_files, source_of_file, title_of
from exchange.incoming.judgement.forgotten import without_forgotten
from exchange.incoming.judgement.identity import IdentityResolver
from exchange.incoming.judgement.institutions import Identities, certainty
from exchange.incoming.judgement.mistaken_ids import refuse_mistaken
from exchange.incoming.judgement.resemblance import Resemblances
from exchange.incoming.lists.mapping import ListMapping
from exchange.incoming.set_aside import ExcludedNode
from exchange.incoming.workbook.column_kinds import decide_codes, decide_kinds
from exchange.incoming.workbook.former_groupings import replace_dissolved
from exchange.incoming.workbook.lines import FileLines
from exchange.incoming.workbook.placing import LineReporter, report
from exchange.incoming.workbook.statements import Claim, ClaimReader
from exchange.lookup.directory import Directory, id_in_brackets
from exchange.lookup.loader import Lookup, read_lookup
from exchange.lookup.references import REFERRING, read_referring
from exchange.sheets import DECISION, SHEETS
from graph.client import Client, Progress
from graph.model import SHAPE
from graph.rights import EVERYTHING, Viewer
from graph.shape import Relation
from graph.statement.maintain.facts import relationships_of
from graph.statement.maintain.history import records_of_editions
from graph.text import fold
from graph.vocabulary import TerritoryKind
from judgement.comparison import Comparison, compare
from judgement.deletions import still_in_use, without_superseded
from judgement.disputes import problem_of
from judgement.editions import Edition, Sifting, attributions_of
from judgement.merging import Conflict, merge, with_author
from judgement.neighbourhoods import misplaced
from judgement.review import updating_themselves
from judgement.statements import DefaultSource


async def examine(
    client: Client,
    book: Book,
    today: date,
    stated: FileFacts = NO_FILE_FACTS,
    progress: Progress = lambda *_: None,
    mapping: ListMapping | None = None,
    viewer: Viewer = EVERYTHING,
) -> Examination:
    """Compare a file with the graph as a viewer sees it, without writing.

    Only the examination by a viewer who sees everything can be applied: others do not see all that the file may change.
    """
    return await examine_lines(client, book, file_lines(book, stated, mapping), today, progress, viewer)


async def examine_lines(
    client: Client,
    book: Book,
    lines: FileLines,
    today: date,
    progress: Progress = lambda *_: None,
    viewer: Viewer = EVERYTHING,
    excluded: Sequence[ExcludedNode] = (),
) -> Examination:
    """Compare the lines of a file with the graph; no line may refer to an excluded node."""
    # The version is read before the graph, so that a concurrent write is noticed when the import is applied.
    version = await version_of(client)
    texts = _engagement_texts(lines)
    lookup = await read_lookup(client, {fold(text) for text in texts}, {id_in_brackets(text) for text in texts}, viewer)
    kinds_without_ids = {line.sheet.kind_name for line in lines.lines if not line.text("id")}
    lookup.by_reference = await read_referring(client, viewer, kinds_without_ids & REFERRING)
    for node in excluded:
        lookup.directory.exclude(node.kind, node.id, node.names, node.row)
    for decide in (decide_kinds, decide_codes, replace_dissolved):
        decide(lines.lines, lookup.directory.gazetteer, book.findings)
    identities = _resolve_identities(lines, lookup, book.findings)
    claims: list[Claim] = []
    for claim in _read_claims(lines, identities, lookup, book.findings):
        claims.append(claim)
        progress(len(claims), len(lines.lines))
    funded = [engagement for claim in claims for _, _, engagement in claim.edges.get("funds", {})]
    current = await current_of(client, ids_by_kind([*(claim.id for claim in claims), *funded]), viewer)
    default = source_of_file(book, lines, today)
    merging = merge(without_forgotten(claims, lookup.directory.forgotten, book.findings), current)
    report_emptied(claims, book.findings)
    await _report_conflicts(client if viewer.sees_everything else None, merging.conflicts, book.findings)
    refuse_mistaken(merging.statements, current, lookup, book.findings)
    earlier_ids = lines.exported_ids or (
        await _ids_of_earlier_imports(client, book.name, lines.series) if viewer.sees_everything else []
    )
    resemblances = Resemblances(merging.statements, {claim.id for claim in claims}, current, lookup, set(earlier_ids))
    await resemblances.refuse(client, viewer, book.findings)
    edition = await edition_of(client, book, lines, default, claims)
    deleted = await deletions(client) if viewer.sees_everything else {}  # others see no records of imports
    sifting = without_superseded(merging.statements, current, edition, deleted)
    doubtful = starmap(ClaimReader(lookup.directory, book.findings).read_node, identities.doubtful)
    in_doubt = [*doubtful, *merging.disputed]
    comparison = _compare(sifting, in_doubt, current, default, edition, lookup.directory, book.findings)
    comparison.newer_ids = merging.newer_ids
    await _refuse_deletions_in_use(client, sifting.statements, comparison.changes, book.findings, viewer)
    await keep_files(client, viewer, comparison.changes, default, lookup.directory)
    mentioned_ids = {claim.id for claim in claims} | {node.id for node in excluded}
    unmentioned_ids = [identifier for identifier in earlier_ids if identifier not in mentioned_ids]
    return Examination(book, lines, comparison, version, unmentioned_ids, claims)


async def _report_conflicts(client: Client | None, conflicts: list[Conflict[Claim]], findings: Findings) -> None:
    """Report each conflict, with the import that caused it; without a client, no import is named."""
    changed = {conflict.changed for conflict in conflicts}
    authors = await changed_by(client, changed) if client and changed else {}
    for conflict in conflicts:
        report(with_author(conflict, authors.get(conflict.changed)), conflict.statement.line, findings)


def _compare(
    sifting: Sifting[Claim],
    in_doubt: Sequence[Claim],
    current: Current,
    default: DefaultSource,
    edition: Edition,
    directory: Directory,
    findings: Findings,
) -> Comparison[Claim]:
    """Compare the valid claims with the graph, and report the others."""
    for dispute in sifting.disputes:
        problem = problem_of(dispute, partial(title_of, directory, edition), edition.files)
        report(problem, dispute.statement.line, findings)
    comparison = compare(sifting.statements, in_doubt, current, default, directory.register, LineReporter(findings))
    report_displaced(sifting.statements, comparison.changes, findings)
    comparison.older_ids, comparison.absent = sifting.older_ids, sifting.absent
    comparison.deleted_by = edition.file_attribution.write()
    comparison.attributions = attributions_of(sifting.statements, current, comparison.changes, edition)
    for claim, problem in updating_themselves(sifting.statements, current):
        report(problem, claim.line, findings)
    return comparison


async def _ids_of_earlier_imports(client: Client, file_name: str, series: str) -> list[str]:
    """Return the ids of the nodes, except sources, created by active imports of earlier editions of a file."""
    ids = []
    for packed_changes in await client.read(records_of_editions(file_name, series)) or ():
        ids += [i for kind, i in Changes.read(unpacked(packed_changes)).created if kind != "Source"]
    return ids


def _engagement_texts(lines: FileLines) -> set[str]:
    """Return the texts of cells that may name engagements, by title or id."""
    texts: set[str] = set()
    for sheet in SHEETS:
        names = ["title", DECISION] if sheet.kind.base == "Engagement" and not sheet.relation_name else []
        for column in sheet.columns:
            member = sheet.model_member(column)
            if isinstance(member, Relation) and SHAPE.kinds[member.target].base == "Engagement":
                names.append(column.name)
        for line in lines.of_sheet(sheet) if names else ():
            # The whole cell too, since a title may contain « ; ».
            texts.update(text for name in names for text in (line.text(name), *split_list(line.text(name))))
    return texts - {""}


def _resolve_identities(lines: FileLines, lookup: Lookup, findings: Findings) -> Identities:
    """Resolve the lines about nodes, starting with those that others refer to; the result keeps the file's order."""
    resolver = IdentityResolver(lookup, findings, lines.lines)
    sheets = sorted(SHEETS, key=lambda sheet: sheet.territory is None)
    for sheet in (sheet for sheet in sheets if not sheet.relation_name):
        for line in sorted(lines.of_sheet(sheet), key=certainty):
            resolver.add(line)
    places = {id(line): place for place, line in enumerate(lines.lines)}
    resolver.identities.lines.sort(key=lambda pair: places[id(pair[0])])
    return resolver.identities


def _read_claims(lines: FileLines, identities: Identities, lookup: Lookup, findings: Findings) -> Iterator[Claim]:
    """Yield the claims about nodes, then those about relationships, whose ends may be nodes of the file."""
    reader = ClaimReader(lookup.directory, findings)
    for line, identifier in identities.lines:
        claim = reader.read_node(line, identifier)
        if line.sheet.territory is TerritoryKind.QPV:
            gazetteer = lookup.directory.gazetteer
            for problem in misplaced(claim, gazetteer.by_id, gazetteer.newest_generation):
                report(problem, line, findings)
        if id(line) in identities.lines_by_name:
            claim.facts.pop("name", None)
        names = identities.new_names.get(identifier)
        if names:
            entry = lookup.directory.entries[identifier]
            claim.facts["otherNames"] = list(dict.fromkeys([*entry.other_names, *names]))
        yield claim
    for line in lines.lines:
        if line.sheet.relation_name and (edge_claim := reader.read_edge(line)) is not None:
            yield edge_claim
    reader.postal_columns.warn()


async def _refuse_deletions_in_use(
    client: Client, claims: Sequence[Claim], changes: Changes, findings: Findings, viewer: Viewer
) -> None:
    """Refuse to delete a node to which other nodes still refer, and name these nodes."""
    lines = {claim.id: claim.line for claim in claims if claim.deletes and not claim.line.sheet.relation_name}
    for kind, identifier in changes.deleted:
        joins = await client.read(relationships_of(SHAPE.kinds[kind].base, [identifier], viewer)) or ()
        if problem := still_in_use(identifier, changes, [join for edges in joins for join in edges]):
            report(problem, lines[identifier], findings)
