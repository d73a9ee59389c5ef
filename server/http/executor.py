"""Runs one GraphQL request with the service and serializes its answer.

The current day is read here and passed to the service. The log contains the name and the measurements of an operation,
never its variables.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import orjson

from graph.bounds import Limits
from graph.client import Client
from graph.errors import answer_too_large
from graph.fair_semaphore import TooBusyError
from graph.rights import Viewer
from resolvers import errors
from resolvers.execute.context import RequestContext
from resolvers.result import Result
from resolvers.service import GraphQLRequest, Service
from resolvers.snapshot.store import SnapshotStore
from server.clock import today
from server.http.etags import tag_for
from server.http.graphql import GraphQLResponse
from server.http.metrics import Metrics
from server.logs import add_log_fields


@dataclass
class ServiceExecutor:
    """Answers requests with one service and one database, within limits."""

    service: Service
    client: Client
    store: SnapshotStore
    metrics: Metrics
    limits: Limits

    async def execute(
        self, request: GraphQLRequest, viewer: Viewer, *, request_id: str, client_key: str
    ) -> GraphQLResponse:
        """Answer one request."""
        started = time.perf_counter()
        context = RequestContext(self.client, self.store, viewer, today(), client_key=client_key)
        result = await self.service.answer(request, context, request_id)
        body = await self._serialize(context, result, cost_wanted=request.extensions.get("cost") is True)
        seconds = time.perf_counter() - started
        codes = [error["extensions"]["code"] for error in result.errors]
        self.metrics.count(seconds, context.usage.statements, codes)
        add_log_fields(
            operation=result.logged_name,
            statements=context.usage.statements,
            rows=context.usage.rows,
            cost=result.cost,
            codes=codes or None,
            graph_version=self.store.latest and self.store.latest.version,
        )
        is_empty = all(value is None for value in (result.data or {}).values())
        is_whole = result.executed and not result.errors
        return GraphQLResponse(
            body, result.executed, result.refused_over_get, result.unavailable and is_empty, is_whole
        )

    async def tag(self, request: GraphQLRequest, viewer: Viewer) -> str | None:
        """Return the ETag of an answer by release, viewer, graph, rules, day and request; None if it has none."""
        asked = request.query, request.operation_name, request.variables, request.extensions
        return await tag_for(viewer, self.client, self.store.durations, today(), *asked)

    async def read(self, read: Callable[[], GraphQLRequest], *, client_key: str) -> GraphQLRequest:
        """Parse a request in the planning thread: a large body takes as long as planning."""
        return await self.service.plan(client_key, read)

    async def _serialize(self, context: RequestContext, result: Result, *, cost_wanted: bool) -> bytes:
        """Return the body of an answer; for a long operation it is serialized in a thread."""
        write = partial(self._bounded_body, result, cost_wanted=cost_wanted)
        if context.run_in_thread is None:
            return write()
        try:
            return await context.run_in_thread(write)
        except TooBusyError as error:
            result.errors, result.data, result.unavailable = [errors.of_client_error(error)], None, True
            return write()

    def _bounded_body(self, result: Result, *, cost_wanted: bool) -> bytes:
        """Return the body of an answer, or the body of an error if the answer is too large."""
        body = orjson.dumps(_body(result, cost_wanted=cost_wanted))
        if len(body) > self.limits.bytes:
            result.errors, result.data = [errors.of_client_error(answer_too_large(self.limits.bytes))], None
            body = orjson.dumps(_body(result, cost_wanted=cost_wanted))
        return body


def _body(result: Result, *, cost_wanted: bool) -> dict[str, object]:
    body: dict[str, object] = {}
    if result.errors:
        body["errors"] = result.errors
    if result.executed:
        body["data"] = result.data
    if cost_wanted:
        body["extensions"] = {"cost": result.cost}
    return body
