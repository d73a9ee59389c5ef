"""A thread with an event loop of its own, for work that would hold up the service's."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Aside:
    """Runs coroutines in its own loop; whoever awaits one cancels it with itself."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="aside", daemon=True).start()

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Return what a coroutine returns that runs there."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))
