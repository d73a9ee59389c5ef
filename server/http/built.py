"""Files that a build makes, perhaps while the service answers: they may come, and be replaced, at any time."""

import mimetypes
from collections.abc import Callable, Mapping
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import Final, Generic, TypeVar

from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

T = TypeVar("T")
AGAIN_SECONDS: Final = 3
"""So often a browser asks again for what is being built."""
mimetypes.add_type("application/json", ".topojson")  # else it is a stream of bytes, which nothing packs


class FollowedFile(Generic[T]):
    """What is read of a file: again when another stands in its place, and what stands for none before it is there."""

    def __init__(self, path: Path, read: Callable[[Path], T], absent: T) -> None:
        self._path, self._read, self._absent = path, read, absent
        self._seen: tuple[int, int] | None = None
        self._found = absent

    def current(self) -> T:
        """Return what the file holds now."""
        try:
            stat = self._path.stat()
        except OSError:
            return self._absent
        if self._seen != (seen := (stat.st_ino, stat.st_mtime_ns)):
            self._found, self._seen = self._read(self._path), seen
        return self._found


class BuiltFiles(StaticFiles):
    """The files of a folder, with these headers; packed as the client can read, so that their tags are weak ones."""

    def __init__(self, folder: Path, headers: Mapping[str, str], *, html: bool = False) -> None:
        super().__init__(directory=folder, html=html, check_dir=False)
        self._headers = headers

    async def check_config(self) -> None:
        """Take a folder that is not there yet for an empty one."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with a file."""
        response = await super().get_response(path, scope)
        response.headers.update(self._headers)
        if tag := response.headers.get("etag"):
            response.headers["etag"] = f"W/{tag}"
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            response.headers["vary"] = "Accept-Encoding"
        return response


def not_built_page(what: str, command: str, headers: Mapping[str, str], status: HTTPStatus) -> HTMLResponse:
    """Return a page that says what is not built yet and which command builds it, and asks again by itself."""
    page = f"""<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="{AGAIN_SECONDS}">
<title>Cinq Axes</title>
<style>body {{ font: 1.1rem/1.5 sans-serif; max-width: 36rem; margin: 4rem auto; padding: 0 1rem }}</style>
</head>
<body>
<h1>Cinq Axes</h1>
<p>{escape(what)} n’est pas encore construite. « {escape(command)} » la construit en une minute environ, pendant que le
service répond déjà ; cette page se recharge d’elle-même jusque-là.</p>
<p>L’API est là : <code>/graphql</code>.</p>
</body>
</html>
"""
    return HTMLResponse(page, int(status), headers=headers)
