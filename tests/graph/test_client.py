"""No driver error leaves the client, on a real database."""

import asyncio
import gc
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from neo4j import AsyncSession
from neo4j.exceptions import Neo4jError

from graph.access import Access
from graph.bolt import BUFFER_BYTES
from graph.catalogue import CATALOGUE
from graph.client import (
    CONNECTION_SECONDS,
    Client,
    DatabaseRefusedError,
    StatementError,
    UnavailableError,
    WrongPasswordError,
    answers,
)
from graph.errors import ClientError, Code
from graph.indexes import definitions, removals
from graph.statement.core.writer import Statement
from tests.api_session import ApiSession
from tests.engines import EMBEDDED, ENGINE

UNKNOWN = "Neo.DatabaseError.General.UnknownError"
WRONG = Statement("THIS IS NO CYPHER", {})
ONE = Statement("RETURN 1", {})


async def test_a_statement_that_is_refused_is_an_error_of_ours(scratch: ApiSession) -> None:
    with pytest.raises(StatementError):
        await scratch.client.read(WRONG)
    with pytest.raises(StatementError):
        await scratch.client.write([WRONG])


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
    assert kept < at_once * 2 * BUFFER_BYTES


async def test_a_read_uses_a_connection_that_is_open(scratch_access: Access) -> None:
    async with _relay(scratch_access) as (relayed, open_connections), Client(relayed) as client:
        for _ in range(3):
            assert await client.read(ONE) == 1
        assert len(open_connections) == 1


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


async def test_after_a_read_the_time_limits_of_the_driver_apply_to_its_connection_again(scratch_access: Access) -> None:
    async with Client(scratch_access) as client:
        await client.read(ONE)
        connection: Any = client._idle[0]._connection  # noqa: SLF001
        assert connection.inbox._socket is connection.outbox.socket is connection.socket  # noqa: SLF001


