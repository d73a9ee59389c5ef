"""Problems of values on which two statements disagree: both sources, both days, and the value that stays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic

from changes.attribution import Attribution, FileNames, Verdict
from judgement.problems import CORRECTED, OLDER, PRECEDED, REPLACES, UNDATED, Problem, ProblemCode
from judgement.statements import DELETION, S

NO_FILES: FileNames = MappingProxyType({})
BY_VERDICT: Mapping[Verdict, Sequence[ProblemCode]] = {
    Verdict.OLDER: OLDER,
    Verdict.CORRECTED: CORRECTED,
    Verdict.EARLIER_NAME: PRECEDED,
    Verdict.LATER_NAME: REPLACES,
    Verdict.UNDATED: UNDATED,
}
"""For each verdict, the problems of a value, of a whole statement, of its references and of a deletion."""


@dataclass(frozen=True)
class Dispute(Generic[S]):
    """A field whose stated value contradicts `known_value`, the graph's; the name is empty for the whole statement.

    A whole statement is in dispute if its node was deleted later or, with `is_reference`, a node to which it refers.
    """

    statement: S
    name: str
    verdict: Verdict
    claimed: Attribution
    known: Attribution
    known_value: object = None
    is_reference: bool = False


def problem_of(dispute: Dispute[S], titles: Callable[[str], str], files: FileNames = NO_FILES) -> Problem:
    """Return the problem of a dispute, with the days and the source titles of both sides.

    If two files name the same source and day, the file names are added.
    """
    ours, theirs = titles(dispute.claimed.source), titles(dispute.known.source)
    names = [files.get(side.file) for side in (dispute.claimed, dispute.known)]
    is_one_source = dispute.claimed.source == dispute.known.source and dispute.claimed.day == dispute.known.day
    if is_one_source and all(names) and len({*names}) > 1:
        ours, theirs = (f"{ours} [{name}]" for name in names)
    days = {"said_on": dispute.claimed.day, "known_on": dispute.known.day}
    return _code(dispute).at(dispute.name, ours=ours, theirs=theirs, shown=dispute.known_value, **days)


def _code(dispute: Dispute[S]) -> ProblemCode:
    place = 3 if dispute.name == DELETION else 2 if dispute.is_reference else 0 if dispute.name else 1
    return BY_VERDICT[dispute.verdict][place]
