"""Mobilisable actors: trainers with a valid qualification who intervene near the row, mobilised there already or not.

An affiliation alone never makes a trainer mobilisable.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from graph.vocabulary import OfferAccess, OfferKind
from resolvers.rules.mobilised import Mobilisation, mobilised
from resolvers.snapshot.model import AXES, Snapshot
from resolvers.snapshot.offers import ALWAYS, Dated, Offer
from resolvers.snapshot.territories import Territories


@dataclass(frozen=True)
class Wanted:
    """The purposes that an offer must serve; None accepts any."""

    axes: Collection[str] | None
    themes: Collection[str] | None
    audiences: Collection[str] | None
    kinds: Collection[str] | None

    def fits(self, offer: Offer) -> bool:
        """Return whether an offer serves these purposes."""
        return (
            (self.axes is None or not offer.axes.isdisjoint(self.axes))
            and (self.themes is None or not offer.themes.isdisjoint(self.themes))
            and (self.audiences is None or not offer.audiences.isdisjoint(self.audiences))
            and (self.kinds is None or offer.kind in self.kinds)
        )


class Mobilisable(NamedTuple):
    """Trainers by index, each with qualifications: those who intervene near the row, and those without a territory.

    `busy` are those who are already mobilised there on one of the wanted axes.
    """

    here: dict[int, list[Dated]]
    anywhere: dict[int, list[Dated]]
    busy: dict[int, Mobilisation]


def mobilisable(snapshot: Snapshot, day: date, row: int, wanted: Wanted, until: date | None = None) -> Mobilisable:
    """Return who could be mobilised in a row on `day` or, if `until` is given, on some day from `day` to `until`."""
    axes = [i for i, axis in enumerate(AXES) if wanted.axes is None or axis in wanted.axes]
    busy = {m.actor: m for m in mobilised(snapshot, day, row, axes)}
    territories, first, last = snapshot.territories, day.toordinal(), (until or day).toordinal()
    nearby = near(territories, row)
    fitting = {identifier: offer.valid for identifier, offer in snapshot.offers.items() if wanted.fits(offer)}
    here: dict[int, list[Dated]] = {}
    anywhere: dict[int, list[Dated]] = {}
    for trainer, qualifications in enumerate(snapshot.actors.qualified):
        places, available = snapshot.actors.intervenes[trainer], snapshot.actors.available[trainer]
        there = [place for place in places if territories.index[place.other] in nearby] if places else [ALWAYS]
        held = [
            q
            for q in qualifications
            if q.other in fitting
            and any(q.holds_within(first, last, fitting[q.other], available, place) for place in there)
        ]
        if held:
            (here if places else anywhere)[trainer] = held
    return Mobilisable(here, anywhere, busy)


def near(territories: Territories, row: int) -> set[int]:
    """Return a row, the territories with its boundaries, those that contain or overlap it, and those in it."""
    around_row = {row, *territories.same_ground[row]} | territories.ancestors[row] | territories.overlaps[row]
    return around_row | territories.descendants(row)


def access(offer: Offer) -> OfferAccess:
    """Return how an offer may be obtained."""
    return OfferAccess.CASE_BY_CASE if offer.kind is OfferKind.DEDICATED else OfferAccess.OPEN
