"""Equal requests that wait at the same time are answered once; a later one is answered by a new run."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import pytest

from graph.rights import ViewKey
from resolvers.coalescing import Coalescer

KEY = ViewKey.of_all("key")


class Counting:
    """Work that begins when it may, and returns the number of its run."""

    def __init__(self) -> None:
        self.may_begin, self.may_end = asyncio.Event(), asyncio.Event()
        self.begun = self.cancelled = 0

    async def __call__(self, begin: Callable[[], None]) -> int:
        try:
            await self.may_begin.wait()
            begin()
            self.begun += 1
            number = self.begun
            await self.may_end.wait()
        except asyncio.CancelledError:
            self.cancelled += 1
            raise
        return number


async def let_tasks_run() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_callers_that_wait_get_one_answer() -> None:
    coalescer, work = Coalescer[int](), Counting()
    tasks = [asyncio.create_task(coalescer.run(KEY, work)) for _ in range(8)]
    await let_tasks_run()
    work.may_begin.set()
    work.may_end.set()
    assert await asyncio.gather(*tasks) == [1] * 8


async def test_a_caller_after_the_beginning_gets_another_run() -> None:
    coalescer, work = Coalescer[int](), Counting()
    work.may_begin.set()
    first = asyncio.create_task(coalescer.run(KEY, work))
    await let_tasks_run()
    later = [asyncio.create_task(coalescer.run(KEY, work)) for _ in range(7)]
    await let_tasks_run()
    assert work.begun == 1
    work.may_end.set()
    assert await first == 1
    assert await asyncio.gather(*later) == [2] * 7


async def test_other_questions_do_not_wait() -> None:
    coalescer, work = Coalescer[int](), Counting()
    work.may_begin.set()
    tasks = [asyncio.create_task(coalescer.run(ViewKey.of_all(key), work)) for key in "ab"]
    await let_tasks_run()
    assert work.begun == 2
    work.may_end.set()
    await asyncio.gather(*tasks)


async def test_a_cancelled_caller_cancels_the_work_only_if_no_other_waits() -> None:
    coalescer, work = Coalescer[int](), Counting()
    one, other = (asyncio.create_task(coalescer.run(KEY, work)) for _ in range(2))
    await let_tasks_run()
    one.cancel()
    await let_tasks_run()
    assert work.cancelled == 0
    other.cancel()
    with suppress(asyncio.CancelledError):
        await other
    assert [work.cancelled] == [1]
    work.may_begin.set()
    work.may_end.set()
    assert await coalescer.run(KEY, work) == 1


async def test_a_run_that_fails_fails_for_those_that_waited_and_no_other() -> None:
    coalescer = Coalescer[int]()

    async def fails(_begin: Callable[[], None]) -> int:
        await asyncio.sleep(0)
        message = "no such thing"
        raise ValueError(message)

    async def works(begin: Callable[[], None]) -> int:
        begin()
        return 1

    tasks = [asyncio.create_task(coalescer.run(KEY, fails)) for _ in range(2)]
    for error in await asyncio.gather(*tasks, return_exceptions=True):
        assert isinstance(error, ValueError)
    with pytest.raises(ValueError, match="no such thing"):
        await coalescer.run(KEY, fails)
    assert await coalescer.run(KEY, works) == 1
