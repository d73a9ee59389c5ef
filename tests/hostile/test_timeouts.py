"""Statements are stopped by their timeout and by a disconnect, and a full pool is reported at once.

The tests observe the database server itself: Neo4j's list of transactions, or the processor time that it uses.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import psutil  # type: ignore[import-untyped]
import pytest
import pytest_asyncio

from graph.access import Access
from graph.client import Client
from graph.statement.core.writer import Statement
from resolvers.scheduler import Scheduler
from tests.api_session import ApiSession
from tests.engines import EMBEDDED, ENGINE, copy_dense, embedded
from tests.graphs import dense
from tests.hostile.slow import NEVER_EXPENSIVE, NO_COST_LIMIT, QUESTION, endless
from tests.processes import descendants

pytestmark = pytest.mark.database
SECONDS = 1.0
PATIENCE = 2.0
"""Seconds after which the embedded database stops any statement."""
STOPPED_WITHIN = PATIENCE + 7.0 if ENGINE == EMBEDDED else 4.0
BUSY = 0.3  # of one processor
TRANSACTIONS = Statement(
    "SHOW TRANSACTIONS YIELD currentQuery AS text WHERE NOT text STARTS WITH 'SHOW' RETURN [count(*)] AS answer", {}
)


@pytest.fixture(scope="module")
def access(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Access]:
    """A filled database with a short timeout: ArcadeDB has one limit for all statements, Neo4j one for each."""
    if ENGINE == EMBEDDED:
        folder = copy_dense(tmp_path_factory.mktemp("patience"))
        database = embedded(folder, command_timeout_seconds=PATIENCE)
        yield database.start()
        database.stop()
    else:
        scratch: Access = request.getfixturevalue("scratch_access")
        asyncio.run(_fill(scratch))
        yield scratch


async def _fill(access: Access) -> None:
    async with Client(access, timeout_seconds=60.0) as client:
        await ApiSession(client).replace(dense())


@pytest_asyncio.fixture(loop_scope="function")
async def slow(access: Access) -> AsyncIterator[ApiSession]:
    """A service on a graph with an endless query, with a timeout of one second and four connections."""
    async with Client(access, timeout_seconds=SECONDS, pool_size=4) as client:
        yield ApiSession(client, limits=NEVER_EXPENSIVE)


async def is_idle(slow: ApiSession) -> bool:
    return await (_processor_is_idle() if ENGINE == EMBEDDED else _nothing_runs(slow))


async def assert_stopped(slow: ApiSession) -> None:
    """Wait until the server is idle."""
    deadline = time.monotonic() + STOPPED_WITHIN
    while time.monotonic() < deadline:
        if await is_idle(slow):
            return
        await asyncio.sleep(0.1)
    pytest.fail("the statement still runs on the server")


async def wait_until_busy(slow: ApiSession) -> None:
    """Wait until the server is working."""
    async with asyncio.timeout(STOPPED_WITHIN):
        while await is_idle(slow):  # noqa: ASYNC110 - waits for another process
            await asyncio.sleep(0.1)


async def wait_until_full(slow: ApiSession) -> None:
    """Wait until all connections have been in use for 0.1 s, which only the endless statements take."""
    full = 0
    async with asyncio.timeout(SECONDS):
        while full < 10:
            await asyncio.sleep(0.01)
            full = full + 1 if slow.client.connections.taken == slow.client.connections.most else 0


async def _nothing_runs(slow: ApiSession) -> bool:
    running: list[int] = await slow.client.read(TRANSACTIONS)
    return running == [0]


async def _processor_is_idle() -> bool:
    started = {process: _used(process) for process in _servers()}
    await asyncio.sleep(0.5)
    return all(_used(process) - used < BUSY * 0.5 for process, used in started.items())


def _servers() -> list[psutil.Process]:
    return descendants(os.getpid(), "java", "patience")


def _used(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


async def test_a_long_statement_is_stopped_on_the_server(slow: ApiSession) -> None:
    answer = await slow.ask(QUESTION, endless())
    assert answer.codes == ["TIMEOUT"], answer.errors
    assert "took too long and was stopped" in answer.errors[0]["message"]
    await assert_stopped(slow)
    assert (await slow.data("{ engagements { totalCount } }"))["engagements"]["totalCount"] == 40


async def test_a_disconnected_client_cancels_its_statement(slow: ApiSession, access: Access) -> None:
    async with Client(access, timeout_seconds=30.0) as patient:
        task = asyncio.create_task(ApiSession(patient, limits=NO_COST_LIMIT).ask(QUESTION, endless()))
        await wait_until_busy(slow)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await assert_stopped(slow)


async def test_a_full_pool_is_reported_at_once(slow: ApiSession) -> None:
    await slow.store.current()
    tasks = [asyncio.create_task(slow.ask(QUESTION, endless())) for _ in range(4)]
    await wait_until_full(slow)
    answer = await slow.ask("{ engagements { totalCount } }")
    assert not any(task.done() for task in tasks)
    assert answer.codes == ["DATABASE_UNAVAILABLE"]
    assert "all connections to the database are in use" in answer.errors[0]["message"]
    for task in tasks:
        assert (await task).codes == ["TIMEOUT"]
    await assert_stopped(slow)
    assert not (await slow.ask("{ engagements { totalCount } }")).errors


@pytest.mark.usefixtures("slow")
async def test_an_endless_query_is_refused_by_its_price_before_it_starts(access: Access) -> None:
    async with Client(access, timeout_seconds=60.0) as client:
        session = ApiSession(client)
        await session.store.current()
        answer = await session.ask(QUESTION, endless())
    assert answer.codes == ["LIMIT_EXCEEDED"]
    assert answer.usage.statements == 0


@pytest.mark.usefixtures("slow")
async def test_long_searches_leave_connections_to_other_queries(access: Access) -> None:
    """Only one long search may run at a time here; an abandoned one holds its permit while the database goes on."""
    scheduler = Scheduler(16, 1, timeout_seconds=SECONDS, lingering_seconds=access.lingering_seconds)
    async with Client(access, timeout_seconds=SECONDS, pool_size=16) as client:
        expensive = ApiSession(client, limits=NO_COST_LIMIT, scheduler=scheduler)
        tasks = [asyncio.create_task(expensive.ask(QUESTION, endless(f"none {n}"))) for n in range(8)]
        await asyncio.sleep(0.3)
        for _ in range(20):
            assert not (await expensive.ask("{ engagements { totalCount } }")).errors
        codes = [(await task).codes for task in tasks]
        assert codes.count(["TIMEOUT"]) < len(tasks)
        assert set(map(tuple, codes)) == {("TIMEOUT",), ("DATABASE_UNAVAILABLE",)}
        if ENGINE == EMBEDDED:
            assert codes.count(["TIMEOUT"]) == 1, "the database still works on the first"
            await asyncio.sleep(access.lingering_seconds)
            assert (await expensive.ask(QUESTION, endless())).codes == ["TIMEOUT"]
    scheduler.close()
