"""Rows of coverage in order, their sums, and what a row represents.

The sums of one matrix share a file.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest

from graph.vocabulary import CellStatus
from resolvers.rules.cell import Cell, InhabitantCounts, Spread, StatusCounts
from resolvers.rules.coverage import Matrix
from resolvers.rules.coverage_sums import Summary, fragile_count, gap_counts, summaries
from resolvers.rules.rows import rows_of
from resolvers.snapshot.model import Snapshot
from resolvers.snapshot.territories import Territories
from tests.resolvers.rules.small import (
    CARRYING,
    METROPOLE,
    NEW,
    NEW_DAYS,
    OLD,
    OLD_DAYS,
    OTHER,
    PARIS,
    PARIS_CONTRACT,
    action,
    hierarchy_of,
    snapshot_of,
    survey,
    territory,
    with_corners,
)

DAY = date(2026, 6, 15)
BEFORE = date(2023, 6, 15)
SUPPORT = 3
COUNTS = ("fragile_count", "contradicted_count", "lapsed_count")
LONG_AGO = "2024-06-14"
NONE = {"covered": 0, "partial": 0, "inherited": 0, "gap": 0, "to_confirm": 0, "unknown": 0}


def counts(**some: int) -> StatusCounts:
    return StatusCounts(**NONE | some)


def inhabitants(without_population: int = 0, **some: int) -> InhabitantCounts:
    return InhabitantCounts(**NONE | some, without_population=without_population)


# --- orders ----------------------------------------------------------------------------------------------------------


def ranked(snapshot: Snapshot, count: Callable[[Iterable[Cell]], Any]) -> str:
    """Return the last letters of the contracts, those with the highest counts first, then by code."""
    cells = Matrix(snapshot, DAY, CARRYING)
    rows = rows_of(snapshot, {"kind": "CITY_CONTRACT"}, DAY, None)
    found = sorted(rows, key=lambda row: count(cells.row(row)), reverse=True)
    return "".join(snapshot.territories.ids[row][-1] for row in found)


def contracts() -> Snapshot:
    """Return contracts A to E.

    A has three axes with one actor each, B only gaps, C two actors on four axes, D nothing, E one axis to confirm.
    """
    names = {"A": "zebra", "B": "alpha", "C": "mid", "D": "alpha", "E": "omega"}
    records = [territory(f"contract:1:{c}", ["country:FR"], name=name) for c, name in names.items()]
    every = ["KNOWLEDGE", "AWARENESS_AND_TRAINING", "COMMUNICATION", "VICTIM_SUPPORT", "ACTION_PROGRAMME"]
    return snapshot_of(
        territories=hierarchy_of(territory("country:FR"), *records),
        engagements=[
            action(1, "contract:1:A", axes=(1, 2, 3)),
            action(2, "contract:1:C", "institution:a", "institution:b", axes=(1, 2, 3, 4)),
            action(3, "contract:1:E", confirmed=LONG_AGO),
        ],
        surveys=[survey("2026-01-01", ["contract:1:B"], every)],
    )


def test_rows_are_ranked_by_the_three_statuses_without_actors_and_by_fragile_cells() -> None:
    assert (
        ranked(contracts(), gap_counts) == "BEDAC"
    )  # gaps, then what is to confirm, then what is unknown: never added up
    assert ranked(contracts(), fragile_count) == "ABCDE"


def test_gaps_come_before_any_number_of_cells_to_confirm_and_these_before_unknown_ones() -> None:
    every = (1, 2, 3, 4, 5)
    snapshot = snapshot_of(
        territories=hierarchy_of(
            territory("country:FR"), *(territory(f"contract:1:{c}", ["country:FR"]) for c in "ABC")
        ),
        engagements=[
            action(1, "contract:1:C", "institution:a", "institution:b", axes=(1, 2, 3, 5)),
            action(2, "contract:1:B", axes=every, confirmed=None),
        ],
        surveys=[survey("2026-01-01", ["contract:1:C"])],
    )
    assert ranked(snapshot, gap_counts) == "CBA"


def test_wide_rows_have_no_gaps_to_rank_by() -> None:
    snapshot = snapshot_of(territories=with_corners(), surveys=[survey("2026-01-01", ["country:FR"])])
    cells = Matrix(snapshot, DAY, CARRYING)
    row = snapshot.territories.index["departement:44"]
    assert gap_counts(cells.row(row)) == [0, 0, 0]


# --- wide rows -------------------------------------------------------------------------------------------------------


WIDE = ("country:FR", "region:52", "departement:44", METROPOLE, "departement:75")


@pytest.mark.parametrize("row", WIDE)
def test_a_wide_row_has_no_status_but_the_actors_at_its_scale(row: str) -> None:
    snapshot = snapshot_of(
        territories=with_corners(),
        engagements=[action(1, row), action(2, row, confirmed=None)],
        surveys=[survey("2026-01-01", [row])],
    )
    cells = Matrix(snapshot, DAY, CARRYING)
    cell = cells.complete(cells.cell(snapshot.territories.index[row], SUPPORT))
    assert (cell.status, cell.assumed, cell.contradicted) == (None, False, True)
    assert (cell.actor_count, cell.engagement_count) == (1, 1)
    assert [one.engagement_count for one in cell.by_reach or []] == [1]
    assert cell.finding is not None
    assert cell.spread is not None


def test_an_epci_without_ept_a_commune_and_a_contract_have_a_status_and_no_spread() -> None:
    snapshot = snapshot_of(territories=with_corners())
    cells = Matrix(snapshot, DAY, CARRYING)
    for row in ("epci:1", "ept:1", PARIS, PARIS_CONTRACT, "qpv:75"):
        cell = cells.complete(cells.cell(snapshot.territories.index[row], SUPPORT))
        assert (cell.status, cell.spread) == (CellStatus.UNKNOWN, None)


def contracts_and_qpv() -> Territories:
    """Return a département with three contracts and four QPV; one QPV lies in a contract of another département."""
    return hierarchy_of(
        territory("country:FR"),
        territory("region:1", ["country:FR"]),
        territory("departement:1", ["region:1"]),
        territory("departement:2", ["region:1"]),
        territory("contract:2024:A", ["departement:1"], days=NEW_DAYS),
        territory("contract:2024:B", ["departement:1"], days=NEW_DAYS),
        territory("contract:2024:C", ["region:1"], overlaps=["departement:1"], days=NEW_DAYS)._replace(
            attached_to="departement:2"
        ),
        territory("contract:2024:D", ["region:1"], overlaps=["departement:2"], days=NEW_DAYS)._replace(
            attached_to="departement:1"
        ),
        territory("contract:2015:A", ["departement:1"], days=OLD_DAYS),
        *(
            territory(f"qpv:{n}", parents, population=population, attached_to="departement:1")
            for n, parents, population in (
                (1, ["contract:2024:A", "departement:1"], 1_000),
                (2, ["contract:2024:A", "departement:1"], None),
                (3, ["contract:2024:C", "departement:1"], 300),
                (4, ["departement:1"], 20),
            )
        ),
    )


def test_a_spread_counts_contracts_in_force_qpv_and_inhabitants_attached_there_by_status() -> None:
    snapshot = snapshot_of(
        territories=contracts_and_qpv(),
        engagements=[action(1, "contract:2024:A"), action(2, "qpv:4"), action(3, "contract:2024:D", confirmed=None)],
        surveys=[survey("2026-01-01", ["qpv:3"])],
    )
    cells, index = Matrix(snapshot, DAY, CARRYING), snapshot.territories.index
    spread = cells.complete(cells.cell(index["departement:1"], SUPPORT)).spread
    assert spread == Spread(
        counts(covered=1, to_confirm=1, unknown=1),
        counts(covered=1, inherited=2, gap=1),
        inhabitants(covered=20, inherited=1_000, gap=300, without_population=1),
    )
    other = cells.complete(cells.cell(index["departement:2"], SUPPORT)).spread
    assert other == Spread(counts(unknown=1), counts(), inhabitants())
    region = cells.complete(cells.cell(index["region:1"], SUPPORT)).spread
    assert region == Spread(counts(covered=1, to_confirm=1, unknown=2), spread.qpv, spread.inhabitants)


def test_a_spread_of_a_day_before_2024_has_the_contracts_of_that_day_and_no_qpv() -> None:
    snapshot = snapshot_of(territories=contracts_and_qpv())
    cells = Matrix(snapshot, BEFORE, CARRYING)
    found = cells.complete(cells.cell(snapshot.territories.index["departement:1"], SUPPORT)).spread
    assert found == Spread(counts(unknown=1), counts(), inhabitants())


def test_the_spreads_of_the_departements_add_up_to_that_of_the_country() -> None:
    snapshot = snapshot_of(
        territories=with_corners(), engagements=[action(1, "epci:2"), action(2, PARIS), action(3, NEW, confirmed=None)]
    )
    cells, territories = Matrix(snapshot, DAY, CARRYING), snapshot.territories
    members = [cells.members(territories.index[f"departement:{code}"]) for code in ("44", "49", "75", "91")]
    every = cells.members(territories.index["country:FR"])
    for place in (0, 1):
        assert sorted(i for one in members for i in one[place]) == sorted(every[place])
    assert len(every[0]) == len(territories.contracts_on(DAY.toordinal()))


# --- members ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "contracts_in", "qpv"),
    [
        (NEW, [NEW], ["qpv:1"]),
        (OTHER, [OTHER], []),
        (OLD, [OLD], []),
        (PARIS_CONTRACT, [PARIS_CONTRACT], ["qpv:75"]),
        ("qpv:75", [], ["qpv:75"]),
        ("commune:1", [], ["qpv:1"]),
        ("epci:1", [NEW], ["qpv:1"]),
        ("departement:75", [PARIS_CONTRACT], ["qpv:75"]),
        ("departement:91", [], ["qpv:91"]),
        (METROPOLE, [PARIS_CONTRACT], ["qpv:75", "qpv:91"]),
    ],
)
def test_a_row_represents_itself_or_the_contracts_and_qpv_within_it(
    row: str, contracts_in: list[str], qpv: list[str]
) -> None:
    snapshot = snapshot_of(territories=with_corners())
    territories = snapshot.territories
    found = Matrix(snapshot, DAY, CARRYING).members(territories.index[row])
    assert [sorted(territories.ids[i] for i in some) for some in found] == [contracts_in, qpv]


# --- summary ---------------------------------------------------------------------------------------------------------


def facts(summary: Summary) -> dict[str, Any]:
    """Return the totals of an axis by name."""
    own = {name: getattr(summary, name) for name in ("axis", "rows", *COUNTS)}
    return own | summary.spread._asdict()


def summary(cells: Matrix, *rows: str, axis: int = SUPPORT) -> dict[str, Any]:
    (found,) = summaries(cells, [cells.snapshot.territories.index[row] for row in rows], [axis])
    return facts(found)


def test_a_summary_counts_the_cells_of_each_axis_over_all_rows() -> None:
    snapshot = snapshot_of(
        territories=hierarchy_of(
            territory("country:FR"),
            territory("commune:1", ["country:FR"]),
            *(territory(f"contract:2024:{c}", ["commune:1"], days=NEW_DAYS) for c in "ABCDE"),
            territory("contract:2015:A", ["country:FR"], days=OLD_DAYS),
            territory("qpv:1", ["contract:2024:A"], population=500, attached_to="commune:1"),
            territory("qpv:2", ["contract:2024:B"], attached_to="commune:1"),
        ),
        engagements=[
            action(1, "contract:2024:A"),
            action(2, "contract:2024:B", days=("2025-01-01", "2025-06-30"), confirmed="2025-06-01"),
            action(3, "commune:1", axes=(2,), confirmed=LONG_AGO),
            action(4, "contract:2024:E", "institution:a", "institution:b"),
        ],
        surveys=[survey("2026-01-01", ["contract:2024:C", "contract:2024:D", "contract:2024:E"])],
    )
    cells = Matrix(snapshot, DAY, CARRYING)
    rows = rows_of(snapshot, {"kind": "CITY_CONTRACT"}, DAY, None)
    support, training = map(facts, summaries(cells, rows, [3, 1]))
    statuses = counts(covered=2, gap=2, unknown=1)
    assert support == {
        "axis": "VICTIM_SUPPORT",
        "rows": statuses,
        "contracts": statuses,
        "qpv": counts(inherited=1, unknown=1),
        "inhabitants": inhabitants(inherited=500, without_population=1),
        "fragile_count": 1, "contradicted_count": 1, "lapsed_count": 1,
    }  # fmt: skip
    assert training == {
        "axis": "AWARENESS_AND_TRAINING",
        "rows": counts(to_confirm=5),
        "contracts": counts(to_confirm=5),
        "qpv": counts(to_confirm=2),
        "inhabitants": inhabitants(to_confirm=500, without_population=1),
        "fragile_count": 0, "contradicted_count": 0, "lapsed_count": 0,
    }  # fmt: skip


def test_members_of_several_rows_are_summed_once() -> None:
    snapshot = snapshot_of(territories=contracts_and_qpv(), engagements=[action(1, "contract:2024:A")])
    cells = Matrix(snapshot, DAY, CARRYING)
    once = summary(cells, "departement:1", "departement:2")
    found = summary(cells, "country:FR", "region:1", "departement:1", "departement:2")
    for part in ("contracts", "qpv", "inhabitants"):
        assert found[part] == once[part]
    assert once["contracts"] == counts(covered=1, unknown=3)
    assert once["inhabitants"] == inhabitants(inherited=1_000, unknown=320, without_population=1)
    assert found["rows"] == counts()
    both = summary(cells, "contract:2024:A", "qpv:1", "departement:1")
    assert (both["contracts"], both["qpv"]) == (counts(covered=1, unknown=2), counts(inherited=2, unknown=2))
    assert both["rows"] == counts(covered=1, inherited=1)


def test_qpv_without_a_contract_are_summed_where_they_are_attached() -> None:
    cells = Matrix(snapshot_of(territories=contracts_and_qpv()), DAY, CARRYING)
    assert summary(cells, "departement:1")["qpv"] == counts(unknown=4)
    assert summary(cells, "contract:2024:A", "contract:2024:B", "contract:2024:D")["qpv"] == counts(unknown=2)


def test_a_summary_counts_the_common_members_of_an_epci_and_its_commune_once() -> None:
    found = summary(Matrix(snapshot_of(territories=with_corners()), DAY, CARRYING), "commune:1", "epci:1")
    assert (found["rows"], found["contracts"], found["qpv"]) == (
        counts(unknown=2),
        counts(unknown=1),
        counts(unknown=1),
    )


def test_a_summary_of_no_rows_is_zero_for_each_axis() -> None:
    cells = Matrix(snapshot_of(territories=with_corners()), DAY, CARRYING)
    found = summary(cells, axis=4)
    assert found == {
        "axis": "ACTION_PROGRAMME", "rows": counts(), "contracts": counts(), "qpv": counts(),
        "inhabitants": inhabitants(), "fragile_count": 0, "contradicted_count": 0, "lapsed_count": 0,
    }  # fmt: skip
