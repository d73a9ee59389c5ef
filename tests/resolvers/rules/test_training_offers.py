"""Offers available in a territory: where they are available, their makers, and who could deliver them there."""

from collections.abc import Sequence
from datetime import date

import pytest

from resolvers.rules.mobilisable import Wanted
from resolvers.rules.training_offers import Available, training_offers
from resolvers.snapshot.records import ActorRecord, OfferRecord
from tests.resolvers.rules.small import NEW, OLD, actor, country, snapshot_of

DAY = date(2026, 6, 15)
ANYTHING = Wanted(None, None, None, None)
Dated = Sequence[str | None]


def offer(*, places: Sequence[str] = (NEW,), made_by: Sequence[Dated] = (), kind: str = "CATALOGUE") -> OfferRecord:
    words = ["AWARENESS_AND_TRAINING"], ["EMPLOYMENT"], ["ELECTED_OFFICIALS"]
    return OfferRecord("offer:1", "offer:1", "offer:1", kind, *words, list(places), [list(made) for made in made_by])


def trainer(territories: Sequence[Dated], qualifications: Sequence[Dated] = (("offer:1", None, None),)) -> ActorRecord:
    return actor("trainer:1", territories=territories, qualifications=qualifications)


def found(
    offered: OfferRecord, *actors: ActorRecord, wanted: Wanted = ANYTHING
) -> tuple[list[Available], list[Available]]:
    """Return the offers available in the contract of 2024, and those without any stated territory."""
    snapshot = snapshot_of(territories=country(), actors=actors, offers=[offered])
    return training_offers(snapshot, DAY, snapshot.territories.index[NEW], wanted)


ALONE = Available("offer:1", [], [])


@pytest.mark.parametrize("place", [NEW, "epci:1", "region:52", "country:FR", "qpv:1", "commune:1"])
def test_an_offer_in_the_row_around_it_inside_it_or_in_an_overlap_is_available(place: str) -> None:
    assert found(offer(places=[place])) == ([ALONE], [])
    assert found(offer(places=["departement:49", place])) == ([ALONE], [])


@pytest.mark.parametrize("place", ["commune:2", OLD, "departement:49"])
def test_an_offer_in_an_older_or_unrelated_territory_is_not_available(place: str) -> None:
    assert found(offer(places=[place])) == ([], [])


def test_an_offer_without_stated_territory_is_listed_separately() -> None:
    assert found(offer(places=[])) == ([], [ALONE])


def test_an_offer_that_nobody_makes_any_more_is_available_nowhere() -> None:
    past, present = ("institution:a", None, "2026-06-14"), ("institution:b", "2026-06-15", None)
    assert found(offer(made_by=[past])) == ([], [])
    assert found(offer(places=[], made_by=[past])) == ([], [])
    assert found(offer(made_by=[past, present])) == ([Available("offer:1", ["institution:b"], [])], [])


@pytest.mark.parametrize(
    ("territories", "expected"),
    [
        ([(NEW, None, None)], [0]),
        ([("departement:49", None, None), (NEW, None, None)], [0]),
        ([("departement:49", None, None)], []),
        ([(NEW, None, "2026-06-14")], []),
        ([], []),
    ],
)
def test_a_trainer_must_intervene_near(territories: Sequence[Dated], expected: list[int]) -> None:
    assert found(offer(), trainer(territories))[0][0].trainers == expected


@pytest.mark.parametrize(
    ("qualifications", "expected"),
    [
        ([("offer:1", "2026-06-15", "2026-06-15")], [0]),
        ([("offer:1", None, "2026-06-14")], []),
        ([("offer:1", "2026-06-16", None)], []),
        ([], []),
    ],
)
def test_a_trainer_must_hold_the_qualification_on_the_day(qualifications: Sequence[Dated], expected: list[int]) -> None:
    assert found(offer(), trainer([(NEW, None, None)], qualifications))[0][0].trainers == expected


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Wanted({"AWARENESS_AND_TRAINING"}, None, None, {"CATALOGUE"}), True),
        (Wanted({"COMMUNICATION"}, None, None, None), False),
        (Wanted(None, {"HOUSING"}, None, None), False),
        (Wanted(None, None, {"ELECTED_OFFICIALS"}, {"DEDICATED"}), False),
    ],
)
def test_an_offer_must_serve_the_wanted_purposes(wanted: Wanted, *, fits: bool) -> None:
    assert found(offer(), wanted=wanted)[0] == ([ALONE] if fits else [])
