"""The ground: how engagements reach one territory, whatever the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary import Reach
from resolvers.rules.ground import QUESTIONS_KEPT, Ground, ground
from resolvers.rules.question import Question, question_of
from resolvers.rules.reach_index import ReachIndex
from resolvers.snapshot.model import role_mask, roles_of
from resolvers.snapshot.records import EngagementRecord
from tests.resolvers.rules.small import CARRYING, NEW, OLD, action, country, engagement, snapshot_of, territory

REACHES = {
    NEW: (Reach.DIRECT, False),
    "qpv:1": (Reach.PARTIAL, False),
    "commune:1": (Reach.PARTIAL, False),
    OLD: (Reach.PARTIAL, True),
    "epci:1": (Reach.INHERITED, False),
    "departement:44": (Reach.WIDER, False),
    "country:FR": (Reach.WIDER, False),
    "commune:9": None,
}
ALL = frozenset(Reach)


def ground_with(*engagements: EngagementRecord, row: str = NEW) -> Ground:
    snapshot = snapshot_of(territories=country(), engagements=engagements)
    return ground(snapshot, snapshot.territories.index[row])


@pytest.mark.parametrize("target", REACHES)
def test_how_an_engagement_reaches_the_ground(target: str) -> None:
    assert ground_with(action(1, target)).reach(0) == REACHES[target]


def test_the_first_reach_wins_and_a_predecessor_is_told_only_where_nothing_else_makes_it_partial() -> None:
    def reach_of(*targets: str) -> tuple[Reach, bool] | None:
        return ground_with(engagement("action:1", targets=targets, actors={"institution:a": ["LEAD"]})).reach(0)

    assert reach_of(OLD, "qpv:1") == (Reach.PARTIAL, False)
    assert reach_of(OLD, "epci:1") == (Reach.PARTIAL, True)
    assert reach_of("region:52", "epci:1") == (Reach.INHERITED, False)
    assert reach_of() is None


def test_grounds_are_the_territories_of_each_reach() -> None:
    snapshot = snapshot_of(territories=country())
    territories = snapshot.territories
    place = ground(snapshot, territories.index[NEW])
    found = {reach: sorted(territories.ids[i] for i in place.grounds([reach])) for reach in Reach}
    assert found == {
        Reach.DIRECT: [NEW],
        Reach.PARTIAL: ["commune:1", OLD, "qpv:1"],
        Reach.INHERITED: ["epci:1"],
        Reach.WIDER: ["country:FR", "departement:44", "region:52"],
    }
    assert place.grounds(ALL) == set().union(*(place.grounds([reach]) for reach in Reach))


@pytest.mark.parametrize("more", [0, 30])
def test_what_reaches_it_comes_by_id_whether_targets_are_few_or_many(more: int) -> None:
    beside = [territory(f"commune:{n}", ["departement:49"]) for n in range(100, 100 + more)]
    targets = {1: "epci:1", 2: "qpv:1", 3: NEW, 4: "departement:49", 5: "region:52"}
    records = [action(n, target) for n, target in targets.items()]
    records += [action(900 + n, record.id) for n, record in enumerate(beside)]
    snapshot = snapshot_of(territories=country(*beside), engagements=records)
    place = ground(snapshot, snapshot.territories.index[NEW])
    ids = snapshot.engagements.ids
    assert [(ids[e], reach, via) for e, reach, via in place.reaching(ALL)] == [
        ("action:1", Reach.INHERITED, False),
        ("action:2", Reach.PARTIAL, False),
        ("action:3", Reach.DIRECT, False),
        ("action:5", Reach.WIDER, False),
    ]
    assert [reach for _, reach, _ in place.reaching([Reach.WIDER, Reach.DIRECT])] == [Reach.DIRECT, Reach.WIDER]
    assert place.reaching([]) == []


def test_who_is_ever_engaged_comes_by_id_with_roles_that_count() -> None:
    snapshot = snapshot_of(
        territories=country(),
        engagements=[
            engagement("action:1", (1,), [NEW], {"institution:b": ["LEAD", "FUNDER"]}, ("2010-01-01", "2010-12-31")),
            engagement("action:2", (4,), ["qpv:1"], {"institution:a": ["PARTNER"], "institution:b": ["FUNDER"]}),
            engagement("action:3", (2,), [NEW], {"institution:c": ["LEAD"]}),
        ],
    )
    place = ground(snapshot, snapshot.territories.index[NEW])
    engaged = place.engaged(snapshot, frozenset({0, 3}), ALL, CARRYING)
    shown = {
        snapshot.actors.ids[a]: [(x.engagement, roles_of(x.roles), x.reach) for x in evidence]
        for a, evidence in engaged
    }
    assert shown == {
        "institution:a": [(1, ["PARTNER"], Reach.PARTIAL)],
        "institution:b": [(0, ["LEAD"], Reach.DIRECT)],
    }
    assert list(shown) == sorted(shown)
    (funder,) = place.engaged(snapshot, frozenset({3}), ALL, question_of({"roles": ["FUNDER"]}))
    assert snapshot.actors.ids[funder[0]] == "institution:b"
    assert place.engaged(snapshot, frozenset({0, 3}), frozenset({Reach.WIDER}), CARRYING) == []


def test_a_ground_is_made_once_and_remembers_a_few_questions() -> None:
    snapshot = snapshot_of(territories=country(), engagements=[action(1, NEW)])
    place = ground(snapshot, snapshot.territories.index[NEW])
    assert place is ground(snapshot, snapshot.territories.index[NEW])
    axes = frozenset({3})
    first = place.engaged(snapshot, axes, ALL, CARRYING)
    assert place.engaged(snapshot, axes, ALL, CARRYING) is first
    for criteria in range(QUESTIONS_KEPT):
        place.engaged(snapshot, axes, ALL, Question(role_mask(None), criteria + 1))
    again = place.engaged(snapshot, axes, ALL, CARRYING)
    assert again is not first
    assert again == first


IDS = st.sampled_from(country().ids)


@given(st.lists(st.lists(IDS, min_size=1, max_size=3), max_size=5), IDS)
def test_the_ground_and_the_reach_index_agree(targets: list[list[str]], row: str) -> None:
    records = [engagement(f"action:{n}", targets=t, actors={"institution:a": ["LEAD"]}) for n, t in enumerate(targets)]
    snapshot = snapshot_of(territories=country(), engagements=records)
    place = snapshot.territories.index[row]
    index = ReachIndex(snapshot, date(2026, 1, 1).toordinal(), CARRYING)
    via = set(index.engagements(3, index.reached(place, 3).via))
    by_index = [(e, reach, e in via) for reach, bits in index.by_reach(place, 3) for e in index.engagements(3, bits)]
    assert ground(snapshot, place).reaching(ALL) == sorted(by_index)
