"""Training offers that are available in a territory, whoever could deliver them there."""

from datetime import date
from typing import NamedTuple

from resolvers.rules.mobilisable import Wanted, near
from resolvers.snapshot.model import Snapshot


class Available(NamedTuple):
    """An offer, the ids of the institutions that make it on the day, and by index the qualified trainers near."""

    offer: str
    givers: list[str]
    trainers: list[int]


class TrainingOffers(NamedTuple):
    """The offers available near a row, and those of which nothing says where they are."""

    here: list[Available]
    anywhere: list[Available]


def training_offers(
    snapshot: Snapshot, day: date, row: int, wanted: Wanted, until: date | None = None
) -> TrainingOffers:
    """Return the offers available in a row on a day or, with `until`, on some day from then on to the last one.

    One that nobody makes any more is not.
    """
    first, last, territories = day.toordinal(), (until or day).toordinal(), snapshot.territories
    ground = near(territories, row)
    qualified = _qualified(snapshot, first, last, ground)
    found = TrainingOffers([], [])
    for identifier, offer in snapshot.offers.items():
        places = {territories.index[place] for place in offer.available_in}
        givers = [made.other for made in offer.made_by if made.holds_within(first, last)]
        is_made = offer.can_be_had(first, last) and (bool(givers) or not offer.made_by)
        if wanted.fits(offer) and is_made and not (places and ground.isdisjoint(places)):
            (found.here if places else found.anywhere).append(
                Available(identifier, givers, qualified.get(identifier, []))
            )
    return found


def _qualified(snapshot: Snapshot, first: int, last: int, ground: set[int]) -> dict[str, list[int]]:
    """Return by offer the trainers who hold a qualification and intervene on some ground on one day of a period."""
    index = snapshot.territories.index
    found: dict[str, list[int]] = {}
    for trainer, qualifications in enumerate(snapshot.actors.qualified):
        places = [place for place in snapshot.actors.intervenes[trainer] if index[place.other] in ground]
        for offer in {q.other for q in qualifications if any(q.holds_within(first, last, place) for place in places)}:
            found.setdefault(offer, []).append(trainer)
    return found
