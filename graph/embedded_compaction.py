"""Rewrites the files of an embedded database, so that no deleted value remains, and searches them for remains.

A deleted value remains in the pages of its bucket and its indexes, and in the journal. A command of the database
compresses the pages, the indexes are created again, and the journal is deleted when the database stops.
"""

import asyncio
import json
import mmap
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Collection
from http import HTTPStatus
from pathlib import Path

from graph.access import Access
from graph.client import Client
from graph.embedded_access import HOST, EmbeddedError
from graph.indexes import removals
from graph.text import fold

JOURNAL = ".wal"
NOT_DONE = "La base embarquée n’a pas récrit ses fichiers ; relancez « cinqaxes compact »."
LONGEST_SECONDS = 3600
LEAST_BYTES = 4
"""A shorter text would be found by chance."""


async def compact(client: Client, access: Access) -> None:
    """Rewrite the files; queries are answered meanwhile, more slowly.

    The indexes are missing meanwhile. If this is interrupted, the next start of a service or the next load creates
    them.

    Raises:
        EmbeddedError: the database failed to do it.
    """
    await client.define(removals())
    try:
        await asyncio.to_thread(_compress, access)
    finally:
        await client.prepare()


def _compress(access: Access) -> None:
    """Make the database compress its pages; the command is not Cypher, so it is not sent over Bolt."""
    credentials = b64encode(f"{access.user}:{access.password}".encode()).decode()
    request = urllib.request.Request(
        f"http://{HOST}:{access.http_port}/api/v1/command/{access.database}",
        json.dumps({"language": "sql", "command": "CHECK DATABASE COMPRESS"}).encode(),
        {"authorization": f"Basic {credentials}", "content-type": "application/json"},
    )
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(request, timeout=LONGEST_SECONDS) as response:
            done = response.status == HTTPStatus.OK
    except (OSError, urllib.error.HTTPError) as error:
        raise EmbeddedError(NOT_DONE) from error
    if not done:
        raise EmbeddedError(NOT_DONE)


def is_searched(text: str) -> bool:
    """Return whether a text is long enough to be searched for."""
    return len(text.encode()) >= LEAST_BYTES


def traces(folder: Path, texts: Collection[str]) -> list[Path]:
    """Return the files of a folder that still hold one of these texts, as written or folded, in order."""
    forms = {form.encode() for text in texts for form in (text, fold(text))}
    wanted = [form for form in forms if len(form) >= LEAST_BYTES]
    return [path for path in sorted(folder.rglob("*")) if path.is_file() and _holds(path, wanted)]


def _holds(path: Path, wanted: Collection[bytes]) -> bool:
    """Return whether a file holds one of the texts; False if a running database removes or empties it meanwhile."""
    try:
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            return any(content.find(form) >= 0 for form in wanted)
    except (FileNotFoundError, ValueError):  # an empty file cannot be mapped
        return False
