"""The console's built files: one page for every view, and the files that the page loads, each named by its content.

Nothing comes from outside this service and no script stands inline. Browsers keep a file whose name holds its hash for
good, and ask for the page anew each time.
"""

from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

EXPLORER: Final = "/explorateur"
VIEWS: Final = frozenset(
    {
        "",
        "a-confirmer",
        "accessibilite",
        "classeur",
        "comparer",
        "comment-on-compte",
        "donnees-personnelles",
        "evolution",
        "explorateur",
        "fiche",
        "formateurs",
        "mes-vues",
        "mobilises",
        "plans",
        "recherche",
        "reseau",
    }
)
"""The first parts of the console's addresses (web/src/app/routes.tsx); elsewhere the page says that there is none."""
BUILT: Final = Path(__file__).with_name("console_files")
DOCUMENTS: Final = BUILT / "documents.json"
"""The manifest of the console's own operations, which it asks by their digest; its build writes it."""
_NOT_BUILT: Final = "La console n’est pas construite ici (« make run » la construit) ; l’API répond à /graphql.\n"
# The editor of queries writes style elements while it runs; scripts stay closed.
_SOURCES: Final = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "connect-src": "'self'",
    "script-src": "'self'",
    "worker-src": "'self' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
}
_POLICY: Final = "; ".join(f"{kind} {sources}" for kind, sources in _SOURCES.items())
_PAGE_HEADERS: Final = {
    "content-security-policy": _POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}
_FILE_HEADERS: Final = {"cache-control": "public, max-age=31536000, immutable", "x-content-type-options": "nosniff"}


class _HashedFiles(StaticFiles):
    """Files that never change under their name."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers.update(_FILE_HEADERS)
        return response


def is_built(folder: Path = BUILT) -> bool:
    """Return whether the console's files are there."""
    return (folder / "index.html").exists()


def routes(folder: Path = BUILT, contact: str = "") -> list[BaseRoute]:
    """Give the routes of the console that was built into a folder; they take every path, so they stand last.

    Args:
        folder: where the built files are.
        contact: how to reach the service that runs this instance, for the pages that the law asks for.
    """
    if not is_built(folder):
        return [Route("/", _not_built)]

    contact_tag = f'<meta name="contact" content="{escape(contact)}" />' if contact else ""
    page = (folder / "index.html").read_text("utf-8").replace("</head>", f"{contact_tag}</head>")

    async def view(request: Request) -> Response:
        known = request.path_params["view"].partition("/")[0] in VIEWS
        return HTMLResponse(page, HTTPStatus.OK if known else HTTPStatus.NOT_FOUND, headers=_PAGE_HEADERS)

    files = _HashedFiles(directory=folder / "assets")
    return [Mount("/assets", files), Route("/{view:path}", view, methods=["GET"])]


async def _not_built(_request: Request) -> Response:
    return PlainTextResponse(_NOT_BUILT)
