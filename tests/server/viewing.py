"""The viewer named in headers of the request, for tests, since there are no accounts yet."""

from starlette.datastructures import Headers
from starlette.types import Scope

from graph.rights import View, Viewer


def by_headers(scope: Scope) -> Viewer:
    """Return the viewer of the headers `x-view` and `x-name`, else a visitor."""
    headers = Headers(scope=scope)
    return Viewer(View(headers.get("x-view", View.VISITOR)), (), headers.get("x-name", ""))
