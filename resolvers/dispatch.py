"""Dispatch: where an operation runs. A quick one runs on the event loop, a possibly long one in a thread."""

from collections.abc import Awaitable, Callable
from functools import partial

from graph.errors import Code
from graph.rights import ViewKey
from resolvers.coalescing import Coalescer
from resolvers.execute.context import RequestContext
from resolvers.prepared import Prepared
from resolvers.result import Result
from resolvers.scheduler import Scheduler
from resolvers.timing import Effort

Run = Callable[[Result], Awaitable[None]]
"""Runs an operation and stores its answer in the result."""


class Dispatch:
    """Runs operations as the scheduler permits, or at once without a scheduler; coalesces equal long operations."""

    def __init__(self, scheduler: Scheduler | None) -> None:
        self._scheduler = scheduler
        self._coalescer = Coalescer[Result]()

    async def run(self, prepared: Prepared, context: RequestContext, run: Run, result: Result) -> None:
        """Run an operation as soon as the scheduler permits it.

        Raises:
            TooBusyError: no permit became available in time.
        """
        scheduler = self._scheduler
        if scheduler is None:
            await run(result)
            return
        effort = prepared.plan.timing.expected(result.cost, expensive=context.expensive)
        if not effort.is_quick:
            operation = id(prepared.plan), repr(prepared.given), context.today, context.limits
            key = ViewKey.of_viewer(context.viewer, *operation)
            work = partial(self._run_long, scheduler, prepared, context, run, effort, result.cost)
            result.take(await self._coalescer.run(key, work))
            context.run_in_thread = partial(scheduler.work, context.client_key)
        else:
            async with scheduler.answering.permit(context.client_key):
                await _run_timed(prepared, context, run, result, result.cost)

    async def _run_long(
        self,
        scheduler: Scheduler,
        prepared: Prepared,
        context: RequestContext,
        run: Run,
        effort: Effort,
        cost: int,
        begin: Callable[[], None],
    ) -> Result:
        """Return the result of an operation that works in a thread."""
        result = Result()
        async with scheduler.long_operation(context.client_key, effort) as query:
            begin()
            context.run_in_thread = partial(scheduler.work, context.client_key)
            await _run_timed(prepared, context, run, result, cost)
            query.timed_out = any(error["extensions"]["code"] == Code.TIMEOUT for error in result.errors)
        return result


async def _run_timed(prepared: Prepared, context: RequestContext, run: Run, result: Result, cost: int) -> None:
    """Run an operation and record how long it took."""
    timing = prepared.plan.timing
    context.exact = timing.exact or context.run_in_thread is not None
    await run(result)
    timing.record(cost, context.work_seconds, context.search_seconds, exact=context.exact)
