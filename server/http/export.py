"""The address `/export/<format>`; a client's error is told before the first byte."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from exchange.outgoing.formats import FORMATS
from exchange.outgoing.network import TooLargeError
from graph.errors import ClientError, Code
from server.clock import today
from server.exports import Exporter, filters_of

STATUS = {Code.DATABASE_UNAVAILABLE: 503, Code.TIMEOUT: 503, Code.INTERNAL: 500}


@dataclass
class ExportEndpoint:
    """Answers requests for exports."""

    exporter: Exporter

    async def respond(self, request: Request) -> Response:
        """Answer a request for an export."""
        name = request.path_params["format"]
        form = FORMATS.get(name)
        if form is None:
            return _refused(f"format: {name!r} is none of {', '.join(FORMATS)}", 404)
        try:
            filters, rows = filters_of(request.query_params)
            chunks = form.stream(self.exporter.source, filters, rows)
            first = await anext(chunks)
            second = await anext(chunks, b"")
        except (ClientError, TooLargeError) as error:
            code = error.code if isinstance(error, ClientError) else Code.LIMIT_EXCEEDED
            return _refused(str(error), STATUS.get(code, 400))
        head = {"content-disposition": f'attachment; filename="cinqaxes-{today():%Y-%m-%d}.{name}"'}
        return StreamingResponse(_after(first + second, chunks), media_type=form.media_type, headers=head)


async def _after(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in rest:
        yield chunk


def _refused(message: str, status: int) -> Response:
    return JSONResponse({"errors": [{"message": message}]}, status_code=status)
