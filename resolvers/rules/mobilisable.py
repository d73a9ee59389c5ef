"""Who could be mobilised: trainers with a valid qualification who intervene there and are not mobilised there.

Affiliation alone never counts.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from graph.vocabulary import OfferAccess, OfferKind, Reach
from resolvers.rules.mobilised import mobilised
from resolvers.rules.question import Question
from resolvers.snapshot.model import AXES, Dated, Offer, Snapshot, role_mask


@dataclass(frozen=True)
class Wanted:
    """The purposes that offers must serve; None accepts any."""

    axes: Collection[str] | None
    themes: Collection[str] | None
    audiences: Collection[str] | None
    kinds: Collection[str] | None

    def fits(self, offer: Offer) -> bool:
        """Return whether an offer is for what is wanted."""
        return (
            (self.axes is None or not offer.axes.isdisjoint(self.axes))
            and (self.themes is None or not offer.themes.isdisjoint(self.themes))
            and (self.audiences is None or not offer.audiences.isdisjoint(self.audiences))
            and (self.kinds is None or offer.kind in self.kinds)
        )


def mobilisable(
    snapshot: Snapshot, day: date, row: int, wanted: Wanted
) -> tuple[dict[int, list[Dated]], dict[int, list[Dated]]]:
    """Return by trainer what they could deliver: those who intervene in the row, and those without any territory."""
    axes = [i for i, axis in enumerate(AXES) if wanted.axes is None or axis in wanted.axes]
    reach = {Reach.DIRECT, Reach.PARTIAL}
    busy = {m.actor for m in mobilised(snapshot, day, row, axes, reach, Question(role_mask(None)))}
    territories, ordinal = snapshot.territories, day.toordinal()
    near = {row} | territories.ancestors[row] | territories.descendants(row)
    here: dict[int, list[Dated]] = {}
    anywhere: dict[int, list[Dated]] = {}
    for trainer, qualifications in enumerate(snapshot.actors.qualified):
        held = [q for q in qualifications if q.holds(ordinal) and wanted.fits(snapshot.offers[q.other])]
        if not held or trainer in busy:
            continue
        places = snapshot.actors.intervenes[trainer]
        if not places:
            anywhere[trainer] = held
        elif any(p.holds(ordinal) and territories.index[p.other] in near for p in places):
            here[trainer] = held
    return here, anywhere


def access(offer: Offer) -> OfferAccess:
    """Return how an offer may be mobilised."""
    return OfferAccess.CASE_BY_CASE if offer.kind is OfferKind.DEDICATED else OfferAccess.OPEN
