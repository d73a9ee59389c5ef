"""The driver: the only file that imports neo4j.

One read is one round trip in READ access with a timeout; every write goes through `write`, in one transaction that
moves the graph's version. No error of the driver leaves this file: a client is told a `ClientError`, whoever runs the
service a `Refused`, and what is a fault of ours becomes a `StatementError`.
"""

import asyncio
import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Self

from neo4j import (
    READ_ACCESS,
    WRITE_ACCESS,
    AsyncDriver,
    AsyncGraphDatabase,
    AsyncManagedTransaction,
    AsyncSession,
    Query,
)
from neo4j.api import AsyncBookmarkManager
from neo4j.exceptions import AuthError, ConfigurationError, ConstraintError, DriverError, Neo4jError, TransientError

from graph.access import Access
from graph.errors import ClientError, Code
from graph.statement.core.writer import Statement
from graph.statement.maintain.version import moved

SCHEMES = frozenset(f"{scheme}{security}" for scheme in ("bolt", "neo4j") for security in ("", "+s", "+ssc"))
ATTEMPTS = 3
GRACE_SECONDS = 2.0
PAUSE_SECONDS = 0.05
TURN_SECONDS = 0.5
OLDEST = 5, 26
Progress = Callable[[int, int], None]
CONNECTION_SECONDS = 5.0
"""How long a connection may take: a process that is busy for a second must not take its database for dead."""


@dataclass
class Usage:
    """What was asked of the database: statements sent and values answered."""

    statements: int = 0
    rows: int = 0


class Unavailable(ClientError):
    """The database does not answer, or has no connection to spare."""

    def __init__(self, message: str) -> None:
        super().__init__(message, Code.DATABASE_UNAVAILABLE)


class Moved(Exception):
    """The graph has changed since it was read; read it again."""


class Refused(Exception):
    """The database is there and will not let us in, or is not one we can use; the message says so in French."""


class WrongPassword(Refused):
    """The database refuses the user or the password."""


class StatementError(Exception):
    """The database refused a statement: a fault of ours, whose message is for the log and for nobody else."""


class _NoBookmarks(AsyncBookmarkManager):
    """Has sessions that are kept remember no write: a database put back from a copy would never come to know it."""

    async def get_bookmarks(self) -> Collection[str]:
        """Return none."""
        return ()

    async def update_bookmarks(self, previous_bookmarks: Collection[str], new_bookmarks: Collection[str]) -> None:
        """Forget them."""


