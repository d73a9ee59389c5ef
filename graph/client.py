"""The client of the database: with `bolt`, the only module that imports the driver.

A read is one round trip in READ access with a timeout; every write goes through `write`, in one transaction that
increments the graph's version. No driver error leaves this module: a `ClientError` is for the API client, a
`DatabaseRefusedError` for the operator, and a `StatementError` is a bug of ours.

The file is longer than others because reads, writes and the translation of the driver's errors are all here.
"""

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Self
from urllib.parse import urlsplit

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
)
from neo4j.exceptions import AuthError, ConfigurationError, ConstraintError, DriverError, Neo4jError, TransientError

from graph.access import Access
from graph.bolt import Reader
from graph.disk import shortage
from graph.errors import ClientError, Code
from graph.fair_semaphore import FairSemaphore
from graph.indexes import EXISTING, creations
from graph.inventory import Inventory
from graph.refusals import Reason
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import keep_inventory, version_bump
from graph.tracing import SpanKind, span

SCHEMES = frozenset(f"{scheme}{security}" for scheme in ("bolt", "neo4j") for security in ("", "+s", "+ssc"))
ATTEMPTS = 3
GRACE_SECONDS = 2.0
PAUSE_SECONDS = 0.05
READ = "read"
TURN_SECONDS = 0.5
OLDEST = 5, 26
Progress = Callable[[int, int], None]
CONNECTION_SECONDS = 5.0
"""Time limit for opening a connection; long enough that a busy process does not take its database for dead."""
STATEMENTS_WAITING = 10_000
DATABASE_CLIENT_KEY = ""
"""The one client key for all statements that wait for a connection, which are served in the order of their arrival.

Clients share fairly the permits to run operations (`resolvers/scheduler.py`), not the connections.
"""
ALL_IN_USE = "all connections to the database are in use; retry in a moment"
UNANSWERED = "the database does not answer; retry in a moment"
WRITE_SECONDS = 900.0
"""Time limit of a write statement; the largest take a minute on a slow machine."""
REFUSALS = {
    "DatabaseNotFound": "la base que nomme CINQAXES_NEO4J_DATABASE n’existe pas sur ce serveur",
    "ReadOnly": "la base est en lecture seule (server.databases.read_only dans les réglages de Neo4j) ; "
    "pour charger ou importer, il faut pouvoir y écrire",
    "Security.Forbidden": "la base ne donne pas à l’utilisateur (CINQAXES_NEO4J_USER) tous les droits qu’il faut : "
    "lire, écrire, créer des index",
}
"""Why the database refuses the service, in French for the operator, by a part of Neo4j's error code."""


@dataclass
class Usage:
    """The use of the database by one operation: statements sent and records received."""

    statements: int = 0
    rows: int = 0


