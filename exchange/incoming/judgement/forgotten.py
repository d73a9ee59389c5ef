"""Leaves out the lines about forgotten persons, with a warning at each."""

from collections.abc import Iterable, Iterator

from changes.forgotten import ForgottenPersons
from exchange.findings import Findings
from exchange.incoming.workbook.placing import report
from exchange.incoming.workbook.statements import Claim
from exchange.sheets import DECISION, FINGERPRINT, ID
from graph.rights import TWIN
from graph.text import fold
from judgement.problems import ProblemCode
from judgement.statements import OWNER

REMAINING_COLUMNS = frozenset({ID.name, "name", "publicListing", FINGERPRINT, DECISION})
"""The columns in which an export writes the remaining facts of a forgotten person."""


def without_forgotten(claims: Iterable[Claim], persons: ForgottenPersons, findings: Findings) -> Iterator[Claim]:
    """Yield the claims that state nothing about a forgotten person; the others become warnings.

    A line may still delete a person's remaining facts, and a line that repeats them is skipped without a warning.
    """
    for claim in claims:
        person = persons.by_id(claim.id) if claim.kind == "Trainer" else None
        if person is None or claim.deletes:
            yield claim
        elif not _repeats_remaining_facts(claim):
            name = OWNER if claim.line.sheet.relation_name else "name"
            is_certain = claim.line.sheet.relation_name or claim.gives_id
            code = ProblemCode.FORGOTTEN if is_certain else ProblemCode.NAME_OF_FORGOTTEN
            report(code.at(name, on=person.on), claim.line, findings)


def _repeats_remaining_facts(claim: Claim) -> bool:
    line = claim.line
    return (
        not line.sheet.relation_name
        and line.cells.keys() <= REMAINING_COLUMNS
        and fold(line.text("name")) == fold(TWIN)
    )
