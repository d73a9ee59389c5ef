"""Rows of coverage: by kind or by ids, in force, and in city contracts."""

from datetime import date
from typing import Any

import pytest

from graph.bounds import ROWS_BY_ID_LIMIT
from graph.errors import ClientError, Code
from resolvers.rules.rows import is_in_city_contract, rows_of
from resolvers.snapshot.model import Snapshot
from tests.resolvers.rules.small import (
    ASTRIDE,
    LED,
    METROPOLE,
    NEW,
    OLD,
    OTHER,
    PARIS,
    PARIS_CONTRACT,
    country,
    hierarchy_of,
    snapshot_of,
    territory,
    with_corners,
)

DAY = date(2026, 6, 15)
BEFORE = date(2023, 12, 31)
COUNTRY = snapshot_of(territories=country())


def ids_of(snapshot: Snapshot, rows: dict[str, Any], day: date = DAY, within: str | None = None) -> list[str]:
    return [snapshot.territories.ids[row] for row in rows_of(snapshot, rows, day, within)]


def refused(rows: dict[str, Any], within: str | None = None) -> ClientError:
    with pytest.raises(ClientError) as caught:
        rows_of(COUNTRY, rows, DAY, within)
    return caught.value


def test_contracts_are_those_in_force_on_the_day() -> None:
    rows = {"kind": "CITY_CONTRACT"}
    assert ids_of(COUNTRY, rows) == [NEW, OTHER]
    assert ids_of(COUNTRY, rows, BEFORE) == [OLD]
    assert ids_of(COUNTRY, rows, date(2024, 1, 1)) == [NEW, OTHER]
    assert ids_of(COUNTRY, rows, date(2031, 1, 1)) == []


def test_rows_by_kind_are_the_territory_itself_or_lie_in_it() -> None:
    every = {"kind": "COMMUNE", "onlyInCityContract": False}
    assert ids_of(COUNTRY, every) == ["commune:1", "commune:2", "commune:9"]
    assert ids_of(COUNTRY, every, within="country:FR") == ["commune:1", "commune:2", "commune:9"]
    assert ids_of(COUNTRY, every, within="epci:1") == ["commune:1", "commune:2"]
    assert ids_of(COUNTRY, every, within="commune:2") == ["commune:2"]
    assert ids_of(COUNTRY, {"kind": "REGION", "onlyInCityContract": False}, within="epci:1") == []


def test_rows_by_kind_are_those_in_city_contracts_where_only_they_are_wanted() -> None:
    only = {"onlyInCityContract": True}
    assert ids_of(COUNTRY, {"kind": "COMMUNE", **only}) == ["commune:1"]
    assert ids_of(COUNTRY, {"kind": "COMMUNE"}) == ["commune:1", "commune:2", "commune:9"]
    assert ids_of(COUNTRY, {"kind": "DEPARTEMENT", **only}) == ["departement:44"]
    assert ids_of(COUNTRY, {"kind": "QPV"}) == ["qpv:1"]
    assert ids_of(COUNTRY, {"kind": "QPV"}, BEFORE) == []


def test_rows_come_by_code_then_id() -> None:
    snapshot = snapshot_of(
        territories=hierarchy_of(
            territory("country:FR"),
            territory("contract:2:Z", ["country:FR"]),
            territory("contract:3:Y", ["country:FR"]),
            territory("contract:1:Z", ["country:FR"]),
        )
    )
    expected = ["contract:3:Y", "contract:1:Z", "contract:2:Z"]
    assert ids_of(snapshot, {"kind": "CITY_CONTRACT"}) == expected
    assert ids_of(snapshot, {"ids": ["contract:2:Z", "contract:1:Z", "contract:3:Y"]}) == expected


def test_rows_by_ids_are_taken_as_they_are_and_once() -> None:
    assert ids_of(COUNTRY, {"ids": [NEW, "commune:9", NEW]}) == ["commune:9", NEW]
    assert ids_of(COUNTRY, {"ids": []}) == []


