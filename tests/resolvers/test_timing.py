"""A plan's timing: the measured times decide where its next run is executed, and never change its price."""

import pytest

from resolvers.timing import LEAST_LONG_COST, LONG_SEARCH_SECONDS, LONG_WORK_SECONDS, Effort, Timing

QUICK = Effort()


def test_an_operation_neither_long_nor_untried_is_quick() -> None:
    assert QUICK.is_quick
    assert not any(Effort(**{name: True}).is_quick for name in ("long_work", "long_search", "untried"))


@pytest.mark.parametrize("expensive", [False, True])
def test_before_the_first_run_the_price_decides(*, expensive: bool) -> None:
    assert Timing().expected(1_000, expensive=expensive) == Effort(long_search=expensive, untried=True)


def test_a_plan_that_was_quick_is_quick_however_expensive_it_looks() -> None:
    timing = Timing()
    timing.record(20_000, 0.001, 0.001)
    assert timing.expected(20_000, expensive=True) == QUICK


def test_a_plan_that_was_slow_is_long_although_it_is_not_expensive() -> None:
    timing = Timing()
    timing.record(LEAST_LONG_COST, 2 * LONG_WORK_SECONDS, 0.0, exact=True)
    assert timing.expected(LEAST_LONG_COST, expensive=False) == Effort(long_work=True, long_search=False)
    timing.record(LEAST_LONG_COST, 0.0, 2 * LONG_SEARCH_SECONDS)
    timing.record(LEAST_LONG_COST, 0.0, 2 * LONG_SEARCH_SECONDS)
    assert timing.expected(LEAST_LONG_COST, expensive=False).long_search


def test_a_cheap_search_is_not_long_however_long_a_busy_database_took() -> None:
    timing, cheap = Timing(), LEAST_LONG_COST - 1
    for _ in range(2):
        timing.record(cheap, 0.0, 20 * LONG_SEARCH_SECONDS)
        assert timing.expected(cheap, expensive=False) == QUICK


def test_values_that_cost_more_take_longer() -> None:
    timing = Timing()
    timing.record(100, LONG_WORK_SECONDS / 2, 0.0)
    assert not timing.expected(100, expensive=False).long_work
    assert timing.expected(300, expensive=False).long_work


def test_one_slow_search_is_ignored_and_two_say_how_long_the_next_takes() -> None:
    timing = Timing()
    timing.record(LEAST_LONG_COST, 0.0, 2 * LONG_SEARCH_SECONDS)
    assert timing.expected(LEAST_LONG_COST, expensive=False) == Effort(untried=True)
    timing.record(LEAST_LONG_COST, 0.0, 0.0)
    assert timing.expected(LEAST_LONG_COST, expensive=False) == QUICK
    timing.record(LEAST_LONG_COST, 0.0, 2 * LONG_SEARCH_SECONDS)
    assert not timing.expected(LEAST_LONG_COST, expensive=False).long_search
    timing.record(LEAST_LONG_COST, 0.0, 3 * LONG_SEARCH_SECONDS)
    assert timing.expected(LEAST_LONG_COST, expensive=False) == Effort(
        long_search=True, seconds=3 * LONG_SEARCH_SECONDS
    )


def test_slow_work_counts_at_once_and_fades() -> None:
    timing = Timing()
    timing.record(1, 2 * LONG_WORK_SECONDS, 0.0, exact=True)
    runs = 0
    while timing.expected(1, expensive=False).long_work:
        timing.record(1, 0.0, 0.0, exact=True)
        runs += 1
    assert 3 < runs < 20


def test_a_run_that_seems_long_is_measured_exactly_before_it_counts() -> None:
    timing = Timing()
    timing.record(100, 0.001, 0.0, exact=True)
    timing.record(100, 2 * LONG_WORK_SECONDS, 0.0)
    assert timing.exact
    assert timing.expected(100, expensive=False) == QUICK
    timing.record(100, 0.001, 0.0, exact=True)
    assert not timing.exact
    assert timing.expected(100, expensive=True) == QUICK
