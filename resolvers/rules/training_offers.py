"""Training offers available in a territory, with the trainers who could deliver them there."""

from datetime import date
from typing import NamedTuple

from resolvers.rules.mobilisable import Wanted, near
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.offers import ALWAYS, Dated


class Available(NamedTuple):
    """An offer, the ids of its makers on the day, and the indexes of the trainers who could deliver it."""

    offer: str
    makers: list[str]
    trainers: list[int]


class TrainingOffers(NamedTuple):
    """The offers available near a row, and those without any stated territory."""

    here: list[Available]
    anywhere: list[Available]


def training_offers(
    snapshot: Snapshot, day: date, row: int, wanted: Wanted, until: date | None = None
) -> TrainingOffers:
    """Return the offers available in a row on `day` or, if `until` is given, on some day from `day` to `until`.

    An offer that nobody makes any more is left out.
    """
    first, last, territories = day.toordinal(), (until or day).toordinal(), snapshot.territories
    nearby = near(territories, row)
    qualified, available = _qualified(snapshot, nearby), snapshot.actors.available
    offers = TrainingOffers([], [])
    for identifier, offer in snapshot.offers.items():
        places = {territories.index[place] for place in offer.available_in}
        makers = offer.makers_within(first, last)
        if not makers or not wanted.fits(offer) or (places and nearby.isdisjoint(places)):
            continue
        trainers = {
            trainer
            for trainer, held, place in qualified.get(identifier, ())
            if any(held.holds_within(first, last, place, available[trainer], offer.valid, one) for one in makers)
        }
        known = [one.other for one in makers if one is not ALWAYS]
        (offers.here if places else offers.anywhere).append(Available(identifier, known, sorted(trainers)))
    return offers


def _qualified(snapshot: Snapshot, nearby: set[int]) -> dict[str, list[tuple[int, Dated, Dated]]]:
    """Return by offer the qualified trainers who intervene in one of the territories, with qualification and place."""
    index = snapshot.territories.index
    by_offer: dict[str, list[tuple[int, Dated, Dated]]] = {}
    for trainer, qualifications in enumerate(snapshot.actors.qualified):
        places = [place for place in snapshot.actors.intervenes[trainer] if index[place.other] in nearby]
        for held in qualifications:
            by_offer.setdefault(held.other, []).extend((trainer, held, place) for place in places)
    return by_offer
