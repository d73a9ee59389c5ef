"""Pairs of actors who count together in confirmed engagements in effect, by their targets in a place."""

from datetime import date
from typing import Any

import pytest

from resolvers.rules.partnerships import partnerships
from resolvers.rules.question import question_of
from resolvers.snapshot.model import Snapshot
from tests.resolvers.rules.small import NEW, actor, country, engagement, snapshot_of

DAY = date(2026, 6, 15)
BOTH = {"institution:a": ["LEAD"], "institution:b": ["PARTNER"]}
Found = dict[tuple[str, ...], tuple[list[str], list[str]]]


def network(*engagements: Any) -> Snapshot:
    people = [actor(f"institution:{letter}") for letter in "abc"]
    return snapshot_of(territories=country(), actors=people, engagements=engagements)


def together(
    snapshot: Snapshot, place: str = "country:FR", axes: tuple[int, ...] = (0, 1, 2, 3, 4), least: int = 1, **asked: Any
) -> Found:
    """Return the ids of the engagements and territories by pair."""
    index = snapshot.territories.index[place]
    found = partnerships(snapshot, DAY, index, axes, question_of(asked), least)
    actors, engagements, territories = snapshot.actors.ids, snapshot.engagements.ids, snapshot.territories.ids
    return {
        tuple(actors[i] for i in one.actors): (
            [engagements[e] for e in one.engagements],
            [territories[t] for t in one.territories],
        )
        for one in found
    }


def test_two_actors_of_one_engagement_are_partners_wherever_it_has_a_target() -> None:
    snapshot = network(engagement("action:1", targets=["commune:1", "commune:9"], actors=BOTH))
    pair = ("institution:a", "institution:b")
    assert together(snapshot) == {pair: (["action:1"], ["commune:1", "commune:9"])}
    assert together(snapshot, "departement:44") == {pair: (["action:1"], ["commune:1"])}
    assert together(snapshot, "commune:2") == {}


def test_territories_of_several_engagements_are_counted_once() -> None:
    snapshot = network(
        engagement("action:1", targets=["commune:1"], actors=BOTH),
        engagement("action:2", targets=["commune:1", NEW], actors=BOTH | {"institution:c": ["TRAINER"]}),
    )
    assert together(snapshot, least=2) == {
        ("institution:a", "institution:b"): (["action:1", "action:2"], ["commune:1", NEW]),
        ("institution:a", "institution:c"): (["action:2"], ["commune:1", NEW]),
        ("institution:b", "institution:c"): (["action:2"], ["commune:1", NEW]),
    }
    assert together(snapshot, least=3) == {}


@pytest.mark.parametrize(
    "facts",
    [
        {"actors": {"institution:a": ["LEAD"], "institution:b": ["FUNDER"]}},
        {"actors": {"institution:a": ["LEAD"]}},
        {"actors": BOTH, "days": ("2020-01-01", "2021-01-01")},
        {"actors": BOTH, "confirmed": "2015-01-01"},
        {"actors": BOTH, "confirmed": None},
    ],
)
def test_engagements_that_do_not_count_make_no_partners(facts: dict[str, Any]) -> None:
    assert together(network(engagement("action:1", targets=["commune:1"], **facts))) == {}


def test_only_the_roles_and_axes_of_the_question_make_partners() -> None:
    funded = {"institution:a": ["LEAD"], "institution:b": ["FUNDER"]}
    snapshot = network(engagement("action:1", targets=["commune:1"], actors=funded, axes=(4,)))
    assert list(together(snapshot, roles=["LEAD", "FUNDER"])) == [("institution:a", "institution:b")]
    assert together(snapshot, roles=["LEAD", "FUNDER"], axes=(0,)) == {}
