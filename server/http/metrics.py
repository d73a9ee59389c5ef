"""Metrics for Prometheus.

The metrics are counts and durations, and never name an operation or its client. If several workers share an address, a
request reaches any of them; each reports its own metrics, labelled with its process id. The connection is closed after
each answer: a Prometheus that kept it would read the same worker for ever.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.openmetrics.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from graph.client import Client
from graph.errors import Code
from graph.refusals import REFUSALS
from resolvers.plans import Plans
from resolvers.scheduler import Scheduler
from resolvers.snapshot.store import SnapshotStore
from server.http.connections import UNREAD
from server.http.health import Health

SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
Sample = tuple[type[CounterMetricFamily] | type[GaugeMetricFamily], str, str, float]
COUNTER, GAUGE = CounterMetricFamily, GaugeMetricFamily
_NO_CLIENTS: Final = {"bytes": int, "connections": int}


class Metrics:
    """The counts and durations of one worker."""

    def __init__(
        self,
        plans: Plans,
        store: SnapshotStore,
        client: Client,
        scheduler: Scheduler,
        health: Health,
        most_unread: int,
    ) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Process())
        self._registry.register(_State(plans, store, client, scheduler, health))
        worker, registry = str(os.getpid()), self._registry
        seconds = Histogram(
            "cinqaxes_operation_seconds", "How long operations took.", ["worker"], buckets=SECONDS, registry=registry
        )
        statements = Counter("cinqaxes_statements", "Statements sent to the database.", ["worker"], registry=registry)
        errors = Counter(
            "cinqaxes_errors", "Errors returned to clients, by code.", ["worker", "code"], registry=registry
        )
        requests = Counter("cinqaxes_requests", "Requests answered.", ["worker", "route", "status"], registry=registry)
        connections = Gauge("cinqaxes_connections", "Connections of clients.", ["worker"], registry=registry)
        unread = Gauge("cinqaxes_unread_bytes", "Bytes that clients have not read.", ["worker"], registry=registry)
        limit = Gauge(
            "cinqaxes_unread_limit_bytes", "The limit of bytes not read by clients.", ["worker"], registry=registry
        )
        limit.labels(worker).set(most_unread)
        self._seconds, self._statements = seconds.labels(worker), statements.labels(worker)
        self._connections, self._unread = connections.labels(worker), unread.labels(worker)
        self._error: Callable[[str], Counter] = lambda code: errors.labels(worker, code)
        self._request = cache(lambda route, status: requests.labels(worker, route, str(status)))
        for code in Code:
            self._error(code)

    def count(self, seconds: float, statements: int, codes: list[str]) -> None:
        """Count an answered operation."""
        self._seconds.observe(seconds)
        self._statements.inc(statements)
        for code in codes:
            self._error(code).inc()

    def count_request(self, route: str, status: int) -> None:
        """Count an answered request, by its route pattern."""
        self._request(route, status).inc()

    async def respond(self, request: Request) -> Response:
        """Return all metrics."""
        clients = request.scope.get("extensions", {}).get(UNREAD, _NO_CLIENTS)
        self._connections.set(clients["connections"]())
        self._unread.set(clients["bytes"]())
        written = generate_latest(self._registry)  # type: ignore[no-untyped-call] # the library types only some of it
        return Response(written, headers={"connection": "close"}, media_type=CONTENT_TYPE_LATEST)


class _Process(Collector):
    """The processor time, memory and files of a worker, labelled with its process id like all its metrics."""

    def __init__(self) -> None:
        self._inner = ProcessCollector(registry=None)

    def collect(self) -> Iterator[Metric]:
        """Yield the present value of each metric."""
        worker = {"worker": str(os.getpid())}
        for metric in self._inner.collect():
            metric.samples = [sample._replace(labels=sample.labels | worker) for sample in metric.samples]
            yield metric


class _State(Collector):
    """The plans, the snapshot and the permits of a worker, read when metrics are collected."""

    def __init__(
        self, plans: Plans, store: SnapshotStore, client: Client, scheduler: Scheduler, health: Health
    ) -> None:
        self._plans, self._store, self._client, self._health = plans, store, client, health
        self._places = {
            "planning": scheduler.planning,
            "trying": scheduler.trying,
            "working": scheduler.working,
            "answering": scheduler.answering,
            "searching": scheduler.searching,
        }

    def collect(self) -> Iterator[Metric]:
        """Yield the present value of each metric."""
        worker = str(os.getpid())
        for family, name, meaning, value in (*self._of_memory(), *self._of_database(), *self._of_disk()):
            metric = family(name, meaning, labels=["worker"])
            metric.add_metric([worker], value)
            yield metric
        for name, meaning, label, values in (
            ("cinqaxes_refusals", "Refusals and broken connections, by the limit reached.", "reason", REFUSALS),
            ("cinqaxes_snapshot_reads", "Times the snapshot was read.", "extent", self._store.reads),
        ):
            counted = CounterMetricFamily(name, meaning, labels=["worker", label])
            for one, value in values.items():
                counted.add_metric([worker, one], value)
            yield counted
        for name, meaning, number in (
            ("cinqaxes_places", "Permits that clients share, by kind of work.", "most"),
            ("cinqaxes_places_taken", "Permits taken.", "taken"),
            ("cinqaxes_places_waiting", "Operations that wait for a permit.", "waiting"),
        ):
            gauge = GaugeMetricFamily(name, meaning, labels=["worker", "work"])
            for work, shares in self._places.items():
                gauge.add_metric([worker, work], getattr(shares, number))
            yield gauge

    def _of_memory(self) -> Iterator[Sample]:
        plans, store = self._plans, self._store
        version = store.latest.version if store.latest else 0
        yield COUNTER, "cinqaxes_plan_hits", "Operations whose plan was found in the cache.", plans.hits
        yield COUNTER, "cinqaxes_plan_misses", "Operations that were planned.", plans.misses
        yield GAUGE, "cinqaxes_plans", "Plans in the cache.", len(plans)
        yield GAUGE, "cinqaxes_plan_bytes", "Memory of the cached plans, estimated.", plans.bytes
        yield GAUGE, "cinqaxes_ready", "1 once the worker has read the graph.", self._health.ready
        yield GAUGE, "cinqaxes_graph_version", "The version of the graph in the snapshot.", version
        yield GAUGE, "cinqaxes_snapshot_read_timestamp_seconds", "When the snapshot was read last.", store.read_at
        yield GAUGE, "cinqaxes_snapshot_read_seconds", "Duration of the last read of the snapshot.", store.read_seconds

    def _of_database(self) -> Iterator[Sample]:
        connections = self._client.connections
        yield (
            GAUGE,
            "cinqaxes_database_connections",
            "The maximum number of connections to the database.",
            connections.most,
        )
        yield GAUGE, "cinqaxes_database_connections_taken", "Connections to the database in use.", connections.taken
        yield (
            GAUGE,
            "cinqaxes_database_connections_waiting",
            "Statements waiting for a connection.",
            connections.waiting,
        )
        yield (
            COUNTER,
            "cinqaxes_database_restarts",
            "Embedded databases that died and were started again.",
            (self._health.restarts),
        )

    def _of_disk(self) -> Iterator[Sample]:
        access = self._client.access
        if access.folder:
            yield (
                GAUGE,
                "cinqaxes_disk_free_bytes",
                "Free space on the disk of the embedded database.",
                (shutil.disk_usage(access.folder).free),
            )
            yield (
                GAUGE,
                "cinqaxes_disk_reserve_bytes",
                "Free bytes below which nothing is written.",
                access.reserve_bytes,
            )
