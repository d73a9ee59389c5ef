"""The address `/export/<format>`, and what an export asks of the API.

Rule: the same filters, the same caller and the same answers as the API; a mistake is told before the first byte.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response, StreamingResponse

from exchange.cells.words import NoWordError, read_axes
from exchange.outgoing.formats import FORMATS, Source
from exchange.outgoing.matrix import Rows
from exchange.outgoing.network import Filters, TooLargeError
from graph.client import Client
from graph.errors import ClientError, Code
from graph.rights import Caller
from graph.vocabulary import TerritoryKind
from resolvers.compile.limits import Limits
from resolvers.execute.context import RequestContext
from resolvers.service import GraphQLRequest, Service
from resolvers.snapshot.store import SnapshotStore
from schema.query import graphql_schema
from server.http.executor import today

UNBOUNDED = Limits(cost=10**12)
"""An export asks its own questions, page by page: what bounds it is a page, not the price of an operation."""
PARAMETERS = ("within", "axes", "asOf", "inEffect", "where", "rows")
STATUS = {Code.DATABASE_UNAVAILABLE: 503, Code.TIMEOUT: 503, Code.INTERNAL: 500}


@dataclass
class Exporter:
    """Makes exports of one database for one kind of caller."""

    client: Client
    store: SnapshotStore
    caller: Caller

    def __post_init__(self) -> None:
        """Plan an export's own questions apart from those of clients."""
        self._service = Service(graphql_schema(), UNBOUNDED)

    @property
    def source(self) -> Source:
        """What an export is made of."""
        return Source(self._ask, self.client, self.caller)

    async def _ask(self, query: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        asked = RequestContext(self.client, self.store, self.caller, today())
        result = await self._service.answer(GraphQLRequest(query, None, variables), asked, "export")
        if result.errors:
            error = result.errors[0]
            raise ClientError(error["message"], error["extensions"]["code"])
        return result.data or {}

    async def respond(self, request: HttpRequest) -> Response:
        """Answer a request for an export."""
        name = request.path_params["format"]
        form = FORMATS.get(name)
        if form is None:
            return _refused(f"format: {name!r} is none of {', '.join(FORMATS)}", 404)
        try:
            filters, rows = filters_of(request.query_params)
            chunks = form.made(self.source, filters, rows)
            first = await anext(chunks)
            second = await anext(chunks, b"")
        except (ClientError, TooLargeError) as error:
            code = error.code if isinstance(error, ClientError) else Code.LIMIT_EXCEEDED
            return _refused(str(error), STATUS.get(code, 400))
        head = {"content-disposition": f'attachment; filename="cinqaxes-{today():%Y-%m-%d}.{name}"'}
        return StreamingResponse(_after(first + second, chunks), media_type=form.media_type, headers=head)


async def _after(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for chunk in rest:
        yield chunk


def _refused(message: str, status: int) -> Response:
    return JSONResponse({"errors": [{"message": message}]}, status_code=status)


def filters_of(given: Mapping[str, str]) -> tuple[Filters, Rows]:
    """Return the filters that parameters say.

    Raises:
        ClientError: one is none, or its value is not one; the message names it.
    """
    unknown = [name for name in given if name not in PARAMETERS]
    if unknown:
        message = f"{unknown[0]}: unknown parameter, give some of {', '.join(PARAMETERS)}"
        raise ClientError(message)
    try:
        axes = tuple(read_axes(given["axes"])) if given.get("axes") else ()
    except NoWordError as error:
        message = f"axes: {given['axes']!r} names no axes, give numbers from 1 to 5 separated by commas"
        raise ClientError(message) from error
    kind = given.get("rows") or TerritoryKind.CITY_CONTRACT.value
    if kind not in list(TerritoryKind):
        message = f"rows: {kind!r} is no kind of territory, give one of {', '.join(TerritoryKind)}"
        raise ClientError(message)
    filters = Filters(
        within=_reference(given["within"]) if given.get("within") else None,
        axes=axes,
        as_of=_day(given["asOf"]) if given.get("asOf") else None,
        in_effect=_flag(given.get("inEffect", "")),
        where=_where(given["where"]) if given.get("where") else None,
    )
    return filters, Rows(kind)


def _reference(text: str) -> dict[str, Any]:
    """Return a TerritoryRef from an id: `departement:44`."""
    if ":" not in text:
        message = f"within: {text!r} is no id of a territory, give for example departement:44"
        raise ClientError(message)
    return {"id": text}


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        message = f"asOf: {text!r} is no day, give YYYY-MM-DD"
        raise ClientError(message) from error


def _flag(text: str) -> bool:
    if text not in {"", "true", "false"}:
        message = f"inEffect: {text!r} is neither true nor false"
        raise ClientError(message)
    return text == "true"


def _where(text: str) -> dict[str, Any]:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        message = f"where: this is no JSON: {error}"
        raise ClientError(message) from error
    if not isinstance(found, dict):
        message = "where: give an object, a filter of `engagements`"
        raise ClientError(message)
    return found
