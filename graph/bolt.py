"""One read over a Bolt connection of the driver; whatever we use of the driver that is not documented is here.

`session.run` does the same, but its result object takes a quarter of the processor time of a small read. The methods
`run` and `pull` of the connection cost time too: they format each message for a debug log and prepare for results that
are read in parts. So this module itself puts the messages RUN and PULL into the connection's outbox (decision 024).
"""

import asyncio
from typing import Any, Final

from neo4j import READ_ACCESS, AsyncSession
from neo4j._async.io._bolt._common import Response

from graph.statement.core.writer import Statement
from graph.tracing import transaction_metadata

_RUN: Final = b"\x10"
_PULL: Final = b"\x3f"
_ALL: Final = -1
BUFFER_BYTES: Final = 262_144
"""The maximum number of bytes that a connection keeps of its receive buffer after a read."""


async def read(session: AsyncSession, statement: Statement, database: str, timeout_seconds: float) -> list[list[Any]]:
    """Send a statement over the connection that the session keeps, and return the statement's records.

    The database limits the time of the statement. The driver would limit the time of sending and of each part of a
    response; no setting turns these limits off, and each creates a task on Python older than 3.12. The caller limits
    the time of the whole read, so meanwhile the connection uses its stream without limits.
    """
    connection: Any = session._connection  # noqa: SLF001
    if connection is None or connection.stale():
        await session._connect(READ_ACCESS)  # type: ignore[no-untyped-call]  # noqa: SLF001
        connection = session._connection  # noqa: SLF001
    options = {"mode": "r", "db": database, "tx_timeout": max(1, round(1000 * timeout_seconds))}
    if metadata := transaction_metadata():
        options["tx_metadata"] = metadata
    records: list[list[Any]] = []
    scope = connection.new_hydration_scope()
    hydration, dehydration = scope.hydration_hooks, scope.dehydration_hooks
    run_response = Response(connection, "run", hydration)  # type: ignore[no-untyped-call]
    pull_response = Response(connection, "pull", hydration, on_records=records.extend)  # type: ignore[no-untyped-call]
    fields = statement.text, dict(statement.parameters), options
    socket, inbox, outbox = connection.socket, connection.inbox, connection.outbox
    inbox._socket = outbox.socket = _Stream(socket._reader, socket._writer)  # noqa: SLF001
    try:
        connection._append(_RUN, fields, run_response, dehydration)  # noqa: SLF001
        connection._append(_PULL, ({"n": _ALL},), pull_response, dehydration)  # noqa: SLF001
        await connection.send_all()
        await connection.fetch_all()
    finally:
        inbox._socket = outbox.socket = socket  # noqa: SLF001
        del inbox._buffer.data[BUFFER_BYTES:]  # noqa: SLF001 - the driver never shrinks it
    return records


class _Stream:
    """The stream of a connection without time limits, for the inbox and the outbox of the driver."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def recv_into(self, buffer: memoryview, size: int) -> int:
        """Receive at most `size` bytes into the buffer; return their number, 0 at the end of the stream."""
        received = await self._reader.read(size)
        buffer[: len(received)] = received
        return len(received)

    async def sendall(self, data: bytes) -> None:
        """Send all bytes."""
        self._writer.write(data)
        await self._writer.drain()
