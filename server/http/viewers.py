"""The viewer of a request: today, whoever asks, the one of those who say nothing of themselves."""

from collections.abc import Callable

from starlette.types import Scope

from graph.rights import Viewer

ViewerOf = Callable[[Scope], Viewer]
"""Returns who views, from what a request says of itself."""


def unnamed(viewer: Viewer) -> ViewerOf:
    """Return the rule by which every request comes from this viewer."""
    return lambda _: viewer
