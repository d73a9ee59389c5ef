"""Tags of answers: a client that has the answer to a question, of the same graph and day, gets 304 in its place."""

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
KEPT: Final = {"cache-control": "no-cache"}
"""An answer with a tag is for every visitor: shared caches too may keep it, and ask each time whether it still holds.

What others may see has no tag: it is kept nowhere.
"""


def tag_of(key: ViewKey) -> str:
    """Return the tag of what follows from a key and this release: a weak one, since answers are packed."""
    return f'W/"{sha256(repr((RELEASE, *key)).encode()).hexdigest()[:32]}"'


async def tag_for(viewer: Viewer, client: Client, *parts: object) -> str | None:
    """Return the tag of what a viewer reads in the graph as it is now, by these parts; None for what is not public."""
    if viewer.view is not View.VISITOR or (content := await graph_content(client)) is None:
        return None
    return tag_of(ViewKey.of_viewer(viewer, content, *parts))


def has(headers: Mapping[str, str], tag: str) -> bool:
    """Return whether a client says that it has what bears a tag, or anything (`*`); strong and weak ones are alike."""
    known = {each.strip().removeprefix("W/") for each in headers.get("if-none-match", "").split(",")}
    return not known.isdisjoint({tag.removeprefix("W/"), "*"})


def unchanged(tag: str) -> Response:
    """Return the answer to a client that has what it asks for."""
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"etag": tag, "vary": "accept", **KEPT})


async def graph_content(client: Client) -> str | None:
    """Return the version and inventory of the graph as a text; None where it cannot be read or keeps no inventory."""
    try:
        content = await client.read(CONTENT)
    except (ClientError, DatabaseRefusedError):
        return None
    return repr(content) if content and content[1] else None
