"""Resemblances of new things to known ones, the identity of engagements, and the words shown to the officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from exchange.findings import Findings
from exchange.incoming.workbook.lines import Line
from exchange.incoming.workbook.statements import Claim
from exchange.sheets import NEW_WORD
from graph.model import SHAPE
from judgement.likeness import EngagementIdentity
from judgement.problems import Gravity


@dataclass(frozen=True)
class Resemblance:
    """The resemblance of a new thing to a known one: a column of the new one's line, and the words for the officer.

    `answer` tells the officer what to do if they are the same; if empty, to write the id in « Rapprochement ». `lines`
    are those of the known thing if it is in the same file. A `doubt` is only a warning: the new thing is imported.
    """

    column: str
    words: str
    answer: str = ""
    lines: Sequence[Line] = ()
    doubt: bool = False


def has_own_id(claim: Claim) -> bool:
    """Return whether a person, not a mapping, wrote the id of a line."""
    return bool(claim.line.text("id")) and not claim.line.mapped


def engagement_of(claim: Claim) -> EngagementIdentity | None:
    """Return the identity of the engagement of a claim; None for another kind, or without a title or a first day."""
    title, starts_on, ends_on = (claim.facts.get(name) for name in ("title", "startsOn", "endsOn"))
    if not isinstance(title, str) or not isinstance(starts_on, date):
        return None
    ends = {
        name: frozenset(end for _, *both in claim.edges.get(name, {}) for end in both if end != claim.id)
        for name in ("territories", "actors")
    }
    bodies = frozenset(end for end in ends["actors"] if SHAPE.kind_of_id(end) == "Institution")
    last_day = ends_on if isinstance(ends_on, date) else None
    return EngagementIdentity(claim.id, claim.kind, title, starts_on, ends["territories"], last_day, bodies)


def report(line: Line, resemblance: Resemblance, findings: Findings) -> None:
    """Report a resemblance at its cell: only as a warning if the line has an id of its list."""
    place = line.place(resemblance.column)
    if line.text("id") and line.mapped:
        findings.warn(
            place, line.text(resemblance.column), f"{resemblance.words} ; entre à part, avec l’identifiant de la ligne"
        )
        return
    column = "dans la colonne « Rapprochement »"
    if resemblance.doubt:
        answer = resemblance.answer or f"déplacée, écrivez son identifiant {column}"
        message = f"{resemblance.words} ; si c’est la même, {answer}"
        findings.warn(place, line.text(resemblance.column), message, Gravity.COSTS_A_FIGURE)
        return
    answer = resemblance.answer or f"écrivez l’identifiant {column}"
    new = f"écrivez « {NEW_WORD} » {column}" if resemblance.answer else f"écrivez-y « {NEW_WORD} »"
    message = f"{resemblance.words} ; si c’est la même chose, {answer}, sinon {new}"
    findings.error(line.place_with(resemblance.column, resemblance.lines), line.text(resemblance.column), message)
