"""The reach of a territory: how engagements reach it, independent of the day.

The cases of one rule share a file.
"""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary import Reach
from resolvers.rules.question import Question, question_of
from resolvers.rules.reach_index import ReachIndex
from resolvers.rules.territory_reach import (
    QUESTIONS_KEPT,
    TerritoryReach,
    reach_of,
    rows_of_their_own,
    rows_reached,
    targets_of,
)
from resolvers.snapshot.model import roles_of
from resolvers.snapshot.records import EngagementRecord, TerritoryRecord
from tests.resolvers.rules.small import (
    ASTRIDE,
    CARRYING,
    LED,
    NEW,
    NEW_DAYS,
    OLD,
    OLD_DAYS,
    PARIS,
    PARIS_CONTRACT,
    action,
    country,
    diagnostic,
    engagement,
    hierarchy_of,
    snapshot_of,
    territory,
    with_corners,
)

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


def reach_with(*engagements: EngagementRecord, row: str = NEW) -> TerritoryReach:
    snapshot = snapshot_of(territories=country(), engagements=engagements)
    return reach_of(snapshot, snapshot.territories.index[row])


@pytest.mark.parametrize("target", REACHES)
def test_each_target_reaches_the_row_as_the_table_says(target: str) -> None:
    assert reach_with(action(1, target)).reach(0) == REACHES[target]


def test_the_first_reach_wins_and_a_succession_is_reported_only_where_nothing_else_makes_it_partial() -> None:
    def reach_of(*targets: str) -> tuple[Reach, bool] | None:
        return reach_with(engagement("action:1", targets=targets, actors={"institution:a": ["LEAD"]})).reach(0)

    assert reach_of(OLD, "qpv:1") == (Reach.PARTIAL, False)
    assert reach_of(OLD, "epci:1") == (Reach.PARTIAL, True)
    assert reach_of("region:52", "epci:1") == (Reach.INHERITED, False)
    assert reach_of() is None


def test_targets_are_the_territories_of_each_reach_that_have_an_engagement() -> None:
    territories = country(territory("qpv:2", ["commune:1"]))
    engagements = [action(n, target) for n, target in enumerate(territories.ids) if target != "qpv:2"]
    snapshot = snapshot_of(territories=territories, engagements=engagements)
    place = reach_of(snapshot, territories.index[NEW])
    found = {reach: sorted(territories.ids[i] for i in place.targets_reaching([reach])) for reach in Reach}
    assert found == {
        Reach.DIRECT: [NEW],
        Reach.PARTIAL: ["commune:1", OLD, "qpv:1"],
        Reach.INHERITED: ["epci:1"],
        Reach.WIDER: ["country:FR", "departement:44", "region:52"],
    }
    assert place.targets_reaching(ALL) == set().union(*(place.targets_reaching([reach]) for reach in Reach))


def test_engagements_that_reach_a_territory_come_by_id() -> None:
    targets = {1: "epci:1", 2: "qpv:1", 3: NEW, 4: "departement:49", 5: "region:52"}
    snapshot = snapshot_of(territories=country(), engagements=[action(n, target) for n, target in targets.items()])
    place = reach_of(snapshot, snapshot.territories.index[NEW])
    ids = snapshot.engagements.ids
    assert [(ids[e], reach, via) for e, reach, via in place.reaching(ALL)] == [
        ("action:1", Reach.INHERITED, False),
        ("action:2", Reach.PARTIAL, False),
        ("action:3", Reach.DIRECT, False),
        ("action:5", Reach.WIDER, False),
    ]
    assert [reach for _, reach, _ in place.reaching([Reach.WIDER, Reach.DIRECT])] == [Reach.DIRECT, Reach.WIDER]
    assert place.reaching([]) == []


def test_targets_are_the_territories_of_each_reach_with_successions_separate() -> None:
    territories = with_corners()

    def shown(row: str) -> list[list[str]]:
        found = targets_of(territories, territories.index[row])
        return [sorted(territories.ids[i] for i in some) for some in found]

    assert shown(LED) == [
        ["commune:4", LED, "epci:2"],
        [],
        ["contract:2015:S"],
        ["epci:2"],
        ["country:FR", "region:52"],
    ]
    assert shown(ASTRIDE) == [
        [ASTRIDE],
        ["commune:2", "epci:1", "epci:2"],
        ["contract:2015:S"],
        [],
        ["country:FR", "departement:44", "departement:49", "region:52"],
    ]
    assert shown(PARIS_CONTRACT)[0] == sorted([PARIS, PARIS_CONTRACT, "departement:75"])
    assert shown(OLD)[2] == sorted([NEW, "qpv:1"])


