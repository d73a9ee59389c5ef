"""The hierarchy of the territories: containment, days in force, codes, and city contracts.

The tests of one hierarchy share a file.
"""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary import TerritoryKind
from resolvers.snapshot.columns import MissingError
from resolvers.snapshot.territories import Territories
from tests.resolvers.rules.small import (
    ASTRIDE,
    LED,
    METROPOLE,
    NEW,
    NEW_DAYS,
    OLD,
    OLD_DAYS,
    OTHER,
    PARIS,
    PARIS_CONTRACT,
    country,
    hierarchy_of,
    territories_of,
    territory,
    with_corners,
)

COUNTRY = country()
CORNERS = with_corners()
DAY = date(2026, 6, 15).toordinal()
BEFORE = date(2023, 12, 31).toordinal()


def ids(territories: Territories, places: Iterable[int]) -> list[str]:
    return sorted(territories.ids[place] for place in places)


# --- containment -----------------------------------------------------------------------------------------------------


def test_ancestors_are_all_that_contains_a_territory_and_not_itself() -> None:
    above = ids(COUNTRY, COUNTRY.ancestors[COUNTRY.index["qpv:1"]])
    assert above == ["commune:1", NEW, "country:FR", "departement:44", "epci:1", "region:52"]
    assert COUNTRY.ancestors[COUNTRY.index["country:FR"]] == frozenset()


def test_descendants_are_all_that_is_in_a_territory() -> None:
    assert ids(COUNTRY, COUNTRY.descendants(COUNTRY.index["epci:1"])) == ["commune:1", "commune:2", OLD, NEW, "qpv:1"]
    assert COUNTRY.descendants(COUNTRY.index["qpv:1"]) == set()
    assert ids(COUNTRY, COUNTRY.children[COUNTRY.index["region:52"]]) == ["departement:44", "departement:49"]


NAMES = [f"commune:{n}" for n in range(8)]
GRAPHS = st.tuples(*(st.sets(st.sampled_from(NAMES[:n]), max_size=3) if n else st.just(set()) for n in range(8)))


@given(GRAPHS)
def test_containment_is_the_closure_of_the_steps_seen_from_both_ends(parents: tuple[set[str], ...]) -> None:
    territories = territories_of({name: sorted(above) for name, above in zip(NAMES, parents, strict=True)})
    closure = {(name, above) for name, some in zip(NAMES, parents, strict=True) for above in some}
    while more := {(a, d) for a, b in closure for c, d in closure if b == c} - closure:
        closure |= more
    places = range(len(NAMES))
    assert {(NAMES[i], NAMES[j]) for i in places for j in territories.ancestors[i]} == closure
    assert {(NAMES[i], NAMES[j]) for j in places for i in territories.descendants(j)} == closure


def test_territories_of_the_same_parents_share_their_ancestors() -> None:
    first, second = (COUNTRY.index[f"commune:{n}"] for n in (1, 2))
    assert COUNTRY.ancestors[first] is COUNTRY.ancestors[second]


def test_overlaps_are_stored_once_and_read_from_both_ends() -> None:
    assert ids(COUNTRY, COUNTRY.overlaps[COUNTRY.index[NEW]]) == ["commune:1"]
    assert ids(COUNTRY, COUNTRY.overlaps[COUNTRY.index["commune:1"]]) == [NEW]
    assert COUNTRY.overlaps[COUNTRY.index["qpv:1"]] == frozenset()


def test_a_parent_that_was_not_read_is_missing() -> None:
    with pytest.raises(MissingError, match="epci:404"):
        hierarchy_of(territory("commune:1", ["epci:404"]))


# --- the same ground, wide and wider ---------------------------------------------------------------------------------


def test_the_same_ground_is_stored_once_and_read_from_both_ends() -> None:
    same = {i: ids(CORNERS, CORNERS.same_ground[CORNERS.index[i]]) for i in (PARIS, "departement:75", PARIS_CONTRACT)}
    assert same == {
        PARIS: [PARIS_CONTRACT, "departement:75"],
        "departement:75": [PARIS, PARIS_CONTRACT],
        PARIS_CONTRACT: [PARIS, "departement:75"],
    }
    assert CORNERS.same_ground[CORNERS.index["commune:1"]] == ()


