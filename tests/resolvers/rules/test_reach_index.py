"""What reaches a territory: the first reach wins, and the bitsets say the same as a walk over everything."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary import Reach
from resolvers.rules.reach_index import Reached, ReachIndex, positions
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.records import EngagementRecord
from tests.resolvers.rules.small import (
    CARRYING,
    NEW,
    OLD,
    action,
    country,
    engagement,
    ground_of,
    snapshot_of,
    territory,
)

DAY = date(2026, 6, 15).toordinal()
SUPPORT = 3


def index_of(*engagements: EngagementRecord) -> ReachIndex:
    return ReachIndex(snapshot_of(territories=country(), engagements=engagements), DAY, CARRYING)


def reaches(index: ReachIndex, row: str, axis: int = SUPPORT) -> dict[str, Reach]:
    """Return the reach of each engagement that reaches a row, by id."""
    snapshot = index.snapshot
    return {
        snapshot.engagements.ids[e]: reach
        for reach, bits in index.by_reach(snapshot.territories.index[row], axis)
        for e in index.engagements(axis, bits)
    }


def reached(index: ReachIndex, row: str) -> Reached:
    return index.reached(index.snapshot.territories.index[row], SUPPORT)


def to(*targets: str) -> EngagementRecord:
    return engagement("action:1", targets=targets, actors={"institution:a": ["LEAD"]})


# --- the order of the reaches ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("targets", "reach"),
    [
        ([NEW, "qpv:1", "epci:1", "region:52"], Reach.DIRECT),
        (["region:52", "epci:1", "qpv:1"], Reach.PARTIAL),
        (["epci:1", "commune:1"], Reach.PARTIAL),
        (["epci:1", OLD], Reach.PARTIAL),
        (["country:FR", "epci:1"], Reach.INHERITED),
        (["country:FR", "departement:44"], Reach.WIDER),
    ],
)
def test_an_engagement_reaches_a_row_once_by_the_first_reach_that_holds(targets: list[str], reach: Reach) -> None:
    assert reaches(index_of(to(*targets)), NEW) == {"action:1": reach}


@pytest.mark.parametrize("target", ["commune:2", "commune:9", "departement:49", "contract:2024:B"])
def test_ground_beside_the_row_does_not_reach_it(target: str) -> None:
    assert reaches(index_of(to(target)), NEW) == {}


def test_a_row_inherits_from_every_kind_but_departement_region_and_country() -> None:
    kinds = {
        "epci:1": Reach.INHERITED, "ept:1": Reach.INHERITED, "commune:1": Reach.INHERITED,
        "contract:1:A": Reach.INHERITED, "qpv:0": Reach.INHERITED,
        "departement:1": Reach.WIDER, "region:1": Reach.WIDER, "country:FR": Reach.WIDER,
    }  # fmt: skip
    ground = ground_of(territory("qpv:1", list(kinds)), *(territory(above) for above in kinds))
    for above, reach in kinds.items():
        snapshot = snapshot_of(territories=ground, engagements=[action(1, above)])
        assert reaches(ReachIndex(snapshot, DAY, CARRYING), "qpv:1") == {"action:1": reach}


def test_overlaps_are_read_both_ways_and_are_not_transitive() -> None:
    ground = ground_of(
        territory("epci:1", overlaps=["departement:1"]),
        territory("departement:1"),
        territory("departement:2", overlaps=["epci:1"]),
        territory("commune:1", ["departement:1"]),
    )
    index = ReachIndex(snapshot_of(territories=ground, engagements=[action(1, "epci:1")]), DAY, CARRYING)
    found = {row: reaches(index, row) for row in ground.ids}
    partial = {"action:1": Reach.PARTIAL}
    assert found == {
        "epci:1": {"action:1": Reach.DIRECT}, "departement:1": partial, "departement:2": partial, "commune:1": {},
    }  # fmt: skip


# --- predecessors ----------------------------------------------------------------------------------------------------


def test_an_engagement_on_an_older_contract_reaches_each_later_one_of_the_chain() -> None:
    ground = ground_of(
        territory("contract:1:A"),
        territory("contract:2:A", after=["contract:1:A"]),
        territory("contract:3:A", after=["contract:2:A"]),
        territory("contract:3:B", after=["contract:2:A"]),
    )
    index = ReachIndex(snapshot_of(territories=ground, engagements=[action(1, "contract:2:A")]), DAY, CARRYING)
    later = {"action:1": Reach.PARTIAL}
    assert [reaches(index, f"contract:{row}") for row in ("1:A", "3:A", "3:B")] == [{}, later, later]
    chain = ReachIndex(snapshot_of(territories=ground, engagements=[action(1, "contract:1:A")]), DAY, CARRYING)
    assert reached(chain, "contract:3:B").via == reached(chain, "contract:3:B").partial == 1


def test_what_makes_it_partial_otherwise_is_not_by_the_predecessor() -> None:
    assert reached(index_of(to(OLD)), NEW) == Reached(direct=0, partial=1, inherited=0, via=1)
    assert reached(index_of(to(OLD, "epci:1")), NEW) == Reached(direct=0, partial=1, inherited=0, via=1)
    assert reached(index_of(to(OLD, "qpv:1")), NEW) == Reached(direct=0, partial=1, inherited=0, via=0)
    assert reached(index_of(to(OLD, NEW)), NEW) == Reached(direct=1, partial=0, inherited=0, via=0)


# --- the index -------------------------------------------------------------------------------------------------------


def test_only_what_counts_on_the_day_is_in_the_index() -> None:
    funded = engagement("action:3", targets=[NEW], actors={"institution:a": ["FUNDER"]})
    index = index_of(action(1, NEW, days=("2020-01-01", "2026-06-14")), action(2, NEW, axes=(4, 5)), funded)
    ids = index.snapshot.engagements.ids
    assert [[ids[e] for e in active] for active in index.active] == [[], [], [], ["action:2"], ["action:2"]]


def test_near_is_what_reaches_a_row_directly_or_partially() -> None:
    index = index_of(action(1, NEW), action(2, "epci:1"))
    places = index.snapshot.territories.index
    near = [row for row in places if index.is_near(places[row], SUPPORT)]
    assert near == sorted([NEW, "commune:1", "epci:1", "departement:44", "region:52", "country:FR"])
    assert not index.is_near(places[NEW], 0)
    both = reached(index, NEW)
    assert (both.near, both.counted) == (0b01, 0b11)


def test_actors_are_those_that_count_in_the_engagements_of_a_bitset() -> None:
    index = index_of(
        action(1, NEW, "institution:a", "institution:b"),
        engagement("action:2", targets=[NEW], actors={"institution:b": ["LEAD"], "institution:c": ["FUNDER"]}),
    )
    ids = index.snapshot.actors.ids
    found = [sorted(ids[a] for a in index.actors(SUPPORT, bits)) for bits in (0, 0b01, 0b10)]
    assert found == [[], ["institution:a", "institution:b"], ["institution:b"]]


# --- bits ------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 2**80))
def test_positions_are_the_places_of_the_bits_lowest_first(bits: int) -> None:
    assert list(positions(bits)) == [place for place in range(81) if bits >> place & 1]


@given(st.sets(st.integers(0, 5_000)))
def test_positions_give_back_the_places_that_a_bitset_was_made_of(places: set[int]) -> None:
    assert list(positions(sum(1 << place for place in places))) == sorted(places)


TARGETS = st.lists(st.sampled_from(country().ids), min_size=1, max_size=4)


def naive(snapshot: Snapshot, targets: list[str], row: str) -> Reach | None:
    """Return the reach by the table of the rules, line by line."""
    ground = snapshot.territories
    above = {
        identifier: {ground.ids[i] for i in ground.ancestors[ground.index[identifier]]} for identifier in ground.ids
    }
    touching = {ground.ids[i] for i in ground.overlaps[ground.index[row]]}
    before = {ground.ids[i] for i in ground.all_predecessors(ground.index[row])}
    lines = (
        (Reach.DIRECT, {row}),
        (Reach.PARTIAL, {x for x in ground.ids if row in above[x]} | touching | before),
        (Reach.INHERITED, {x for x in above[row] if x.split(":")[0] in {"epci", "ept", "commune", "contract", "qpv"}}),
        (Reach.WIDER, above[row]),
    )
    return next((reach for reach, places in lines if places & set(targets)), None)


@given(st.lists(TARGETS, max_size=6), st.sampled_from(country().ids))
def test_the_bitsets_say_the_same_as_the_table_of_the_rules(targets: list[list[str]], row: str) -> None:
    records = [engagement(f"action:{n}", targets=t, actors={"institution:a": ["LEAD"]}) for n, t in enumerate(targets)]
    index = index_of(*records)
    expected = {f"action:{n}": naive(index.snapshot, t, row) for n, t in enumerate(targets)}
    assert reaches(index, row) == {identifier: reach for identifier, reach in expected.items() if reach}
