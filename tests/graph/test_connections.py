"""The connections to a real database: what arrives in pieces, keeps them alive or ends them, and what they keep."""

import asyncio
import gc
import ssl
import tracemalloc
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from neo4j._async.io._bolt._common import AsyncInbox

from graph.access import Access
from graph.client import CONNECTION_SECONDS, Client, StatementError
from graph.statement.core.writer import Statement
from tests.certificate import created_certificate
from tests.relay import relayed

WRONG = Statement("THIS IS NO CYPHER", {})
ONE = Statement("RETURN 1", {})
KEPT_BYTES = 524_288

pytestmark = pytest.mark.asyncio(loop_factories=["asyncio", "uvloop"])
"""The service runs on uvloop, and some commands on asyncio's own loop."""


async def test_a_read_uses_a_connection_that_is_open(scratch_access: Access) -> None:
    async with relayed(scratch_access) as (access, relay), Client(access) as client:
        for _ in range(3):
            assert await client.read(ONE) == 1
        assert len(relay.connections) == 1


async def test_a_read_over_an_open_connection_creates_no_task(scratch_access: Access) -> None:
    """A task for each time limit of the driver would cost a tenth of a small read."""
    created: list[Any] = []

    def create(loop: asyncio.AbstractEventLoop, work: Any, **named: Any) -> asyncio.Task[Any]:
        created.append(work)
        return asyncio.Task(work, loop=loop, **named)

    loop = asyncio.get_running_loop()
    async with Client(scratch_access) as client:
        await client.read(ONE)
        loop.set_task_factory(create)
        try:
            assert await client.read(ONE) == 1
        finally:
            loop.set_task_factory(None)
    assert not created


async def test_after_a_read_the_driver_uses_its_connection_as_before(scratch_access: Access) -> None:
    async with Client(scratch_access) as client:
        for statement in (ONE, WRONG, ONE):
            with suppress(StatementError):
                await client.read(statement)
        connection: Any = client._idle[0]._session._connection  # noqa: SLF001
        socket = connection.socket
        assert isinstance(connection.inbox, AsyncInbox)
        assert socket._writer.transport.get_protocol() is socket._protocol  # noqa: SLF001
        assert not socket._reader._buffer  # noqa: SLF001


async def test_a_connection_that_is_too_old_is_replaced(scratch_access: Access) -> None:
    async with relayed(scratch_access) as (access, relay), Client(access) as client:
        await client.read(ONE)
        [old] = relay.connections
        connection: Any = client._idle[0]._session._connection  # noqa: SLF001
        connection.set_stale()
        assert await client.read(ONE) == 1
        async with asyncio.timeout(CONNECTION_SECONDS):
            await old.wait_closed()
        assert await client.read(ONE) == 1
        assert len(relay.connections - {old}) == 1


async def test_days_are_sent_as_days(scratch_access: Access) -> None:
    days = [date(1, 1, 1), date(1969, 12, 31), date(1970, 1, 1), date(2024, 2, 29), date(9999, 12, 31)]
    statement = Statement(
        "RETURN [toString($day + duration({days: 1})), [day IN $days | toString(day)]]", {"day": days[3], "days": days}
    )
    async with Client(scratch_access) as client:
        assert await client.read(statement) == ["2024-03-01", [day.isoformat() for day in days]]


@pytest.mark.parametrize("bytes_at_once", [1, 1_000, 65_536])
async def test_an_answer_may_arrive_in_pieces_of_any_size(scratch_access: Access, bytes_at_once: int) -> None:
    size = 100 if bytes_at_once == 1 else 100_000  # a chunk of a message has less than 65,536 bytes
    rows = Statement("UNWIND range(1, 3) AS row RETURN row, $text", {"text": "é" * size})
    async with relayed(scratch_access) as (access, relay), Client(access) as client:
        assert await client.read(ONE) == 1
        relay.bytes_at_once = bytes_at_once
        assert await client.records(rows) == [[row, "é" * size] for row in (1, 2, 3)]
        with pytest.raises(StatementError):
            await client.read(WRONG)
        assert await client.read(ONE) == 1
        assert len(relay.connections) == 1


@pytest.mark.parametrize("received", [0, 1, 2, 3, 10, 30, 60])
async def test_a_read_is_repeated_if_its_connection_ends_within_the_answer(
    scratch_access: Access, received: int
) -> None:
    async with relayed(scratch_access) as (access, relay), Client(access) as client:
        assert await client.read(ONE) == 1
        [lost] = relay.connections
        relay.bytes_left = received
        assert await client.read(ONE) == 1
        assert relay.bytes_left is None
        assert len(relay.connections - {lost}) == 1


async def test_the_database_may_keep_an_idle_connection_alive(scratch_access: Access) -> None:
    """Neo4j sends an empty chunk, of two bytes, from time to time."""
    async with relayed(scratch_access) as (access, relay), Client(access) as client:
        await client.read(ONE)
        [connection] = relay.connections
        for pieces in ((b"\0\0",), (b"\0\0\0", b"\0")):
            for piece in pieces:
                connection.write(piece)
                await asyncio.sleep(0.01)
            assert await client.read(ONE) == 1
            connection.write(b"\0\0")
            await client.write([ONE])
        assert relay.connections == {connection}


async def test_a_connection_may_be_encrypted(scratch_access: Access, tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*created_certificate(tmp_path, "localhost"))
    async with relayed(scratch_access, context) as (access, relay), Client(access) as client:
        assert access.uri.startswith("bolt+ssc://")
        large = "é" * 1_000_000
        assert (
            await asyncio.gather(*(client.read(Statement("RETURN $text", {"text": large})) for _ in range(3)))
            == [large] * 3
        )
        for connection in [*relay.connections]:
            connection.close()
        assert await client.read(ONE) == 1


@pytest.mark.parametrize("pause_seconds", [0.0, 0.05])
@pytest.mark.parametrize("end", ["abort", "close"])
async def test_lost_connections_are_noticed_together(scratch_access: Access, end: str, pause_seconds: float) -> None:
    """Otherwise a read would fail after a few lost connections, and so would the next ones."""
    at_once = 10
    async with relayed(scratch_access) as (access, relay), Client(access, pool_size=at_once) as client:
        await asyncio.gather(*(client.read(ONE) for _ in range(at_once)))
        assert len(relay.connections) > at_once // 2
        for connection in [*relay.connections]:
            getattr(connection.transport, end)()
        await asyncio.sleep(pause_seconds)
        assert await client.read(ONE) == 1
        assert len(relay.connections) == 1


async def test_connections_do_not_keep_the_memory_of_large_answers(scratch_access: Access) -> None:
    at_once = 10
    large = Statement("RETURN [number IN range(1, 30000) | [toString(number), $text]]", {"text": "x" * 40})
    async with Client(scratch_access, pool_size=at_once) as client:
        await asyncio.gather(*(client.read(ONE) for _ in range(at_once)))
        tracemalloc.start()
        try:
            await asyncio.gather(*(client.read(large) for _ in range(at_once)))
            await asyncio.sleep(0)  # until the event loop has let the answers go
            gc.collect()
            kept, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    assert kept < at_once * KEPT_BYTES


async def test_a_write_gets_the_connection_of_an_idle_reader(scratch_access: Access) -> None:
    async with Client(scratch_access, pool_size=1) as client:
        assert await client.read(ONE) == 1
        async with asyncio.timeout(CONNECTION_SECONDS / 2):
            await client.write([ONE])
        assert await client.read(ONE) == 1
