"""ETags of answers: a client that has the answer for the same graph and day gets 304."""

from collections.abc import Mapping
from hashlib import sha256
from http import HTTPStatus
from importlib.metadata import version
from typing import Final

from starlette.responses import Response

from graph.client import Client, DatabaseRefusedError
from graph.errors import ClientError
from graph.rights import View, Viewer, ViewKey
from graph.statement.maintain.version import CONTENT

RELEASE: Final = version("cinqaxes")
REVALIDATED: Final = {"cache-control": "no-cache"}
"""The headers of an answer with an ETag: the answer is public, so caches may store it, revalidating it each time.

An answer that not every visitor may see has no ETag and is not stored.
"""


def tag_of(key: ViewKey) -> str:
    """Return the ETag for a key and this release; it is weak, since answers are compressed."""
    return f'W/"{sha256(repr((RELEASE, *key)).encode()).hexdigest()[:32]}"'


async def tag_for(viewer: Viewer, client: Client, *parts: object) -> str | None:
    """Return the ETag of an answer that depends on the viewer, the graph and these parts; None if it is not public."""
    if viewer.view is not View.VISITOR or (content := await graph_content(client)) is None:
        return None
    return tag_of(ViewKey.of_viewer(viewer, content, *parts))


def matches(headers: Mapping[str, str], tag: str) -> bool:
    """Return whether the client's If-None-Match has this ETag, or `*`; weak and strong ETags compare equal."""
    known = {each.strip().removeprefix("W/") for each in headers.get("if-none-match", "").split(",")}
    return not known.isdisjoint({tag.removeprefix("W/"), "*"})


def not_modified(tag: str) -> Response:
    """Return the 304 response."""
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"etag": tag, "vary": "accept", **REVALIDATED})


async def graph_content(client: Client) -> str | None:
    """Return the version and inventory of the graph as a text; None if they cannot be read or do not exist."""
    try:
        content = await client.read(CONTENT)
    except (ClientError, DatabaseRefusedError):
        return None
    return repr(content) if content and content[1] else None
