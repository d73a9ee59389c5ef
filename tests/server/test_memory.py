"""Releasing memory frees what only the garbage collector can free, and results that are no longer used."""

import asyncio
import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import psutil  # type: ignore[import-untyped]
import pytest

from graph.bounds import Limits
from resolvers.plans import Plans
from resolvers.rules.coverage import Matrix, matrix
from resolvers.rules.question import question_of
from schema.query import graphql_schema
from server import application
from server.http.memory import RELEASE_WANTED, release_memory
from tests.api_session import TODAY, ApiSession


class Node:
    """A node of a reference cycle."""

    other: "Node"


def test_unreachable_cycles_are_freed() -> None:
    node = Node()
    node.other = node
    reference = weakref.ref(node)
    gc.disable()
    try:
        del node
        assert reference() is not None
        release_memory()
        assert reference() is None
    finally:
        gc.enable()


def test_freed_memory_goes_back_to_the_system_at_once() -> None:
    process, every = psutil.Process(), [bytearray(1_000) for _ in range(100_000)]
    held = process.memory_info().rss
    every.clear()
    release_memory()
    assert held - process.memory_info().rss > 80_000_000


async def test_memory_is_released_when_it_is_wanted(national: ApiSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "FREEING_SECONDS", 0.05)
    RELEASE_WANTED.clear()
    collections = gc.get_stats()[2]["collections"]
    freeing = asyncio.create_task(application.free_memory(national.store, Plans(graphql_schema(), Limits())))
    await asyncio.sleep(0.3)
    assert gc.get_stats()[2]["collections"] == collections
    RELEASE_WANTED.set()
    async with asyncio.timeout(10.0):
        while gc.get_stats()[2]["collections"] == collections:  # noqa: ASYNC110 - another thread collects
            await asyncio.sleep(0.05)
    assert not RELEASE_WANTED.is_set()
    freeing.cancel()


async def test_results_are_freed_when_they_are_no_longer_used(
    national: ApiSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "FREEING_SECONDS", 0.05)
    monkeypatch.setattr(application, "UNUSED_SECONDS", 0.1)
    snapshot = await national.store.current()

    def computed() -> "weakref.ref[Matrix]":
        return weakref.ref(matrix(snapshot, TODAY, question_of({})))

    with ThreadPoolExecutor(1) as other:
        result = await asyncio.get_running_loop().run_in_executor(other, computed)
        assert result() is not None
        freeing = asyncio.create_task(application.free_memory(national.store, Plans(graphql_schema(), Limits())))
        async with asyncio.timeout(10.0):
            while result() is not None:  # noqa: ASYNC110 - another thread frees it
                await asyncio.sleep(0.05)
        freeing.cancel()
