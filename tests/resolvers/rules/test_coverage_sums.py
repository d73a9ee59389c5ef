"""Rows of coverage in order, and summed over all of them."""

from datetime import date

from resolvers.rules.coverage import Matrix, ranking, summaries
from resolvers.rules.rows import rows_of
from resolvers.snapshot.model import Snapshot
from tests.resolvers.rules.small import CARRYING, NEW_DAYS, OLD_DAYS, action, ground_of, snapshot_of, survey, territory

DAY = date(2026, 6, 15)


# --- orders ----------------------------------------------------------------------------------------------------------


def ranked(snapshot: Snapshot, order: str) -> list[str]:
    cells = Matrix(snapshot, DAY, CARRYING)
    rows = rows_of(snapshot, {"kind": "CITY_CONTRACT"}, DAY, None)[::-1]
    found = sorted(rows, key=lambda row: ranking(snapshot, order, row, cells.row(row)))
    return [snapshot.territories.ids[row] for row in found]


def contracts() -> Snapshot:
    """Return contracts A to D: A has three axes with one actor each, B a gap for each, C two actors, D nothing."""
    names = {"A": "zebra", "B": "alpha", "C": "mid", "D": "alpha"}
    records = [territory(f"contract:1:{c}", ["country:FR"], name=name) for c, name in names.items()]
    every = ["KNOWLEDGE", "AWARENESS_AND_TRAINING", "COMMUNICATION", "VICTIM_SUPPORT", "ACTION_PROGRAMME"]
    return snapshot_of(
        territories=ground_of(territory("country:FR"), *records),
        engagements=[
            action(1, "contract:1:A", axes=(1, 2, 3)),
            action(2, "contract:1:C", "institution:a", "institution:b", axes=(1, 2, 3, 4)),
        ],
        surveys=[survey("2026-01-01", ["contract:1:B"], every)],
    )


def test_rows_are_ordered_by_code_by_name_by_gaps_and_by_fragile_cells() -> None:
    snapshot = contracts()
    orders = {order: "".join(i[-1] for i in ranked(snapshot, order)) for order in ("CODE", "NAME")}
    assert orders == {"CODE": "ABCD", "NAME": "BDCA"}
    orders = {order: "".join(i[-1] for i in ranked(snapshot, order)) for order in ("GAPS_DESC", "FRAGILE_DESC")}
    assert orders == {"GAPS_DESC": "BDAC", "FRAGILE_DESC": "ABCD"}


# --- summary ---------------------------------------------------------------------------------------------------------


def test_a_summary_counts_the_cells_of_each_axis_over_all_rows() -> None:
    snapshot = snapshot_of(
        territories=ground_of(
            territory("country:FR"),
            territory("epci:1", ["country:FR"]),
            *(territory(f"contract:2024:{c}", ["epci:1"], days=NEW_DAYS) for c in "ABCDE"),
            territory("contract:2015:A", ["country:FR"], days=OLD_DAYS),
        ),
        engagements=[
            action(1, "contract:2024:A", confirmed="2026-01-01"),
            action(2, "contract:2024:B", days=("2025-01-01", "2025-06-30")),
            action(3, "epci:1", axes=(2,)),
        ],
        surveys=[survey("2026-01-01", ["contract:2024:C", "contract:2024:D"])],
    )
    cells = Matrix(snapshot, DAY, CARRYING)
    rows = rows_of(snapshot, {"kind": "CITY_CONTRACT"}, DAY, None)
    axes = [3, 1]
    support, training = summaries([[cells.cell(row, axis) for axis in axes] for row in rows], axes)
    assert support == {
        "axis": "VICTIM_SUPPORT",
        "covered": 1, "partial": 0, "inherited": 0, "gap": 2, "unknown": 2,
        "fragile": 1, "stale": 0, "lapsed": 1,
    }  # fmt: skip
    assert training == {
        "axis": "AWARENESS_AND_TRAINING",
        "covered": 0, "partial": 0, "inherited": 5, "gap": 0, "unknown": 0,
        "fragile": 0, "stale": 5, "lapsed": 0,
    }  # fmt: skip


def test_a_summary_of_no_rows_is_zero_for_each_axis() -> None:
    (totals,) = summaries([], [4])
    assert totals.pop("axis") == "ACTION_PROGRAMME"
    assert set(totals.values()) == {0}
