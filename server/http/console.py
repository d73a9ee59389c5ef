"""The console's built files: one page for every view, and the files it loads, each named by the hash of its content.

Nothing is loaded from other servers, and there are no inline scripts. Browsers cache a hashed file for ever, and
revalidate the page each time.
"""

from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from server.http.built import BuiltFiles, ReloadedFile, not_built_page
from server.http.documents import read_manifest

EXPLORER: Final = "/explorateur"
VIEWS: Final = frozenset(
    {
        "",
        "a-classer",
        "a-confirmer",
        "accessibilite",
        "classeur",
        "comparer",
        "comment-on-compte",
        "donnees-personnelles",
        "evolution",
        "explorateur",
        "fiche",
        "financements",
        "formateurs",
        "mes-vues",
        "mobilises",
        "plans",
        "recherche",
        "reseau",
        "sources",
    }
)
"""The first path segments of the console's views (web/src/app/routes.tsx).

For any other path the status is 404, and the page says that there is no such view.
"""
BUILT: Final = Path(__file__).with_name("console_files")
DOCUMENTS: Final = BUILT / "documents.json"
"""The manifest of the console's own operations, written by its build; the console sends only their digests."""
# The query editor adds style elements at run time; inline scripts stay forbidden.
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


def is_built(folder: Path = BUILT) -> bool:
    """Return whether the console has been built."""
    return (folder / "index.html").exists()


def routes(folder: Path = BUILT, contact: str = "") -> list[BaseRoute]:
    """Return the routes of the console built into a folder; they match every path, so they must come last.

    Args:
        folder: where the built files are, or will be.
        contact: how to reach the service that runs this instance, for the pages required by law.
    """
    contact_tag = f'<meta name="contact" content="{escape(contact)}" />' if contact else ""

    def read(index: Path) -> str | None:
        return index.read_text("utf-8").replace("</head>", f"{contact_tag}</head>")

    page = ReloadedFile(folder / "index.html", read, None)

    async def view(request: Request) -> Response:
        known = request.path_params["view"].partition("/")[0] in VIEWS
        status, text = HTTPStatus.OK if known else HTTPStatus.NOT_FOUND, page.current()
        if text is None:
            return not_built_page("La console", "make run", _PAGE_HEADERS, status)
        return HTMLResponse(text, status, headers=_PAGE_HEADERS)

    files = BuiltFiles(folder / "assets", _FILE_HEADERS)
    return [Mount("/assets", files), Route("/{view:path}", view, methods=["GET"])]


documents: Final = ReloadedFile[Mapping[str, str]](DOCUMENTS, read_manifest, {}).current
"""Returns the texts of the console's own operations by digest."""
