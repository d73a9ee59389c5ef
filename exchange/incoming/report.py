"""What an examination says, for a person, for a program, and on a copy of the workbook.

Rule: every finding is told, in the order of the file; a copy is another file, the one that was read is never touched.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from changes.changeset import Change, Facts
from changes.naming import quoted
from exchange.files.book import Book
from exchange.findings import Finding, Severity
from exchange.incoming.comparison import shown, shown_facts
from exchange.incoming.examination import Examination
from exchange.sheets import BY_KIND, Sheet
from graph.shape import Relation

FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor="FFF8CBAD"),
    Severity.WARNING: PatternFill("solid", fgColor="FFFFE699"),
}
SHOWN_CHANGES = 200
AUTHOR = "Cinq Axes"


def as_text(examined: Examination) -> Iterator[str]:
    """Yield the report's lines for a person."""
    findings = examined.findings
    yield f"{examined.book.name} : {_count(findings.errors, 'erreur')}, {_count(findings.warnings, 'avertissement')}."
    yield from (f"  {remark}." for remark in examined.book.remarks)
    for title, found in (("Erreurs", findings.errors), ("Avertissements", findings.warnings)):
        if found:
            yield f"\n{title}"
            yield from (f"  {finding}" for finding in found)
    if findings.errors:
        yield "\nRien ne peut être appliqué tant qu'il reste une erreur."
    yield "\nCe que l'import changerait" if findings.errors else "\nCe que l'import change"
    yield from (f"  {line}" for line in _changes(examined))


def _count(found: Sequence[Finding], word: str) -> str:
    return (
        f"{len(found)} {word}{'s' if len(found) > 1 else ''}"
        if found
        else f"aucune {word}"
        if word == "erreur"
        else f"aucun {word}"
    )


def _changes(examined: Examination) -> Iterator[str]:
    changes, comparison = examined.comparison.changes, examined.comparison
    if not changes:
        yield "rien : tout ce que dit le fichier est déjà dans le graphe"
    for title, keys in (("créés", changes.created), ("supprimés", changes.deleted)):
        if keys:
            kinds = Counter(BY_KIND[kind].name for kind, _ in keys)
            yield f"{title} : {len(keys)} ({', '.join(f'{name} {count}' for name, count in sorted(kinds.items()))})"
    yield from _changed(differences(examined))
    if comparison.unchanged:
        yield f"inchangés : {len(comparison.unchanged)}"
    for title, ids in (
        ("dont terminés", comparison.ended),
        ("laissés comme dans le graphe, plus récent que l'export", comparison.newer),
        ("que le fichier ne mentionne plus (gardés)", examined.unmentioned),
    ):
        if ids:
            yield f"{title} : {len(ids)} ({quoted(ids)})"


def _changed(changed: Mapping[str, Sequence[tuple[str, str, str]]]) -> Iterator[str]:
    if changed:
        yield f"modifiés : {len(changed)}"
    for identifier, fields in list(changed.items())[:SHOWN_CHANGES]:
        yield from (f"  {identifier} – {name} : {before} → {after}" for name, before, after in fields)
    if len(changed) > SHOWN_CHANGES:
        yield f"  … et {len(changed) - SHOWN_CHANGES} autres (tous dans --json)"


def differences(examined: Examination) -> dict[str, list[tuple[str, str, str]]]:
    """Return what changes of each thing that is known: heading, before, after."""
    changes, owners = examined.comparison.changes, examined.comparison.owners
    apart = {identifier for _, identifier in (*changes.created, *changes.deleted)}
    found: dict[str, list[tuple[str, str, str]]] = {}
    for (kind, identifier), change in changes.nodes.items():
        if identifier not in apart:
            found.setdefault(identifier, []).extend(_fields(BY_KIND[kind], change))
    for key, change in changes.edges.items():
        stated, relation = owners[key]
        sheet = stated.line.sheet
        if stated.id not in apart:
            other = key[1] if key[2] == stated.id else key[2]
            found.setdefault(stated.id, []).append(
                (_heading(sheet, relation), *_edge(change, other, sheet.kind.relation(relation)))
            )
    return found


