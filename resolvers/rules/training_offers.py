"""Training offers that are available in a territory, whoever could deliver them there."""

from datetime import date
from typing import NamedTuple

from resolvers.rules.mobilisable import Wanted, near
from resolvers.snapshot.model import Dated, Offer, Snapshot


class Available(NamedTuple):
    """An offer, the ids of the institutions that make it on the day, and by index the qualified trainers near."""

    offer: str
    givers: list[str]
    trainers: list[int]


class TrainingOffers(NamedTuple):
    """The offers available near a row, and those of which nothing says where they are."""

    here: list[Available]
    anywhere: list[Available]


def training_offers(snapshot: Snapshot, day: date, row: int, wanted: Wanted) -> TrainingOffers:
    """Return the offers that are available in a row; one that nobody makes any more is not."""
    ordinal, territories = day.toordinal(), snapshot.territories
    ground = near(territories, row)
    qualified = _qualified(snapshot, ordinal, ground)
    found = TrainingOffers([], [])
    for identifier, offer in snapshot.offers.items():
        places = {territories.index[place] for place in offer.available_in}
        if wanted.fits(offer) and _is_made(offer, ordinal) and not (places and ground.isdisjoint(places)):
            givers = [made.other for made in offer.made_by if made.holds(ordinal)]
            (found.here if places else found.anywhere).append(
                Available(identifier, givers, qualified.get(identifier, []))
            )
    return found


def _is_made(offer: Offer, day: int) -> bool:
    """Return whether somebody makes an offer on a day, or nothing says who does."""
    return not offer.made_by or any(made.holds(day) for made in offer.made_by)


def _qualified(snapshot: Snapshot, day: int, ground: set[int]) -> dict[str, list[int]]:
    """Return by offer the trainers who hold a qualification on a day and intervene on some ground."""
    index = snapshot.territories.index

    def there(place: Dated) -> bool:
        return place.holds(day) and index[place.other] in ground

    found: dict[str, list[int]] = {}
    for trainer, qualifications in enumerate(snapshot.actors.qualified):
        if qualifications and any(map(there, snapshot.actors.intervenes[trainer])):
            for qualification in qualifications:
                if qualification.holds(day):
                    found.setdefault(qualification.other, []).append(trainer)
    return found
