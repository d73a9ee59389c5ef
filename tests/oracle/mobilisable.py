"""Who could be mobilised: qualified trainers who intervene on the ground (section 7).

Rule: affiliation alone never counts; who is mobilised there already is told beside each, and nobody is left out for it.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypedDict

from graph.vocabulary import Audience, Axis, OfferAccess, OfferKind, Theme
from tests.oracle.facts import Facts, holds_on
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
    offers = []
    for offer in sorted(qualified):
        kind = facts.value(offer, "kind")
        if kinds is not None and kind not in kinds:
            continue
        if all(words is None or any(word in words for word in facts.words(offer, name)) for name, words in asked):
            dedicated = kind == OfferKind.DEDICATED
            offers.append((offer, OfferAccess.CASE_BY_CASE if dedicated else OfferAccess.OPEN))
    return offers
