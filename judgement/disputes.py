"""Problems of values on which two statements disagree: both sources, both days, and the value that stays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic

from changes.attribution import Attribution, FileNames, Verdict
from judgement.problems import Problem, ProblemCode
from judgement.statements import DELETION, S

NO_FILES: FileNames = MappingProxyType({})
BY_VERDICT: Mapping[Verdict, Sequence[ProblemCode]] = {
    Verdict.OLDER: (
        ProblemCode.OLDER_VALUE,
        ProblemCode.OLDER_THAN_DELETION,
        ProblemCode.OLDER_THAN_DELETION_OF_END,
        ProblemCode.OLDER_DELETION,
    ),
    Verdict.CORRECTED: (
        ProblemCode.CORRECTED_VALUE,
        ProblemCode.CORRECTED_BY_DELETION,
        ProblemCode.CORRECTED_BY_DELETION_OF_END,
        ProblemCode.CORRECTED_DELETION,
    ),
    Verdict.EARLIER_NAME: (
        ProblemCode.PRECEDED_VALUE,
        ProblemCode.PRECEDED_BY_DELETION,
        ProblemCode.PRECEDED_BY_DELETION_OF_END,
        ProblemCode.PRECEDED_DELETION,
    ),
    Verdict.LATER_NAME: (
        ProblemCode.REPLACES_VALUE,
        ProblemCode.REPLACES_DELETION,
        ProblemCode.REPLACES_DELETION,
        ProblemCode.DELETES_STATED,
    ),
    Verdict.UNDATED: (
        ProblemCode.UNDATED_VALUE,
        ProblemCode.UNDATED_RETURN,
        ProblemCode.UNDATED_RETURN,
        ProblemCode.UNDATED_DELETION,
    ),
}
"""For each verdict, the problems of a value, of a whole statement, of its references and of a deletion."""


@dataclass(frozen=True)
class Dispute(Generic[S]):
    """A field whose stated value contradicts the graph's `known_value`; the name is empty for the whole statement.

    A whole statement is in dispute if its node was deleted later or, with `is_reference`, if a node to which it refers
    was deleted later.
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
    place = 3 if dispute.name == DELETION else 2 if dispute.is_reference else 0 if dispute.name else 1
    code = BY_VERDICT[dispute.verdict][place]
    return code.at(dispute.name, ours=ours, theirs=theirs, shown=dispute.known_value, **days)
