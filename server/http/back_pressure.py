"""Back-pressure, and default headers for every response.

While too many bytes wait to be read by slow clients, a further large response is refused. The middleware has no task
and no queue of its own: it adds headers, and the body passes straight through.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.refusals import Reason, count_refusal
from server.http.connections import UNREAD

SMALL_BYTES: Final = 65_536
"""A response of at most this size is always sent, however many bytes wait to be read."""
RETRY_AFTER: Final = {"retry-after": "5"}
_HEADERS: Final = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_RAW_HEADERS: Final = tuple((name.encode(), value.encode()) for name, value in _HEADERS.items())
_TOO_MANY: Final = "Too many responses wait to be read by other clients; retry in a moment."


@dataclass
class BackPressure:
    """ASGI middleware that refuses a large response if other bytes wait and the sum would exceed `most_unread`."""

    app: ASGIApp
    most_unread: int

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass one request to the application, and its response to the client."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = False

        async def send_bounded(message: Message) -> None:
            nonlocal refused
            if refused:
                return
            if message["type"] == "http.response.start":
                headers = message.setdefault("headers", [])
                given = dict(headers)
                if refused := self._is_too_much(scope, given):
                    count_refusal(Reason.UNREAD_ANSWERS)
                    await _refuse(scope, receive, send)
                    return
                headers += [header for header in _RAW_HEADERS if header[0] not in given]
            await send(message)

        await self.app(scope, receive, send_bounded)

    def _is_too_much(self, scope: Scope, headers: Mapping[bytes, bytes]) -> bool:
        size = int(headers.get(b"content-length", SMALL_BYTES + 1))  # a streamed response has no length
        unread = scope.get("extensions", {}).get(UNREAD)
        if size <= SMALL_BYTES or unread is None:
            return False
        waiting: int = unread["bytes"]()
        return waiting > 0 and waiting + size > self.most_unread


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    await JSONResponse({"errors": [{"message": _TOO_MANY}]}, 503, {**RETRY_AFTER, **_HEADERS})(scope, receive, send)