class Client:
    """One driver to one database; the sessions that read are kept, since opening one costs a tenth of a small read."""

    def __init__(self, access: Access, *, pool_size: int = 32, timeout_seconds: float = 10.0) -> None:
        self._database = access.database
        self._timeout = timeout_seconds
        if access.uri.partition("://")[0] not in SCHEMES:
            message = (
                f"CINQAXES_NEO4J_URI : « {access.uri} » n'est pas une adresse de Neo4j ; "
                "elle commence par bolt:// ou neo4j://"
            )
            raise Refused(message)
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
            raise Refused(message) from error
        self._busy = asyncio.Semaphore(pool_size)
        self._idle: list[AsyncSession] = []
        self._bookmarks = _NoBookmarks()

    async def __aenter__(self) -> Self:
        """Return the client itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close the driver."""
        await self.close()

    async def close(self) -> None:
        """Close the sessions, the driver and its connections."""
        while self._idle:
            await self._idle.pop().close()
        await self._driver.close()

    async def read(self, statement: Statement, usage: Usage | None = None) -> Any:
        """Return the one value of a statement's one record."""
        records = await self.records(statement, usage)
        return records[0][0] if records else None

    async def records(self, statement: Statement, usage: Usage | None = None) -> list[list[Any]]:
        """Return a statement's records; transient errors are tried again, a pool that stays full is refused soon."""
        await self._turn()
        try:
            started = time.monotonic()
            for attempt in range(1, ATTEMPTS + 1):
                try:
                    found = await self._records(statement)
                except (Neo4jError, DriverError, OSError, TimeoutError) as error:
                    waited = time.monotonic() - started
                    if attempt == ATTEMPTS or not _passing(error) or waited >= CONNECTION_SECONDS:
                        raise explained(error) from error
                    await asyncio.sleep(PAUSE_SECONDS * attempt)
                else:
                    if usage is not None:
                        usage.statements += 1
                        usage.rows += len(found)
                    return found
        finally:
            self._busy.release()
        return []

    async def _turn(self) -> None:
        """Wait until a connection is free: a burst is served in turn, a pool held by slow statements is refused."""
        if not self._busy.locked():
            await self._busy.acquire()
            return
        try:
            async with asyncio.timeout(TURN_SECONDS):
                await self._busy.acquire()
        except TimeoutError:
            message = "all connections to the database are in use; ask again in a moment"
            raise Unavailable(message) from None

    async def _records(self, statement: Statement) -> list[list[Any]]:
        async with asyncio.timeout(self._timeout + GRACE_SECONDS):
            session = self._idle.pop() if self._idle else self._session(READ_ACCESS, bookmark_manager=self._bookmarks)
            try:
                query = Query(statement.text, timeout=self._timeout)
                result = await session.run(query, dict(statement.parameters))
                found = [record.values() async for record in result]
            except BaseException as error:
                if isinstance(error, asyncio.CancelledError):
                    session.cancel()
                await session.close()
                raise
            self._idle.append(session)
            return found

    async def write(
        self, statements: Sequence[Statement], *, since: int | None = None, progress: Progress = lambda *_: None
    ) -> None:
        """Carry the statements out in one transaction, and move the graph's version in it.

        The version moves first, so that writers wait for each other; Moved, with nothing done, when the graph is no
        longer at the version `since`. `progress` is told how many statements are done, of how many.
        """
        await self._in_transaction([moved(statements), *statements], since, progress)

    async def prepare(self, statements: Sequence[str]) -> None:
        """Create constraints and indexes, each on its own."""
        for text in statements:
            await self._in_transaction([Statement(text, {})])

    async def _in_transaction(
        self, statements: Sequence[Statement], since: int | None = None, progress: Progress = lambda *_: None
    ) -> None:
        async def work(transaction: AsyncManagedTransaction) -> None:
            for place, statement in enumerate(statements):
                result = await transaction.run(statement.text, dict(statement.parameters))
                if place == 0 and since is not None:
                    version = (await result.values())[0][0]
                    if version != since + 1:
                        raise Moved
                await result.consume()
                progress(place + 1, len(statements))

        for attempt in range(1, ATTEMPTS + 1):
            try:
                with _explained():
                    async with self._session(WRITE_ACCESS) as session:
                        await session.execute_write(work)
            except _ConstraintBroken:  # two writers merged the same node at once: the second finds it
                if attempt == ATTEMPTS:
                    raise
            else:
                return

    def _session(self, access: str, **more: Any) -> AsyncSession:
        return self._driver.session(database=self._database, default_access_mode=access, **more)

    async def plan(self, statement: Statement) -> Mapping[str, Any]:
        """Return Neo4j's plan of a statement, as EXPLAIN gives it."""
        with _explained():
            async with self._session(READ_ACCESS) as session:
                result = await session.run(f"EXPLAIN {statement.text}", dict(statement.parameters))
                return dict((await result.consume()).plan or {})

    async def product(self) -> str:
        """Return the product and version that answers.

        Raises:
            Refused: it is none that is known to work.
        """
        with _explained():
            async with self._session(READ_ACCESS) as session:
                info = await (await session.run("RETURN 1 AS one")).consume()
        agent = str(info.server.agent)
        found = re.match(r"Neo4j/(\d+)\.(\d+)", agent)
        if found is None or (int(found[1]), int(found[2])) < OLDEST:
            message = f"la base répond « {agent} » ; il faut Neo4j {OLDEST[0]}.{OLDEST[1]} ou plus récent"
            raise Refused(message)
        return agent


async def answers(access: Access, seconds: float) -> bool:
    """Return whether a database answers a statement in time; a port may listen long before it does.

    Raises:
        WrongPassword: it refuses the user or the password.
    """
    try:
        async with asyncio.timeout(seconds), Client(access, pool_size=1) as client:
            await client.read(Statement("RETURN 1", {}))
    except WrongPassword:
        raise
    except (TimeoutError, ClientError, Refused, StatementError):
        return False
    return True


class _ConstraintBroken(StatementError):
    """A constraint was broken."""


def _passing(error: Exception) -> bool:
    return isinstance(error, TransientError) or (isinstance(error, DriverError) and error.is_retryable())


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (Neo4jError, DriverError, OSError, TimeoutError) as error:
        raise explained(error) from error


def explained(error: Exception) -> Exception:
    """Return the error of ours that stands for one of the driver."""
    code = getattr(error, "code", "") or ""
    if isinstance(error, AuthError):
        return WrongPassword(
            "la base refuse l'utilisateur ou le mot de passe (CINQAXES_NEO4J_USER, CINQAXES_NEO4J_PASSWORD)"
        )
    if "DatabaseNotFound" in code:
        return Refused("la base que nomme CINQAXES_NEO4J_DATABASE n'existe pas sur ce serveur")
    if isinstance(error, TimeoutError) or "TimedOut" in code or "Terminated" in code:
        message = "the question took too long and was stopped; ask for less, or for a smaller page"
        return ClientError(message, Code.TIMEOUT)
    if isinstance(error, (DriverError, OSError, TransientError)) or "DatabaseUnavailable" in code:
        return Unavailable("the database does not answer; ask again in a moment")
    if isinstance(error, ConstraintError):
        return _ConstraintBroken(str(error))
    return StatementError(str(error))