def test_the_same_ground_is_not_transitive() -> None:
    territories = hierarchy_of(
        territory("commune:1"),
        *(territory(f"contract:1:{c}", ["commune:1"], same_ground=["commune:1"]) for c in "AB"),
    )
    assert ids(territories, territories.same_ground[territories.index["contract:1:A"]]) == ["commune:1"]
    assert ids(territories, territories.same_ground[territories.index["commune:1"]]) == ["contract:1:A", "contract:1:B"]


def test_a_contract_is_also_the_same_as_the_territory_of_its_leads_and_not_the_other_way_round() -> None:
    assert ids(CORNERS, CORNERS.same(CORNERS.index[LED])) == ["commune:4", "epci:2"]
    assert ids(CORNERS, CORNERS.same(CORNERS.index["epci:2"])) == []
    assert ids(CORNERS, CORNERS.led_by[CORNERS.index["epci:2"]]) == [LED]
    led_by_its_ground = hierarchy_of(
        territory("commune:1"),
        territory("contract:1:A", ["commune:1"], same_ground=["commune:1"], leads=[("commune:1", None, None)]),
    )
    assert ids(led_by_its_ground, led_by_its_ground.same(led_by_its_ground.index["contract:1:A"])) == ["commune:1"]


def test_departements_regions_the_country_and_an_epci_that_holds_an_ept_are_wide() -> None:
    kinds = {"departement", "region", "country"}
    wide = sorted([METROPOLE, *(i for i in CORNERS.ids if i.split(":")[0] in kinds)])
    assert ids(CORNERS, CORNERS.wide) == wide
    assert ids(CORNERS, CORNERS.wider) == [i for i in wide if i != "departement:75"]


def test_only_an_epci_with_an_ept_directly_in_it_is_wide() -> None:
    territories = hierarchy_of(
        territory("region:1"),
        territory("epci:1", ["region:1"]),
        territory("epci:2", ["region:1"]),
        territory("commune:1", ["epci:2"]),
        territory("ept:1", ["epci:1", "commune:1"]),
    )
    assert ids(territories, territories.wide) == ["epci:1", "region:1"]


def test_two_wide_territories_with_the_same_ground_stay_wider() -> None:
    territories = hierarchy_of(
        territory("region:1"),
        territory("departement:1", ["region:1"], same_ground=["region:1"]),
        territory("region:2"),
        territory("departement:2", ["region:2"], same_ground=["region:2"]),
        territory("contract:1:A", ["departement:2"], same_ground=["departement:2"]),
    )
    assert ids(territories, territories.wider) == ["departement:1", "region:1", "region:2"]


def test_around_are_the_containing_territories_and_the_wider_ones_that_overlap() -> None:
    around = CORNERS.around[CORNERS.index[ASTRIDE]]
    assert ids(CORNERS, around) == ["country:FR", "departement:44", "departement:49", "region:52"]
    assert CORNERS.around[CORNERS.index["commune:1"]] == CORNERS.ancestors[CORNERS.index["commune:1"]]
    assert CORNERS.around[CORNERS.index["commune:1"]] is CORNERS.around[CORNERS.index["commune:2"]]
    assert "epci:2" not in ids(CORNERS, CORNERS.around[CORNERS.index["departement:44"]])


# --- attached --------------------------------------------------------------------------------------------------------


def test_a_territory_is_attached_to_its_departement_its_region_and_the_country() -> None:
    def attachments(identifier: str) -> list[str]:
        return [CORNERS.ids[i] for i in CORNERS.attachments(CORNERS.index[identifier])]

    assert attachments(ASTRIDE) == ["departement:49", "region:52", "country:FR"]
    assert attachments(METROPOLE) == ["departement:75", "region:11", "country:FR"]
    assert attachments("region:52") == ["country:FR"]
    assert attachments("country:FR") == []


