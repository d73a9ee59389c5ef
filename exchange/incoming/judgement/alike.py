"""Finds the identity of the engagement that a claim is about, and checks whether a person wrote the id of a line."""

from datetime import date

from exchange.incoming.workbook.statements import Claim
from graph.model import SHAPE
from judgement.likeness import EngagementIdentity


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
