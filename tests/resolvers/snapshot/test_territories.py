"""The hierarchy of the territories: what lies in what, what is in force, found by its code, and concerned."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary import TerritoryKind
from resolvers.snapshot.columns import MissingError
from resolvers.snapshot.territories import INHERITING, Territories
from tests.resolvers.rules.small import (
    NEW,
    NEW_DAYS,
    OLD,
    OLD_DAYS,
    OTHER,
    country,
    ground_of,
    territories_of,
    territory,
)

COUNTRY = country()
DAY = date(2026, 6, 15).toordinal()
BEFORE = date(2023, 12, 31).toordinal()


def ids(ground: Territories, places: Iterable[int]) -> list[str]:
    return sorted(ground.ids[place] for place in places)


# --- containment -----------------------------------------------------------------------------------------------------


def test_ancestors_are_all_that_contains_a_territory_and_not_itself() -> None:
    above = ids(COUNTRY, COUNTRY.ancestors[COUNTRY.index["qpv:1"]])
    assert above == ["commune:1", NEW, "country:FR", "departement:44", "epci:1", "region:52"]
    assert COUNTRY.ancestors[COUNTRY.index["country:FR"]] == frozenset()


def test_descendants_are_all_that_lies_in_a_territory() -> None:
    assert ids(COUNTRY, COUNTRY.descendants(COUNTRY.index["epci:1"])) == ["commune:1", "commune:2", OLD, NEW, "qpv:1"]
    assert COUNTRY.descendants(COUNTRY.index["qpv:1"]) == set()
    assert ids(COUNTRY, COUNTRY.children[COUNTRY.index["region:52"]]) == ["departement:44", "departement:49"]


NAMES = [f"commune:{n}" for n in range(8)]
GRAPHS = st.tuples(*(st.sets(st.sampled_from(NAMES[:n]), max_size=3) if n else st.just(set()) for n in range(8)))


@given(GRAPHS)
def test_containment_is_the_closure_of_the_steps_seen_from_both_ends(parents: tuple[set[str], ...]) -> None:
    ground = territories_of({name: sorted(above) for name, above in zip(NAMES, parents, strict=True)})
    closure = {(name, above) for name, some in zip(NAMES, parents, strict=True) for above in some}
    while more := {(a, d) for a, b in closure for c, d in closure if b == c} - closure:
        closure |= more
    places = range(len(NAMES))
    assert {(NAMES[i], NAMES[j]) for i in places for j in ground.ancestors[i]} == closure
    assert {(NAMES[i], NAMES[j]) for j in places for i in ground.descendants(j)} == closure


def test_territories_of_the_same_parents_share_their_ancestors() -> None:
    first, second = (COUNTRY.index[f"commune:{n}"] for n in (1, 2))
    assert COUNTRY.ancestors[first] is COUNTRY.ancestors[second]


def test_overlaps_are_stored_once_and_read_from_both_ends() -> None:
    assert ids(COUNTRY, COUNTRY.overlaps[COUNTRY.index[NEW]]) == ["commune:1"]
    assert ids(COUNTRY, COUNTRY.overlaps[COUNTRY.index["commune:1"]]) == [NEW]
    assert COUNTRY.overlaps[COUNTRY.index["qpv:1"]] == frozenset()


def test_a_parent_that_was_not_read_is_missing() -> None:
    with pytest.raises(MissingError, match="epci:404"):
        ground_of(territory("commune:1", ["epci:404"]))


def test_what_is_above_a_row_lifts_it_if_it_is_small() -> None:
    assert sorted(INHERITING) == ["CITY_CONTRACT", "COMMUNE", "EPCI", "EPT", "QPV"]


# --- succession ------------------------------------------------------------------------------------------------------


def test_predecessors_and_successors_are_walked_along_the_whole_chain() -> None:
    ground = ground_of(
        territory("contract:1:A"),
        territory("contract:1:B"),
        territory("contract:2:A", after=["contract:1:A", "contract:1:B"]),
        territory("contract:3:A", after=["contract:2:A"]),
    )
    before = {i: ids(ground, ground.all_predecessors(place)) for i, place in ground.index.items()}
    assert before == {
        "contract:1:A": [],
        "contract:1:B": [],
        "contract:2:A": ["contract:1:A", "contract:1:B"],
        "contract:3:A": ["contract:1:A", "contract:1:B", "contract:2:A"],
    }
    after = {ground.ids[place]: ids(ground, places) for place, places in ground.all_successors.items()}
    assert after == {
        "contract:1:A": ["contract:2:A", "contract:3:A"],
        "contract:1:B": ["contract:2:A", "contract:3:A"],
        "contract:2:A": ["contract:3:A"],
    }


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


def test_other_territories_are_always_in_force() -> None:
    assert all(COUNTRY.in_force(COUNTRY.index["commune:1"], day) for day in (1, DAY, date.max.toordinal()))


def test_a_code_finds_the_territories_of_its_kind_only() -> None:
    ground = ground_of(
        territory("contract:2015:CN1", days=OLD_DAYS),
        territory("contract:2024:CN1", days=NEW_DAYS),
        territory("contract:2024:CN11", days=NEW_DAYS),
        territory("departement:01"),
        territory("region:01"),
    )

    def found(kind: TerritoryKind, code: str) -> list[str]:
        return [ground.ids[place] for place in ground.of_code(kind, code)]

    assert found(TerritoryKind.CITY_CONTRACT, "CN1") == ["contract:2015:CN1", "contract:2024:CN1"]
    assert found(TerritoryKind.CITY_CONTRACT, "CN11") == ["contract:2024:CN11"]
    assert found(TerritoryKind.DEPARTEMENT, "01") == ["departement:01"]
    assert found(TerritoryKind.DEPARTEMENT, "1") == []
    assert found(TerritoryKind.QPV, "01") == []


def test_territories_of_a_kind_come_by_code_then_id() -> None:
    ground = ground_of(*(territory(i) for i in ("contract:9:A", "contract:1:B", "contract:1:A", "commune:0")))
    assert [ground.ids[place] for place in ground.by_kind["CITY_CONTRACT"]] == [
        "contract:1:A", "contract:9:A", "contract:1:B",
    ]  # fmt: skip


# --- concerned -------------------------------------------------------------------------------------------------------


def test_what_contains_overlaps_or_lies_in_a_contract_in_force_is_concerned() -> None:
    assert ids(COUNTRY, COUNTRY.concerned(DAY)) == [
        "commune:1", NEW, OTHER, "country:FR", "departement:44", "epci:1", "qpv:1", "region:52",
    ]  # fmt: skip
    assert ids(COUNTRY, COUNTRY.concerned(BEFORE)) == [OLD, "country:FR", "departement:44", "epci:1", "region:52"]
    assert COUNTRY.concerned(date(2031, 1, 1).toordinal()) == set()


@pytest.mark.parametrize(
    ("start", "end", "concerned"),
    [(None, None, True), ("2026-06-15", "2026-06-15", True), ("2026-06-16", None, False), (None, "2026-06-14", False)],
)
def test_the_ground_that_a_lead_governs_on_the_day_is_concerned(
    *, start: str | None, end: str | None, concerned: bool
) -> None:
    ground = ground_of(
        territory("departement:1"),
        territory("commune:1"),
        territory("qpv:1", ["commune:1"]),
        territory("contract:1:A", ["departement:1"], leads=[("commune:1", start, end)], days=NEW_DAYS),
    )
    expected = ["contract:1:A", "departement:1"]
    assert ids(ground, ground.concerned(DAY)) == (["commune:1", *expected] if concerned else expected)