@pytest.mark.parametrize(
    ("inner", "outer", "within"),
    [
        (ASTRIDE, "departement:49", True),
        (ASTRIDE, "departement:44", False),  # it only overlaps it
        (METROPOLE, "departement:75", True),  # attached, though it contains it
        ("commune:91001", "departement:91", True),
        ("ept:1", METROPOLE, True),
        (PARIS_CONTRACT, PARIS, True),
        (PARIS, PARIS_CONTRACT, False),
        ("departement:75", METROPOLE, True),
        ("qpv:75", "country:FR", True),
        ("country:FR", "region:52", False),
        (ASTRIDE, "epci:2", False),
        (LED, "epci:2", True),
        (LED, LED, True),
        ("departement:44", "departement:44", True),
    ],
)
def test_within_a_wide_kind_means_attached_and_within_a_smaller_kind_means_part_of(
    *, inner: str, outer: str, within: bool
) -> None:
    assert CORNERS.is_within(CORNERS.index[inner], CORNERS.index[outer]) is within


def test_only_the_population_of_a_qpv_is_kept_and_only_where_it_is_known() -> None:
    territories = hierarchy_of(
        territory("commune:1", population=7), territory("qpv:1", population=0), territory("qpv:2", population=5),
        territory("qpv:3"),
    )  # fmt: skip
    assert {territories.ids[i]: population for i, population in territories.populations.items()} == {
        "qpv:1": 0,
        "qpv:2": 5,
    }


def test_only_contracts_with_an_assumed_perimeter_are_assumed() -> None:
    territories = hierarchy_of(*(territory(f"contract:1:{p}", perimeter=p) for p in ("QPV", "STATED", "ASSUMED")))
    assert ids(territories, territories.assumed) == ["contract:1:ASSUMED"]


# --- succession ------------------------------------------------------------------------------------------------------


def test_successions_are_walked_along_the_whole_chain_all_backwards_or_all_forwards() -> None:
    territories = hierarchy_of(
        territory("contract:1:A"),
        territory("contract:1:B"),
        territory("contract:2:A", after=["contract:1:A", "contract:1:B"]),
        territory("contract:3:A", after=["contract:2:A"]),
        territory("contract:3:B"),
    )
    linked = {i: ids(territories, territories.linked(place)) for i, place in territories.index.items()}
    assert linked == {
        "contract:1:A": ["contract:2:A", "contract:3:A"],
        "contract:1:B": ["contract:2:A", "contract:3:A"],
        "contract:2:A": ["contract:1:A", "contract:1:B", "contract:3:A"],
        "contract:3:A": ["contract:1:A", "contract:1:B", "contract:2:A"],
        "contract:3:B": [],
    }
    assert {territories.ids[i]: ids(territories, some) for i, some in territories.linked_contracts.items()} == {
        i: some for i, some in linked.items() if some
    }


def test_sure_links_never_rest_on_a_location() -> None:
    territories = hierarchy_of(
        territory("contract:1:A"),
        territory("contract:1:B"),
        territory("contract:2:A", after={"contract:1:A": "LOCATION", "contract:1:B": "LEAD"}),
        territory("contract:3:A", after={"contract:2:A": "STATED"}),
        territory("contract:3:B", after={"contract:2:A": "LOCATION", "contract:1:A": "STATED"}),
    )
    sure = {
        i[-3:]: [one[-3:] for one in ids(territories, territories.linked(place, sure=True))]
        for i, place in territories.index.items()
    }
    assert sure == {
        "1:A": ["3:B"],
        "1:B": ["2:A", "3:A"],
        "2:A": ["1:B", "3:A"],
        "3:A": ["1:B", "2:A"],
        "3:B": ["1:A"],
    }


def test_the_contracts_of_a_territory_are_those_that_it_is_or_lies_in() -> None:
    assert ids(COUNTRY, COUNTRY.contracts_of[COUNTRY.index["qpv:1"]]) == [NEW]
    assert ids(COUNTRY, COUNTRY.contracts_of[COUNTRY.index[OLD]]) == [OLD]
    assert COUNTRY.index["commune:1"] not in COUNTRY.contracts_of


