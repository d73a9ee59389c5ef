"""The address `/check/template.xlsx`: the empty workbook, for users without a file to check."""

import asyncio
import tempfile
from functools import cache
from pathlib import Path
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response

from server.http.check_protocol import WORKBOOK

NAME = "modele-cinq-axes.xlsx"
_MAKING = Lock()  # concurrent first requests make it only once


async def template(_request: Request) -> Response:
    """Return the empty workbook, with its sheets, lists of choices and notes."""
    head = {"content-disposition": f'attachment; filename="{NAME}"'}
    return Response(await asyncio.to_thread(_made_once), media_type=WORKBOOK, headers=head)


def _made_once() -> bytes:
    with _MAKING:
        return _workbook()


@cache
def _workbook() -> bytes:
    from exchange.outgoing.workbook import write_template  # noqa: PLC0415 - the writers, loaded when needed

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        write_template(path)
        return path.read_bytes()
