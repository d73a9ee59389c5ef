"""Reports an examination: as text for a person, as JSON for a program, and as marks on a copy of the workbook.

Findings are grouped by cause, the most serious first. The source file is never written to.
"""

import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import orjson
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from changes.changeset import Change, Facts
from changes.naming import quoted
from exchange.cells.text import drop_control_characters
from exchange.files.book import OWN_AUTHOR, Book
from exchange.files.xlsx_writer import sheet_title
from exchange.findings import Cause, Finding, Severity, causes_of
from exchange.incoming.examination import Examination
from exchange.incoming.set_aside import SetAside
from exchange.sentences import FRENCH
from exchange.sheets import BY_KIND, Sheet
from graph.french import count, figures
from graph.shape import Relation
from judgement.values import End, details_of, in_words

FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="FFF8CBAD"),
    Severity.WARNING: PatternFill("solid", fgColor="FFFFE699"),
}
ALL_SET_ASIDE = "toutes les lignes sont mises de côté"
KNOWN = "tout ce que dit le fichier est déjà dans le graphe"
WORKBOOK_PART = "xl/workbook.xml"
MOST_CHANGES = 200
"""The number of nodes whose changes are listed; the rest is counted."""
MOST_EXAMPLES = 3
"""The number of findings listed for a cause; the rest is counted."""
ValueChange = tuple[str, object, object]
"""A heading, and its value before and after."""


def as_text(examination: Examination) -> Iterator[str]:
    """Yield the lines of the report for a person: the rows that are not imported come before the findings."""
    findings = examination.findings
    errors, warnings = _count(findings.errors, "aucune", "erreur"), _count(findings.warnings, "aucun", "avertissement")
    yield f"{examination.book.name} : {errors}, {warnings}."
    yield from (f"  {remark}." for remark in examination.book.remarks)
    yield from _set_aside_lines(examination.set_aside)
    for title, entries in (("Erreurs", findings.errors), ("Avertissements", findings.warnings)):
        if entries:
            yield f"\n{title}"
            yield from (f"  {line}" for line in _finding_lines(entries))
    if findings.errors:
        yield "\nRien ne peut être appliqué tant qu’il reste une erreur."
    yield "\nCe que l’import changerait" if findings.errors else "\nCe que l’import change"
    yield from (f"  {line}" for line in _summary(examination))


def _finding_lines(findings: Sequence[Finding]) -> Iterator[str]:
    """Yield findings by cause, under titles where their gravity differs."""
    causes = causes_of(findings)
    is_mixed = len({cause.gravity for cause in causes}) > 1
    for gravity, alike in groupby(causes, key=attrgetter("gravity")):
        if is_mixed:
            yield f"Ce qui {FRENCH.written(gravity)}"
        yield from (f"{'  ' * is_mixed}{line}" for cause in alike for line in _cause_lines(cause))


def _cause_lines(cause: Cause) -> Iterator[str]:
    """Yield a cause: its only finding if it concerns one line, or else its lines and a few of its findings."""
    if cause.is_one_cell:
        yield str(cause.findings[0])
        return
    touched = f"{count(len(cause.rows), 'ligne')} ({cause.where})" if cause.rows else cause.where
    yield f"{cause.reason} – {touched}"
    yield from (f"  {finding}" for finding in cause.findings[:MOST_EXAMPLES])
    if (more := len(cause.findings) - MOST_EXAMPLES) > 0:
        yield f"  … et {count(more, 'autre')} de même (toutes dans --json, et marquées par --marked)"


def _set_aside_lines(set_aside: SetAside) -> Iterator[str]:
    if set_aside.count:
        yield f"\nLignes mises de côté : {figures(set_aside.count)}"
        yield from (f"  {figures(many)} – {reason}" for reason, many in set_aside.by_reason().most_common())


def _count(entries: Sequence[Finding], none: str, word: str) -> str:
    return count(len(entries), word) if entries else f"{none} {word}"


