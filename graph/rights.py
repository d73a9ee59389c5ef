"""The rights of a viewer, in one place.

Every statement that reaches a stored property or a relation, to return, filter, sort, search, count or walk it, takes
the name or the condition from here. A visitor meets a nameless twin of a trainer who did not agree to be listed: an id
drawn at random and the employer in the label. The value of a property of the twin follows from this module alone, never
from the stored value of the person: a missing public value stays missing.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self

from graph.shape import Property

TWIN = "Formateur·rice"
"""The name of a twin: a trainer who did not agree to be listed, as a visitor reads it."""


class View(StrEnum):
    """The rules by which something is shown: what of a viewer's role decides the text of statements.

    A plan serves all viewers of a view. What no rule opens is closed, as it is to a visitor.
    """

    VISITOR = "visitor"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Viewer:
    """The party that a request comes from: its view, what that is bound to, and its name in the journal.

    Neither view is bound to territories today; the statements of one that is take them as a parameter.
    """

    view: View
    territories: tuple[str, ...] = ()
    name: str = ""

    @property
    def sees_everything(self) -> bool:
        """True if nothing is hidden from it."""
        return self.view is View.EVERYTHING


VISITOR: Final = Viewer(View.VISITOR)
EVERYTHING: Final = Viewer(View.EVERYTHING)


class ViewKey(NamedTuple):
    """The key of something that is kept: what of the viewer it depends on, and all else that it depends on.

    Whoever keeps something says which, by the function that makes its key.
    """

    seen_by: tuple[Any, ...]
    rest: tuple[Any, ...]

    @classmethod
    def of_all(cls, *rest: object) -> Self:
        """Return the key of what is the same whoever looks."""
        return cls((), rest)

    @classmethod
    def of_view(cls, view: View, *rest: object) -> Self:
        """Return the key of what is the same for all of a view: what it is bound to comes with each run."""
        return cls((view,), rest)

    @classmethod
    def of_viewer(cls, viewer: Viewer, *rest: object) -> Self:
        """Return the key of what is answered to a viewer; two with the same rights are answered alike."""
        return cls((viewer.view, viewer.territories), rest)


def public_name(name: str) -> str:
    """Return the stored property that a visitor reads in place of a personal one."""
    return f"public{name[0].upper()}{name[1:]}"


def stored_name(view: View, stored: Property, *, key: bool = False) -> str:
    """Return the stored property that this view shows; with `key`, the folded one that orders and matches."""
    name = stored.key if key else stored.name
    return public_name(name) if stored.personal and view is not View.EVERYTHING else name


def listed_only(view: View, actor: str) -> str | None:
    """Return the condition under which this view shows the `listed` values of an actor; None where it always does."""
    return None if view is View.EVERYTHING else f"({actor}:Institution OR {actor}.publicListing)"
