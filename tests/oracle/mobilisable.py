"""Mobilisable trainers: qualified, and active in the territory; offers available there (rule 23).

Rule: affiliation alone never counts; a trainer who is mobilised there already is listed too, with axes and first day.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypedDict

from graph.vocabulary import Audience, Axis, OfferAccess, OfferKind, Theme
from tests.oracle.facts import Facts, fold, holds_on
from tests.oracle.mobilised import mobilised
from tests.oracle.territories import ancestors, overlapping, same_ground

Here = TypedDict("Here", {"axes": list[Axis], "since": date})  # noqa: UP013 - as the one below
Mobilisable = TypedDict(  # noqa: UP013 - the keys are written as the API writes them
    "Mobilisable",
    {
        "trainer": str,
        "offers": list[tuple[str, OfferAccess]],
        "withoutTerritory": bool,
        "mobilisedHere": Here | None,
    },
)


class TrainingOffer(TypedDict):
    """An available offer; `trainers` by folded name, then id."""

    offer: str
    access: OfferAccess
    offeredBy: list[str]
    trainers: list[str]
    withoutTerritory: bool


def mobilisable(  # noqa: PLR0913, PLR0917 - the arguments of the field
    facts: Facts,
    within: str,
    day: date,
    axes: Collection[Axis] | None = None,
    themes: Collection[Theme] | None = None,
    audiences: Collection[Audience] | None = None,
    offer_kinds: Collection[OfferKind] | None = None,
    until: date | None = None,
) -> list[Mobilisable]:
    """Return the trainers who could be mobilised, by folded name, then id; last those without any territory.

    Over a period: those who could be mobilised on one of its days, with the offers they could deliver on such a day.
    """
    there = {entry["actor"]: entry for entry in mobilised(facts, day, axes, within)}
    asked = (("axes", axes), ("themes", themes), ("audiences", audiences))
    trainers: list[Mobilisable] = []
    for trainer in facts.by_name(facts.ids(["Trainer"])):
        stated = facts.out("INTERVENES_IN", trainer)
        deliverable: set[tuple[str, OfferAccess]] = set()
        for moment in _moments(facts, day, until):
            near = any(holds_on(edge, moment) and _meets(facts, edge.end, within) for edge in stated)
            if not _is_available(facts, trainer, moment):
                continue
            if near or not stated:
                deliverable |= set(_offers(facts, trainer, moment, asked, offer_kinds))
        if offers := sorted(deliverable):
            entry = there.get(trainer)
            here: Here | None = {"axes": entry["axes"], "since": entry["since"]} if entry else None
            trainers.append(
                {"trainer": trainer, "offers": offers, "withoutTerritory": not stated, "mobilisedHere": here}
            )
    return sorted(trainers, key=lambda entry: entry["withoutTerritory"])


def _moments(facts: Facts, day: date, until: date | None) -> list[date]:
    """Return the days of a period on which something may begin to hold; no other day of it need be checked."""
    starts = {edge.properties.get("startsOn") for edge in facts.edges(["INTERVENES_IN", "QUALIFIED_FOR", "OFFERS"])}
    starts |= {facts.nodes[trainer].properties.get("availableFrom") for trainer in facts.ids(["Trainer"])}
    starts |= {facts.value(offer, "validFrom") for offer in facts.ids(["Offer"])}
    within = {one for one in starts if isinstance(one, date) and until is not None and day < one <= until}
    return sorted({day, *within})


def _is_available(facts: Facts, trainer: str, day: date) -> bool:
    """Return whether the day is within a trainer's stated availability; one who stated none is available."""
    stated = facts.nodes[trainer].properties
    first, last = stated.get("availableFrom"), stated.get("availableUntil")
    return not (isinstance(first, date) and day < first) and not (isinstance(last, date) and last < day)


def _can_be_had(facts: Facts, offer: str, day: date) -> bool:
    first, last = facts.day(offer, "validFrom"), facts.day(offer, "validUntil")
    return not (first and day < first) and not (last and last < day)


def _meets(facts: Facts, territory: str, within: str) -> bool:
    """Return whether a territory is `within`, has the same ground, contains it, lies in it or overlaps it."""
    around = {within} | same_ground(facts, within) | overlapping(facts, within)
    return territory in around or territory in ancestors(facts, within) or within in ancestors(facts, territory)


def _offers(
    facts: Facts,
    trainer: str,
    day: date,
    asked: Sequence[tuple[str, Collection[str] | None]],
    kinds: Collection[OfferKind] | None,
) -> list[tuple[str, OfferAccess]]:
    qualified = {edge.end for edge in facts.out("QUALIFIED_FOR", trainer) if holds_on(edge, day)}
    asked_for = (o for o in sorted(qualified) if _is_asked(facts, o, asked, kinds))
    return [(o, _access(facts, o)) for o in asked_for if _can_be_had(facts, o, day)]


def _access(facts: Facts, offer: str) -> OfferAccess:
    return OfferAccess.CASE_BY_CASE if facts.value(offer, "kind") == OfferKind.DEDICATED else OfferAccess.OPEN


def _is_asked(
    facts: Facts,
    offer: str,
    asked: Sequence[tuple[str, Collection[str] | None]],
    kinds: Collection[OfferKind] | None,
) -> bool:
    if kinds is not None and facts.value(offer, "kind") not in kinds:
        return False
    return all(words is None or any(word in words for word in facts.words(offer, name)) for name, words in asked)


def training_offers(  # noqa: PLR0913, PLR0917 - the arguments of the field
    facts: Facts,
    within: str,
    day: date,
    axes: Collection[Axis] | None = None,
    themes: Collection[Theme] | None = None,
    audiences: Collection[Audience] | None = None,
    kinds: Collection[OfferKind] | None = None,
    until: date | None = None,
) -> list[TrainingOffer]:
    """Return the offers available in a territory, by folded title, then id; last those without any territory.

    An offer whose makers are all gone on the day is available nowhere. Over a period: offers available on one of its
    days, with who makes them and who could deliver them on such a day.
    """
    asked = (("axes", axes), ("themes", themes), ("audiences", audiences))
    available: list[TrainingOffer] = []
    for offer in sorted(facts.ids(["Offer"]), key=lambda o: (fold(str(facts.value(o, "title"))), o)):
        makers = facts.into("OFFERS", offer)
        places = [edge.end for edge in facts.out("AVAILABLE_IN", offer)]
        if not _is_asked(facts, offer, asked, kinds):
            continue
        if places and not any(_meets(facts, place, within) for place in places):
            continue
        current: set[str] = set()
        trainers: set[str] = set()
        is_available = False
        for moment in _moments(facts, day, until):
            made = {edge.start for edge in makers if holds_on(edge, moment)}
            if _can_be_had(facts, offer, moment) and (made or not makers):
                is_available = True
                current |= made
                trainers |= _trainers_on(facts, offer, within, moment)
        if is_available:
            available.append(
                {
                    "offer": offer,
                    "access": _access(facts, offer),
                    "offeredBy": sorted(current),
                    "trainers": facts.by_name(trainers),
                    "withoutTerritory": not places,
                }
            )
    return sorted(available, key=lambda entry: entry["withoutTerritory"])


def _trainers_on(facts: Facts, offer: str, within: str, day: date) -> set[str]:
    return {
        trainer
        for trainer in facts.ids(["Trainer"])
        if _is_available(facts, trainer, day)
        and any(edge.end == offer and holds_on(edge, day) for edge in facts.out("QUALIFIED_FOR", trainer))
        and any(holds_on(e, day) and _meets(facts, e.end, within) for e in facts.out("INTERVENES_IN", trainer))
    }
