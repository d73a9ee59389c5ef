"""The data of exports: the filters, the viewer and the answers of the API, with a price of their own.

Officers write the filters, in the command or in an address: what is wrong with them is said in French.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import orjson
from graphql import GraphQLError

from exchange.cells.words import NoWordError, read_axes, read_word
from exchange.outgoing.formats import ExportSource
from exchange.outgoing.matrix import WORD_FILTERS, MatrixRows
from exchange.outgoing.network import ExportFilters
from graph.bounds import Limits
from graph.calendar import TODAY
from graph.client import Client
from graph.errors import ClientError, Code
from graph.rights import Viewer
from graph.vocabulary import TerritoryKind
from resolvers.execute.context import RequestContext
from resolvers.service import GraphQLRequest, Service
from resolvers.snapshot.store import SnapshotStore
from schema.date import parse_day
from server.clock import today

BY_PAGES = Limits(cost=4_500_000, expensive=4_500_000, bytes=67_108_864)
"""An export asks page by page, each with all that an engagement has; what its filters may visit is bounded as usual."""
UNBOUNDED = Limits(cost=10**12, expensive=10**12, bytes=10**12)
"""The command has its process to itself."""
UNKNOWN_FIELD = re.compile(r"unknown field '(\w+)'(?:\. Did you mean '(\w+)')?")
"""The words of graphql-core about a field that an input object does not have."""
LONGEST_ECHO = 60
"""The characters of a wrong value that are repeated."""
PARAMETERS = ("within", "axes", *WORD_FILTERS, "asOf", "inEffect", "where", "rows")


@dataclass
class Exporter:
    """Gives exports their data."""

    service: Service
    client: Client
    store: SnapshotStore
    limits: Limits = BY_PAGES

    def source(self, viewer: Viewer) -> ExportSource:
        """Return the API, the database and the viewer, as an export needs them."""
        return ExportSource(partial(self._ask, viewer), self.client, viewer)

    async def _ask(self, viewer: Viewer, query: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        context = RequestContext(self.client, self.store, viewer, today(), self.limits)
        result = await self.service.answer(GraphQLRequest(query, None, variables), context, "export")
        if result.errors:
            error = result.errors[0]
            raise ClientError(_in_french(error["message"], error["extensions"]["code"]), error["extensions"]["code"])
        return result.data or {}


def _in_french(message: str, code: Code) -> str:
    """Return an error of the API as whoever wrote the filters reads it: its reasons are `within` and `where`."""
    quoted = re.findall(r"'([^']+)'", message)
    if code is Code.NOT_FOUND and quoted:
        return f"within : « {_echo(quoted[-1])} » n’est l’identifiant d’aucun territoire ; par exemple : departement:44"
    if unknown := UNKNOWN_FIELD.search(message):
        name, near = unknown.groups()
        hint = f" ; le plus proche : « {near} »" if near else ""
        return f"where : le champ « {_echo(name)} » n’existe pas dans ce filtre de « engagements »{hint}"
    if code is Code.BAD_USER_INPUT:
        return f"where : ce n’est pas un filtre de « engagements » ; l’API dit : {message}"
    return message


def filters_of(given: Mapping[str, str]) -> tuple[ExportFilters, MatrixRows]:
    """Return the filters that parameters say.

    Raises:
        ClientError: one is none, or its value is not one; the message names it.
    """
    unknown = [name for name in given if name not in PARAMETERS]
    if unknown:
        message = f"{_echo(unknown[0])} : ce paramètre n’existe pas ; au choix : {', '.join(PARAMETERS)}"
        raise ClientError(message)
    try:
        axes = tuple(read_axes(given["axes"])) if given.get("axes") else ()
    except NoWordError as error:
        axes_text = _echo(given["axes"])
        message = f"axes : « {axes_text} » ne désigne pas d’axes ; attendu : des numéros de 1 à 5, comme 1,3"
        raise ClientError(message) from error
    kind = given.get("rows") or TerritoryKind.CITY_CONTRACT.value
    if kind not in list(TerritoryKind):
        message = f"rows : « {_echo(kind)} » n’est pas une sorte de territoire ; au choix : {', '.join(TerritoryKind)}"
        raise ClientError(message)
    filters = ExportFilters(
        within=_reference(given["within"]) if given.get("within") else None,
        axes=axes,
        as_of=_day(given.get("asOf") or "today"),
        in_effect=_flag(given.get("inEffect", "")),
        where=_where(given["where"]) if given.get("where") else None,
        words={name: _words(name, given[name]) for name in WORD_FILTERS if given.get(name)},
    )
    return filters, MatrixRows(kind)


def _echo(text: str) -> str:
    """Return the beginning of what a client wrote, short enough to be told back."""
    return text[:LONGEST_ECHO]


def _reference(text: str) -> dict[str, Any]:
    """Return a TerritoryRef from an id: `departement:44`."""
    if ":" not in text:
        message = f"within : « {_echo(text)} » n’est pas l’identifiant d’un territoire ; par exemple : departement:44"
        raise ClientError(message)
    return {"id": text}


def _words(name: str, text: str) -> tuple[str, ...]:
    _, vocabulary = WORD_FILTERS[name]
    try:
        return tuple(dict.fromkeys(read_word(vocabulary, word) for word in text.split(",")))
    except NoWordError as error:
        message = (
            f"{name} : « {_echo(text)} » n’est pas compris ; au choix, avec des virgules : {', '.join(vocabulary)}"
        )
        raise ClientError(message) from error


def _day(text: str) -> str:
    """Return a day in ISO form; today is settled here, so that all pages of an export have one day."""
    try:
        day = parse_day(text)
    except GraphQLError as error:
        message = f"asOf : « {_echo(text)} » n’est pas un jour ; attendu : AAAA-MM-JJ, ou today"
        raise ClientError(message) from error
    return str(today() if day is TODAY else day)


def _flag(text: str) -> bool:
    if text not in {"", "true", "false"}:
        message = f"inEffect : « {_echo(text)} » n’est ni true ni false"
        raise ClientError(message)
    return text == "true"


def _where(text: str) -> dict[str, Any]:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        message = f"where : ce n’est pas du JSON ({error})"
        raise ClientError(message) from error
    if not isinstance(found, dict):
        message = "where : un objet JSON est attendu, un filtre de « engagements »"
        raise ClientError(message)
    return found
