"""Who could be mobilised: qualified on the day, intervening on the ground, and not mobilised there already."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from graph.vocabulary import OfferAccess
from resolvers.rules.mobilisable import Wanted, access, mobilisable
from resolvers.snapshot.model import Offer, Snapshot
from resolvers.snapshot.records import EngagementRecord, OfferRecord
from tests.resolvers.rules.small import NEW, OLD, action, actor, country, engagement, snapshot_of

DAY = date(2026, 6, 15)
Row = Sequence[str | None]
HERE: Row = (NEW, None, None)
QUALIFIED: Row = ("offer:1", None, None)
ANYTHING = Wanted(None, None, None, None)


def offer(
    number: int,
    kind: str = "CATALOGUE",
    axes: Sequence[str] = ("AWARENESS_AND_TRAINING",),
    themes: Sequence[str] = (),
    audiences: Sequence[str] = (),
) -> OfferRecord:
    name = f"offer:{number}"
    return OfferRecord(name, name, name, kind, list(axes), list(themes), list(audiences))


def network(
    territories: Sequence[Row] = (HERE,),
    qualifications: Sequence[Row] = (QUALIFIED,),
    engagements: Sequence[EngagementRecord] = (),
    offers: Sequence[OfferRecord] = (offer(1),),
    employer: str | None = None,
) -> Snapshot:
    """Return a network with the one trainer."""
    trainer = actor("trainer:1", employer, territories=territories, qualifications=qualifications)
    people = [trainer, *([actor(employer)] if employer else [])]
    return snapshot_of(territories=country(), actors=people, engagements=engagements, offers=offers)


def offers_of(snapshot: Snapshot, row: str = NEW, wanted: Wanted = ANYTHING) -> tuple[list[str], list[str]]:
    """Return the offers of trainers who intervene there, and of those who state no territory."""
    parts = mobilisable(snapshot, DAY, snapshot.territories.index[row], wanted)
    here, anywhere = ([q.other for held in part.values() for q in held] for part in parts)
    return here, anywhere


FOUND: tuple[list[str], list[str]] = (["offer:1"], [])
NONE: tuple[list[str], list[str]] = ([], [])


# --- where -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [NEW, "epci:1", "region:52", "country:FR", "qpv:1"])
def test_a_trainer_who_intervenes_there_above_or_inside_is_mobilisable(place: str) -> None:
    assert offers_of(network([(place, None, None)])) == FOUND


@pytest.mark.parametrize("place", ["commune:1", "commune:2", OLD, "departement:49"])
def test_overlapping_older_and_other_ground_does_not_count(place: str) -> None:
    assert offers_of(network([(place, None, None)])) == NONE


def test_a_trainer_without_any_territory_comes_apart() -> None:
    assert offers_of(network([])) == ([], ["offer:1"])
    assert offers_of(network([], employer="institution:a")) == ([], ["offer:1"])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-06-15", "2026-06-15", FOUND),
        ("2026-06-16", None, NONE),
        (None, "2026-06-14", NONE),
    ],
)
def test_days_hold_for_interventions_and_for_qualifications(
    start: str | None, end: str | None, expected: tuple[list[str], list[str]]
) -> None:
    assert offers_of(network([(NEW, start, end)])) == expected
    assert offers_of(network(qualifications=[("offer:1", start, end)])) == expected


def test_one_intervention_of_several_is_enough() -> None:
    assert offers_of(network([("departement:49", None, None), (NEW, "2020-01-01", "2020-12-31"), HERE])) == FOUND


def test_nobody_is_mobilisable_without_a_qualification() -> None:
    assert offers_of(network(qualifications=[], employer="institution:a")) == NONE


# --- for what --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({}, [1, 2, 3]),
        ({"axes": ["KNOWLEDGE", "AWARENESS_AND_TRAINING"]}, [1, 3]),
        ({"themes": ["HOUSING"]}, [2, 3]),
        ({"audiences": ["STAFF", "YOUTH"]}, [1, 3]),
        ({"kinds": ["DEDICATED"]}, [3]),
        ({"axes": ["AWARENESS_AND_TRAINING"], "themes": ["HOUSING"]}, [3]),
        ({"axes": ["COMMUNICATION"]}, []),
        ({"kinds": []}, []),
    ],
)
def test_offers_must_fit_every_filter(wanted: dict[str, Any], numbers: list[int]) -> None:
    offers = [
        offer(1, audiences=["STAFF"]),
        offer(2, axes=["VICTIM_SUPPORT"], themes=["HOUSING", "HEALTH"]),
        offer(3, "DEDICATED", themes=["HOUSING"], audiences=["YOUTH", "STAFF"]),
    ]
    snapshot = network(qualifications=[(f"offer:{n}", None, None) for n in (3, 1, 2)], offers=offers)
    filters = {"axes": None, "themes": None, "audiences": None, "kinds": None} | wanted
    assert offers_of(snapshot, wanted=Wanted(**filters)) == ([f"offer:{n}" for n in numbers], [])


def test_a_dedicated_offer_is_decided_case_by_case() -> None:
    assert access(Offer.of_record(offer(1))) is OfferAccess.OPEN
    assert access(Offer.of_record(offer(1, "DEDICATED"))) is OfferAccess.CASE_BY_CASE


# --- not already -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("target", "expected"), [(NEW, NONE), ("qpv:1", NONE), ("commune:1", NONE), ("epci:1", FOUND)])
def test_who_is_mobilised_there_directly_or_partially_is_left_out(
    target: str, expected: tuple[list[str], list[str]]
) -> None:
    assert offers_of(network(engagements=[action(1, target, "trainer:1", axes=(2,))])) == expected


def test_who_is_mobilised_is_left_out_of_those_without_territory_too() -> None:
    assert offers_of(network([], engagements=[action(1, NEW, "trainer:1")])) == NONE


def test_being_mobilised_on_another_axis_leaves_a_trainer_mobilisable() -> None:
    snapshot = network(engagements=[action(1, NEW, "trainer:1", axes=(4,))])
    training = Wanted(["AWARENESS_AND_TRAINING"], None, None, None)
    assert offers_of(snapshot, wanted=training) == FOUND
    assert offers_of(snapshot) == NONE


def test_an_engagement_of_another_day_or_without_a_carrying_role_leaves_a_trainer_mobilisable() -> None:
    support = engagement("action:2", targets=[NEW], actors={"trainer:1": ["SUPPORT"]})
    assert offers_of(network(engagements=[support])) == FOUND
    ended = action(1, NEW, "trainer:1", days=("2020-01-01", "2026-06-14"))
    assert offers_of(network(engagements=[ended])) == FOUND
