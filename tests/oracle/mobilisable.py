"""Mobilisable trainers: qualified, and intervening on the ground; offers available there (section 7).

Rule: affiliation alone never counts; who is mobilised there already is told beside each, and nobody is left out for it.
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


def mobilisable(
    facts: Facts,
    within: str,
    day: date,
    axes: Collection[Axis] | None = None,
    themes: Collection[Theme] | None = None,
    audiences: Collection[Audience] | None = None,
    offer_kinds: Collection[OfferKind] | None = None,
) -> list[Mobilisable]:
    """Return the trainers who could be, by folded name, then id; last those who state no territory at all."""
    there = {entry["actor"]: entry for entry in mobilised(facts, day, axes, within)}
    asked = (("axes", axes), ("themes", themes), ("audiences", audiences))
    found: list[Mobilisable] = []
    for trainer in facts.by_name(facts.ids(["Trainer"])):
        offers = _offers(facts, trainer, day, asked, offer_kinds)
        stated = facts.out("INTERVENES_IN", trainer)
        near = any(holds_on(edge, day) and _meets(facts, edge.end, within) for edge in stated)
        if offers and (near or not stated):
            entry = there.get(trainer)
            here: Here | None = {"axes": entry["axes"], "since": entry["since"]} if entry else None
            found.append({"trainer": trainer, "offers": offers, "withoutTerritory": not stated, "mobilisedHere": here})
    return sorted(found, key=lambda entry: entry["withoutTerritory"])


def _meets(facts: Facts, ground: str, within: str) -> bool:
    """Tell whether a ground is a territory, equals it, contains it, lies in it or overlaps it."""
    beside = {within} | same_ground(facts, within) | overlapping(facts, within)
    return ground in beside or ground in ancestors(facts, within) or within in ancestors(facts, ground)


def _offers(
    facts: Facts,
    trainer: str,
    day: date,
    asked: Sequence[tuple[str, Collection[str] | None]],
    kinds: Collection[OfferKind] | None,
) -> list[tuple[str, OfferAccess]]:
    qualified = {edge.end for edge in facts.out("QUALIFIED_FOR", trainer) if holds_on(edge, day)}
    return [(o, _access(facts, o)) for o in sorted(qualified) if _is_asked(facts, o, asked, kinds)]


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


def training_offers(
    facts: Facts,
    within: str,
    day: date,
    axes: Collection[Axis] | None = None,
    themes: Collection[Theme] | None = None,
    audiences: Collection[Audience] | None = None,
    kinds: Collection[OfferKind] | None = None,
) -> list[TrainingOffer]:
    """Return the offers available on a ground, by folded title, then id; last those that state no territory at all.

    An offer that somebody once made and nobody makes on the day is available nowhere.
    """
    asked = (("axes", axes), ("themes", themes), ("audiences", audiences))
    found: list[TrainingOffer] = []
    for offer in sorted(facts.ids(["Offer"]), key=lambda o: (fold(str(facts.value(o, "title"))), o)):
        makers = facts.into("OFFERS", offer)
        current = sorted(edge.start for edge in makers if holds_on(edge, day))
        places = [edge.end for edge in facts.out("AVAILABLE_IN", offer)]
        if not _is_asked(facts, offer, asked, kinds) or (makers and not current):
            continue
        if places and not any(_meets(facts, place, within) for place in places):
            continue
        trainers = [
            trainer
            for trainer in facts.by_name(facts.ids(["Trainer"]))
            if any(edge.end == offer and holds_on(edge, day) for edge in facts.out("QUALIFIED_FOR", trainer))
            and any(holds_on(e, day) and _meets(facts, e.end, within) for e in facts.out("INTERVENES_IN", trainer))
        ]
        found.append(
            {
                "offer": offer,
                "access": _access(facts, offer),
                "offeredBy": current,
                "trainers": trainers,
                "withoutTerritory": not places,
            }
        )
    return sorted(found, key=lambda entry: entry["withoutTerritory"])
