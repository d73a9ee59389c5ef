"""Metrics, as Prometheus reads them.

They hold counts and durations, never an operation or its caller. Where several workers share an address, a request
reaches any of them: each reports on itself, under its process number.
"""

import os
from collections.abc import Callable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from resolvers.plans import Plans
from resolvers.snapshot.store import SnapshotStore

SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Metrics:
    """The counts and durations of one worker."""

    def __init__(self, plans: Plans, store: SnapshotStore) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._registry.register(_State(plans, store))
        worker, registry = str(os.getpid()), self._registry
        seconds = Histogram(
            "cinqaxes_operation_seconds", "How long operations took.", ["worker"], buckets=SECONDS, registry=registry
        )
        statements = Counter("cinqaxes_statements", "Statements sent to the database.", ["worker"], registry=registry)
        errors = Counter("cinqaxes_errors", "Errors told to clients, by code.", ["worker", "code"], registry=registry)
        self._seconds, self._statements = seconds.labels(worker), statements.labels(worker)
        self._error: Callable[[str], Counter] = lambda code: errors.labels(worker, code)

    def count(self, seconds: float, statements: int, codes: list[str]) -> None:
        """Count an operation that was answered."""
        self._seconds.observe(seconds)
        self._statements.inc(statements)
        for code in codes:
            self._error(code).inc()

    async def respond(self, _request: Request) -> Response:
        """Answer with every metric."""
        written = generate_latest(self._registry)  # type: ignore[no-untyped-call] # the library types only some of it
        return Response(written, media_type=CONTENT_TYPE_LATEST)


class _State(Collector):
    """The plans and the snapshot that the service holds."""

    def __init__(self, plans: Plans, store: SnapshotStore) -> None:
        self._plans, self._store = plans, store

    def collect(self) -> Iterator[Metric]:
        """Yield each of them as it is now."""
        plans, snapshot = self._plans, self._store.latest
        version = snapshot.version if snapshot else 0
        worker = [str(os.getpid())]
        for family, name, meaning, value in (
            (CounterMetricFamily, "cinqaxes_plan_hits", "Operations whose plan was kept.", plans.hits),
            (CounterMetricFamily, "cinqaxes_plan_misses", "Operations that were planned.", plans.misses),
            (GaugeMetricFamily, "cinqaxes_plans", "Plans that are kept.", len(plans)),
            (GaugeMetricFamily, "cinqaxes_plan_bytes", "What they take, estimated.", plans.bytes),
            (
                GaugeMetricFamily,
                "cinqaxes_graph_version",
                "The graph's version held.",
                version,
            ),
        ):
            metric = family(name, meaning, labels=["worker"])
            metric.add_metric(worker, value)
            yield metric
