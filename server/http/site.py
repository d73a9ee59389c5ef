"""The documentation at `/docs`, as `make docs` built it."""

from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

BUILT: Final = Path(__file__).with_name("site_files")
_NOT_BUILT: Final = "La documentation n’est pas construite ici (« make docs » la construit).\n"
# Its pages set their colours and begin their search by scripts of their own that stand in them.
_POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"
)
_HEADERS: Final = {"content-security-policy": _POLICY, "cache-control": "no-cache"}


class _Pages(StaticFiles):
    """Pages and what they need, asked again when they change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(_HEADERS)
        return response


def routes(folder: Path = BUILT) -> list[BaseRoute]:
    """Return the routes of the documentation that was built into a folder."""
    if not (folder / "index.html").exists():
        return [Route("/docs", _not_built), Route("/docs/{page:path}", _not_built)]
    return [Mount("/docs", _Pages(directory=folder, html=True))]


async def _not_built(_request: Request) -> Response:
    return PlainTextResponse(_NOT_BUILT, HTTPStatus.NOT_FOUND)
