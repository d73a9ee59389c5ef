"""The viewer of a request; today every request has the same one, since none identifies itself."""

from collections.abc import Callable

from starlette.types import Scope

from graph.rights import Viewer

ViewerOf = Callable[[Scope], Viewer]
"""Returns the viewer of a request."""


def one_viewer(viewer: Viewer) -> ViewerOf:
    """Return the function that gives every request this viewer."""
    return lambda _: viewer
