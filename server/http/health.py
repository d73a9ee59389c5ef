"""The addresses `/health/live` and `/health/ready`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from changes.load import UnusableDatabaseError, state
from graph.client import Client, DatabaseRefusedError
from graph.errors import ClientError


@dataclass
class Health:
    """The state of the service: ready or not, the reason if not, and how often its database was restarted."""

    ready: bool = False
    reason: str = "la base n’a pas encore répondu"
    restarts: int = 0


async def live(_request: Request) -> Response:
    """Answer as long as the process runs."""
    return JSONResponse({"status": "live"})


def readiness(client: Client, health: Health) -> Callable[[Request], Awaitable[Response]]:
    """Return the endpoint that reports whether the service can answer, and if not, why."""

    async def ready(_request: Request) -> Response:
        reason = health.reason
        if health.ready:
            try:
                graph = await state(client)
            except (ClientError, DatabaseRefusedError, UnusableDatabaseError) as problem:
                reason = str(problem)
            else:
                return JSONResponse({"status": "ready", "graphVersion": graph.version if graph else 0})
        return JSONResponse({"status": "not ready", "reason": reason}, status_code=503)

    return ready
