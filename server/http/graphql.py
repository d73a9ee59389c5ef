"""GraphQL over HTTP: the requests that are accepted, and the status and media type of each response.

A request with a wrong head is refused before its body is read. Nothing the client sent is guessed at, and no error
message made here repeats it. Every response is a GraphQL result, except a 304 and the redirect of a browser to the
query page. The executor's task never outlives its client.
"""

import json
import logging
import random
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final, NamedTuple, Protocol
from urllib.parse import urlencode

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from graph.fair_semaphore import TooBusyError
from graph.rights import Viewer
from resolvers.service import GraphQLRequest
from server.http.back_pressure import RETRY_AFTER
from server.http.client_keys import key_of
from server.http.disconnects import cancel_on_disconnect
from server.http.documents import TrustedDocuments
from server.http.etags import REVALIDATED, matches, not_modified
from server.http.graphql_request import RequestError, from_body, from_query_string
from server.http.negotiation import GRAPHQL_JSON, HTML, JSON, answer_type, carries_json
from server.http.viewers import ViewerOf
from server.logs import add_log_fields

_LOG: Final = logging.getLogger(__name__)
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_HEADERS_READ: Final = frozenset({b"accept", b"content-type", b"content-length", b"x-request-id"})
_LONGEST_HEADER: Final = 2_000
_SMALL_REQUEST: Final = 16_384
"""The largest body or query string, in bytes, that is parsed on the event loop; a larger one would delay others."""
_RESULT_HEADERS: Final = {
    media_type: (
        (b"content-type", f"{media_type}; charset=utf-8".encode()),
        (b"vary", b"accept"),
        (b"cache-control", b"no-store"),
    )
    for media_type in (GRAPHQL_JSON, JSON)
}
_CLIENT_GONE: Final = 499  # not sent to anybody; middleware and the access log see how the request ended


class GraphQLResponse(NamedTuple):
    """The answer to a request."""

    body: bytes
    """The result as JSON in UTF-8."""
    reached_execution: bool
    """False for a request error (parsing, validation, coercion, limits): 400, but 200 in the media type `JSON`."""
    refused_over_get: bool = False
    """True if the operation was refused because it is a mutation, which may run over POST only."""
    retry_later: bool = False
    """Nothing was answered for lack of a permit or a database: 503, but 200 in the media type `JSON`."""
    is_whole: bool = False
    """True if the result has data and no error."""


class Executor(Protocol):
    """Runs one request against a schema."""

    async def execute(
        self, request: GraphQLRequest, viewer: Viewer, *, request_id: str, client_key: str
    ) -> GraphQLResponse:
        """Answer the request; cancelled if the client disconnects.

        Args:
            request: the operation.
            viewer: for whom it is answered.
            request_id: identifies the request in the log and in the response's `x-request-id`.
            client_key: identifies the client whose permits it uses.
        """
        ...

    async def read(self, read: Callable[[], GraphQLRequest], *, client_key: str) -> GraphQLRequest:
        """Return the request that `read` parses from a large body, when it is the client's turn.

        Raises:
            TooBusyError: the client's turn did not come in time.
        """
        ...

    async def tag(self, request: GraphQLRequest, viewer: Viewer) -> str | None:
        """Return the ETag of the answer to a request; None if the answer must not be cached or has no known ETag."""
        ...


