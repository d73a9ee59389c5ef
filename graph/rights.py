"""What a caller may read: the one place that knows.

Every statement that reaches a stored property or a relation, to return, filter, sort, search, count or walk it, asks
here. A trainer who did not agree to be listed is a nameless twin to an anonymous caller: an id drawn at random and the
employing structure in the label. What a property of the twin says is chosen by this rule, never by what happens to be
stored: a missing value stays missing.
"""

from enum import Enum

from graph.shape import Property

TWIN = "Formateur·rice"
"""The name of a trainer who did not agree to be listed, to an anonymous caller."""


class Caller(Enum):
    """Who asks."""

    ANONYMOUS = "anonymous"
    OFFICER = "officer"


def public_name(name: str) -> str:
    """Return the stored property that holds what an anonymous caller sees of a personal one."""
    return f"public{name[0].upper()}{name[1:]}"


def stored_name(caller: Caller, stored: Property, *, key: bool = False) -> str:
    """Return the stored property that this caller reads for it; with `key`, the folded one that orders and matches."""
    name = stored.key if key else stored.name
    return public_name(name) if stored.personal and caller is Caller.ANONYMOUS else name


def listed_only(caller: Caller, actor: str) -> str | None:
    """Return the condition under which this caller sees what is told of an actor; None where there is none."""
    return f"({actor}:Institution OR {actor}.publicListing)" if caller is Caller.ANONYMOUS else None
