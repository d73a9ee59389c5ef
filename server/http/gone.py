"""Work that ends when its client goes away."""

import asyncio
from collections.abc import Coroutine
from typing import Final

from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.types import Receive

_WATCHED_AFTER_SECONDS: Final = 0.02


async def unless_gone(receive: Receive, work: Coroutine[None, None, Response]) -> Response:
    """Await `work`, cancelling it when the client goes away; most work is done before that is looked for.

    One plain cancellation, not a cancel scope: those cancel again at each await, so that an executor could not await
    the end of its statement while it cleans up.
    """
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    watches: list[asyncio.Task[None]] = []

    def watch() -> None:
        watches.append(loop.create_task(_client_gone(receive)))
        watches[0].add_done_callback(lambda gone: task is None or gone.cancelled() or task.cancel())

    later = loop.call_later(_WATCHED_AFTER_SECONDS, watch)
    try:
        return await work
    except asyncio.CancelledError:
        if task is None or not any(gone.done() for gone in watches) or task.uncancel():
            raise  # the server is stopping
        raise ClientDisconnect from None
    finally:
        later.cancel()
        for gone in watches:
            gone.cancel()


async def _client_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
