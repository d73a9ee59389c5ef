"""The viewer given by a header of the request: in place of accounts, for tests."""

from starlette.datastructures import Headers
from starlette.types import Scope

from graph.rights import View, Viewer


def by_headers(scope: Scope) -> Viewer:
    """Return the viewer of the headers `x-view` and `x-name`, else a visitor."""
    headers = Headers(scope=scope)
    return Viewer(View(headers.get("x-view", View.VISITOR)), (), headers.get("x-name", ""))
