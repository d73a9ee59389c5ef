"""Digests of a snapshot's records: a record that is read again changes the snapshot only if its digest differs."""

from array import array
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Self

import orjson

from resolvers.snapshot.columns import Columns
from resolvers.snapshot.records import ActorRecord, EngagementRecord, TerritoryRecord

Record = TerritoryRecord | ActorRecord | EngagementRecord


def _digest(record: Record) -> int:
    return hash(orjson.dumps(record[:], default=repr))


@dataclass(frozen=True)
class Digests(Columns):
    """The ids of nodes, in order, with the digest of each record; valid in this process and its forks only."""

    values: "array[int]"

    @classmethod
    def of(cls, records: Sequence[Record]) -> Self:
        """Compute the digests of records that are in the order of their ids."""
        return cls([record.id for record in records], array("q", map(_digest, records)))

    def changed(self, records: Sequence[Record], ids: Collection[str]) -> set[str]:
        """Return the ids among these whose record, read again, differs or is missing."""
        present = {record.id for record in records}
        gone = {identifier for identifier in ids if identifier not in present and self._value(identifier) is not None}
        return gone.union(record.id for record in records if self._value(record.id) != _digest(record))

    def _value(self, identifier: str) -> int | None:
        place = bisect_left(self.ids, identifier)
        return self.values[place] if self.ids[place : place + 1] == [identifier] else None
