"""No driver error leaves the client, on a real database."""

from dataclasses import replace

import pytest
from neo4j import AsyncSession
from neo4j.exceptions import Neo4jError

from graph.access import Access
from graph.catalogue import CATALOGUE
from graph.client import (
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


@pytest.mark.skipif(ENGINE == EMBEDDED, reason="the embedded database has one time limit for all statements")
async def test_the_database_limits_the_time_of_a_read(scratch_access: Access, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.client.GRACE_SECONDS", 600.0)
    long = "UNWIND range(1, 12000) AS a UNWIND range(1, 12000) AS b WITH a, b WHERE a > b RETURN count(*)"
    async with Client(scratch_access, timeout_seconds=0.5) as client:
        with pytest.raises(ClientError) as refused:
            await client.read(Statement(long, {}))
    assert refused.value.code == Code.TIMEOUT


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
