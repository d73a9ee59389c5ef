"""Refuses an id on a line about something else, unless the officer confirms it."""

from collections.abc import Iterable

from changes.current import Current
from exchange.findings import Findings
from exchange.incoming.judgement.institutions import is_new
from exchange.incoming.workbook.placing import report
from exchange.incoming.workbook.statements import Claim
from exchange.lookup.directory import id_in_brackets
from exchange.lookup.loader import Lookup
from exchange.sheets import DECISION
from judgement.mistaken_ids import MistakenIds
from judgement.problems import ProblemCode


def refuse_mistaken(claims: Iterable[Claim], current: Current, lookup: Lookup, findings: Findings) -> None:
    """Refuse each line whose id belongs to something else, as far as the viewer may see it."""
    mistaken = MistakenIds(lookup.directory.gazetteer.touches, lookup.institution_names.key)
    for claim in claims:
        line = claim.line
        is_stated = claim.gives_id and not line.sheet.relation_name and not line.sheet.territory
        is_confirmed = id_in_brackets(line.text(DECISION)) == claim.id
        known = current.facts.get(claim.id)
        if known is None or not is_stated or is_confirmed or claim.deletes:
            continue
        if is_new(line):
            report(ProblemCode.NEW_AND_KNOWN.at(DECISION, id=claim.id), line, findings)
        for problem in mistaken.of(claim, known, current.edges[claim.id]):
            report(problem, line, findings)