class UnavailableError(ClientError):
    """The database does not answer, or all connections to it are in use."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Code.DATABASE_UNAVAILABLE)


class GraphChangedError(Exception):
    """The graph has been written to since the caller read it; the caller must read it again."""


class DatabaseRefusedError(Exception):
    """The database refuses the service, or its version is not supported; the message is in French."""


class WrongPasswordError(DatabaseRefusedError):
    """The database refuses the user or the password."""


class StatementError(Exception):
    """The database rejected a statement: a bug of ours; the message goes to the log only."""


class Client:
    """One driver for one database; readers are kept, each with its connection."""

    def __init__(self, access: Access, *, pool_size: int = 64, timeout_seconds: float = 10.0) -> None:
        self.access = access
        self._timeout = timeout_seconds
        if access.uri.partition("://")[0] not in SCHEMES:
            message = (
                f"CINQAXES_NEO4J_URI : « {access.address} » n’est pas une adresse de Neo4j ; "
                "elle commence par bolt:// ou neo4j://"
            )
            raise DatabaseRefusedError(message)
        if "@" in access.uri:  # the driver's refusal would show the password
            message = (
                f"CINQAXES_NEO4J_URI : « {access.address} » y suffit ; l’utilisateur et le mot de passe se donnent par "
                "CINQAXES_NEO4J_USER et CINQAXES_NEO4J_PASSWORD"
            )
            raise DatabaseRefusedError(message)
        try:
            self._driver: AsyncDriver = AsyncGraphDatabase.driver(
                access.uri,
                auth=(access.user, access.password) if access.user else None,
                max_connection_pool_size=pool_size,
                connection_acquisition_timeout=CONNECTION_SECONDS,
                connection_timeout=CONNECTION_SECONDS,
                notifications_min_severity="OFF",
                user_agent="cinqaxes",
            )
        except (ConfigurationError, ValueError) as error:
            message = f"CINQAXES_NEO4J_URI : le pilote refuse cette adresse ({error})"
            raise DatabaseRefusedError(message) from error
        self.connections = FairSemaphore(
            pool_size,
            patience_seconds=TURN_SECONDS,
            reason=Reason.DATABASE_CONNECTIONS,
            message=ALL_IN_USE,
            most_waiting=STATEMENTS_WAITING,
        )
        self._idle: list[Reader] = []
        self._background: set[asyncio.Task[None]] = set()
        self._span_name = f"{READ} {access.database}"
        self._traced = {
            "db.system.name": "neo4j",
            "db.namespace": access.database,
            "db.operation.name": READ,
            "server.address": urlsplit(access.uri).hostname or "",
        }

    async def __aenter__(self) -> Self:
        """Return the client itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the driver."""
        await self.close()

    def run_in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """Start work that nobody waits for; closing the client waits briefly for it, then cancels it."""
        task = asyncio.create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def close(self) -> None:
        """Wait briefly for background work, then close the readers, the driver and its connections."""
        if self._background:
            await asyncio.wait(self._background, timeout=CONNECTION_SECONDS)
        for task in self._background:
            task.cancel()
        while self._idle:
            await self._idle.pop().close()
        await self._driver.close()

    async def read(self, statement: Statement, usage: Usage | None = None) -> Any:
        """Return the single value of a statement's single record; None without a record."""
        records = await self.records(statement, usage)
        return records[0][0] if records else None

    async def records(self, statement: Statement, usage: Usage | None = None) -> list[list[Any]]:
        """Return a statement's records; transient errors are retried, and a full pool is reported soon.

        Raises:
            ClientError: the statement took too long, or no database or connection is available.
            DatabaseRefusedError: the database refuses the service.
            StatementError: the database rejected the statement.
        """
        await self.connections.acquire(DATABASE_CLIENT_KEY)
        try:
            started = time.monotonic()
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    records = await self._received(statement)
                except (Neo4jError, DriverError, OSError, TimeoutError) as error:
                    waited = time.monotonic() - started
                    if attempt == ATTEMPTS or not _is_transient(error) or waited >= CONNECTION_SECONDS:
                        raise await self._own_error(error) from error
                    await asyncio.sleep(PAUSE_SECONDS * attempt)
                else:
                    if usage is not None:
                        usage.statements += 1
                        usage.rows += len(records)
                    return records
        finally:
            self.connections.release(DATABASE_CLIENT_KEY)
        return []

    async def _received(self, statement: Statement) -> list[list[Any]]:
        with span(self._span_name, self._traced, SpanKind.CLIENT) as traced:
            async with asyncio.timeout(self._timeout + GRACE_SECONDS):
                reader = self._idle.pop() if self._idle else self._reader()
                try:
                    records = await reader.read(statement)
                except BaseException as error:  # an interrupted session must not be used again
                    if isinstance(error, asyncio.CancelledError):
                        reader.cancel()
                    elif not isinstance(error, Neo4jError):  # the other connections are probably lost too
                        await self._drop_idle()
                    await reader.close()
                    raise
                self._idle.append(reader)
            traced.set_attribute("db.response.returned_rows", len(records))
            return records

    async def _drop_idle(self) -> None:
        """Drop all idle readers with their connections."""
        while self._idle:
            reader = self._idle.pop()
            reader.cancel()
            await reader.close()

    async def write(
        self, statements: Sequence[Statement], *, since: int | None = None, progress: Progress = lambda *_: None
    ) -> None:
        """Run the statements in one transaction, which also increments the graph's version and updates its inventory.

        The version changes first, so that concurrent writers wait for each other. `progress` receives the number of
        statements done and their total.

        Raises:
            GraphChangedError: the graph is no longer at the version `since`; nothing is written.
            DatabaseRefusedError: the database does not allow the write, or the disk of the embedded database is almost
                full; nothing is written.
        """
        if problem := shortage(self.access):
            raise DatabaseRefusedError(problem)
        bump = version_bump(statements)

        async def work(transaction: AsyncManagedTransaction) -> None:
            version, kept = await _value(transaction, bump)
            if since is not None and version != since + 1:
                raise GraphChangedError
            inventory = None if kept is None else Inventory.read(kept)
            for place, statement in enumerate(statements, 1):
                value = await _value(transaction, statement)
                if inventory is not None and statement.entries:
                    inventory.change(statement.entries(value or ()))
                progress(place, len(statements))
            if inventory is not None and inventory.write() != kept:
                await _value(transaction, keep_inventory(inventory))

        await self._in_transaction(work)

    async def prepare(self) -> None:
        """Create missing constraints and indexes."""
        await self.define(await self.index_creations())

    async def index_creations(self) -> list[str]:
        """Return the statements that create missing constraints and indexes."""
        return creations(await self.records(Statement(EXISTING, {})))

    async def define(self, statements: Sequence[str]) -> None:
        """Create or drop constraints and indexes, each in its own transaction."""
        for text in statements:
            await self._in_transaction(partial(_value, statement=Statement(text, {})))

    async def _in_transaction(self, work: Callable[[AsyncManagedTransaction], Awaitable[Any]]) -> None:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with self._translated(), self._session(WRITE_ACCESS) as session:
                    await session.execute_write(work)
            except _ConstraintBrokenError:  # two writers merged the same node at once: the second try finds it
                if attempt == ATTEMPTS:
                    raise
            else:
                return

    @asynccontextmanager
    async def _translated(self) -> AsyncIterator[None]:
        try:
            yield
        except (Neo4jError, DriverError, OSError, TimeoutError) as error:
            raise await self._own_error(error) from error

    async def _own_error(self, error: Exception) -> Exception:
        """Translate a driver error.

        A database that is shutting down fails with errors of any kind; so a statement is only blamed if the database
        still answers another one.
        """
        ours = translate(error)
        if type(ours) is StatementError and not await self._answers():
            return UnavailableError(UNANSWERED)
        return ours

    async def _answers(self) -> bool:
        try:
            async with asyncio.timeout(CONNECTION_SECONDS), self._session(READ_ACCESS) as session:
                await (await session.run("RETURN 1")).consume()
        except (Neo4jError, DriverError, OSError, TimeoutError):
            return False
        return True

    @asynccontextmanager
    async def _session(self, access: str) -> AsyncIterator[AsyncSession]:
        """Provide a session for work other than `records`; an idle reader is closed to free a connection."""
        if self._idle:
            await self._idle.pop().close()
        async with self._opened(access) as session:
            yield session

    def _reader(self) -> Reader:
        return Reader(self._opened(READ_ACCESS), self.access.database, self._timeout)

    def _opened(self, access: str) -> AsyncSession:
        return self._driver.session(database=self.access.database, default_access_mode=access)

    async def plan(self, statement: Statement) -> Mapping[str, Any]:
        """Return Neo4j's plan of a statement, as EXPLAIN gives it."""
        async with self._translated(), self._session(READ_ACCESS) as session:
            result = await session.run(f"EXPLAIN {statement.text}", dict(statement.parameters))
            return dict((await result.consume()).plan or {})

    async def product(self) -> str:
        """Return the name and version of the database.

        Raises:
            DatabaseRefusedError: its version is not supported.
        """
        async with self._translated(), self._session(READ_ACCESS) as session:
            info = await (await session.run("RETURN 1 AS one")).consume()
        agent = str(info.server.agent)
        version = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
        if version is None or (int(version[1]), int(version[2])) < OLDEST:
            message = f"la base répond « {agent} » ; il faut Neo4j {OLDEST[0]}.{OLDEST[1]} ou plus récent"
            raise DatabaseRefusedError(message)
        return agent


