"""The address `/export/<format>`; an error before the first byte is an error response, a later one breaks the download.

If the beginning of a file would pass for a complete file in its format, the file is finished before the response
begins; in any other format, a later error aborts the transfer.
"""

import asyncio
import re
import tempfile
import time
import traceback
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import IO, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse

from exchange.outgoing.formats import CHUNK_BYTES, FORMATS, ExportFormat
from exchange.outgoing.network import TooLargeError
from graph.errors import ClientError, Code
from graph.fair_semaphore import FairSemaphore, TooBusyError
from graph.refusals import Reason
from graph.rights import Viewer
from graph.tracing import span
from server.clock import today
from server.exports import filters_of
from server.http.client_keys import key_of
from server.http.disconnects import cancel_on_disconnect
from server.http.etags import REVALIDATED, matches, not_modified, tag_for
from server.http.loop_thread import LoopThread
from server.http.memory import RELEASE_WANTED
from server.http.permits import error_response, request_permits, work_permits
from server.http.viewers import ViewerOf
from server.logs import add_log_fields
from usecases.export import Exporter

STATUS = {Code.DATABASE_UNAVAILABLE: 503, Code.TIMEOUT: 503, Code.INTERNAL: 500}
EXPORT_SECONDS: Final = 120.0
SPOOLED_BYTES: Final = 8 * 1024**2
NOT_IN_FILE_NAMES: Final = re.compile(r"[^A-Za-z0-9]+")
TOO_LONG = "cet export dépasse la durée permise : restreignez-le (within, axes, where)"
BUSY = "d’autres exports sont en cours : réessayez dans une minute"


@dataclass
class ExportEndpoint:
    """Answers requests for exports, which run in a thread with its own event loop."""

    exporter: Exporter
    loop_thread: LoopThread
    viewer_of: ViewerOf
    under_way: FairSemaphore = field(default_factory=lambda: request_permits(Reason.EXPORTS, BUSY))
    at_work: FairSemaphore = field(default_factory=lambda: work_permits(Reason.EXPORTS, BUSY))

    async def respond(self, request: Request) -> Response:
        """Answer a request for an export."""
        name = request.path_params["format"]
        form = FORMATS.get(name)
        if form is None:
            return error_response(f"format: give one of {', '.join(FORMATS)}", 404)
        try:
            return await cancel_on_disconnect(request.receive, self._start(request, name, form))
        except ClientDisconnect:
            return Response(status_code=400)
        except TooBusyError as busy:
            return error_response(str(busy), 503)
        except (ClientError, TooLargeError) as error:
            code = error.code if isinstance(error, ClientError) else Code.LIMIT_EXCEEDED
            return error_response(str(error), STATUS.get(code, 400))
        except TimeoutError:
            return error_response(TOO_LONG, 503)

    async def close(self) -> None:
        """Close the connections to the database, in the loop that owns them."""
        await self.loop_thread.run(self.exporter.client.close())

    async def _tag(self, request: Request, viewer: Viewer, name: str) -> str | None:
        """Return the ETag of an export for a viewer, a graph, its filters and its day; None if it has none."""
        exporter, filters = self.exporter, filters_of(request.query_params)
        return await tag_for(viewer, exporter.client, exporter.store.durations, name, filters)

    async def _start(self, request: Request, name: str, form: ExportFormat) -> Response:
        """Return the response of an export that has begun, or is complete; 304 if the client has it."""
        viewer, client = self.viewer_of(request.scope), key_of(request.scope)
        async with AsyncExitStack() as under_way:
            await under_way.enter_async_context(self.under_way.permit(client))  # before any statement is sent
            tag = await self.loop_thread.run(self._tag(request, viewer, name))
            if tag and matches(request.headers, tag):
                return not_modified(tag)
            filters = filters_of(request.query_params)
            source = self.exporter.source(viewer, today())
            made = self._in_turn(client, form.stream(source, filters), under_way.pop_all())
        add_log_fields(format=name)
        if form.ends_visibly:  # sent while it is made
            first = await anext(made)
            content = _joined(first + await anext(made, b""), made)
        else:
            content = _chunks(await _spooled(made))
        place = NOT_IN_FILE_NAMES.sub("-", (filters.within or {}).get("id", "france"))
        head = {"content-disposition": f'attachment; filename="cinqaxes-{place}-{filters.as_of}.{name}"'}
        if tag:
            head |= {"etag": tag, **REVALIDATED}
        return StreamingResponse(content, media_type=form.media_type, headers=head)

    async def _in_turn(
        self, client: str, made: AsyncIterator[bytes], under_way: AsyncExitStack
    ) -> AsyncIterator[bytes]:
        """Yield the parts of an export, each made with a permit that is released while the part is sent.

        The permit in `under_way` is released at the end.

        Raises:
            TimeoutError: making the parts took too long, not counting waiting and sending.
        """
        left = EXPORT_SECONDS
        async with under_way:
            try:
                while True:
                    async with self.at_work.permit(client), asyncio.timeout(left):
                        started = time.monotonic()
                        with span("export"):
                            part = await self.loop_thread.run(_next(made))
                        left -= time.monotonic() - started
                    if part is None:
                        return
                    yield part
            finally:  # after an aborted export too, which has used as much memory
                RELEASE_WANTED.set()


async def _next(made: AsyncIterator[bytes]) -> bytes | None:
    try:
        return await anext(made, None)
    except BaseException as error:
        traceback.clear_frames(error.__traceback__)  # breaks a reference cycle that holds rows and workbook
        raise


async def _spooled(made: AsyncIterator[bytes]) -> IO[bytes]:
    """Return a file with the whole export, positioned at its start; the file is deleted if the export fails."""
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.SpooledTemporaryFile(SPOOLED_BYTES))
        async for chunk in made:
            file.write(chunk)
        file.seek(0)
        stack.pop_all()
        return file


async def _chunks(file: IO[bytes]) -> AsyncIterator[bytes]:
    with file:
        for chunk in iter(partial(file.read, CHUNK_BYTES), b""):
            yield chunk


async def _joined(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in rest:
        yield chunk
