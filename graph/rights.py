"""What a caller may read: the one place that knows.

Rule: every statement that reaches a stored property, to return, filter, sort, search or count it, asks
`stored_name`; nothing else decides what an anonymous caller sees of a person.
"""

from enum import Enum

from graph.shape import Property


class Caller(Enum):
    """Who asks."""

    ANONYMOUS = "anonymous"
    OFFICER = "officer"


def public_name(name: str) -> str:
    """Return the stored property that holds what anybody may see of a personal one."""
    return f"public{name[0].upper()}{name[1:]}"


def stored_name(caller: Caller, stored: Property, *, key: bool = False) -> str:
    """Return the stored property that this caller reads for it; with `key`, the folded one that orders and matches."""
    name = stored.key if key else stored.name
    return public_name(name) if stored.personal and caller is Caller.ANONYMOUS else name