def _summary(examination: Examination) -> Iterator[str]:
    changes, comparison = examination.comparison.changes, examination.comparison
    if not changes and not comparison.absent:
        known = "le graphe dit déjà la même chose, ou une chose plus récente" if comparison.older_ids else KNOWN
        yield f"rien : {ALL_SET_ASIDE if examination.is_all_set_aside else known}"
    for keys, said in (
        (changes.created, count(len(changes.created), "fiche créée", "fiches créées")),
        (changes.deleted, count(len(changes.deleted), "fiche supprimée", "fiches supprimées")),
    ):
        if keys:
            kinds = Counter(BY_KIND[kind].name for kind, _ in keys)
            yield f"{said} ({', '.join(f'{name} {figures(many)}' for name, many in sorted(kinds.items()))})"
    if absent := len(comparison.absent.nodes) + len(comparison.absent.edges):
        yield f"{count(absent, 'suppression notée', 'suppressions notées')} de ce qui n’est pas dans le graphe"
    yield from _change_lines(value_changes(examination), comparison.ended_ids)
    if unchanged := len(comparison.unchanged_ids):
        yield count(unchanged, "fiche inchangée", "fiches inchangées")
    if restated := comparison.restated_ids:
        said_again = count(len(restated), "fiche redite", "fiches redites")
        yield f"{said_again} à un jour plus récent, ou du même jour ({quoted(restated)})"
    if older := comparison.older_ids:
        kept = "dont le graphe garde des valeurs, plus récentes que le fichier"
        yield f"{count(len(older), 'fiche')} {kept} ({quoted(older)})"
    if newer := comparison.newer_ids:
        left = count(len(newer), "fiche laissée", "fiches laissées")
        yield f"{left} comme dans le graphe, plus récent que l’export ({quoted(newer)})"
    yield from _unmentioned(examination)


def _unmentioned(examination: Examination) -> Iterator[str]:
    """Yield a line about the nodes of an earlier state of the file or edition of the list that are now missing."""
    if unmentioned := examination.unmentioned_ids:
        if examination.lines.series:
            gone = count(len(unmentioned), "fiche")
            which = quoted(unmentioned)
            yield f"ne figure plus dans cette édition de la liste : {gone}, dont rien n’est supprimé ({which})"
        else:
            kept = count(len(unmentioned), "fiche gardée", "fiches gardées")
            yield f"{kept} que le fichier ne mentionne plus ({quoted(unmentioned)})"


def _change_lines(changes: Mapping[str, Sequence[ValueChange]], ended: Sequence[str]) -> Iterator[str]:
    if changes:
        ends = f", dont {count(len(ended), 'terminée')} ({quoted(ended)})" if ended else ""
        yield f"{count(len(changes), 'fiche modifiée', 'fiches modifiées')}{ends}"
    for identifier, fields in list(changes.items())[:MOST_CHANGES]:
        for name, *values in fields:
            before, after = map(FRENCH.written, values)
            yield f"  {identifier} – {name} : {before} → {after}"
    if len(changes) > MOST_CHANGES:
        yield f"  … et {count(len(changes) - MOST_CHANGES, 'autre')} (toutes dans --json)"


def value_changes(examination: Examination) -> dict[str, list[ValueChange]]:
    """Return the value changes of each node that is neither created nor deleted, by id."""
    changes = examination.comparison.changes
    whole_ids = {identifier for _, identifier in (*changes.created, *changes.deleted)}
    by_id: defaultdict[str, list[ValueChange]] = defaultdict(list)
    for (kind, identifier), change in changes.nodes.items():
        if identifier not in whole_ids:
            by_id[identifier].extend(_fact_changes(BY_KIND[kind], change))
    for key, change in changes.edges.items():
        claim, relation_name = examination.comparison.statements_by_edge[key]
        if claim.id not in whole_ids:
            sheet = claim.line.sheet
            end, relation = key[1] if key[2] == claim.id else key[2], sheet.kind.relation(relation_name)
            before, after = (_end(end, facts, relation) for facts in (change.before, change.after))
            by_id[claim.id].append((_heading(sheet, relation_name), before, after))
    return dict(by_id)


def _fact_changes(sheet: Sheet, change: Change) -> Iterator[ValueChange]:
    for name, after in (change.after or {}).items():
        before = (change.before or {}).get(name)
        stored = sheet.kind.property(name)
        yield _heading(sheet, name), in_words(before, stored), in_words(after, stored)


def _heading(sheet: Sheet, name: str) -> str:
    column = sheet.column(name)
    return column.heading if column else name


def _end(end: str, facts: Facts | None, relation: Relation | None) -> End | None:
    return None if facts is None else End(end, details_of(facts, relation) if facts else None)


