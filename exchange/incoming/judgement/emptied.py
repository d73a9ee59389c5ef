"""Reports the cells of an export that were emptied since then; emptying a cell erases nothing."""

from collections.abc import Iterable, Iterator, Mapping

from exchange.cells.text import TOO_LONG
from exchange.findings import Findings
from exchange.incoming.workbook.placing import report
from exchange.incoming.workbook.statements import Claim
from graph.shape import Relation
from judgement.fingerprints import CELL_LENGTH, exported_cells, field_fingerprints
from judgement.problems import ProblemCode
from judgement.statements import never_empty


def report_emptied(claims: Iterable[Claim], findings: Findings) -> None:
    """Report each cell that was filled in the export and is empty now, and how to erase its value."""
    of_nothing: dict[str, Mapping[str, str]] = {}
    for claim in claims:
        line, sheet = claim.line, claim.line.sheet
        if claim.fingerprint and not claim.deletes:
            nothing = of_nothing.setdefault(sheet.name, field_fingerprints(sheet, {}, {}))
            for name in _emptied(claim, claim.fingerprint, nothing):
                member = sheet.member(name)
                is_erasable = isinstance(member, Relation) or not (member and (member.required or member.linked))
                is_fixed = name in never_empty(sheet.kind_name) or not is_erasable
                code = ProblemCode.EMPTIED_FOR_NOTHING if is_fixed else ProblemCode.EMPTIED
                report(code.at(name, value=line.blank.get(name, "")), line, findings)


def _emptied(claim: Claim, fingerprint: str, nothing: Mapping[str, str]) -> Iterator[str]:
    """Yield the columns of a line that were filled in the export and are empty now.

    Nothing is yielded if the columns of exports have changed since this export.

    A column is left out if its cell has a word that states nothing, such as « NC », and the cell contained this word in
    the export too, or a text that was too long for a cell.
    """
    line, exported = claim.line, exported_cells(fingerprint)
    digests = len(nothing) + bool(line.sheet.relation_name)
    for name, digest in nothing.items() if len(fingerprint) == CELL_LENGTH * digests else ():
        if name in line.letters and name not in line.cells and digest not in exported:
            word = line.blank.get(name, "")
            if word != TOO_LONG and (
                not word or field_fingerprints(line.sheet, {name: word}, {})[name] not in exported
            ):
                yield name