def _fields(sheet: Sheet, change: Change) -> Iterator[tuple[str, str, str]]:
    for name, after in (change.after or {}).items():
        before = (change.before or {}).get(name)
        what = sheet.kind.property(name)
        yield _heading(sheet, name), shown(before, what), shown(after, what)


def _heading(sheet: Sheet, name: str) -> str:
    column = sheet.column(name)
    return column.heading if column else name


def _edge(change: Change, other: str, relation: Relation | None) -> tuple[str, str]:
    before, after = (_with(other, facts, relation) for facts in (change.before, change.after))
    return before, after


def _with(other: str, facts: Facts | None, relation: Relation | None) -> str:
    if facts is None:
        return "rien"
    return f"{other} ({shown_facts(facts, relation)})" if facts else other


def as_json(examined: Examination, most: int | None = None) -> bytes:
    """Return the report for a program, with so many findings and changes of each sort at most."""
    changes, comparison = examined.comparison.changes, examined.comparison
    findings, changed = examined.findings, differences(examined)
    said: dict[str, Any] = {
        "file": examined.book.name,
        "sha256": examined.book.digest,
        "remarks": examined.book.remarks,
        "errorCount": len(findings.errors),
        "errors": [_as_map(finding) for finding in findings.errors[:most]],
        "warningCount": len(findings.warnings),
        "warnings": [_as_map(finding) for finding in findings.warnings[:most]],
        "created": [{"kind": kind, "id": identifier} for kind, identifier in changes.created],
        "deleted": [{"kind": kind, "id": identifier} for kind, identifier in changes.deleted],
        "changedCount": len(changed),
        "changed": [
            {"id": identifier, "fields": [{"field": n, "before": b, "after": a} for n, b, a in fields]}
            for identifier, fields in list(changed.items())[:most]
        ],
        "ended": comparison.ended,
        "unchanged": len(comparison.unchanged),
        "leftNewer": comparison.newer,
        "noLongerMentioned": examined.unmentioned,
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2)


def _as_map(finding: Finding) -> dict[str, str]:
    place = finding.place
    return {
        "sheet": place.sheet,
        "cell": place.address,
        "column": place.heading,
        "value": finding.value,
        "message": finding.message,
    }


def write_marked(path: Path, book: Book, target: Path) -> None:
    """Write a copy of a file as .xlsx, its cells marked and commented."""
    workbook = load_workbook(path) if path.suffix.casefold() == ".xlsx" else _copied(book)
    marks: dict[tuple[str, str], list[Finding]] = {}
    for finding in book.findings.found:
        marks.setdefault((finding.place.sheet, _cell(finding.place.address)), []).append(finding)
    for (sheet, address), found in marks.items():
        if sheet in workbook.sheetnames:
            _mark(workbook[sheet][address], found)
    workbook.save(target)


def _mark(cell: Any, found: Sequence[Finding]) -> None:
    severity = Severity.ERROR if any(f.severity is Severity.ERROR for f in found) else Severity.WARNING
    text = "\n".join(f"{finding.severity} : {finding.message}" for finding in found)
    if hasattr(cell, "column_letter"):  # not the inside of merged cells, which hold nothing
        cell.fill = FILLS[severity]
        cell.comment = Comment(text, AUTHOR, width=420, height=60 + 40 * len(found))


def _cell(address: str) -> str:
    """Return the cell to mark for a place: a line's first, a column's head, a sheet's first."""
    if address.startswith("ligne "):
        return f"A{address.removeprefix('ligne ')}"
    first = address.split(",", maxsplit=1)[0].split(":", maxsplit=1)[0].split(" ", maxsplit=1)[0]
    return first if first and first[-1].isdigit() else f"{first or 'A'}1"


def _copied(book: Book) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for grid in book.grids:
        sheet = workbook.create_sheet(grid.name)
        for number, row in grid.rows:
            for index, raw in enumerate(row, start=1):
                if raw is not None and raw != "":
                    cell = sheet.cell(number, index)
                    cell.value = raw
                    if isinstance(raw, str):
                        cell.data_type = "s"
    return workbook
