"""Permits for exports and checks, and the error response for a request that gets none."""

from typing import Final

from starlette.responses import JSONResponse, Response

from graph.fair_semaphore import FairSemaphore
from graph.refusals import Reason

OPEN: Final = 16
OF_ONE_CLIENT: Final = 8
"""The maximum number of exports (or checks) that may run or wait at once: in total, and for one client."""
PATIENCE_SECONDS: Final = 120.0
_UNAVAILABLE: Final = 503


def request_permits(reason: Reason, message: str) -> FairSemaphore:
    """Return the permits held from a request's first byte until its export is sent or its check answered."""
    return FairSemaphore(OPEN, patience_seconds=0.0, reason=reason, message=message, reserved=OPEN - OF_ONE_CLIENT)


def work_permits(reason: Reason, message: str) -> FairSemaphore:
    """Return the single permit for doing the work: one export (or one check) is made at a time."""
    return FairSemaphore(1, patience_seconds=PATIENCE_SECONDS, reason=reason, message=message)


def error_response(message: str, status: int) -> Response:
    """Return an error response; with status 503 it says when to retry."""
    headers = {"retry-after": "60"} if status == _UNAVAILABLE else {}
    return JSONResponse({"errors": [{"message": message}]}, status_code=status, headers=headers)
