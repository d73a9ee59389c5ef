"""The line of the log, the span and the count of each request: its measures, and nothing that a client wrote.

An address of the console may hold the id of a person, a query string what was searched for: a request is told by the
route that it took. Whoever answers adds measures (`server.logs.tell`); every line logged meanwhile bears the trace.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.tracing import Span, fail, request_span, trace_id
from server.logs import begin_request

NO_ROUTE: Final = "-"
log = structlog.get_logger("cinqaxes")


@dataclass
class Journal:
    """Passes requests to an application and tells of each; `tells_clients`: with the address of its client."""

    app: ASGIApp
    count: Callable[[str, int], None]
    tells_clients: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _Answer(scope, send)
        with request_span(answer.method, {"http.request.method": answer.method}, scope["headers"]) as span:
            begin_request(trace_id=trace_id(span))
            try:
                await self.app(scope, receive, answer.send)
            finally:
                answer.describe(span)
                self.count(answer.route, answer.status)
                log.info(
                    "request",
                    method=answer.method,
                    route=answer.route,
                    status=answer.status,
                    bytes=answer.bytes,
                    duration_ms=round((time.perf_counter() - answer.since) * 1_000, 1),
                    client=scope["client"][0] if self.tells_clients and scope["client"] else None,
                )


class _Answer:
    """The answer to a request while it passes: its status, which is 500 until there is one, and its bytes."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self.since = time.perf_counter()
        self.method: str = scope["method"]
        self.status, self.bytes = int(HTTPStatus.INTERNAL_SERVER_ERROR), 0

    @property
    def route(self) -> str:
        """The pattern of the address, once it was found."""
        route = self._scope.get("route")
        return NO_ROUTE if route is None else str(route.path)

    async def send(self, message: Message) -> None:
        """Pass a part of the answer on."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.bytes += len(message.get("body", b""))
        await self._send(message)

    def describe(self, span: Span) -> None:
        """Give a span what is known of the answer, as the conventions for servers have it."""
        if not span.is_recording():
            return
        span.update_name(f"{self.method} {self.route}")
        span.set_attributes(
            {
                "http.route": self.route,
                "http.response.status_code": self.status,
                "url.path": self.route,
                "url.scheme": self._scope["scheme"],
            }
        )
        if self.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            fail(span, str(self.status))
