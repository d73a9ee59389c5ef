"""The address `/check`: takes a file and returns the report of its import; nothing is written.

The viewer's rights apply to the report as to every answer; it is in the language of `Accept-Language`. The upload is
read before the request waits for its turn; files are examined one at a time, each in a separate process; the file is
then deleted.
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
from graph.tracing import span
from server.clock import today
from server.http.check_protocol import LANGUAGES, NOT_NOW, REPORT, UNREADABLE, WORKBOOK
from server.http.check_refusals import CheckRefusal, CheckRefusedError
from server.http.client_keys import key_of
from server.http.disconnects import cancel_on_disconnect
from server.http.negotiation import answer_language
from server.http.permits import error_response, request_permits, work_permits
from server.http.viewers import ViewerOf

BYTES = "application/octet-stream"
SECONDS_LIMIT = 120.0
NAME_LIMIT = 200  # bytes
MARKED = "marked"
ANSWERS = (REPORT, MARKED)
SUFFIXES = frozenset({".xlsx", ".ods", ".csv"})
log = structlog.get_logger("cinqaxes")


class _UnreadableError(Exception):
    """The file cannot be read; the message is in the language of the request."""


class _Parameters(NamedTuple):
    """The name of the file and the kind of answer."""

    name: str
    answer: str


@dataclass
class Checker:
    """Examines uploaded files."""

    access: Access
    viewer_of: ViewerOf
    max_bytes: int
    under_way: FairSemaphore = field(default_factory=lambda: request_permits(Reason.CHECKS, CheckRefusal.BUSY.name))
    at_work: FairSemaphore = field(default_factory=lambda: work_permits(Reason.CHECKS, CheckRefusal.BUSY.name))

    async def respond(self, request: Request) -> Response:
        """Return the report as JSON, or with `answer=marked` a copy of the file with its cells marked."""
        language = answer_language(", ".join(request.headers.getlist("accept-language")), LANGUAGES)
        try:
            response = await self._answer(request, language)
        except TooBusyError:
            response = _refused(CheckRefusedError(CheckRefusal.BUSY), language)
        except CheckRefusedError as refused:
            response = _refused(refused, language)
        except _UnreadableError as error:
            response = error_response(str(error), 400)
        except ClientDisconnect:
            return Response(status_code=400)
        response.headers.update({"content-language": language, "vary": "accept-language"})
        return response

    async def _answer(self, request: Request, language: str) -> Response:
        parameters = _parameters(request)
        viewer, client = self.viewer_of(request.scope), key_of(request.scope)
        async with self.under_way.permit(client):
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / parameters.name
                await self._receive(request, path)
                job = {
                    "access": asdict(self.access),
                    "viewer": astuple(viewer),
                    "today": today().isoformat(),
                    "path": str(path),
                    "answer": parameters.answer,
                    "language": language,
                }
                return await cancel_on_disconnect(request.receive, self._in_turn(client, job))

    async def _in_turn(self, client: str, job: Mapping[str, object]) -> Response:
        async with self.at_work.permit(client):
            with span("check"):
                content = await _run_worker(job)
        if job["answer"] == REPORT:
            return Response(content, media_type="application/json")
        head = {"content-disposition": "attachment; filename=classeur-marque.xlsx"}
        return Response(content, media_type=WORKBOOK, headers=head)

    async def _receive(self, request: Request, path: Path) -> None:
        """Write the body of a request to a file."""
        with path.open("wb") as file:
            async for chunk in request.stream():
                file.write(chunk)
                if file.tell() > self.max_bytes:
                    megabytes = self.max_bytes // 1024**2
                    raise CheckRefusedError(CheckRefusal.LARGE_FILE, name=path.name, megabytes=megabytes)


async def _run_worker(job: Mapping[str, object]) -> bytes:
    """Return the answer of the worker process, which is killed after its time limit or if the request ends."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server.http.check_worker", stdin=pipe, stdout=pipe, stderr=pipe
    )
    try:
        async with asyncio.timeout(SECONDS_LIMIT):
            answer, log_text = await process.communicate(json.dumps(job).encode())
    except TimeoutError:
        raise CheckRefusedError(CheckRefusal.SLOW_FILE, seconds=SECONDS_LIMIT) from None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode == 0:
        return answer
    if process.returncode == UNREADABLE:
        raise _UnreadableError(answer.decode())
    if process.returncode == NOT_NOW:
        raise CheckRefusedError(CheckRefusal.NO_DATABASE)
    log.error("a file could not be examined", said=log_text.decode(errors="replace")[-2_000:])
    raise CheckRefusedError(CheckRefusal.FAILURE)


def _refused(error: CheckRefusedError, language: str) -> Response:
    return error_response(error.sentence(language), error.refusal.status)


def _parameters(request: Request) -> _Parameters:
    """Return the parameters of a request."""
    name = Path(request.query_params.get("name", "")).name
    answer = request.query_params.get("answer", REPORT)
    if Path(name).suffix.casefold() not in SUFFIXES or len(name.encode()) > NAME_LIMIT or "\0" in name:
        raise CheckRefusedError(CheckRefusal.NAME, suffixes=", ".join(sorted(SUFFIXES)), bytes=NAME_LIMIT)
    if answer not in ANSWERS:
        raise CheckRefusedError(CheckRefusal.ANSWER, answers=ANSWERS)
    if request.headers.get("content-type") != BYTES:
        raise CheckRefusedError(CheckRefusal.MEDIA_TYPE, media_type=BYTES)
    return _Parameters(name, answer)
