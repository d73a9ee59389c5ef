"""Questions that are asked alike at one time are answered once."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from graph.rights import ViewKey

T = TypeVar("T")


@dataclass
class _Run(Generic[T]):
    """A run that is to come, and how many wait for it."""

    task: "asyncio.Task[T] | None" = None
    wanted: int = 0


class Alike(Generic[T]):
    """Runs work once for all that want it before it begins.

    Whoever wants it later waits for the next run: the graph may have been written to since this one began. Runs of one
    key follow each other.
    """

    def __init__(self) -> None:
        self._to_come: dict[ViewKey, _Run[T]] = {}
        self._under_way: dict[ViewKey, asyncio.Task[T]] = {}

    async def run(self, key: ViewKey, work: Callable[[Callable[[], None]], Awaitable[T]]) -> T:
        """Return what the work of a key returns; it calls what it is given when it begins.

        The work is cancelled when all have left that want it.
        """
        run = self._to_come.get(key)
        if run is None:
            run = self._to_come[key] = _Run()
            run.task = asyncio.create_task(self._after_those_before(key, run, work))
        task = run.task
        if task is None:
            message = "a run has its task before anybody waits for it"
            raise RuntimeError(message)
        run.wanted += 1
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            run.wanted -= 1
            if not run.wanted:
                task.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await task
            raise

    async def _after_those_before(
        self, key: ViewKey, run: _Run[T], work: Callable[[Callable[[], None]], Awaitable[T]]
    ) -> T:
        try:
            if before := self._under_way.get(key):
                await asyncio.wait([before])
            return await work(partial(self._begin, key, run))
        finally:
            if self._to_come.get(key) is run:
                del self._to_come[key]
            if self._under_way.get(key) is run.task:
                del self._under_way[key]

    def _begin(self, key: ViewKey, run: _Run[T]) -> None:
        if run.task is not None and self._to_come.get(key) is run:
            del self._to_come[key]
            self._under_way[key] = run.task
