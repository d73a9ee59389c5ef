"""A plan's pace: what was measured says where its next run is worked on, and never what it costs."""

import pytest

from resolvers.pace import LONG_SEARCH_SECONDS, LONG_WORK_SECONDS, Effort, Pace

EASY = Effort()


def test_what_is_neither_long_nor_untried_is_easy() -> None:
    assert EASY.is_easy
    assert not any(Effort(**{name: True}).is_easy for name in ("long_work", "long_search", "untried"))


@pytest.mark.parametrize("expensive", [False, True])
def test_before_the_first_run_the_price_decides(*, expensive: bool) -> None:
    assert Pace().expected(1_000, expensive=expensive) == Effort(long_search=expensive, untried=True)


def test_what_was_quick_is_easy_however_expensive_it_looks() -> None:
    pace = Pace()
    pace.note(20_000, 0.001, 0.001)
    assert pace.expected(20_000, expensive=True) == EASY


def test_what_was_slow_is_long_however_cheap_it_looks() -> None:
    pace = Pace()
    pace.note(100, 2 * LONG_WORK_SECONDS, 0.0, exact=True)
    assert pace.expected(100, expensive=False) == Effort(long_work=True, long_search=False)
    pace.note(100, 0.0, 2 * LONG_SEARCH_SECONDS)
    pace.note(100, 0.0, 2 * LONG_SEARCH_SECONDS)
    assert pace.expected(100, expensive=False).long_search


def test_values_that_cost_more_take_longer() -> None:
    pace = Pace()
    pace.note(100, LONG_WORK_SECONDS / 2, 0.0)
    assert not pace.expected(100, expensive=False).long_work
    assert pace.expected(300, expensive=False).long_work


def test_one_slow_search_says_nothing_and_two_say_how_long_the_next_takes() -> None:
    pace = Pace()
    pace.note(1, 0.0, 2 * LONG_SEARCH_SECONDS)
    assert pace.expected(1, expensive=False) == Effort(untried=True)
    pace.note(1, 0.0, 0.0)
    assert pace.expected(1, expensive=False) == EASY
    pace.note(1, 0.0, 2 * LONG_SEARCH_SECONDS)
    assert not pace.expected(1, expensive=False).long_search
    pace.note(1, 0.0, 3 * LONG_SEARCH_SECONDS)
    assert pace.expected(1, expensive=False) == Effort(long_search=True, seconds=3 * LONG_SEARCH_SECONDS)


def test_slow_work_counts_at_once_and_fades() -> None:
    pace = Pace()
    pace.note(1, 2 * LONG_WORK_SECONDS, 0.0, exact=True)
    runs = 0
    while pace.expected(1, expensive=False).long_work:
        pace.note(1, 0.0, 0.0, exact=True)
        runs += 1
    assert 3 < runs < 20


def test_what_seems_long_is_measured_exactly_before_it_counts() -> None:
    pace = Pace()
    pace.note(100, 0.001, 0.0, exact=True)
    pace.note(100, 2 * LONG_WORK_SECONDS, 0.0)
    assert pace.exact
    assert pace.expected(100, expensive=False) == EASY
    pace.note(100, 0.001, 0.0, exact=True)
    assert not pace.exact
    assert pace.expected(100, expensive=True) == EASY
