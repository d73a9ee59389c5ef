"""One read over a Bolt connection of the driver; whatever we use of the driver that is not documented is here.

`session.run` does the same, but its result object takes a quarter of the processor time of a small read. The methods
`run` and `pull` of the connection cost time too: they format each message for a debug log and prepare for results that
are read in parts. So this module itself puts the messages RUN and PULL into the connection's outbox, and itself takes
the messages of the answer from the bytes that arrive (decision 024).
"""

import asyncio
from collections import deque
from typing import Any, Final

from neo4j import READ_ACCESS, AsyncSession
from neo4j._async.io._bolt._common import Response

from graph.statement.core.writer import Statement
from graph.tracing import transaction_metadata

_RUN: Final = b"\x10"
_PULL: Final = b"\x3f"
_RECORD: Final = 0x71
_FAILURE: Final = 0x7F
_ALL: Final = -1
_FIELD_COUNT: Final = 0x0F
_FIELDS: Final = 2


async def read(session: AsyncSession, statement: Statement, database: str, timeout_seconds: float) -> list[list[Any]]:
    """Send a statement over the connection that the session keeps, and return the statement's records.

    The database limits the time of the statement, and the caller that of the whole read. So the read does without the
    driver's time limits for sending and for each part of a response: no setting turns these off, and each creates a
    task on Python older than 3.12.
    """
    connection: Any = session._connection  # noqa: SLF001
    if connection is None or connection.stale():
        await session._connect(READ_ACCESS)  # type: ignore[no-untyped-call]  # noqa: SLF001
        connection = session._connection  # noqa: SLF001
    options = {"mode": "r", "db": database, "tx_timeout": max(1, round(1000 * timeout_seconds))}
    if metadata := transaction_metadata():
        options["tx_metadata"] = metadata
    scope = connection.new_hydration_scope()
    hydration, dehydration = scope.hydration_hooks, scope.dehydration_hooks
    for tag, name, fields in (
        (_RUN, "run", (statement.text, dict(statement.parameters), options)),
        (_PULL, "pull", ({"n": _ALL},)),
    ):
        response = Response(connection, name, hydration)  # type: ignore[no-untyped-call]
        connection._append(tag, fields, response, dehydration)  # noqa: SLF001
    return await _Answer(connection, hydration).records()


class _Answer(asyncio.Protocol):
    """The messages that answer those of a connection's outbox.

    The stream of the driver would wake the reading task for each part of the answer, and its inbox would await the
    stream twice for each message and pass each record through five coroutines. While the answer arrives, this protocol
    replaces the stream; it then replaces the inbox until the driver has taken from it the messages that are no records.
    Unread bytes are in the buffer of the stream, where the driver finds what arrives after the answer.
    """

    def __init__(self, connection: Any, hydration: Any) -> None:
        self._connection, self._hydration = connection, hydration
        self._inbox, self._unpacker = connection.inbox, connection.inbox._unpacker  # noqa: SLF001
        socket = connection.socket
        self._reader: asyncio.StreamReader = socket._reader  # noqa: SLF001
        self._stream: asyncio.StreamReaderProtocol = socket._protocol  # noqa: SLF001
        self._transport: Any = socket._writer.transport  # noqa: SLF001
        self._unread: bytearray = self._reader._buffer  # noqa: SLF001
        self._expected = len(connection.responses)
        self._complete = asyncio.get_running_loop().create_future()
        self._message = bytearray()
        self._records: list[list[Any]] = []
        self._others: deque[tuple[bytes, list[Any]]] = deque()

    async def records(self) -> list[list[Any]]:
        """Send the messages of the outbox, and return the records of the answer."""
        connection = self._connection
        try:
            await self._receive(connection.outbox)
        except BaseException as error:
            await self._inbox.on_error(error)
            raise
        connection.inbox = self
        try:
            await connection.fetch_all()
        finally:
            connection.inbox = self._inbox
        return self._records

    async def _receive(self, outbox: Any) -> None:
        if self._transport.is_closing() or self._reader.at_eof():
            raise ConnectionResetError
        self._transport.set_protocol(self)
        try:
            self._transport.write(outbox._chunked_data)  # noqa: SLF001
            outbox._clear()  # noqa: SLF001
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
        """Tell the stream, which writes the next messages."""
        self._stream.pause_writing()

    def resume_writing(self) -> None:
        """Tell the stream, which writes the next messages."""
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
