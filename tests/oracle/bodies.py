"""The bodies on which actors rest: the actor itself, and its employers (section 6, rule 14)."""

from datetime import date

from graph.vocabulary import AffiliationKind
from tests.oracle.facts import Facts, holds_on


def employers_of(facts: Facts, actor: str, day: date) -> set[str]:
    """Return the institutions that employ an actor on the day."""
    return {
        edge.end
        for edge in facts.out("AFFILIATED_WITH", actor)
        if edge.properties["kind"] == AffiliationKind.EMPLOYED and holds_on(edge, day)
    }


def standing_for(facts: Facts, actors: set[str], day: date) -> set[str]:
    """Return the bodies that every one of the actors is, or is employed by on the day; none for no actors."""
    bodies = [{actor} | employers_of(facts, actor, day) for actor in actors]
    return set.intersection(*bodies) if bodies else set()


def shown_body(facts: Facts, bodies: set[str]) -> str | None:
    """Return the body to name among several: an institution before a trainer, the least id."""
    institutions = {body for body in bodies if facts.kind(body) == "Institution"}
    return min(institutions or bodies, default=None)
