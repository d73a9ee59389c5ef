"""Mobilisable trainers: those qualified on the day who intervene near the row, mobilised there already or not."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from graph.vocabulary import OfferAccess
from resolvers.rules.mobilisable import Wanted, access, mobilisable
from resolvers.snapshot.model import AXES, Snapshot
from resolvers.snapshot.offers import Offer
from resolvers.snapshot.records import EngagementRecord, OfferRecord
from tests.resolvers.rules.small import (
    ASTRIDE,
    LED,
    NEW,
    OLD,
    PARIS,
    PARIS_CONTRACT,
    action,
    actor,
    country,
    engagement,
    snapshot_of,
    with_corners,
)

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
    return OfferRecord(name, name, name, kind, list(axes), list(themes), list(audiences), [], [])


def network(
    territories: Sequence[Row] = (HERE,),
    qualifications: Sequence[Row] = (QUALIFIED,),
    engagements: Sequence[EngagementRecord] = (),
    offers: Sequence[OfferRecord] = (offer(1),),
    employer: str | None = None,
) -> Snapshot:
    """Return a network with a single trainer."""
    trainer = actor("trainer:1", employer, territories=territories, qualifications=qualifications)
    people = [trainer, *([actor(employer)] if employer else [])]
    return snapshot_of(territories=country(), actors=people, engagements=engagements, offers=offers)


def offers_of(snapshot: Snapshot, row: str = NEW, wanted: Wanted = ANYTHING) -> tuple[list[str], list[str]]:
    """Return the offers of trainers who intervene there, and of those who state no territory."""
    found = mobilisable(snapshot, DAY, snapshot.territories.index[row], wanted)
    here, anywhere = ([q.other for held in part.values() for q in held] for part in (found.here, found.anywhere))
    return here, anywhere


def busy(snapshot: Snapshot, row: str = NEW, wanted: Wanted = ANYTHING) -> dict[str, list[str]]:
    """Return the axes on which actors are mobilised there already, by id."""
    found = mobilisable(snapshot, DAY, snapshot.territories.index[row], wanted).busy
    return {snapshot.actors.ids[a]: [AXES[axis] for axis in m.axes] for a, m in found.items()}


FOUND: tuple[list[str], list[str]] = (["offer:1"], [])
NONE: tuple[list[str], list[str]] = ([], [])


# --- where -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", [NEW, "epci:1", "region:52", "country:FR", "qpv:1", "commune:1"])
def test_a_trainer_who_intervenes_in_the_row_around_it_inside_it_or_in_an_overlap_is_mobilisable(place: str) -> None:
    assert offers_of(network([(place, None, None)])) == FOUND


@pytest.mark.parametrize("place", ["commune:2", OLD, "departement:49"])
def test_a_trainer_who_intervenes_in_an_older_or_unrelated_territory_is_not_mobilisable(place: str) -> None:
    assert offers_of(network([(place, None, None)])) == NONE


@pytest.mark.parametrize(
    ("place", "row", "expected"),
    [
        ("departement:75", PARIS_CONTRACT, True),  # the same ground
        (PARIS_CONTRACT, "departement:75", True),
        ("departement:49", ASTRIDE, True),  # a département that it straddles
        ("epci:2", LED, True),
        (LED, "epci:2", True),
        ("epci:2", ASTRIDE, True),
        ("departement:91", PARIS, False),
    ],
)
def test_trainers_of_the_same_ground_or_of_an_overlapping_territory_are_mobilisable(
    *, place: str, row: str, expected: bool
) -> None:
    trainer = actor("trainer:1", territories=[(place, None, None)], qualifications=[QUALIFIED])
    snapshot = snapshot_of(territories=with_corners(), actors=[trainer], offers=[offer(1)])
    assert offers_of(snapshot, row) == (FOUND if expected else NONE)


def test_a_trainer_without_any_territory_is_listed_separately() -> None:
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
def test_interventions_and_qualifications_count_on_their_days_only(
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


# --- busy ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", [NEW, "qpv:1", OLD, "epci:1"])
def test_trainers_mobilised_there_are_marked_and_not_left_out(target: str) -> None:
    snapshot = network(engagements=[action(1, target, "trainer:1", axes=(2,))])
    assert offers_of(snapshot) == FOUND
    assert busy(snapshot) == {"trainer:1": ["AWARENESS_AND_TRAINING"]}


def test_trainers_without_territory_are_marked_as_mobilised_too() -> None:
    snapshot = network([], engagements=[action(1, NEW, "trainer:1")])
    assert offers_of(snapshot) == ([], ["offer:1"])
    assert busy(snapshot) == {"trainer:1": ["VICTIM_SUPPORT"]}


def test_trainers_are_marked_as_mobilised_on_the_wanted_axes_only() -> None:
    snapshot = network(engagements=[action(1, NEW, "trainer:1", axes=(1, 4))])
    assert busy(snapshot) == {"trainer:1": ["KNOWLEDGE", "VICTIM_SUPPORT"]}
    assert busy(snapshot, wanted=Wanted(["VICTIM_SUPPORT"], None, None, None)) == {"trainer:1": ["VICTIM_SUPPORT"]}
    assert busy(snapshot, wanted=Wanted(["AWARENESS_AND_TRAINING"], None, None, None)) == {}


@pytest.mark.parametrize(
    "record",
    [
        engagement("action:1", targets=[NEW], actors={"trainer:1": ["SUPPORT"]}),
        action(1, NEW, "trainer:1", days=("2020-01-01", "2026-06-14")),
        action(1, NEW, "trainer:1", confirmed="2020-01-01"),
        action(1, "region:52", "trainer:1"),
        action(1, "commune:2", "trainer:1"),
    ],
)
def test_engagements_that_mobilise_nobody_in_the_row_mark_no_trainer_as_mobilised(record: EngagementRecord) -> None:
    snapshot = network(engagements=[record])
    assert (offers_of(snapshot), busy(snapshot)) == (FOUND, {})
