"""Dispatch: an operation runs when there is a place for it; what takes long, or may, runs apart."""

from collections.abc import Awaitable, Callable
from functools import partial

from graph.errors import Code
from graph.rights import ViewKey
from resolvers.alike import Alike
from resolvers.execute.context import RequestContext
from resolvers.pace import Effort
from resolvers.prepared import Prepared
from resolvers.result import Result
from resolvers.workplaces import Workplaces

Run = Callable[[Result], Awaitable[None]]
"""Runs an operation, and puts its answer into the result."""


class Dispatch:
    """Runs operations at workplaces; without any, at once. What takes long and is asked alike is answered once."""

    def __init__(self, workplaces: Workplaces | None) -> None:
        self._workplaces = workplaces
        self._alike = Alike[Result]()

    async def run(self, prepared: Prepared, context: RequestContext, run: Run, result: Result) -> None:
        """Run an operation when there is a place for it.

        Raises:
            NoPlaceError: there is none in time.
        """
        places = self._workplaces
        if places is None:
            await run(result)
            return
        effort = prepared.plan.pace.expected(result.cost, expensive=context.expensive)
        if not effort.is_easy:
            asked = id(prepared.plan), repr(prepared.given), context.today, context.limits
            key = ViewKey.of_viewer(context.viewer, *asked)
            apart = partial(self._apart, places, prepared, context, run, effort, result.cost)
            result.take(await self._alike.run(key, apart))
            context.apart = partial(places.work, context.client_key)
        else:
            async with places.answering.place(context.client_key):
                await _paced(prepared, context, run, result, result.cost)

    async def _apart(
        self,
        places: Workplaces,
        prepared: Prepared,
        context: RequestContext,
        run: Run,
        effort: Effort,
        cost: int,
        begin: Callable[[], None],
    ) -> Result:
        """Return the result of an operation whose work is done in a thread."""
        result = Result()
        async with places.apart(context.client_key, effort) as search:
            begin()
            context.apart = partial(places.work, context.client_key)
            await _paced(prepared, context, run, result, cost)
            search.timed_out = any(error["extensions"]["code"] == Code.TIMEOUT for error in result.errors)
        return result


async def _paced(prepared: Prepared, context: RequestContext, run: Run, result: Result, cost: int) -> None:
    """Run an operation and note how long it took."""
    pace = prepared.plan.pace
    context.exact = pace.exact or context.apart is not None
    await run(result)
    pace.note(cost, context.work_seconds, context.search_seconds, exact=context.exact)
