"""The access log: one log line, one span and one count per request, with measurements and no text from the client.

A console URL may contain a person's id, and a query string the words of a search; so a request is logged by its route
pattern. Endpoints add fields with `server.logs.add_log_fields`; every line logged during a request has its trace id.
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
class AccessLog:
    """ASGI middleware that logs each request; with `logs_clients`, the line includes the client's address."""

    app: ASGIApp
    count: Callable[[str, int], None]
    logs_clients: bool

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request to the application and log it."""
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
                    client=scope["client"][0] if self.logs_clients and scope["client"] else None,
                )


class _Answer:
    """The response as it is sent: its status (500 until it starts) and its size in bytes."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._scope, self._send = scope, send
        self.since = time.perf_counter()
        self.method: str = scope["method"]
        self.status, self.bytes = int(HTTPStatus.INTERNAL_SERVER_ERROR), 0

    @property
    def route(self) -> str:
        """The path pattern of the matched route, or `-` if none matched."""
        route = self._scope.get("route")
        return NO_ROUTE if route is None else str(route.path)

    async def send(self, message: Message) -> None:
        """Send one part of the response, counting its bytes."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
        else:
            self.bytes += len(message.get("body", b""))
        await self._send(message)

    def describe(self, span: Span) -> None:
        """Set the span's attributes, following the OpenTelemetry conventions for HTTP servers."""
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
