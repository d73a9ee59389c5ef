"""The time of a query in the service, by stage, in milliseconds.

The service's own stages run in one process over the same database, one query at a time. The stage HTTP is the time of
an answer over HTTP minus the time of the other stages. The stage of waiting for the database is the time of a read
minus the driver's processor time.
"""

import asyncio
import gc
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

import orjson
import uvloop
from graphql.execution.values import VariableValues

from benchmarks.network import DAY
from benchmarks.peers.questions import Question
from benchmarks.service import Connection, ServiceError
from graph.access import Access
from graph.bounds import Limits
from graph.client import Client, Usage
from graph.domain.counting import Durations
from graph.rights import VISITOR
from graph.statement.core.writer import Statement
from graph.statement.maintain.sizes import Sizes
from resolvers.compile.documents import Documents
from resolvers.execute.context import RequestContext
from resolvers.plans import Plans
from resolvers.service import GraphQLRequest, Service
from resolvers.snapshot.store import SnapshotStore
from schema.query import graphql_schema
from server.http.memory import COLLECTED_AFTER, freeze_startup_objects

STAGES = ("read, coerce, find the plan", "bind, make objects", "driver", "wait for the database", "JSON", "HTTP")
FIRST = ("parse and validate", "plan")
WARM_RUNS = 20
RUNS = 150
MICRO = 3


class Clocked(Client):
    """A client that records the time of its last read, and the driver's processor time in it."""

    wall = cpu = 0.0

    async def read(self, statement: Statement, usage: Usage | None = None) -> Any:
        """Read, and record the time."""
        wall, cpu = time.perf_counter(), time.process_time()
        answer = await super().read(statement, usage)
        self.wall, self.cpu = time.perf_counter() - wall, time.process_time() - cpu
        return answer


def stages(access: Access, questions: Sequence[Question], served: Connection) -> dict[str, dict[str, float]]:
    """Return for each query the median of each stage, including those that only a first run has."""
    thresholds = gc.get_threshold()
    gc.set_threshold(*COLLECTED_AFTER)
    try:
        return uvloop.run(_all(access, questions, served))
    finally:
        gc.set_threshold(*thresholds)


async def _all(access: Access, questions: Sequence[Question], served: Connection) -> dict[str, dict[str, float]]:
    async with Clocked(access) as client:
        store = SnapshotStore(client, Durations())
        await store.current()
        freeze_startup_objects()
        return {q.name: await _one(client, store, q, served) for q in questions}


async def _one(client: Clocked, store: SnapshotStore, question: Question, served: Connection) -> dict[str, float]:
    service, documents, plans = Service(graphql_schema(), Limits()), _documents(), _plans()
    request = GraphQLRequest(question.ours, None, question.given(question.ours))
    taken: dict[str, list[float]] = {stage: [] for stage in STAGES}
    for run in range(WARM_RUNS + RUNS):
        context = RequestContext(client, store, VISITOR, DAY)
        started = time.perf_counter()
        result = await service.answer(request, context, "stages")
        answered = time.perf_counter() - started
        written = _seconds(orjson.dumps, {"data": result.data})
        stages = _seconds(_plan, plans, documents, question, store.sizes)
        try:
            over_http = (await asyncio.to_thread(served.ask, question.ours, request.variables)).milliseconds / 1_000
        except ServiceError:  # refused: only the other runs are timed
            continue
        if run >= WARM_RUNS:
            made, waited = answered - stages - client.wall, client.wall - client.cpu
            parts = (stages, made, client.cpu, waited, written, over_http - answered - written)
            for stage, seconds in zip(STAGES, parts, strict=True):
                taken[stage].append(seconds)
    reading = [_seconds(_documents().read, question.ours) for _ in range(WARM_RUNS)]
    planning = [_seconds(_plan, _plans(), documents, question, store.sizes) for _ in range(WARM_RUNS)]
    taken |= dict(zip(FIRST, (reading, planning), strict=True))
    return {stage: round(1_000 * statistics.median(seconds), MICRO) for stage, seconds in taken.items() if seconds}


def _documents() -> Documents:
    return Documents(graphql_schema(), Limits())


def _plans() -> Plans:
    return Plans(graphql_schema(), Limits())


def _plan(plans: Plans, documents: Documents, question: Question, sizes: Sizes | None) -> None:
    document = documents.read(question.ours)
    (operation,) = document.operations
    variables = operation.variables.coerce(question.given(question.ours))
    if not isinstance(variables, VariableValues):
        raise TypeError(variables)
    plans.plan(document, operation.name, variables, VISITOR.view, sizes)


def _seconds(work: Callable[..., object], *given: Any) -> float:
    started = time.perf_counter()
    work(*given)
    return time.perf_counter() - started
