"""The Starlette application: GraphQL, exports, checks, the console and health checks.

It starts whether or not the database answers; until the graph is ready, operations get a clear error and
`/health/ready` says why.
"""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import structlog
from starlette.applications import Starlette
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette_compress import CompressMiddleware, add_compress_type

from changes.load import UnusableDatabaseError, state
from graph.access import Access
from graph.bounds import Limits
from graph.client import Client, DatabaseRefusedError
from graph.embedded import EmbeddedDatabase
from graph.errors import ClientError
from graph.rights import Viewer
from resolvers.execute.context import RequestContext
from resolvers.plans import Plans
from resolvers.scheduler import Scheduler
from resolvers.service import Service
from resolvers.snapshot.store import SnapshotStore
from schema.federation import subgraph_schema
from schema.query import graphql_schema
from server.clock import today
from server.http import console, site
from server.http.access_log import AccessLog
from server.http.back_pressure import BackPressure
from server.http.check import Checker
from server.http.documents import TrustedDocuments, read_documents
from server.http.executor import ServiceExecutor
from server.http.graphql import Executor, GraphQLEndpoint
from server.http.health import Health, live, readiness
from server.http.loop_thread import LoopThread
from server.http.memory import RELEASE_WANTED, freeze_startup_objects, release_memory
from server.http.metrics import Metrics
from server.http.negotiation import GRAPHQL_JSON
from server.http.template import template
from server.http.texts import llms_text, schema_text
from server.http.viewers import ViewerOf, one_viewer
from server.settings import Settings
from server.telemetry import start_tracing
from server.warmup import warm
from server.watch import keep_alive

if TYPE_CHECKING:
    from server.http.export import ExportEndpoint
    from server.http.mcp import ToolsEndpoint

RETRY_SECONDS = 2.0
FREEING_SECONDS = 10.0
"""The interval at which the service frees memory that is no longer needed."""
UNUSED_SECONDS = 20.0
"""The time after which a thread's results from the snapshot are freed, if the thread has used none of them."""
EXPORT_CONNECTIONS = 4
FASTEST = 1
"""The compression level: the fastest, since compression runs on the event loop."""
PREFLIGHT_SECONDS = 3_600
CLIENT_HEADERS = ("content-type", "apollographql-client-name", "apollographql-client-version")
"""The headers that clients on other sites may send; Apollo clients identify themselves with the latter two."""
COMPRESSED_EXPORTS = ("text/csv", "application/jsonl", "application/graphml+xml", "application/gexf+xml")
"""The media types of exports that are compressed; workbooks already are."""
log = structlog.get_logger("cinqaxes")


def limits_of(settings: Settings) -> Limits:
    """Return the limits of operations from the settings."""
    return Limits(
        depth=settings.max_depth,
        tokens=settings.max_tokens,
        fields=settings.max_fields,
        roots=settings.max_roots,
        filter_depth=settings.max_filter_depth,
        cost=settings.max_cost,
        bytes=settings.max_answer_bytes,
    )


def documents_of(settings: Settings) -> TrustedDocuments:
    """Return the trusted documents: those of the console, and those of the manifests named in the settings."""
    named = [Path(settings.documents)] if settings.documents else []
    return read_documents(named, console.documents if settings.console else dict, only=settings.trusted_only)


def application(
    settings: Settings,
    access: Access,
    embedded: EmbeddedDatabase | None = None,
    on_start: Callable[[], None] | None = None,
    on_ready: Callable[[], None] | None = None,
    initial: SnapshotStore | None = None,
) -> Starlette:
    """Return the application for the database that `access` describes.

    `on_start` is called when the application accepts requests, and `on_ready` when it can answer them. `initial` is a
    store that has already read the graph.
    """
    client = Client(access, pool_size=settings.pool_size, timeout_seconds=settings.timeout_seconds)
    store = SnapshotStore(client, settings.durations)
    if initial:
        store.take(initial)
    limits = limits_of(settings)
    scheduler = Scheduler(
        settings.pool_size,
        access.searches_at_once,
        timeout_seconds=settings.timeout_seconds,
        lingering_seconds=access.lingering_seconds,
    )
    service = Service(
        subgraph_schema() if settings.federation else graphql_schema(),
        limits,
        introspection=settings.introspection,
        scheduler=scheduler,
    )
    health = Health()
    metrics = Metrics(service.plans, store, client, scheduler, health, settings.max_unread_bytes)
    viewer_of = one_viewer(settings.viewer)
    executor = ServiceExecutor(service, client, store, metrics, limits)
    endpoint = GraphQLEndpoint(
        executor,
        viewer_of,
        max_body_bytes=settings.max_body_bytes,
        page=console.EXPLORER if settings.console else None,
        documents=documents_of(settings),
    )

    tools = _tools(settings, executor, viewer_of)
    exports = _Exports(settings, access, store, viewer_of)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        end_tracing = start_tracing()
        tasks = [
            asyncio.create_task(_make_ready(client, store, health, service, settings.viewer, on_ready)),
            asyncio.create_task(free_memory(store, service.plans)),
        ]
        if embedded is not None:
            tasks.append(asyncio.create_task(keep_alive(embedded, access, health, settings.hung_seconds)))
        if on_start is not None:
            on_start()
        async with tools.run() if tools else nullcontext():
            yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await exports.close()
        await client.close()
        scheduler.close()
        await asyncio.to_thread(end_tracing)

    routes = [
        Route("/graphql", endpoint),
        *([Route("/mcp", tools)] if tools else []),
        Route("/health/live", live),
        Route("/health/ready", readiness(client, health)),
        Route("/metrics", metrics.respond),
        Route("/export/{format}", exports.respond),
        Route("/check", Checker(access, viewer_of, settings.max_file_bytes).respond, methods=["POST"]),
        Route("/check/template.xlsx", template),
        *([Route("/schema.graphql", schema_text), Route("/llms.txt", llms_text)] if settings.introspection else []),
        *([*site.routes(), *console.routes(contact=settings.contact)] if settings.console else []),
    ]
    served = Starlette(routes=routes, lifespan=lifespan)
    add_compression(served)
    served.add_middleware(TrustedHostMiddleware, allowed_hosts=settings.known_hosts, www_redirect=False)
    if settings.known_origins:
        served.add_middleware(
            CORSMiddleware,
            allow_origins=settings.known_origins,
            allow_methods=["GET", "POST"],
            allow_headers=CLIENT_HEADERS,
            expose_headers=["etag", "retry-after"],
            max_age=PREFLIGHT_SECONDS,
        )
    served.add_middleware(BackPressure, most_unread=settings.max_unread_bytes)
    served.add_middleware(AccessLog, count=metrics.count_request, logs_clients=settings.log_clients)
    return served


