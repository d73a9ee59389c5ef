"""The places of exports and checks, and the answer of a request that finds none."""

from typing import Final

from starlette.responses import JSONResponse, Response

from graph.refusals import Reason
from graph.shares import Shares

OPEN: Final = 16
OF_ONE_CLIENT: Final = 8
"""Exports, or checks, that are under way or wait: at most, and of one client."""
PATIENCE_SECONDS: Final = 120.0
_UNAVAILABLE: Final = 503


def places_under_way(reason: Reason, message: str) -> Shares:
    """Return the places of requests from their first byte to the last of their answers; nobody waits for one."""
    return Shares(OPEN, patience_seconds=0.0, reason=reason, message=message, reserved=OPEN - OF_ONE_CLIENT)


def places_at_work(reason: Reason, message: str) -> Shares:
    """Return the one place in which exports, or checks, are made."""
    return Shares(1, patience_seconds=PATIENCE_SECONDS, reason=reason, message=message)


def refusal(message: str, status: int) -> Response:
    """Return the answer that refuses a request; one that may be sent again says when."""
    headers = {"retry-after": "60"} if status == _UNAVAILABLE else {}
    return JSONResponse({"errors": [{"message": message}]}, status_code=status, headers=headers)
