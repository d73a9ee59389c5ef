"""Reads over a Bolt connection of the driver; whatever we use of the driver that is not documented is here.

`session.run` does the same, but its result object takes a quarter of the processor time of a small read. The methods
`run` and `pull` of the connection cost time too: they format each message for a debug log and prepare for results that
are read in parts. So this module itself puts the messages RUN and PULL into the connection's outbox, and itself takes
the messages of the answer from the bytes that arrive (decision 024).
"""

import asyncio
from collections import deque
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from neo4j import READ_ACCESS, AsyncSession
from neo4j._async.io._bolt._common import Response
from neo4j._codec.hydration import DehydrationHooks
from neo4j._codec.packstream import Structure

from graph.statement.core.writer import Statement
from graph.tracing import transaction_metadata

_RUN: Final = b"\x10"
_PULL_ALL: Final = b"\x00\x06\xb1\x3f\xa1\x81n\xff\x00\x00"
"""The whole message PULL {n: -1}: the size of its only chunk, the chunk, and the empty chunk that ends the message."""
_RECORD: Final = 0x71
_FAILURE: Final = 0x7F
_FIELD_COUNT: Final = 0x0F
_FIELDS: Final = 2
_EPOCH: Final = date(1970, 1, 1).toordinal()
_PARAMETERS: Final = DehydrationHooks(
    exact_values={}, exact_types={date: lambda day: Structure(b"D", day.toordinal() - _EPOCH)}, subtypes={}
)
"""How days are sent; the driver's own hooks copy thirty types for each message and compute the epoch for each day."""


class Reader:
    """A session that keeps its connection, for one read after the other."""

    def __init__(self, session: AsyncSession, database: str, timeout_seconds: float) -> None:
        self._session = session
        milliseconds = max(1, round(1000 * timeout_seconds))
        self._options: dict[str, Any] = {"mode": "r", "db": database, "tx_timeout": milliseconds}
        self._connection: _Connection | None = None

    async def read(self, statement: Statement) -> list[list[Any]]:
        """Send a statement and return its records.

        The database limits the time of the statement, and the caller that of the whole read. So the read does without
        the driver's time limits for sending and for each part of a response: no setting turns these off, and each
        creates a task on Python older than 3.12.
        """
        connection = self._connection
        if connection is None or connection.stale():
            await self._session._connect(READ_ACCESS)  # type: ignore[no-untyped-call]  # noqa: SLF001
            connection = self._connection = _Connection(self._session._connection)  # noqa: SLF001
        options = self._options
        if metadata := transaction_metadata():
            options = {**options, "tx_metadata": metadata}
        return await connection.read(statement, options)

    def cancel(self) -> None:
        """Give the connection up, in the middle of a read too."""
        self._session.cancel()

    async def close(self) -> None:
        """Return the connection to the driver."""
        await self._session.close()