# --- in force, by code -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2014-12-31", []),
        ("2015-01-01", [OLD]),
        ("2023-12-31", [OLD]),
        ("2024-01-01", [NEW, OTHER]),
        ("2030-12-31", [NEW, OTHER]),
        ("2031-01-01", []),
    ],
)
def test_contracts_are_in_force_from_their_first_to_their_last_day(day: str, found: list[str]) -> None:
    assert ids(COUNTRY, COUNTRY.contracts_on(date.fromisoformat(day).toordinal())) == found


def test_qpv_are_in_force_from_2024() -> None:
    days = [date(2023, 12, 31), date(2024, 1, 1), date.max]
    assert [COUNTRY.in_force(COUNTRY.index["qpv:1"], day.toordinal()) for day in days] == [False, True, True]


def test_other_territories_are_always_in_force() -> None:
    assert all(COUNTRY.in_force(COUNTRY.index["commune:1"], day) for day in (1, DAY, date.max.toordinal()))


def test_a_code_finds_the_territories_of_its_kind_only() -> None:
    territories = hierarchy_of(
        territory("contract:2015:CN1", days=OLD_DAYS),
        territory("contract:2024:CN1", days=NEW_DAYS),
        territory("contract:2024:CN11", days=NEW_DAYS),
        territory("departement:01"),
        territory("region:01"),
    )

    def found(kind: TerritoryKind, code: str) -> list[str]:
        return [territories.ids[place] for place in territories.of_code(kind, code)]

    assert found(TerritoryKind.CITY_CONTRACT, "CN1") == ["contract:2015:CN1", "contract:2024:CN1"]
    assert found(TerritoryKind.CITY_CONTRACT, "CN11") == ["contract:2024:CN11"]
    assert found(TerritoryKind.DEPARTEMENT, "01") == ["departement:01"]
    assert found(TerritoryKind.DEPARTEMENT, "1") == []
    assert found(TerritoryKind.QPV, "01") == []


def test_territories_of_a_kind_come_by_code_then_id() -> None:
    territories = hierarchy_of(*(territory(i) for i in ("contract:9:A", "contract:1:B", "contract:1:A", "commune:0")))
    assert [territories.ids[place] for place in territories.by_kind["CITY_CONTRACT"]] == [
        "contract:1:A", "contract:9:A", "contract:1:B",
    ]  # fmt: skip


# --- in a city contract----------------------------------------------------------------------------------------------


def test_territories_that_contain_overlap_or_lie_in_a_contract_in_force_are_in_city_contract() -> None:
    assert ids(COUNTRY, {*COUNTRY.in_city_contracts(DAY)}) == [
        "commune:1", NEW, OTHER, "country:FR", "departement:44", "epci:1", "qpv:1", "region:52",
    ]  # fmt: skip
    assert ids(COUNTRY, {*COUNTRY.in_city_contracts(BEFORE)}) == [
        OLD,
        "country:FR",
        "departement:44",
        "epci:1",
        "region:52",
    ]
    assert ids(COUNTRY, {*COUNTRY.in_city_contracts(date(2031, 1, 1).toordinal())}) == ["qpv:1"]


def test_every_qpv_is_in_city_contract_from_2024_in_a_contract_or_not() -> None:
    assert {"qpv:75", "qpv:91"} <= {*ids(CORNERS, CORNERS.in_city_contracts(DAY))}
    assert not {"qpv:75", "qpv:91"} & {*ids(CORNERS, CORNERS.in_city_contracts(BEFORE))}


@pytest.mark.parametrize(
    ("start", "end", "expects"),
    [(None, None, True), ("2026-06-15", "2026-06-15", True), ("2026-06-16", None, False), (None, "2026-06-14", False)],
)
def test_the_territory_that_a_lead_governs_on_the_day_is_in_city_contract(
    *, start: str | None, end: str | None, expects: bool
) -> None:
    territories = hierarchy_of(
        territory("departement:1"),
        territory("commune:1"),
        territory("qpv:1", ["commune:1"]),
        territory("contract:1:A", ["departement:1"], leads=[("commune:1", start, end)], days=NEW_DAYS),
    )
    expected = ["contract:1:A", "departement:1", "qpv:1"]
    assert ids(territories, {*territories.in_city_contracts(DAY)}) == (
        ["commune:1", *expected] if expects else expected
    )