async def free_memory(store: SnapshotStore, plans: Plans) -> None:
    """At intervals, free unused results of the snapshot, and memory that planning and answers no longer need."""
    planned = plans.misses
    while True:
        await asyncio.sleep(FREEING_SECONDS)
        latest = store.latest
        cleared = latest is not None and await asyncio.to_thread(latest.caches_by_thread.clear_unused, UNUSED_SECONDS)
        if cleared or plans.misses > planned or RELEASE_WANTED.is_set():
            planned = plans.misses
            await asyncio.to_thread(release_memory)


def add_compression(served: Starlette) -> None:
    """Add the compression of answers and files, in a form that the client accepts."""
    for media_type in (GRAPHQL_JSON, *COMPRESSED_EXPORTS):
        add_compress_type(media_type)
    served.add_middleware(
        CompressMiddleware, minimum_size=1_000, zstd_level=FASTEST, brotli_quality=FASTEST, gzip_level=FASTEST
    )


async def _make_ready(
    client: Client,
    store: SnapshotStore,
    health: Health,
    service: Service,
    viewer: Viewer,
    on_ready: Callable[[], None] | None,
) -> None:
    """Wait for the database, create indexes, read the snapshot, and run the operations that most clients start with."""
    while not health.ready:
        try:
            product = await client.product()
            await client.prepare()
            graph = await state(client)
            if graph is None:
                health.reason = "le graphe est vide : lancez « cinqaxes load »"
            else:
                await store.current()
                await warm(service, lambda: RequestContext(client, store, viewer, today()))
                freeze_startup_objects()
                health.ready = True
                log.info("ready", database=product, graph_version=graph.version, model=graph.model)
                if on_ready is not None:
                    on_ready()
                return
        except (ClientError, DatabaseRefusedError, UnusableDatabaseError) as problem:
            health.reason = str(problem)
        except Exception:
            health.reason = "erreur inattendue, voir le journal du service"
            log.exception("unexpected error while getting ready")
        log.warning("not ready", reason=health.reason)
        await asyncio.sleep(RETRY_SECONDS)


def _tools(settings: Settings, executor: Executor, viewer_of: ViewerOf) -> "ToolsEndpoint | None":
    """Return the endpoint of the tools for AI agents (MCP), if the settings enable it."""
    if not settings.agents:
        return None
    from server.http.mcp import ToolsEndpoint  # noqa: PLC0415 - an extra

    return ToolsEndpoint(
        executor,
        viewer_of,
        graphql_schema(),
        hosts=settings.known_hosts,
        origins=settings.known_origins,
        max_body_bytes=settings.max_body_bytes,
    )


class _Exports:
    """The endpoint of exports, which run in a separate event loop with a separate client and service."""

    def __init__(self, settings: Settings, access: Access, store: SnapshotStore, viewer_of: ViewerOf) -> None:
        self._settings, self._access, self._store, self._viewer_of = settings, access, store, viewer_of
        self._made: ExportEndpoint | None = None
        self._making = threading.Lock()

    async def respond(self, request: Request) -> Response:
        """Answer a request for an export; the first request creates the endpoint."""
        endpoint = await asyncio.to_thread(self._make) if self._made is None else self._made
        endpoint.exporter.store.take(self._store)
        return await endpoint.respond(request)

    async def close(self) -> None:
        """Close the connections to the database."""
        if self._made:
            await self._made.close()

    def _make(self) -> "ExportEndpoint":
        from server.http.export import ExportEndpoint  # noqa: PLC0415 - only exports need its 18 MiB
        from usecases.export import BY_PAGES, Exporter  # noqa: PLC0415 - the same

        with self._making:
            if self._made is None:
                settings = self._settings
                client = Client(self._access, pool_size=EXPORT_CONNECTIONS, timeout_seconds=settings.timeout_seconds)
                store = SnapshotStore(client, settings.durations)
                service = Service(graphql_schema(), BY_PAGES, introspection=settings.introspection)
                self._made = ExportEndpoint(Exporter(service, client, store), LoopThread(), self._viewer_of)
            return self._made
