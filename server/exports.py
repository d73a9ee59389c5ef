"""The data of exports: the filters, the caller and the answers of the API, with a price of their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from exchange.cells.words import NoWordError, read_axes
from exchange.outgoing.formats import ExportSource
from exchange.outgoing.matrix import MatrixRows
from exchange.outgoing.network import ExportFilters
from graph.bounds import Limits
from graph.client import Client
from graph.errors import ClientError
from graph.rights import Caller
from graph.vocabulary import TerritoryKind
from resolvers.execute.context import RequestContext
from resolvers.service import GraphQLRequest, Service
from resolvers.snapshot.store import SnapshotStore
from server.clock import today

UNBOUNDED = Limits(cost=10**12)
"""An export asks page by page: its page bounds it, not the price of an operation."""
PARAMETERS = ("within", "axes", "asOf", "inEffect", "where", "rows")


@dataclass
class Exporter:
    """Gives exports their data, for one kind of caller."""

    service: Service
    client: Client
    store: SnapshotStore
    caller: Caller

    @property
    def source(self) -> ExportSource:
        """The API, the database and the caller, as an export needs them."""
        return ExportSource(self._ask, self.client, self.caller)

    async def _ask(self, query: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        context = RequestContext(self.client, self.store, self.caller, today(), UNBOUNDED)
        result = await self.service.answer(GraphQLRequest(query, None, variables), context, "export")
        if result.errors:
            error = result.errors[0]
            raise ClientError(error["message"], error["extensions"]["code"])
        return result.data or {}


def filters_of(given: Mapping[str, str]) -> tuple[ExportFilters, MatrixRows]:
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
    filters = ExportFilters(
        within=_reference(given["within"]) if given.get("within") else None,
        axes=axes,
        as_of=_day(given["asOf"]) if given.get("asOf") else None,
        in_effect=_flag(given.get("inEffect", "")),
        where=_where(given["where"]) if given.get("where") else None,
    )
    return filters, MatrixRows(kind)


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
