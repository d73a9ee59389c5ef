"""A relay between the service and a database, to see and to disturb their connections."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from graph.access import Access


@dataclass
class Relay:
    """The state of a relay.

    Attributes:
        connections: the open connections to the service.
        bytes_at_once: the maximum number of bytes that the service receives at once.
        bytes_left: the number of bytes that the service still receives before its connection is closed; None if no
            connection is to be closed.
        sent: what the service has sent.
    """

    connections: set[asyncio.StreamWriter] = field(default_factory=set)
    bytes_at_once: int = 65_536
    bytes_left: int | None = None
    sent: bytearray = field(default_factory=bytearray)

    async def answer(self, database: asyncio.StreamReader, service: asyncio.StreamWriter) -> None:
        """Relay what the database sends until one of the two, or the relay itself, closes the connection."""
        with suppress(OSError), closing(service):
            while data := await database.read(65_536):
                for start in range(0, len(data), self.bytes_at_once):
                    piece = data[start : start + self.bytes_at_once][: self.bytes_left]
                    service.write(piece)
                    await asyncio.sleep(0)
                    if self.bytes_left is not None:
                        self.bytes_left -= len(piece)
                    if self.bytes_left == 0:
                        self.bytes_left = None
                        return


@asynccontextmanager
async def relayed(access: Access, encryption: ssl.SSLContext | None = None) -> AsyncIterator[tuple[Access, Relay]]:
    """Relay connections to a database; provide the access through the relay, and the relay's state."""
    address = urlsplit(access.uri)
    relay = Relay()

    async def ask(service: asyncio.StreamReader, database: asyncio.StreamWriter) -> None:
        with suppress(OSError), closing(database):
            while data := await service.read(65_536):
                relay.sent += data
                database.write(data)

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(address.hostname, address.port)
        relay.connections.add(writer)
        await asyncio.gather(ask(reader, back), relay.answer(there, writer))
        relay.connections.discard(writer)

    async with asyncio.TaskGroup() as relays:
        server = await asyncio.start_server(
            lambda *streams: relays.create_task(connect(*streams)), "127.0.0.1", 0, ssl=encryption
        )
        async with server:
            scheme = "bolt+ssc" if encryption else "bolt"
            uri = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
            yield replace(access, uri=uri), relay