def test_near_targets_are_all_but_the_wider_ones() -> None:
    territories = with_corners()
    found = targets_of(territories, territories.index[ASTRIDE])
    assert found.near == found.direct | found.partial | found.succession | found.inherited
    assert found.near.isdisjoint(found.wider)


def test_a_row_differs_where_any_engagement_reaches_it_other_than_from_above() -> None:
    nobody = engagement("action:1", targets=[NEW], actors={}, days=("1990-01-01", "1990-12-31"))
    snapshot = snapshot_of(territories=country(), engagements=[nobody, action(2, "epci:1")])
    places = snapshot.territories.index
    own = [row for row in places if places[row] in rows_of_their_own(snapshot)]
    assert own == sorted([OLD, NEW, "commune:1", "epci:1", "departement:44", "region:52", "country:FR"])


@pytest.mark.parametrize("target", with_corners().ids)
def test_the_rows_that_a_target_reaches_are_those_that_have_it_among_their_targets(target: str) -> None:
    territories = with_corners()
    place = territories.index[target]
    rows = rows_reached(territories, place)
    near = {row: targets_of(territories, row) for row in range(len(territories.ids))}
    assert {*rows.direct} == {row for row, targets in near.items() if place in targets.direct}
    assert {*rows.partial} == {row for row, targets in near.items() if place in targets.partial}
    assert {*rows.succession} == {row for row, targets in near.items() if place in targets.succession}


def test_actors_ever_engaged_come_by_id_with_the_roles_that_count() -> None:
    snapshot = snapshot_of(
        territories=country(),
        engagements=[
            engagement("action:1", (1,), [NEW], {"institution:b": ["LEAD", "FUNDER"]}, ("2010-01-01", "2010-12-31")),
            engagement("action:2", (4,), ["qpv:1"], {"institution:a": ["PARTNER"], "institution:b": ["FUNDER"]}),
            engagement("action:3", (2,), [NEW], {"institution:c": ["LEAD"]}),
        ],
    )
    place = reach_of(snapshot, snapshot.territories.index[NEW])
    engaged = place.engaged(frozenset({0, 3}), ALL, CARRYING)
    shown = {
        snapshot.actors.ids[a]: [(x.engagement, roles_of(x.roles), x.reach) for x in evidence]
        for a, evidence in engaged
    }
    assert shown == {
        "institution:a": [(1, ["PARTNER"], Reach.PARTIAL)],
        "institution:b": [(0, ["LEAD"], Reach.DIRECT)],
    }
    assert list(shown) == sorted(shown)
    (funder,) = place.engaged(frozenset({3}), ALL, question_of({"roles": ["FUNDER"]}))
    assert snapshot.actors.ids[funder[0]] == "institution:b"
    assert place.engaged(frozenset({0, 3}), frozenset({Reach.WIDER}), CARRYING) == []


def test_the_reach_of_a_territory_is_computed_once_and_caches_a_few_questions() -> None:
    snapshot = snapshot_of(territories=country(), engagements=[action(1, NEW)])
    place = reach_of(snapshot, snapshot.territories.index[NEW])
    assert place is reach_of(snapshot, snapshot.territories.index[NEW])
    axes = frozenset({3})
    first = place.engaged(axes, ALL, CARRYING)
    assert place.engaged(axes, ALL, CARRYING) is first
    for criteria in range(QUESTIONS_KEPT):
        place.engaged(axes, ALL, Question(criteria=criteria + 1))
    again = place.engaged(axes, ALL, CARRYING)
    assert again is not first
    assert again == first


def test_the_commissioner_of_a_diagnostic_is_engaged_in_it() -> None:
    place = reach_with(diagnostic(1, NEW, None, a="COMMISSIONER", b="FUNDER"))
    ((actor, (evidence,)),) = place.engaged(frozenset({0}), ALL, CARRYING)
    assert (place.snapshot.actors.ids[actor], roles_of(evidence.roles)) == ("institution:a", ["COMMISSIONER"])


# --- assumed ---------------------------------------------------------------------------------------------------------


def assumptions(
    target: str | list[str], reach: Reach, *, basis: str = "LEAD", assumed: str = "", row: str = "contract:2024:X"
) -> bool:
    """Return whether the reach of an action is assumed; the perimeters of the contracts in `assumed` are."""

    def contract(identifier: str, parents: list[str], **facts: Any) -> TerritoryRecord:
        letter = identifier[-1]
        return territory(identifier, parents, perimeter="ASSUMED" if letter in assumed else "QPV", **facts)

    territories = hierarchy_of(
        territory("epci:1"),
        territory("epci:2"),
        territory("commune:1", ["epci:1"]),
        territory("commune:2"),
        contract("contract:2015:W", ["epci:2"], days=OLD_DAYS),
        contract(
            "contract:2024:X", ["epci:1"], days=NEW_DAYS, overlaps=["commune:2"], after={"contract:2015:W": basis}
        ),
        territory("qpv:1", ["contract:2024:X", "commune:1"]),
        territory("qpv:0", ["contract:2015:W"]),
    )
    targets = [target] if isinstance(target, str) else target
    snapshot = snapshot_of(territories=territories, engagements=[engagement("action:1", targets=targets)])
    found = reach_of(snapshot, territories.index[row])
    how = found.reach(0)
    assert how is not None
    assert how[0] is reach
    return found.is_assumed(0, reach)


