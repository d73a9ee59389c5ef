"""Findings for values on which two files disagree: both sources, both days, and the value that stays."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from changes.attribution import Attribution, Verdict
from exchange.findings import Findings
from exchange.incoming.workbook.placing import report
from exchange.incoming.workbook.statements import Claim
from exchange.lookup.directory import Directory
from exchange.sheets import DELETION
from judgement.problems import CORRECTED, OLDER, PRECEDED, REPLACES, UNDATED, ProblemCode

BY_VERDICT: Mapping[Verdict, Sequence[ProblemCode]] = {
    Verdict.OLDER: OLDER,
    Verdict.CORRECTED: CORRECTED,
    Verdict.PRECEDED: PRECEDED,
    Verdict.REPLACES: REPLACES,
    Verdict.UNDATED: UNDATED,
}
"""The problem of a value, of a whole line, of what a line refers to and of a deletion."""


@dataclass(frozen=True)
class Dispute:
    """A column in which a claim says another thing than the graph, which holds `held`; « » for a whole line.

    A whole line states what a later file deleted; with `refers`, what goes nowhere without it.
    """

    claim: Claim
    name: str
    verdict: Verdict
    claimed: Attribution
    known: Attribution
    held: object = None
    refers: bool = False


def report_disputes(
    disputes: Iterable[Dispute], files: Mapping[str, str], directory: Directory, findings: Findings
) -> None:
    """Report each dispute at its cell, with the sources and days of both sides; `files`: titles of files as sources."""
    for dispute in disputes:
        sources = (dispute.claimed.source, dispute.known.source)
        entries = (directory.entries.get(source) for source in sources)
        ours, theirs = (entry.name if entry else files.get(s, s) for s, entry in zip(sources, entries, strict=True))
        days = {"said_on": dispute.claimed.day, "known_on": dispute.known.day}
        problem = _code(dispute).at(dispute.name, ours=ours, theirs=theirs, shown=dispute.held, **days)
        report(problem, dispute.claim.line, findings)


def _code(dispute: Dispute) -> ProblemCode:
    place = 3 if dispute.name == DELETION else 2 if dispute.refers else 0 if dispute.name else 1
    return BY_VERDICT[dispute.verdict][place]
