"""Facts with a first and a last day, such as a qualification, and the training offers; days are ordinals."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from graph.calendar import NEVER_ENDS, ordinal
from graph.vocabulary import OfferKind
from resolvers.snapshot.records import OfferRecord


@dataclass(frozen=True)
class Dated:
    """A fact about `other` that is true from a first day to a last day."""

    other: str
    start: int
    end: int
    detail: str | None = None

    @classmethod
    def of_row(cls, row: Sequence[Any]) -> Self:
        """Build it from a row `[other, starts_on, ends_on]`, with an optional detail."""
        return cls(row[0], ordinal(row[1], 0), ordinal(row[2], NEVER_ENDS), *row[3:])

    def holds(self, day: int) -> bool:
        """Return whether the fact holds on a day."""
        return self.start <= day <= self.end

    def holds_within(self, first: int, last: int, *others: Self) -> bool:
        """Return whether there is a day of the period on which this fact and all the others hold."""
        every = self, *others
        return max(first, *(one.start for one in every)) <= min(last, *(one.end for one in every))


def by_id(row: Sequence[str | None]) -> list[str]:
    """Return the sort key of a row `[other, days…]`."""
    return [value or "" for value in row]


ALWAYS = Dated("", 0, NEVER_ENDS)
"""A fact that holds on every day."""


@dataclass(frozen=True)
class Offer:
    """A training offer: its purpose, the ids of the territories where it is available, its makers, and its days."""

    title_key: str
    kind: OfferKind
    axes: frozenset[str]
    themes: frozenset[str]
    audiences: frozenset[str]
    available_in: tuple[str, ...]
    made_by: tuple[Dated, ...]
    valid: Dated = ALWAYS

    @classmethod
    def of_record(cls, record: OfferRecord) -> Self:
        """Build it from a record."""
        words = frozenset(record.axes), frozenset(record.themes), frozenset(record.audiences)
        made_by = tuple(map(Dated.of_row, sorted(record.made_by, key=by_id)))
        valid = Dated.of_row(["", record.valid_from, record.valid_until])
        return cls(record.title_key, OfferKind(record.kind), *words, tuple(record.available_in), made_by, valid)

    def makers_within(self, first: int, last: int) -> list[Dated]:
        """Return the makers of the offer within a period in which it is valid; if none is known, `ALWAYS` stands in."""
        return [one for one in self.made_by or (ALWAYS,) if one.holds_within(first, last, self.valid)]
