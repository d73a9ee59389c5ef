"""The address `/check`: a file in, what an import of it would say out; nothing is written.

Rules: the caller's rights hold for the report as for every answer; one file is examined at a time, on a thread and a
connection of its own, so that other questions go on; the file is gone when the answer is.
"""

import asyncio
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from exchange.files.book import Book, UnreadableError
from exchange.files.reading import open_book
from exchange.incoming.examining import Examination, NotPossibleError, examine
from exchange.incoming.report import as_json, write_marked
from graph.access import Access
from graph.client import Client, Refused
from graph.mistakes import Mistake
from graph.rights import Caller
from server.executor import today

BYTES = "application/octet-stream"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONG_SECONDS = 300.0
"""How long one statement of an examination may take."""
LONGEST_NAME = 120
ANSWERS = ("report", "marked")


class _Refusal(Exception):
    """A request that is none; the message says what would be right."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


@dataclass
class Checker:
    """Examines files for one kind of caller."""

    access: Access
    caller: Caller
    max_bytes: int
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def respond(self, request: Request) -> Response:
        """Answer the report as JSON, or with `answer=marked` a copy of the file with its cells marked."""
        try:
            name, answer = _asked(request)
            content = await self._content(request, name)
            async with self._turn:
                made = await asyncio.to_thread(self._examined, name, content, answer)
        except _Refusal as refusal:
            return _told(refusal, refusal.status)
        except UnreadableError as error:
            return _told(error, 400)
        except (NotPossibleError, Mistake, Refused) as error:
            return _told(error, 503)
        if answer == ANSWERS[0]:
            return Response(made, media_type="application/json")
        head = {"content-disposition": "attachment; filename=classeur-marque.xlsx"}
        return Response(made, media_type=WORKBOOK, headers=head)

    async def _content(self, request: Request, name: str) -> bytes:
        content = bytearray()
        async for chunk in request.stream():
            content += chunk
            if len(content) > self.max_bytes:
                message = f"« {name} » dépasse {self.max_bytes // 1024**2} Mo : partagez-le"
                raise _Refusal(message, 413)
        return bytes(content)

    def _examined(self, name: str, content: bytes, answer: str) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            book = open_book(path)
            examined = asyncio.run(self._examine(book))
            if answer == ANSWERS[0]:
                return as_json(examined)
            target = path.with_name(f"marked-{path.stem}.xlsx")
            write_marked(path, book, target)
            return target.read_bytes()

    async def _examine(self, book: Book) -> Examination:
        async with Client(self.access, timeout_seconds=LONG_SECONDS) as client:
            return await examine(client, book, today(), caller=self.caller)


def _asked(request: Request) -> tuple[str, str]:
    """Return the file's name and what is to be answered."""
    name = Path(request.query_params.get("name", "")).name
    answer = request.query_params.get("answer", ANSWERS[0])
    if not name or len(name) > LONGEST_NAME or "\0" in name:
        message = f"name : donnez le nom du fichier, de {LONGEST_NAME} signes au plus"
        raise _Refusal(message, 400)
    if answer not in ANSWERS:
        message = f"answer : {' ou '.join(ANSWERS)} est attendu"
        raise _Refusal(message, 400)
    if request.headers.get("content-type") != BYTES:
        message = f"envoyez le fichier lui-même, avec Content-Type: {BYTES}"
        raise _Refusal(message, 415)
    return name, answer


def _told(error: Exception, status: int) -> Response:
    return JSONResponse({"errors": [{"message": str(error)}]}, status_code=status)
