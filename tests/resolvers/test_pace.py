"""A plan's pace: what was measured says where its next run is worked on, and never what it costs."""

import pytest

from resolvers.pace import LONG_SEARCH_SECONDS, LONG_WORK_SECONDS, Effort, Pace

EASY, LONG = Effort(long_work=False, long_search=False), Effort(long_work=True, long_search=True)


@pytest.mark.parametrize("expensive", [False, True])
def test_before_the_first_run_the_price_decides(*, expensive: bool) -> None:
    assert Pace().expected(1_000, works_out=False, expensive=expensive) == (LONG if expensive else EASY)


def test_what_is_worked_out_over_the_snapshot_is_long_until_it_was_measured() -> None:
    assert Pace().expected(1, works_out=True, expensive=False) == Effort(long_work=True, long_search=False)


def test_what_was_quick_is_easy_however_expensive_it_looks() -> None:
    pace = Pace()
    pace.note(20_000, 0.001, 0.001)
    assert pace.expected(20_000, works_out=False, expensive=True) == EASY


def test_what_was_slow_is_long_however_cheap_it_looks() -> None:
    pace = Pace()
    pace.note(100, 2 * LONG_WORK_SECONDS, 0.0, exact=True)
    assert pace.expected(100, works_out=False, expensive=False) == Effort(long_work=True, long_search=False)
    pace.note(100, 0.0, 2 * LONG_SEARCH_SECONDS)
    assert pace.expected(100, works_out=False, expensive=False).long_search


def test_values_that_cost_more_take_longer() -> None:
    pace = Pace()
    pace.note(100, LONG_WORK_SECONDS / 2, 0.0)
    assert not pace.expected(100, works_out=False, expensive=False).long_work
    assert pace.expected(300, works_out=False, expensive=False).long_work


def test_one_slow_run_counts_at_once_and_fades() -> None:
    pace = Pace()
    pace.note(1, 0.0, 2 * LONG_SEARCH_SECONDS)
    runs = 0
    while pace.expected(1, works_out=False, expensive=False).long_search:
        pace.note(1, 0.0, 0.0)
        runs += 1
    assert 3 < runs < 20


def test_what_seems_long_is_measured_exactly_before_it_counts() -> None:
    pace = Pace()
    pace.note(100, 2 * LONG_WORK_SECONDS, 0.0)
    assert pace.exact
    assert pace.expected(100, works_out=False, expensive=False) == EASY
    pace.note(100, 0.001, 0.0, exact=True)
    assert not pace.exact
    assert pace.expected(100, works_out=False, expensive=True) == EASY