def test_an_unknown_id_is_not_found() -> None:
    error = refused({"ids": [NEW, "commune:404"]})
    assert error.code is Code.NOT_FOUND
    assert "'commune:404'" in error.message


def test_ids_out_of_force_fail_together_each_with_its_days() -> None:
    error = refused({"ids": [NEW, OLD]})
    assert error.code is Code.NOT_IN_FORCE
    assert error.message == f"rows.ids: not in force on 2026-06-15: {OLD} (from 2015-01-01 to 2023-12-31)"
    with pytest.raises(ClientError) as caught:
        rows_of(COUNTRY, {"ids": [OTHER, "qpv:1", OLD, NEW, OTHER, "commune:1"]}, BEFORE, None)
    assert caught.value.code is Code.NOT_IN_FORCE
    assert caught.value.message == (
        f"rows.ids: not in force on 2023-12-31: {OTHER} (from 2024-01-01 to 2030-12-31); qpv:1 (from 2024-01-01); "
        f"{NEW} (from 2024-01-01 to 2030-12-31)"
    )
    assert ids_of(COUNTRY, {"ids": [OLD]}, BEFORE) == [OLD]


def test_all_unknown_ids_are_named() -> None:
    assert "'commune:404', 'qpv:404'" in refused({"ids": ["commune:404", NEW, "qpv:404"]}).message


def test_qpv_are_rows_from_2024() -> None:
    rows = {"kind": "QPV", "onlyInCityContract": False}
    assert ids_of(COUNTRY, rows, BEFORE) == []
    assert ids_of(COUNTRY, rows, date(2024, 1, 1)) == ["qpv:1"]
    assert ids_of(COUNTRY, {"ids": ["qpv:1"]}, date(2024, 1, 1)) == ["qpv:1"]


def test_rows_within_a_wide_territory_are_attached_to_it_and_those_within_a_smaller_one_are_part_of_it() -> None:
    snapshot = snapshot_of(territories=with_corners())

    def contracts(within: str) -> list[str]:
        return ids_of(snapshot, {"kind": "CITY_CONTRACT"}, within=within)

    assert contracts("departement:49") == [LED, ASTRIDE]
    assert contracts("departement:44") == [NEW, OTHER]
    assert contracts("region:11") == contracts("departement:75") == contracts(PARIS) == [PARIS_CONTRACT]
    assert contracts("country:FR") == [NEW, OTHER, LED, PARIS_CONTRACT, ASTRIDE]
    assert contracts("epci:2") == [LED]
    assert contracts(METROPOLE) == [PARIS_CONTRACT]
    assert ids_of(snapshot, {"kind": "EPCI", "onlyInCityContract": False}, within="departement:75") == [METROPOLE]


@pytest.mark.parametrize(
    ("rows", "within"),
    [({"ids": [NEW], "kind": "COMMUNE"}, None), ({"ids": [NEW]}, "region:52"), ({}, None), ({"kind": None}, None)],
)
def test_rows_are_given_by_ids_alone_or_by_kind(rows: dict[str, Any], within: str | None) -> None:
    assert refused(rows, within).code is Code.BAD_USER_INPUT


def test_too_many_ids_are_refused_before_they_are_looked_up() -> None:
    error = refused({"ids": ["commune:404"] * (ROWS_BY_ID_LIMIT + 1)})
    assert error.code is Code.LIMIT_EXCEEDED
    assert refused({"ids": ["commune:404"] * ROWS_BY_ID_LIMIT}).code is Code.NOT_FOUND


def test_being_in_a_contract_depends_on_the_contracts_of_the_day() -> None:
    index = COUNTRY.territories.index
    assert is_in_city_contract(COUNTRY, index["commune:1"], DAY)
    assert not is_in_city_contract(COUNTRY, index["commune:1"], BEFORE)
    assert is_in_city_contract(COUNTRY, index["epci:1"], BEFORE)
    assert not is_in_city_contract(COUNTRY, index["departement:49"], DAY)
