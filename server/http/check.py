"""The address `/check`: takes a file and returns the report of its import; nothing is written.

The viewer's rights apply to the report as to every answer; it is in the language of `Accept-Language`. The upload is
read before the request waits for its turn; a separate process then examines one file at a time; the file is deleted
with the response.
"""

import asyncio
import json
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, astuple, dataclass, field
from pathlib import Path
from typing import NamedTuple

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from graph.access import Access
from graph.fair_semaphore import FairSemaphore, TooBusyError
from graph.refusals import Reason
from graph.rights import Viewer
from graph.tracing import span
from server.clock import today
from server.http.check_protocol import LANGUAGES, NOT_NOW, REPORT, UNREADABLE, WORKBOOK
from server.http.client_keys import key_of
from server.http.disconnects import cancel_on_disconnect
from server.http.negotiation import answer_language
from server.http.permits import error_response, request_permits, work_permits
from server.http.viewers import ViewerOf

BYTES = "application/octet-stream"
SECONDS_LIMIT = 120.0
NAME_LIMIT = 200  # bytes
MARKED = "marked"
BUSY = "d’autres fichiers sont déjà en cours de lecture : réessayez dans une minute"
SUFFIXES = frozenset({".xlsx", ".ods", ".csv"})
log = structlog.get_logger("cinqaxes")


class _CheckRefusedError(Exception):
    """The request is wrong or must wait; the message says what would be right."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class _Parameters(NamedTuple):
    """The name of the file, the kind of answer and its language."""

    name: str
    answer: str
    language: str


@dataclass
class Checker:
    """Examines uploaded files."""

    access: Access
    viewer_of: ViewerOf
    max_bytes: int
    under_way: FairSemaphore = field(default_factory=lambda: request_permits(Reason.CHECKS, BUSY))
    at_work: FairSemaphore = field(default_factory=lambda: work_permits(Reason.CHECKS, BUSY))

    async def respond(self, request: Request) -> Response:
        """Return the report as JSON, or with `answer=marked` a copy of the file with its cells marked."""
        try:
            parameters = _parameters(request)
            viewer, client = self.viewer_of(request.scope), key_of(request.scope)
            async with self.under_way.permit(client):
                with tempfile.TemporaryDirectory() as folder:
                    path = Path(folder) / parameters.name
                    await self._receive(request, path)
                    return await cancel_on_disconnect(request.receive, self._in_turn(viewer, client, path, parameters))
        except TooBusyError as busy:
            return error_response(str(busy), 503)
        except _CheckRefusedError as refused:
            return error_response(str(refused), refused.status)
        except ClientDisconnect:
            return Response(status_code=400)

    async def _in_turn(self, viewer: Viewer, client: str, path: Path, parameters: _Parameters) -> Response:
        async with self.at_work.permit(client):
            content = await self._examine(viewer, path, parameters)
        head = {"content-language": parameters.language, "vary": "accept-language"}
        if parameters.answer == REPORT:
            return Response(content, media_type="application/json", headers=head)
        head["content-disposition"] = "attachment; filename=classeur-marque.xlsx"
        return Response(content, media_type=WORKBOOK, headers=head)

    async def _receive(self, request: Request, path: Path) -> None:
        """Write the body of a request to a file."""
        with path.open("wb") as file:
            async for chunk in request.stream():
                file.write(chunk)
                if file.tell() > self.max_bytes:
                    message = (
                        f"« {path.name} » dépasse {self.max_bytes // 1024**2} Mo : divisez-le en plusieurs fichiers"
                    )
                    raise _CheckRefusedError(message, 413)

    async def _examine(self, viewer: Viewer, path: Path, parameters: _Parameters) -> bytes:
        job = {
            "access": asdict(self.access),
            "viewer": astuple(viewer),
            "today": today().isoformat(),
            "path": str(path),
            "answer": parameters.answer,
            "language": parameters.language,
        }
        with span("check"):
            return await _run_worker(job)


async def _run_worker(job: Mapping[str, object]) -> bytes:
    """Return the answer of the worker process, which is killed at its time limit or with the request."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server.http.check_worker", stdin=pipe, stdout=pipe, stderr=pipe
    )
    try:
        async with asyncio.timeout(SECONDS_LIMIT):
            answer, log_text = await process.communicate(json.dumps(job).encode())
    except TimeoutError:
        message = f"ce fichier demande plus de {SECONDS_LIMIT:.0f} secondes : divisez-le en plusieurs fichiers"
        raise _CheckRefusedError(message, 413) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 0:
        return answer
    if process.returncode in {UNREADABLE, NOT_NOW}:
        raise _CheckRefusedError(answer.decode(), 400 if process.returncode == UNREADABLE else 503)
    log.error("a file could not be examined", said=log_text.decode(errors="replace")[-2_000:])
    message = "ce fichier n’a pas pu être lu : l’erreur est notée dans le journal du service"
    raise _CheckRefusedError(message, 500)


def _parameters(request: Request) -> _Parameters:
    """Return the parameters of a request."""
    name = Path(request.query_params.get("name", "")).name
    answer = request.query_params.get("answer", REPORT)
    if Path(name).suffix.casefold() not in SUFFIXES or len(name.encode()) > NAME_LIMIT or "\0" in name:
        message = f"le nom du fichier (name) finit par {', '.join(sorted(SUFFIXES))}, en {NAME_LIMIT} octets au plus"
        raise _CheckRefusedError(message, 400)
    if answer not in {REPORT, MARKED}:
        message = f"answer vaut {REPORT} ou {MARKED}"
        raise _CheckRefusedError(message, 400)
    if request.headers.get("content-type") != BYTES:
        message = f"envoyez le fichier lui-même, avec Content-Type: {BYTES}"
        raise _CheckRefusedError(message, 415)
    return _Parameters(name, answer, answer_language(", ".join(request.headers.getlist("accept-language")), LANGUAGES))
