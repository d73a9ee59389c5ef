"""Totals: each is valid for one version of the graph, and a run reports which it used."""

import pytest

from graph.rights import VISITOR, Viewer, ViewKey
from graph.statement.core.totals import CACHED_TOTALS, LONGEST_KEY, RunTotals, Totals


def key_of(count: str, values: bytes, viewer: Viewer = VISITOR) -> ViewKey:
    return ViewKey.of_viewer(viewer, count, values)


KEY = key_of("COUNT { (:Offer) }", b"[]")


def test_a_total_is_known_from_the_version_that_counted_it() -> None:
    totals = Totals()
    totals.keep(KEY, [7, 1], 12)
    assert totals.get(KEY) == ([7, 1], 12)
    assert totals.get(key_of(KEY.rest[0], b"[1]")) is None


@pytest.mark.parametrize("version", [None, []])
def test_an_empty_graph_has_no_totals(version: object) -> None:
    totals = Totals()
    totals.keep(KEY, version, 0)
    assert totals.get(KEY) is None


def test_a_long_filter_is_counted_each_time() -> None:
    totals = Totals()
    longest = key_of("x" * (LONGEST_KEY - 2), b"[]")
    longer = key_of("x" * (LONGEST_KEY - 1), b"[]")
    for key in (longest, longer):
        totals.keep(key, 1, 3)
    assert (totals.get(longest), totals.get(longer)) == ((1, 3), None)


def test_the_totals_that_were_used_last_stay() -> None:
    totals = Totals()
    totals.keep(KEY, 1, 3)
    for i in range(CACHED_TOTALS - 1):
        totals.keep(key_of(f"{i}", b""), 1, i)
    totals.get(KEY)
    totals.keep(key_of("one more", b""), 1, 0)
    assert totals.get(KEY) == (1, 3)
    assert totals.get(key_of("0", b"")) is None


def test_a_run_uses_the_totals_of_versions_it_accepts() -> None:
    totals = Totals()
    totals.keep(KEY, 6, 12)
    assert RunTotals(totals, lambda version: version == 7).known(KEY) is None
    assert RunTotals(totals, lambda version: version == 6).known(KEY) == 12


def test_a_used_total_holds_only_for_the_version_that_the_statement_read() -> None:
    totals = Totals()
    totals.keep(KEY, 6, 12)
    run = RunTotals(totals, lambda _: True)
    assert run.hold()
    run.known(KEY)
    run.version = 7
    assert not run.hold()
    run.version = 6
    assert run.hold()


def test_a_run_stores_what_it_counts_for_the_version_it_read() -> None:
    totals = Totals()
    run = RunTotals(totals, lambda _: True)
    run.version = 7
    assert run.keep(KEY, 13) == 13
    assert totals.get(KEY) == (7, 13)
    assert run.hold()
