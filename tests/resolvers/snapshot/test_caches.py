"""The caches of a snapshot: several threads use one snapshot at once, and none sees another's caches."""

import gc
import sys
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest

from graph.vocabulary import Reach
from resolvers.rules.coverage import Matrix, matrix
from resolvers.rules.network import network
from resolvers.rules.past_and_planned import past_and_planned
from resolvers.rules.question import Question, question_of
from resolvers.rules.rows import is_in_city_contract
from resolvers.rules.territory_reach import reach_of
from resolvers.snapshot.model import Snapshot
from tests.resolvers.rules.small import CARRYING, NEW, action, country, snapshot_of, territory

DAY = date(2026, 6, 15)
COMMUNES, DAYS, THREADS, ROUNDS = 80, 12, 2, 3
ROLES = ("LEAD", "PARTNER", "FUNDER", "TRAINER", "COMMISSIONER")
QUESTIONS = [CARRYING, *(question_of({"roles": [role]}) for role in ROLES)]
AXES = frozenset(range(5))
"""More rows, days and questions than the caches hold."""


@pytest.fixture
def busy() -> Iterator[Snapshot]:
    """A snapshot, while threads switch as often as possible."""
    communes = [territory(f"commune:{n}", ["epci:1"], attached_to="departement:44") for n in range(100, 100 + COMMUNES)]
    done = [action(n, f"commune:{100 + n}", axes=(n % 5,), days=("2025-01-01", "2026-06-20")) for n in range(COMMUNES)]
    snapshot = snapshot_of(territories=country(*communes), engagements=[*done, action(99, NEW)])
    snapshot.prepare()
    switched = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield snapshot
    sys.setswitchinterval(switched)


def asked(snapshot: Snapshot, row: int, day: date, question: Question) -> object:
    """Return the answers about a row of every rule that caches something."""
    here, cells = reach_of(snapshot, row, day.toordinal()), matrix(snapshot, day, question)
    return (
        here.reaching({Reach.DIRECT, Reach.PARTIAL}),
        here.engaged(AXES, frozenset(Reach), question),
        [(cell.status, cell.actor_count, cells.complete(cell).by_reach) for cell in cells.row(row)],
        past_and_planned(snapshot, question).last(row, 0, day.toordinal()),
        len(network(snapshot, day, question, range(5)).neighbours),
        is_in_city_contract(snapshot, row, day),
    )


def test_threads_that_use_one_snapshot_do_not_share_caches(busy: Snapshot) -> None:
    every = [
        (row, DAY + timedelta(days=row % DAYS), QUESTIONS[row % len(QUESTIONS)])
        for row in range(len(busy.territories.ids))
    ]
    expected = {case: asked(busy, *case) for case in every}
    begin = Barrier(THREADS)

    def work(seed: int) -> list[object]:
        begin.wait()
        cases = [case for turn in range(ROUNDS) for case in every[:: 1 - 2 * ((seed + turn) % 2)]]
        return [case for case in cases if asked(busy, *case) != expected[case]]

    with ThreadPoolExecutor(THREADS) as threads:
        assert list(threads.map(work, range(THREADS))) == [[]] * THREADS


def test_unused_caches_are_cleared_except_those_of_the_main_thread(busy: Snapshot) -> None:
    def kept(_: int) -> Matrix:
        return matrix(busy, DAY, CARRYING)

    with ThreadPoolExecutor(1) as other:
        own, (theirs,) = kept(0), other.map(kept, [0])
        assert not busy.caches_by_thread.clear_unused(60.0)
        assert [*other.map(kept, [0])] == [theirs]
        assert busy.caches_by_thread.clear_unused(0.0)
        assert not busy.caches_by_thread.clear_unused(0.0)
        assert [kept(0) is own, *(again is theirs for again in other.map(kept, [0]))] == [True, False]


def test_the_caches_of_all_threads_are_cleared_at_once(busy: Snapshot) -> None:
    row = busy.territories.index[NEW]

    def kept(_: int) -> "weakref.ref[Matrix]":
        asked(busy, row, DAY, CARRYING)
        return weakref.ref(matrix(busy, DAY, CARRYING))

    gc.disable()
    try:
        with ThreadPoolExecutor(1) as other:
            found = [kept(0), *other.map(kept, [1])]
            assert [reference() is not None for reference in found] == [True, True]
            busy.caches_by_thread.clear()
            assert [reference() for reference in found] == [None, None]
    finally:
        gc.enable()
