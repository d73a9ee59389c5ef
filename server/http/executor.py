"""Runs one GraphQL request against the service and writes its answer.

The one place that knows today's day and the caller. What it logs of a request is its name and its measures, never its
variables.
"""

import time
from dataclasses import dataclass

import orjson
import structlog

from graph.client import Client
from graph.rights import Caller
from resolvers.execute.context import RequestContext
from resolvers.service import GraphQLRequest, Result, Service
from resolvers.snapshot.store import SnapshotStore
from server.clock import today
from server.http.graphql import GraphQLResponse
from server.http.metrics import Metrics

NAME_LENGTH = 100
log = structlog.get_logger("cinqaxes")


@dataclass
class ServiceExecutor:
    """Answers requests with one service, one database and one kind of caller."""

    service: Service
    client: Client
    store: SnapshotStore
    caller: Caller
    metrics: Metrics

    async def execute(self, request: GraphQLRequest, *, request_id: str) -> GraphQLResponse:
        """Answer one request."""
        started = time.perf_counter()
        context = RequestContext(self.client, self.store, self.caller, today())
        result = await self.service.answer(request, context, request_id)
        body = orjson.dumps(_body(result, cost_wanted=request.extensions.get("cost") is True))
        seconds = time.perf_counter() - started
        codes = [error["extensions"]["code"] for error in result.errors]
        self.metrics.count(seconds, context.usage.statements, codes)
        log.info(
            "operation",
            request_id=request_id,
            operation=result.operation_name and result.operation_name[:NAME_LENGTH],
            duration_ms=round(seconds * 1_000, 1),
            statements=context.usage.statements,
            rows=context.usage.rows,
            bytes=len(body),
            cost=result.cost,
            codes=codes or None,
        )
        nothing = result.data is not None and all(value is None for value in result.data.values())
        return GraphQLResponse(body, result.executed, result.refused_over_get, result.unavailable and nothing)


def _body(result: Result, *, cost_wanted: bool) -> dict[str, object]:
    body: dict[str, object] = {}
    if result.errors:
        body["errors"] = result.errors
    if result.executed:
        body["data"] = result.data
    if cost_wanted:
        body["extensions"] = {"cost": result.cost}
    return body