def test_an_engagement_on_the_row_itself_is_never_assumed() -> None:
    assert not assumptions("contract:2024:X", Reach.DIRECT, assumed="XW")


@pytest.mark.parametrize("target", ["qpv:1", "commune:2"])
def test_a_part_or_an_overlap_is_assumed_where_the_perimeter_of_the_row_is(target: str) -> None:
    assert assumptions(target, Reach.PARTIAL, assumed="X")
    assert not assumptions(target, Reach.PARTIAL, assumed="W")


def test_a_contract_with_an_assumed_perimeter_reaches_by_assumption_the_rows_that_it_overlaps() -> None:
    assert assumptions("contract:2024:X", Reach.PARTIAL, assumed="X", row="commune:2")
    assert not assumptions("contract:2024:X", Reach.PARTIAL, row="commune:2")


def test_an_inherited_reach_is_assumed_where_either_perimeter_is() -> None:
    assert assumptions("epci:1", Reach.INHERITED, assumed="X")
    assert not assumptions("epci:1", Reach.INHERITED, assumed="W")
    assert assumptions("contract:2024:X", Reach.INHERITED, assumed="X", row="qpv:1")
    assert not assumptions("contract:2024:X", Reach.INHERITED, row="qpv:1")
    assert not assumptions("commune:1", Reach.INHERITED, assumed="X", row="qpv:1")


@pytest.mark.parametrize("target", ["contract:2015:W", "qpv:0"])
def test_a_succession_is_assumed_where_it_rests_on_the_place_alone(target: str) -> None:
    assert assumptions(target, Reach.PARTIAL, basis="LOCATION")
    assert not assumptions(target, Reach.PARTIAL, basis="LEAD")
    assert not assumptions(target, Reach.PARTIAL, basis="STATED")


def test_a_succession_rests_on_no_perimeter() -> None:
    for target in ("contract:2015:W", "qpv:0"):
        assert not assumptions(target, Reach.PARTIAL, assumed="WX")


def test_one_target_that_is_sure_makes_the_reach_sure() -> None:
    assert not assumptions(["contract:2015:W", "qpv:1"], Reach.PARTIAL, basis="LOCATION")
    assert assumptions(["contract:2015:W", "epci:1"], Reach.PARTIAL, basis="LOCATION")
    assert not assumptions(["contract:2024:X", "commune:1"], Reach.INHERITED, assumed="X", row="qpv:1")


def test_a_reach_by_succession_is_sure_if_one_chain_of_sure_successions_leads_to_the_row() -> None:
    def chained(first: str, second: str) -> bool:
        territories = hierarchy_of(
            territory("contract:1:A"),
            territory("contract:2:A", after={"contract:1:A": first}),
            territory("contract:2:B", after={"contract:1:A": second}),
            territory("contract:3:A", after=["contract:2:A", "contract:2:B"]),
        )
        snapshot = snapshot_of(territories=territories, engagements=[action(1, "contract:1:A")])
        return reach_of(snapshot, territories.index["contract:3:A"]).is_assumed(0, Reach.PARTIAL)

    assert chained("LOCATION", "LOCATION")
    assert not chained("LOCATION", "LEAD")


IDS = st.sampled_from(with_corners().ids)


@given(st.lists(st.lists(IDS, min_size=1, max_size=3), max_size=5), IDS)
def test_the_territory_reach_and_the_reach_index_agree(targets: list[list[str]], row: str) -> None:
    records = [engagement(f"action:{n}", targets=t, actors={"institution:a": ["LEAD"]}) for n, t in enumerate(targets)]
    snapshot = snapshot_of(territories=with_corners(), engagements=records)
    place = snapshot.territories.index[row]
    day = date(2026, 1, 1).toordinal()
    index = ReachIndex(snapshot, day, CARRYING)
    via = set(index.engagements(3, index.reached(place, 3).via))
    by_index = [(e, reach, e in via) for reach, bits in index.by_reach(place, 3) for e in index.engagements(3, bits)]
    found = reach_of(snapshot, place).reaching(ALL)
    if snapshot.territories.in_force(place, day):  # a reach without a day has successions of any day
        assert found == sorted(by_index)
    else:
        assert {one for one in found if not one[2]} <= {*by_index}