class _Connection(asyncio.Protocol):
    """A connection of the driver, and the answer that it receives.

    The stream of the driver would wake the reading task for each part of the answer, and its inbox would await the
    stream twice for each message and pass each record through five coroutines. While the answer arrives, this protocol
    replaces the stream; it then replaces the inbox until the driver has taken the messages that are not records.
    Unread bytes are in the buffer of the stream, where the driver finds what arrives after the answer.
    """

    def __init__(self, connection: Any) -> None:
        self._connection, self._inbox, self._outbox = connection, connection.inbox, connection.outbox
        self._unpacker = connection.inbox._unpacker  # noqa: SLF001
        # The scope would keep the nodes of an answer; no statement returns nodes.
        self._hydration = connection.new_hydration_scope().hydration_hooks
        self._sending = connection._get_client_state_manager()  # noqa: SLF001
        socket = connection.socket
        self._reader: asyncio.StreamReader = socket._reader  # noqa: SLF001
        self._stream: asyncio.StreamReaderProtocol = socket._protocol  # noqa: SLF001
        self._transport: Any = socket._writer.transport  # noqa: SLF001
        self._unread: bytearray = self._reader._buffer  # noqa: SLF001
        self._message = bytearray()
        self._records: list[list[Any]] = []
        self._others: deque[tuple[bytes, list[Any]]] = deque()

    def stale(self) -> bool:
        """Return whether the driver would no longer use the connection."""
        return bool(self._connection.stale())

    async def read(self, statement: Statement, options: Mapping[str, Any]) -> list[list[Any]]:
        """Send a statement and return its records."""
        connection, outbox, hydration = self._connection, self._outbox, self._hydration
        run = Response(connection, "run", hydration)  # type: ignore[no-untyped-call]
        pull = Response(connection, "pull", hydration)  # type: ignore[no-untyped-call]
        fields = statement.text, dict(statement.parameters), options
        connection._append(_RUN, fields, run, _PARAMETERS)  # noqa: SLF001
        connection.responses.append(pull)
        self._sending.transition("pull")
        outbox._chunked_data += _PULL_ALL  # noqa: SLF001
        try:
            await self._receive()
        except BaseException as error:
            await self._inbox.on_error(error)
            raise
        connection.inbox = self
        try:
            await connection.fetch_all()
        finally:
            connection.inbox = self._inbox
        records, self._records = self._records, []
        return records

    async def _receive(self) -> None:
        """Send what is in the outbox, and take the answer."""
        if self._transport.is_closing() or self._reader.at_eof():
            raise ConnectionResetError
        self._expected = len(self._connection.responses)
        self._complete = asyncio.get_running_loop().create_future()
        self._transport.set_protocol(self)
        try:
            self._transport.write(self._outbox._chunked_data)  # noqa: SLF001
            self._outbox._clear()  # noqa: SLF001
            await self._complete
        finally:
            self._transport.set_protocol(self._stream)
            self._unpacker.reset()

    async def pop(self, hydration_hooks: Any) -> tuple[bytes, list[Any]]:
        """Return the tag and the fields of the next message that is no record."""
        return self._others.popleft() if self._others else await self._inbox.pop(hydration_hooks)

    def data_received(self, data: bytes) -> None:
        """Take the messages that are complete."""
        self._unread += data
        try:
            self._take_messages()
        except Exception as error:  # noqa: BLE001 - raised in the task that reads
            self._fail(error)

    def eof_received(self) -> bool | None:
        """Let the read fail: the database sends nothing more."""
        self._fail(ConnectionResetError())
        return self._stream.eof_received()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let the read fail."""
        self._fail(exc or ConnectionResetError())
        self._stream.connection_lost(exc)

    def pause_writing(self) -> None:
        """Pause the stream, which writes the next messages."""
        self._stream.pause_writing()

    def resume_writing(self) -> None:
        """Let the stream, which writes the next messages, continue."""
        self._stream.resume_writing()

    def _fail(self, error: Exception) -> None:
        if not self._complete.done():
            self._complete.set_exception(error)

    def _take_messages(self) -> None:
        """Take the chunks: two bytes with the size, then the bytes; an empty chunk ends a message or means nothing."""
        unread, start = self._unread, 0
        while not self._complete.done() and start + 2 <= len(unread):
            end = start + 2 + (unread[start] << 8 | unread[start + 1])
            if end > len(unread):
                break
            self._message += unread[start + 2 : end]
            if end == start + 2 and self._message:
                self._take(self._message)
                self._message = bytearray()
            start = end
        del unread[:start]

    def _take(self, message: bytearray) -> None:
        """Take one message: a byte with the number of fields, a byte with the tag, then the fields."""
        buffer = self._unpacker.unpackable
        buffer.data, buffer.used, buffer.p = message, len(message), _FIELDS
        tag = message[1]
        fields = [self._unpacker.unpack(self._hydration) for _ in range(message[0] & _FIELD_COUNT)]
        if tag == _RECORD:
            self._records += fields
            return
        self._others.append((bytes((tag,)), fields))
        if tag == _FAILURE or len(self._others) == self._expected:
            self._complete.set_result(None)
