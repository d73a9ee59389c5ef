"""The rights of a viewer, in one place.

Every statement that uses a stored property or a relation (to return, filter, sort, search, count or walk it) takes the
name or the condition to use from this module. For a visitor, a trainer who did not agree to be listed is replaced by a
nameless twin, with a random id and the employer in the label. This module alone names the properties that are read for
a twin. The person's own values never replace a missing public one: a missing name or label is shown as
« Formateur·rice », any other value is null.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, NamedTuple, Self

from graph.shape import Property

TWIN = "Formateur·rice"
"""The name of a twin: what a visitor reads in place of the name of a trainer who did not agree to be listed."""


class View(StrEnum):
    """The rules by which data are shown: the part of a viewer's role that decides the text of statements.

    The plan of an operation serves all viewers of a view. A view without a rule for some data hides them as the view of
    a visitor does.
    """

    VISITOR = "visitor"
    EVERYTHING = "everything"


@dataclass(frozen=True)
class Viewer:
    """The party that sends a request: its view, the territories it is bound to, and its name in the log of changes.

    No view is bound to territories today; if one were, its statements would take the territories as a parameter.
    """

    view: View
    territories: tuple[str, ...] = ()
    name: str = ""

    @property
    def sees_everything(self) -> bool:
        """True if nothing is hidden from the viewer."""
        return self.view is View.EVERYTHING


VISITOR: Final = Viewer(View.VISITOR)
EVERYTHING: Final = Viewer(View.EVERYTHING)


class ViewKey(NamedTuple):
    """A cache key: the part of the viewer on which the cached object depends, and everything else it depends on.

    The function that makes the key says which part that is.
    """

    seen_by: tuple[Any, ...]
    rest: tuple[Any, ...]

    @classmethod
    def of_all(cls, *rest: object) -> Self:
        """Return the key of an object that is the same for all viewers."""
        return cls((), rest)

    @classmethod
    def of_view(cls, view: View, *rest: object) -> Self:
        """Return the key of an object that is the same for all viewers of a view."""
        return cls((view,), rest)

    @classmethod
    def of_viewer(cls, viewer: Viewer, *rest: object) -> Self:
        """Return the key of an answer to a viewer; viewers with the same rights share it."""
        return cls((viewer.view, viewer.territories), rest)


def public_name(name: str) -> str:
    """Return the stored property that a visitor reads in place of a personal one."""
    return f"public{name[0].upper()}{name[1:]}"


def stored_name(view: View, stored: Property, *, key: bool = False) -> str:
    """Return the stored property that this view shows; with `key`, its folded form, which orders and matches."""
    name = stored.key if key else stored.name
    return public_name(name) if stored.personal and view is not View.EVERYTHING else name


def listed_only(view: View, actor: str) -> str | None:
    """Return the condition under which this view shows the `listed` values of an actor; None for always."""
    return None if view is View.EVERYTHING else f"({actor}:Institution OR {actor}.publicListing)"
