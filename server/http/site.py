"""The documentation at `/docs`, built by `make docs`."""

from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import Scope

from server.http.built import BuiltFiles, not_built_page

BUILT: Final = Path(__file__).with_name("site_files")
# Its pages set their colours and start their search with inline scripts.
_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
)
_HEADERS: Final = {"content-security-policy": _POLICY, "cache-control": "no-cache"}


class _Pages(BuiltFiles):
    """Pages and their files, revalidated each time; until they are built, a page that says so."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, _HEADERS, html=True)
        self._folder = folder

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the response for a page or a file."""
        if not (self._folder / "index.html").exists():
            return not_built_page("La documentation", "make docs", _HEADERS, HTTPStatus.NOT_FOUND)
        return await super().get_response(path, scope)


async def _with_slash(_request: Request) -> Response:
    """Redirect to the URL with a slash at its end, without which the pages' relative links would be wrong."""
    return RedirectResponse("/docs/", HTTPStatus.PERMANENT_REDIRECT)


def routes(folder: Path = BUILT) -> list[BaseRoute]:
    """Return the routes of the documentation that is built into a folder."""
    return [Route("/docs", _with_slash), Mount("/docs", _Pages(folder))]
