"""A small real service for tests of the HTTP layer: a schema of four fields run by graphql-core, and a real uvicorn.

Nothing here imitates a part of the product: the executor that the endpoint calls really parses, validates and executes.
"""

import asyncio
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal

import uvicorn
from graphql import (
    ExecutionResult,
    GraphQLError,
    OperationType,
    build_schema,
    execute,
    get_operation_ast,
    parse,
    validate,
)
from starlette.types import ASGIApp

from graph.rights import Viewer
from resolvers.service import GraphQLRequest
from server.http.connections import BoundedConnection
from server.http.graphql import GraphQLResponse

SCHEMA = build_schema(
    "type Query { echo(text: String): String, wait: String, busy: String } type Mutation { bump: Int }"
)


class SmallExecutor:
    """Runs the schema with graphql-core; `wait` never answers, so only a cancellation ends it."""

    def __init__(self) -> None:
        self.cancelled = threading.Event()
        self.cleaned_up = threading.Event()
        self.read_in_thread = 0

    async def read(self, read: Callable[[], GraphQLRequest], *, client_key: str) -> GraphQLRequest:  # noqa: ARG002
        self.read_in_thread += 1
        return read()

    async def execute(
        self,
        request: GraphQLRequest,
        viewer: Viewer,  # noqa: ARG002 - all see the same
        *,
        request_id: str,
        client_key: str,  # noqa: ARG002 - it has no permits to share
    ) -> GraphQLResponse:
        if "crash" in request.extensions:
            raise RuntimeError(request_id)
        try:
            document = parse(request.query)
        except GraphQLError as error:
            return _request_errors([error])
        if errors := validate(SCHEMA, document):
            return _request_errors(errors)
        operation = get_operation_ast(document, request.operation_name)
        if operation and operation.operation is OperationType.MUTATION and not request.mutations_allowed:
            return GraphQLResponse(b"", reached_execution=False, refused_over_get=True)
        outcome = execute(
            SCHEMA, document, self, variable_values=dict(request.variables), operation_name=request.operation_name
        )
        result = outcome if isinstance(outcome, ExecutionResult) else await outcome
        errors = result.errors or []
        if result.data is None and all(error.path is None for error in errors):
            return _request_errors(errors)
        busy = any(error.message == "busy" for error in errors)
        return GraphQLResponse(json.dumps(result.formatted).encode(), reached_execution=True, retry_later=busy)

    async def tag(self, request: GraphQLRequest, viewer: Viewer) -> str | None:  # noqa: ARG002 - nothing is cached here
        return None

    def echo(self, _info: object, text: str | None = None) -> str | None:
        return text

    def busy(self, _info: object) -> str:
        message = "busy"
        raise GraphQLError(message)

    def bump(self, _info: object) -> int:
        return 1

    async def wait(self, _info: object) -> str:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            await asyncio.sleep(0.01)  # as long as ending a statement takes
            self.cleaned_up.set()
            raise
        return "never"


def _request_errors(errors: list[GraphQLError]) -> GraphQLResponse:
    body = json.dumps({"errors": [error.formatted for error in errors]}).encode()
    return GraphQLResponse(body, reached_execution=False)


@contextmanager
def serving(
    app: ASGIApp, http: Literal["h11", "httptools"] | type[asyncio.Protocol] = BoundedConnection, **more: Any
) -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    options = {"log_level": "critical", "lifespan": "off", **more}
    server = uvicorn.Server(uvicorn.Config(app, http=http, **options))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