async def answers(access: Access, seconds: float) -> bool:
    """Return whether a database answers a statement in time; its port may listen long before.

    Raises:
        WrongPasswordError: the database refuses the user or the password.
    """
    try:
        async with asyncio.timeout(seconds), Client(access, pool_size=1) as client:
            await client.read(Statement("RETURN 1", {}))
    except WrongPasswordError:
        raise
    except (TimeoutError, ClientError, DatabaseRefusedError, StatementError):
        return False
    return True


class _ConstraintBrokenError(StatementError):
    """A write violated a constraint."""


async def _value(transaction: AsyncManagedTransaction, statement: Statement) -> Any:
    """Return the single value of a statement's single record in a transaction; None without a record."""
    async with asyncio.timeout(WRITE_SECONDS):
        result = await transaction.run(statement.text, dict(statement.parameters))
        records = await result.values()
    return records[0][0] if records else None


def _is_transient(error: Exception) -> bool:
    return isinstance(error, TransientError) or (isinstance(error, DriverError) and error.is_retryable())


def translate(error: Exception) -> Exception:
    """Translate a driver error into an error of this module."""
    code = getattr(error, "code", "") or ""
    if isinstance(error, AuthError):
        return WrongPasswordError(
            "la base refuse l’utilisateur ou le mot de passe (CINQAXES_NEO4J_USER, CINQAXES_NEO4J_PASSWORD)"
        )
    for part, message in REFUSALS.items():
        if part in code:
            return DatabaseRefusedError(message)
    if isinstance(error, TimeoutError) or "TimedOut" in code or "Terminated" in code:
        message = "the query took too long and was stopped; ask for less, or for a smaller page"
        return ClientError(message, Code.TIMEOUT)
    if isinstance(error, (DriverError, OSError, TransientError)) or "DatabaseUnavailable" in code:
        return UnavailableError(UNANSWERED)
    if isinstance(error, ConstraintError):
        return _ConstraintBrokenError(str(error))
    return StatementError(str(error))