class GraphQLEndpoint:
    """An ASGI application for one route: `Route("/graphql", GraphQLEndpoint(executor, viewer_of))`."""

    def __init__(
        self,
        executor: Executor,
        viewer_of: ViewerOf,
        *,
        max_body_bytes: int = 262_144,
        page: str | None = None,
        documents: TrustedDocuments | None = None,
    ) -> None:
        """Create the endpoint.

        Args:
            executor: runs the requests.
            viewer_of: returns the viewer of a request.
            max_body_bytes: the maximum size of the body of a POST and of the query string of a GET, in bytes.
            page: where a browser that asks for HTML is redirected, with its query; None for nowhere.
            documents: the trusted documents, which clients may request by digest; perhaps the only ones answered.
        """
        self._executor, self._viewer_of = executor, viewer_of
        self._max_bytes = max_body_bytes
        self._page = page
        self._documents = documents or TrustedDocuments()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        response = await self._respond(Request(scope, receive))
        await response(scope, receive, send)

    async def _respond(self, http: Request) -> Response:
        headers = _headers(http.scope)
        request_id = _request_id(headers)
        add_log_fields(request_id=request_id)
        media_type: str | None = JSON
        try:
            _refuse_long_headers(headers)
            media_type = answer_type(headers.get("accept", ""), page=self._page is not None and http.method == "GET")
            if media_type == HTML and self._page:
                return Response(status_code=303, headers={"location": _page_url(self._page, http), "vary": "accept"})
            request = await self._read(http, headers, media_type)
            work = self._answer(http, request, media_type or JSON, request_id)
            response = await cancel_on_disconnect(http.receive, work)
        except RequestError as refusal:
            response = _error(refusal, media_type if media_type == GRAPHQL_JSON else JSON)
        except ClientDisconnect:
            response = Response(status_code=_CLIENT_GONE)
        response.raw_headers.append((b"x-request-id", request_id.encode()))
        return response

    async def _read(self, http: Request, headers: Mapping[str, str], media_type: str | None) -> GraphQLRequest:
        if http.method not in {"GET", "POST"}:
            raise RequestError(405, "Use GET for queries or POST for any operation.", {"allow": "GET, POST"})
        if media_type is None:
            raise RequestError(406, f"Accept {GRAPHQL_JSON} or {JSON}: this endpoint answers nothing else.")
        if http.method == "POST":
            body = await self._body(http, headers)
            return await self._parse(http, len(body), partial(from_body, body, self._documents))
        size = len(http.scope["query_string"])
        if size > self._max_bytes:
            raise RequestError(414, f"The query string is longer than {self._max_bytes} bytes: use POST.")
        return await self._parse(
            http, size, lambda: from_query_string(http.query_params.multi_items(), self._documents)
        )

    async def _parse(self, http: Request, size: int, read: Callable[[], GraphQLRequest]) -> GraphQLRequest:
        """Return the request that `read` parses: a small one at once, a large one in the planning thread."""
        if size <= _SMALL_REQUEST:
            return read()
        try:
            return await self._executor.read(read, client_key=key_of(http.scope))
        except TooBusyError as error:
            raise RequestError(503, str(error), RETRY_AFTER, code=error.code) from None

    async def _body(self, http: Request, headers: Mapping[str, str]) -> bytes:
        if not carries_json(headers.get("content-type", "")):
            message = f"Send the body as {JSON} in UTF-8 and say so in Content-Type."
            raise RequestError(415, message, {"accept-post": JSON})
        declared = headers.get("content-length", "")
        if declared.isdecimal() and int(declared) > self._max_bytes:
            raise self._too_large()
        body = bytearray()
        more = True
        while more:
            part = await http.receive()
            if part["type"] == "http.disconnect":
                raise ClientDisconnect
            body += part.get("body", b"")
            more = part.get("more_body", False)
            if len(body) > self._max_bytes:
                raise self._too_large()
        return bytes(body)

    def _too_large(self) -> RequestError:
        return RequestError(413, f"The body is longer than {self._max_bytes} bytes.")

    async def _answer(self, http: Request, request: GraphQLRequest, media_type: str, request_id: str) -> Response:
        try:
            viewer, key = self._viewer_of(http.scope), key_of(http.scope)
            tag = await self._executor.tag(request, viewer) if http.method == "GET" else None
            if tag and matches(http.headers, tag):
                return not_modified(tag)
            response = await self._executor.execute(request, viewer, request_id=request_id, client_key=key)
        except Exception:  # noqa: BLE001 - the last resort: logged, and still answered as a GraphQL result
            _LOG.exception("request %s failed outside its execution", request_id)
            fault = {"code": "INTERNAL", "reference": request_id}
            return _result(_errors("The service failed; its log holds this reference.", fault), 500, media_type)
        if response.refused_over_get:
            return _error(RequestError(405, "A mutation runs over POST only.", {"allow": "POST"}), media_type)
        answer = _result(response.body, _status(response, media_type), media_type)
        if response.retry_later:
            answer.headers.update(RETRY_AFTER)
        if tag and response.is_whole:
            answer.headers.update({"etag": tag, **REVALIDATED})
        return answer


def _headers(scope: Scope) -> dict[str, str]:
    """Return the headers that are read here, by name; repeated headers are joined by commas."""
    headers: dict[str, str] = {}
    for raw, value in scope["headers"]:
        if raw not in _HEADERS_READ:
            continue
        name, text = raw.decode("latin-1"), value.decode("latin-1")
        headers[name] = f"{headers[name]}, {text}" if name in headers else text
    return headers


def _refuse_long_headers(headers: Mapping[str, str]) -> None:
    """Refuse a header whose parsing would take time quadratic in its length."""
    for name in ("accept", "content-type"):
        if len(headers.get(name, "")) > _LONGEST_HEADER:
            raise RequestError(431, f"The header {name.title()} is longer than {_LONGEST_HEADER} characters.")


def _request_id(headers: Mapping[str, str]) -> str:
    given = headers.get("x-request-id", "")
    return given if _REQUEST_ID.fullmatch(given) else f"{random.getrandbits(128):032x}"


def _status(response: GraphQLResponse, media_type: str) -> int:
    if media_type == JSON:
        return 200
    if response.retry_later:
        return 503
    return 200 if response.reached_execution else 400


def _error(refusal: RequestError, media_type: str) -> Response:
    body = _errors(str(refusal), {"code": refusal.code})
    if refusal.batch:  # the client of a batch expects one answer per request
        body = b"[" + b",".join([body] * refusal.batch) + b"]"
    answer = _result(body, refusal.status, media_type)
    answer.headers.update(refusal.headers)
    return answer


def _errors(message: str, extensions: dict[str, str]) -> bytes:
    return json.dumps({"errors": [{"message": message, "extensions": extensions}]}).encode()


def _result(body: bytes, status: int, media_type: str) -> Response:
    response = Response(body, status)
    response.raw_headers += _RESULT_HEADERS[media_type]
    return response


def _page_url(page: str, http: Request) -> str:
    """Return the URL of the page, with the query and variables of the request in its fragment."""
    given = {"requete": http.query_params.get("query"), "variables": http.query_params.get("variables")}
    fragment = urlencode({name: value for name, value in given.items() if value})
    return f"{page}#{fragment}" if fragment else page
