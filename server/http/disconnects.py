"""Cancelling work when the client disconnects."""

import asyncio
from collections.abc import Coroutine
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive

_WATCHED_AFTER_SECONDS: Final = 0.02


async def cancel_on_disconnect(receive: Receive, work: Coroutine[None, None, Response]) -> Response:
    """Await `work` and cancel it if the client disconnects.

    The watch for a disconnect starts only after a few milliseconds: by then, most requests have been answered. The task
    is cancelled once. A cancel scope would cancel again at every await; an executor that cleans up could then not wait
    for the end of its statement.

    Raises:
        ClientDisconnect: the client disconnected.
    """
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    watches: list[asyncio.Task[None]] = []

    def watch() -> None:
        watches.append(loop.create_task(_disconnected(receive)))
        watches[0].add_done_callback(lambda done: task is None or done.cancelled() or task.cancel())

    later = loop.call_later(_WATCHED_AFTER_SECONDS, watch)
    try:
        return await work
    except asyncio.CancelledError:
        if task is None or not any(watching.done() for watching in watches) or task.uncancel():
            raise  # the server is stopping
        raise ClientDisconnect from None
    finally:
        later.cancel()
        for watching in watches:
            watching.cancel()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
