"""Metrics, as Prometheus reads them.

Rule: counts and durations only, never what was asked or by whom; each worker tells of itself.
"""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from resolvers.keeper import Keeper
from resolvers.plans import Plans

SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Metrics:
    """What one worker counts."""

    def __init__(self, plans: Plans, keeper: Keeper) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._registry.register(_Held(plans, keeper))
        self._seconds = Histogram(
            "cinqaxes_operation_seconds", "How long operations took.", buckets=SECONDS, registry=self._registry
        )
        self._statements = Counter("cinqaxes_statements", "Statements sent to the database.", registry=self._registry)
        self._errors = Counter("cinqaxes_errors", "Errors told to clients, by code.", ["code"], registry=self._registry)

    def count(self, seconds: float, statements: int, codes: list[str]) -> None:
        """Count an operation that was answered."""
        self._seconds.observe(seconds)
        self._statements.inc(statements)
        for code in codes:
            self._errors.labels(code).inc()

    async def respond(self, _request: Request) -> Response:
        """Tell all of it."""
        written = generate_latest(self._registry)  # type: ignore[no-untyped-call] # the library types only some of it
        return Response(written, media_type=CONTENT_TYPE_LATEST)


class _Held(Collector):
    """What the service holds: plans of operations, and the snapshot."""

    def __init__(self, plans: Plans, keeper: Keeper) -> None:
        self._plans, self._keeper = plans, keeper

    def collect(self) -> Iterator[Metric]:
        """Yield each of them as it is now."""
        plans, held = self._plans, self._keeper.held
        yield CounterMetricFamily("cinqaxes_plan_hits", "Operations whose plan was kept.", plans.hits)
        yield CounterMetricFamily("cinqaxes_plan_misses", "Operations that were planned.", plans.misses)
        yield GaugeMetricFamily("cinqaxes_plans", "Plans that are kept.", len(plans))
        yield GaugeMetricFamily("cinqaxes_plan_bytes", "What they take, estimated.", plans.bytes)
        yield GaugeMetricFamily("cinqaxes_graph_version", "The graph's version held.", held.version if held else 0)
