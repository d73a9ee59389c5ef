"""Coalescing: equal requests that wait at the same time are answered by one run."""

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
    """A run that has not begun, and the number of callers that wait for it."""

    task: "asyncio.Task[T] | None" = None
    waiting: int = 0


class Coalescer(Generic[T]):
    """Runs work once for all callers with the same key that arrive before it begins.

    A later caller waits for the next run, since the graph may have been written to after the current run began. Runs of
    one key never overlap.
    """

    def __init__(self) -> None:
        self._pending: dict[ViewKey, _Run[T]] = {}
        self._running: dict[ViewKey, asyncio.Task[T]] = {}

    async def run(self, key: ViewKey, work: Callable[[Callable[[], None]], Awaitable[T]]) -> T:
        """Return the result of the work for this key.

        `work` receives a function that it must call when it begins. The work is cancelled when all its callers have
        been cancelled.
        """
        run = self._pending.get(key)
        if run is None:
            run = self._pending[key] = _Run()
            run.task = asyncio.create_task(self._run_after_previous(key, run, work))
        task = run.task
        if task is None:
            message = "a run has no task although a caller waits for it"
            raise RuntimeError(message)
        run.waiting += 1
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            run.waiting -= 1
            if not run.waiting:
                task.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await task
            raise

    async def _run_after_previous(
        self, key: ViewKey, run: _Run[T], work: Callable[[Callable[[], None]], Awaitable[T]]
    ) -> T:
        try:
            if previous := self._running.get(key):
                await asyncio.wait([previous])
            return await work(partial(self._begin, key, run))
        finally:
            if self._pending.get(key) is run:
                del self._pending[key]
            if self._running.get(key) is run.task:
                del self._running[key]

    def _begin(self, key: ViewKey, run: _Run[T]) -> None:
        if run.task is not None and self._pending.get(key) is run:
            del self._pending[key]
            self._running[key] = run.task
