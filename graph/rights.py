"""The rights of a caller, in one place.

Every statement that reaches a stored property or a relation, to return, filter, sort, search, count or walk it, takes
the name or the condition from here. An anonymous caller meets a nameless twin of a trainer who did not agree to be
listed: an id drawn at random and the employer in the label. The value of a property of the twin follows from this
module alone, never from the stored value of the person: a missing public value stays missing.
"""

from enum import Enum

from graph.shape import Property

TWIN = "Formateur·rice"
"""The name of a twin: a trainer who did not agree to be listed, as an anonymous caller reads it."""


class Caller(Enum):
    """The party that a request comes from."""

    ANONYMOUS = "anonymous"
    OFFICER = "officer"


def public_name(name: str) -> str:
    """Return the stored property that an anonymous caller reads in place of a personal one."""
    return f"public{name[0].upper()}{name[1:]}"


def stored_name(caller: Caller, stored: Property, *, key: bool = False) -> str:
    """Return the stored property that this caller reads; with `key`, the folded one that orders and matches."""
    name = stored.key if key else stored.name
    return public_name(name) if stored.personal and caller is Caller.ANONYMOUS else name


def listed_only(caller: Caller, actor: str) -> str | None:
    """Return the condition under which this caller sees the `listed` values of an actor; None where it always does."""
    return f"({actor}:Institution OR {actor}.publicListing)" if caller is Caller.ANONYMOUS else None
