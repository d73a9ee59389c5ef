"""The filters of exports, as given to the command or in a URL; errors are in French."""

from collections.abc import Mapping
from typing import Any

import orjson
from graphql import GraphQLError

from exchange.cells.words import read_axes, read_word
from exchange.faults import CellError
from exchange.outgoing.matrix import WORD_FILTERS
from exchange.outgoing.network import ExportFilters
from graph.calendar import TODAY
from graph.errors import ClientError
from graph.vocabulary import TerritoryKind
from schema.date import parse_day
from server.clock import today
from usecases.export import echo

PARAMETERS = ("within", "axes", *WORD_FILTERS, "asOf", "inEffect", "where", "rows")


def filters_of(given: Mapping[str, str]) -> ExportFilters:
    """Return the filters that the parameters give.

    Raises:
        ClientError: a parameter is unknown or has a wrong value; the message names it.
    """
    unknown = [name for name in given if name not in PARAMETERS]
    if unknown:
        message = f"{echo(unknown[0])} : ce paramètre n’existe pas ; au choix : {', '.join(PARAMETERS)}"
        raise ClientError(message)
    try:
        axes = tuple(read_axes(given["axes"])) if given.get("axes") else ()
    except CellError as error:
        wrong = "ne désigne pas d’axes ; attendu : des numéros de 1 à 5, comme 1,3"
        raise _refused(given["axes"], "axes", wrong) from error
    kind = given.get("rows") or TerritoryKind.CITY_CONTRACT.value
    if kind not in list(TerritoryKind):
        raise _refused(kind, "rows", f"n’est pas une sorte de territoire ; au choix : {', '.join(TerritoryKind)}")
    return ExportFilters(
        within=_reference(given["within"]) if given.get("within") else None,
        axes=axes,
        as_of=_day(given.get("asOf") or "today"),
        in_effect=_flag(given.get("inEffect", "")),
        where=_where(given["where"]) if given.get("where") else None,
        rows=kind,
        words={name: _words(name, given[name]) for name in WORD_FILTERS if given.get(name)},
    )


def _refused(text: str, name: str, wrong: str) -> ClientError:
    """Return the error of a parameter with a wrong value."""
    return ClientError(f"{name} : « {echo(text)} » {wrong}")


def _reference(text: str) -> dict[str, Any]:
    """Return a TerritoryRef from an id: `departement:44`."""
    if ":" not in text:
        raise _refused(text, "within", "n’est pas l’identifiant d’un territoire ; par exemple : departement:44")
    return {"id": text}


def _words(name: str, text: str) -> tuple[str, ...]:
    _, vocabulary = WORD_FILTERS[name]
    try:
        return tuple(dict.fromkeys(read_word(vocabulary, word) for word in text.split(",")))
    except CellError as error:
        wrong = f"n’est pas compris ; au choix, avec des virgules : {', '.join(vocabulary)}"
        raise _refused(text, name, wrong) from error


def _day(text: str) -> str:
    """Return a day in ISO form; today is resolved here, so that all pages of an export use the same day."""
    try:
        day = parse_day(text)
    except GraphQLError as error:
        raise _refused(text, "asOf", "n’est pas un jour ; attendu : AAAA-MM-JJ, ou today") from error
    return str(today() if day is TODAY else day)


def _flag(text: str) -> bool:
    if text not in {"", "true", "false"}:
        raise _refused(text, "inEffect", "n’est ni true ni false")
    return text == "true"


def _where(text: str) -> dict[str, Any]:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        message = f"where : ce n’est pas du JSON ({error})"
        raise ClientError(message) from error
    if not isinstance(value, dict):
        message = "where : un objet JSON est attendu, un filtre de « engagements »"
        raise ClientError(message)
    return value
