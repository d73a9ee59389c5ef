"""The page an officer's browser gets at the endpoint: GraphiQL where there is a network, a plain form everywhere.

Rules: the page works from this service alone; what it adds from outside is pinned by version and by hash, and its
Content-Security-Policy allows nothing else. No script or style stands inline.
"""

from functools import cache
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_STATIC: Final = Path(__file__).with_name("static")
_CDN: Final = "https://cdn.jsdelivr.net"
# GraphiQL writes style elements and inline data: images while it runs; scripts stay closed.
_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "connect-src 'self'",
        f"script-src 'self' {_CDN}",
        f"style-src 'self' 'unsafe-inline' {_CDN}",
        "img-src 'self' data:",
        "font-src data:",
    )
)


def page() -> Response:
    """Answer the page, with a policy that lets it load only its own files and the pinned ones."""
    return _answer("graphiql.html", "text/html", {"content-security-policy": _POLICY, "referrer-policy": "no-referrer"})


def asset_routes(prefix: str = "/") -> list[Route]:
    """Give the routes of the page's script and style.

    Args:
        prefix: the folder the endpoint stands in, with its last slash: the page names its files relative to itself.
    """
    return [Route(f"{prefix}graphiql.js", _script), Route(f"{prefix}graphiql.css", _style)]


async def _script(_request: Request) -> Response:
    return _answer("graphiql.js", "text/javascript", {})


async def _style(_request: Request) -> Response:
    return _answer("graphiql.css", "text/css", {})


def _answer(name: str, media_type: str, headers: dict[str, str]) -> Response:
    shared = {"vary": "accept", "cache-control": "no-cache", "x-content-type-options": "nosniff"}
    return Response(_read(name), media_type=media_type, headers=shared | headers)


@cache
def _read(name: str) -> bytes:
    return (_STATIC / name).read_bytes()
