"""The Starlette application: the GraphQL endpoint, exports, checks, the console and the health checks.

It starts whether or not the database answers; until the graph is ready, operations get a clear error and
`/health/ready` says why.
"""

import asyncio
import gc
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING

import structlog
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from changes.load import NotOursError, state
from graph.access import Access
from graph.bounds import Limits
from graph.client import Client, Refused
from graph.embedded import EmbeddedDatabase, EmbeddedError
from graph.errors import ClientError
from graph.indexes import definitions
from graph.rights import Caller
from resolvers.execute.context import RequestContext
from resolvers.service import Service
from resolvers.snapshot.store import SnapshotStore
from schema.query import graphql_schema
from server.clock import today
from server.http import console
from server.http.check import Checker
from server.http.executor import ServiceExecutor
from server.http.graphql import GraphQLEndpoint
from server.http.health import Health, live, readiness
from server.http.metrics import Metrics
from server.settings import Execution, Settings
from server.warmup import warm

if TYPE_CHECKING:
    from server.http.export import ExportEndpoint

RETRY_SECONDS = 2.0
WATCH_SECONDS = 1.0
log = structlog.get_logger("cinqaxes")


def limits_of(settings: Settings) -> Limits:
    """Return the limits that the settings ask for."""
    return Limits(
        depth=settings.max_depth,
        tokens=settings.max_tokens,
        fields=settings.max_fields,
        roots=settings.max_roots,
        filter_depth=settings.max_filter_depth,
        cost=settings.max_cost,
    )


def application(
    settings: Settings,
    access: Access,
    embedded: EmbeddedDatabase | None = None,
    on_start: Callable[[], None] | None = None,
) -> Starlette:
    """Return the application that answers from the database at this address."""
    client = Client(access, pool_size=settings.pool_size, timeout_seconds=settings.timeout_seconds)
    store = SnapshotStore(client, settings.durations)
    service = Service(
        graphql_schema(),
        limits_of(settings),
        introspection=settings.introspection,
        reference=settings.execution is Execution.REFERENCE,
    )
    metrics = Metrics(service.plans, store)
    health = Health()
    endpoint = GraphQLEndpoint(
        ServiceExecutor(service, client, store, settings.caller, metrics),
        max_body_bytes=settings.max_body_bytes,
        page=console.EXPLORER if settings.console and console.is_built() else None,
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(_make_ready(client, store, health, service, settings.caller))]
        if embedded is not None:
            tasks.append(asyncio.create_task(_keep_alive(embedded)))
        if on_start is not None:
            on_start()
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await client.close()

    routes = [
        Route("/graphql", endpoint),
        Route("/health/live", live),
        Route("/health/ready", readiness(client, health)),
        Route("/metrics", metrics.respond),
        Route("/export/{format}", _export(service, client, store, settings.caller)),
        Route("/check", Checker(access, settings.caller, settings.max_file_bytes).respond, methods=["POST"]),
        *(console.routes(contact=settings.contact) if settings.console else []),
    ]
    return Starlette(routes=routes, lifespan=lifespan)


async def _make_ready(client: Client, store: SnapshotStore, health: Health, service: Service, caller: Caller) -> None:
    """Wait for the database, create its indexes, read the snapshot, and ask what most clients begin with."""
    while not health.ready:
        try:
            health.product = await client.product()
            await client.prepare(definitions())
            graph = await state(client)
            if graph is None:
                health.reason = "le graphe est vide : lancez « cinqaxes load »"
            else:
                await store.current()
                await warm(service, lambda: RequestContext(client, store, caller, today()))
                gc.collect()
                gc.freeze()  # what is there now lasts: the collector need not walk the snapshot again and again
                health.ready = True
                log.info("ready", database=health.product, graph_version=graph.version, model=graph.model)
                return
        except (ClientError, Refused, NotOursError) as problem:
            health.reason = str(problem)
        except Exception:
            health.reason = "erreur inattendue, voir le journal du service"
            log.exception("unexpected error while getting ready")
        log.warning("not ready", reason=health.reason)
        await asyncio.sleep(RETRY_SECONDS)


async def _keep_alive(embedded: EmbeddedDatabase) -> None:
    """Start the embedded database again when it has died."""
    while True:
        await asyncio.sleep(WATCH_SECONDS)
        if not embedded.is_alive():
            log.error("embedded database ended; starting it again")
            try:
                await asyncio.to_thread(embedded.restart)
            except EmbeddedError as problem:
                log.error("embedded database did not start again", reason=str(problem))  # noqa: TRY400 - it says why


def _export(
    service: Service, client: Client, store: SnapshotStore, caller: Caller
) -> Callable[[Request], Awaitable[Response]]:
    @cache
    def endpoint() -> "ExportEndpoint":
        from server.exports import Exporter  # noqa: PLC0415 - 18 MiB of writers of files, loaded by the first export
        from server.http.export import ExportEndpoint  # noqa: PLC0415 - the same

        return ExportEndpoint(Exporter(service, client, store, caller))

    async def export(request: Request) -> Response:
        return await (await asyncio.to_thread(endpoint)).respond(request)

    return export
