"""The rows of coverage: territories of a kind, or named by id, and which territories are concerned."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from graph.bounds import ROWS_BY_ID_LIMIT
from graph.calendar import day_text
from graph.errors import ClientError, Code
from graph.vocabulary import TerritoryKind
from resolvers.snapshot.model import Snapshot


def rows_of(snapshot: Snapshot, rows: dict[str, Any], day: date, within: str | None) -> list[int]:
    """Return the rows that the argument names, by code then id; ClientError when unknown or not in force."""
    territories = snapshot.territories
    ordinal = day.toordinal()
    ids = rows.get("ids")
    if ids is not None:
        if rows.get("kind") is not None or within is not None:
            message = "rows: give ids alone, or kind with within"
            raise ClientError(message)
        return _named(snapshot, ids, ordinal)
    kind = rows.get("kind")
    if kind is None:
        message = "rows: give kind (for example CITY_CONTRACT), or ids"
        raise ClientError(message)
    found = list(territories.by_kind.get(kind, []))
    if kind == TerritoryKind.CITY_CONTRACT:
        found = [i for i in found if territories.in_force(i, ordinal)]
    if within is not None:
        place = territories.index[within]
        found = [i for i in found if i == place or place in territories.ancestors[i]]
    if rows.get("concerned", True) is not False:
        concerned = _concerned(snapshot, ordinal)
        found = [i for i in found if i in concerned]
    return found


def _named(snapshot: Snapshot, ids: Sequence[str], day: int) -> list[int]:
    if len(ids) > ROWS_BY_ID_LIMIT:
        message = f"rows.ids: {len(ids):,} ids are too many, give {ROWS_BY_ID_LIMIT:,} at most"
        raise ClientError(message, Code.LIMIT_EXCEEDED)
    territories = snapshot.territories
    found = []
    for identifier in dict.fromkeys(ids):
        place = territories.index.get(identifier)
        if place is None:
            message = f"rows.ids: no territory has the id {identifier!r}"
            raise ClientError(message, Code.NOT_FOUND)
        if territories.kinds[place] == TerritoryKind.CITY_CONTRACT and not territories.in_force(place, day):
            force = f"{day_text(territories.starts[place])} to {day_text(territories.ends[place])}"
            message = f"rows.ids: {identifier} is not in force on {day_text(day)}; it is from {force}"
            raise ClientError(message, Code.NOT_IN_FORCE)
        found.append(place)
    return sorted(found, key=lambda i: (territories.codes[i], territories.ids[i]))


def _concerned(snapshot: Snapshot, day: int) -> set[int]:
    kept = snapshot.memory.concerned
    found: set[int] | None = kept.get(day)
    if found is None:
        found = kept[day] = snapshot.territories.concerned(day)
    return found


def is_concerned(snapshot: Snapshot, territory: int, day: date) -> bool:
    """Return whether a territory has, leads or lies in a contract in force on the day."""
    return territory in _concerned(snapshot, day.toordinal())
