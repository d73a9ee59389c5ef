"""The reach index: the first reach wins, and the bitsets agree with a walk over everything.

The cases of one table of reaches share a file.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary import Reach
from resolvers.rules.reach_index import Reached, ReachIndex, positions
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.records import EngagementRecord
from resolvers.snapshot.territories import Territories
from tests.resolvers.rules.small import (
    ASTRIDE,
    CARRYING,
    LED,
    METROPOLE,
    NEW,
    OLD,
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

DAY = date(2026, 6, 15).toordinal()
BEFORE = date(2023, 6, 15).toordinal()
KNOWLEDGE, SUPPORT = 0, 3
CORNERS = with_corners()


def index_of(*engagements: EngagementRecord, territories: Territories | None = None, day: int = DAY) -> ReachIndex:
    return ReachIndex(snapshot_of(territories=territories or country(), engagements=engagements), day, CARRYING)


def reaches(index: ReachIndex, row: str, axis: int = SUPPORT) -> dict[str, Reach]:
    """Return the reach of each engagement that reaches a row, by id."""
    snapshot = index.snapshot
    return {
        snapshot.engagements.ids[e]: reach
        for reach, bits in index.by_reach(snapshot.territories.index[row], axis)
        for e in index.engagements(axis, bits)
    }


def reach_of(target: str, row: str, territories: Territories = CORNERS, day: int = DAY) -> Reach | None:
    """Return how an action on one territory, confirmed and in effect, reaches a row."""
    record = action(1, target, days=("2000-01-01", None))
    return reaches(index_of(record, territories=territories, day=day), row).get("action:1")


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
def test_engagements_on_unrelated_or_neighbouring_territories_do_not_reach_the_row(target: str) -> None:
    assert reaches(index_of(to(target)), NEW) == {}


def test_a_row_inherits_from_every_kind_but_departement_region_and_country() -> None:
    kinds = {
        "epci:1": Reach.INHERITED, "ept:1": Reach.INHERITED, "commune:1": Reach.INHERITED,
        "contract:1:A": Reach.INHERITED, "qpv:0": Reach.INHERITED,
        "departement:1": Reach.WIDER, "region:1": Reach.WIDER, "country:FR": Reach.WIDER,
    }  # fmt: skip
    territories = hierarchy_of(territory("qpv:1", list(kinds)), *(territory(above) for above in kinds))
    assert {above: reach_of(above, "qpv:1", territories) for above in kinds} == kinds


def test_overlaps_are_read_both_ways_and_are_not_transitive() -> None:
    territories = hierarchy_of(
        territory("epci:1", overlaps=["epci:2"]),
        territory("epci:2"),
        territory("epci:3", overlaps=["epci:1"]),
        territory("commune:1", ["epci:2"]),
    )
    found = {row: reach_of("epci:1", row, territories) for row in territories.ids}
    assert found == {"epci:1": Reach.DIRECT, "epci:2": Reach.PARTIAL, "epci:3": Reach.PARTIAL, "commune:1": None}


# --- the same ground, and the lead's territory -----------------------------------------------------------------------


@pytest.mark.parametrize("target", [PARIS, "departement:75", PARIS_CONTRACT])
@pytest.mark.parametrize("row", [PARIS, "departement:75", PARIS_CONTRACT])
def test_engagements_on_the_same_ground_reach_directly_both_ways(target: str, row: str) -> None:
    assert reach_of(target, row) is Reach.DIRECT


def test_the_same_ground_is_not_transitive() -> None:
    territories = hierarchy_of(
        territory("commune:1"),
        territory("contract:2024:X", ["commune:1"], same_ground=["commune:1"]),
        territory("contract:2024:Y", ["commune:1"], same_ground=["commune:1"]),
    )
    assert reach_of("contract:2024:X", "commune:1", territories) is Reach.DIRECT
    assert reach_of("contract:2024:X", "contract:2024:Y", territories) is None


def test_engagements_on_the_territory_of_a_lead_reach_its_contract_directly_and_nothing_else() -> None:
    assert reach_of("epci:2", LED) is Reach.DIRECT
    assert reach_of(LED, "epci:2") is Reach.PARTIAL
    assert reach_of("epci:2", "commune:4") is Reach.INHERITED


def test_the_territory_of_a_lead_reaches_its_contract_even_after_the_lead_governed_it() -> None:
    territories = hierarchy_of(
        territory("epci:1"),
        territory("commune:1", ["epci:1"]),
        territory("contract:2024:X", ["epci:1"], leads=[("epci:1", None, "2020-12-31")]),
    )
    assert reach_of("epci:1", "contract:2024:X", territories) is Reach.DIRECT


# --- wider ground ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["departement:44", "departement:49"])
def test_a_departement_that_a_contract_straddles_never_reaches_it_partially(target: str) -> None:
    assert reach_of(target, ASTRIDE) is Reach.WIDER
    assert reach_of(ASTRIDE, target) is Reach.PARTIAL


def test_overlapping_territories_that_are_not_wider_reach_partially_both_ways() -> None:
    assert reach_of("epci:1", ASTRIDE) is Reach.PARTIAL
    assert reach_of(ASTRIDE, "epci:1") is Reach.PARTIAL


def test_a_wider_territory_that_overlaps_another_does_not_reach_those_inside_it() -> None:
    assert reach_of("departement:49", "epci:2") is Reach.WIDER
    assert reach_of("departement:49", "commune:3") is None


def test_an_epci_that_holds_an_ept_is_wider_and_another_is_not() -> None:
    assert [reach_of(METROPOLE, row) for row in ("ept:1", "commune:91001", "qpv:91", PARIS, "departement:91")] == [
        Reach.WIDER
    ] * 5
    assert reach_of("epci:2", "commune:4") is Reach.INHERITED
    assert reach_of("ept:1", "qpv:91") is Reach.INHERITED
    assert reach_of(METROPOLE, METROPOLE) is Reach.DIRECT
    assert reach_of("qpv:91", METROPOLE) is Reach.PARTIAL


@pytest.mark.parametrize("target", ["departement:75", PARIS, PARIS_CONTRACT])
def test_a_target_counts_as_the_narrowest_kind_of_its_ground(target: str) -> None:
    assert reach_of(target, "qpv:75") is Reach.INHERITED
    assert reach_of("departement:91", "qpv:91") is Reach.WIDER


def test_a_departement_with_the_ground_of_its_region_stays_wider() -> None:
    territories = hierarchy_of(
        territory("region:01"),
        territory("departement:971", ["region:01"], same_ground=["region:01"]),
        territory("commune:1", ["departement:971"]),
    )
    assert [reach_of(target, "commune:1", territories) for target in ("region:01", "departement:971")] == [
        Reach.WIDER
    ] * 2
    assert reach_of("region:01", "departement:971", territories) is Reach.DIRECT


def test_an_engagement_that_also_targets_a_closer_territory_is_not_wider() -> None:
    record = engagement("action:1", targets=["departement:49", "commune:2"], actors={"institution:a": ["LEAD"]})
    index = index_of(record, territories=CORNERS)
    assert reaches(index, ASTRIDE) == {"action:1": Reach.PARTIAL}
    assert index.wider(CORNERS.index[ASTRIDE], SUPPORT) == 0


# --- successions -----------------------------------------------------------------------------------------------------


def generations(*, fork: bool = True) -> Territories:
    """Return three generations of contracts: 1 and 2 in force until 2020, 3 since."""
    past = ("2000-01-01", "2020-12-31")
    return hierarchy_of(
        territory("commune:1"),
        territory("contract:1:A", days=past),
        territory("contract:2:A", days=past, after=["contract:1:A"]),
        territory("contract:3:A", after=["contract:2:A"]),
        territory("contract:3:B", after=["contract:2:A"] if fork else []),
        territory("qpv:1", ["contract:2:A", "commune:1"]),
    )


def test_an_engagement_on_a_contract_reaches_its_successors_and_predecessors_partially() -> None:
    territories, then = generations(), date(2010, 1, 1).toordinal()
    rows = ["contract:1:A", "contract:2:A", "contract:3:A", "contract:3:B"]
    now = [reach_of("contract:1:A", row, territories) for row in rows]
    assert now == [Reach.DIRECT, None, Reach.PARTIAL, Reach.PARTIAL]
    assert [reach_of("contract:3:A", row, territories, then) for row in rows] == [
        Reach.PARTIAL, Reach.PARTIAL, Reach.DIRECT, None,
    ]  # fmt: skip


def test_a_succession_is_walked_all_backwards_or_all_forwards_and_never_both() -> None:
    assert reach_of("contract:3:A", "contract:3:B", generations()) is None


def test_a_succession_reaches_a_contract_only_while_it_is_in_force() -> None:
    territories = generations()
    days = [date(2020, 12, 31).toordinal(), date(2021, 1, 1).toordinal()]
    assert [reach_of("contract:3:A", "contract:1:A", territories, day) for day in days] == [Reach.PARTIAL, None]
    assert reach_of(NEW, OLD, country()) is None
    assert reach_of(NEW, OLD, country(), BEFORE) is Reach.PARTIAL


def test_engagements_in_a_contract_reach_its_successors() -> None:
    assert reach_of("qpv:1", "contract:3:A", generations()) is Reach.PARTIAL
    assert reach_of("commune:1", "contract:3:A", generations()) is None


def test_a_succession_reaches_contracts_and_nothing_in_them() -> None:
    assert reach_of("contract:3:A", "qpv:1", generations(), BEFORE) is None


def test_a_reach_that_is_partial_anyway_is_not_by_succession() -> None:
    assert reached(index_of(to(OLD)), NEW) == Reached(direct=0, partial=1, inherited=0, via=1)
    assert reached(index_of(to(OLD, "epci:1")), NEW) == Reached(direct=0, partial=1, inherited=0, via=1)
    assert reached(index_of(to(OLD, "qpv:1")), NEW) == Reached(direct=0, partial=1, inherited=0, via=0)
    assert reached(index_of(to(OLD, NEW)), NEW) == Reached(direct=1, partial=0, inherited=0, via=0)


# --- the index -------------------------------------------------------------------------------------------------------


def test_only_engagements_that_count_on_the_day_are_in_the_index() -> None:
    funded = engagement("action:3", targets=[NEW], actors={"institution:a": ["FUNDER"]})
    index = index_of(action(1, NEW, days=("2020-01-01", "2026-06-14")), action(2, NEW, axes=(4, 5)), funded)
    ids = index.snapshot.engagements.ids
    assert [[ids[e] for e in active] for active in index.active] == [[], [], [], ["action:2"], ["action:2"]]


def test_a_delivered_uncarried_diagnostic_is_in_the_index_on_knowledge_only() -> None:
    done, going = diagnostic(1, NEW, "2026-01-01"), diagnostic(2, NEW, "2026-12-31")
    index = index_of(done._replace(axes=[1, 4]), going._replace(axes=[1, 4]))
    ids = index.snapshot.engagements.ids
    assert [[ids[e] for e in active] for active in index.active] == [["diagnostic:1"], [], [], [], []]


def test_near_engagements_are_those_that_may_lift_a_row() -> None:
    assert reached(index_of(action(1, NEW), action(2, "epci:1")), NEW).near == 0b11
    assert reached(index_of(action(1, "departement:44")), NEW).near == 0


def test_engagements_no_longer_confirmed_reach_a_row_but_by_reach_leaves_them_out() -> None:
    index = index_of(action(1, NEW, confirmed="2020-01-01"), action(2, NEW), action(3, "region:52", confirmed=None))
    place = index.snapshot.territories.index[NEW]
    assert reached(index, NEW).direct == 0b011
    assert index.wider(place, SUPPORT) == 0b100
    assert index.confirmed[SUPPORT] == 0b010
    assert index.by_reach(place, SUPPORT) == [
        (Reach.DIRECT, 0b010), (Reach.PARTIAL, 0), (Reach.INHERITED, 0), (Reach.WIDER, 0),
    ]  # fmt: skip


def test_actors_are_those_that_count_in_the_engagements_of_a_bitset() -> None:
    index = index_of(
        action(1, NEW, "institution:a", "institution:b"),
        engagement("action:2", targets=[NEW], actors={"institution:b": ["LEAD"], "institution:c": ["FUNDER"]}),
        diagnostic(1, NEW, None, d="COMMISSIONER", c="FUNDER")._replace(axes=[4]),
    )
    ids = index.snapshot.actors.ids
    found = ["".join(sorted(ids[a][-1] for a in index.actors(SUPPORT, bits))) for bits in (0, 0b001, 0b010, 0b100)]
    assert found == ["", "ab", "b", "d"]


# --- bits ------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 2**80))
def test_positions_are_those_of_the_bits_that_are_set_lowest_first(bits: int) -> None:
    assert list(positions(bits)) == [place for place in range(81) if bits >> place & 1]


@given(st.sets(st.integers(0, 5_000)))
def test_positions_give_back_those_that_a_bitset_was_made_of(places: set[int]) -> None:
    assert list(positions(sum(1 << place for place in places))) == sorted(places)


TARGETS = st.lists(st.sampled_from(CORNERS.ids), min_size=1, max_size=4)
WIDE = {"departement", "region", "country"}


class Table:
    """The table of the rules, line by line, on ids."""

    def __init__(self, snapshot: Snapshot) -> None:
        territories = snapshot.territories
        self.ids = territories.ids
        self.above = {
            i: {territories.ids[p] for p in territories.ancestors[place]} for i, place in territories.index.items()
        }
        self.touching = {
            i: {territories.ids[p] for p in territories.overlaps[place]} for i, place in territories.index.items()
        }
        self.same = {
            i: {territories.ids[p] for p in territories.same_ground[place]} for i, place in territories.index.items()
        }
        self.before = {
            i: {territories.ids[p] for p in territories.predecessors[place]} for i, place in territories.index.items()
        }

    def wide(self, one: str) -> bool:
        return one.split(":", maxsplit=1)[0] in WIDE or one == METROPOLE

    def wider(self, one: str) -> bool:
        return self.wide(one) and all(self.wide(other) for other in self.same[one])

    def linked(self, row: str) -> set[str]:
        """Return the contracts before and after; in this world no chain has more than one step."""
        return self.before[row] | {one for one in self.ids if row in self.before[one]}

    def reach(self, target: str, row: str, *, in_force: bool) -> Reach | None:
        leads = {LED: "epci:2"}
        if target == row or target in self.same[row] or leads.get(row) == target:
            return Reach.DIRECT
        if row in self.above[target] or (target in self.touching[row] and not self.wider(target)):
            return Reach.PARTIAL
        if in_force and ({target} | self.above[target]) & self.linked(row):
            return Reach.PARTIAL
        if target in self.above[row] | self.touching[row]:
            return Reach.WIDER if self.wider(target) else Reach.INHERITED
        return None


@given(st.lists(TARGETS, max_size=6), st.sampled_from(CORNERS.ids), st.sampled_from([DAY, BEFORE]))
def test_the_bitsets_agree_with_the_table_of_the_rules(targets: list[list[str]], row: str, day: int) -> None:
    records = [
        engagement(f"action:{n}", targets=t, actors={"institution:a": ["LEAD"]}, days=("2000-01-01", None))
        for n, t in enumerate(targets)
    ]
    index = index_of(*records, territories=CORNERS, day=day)
    table, in_force = Table(index.snapshot), CORNERS.in_force(CORNERS.index[row], day)
    expected = {}
    for n, some in enumerate(targets):
        found = {table.reach(target, row, in_force=in_force) for target in some}
        first = next((reach for reach in Reach if reach in found), None)
        if first:
            expected[f"action:{n}"] = first
    assert reaches(index, row) == expected
