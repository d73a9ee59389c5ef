"""Runs one GraphQL request against the service and writes its answer.

Rule: the one place that knows today's day and who calls; what it logs of a request is its name and its measures,
never its variables.
"""

import time
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import orjson
import structlog

from graph.client import Client
from graph.rights import Caller
from resolvers.execute.context import Asked
from resolvers.service import RefusedOverGetError, Request, Result, Service
from resolvers.snapshot.store import SnapshotStore
from server.http.graphql import GraphQLRequest, GraphQLResponse, MutationOverGet
from server.http.metrics import Metrics

PARIS = ZoneInfo("Europe/Paris")
NAME_LENGTH = 100
log = structlog.get_logger("cinqaxes")


def today() -> date:
    """Return today's day in Europe/Paris."""
    return datetime.now(PARIS).date()


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
        asked = Asked(self.client, self.store, self.caller, today())
        operation = Request(request.query, request.operation_name, request.variables, request.mutations_allowed)
        try:
            result = await self.service.answer(operation, asked, request_id)
        except RefusedOverGetError:
            raise MutationOverGet from None
        body = orjson.dumps(_body(result, cost_wanted=request.extensions.get("cost") is True))
        seconds = time.perf_counter() - started
        codes = [error["extensions"]["code"] for error in result.errors]
        self.metrics.count(seconds, asked.usage.statements, codes)
        log.info(
            "operation",
            request_id=request_id,
            operation=result.operation_name and result.operation_name[:NAME_LENGTH],
            duration_ms=round(seconds * 1_000, 1),
            statements=asked.usage.statements,
            rows=asked.usage.rows,
            bytes=len(body),
            cost=result.cost,
            codes=codes or None,
        )
        nothing = result.data is not None and all(value is None for value in result.data.values())
        return GraphQLResponse(body, result.executed, retry_later=result.unavailable and nothing)


def _body(result: Result, *, cost_wanted: bool) -> dict[str, object]:
    body: dict[str, object] = {}
    if result.errors:
        body["errors"] = result.errors
    if result.executed:
        body["data"] = result.data
    if cost_wanted:
        body["extensions"] = {"cost": result.cost}
    return body