def as_json(examination: Examination, most: int | None = None) -> bytes:
    """Return the report for a program; with `most`, at most that many findings and changes of each kind."""
    changes, comparison = examination.comparison.changes, examination.comparison
    findings, set_aside, changed = examination.findings, examination.set_aside, value_changes(examination)
    say = findings.language.written
    report: dict[str, Any] = {
        "file": examination.book.name,
        "sha256": examination.book.digest,
        "remarks": examination.book.remarks,
        "isOtherForm": examination.lines.is_other_form,
        "errorCount": len(findings.errors),
        "errors": [_finding_data(finding) for finding in findings.errors[:most]],
        "errorCauses": _causes_data(findings.errors, most),
        "setAsideCount": set_aside.count,
        "setAside": [_finding_data(finding) for finding in set_aside.findings[:most]],
        "setAsideReasons": dict(set_aside.by_reason().most_common()),
        "warningCount": len(findings.warnings),
        "warnings": [_finding_data(finding) for finding in findings.warnings[:most]],
        "warningCauses": _causes_data(findings.warnings, most),
        "created": [{"kind": kind, "id": identifier} for kind, identifier in changes.created],
        "deleted": [{"kind": kind, "id": identifier} for kind, identifier in changes.deleted],
        "changedCount": len(changed),
        "changed": [
            {"id": identifier, "fields": [{"field": n, "before": say(b), "after": say(a)} for n, b, a in fields]}
            for identifier, fields in list(changed.items())[:most]
        ],
        "ended": comparison.ended_ids,
        "unchanged": len(comparison.unchanged_ids),
        "restated": comparison.restated_ids,
        "older": comparison.older_ids,
        "leftNewer": comparison.newer_ids,
        "noLongerMentioned": examination.unmentioned_ids,
    }
    return orjson.dumps(report, option=orjson.OPT_INDENT_2)


def _causes_data(findings: Sequence[Finding], most: int | None) -> list[dict[str, Any]]:
    """Return findings by cause; with `most`, at most that many causes, each with its first finding."""
    return [
        {
            "reason": cause.reason,
            "gravity": cause.findings[0].language.written(cause.gravity),
            "findingCount": len(cause.findings),
            "lineCount": len(cause.rows),
            "where": cause.where,
            "first": _finding_data(cause.findings[0]),
        }
        for cause in causes_of(findings)[:most]
    ]


def _finding_data(finding: Finding) -> dict[str, str]:
    return {
        "sheet": finding.place.sheet,
        "cell": finding.place.address_in(finding.language),
        "column": finding.place.heading,
        "value": finding.value,
        "message": finding.message,
    }


def write_marked_copy(path: Path, book: Book, target: Path) -> None:
    """Write a copy of a file as .xlsx, with each finding as a colour and a comment on its cell."""
    workbook, sheets = _opened(path) or _copy(book)
    marks: dict[tuple[str, str], list[Finding]] = {}
    for finding in book.findings.entries:
        marks.setdefault((finding.place.sheet, _first_cell(finding.place.address)), []).append(finding)
    for (sheet, address), findings in marks.items():
        if sheet in sheets:
            _mark(sheets[sheet][address], findings)
    workbook.save(target)


def _mark(cell: Any, findings: Sequence[Finding]) -> None:
    severity = Severity.ERROR if any(f.severity is Severity.ERROR for f in findings) else Severity.WARNING
    text = "\n".join(f"{one.language.written(one.severity)}{one.language.colon}{one.message}" for one in findings)
    if hasattr(cell, "column_letter"):  # the inner cells of a merged range accept neither colour nor comment
        cell.fill = FILLS[severity]
        cell.comment = Comment(text, OWN_AUTHOR, width=420, height=60 + 40 * len(findings))


def _first_cell(address: str | tuple[int, ...]) -> str:
    """Return the cell to mark for an address: the first of a row, a column, a range, a list or a sheet."""
    if not isinstance(address, str):
        return f"A{address[0]}"
    first = address.split(",", maxsplit=1)[0].split(":", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    return first if first and first[-1].isdigit() else f"{first or 'A'}1"


def _opened(path: Path) -> tuple[Workbook, dict[str, Any]] | None:
    """Return a workbook and its sheets by name; None for a file that is not a workbook, whatever its name."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive, path.open("rb") as file:
        if WORKBOOK_PART not in archive.namelist():
            return None
        workbook = load_workbook(file)
    return workbook, {sheet.title: sheet for sheet in workbook.worksheets}


def _copy(book: Book) -> tuple[Workbook, dict[str, Any]]:
    workbook, sheets = Workbook(), dict[str, Any]()
    workbook.remove(workbook.worksheets[0])
    for grid in book.grids:
        sheet = sheets[grid.name] = workbook.create_sheet(sheet_title(grid.name))
        for number, row in grid.rows:
            for index, raw in enumerate(row, start=1):
                if raw is not None and raw != "":
                    cell = sheet.cell(number, index)
                    cell.value = drop_control_characters(raw) if isinstance(raw, str) else raw
                    if isinstance(raw, str):
                        cell.data_type = "s"  # openpyxl treats a text that begins with « = » as a formula
    return workbook, sheets
