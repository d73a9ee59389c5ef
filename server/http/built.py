"""Files made by a build, perhaps while the service runs: they may appear and be replaced at any time."""

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
RELOAD_SECONDS: Final = 3
"""The interval at which a browser reloads the page that stands in for one not built yet."""
mimetypes.add_type("application/json", ".topojson")  # else served as octet-stream, which is not compressed


class ReloadedFile(Generic[T]):
    """The parsed content of a file, parsed again when the file is replaced; `absent` while there is no file."""

    def __init__(self, path: Path, read: Callable[[Path], T], absent: T) -> None:
        self._path, self._read, self._absent = path, read, absent
        self._seen: tuple[int, int] | None = None
        self._found = absent

    def current(self) -> T:
        """Return the present content of the file."""
        try:
            stat = self._path.stat()
        except OSError:
            return self._absent
        if self._seen != (seen := (stat.st_ino, stat.st_mtime_ns)):
            self._found, self._seen = self._read(self._path), seen
        return self._found


class BuiltFiles(StaticFiles):
    """The files of a folder, with extra headers; their ETags are weak, since compression varies."""

    def __init__(self, folder: Path, headers: Mapping[str, str], *, html: bool = False) -> None:
        super().__init__(directory=folder, html=html, check_dir=False)
        self._headers = headers

    async def check_config(self) -> None:
        """Accept a folder that does not exist yet."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the response for a file."""
        response = await super().get_response(path, scope)
        response.headers.update(self._headers)
        if tag := response.headers.get("etag"):
            response.headers["etag"] = f"W/{tag}"
        if response.status_code == HTTPStatus.NOT_MODIFIED:
            response.headers["vary"] = "Accept-Encoding"
        return response


def not_built_page(what: str, command: str, headers: Mapping[str, str], status: HTTPStatus) -> HTMLResponse:
    """Return a page that says what is not built yet and which command builds it; it reloads itself."""
    page = f"""<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="{RELOAD_SECONDS}">
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