@pytest.mark.skipif(ENGINE == EMBEDDED, reason="the embedded database has one time limit for all statements")
async def test_the_database_limits_the_time_of_a_read(scratch_access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.client.GRACE_SECONDS", 600.0)
    long = "UNWIND range(1, 12000) AS a UNWIND range(1, 12000) AS b WITH a, b WHERE a > b RETURN count(*)"
    async with Client(scratch_access, timeout_seconds=0.5) as client:
        with pytest.raises(ClientError) as refused:
            await client.read(Statement(long, {}))
    assert refused.value.code == Code.TIMEOUT


async def test_lost_connections_are_noticed_together(scratch_access: Access) -> None:
    """Otherwise a read would fail after a few lost connections, and so would the next ones."""
    at_once = 10
    async with _relay(scratch_access) as (relayed, open_connections), Client(relayed, pool_size=at_once) as client:
        await asyncio.gather(*(client.read(ONE) for _ in range(at_once)))
        assert len(open_connections) > at_once // 2
        for connection in [*open_connections]:
            connection.transport.abort()
        assert await client.read(ONE) == 1
        assert len(open_connections) == 1


async def test_a_write_gets_the_connection_of_an_idle_reader(scratch_access: Access) -> None:
    async with Client(scratch_access, pool_size=1) as client:
        assert await client.read(ONE) == 1
        async with asyncio.timeout(CONNECTION_SECONDS / 2):
            await client.write([ONE])
        assert await client.read(ONE) == 1


@asynccontextmanager
async def _relay(access: Access) -> AsyncIterator[tuple[Access, set[asyncio.StreamWriter]]]:
    """Relay connections to a database; provide the access through the relay, and the connections open in it."""
    address = urlsplit(access.uri)
    open_connections: set[asyncio.StreamWriter] = set()

    async def copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        with suppress(OSError), closing(target):
            while data := await source.read(65_536):
                target.write(data)

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(address.hostname, address.port)
        open_connections.add(writer)
        await asyncio.gather(copy(reader, back), copy(there, writer))
        open_connections.discard(writer)

    async with asyncio.TaskGroup() as relays:
        server = await asyncio.start_server(lambda *streams: relays.create_task(relay(*streams)), "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            yield replace(access, uri=f"bolt://127.0.0.1:{port}"), open_connections


async def test_a_write_has_a_time_limit(scratch: ApiSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.client.WRITE_SECONDS", 0.2)
    endless = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b WITH a, b WHERE a > b RETURN count(*)"
    with pytest.raises(ClientError) as refused:
        await scratch.client.write([Statement(endless, {})])
    assert refused.value.code == Code.TIMEOUT


async def test_indexes_that_are_missing_are_created_and_no_others(scratch: ApiSession) -> None:
    await scratch.client.prepare()
    assert await scratch.client.index_creations() == []
    await scratch.client.define([removals()[0], removals()[-1]])
    plain = [definition.creation for definition in definitions() if not definition.is_unique]
    assert await scratch.client.index_creations() == [plain[0], plain[-1]]
    await scratch.client.prepare()
    assert await scratch.client.index_creations() == []


async def test_a_broken_constraint_is_an_error_of_ours(scratch: ApiSession) -> None:
    await scratch.client.define(["CREATE CONSTRAINT probe_id IF NOT EXISTS FOR (n:Probe) REQUIRE n.id IS UNIQUE"])
    create = Statement("CREATE (:Probe {id: 'probe:1'}) CREATE (:Probe {id: 'probe:1'})", {})
    try:
        with pytest.raises(StatementError):
            await scratch.client.write([create])
    finally:
        await scratch.client.write([Statement("MATCH (n:Probe) DELETE n", {})])


@pytest.mark.skipif(ENGINE == EMBEDDED, reason="the embedded database explains nothing")
async def test_a_plan_that_is_refused_is_an_error_of_ours(scratch: ApiSession) -> None:
    with pytest.raises(StatementError):
        await scratch.client.plan(WRONG)


@pytest.mark.skipif(ENGINE == EMBEDDED, reason="the embedded database explains nothing")
async def test_every_fixed_statement_is_planned(scratch: ApiSession) -> None:
    for fixed in CATALOGUE.values():
        assert await scratch.client.plan(Statement(fixed.text, dict.fromkeys(fixed.parameters))), fixed.name


@pytest.mark.parametrize("message", ["neo4j", "Error executing Cypher command: RETURN 1"])
async def test_the_errors_of_a_stopping_database_are_not_blamed_on_the_statement(
    scratch: ApiSession, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Messages of the embedded database while it was stopping; a server that has stopped cannot be asked again."""
    access = scratch.client.access

    async def failing(*_: object) -> None:
        raise Neo4jError._hydrate_neo4j(code=UNKNOWN, message=message)  # noqa: SLF001 - as the driver makes them

    monkeypatch.setattr(Client, "_received", failing)
    monkeypatch.setattr(AsyncSession, "execute_write", failing)
    with pytest.raises(StatementError):
        await scratch.client.read(WRONG)
    with pytest.raises(StatementError):
        await scratch.client.write([WRONG])
    async with Client(replace(access, uri="bolt://127.0.0.1:1")) as client:
        with pytest.raises(UnavailableError):
            await client.read(WRONG)
        with pytest.raises(UnavailableError):
            await client.write([WRONG])


async def test_a_wrong_password_is_refused(scratch_access: Access) -> None:
    wrong = Access(scratch_access.uri, scratch_access.user, "wrong", scratch_access.database)
    with pytest.raises(WrongPasswordError):
        await answers(wrong, 5.0)
    assert await answers(scratch_access, 5.0)


@pytest.mark.parametrize("uri", ["http://localhost", "localhost:7687", "bolt://[::1"])
def test_an_address_that_is_none_is_refused_in_french(uri: str) -> None:
    with pytest.raises(DatabaseRefusedError, match="CINQAXES_NEO4J_URI"):
        Client(Access(uri, "", "", "neo4j"))


@pytest.mark.parametrize("scheme", ["bolt://", "neo4j+s://", "http://", ""])
def test_a_password_in_an_address_is_not_shown(scheme: str) -> None:
    access = Access(f"{scheme}neo4j:hun/t@er2@graphe.example:7687", "", "", "neo4j")
    with pytest.raises(DatabaseRefusedError, match=r"graphe\.example:7687") as refused:
        Client(access)
    assert not [part for part in ("hun", "er2") if part in str(refused.value)]
