"""The rows of coverage: territories of a kind, or given by ids, and the territories in a city contract."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from graph.bounds import ROWS_BY_ID_LIMIT
from graph.calendar import NEVER_ENDS, day_text
from graph.errors import ClientError, Code
from graph.rights import ViewKey
from resolvers.snapshot.model import Snapshot


def rows_of(snapshot: Snapshot, rows: dict[str, Any], day: date, within: str | None) -> list[int]:
    """Return the rows that the argument asks for, by code then id.

    Raises:
        ClientError: an id is unknown or not in force, or the argument does not fit.
    """
    territories = snapshot.territories
    ordinal = day.toordinal()
    ids = rows.get("ids")
    if ids is not None:
        if rows.get("kind") is not None or within is not None or rows.get("onlyInCityContract"):
            message = "rows: give ids alone, or kind, to which within and onlyInCityContract may be added"
            raise ClientError(message)
        return _named(snapshot, ids, ordinal)
    kind = rows.get("kind")
    if kind is None:
        message = "rows: give kind (for example CITY_CONTRACT), or ids"
        raise ClientError(message)
    indexes = territories.on_day(kind, ordinal)
    if within is not None:
        place = territories.index[within]
        indexes = [i for i in indexes if territories.is_within(i, place)]
    if rows.get("onlyInCityContract"):
        in_contracts = _in_city_contracts(snapshot, ordinal)
        indexes = [i for i in indexes if in_contracts[i]]
    return indexes


def _named(snapshot: Snapshot, ids: Sequence[str], day: int) -> list[int]:
    if len(ids) > ROWS_BY_ID_LIMIT:
        message = f"rows.ids: {len(ids):,} ids are too many, give {ROWS_BY_ID_LIMIT:,} at most"
        raise ClientError(message, Code.LIMIT_EXCEEDED)
    territories = snapshot.territories
    wanted = list(dict.fromkeys(ids))
    unknown = [identifier for identifier in wanted if identifier not in territories.index]
    if unknown:
        message = f"rows.ids: no territory has the id {', '.join(map(repr, unknown))}"
        raise ClientError(message, Code.NOT_FOUND)
    indexes = [territories.index[identifier] for identifier in wanted]
    out = [_in_force_text(snapshot, place) for place in indexes if not territories.in_force(place, day)]
    if out:
        message = f"rows.ids: not in force on {day_text(day)}: {'; '.join(out)}"
        raise ClientError(message, Code.NOT_IN_FORCE)
    return sorted(indexes, key=lambda i: (territories.codes[i], territories.ids[i]))


def _in_force_text(snapshot: Snapshot, place: int) -> str:
    """Return the id of a territory with the days on which it is in force."""
    territories = snapshot.territories
    until = "" if territories.ends[place] == NEVER_ENDS else f" to {day_text(territories.ends[place])}"
    return f"{territories.ids[place]} (from {day_text(territories.starts[place])}{until})"


def _in_city_contracts(snapshot: Snapshot, day: int) -> bytearray:
    """Return for each territory whether it belongs to a city contract in force on a day (rule 22)."""

    def mark() -> bytearray:
        marks = bytearray(len(snapshot.territories.ids))
        for territory in snapshot.territories.in_city_contracts(day):
            marks[territory] = True
        return marks

    return snapshot.caches.in_city_contracts.get(ViewKey.of_all(day), mark)


def is_in_city_contract(snapshot: Snapshot, territory: int, day: date) -> bool:
    """Return whether a territory belongs to a city contract in force on the day (rule 22)."""
    return bool(_in_city_contracts(snapshot, day.toordinal())[territory])
