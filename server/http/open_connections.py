"""The open connections of one process by client, from which one is dropped when there are too many."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

C = TypeVar("C")


@dataclass
class _Client(Generic[C]):
    """A client's connections: those that wait for a request, and those that have a request, each oldest first."""

    waiting: dict[C, None] = field(default_factory=dict)
    requesting: dict[C, None] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.waiting) + len(self.requesting)


class OpenConnections(Generic[C]):
    """Connections by client. How long a change takes does not depend on their number; `pop` looks at all clients."""

    def __init__(self) -> None:
        self._clients: dict[str, _Client[C]] = {}
        self._total = 0

    def __len__(self) -> int:
        """Return the number of connections."""
        return self._total

    def wait(self, client_key: str, connection: C) -> None:
        """Record that a connection, new or known, waits for a request from now on."""
        self._client_without(client_key, connection).waiting[connection] = None

    def request(self, client_key: str, connection: C) -> None:
        """Record that a connection has a request from now on."""
        self._client_without(client_key, connection).requesting[connection] = None

    def _client_without(self, client_key: str, connection: C) -> _Client[C]:
        """Remove a connection from its client, and return the client.

        The caller adds the connection again, as the newest one.
        """
        self.remove(client_key, connection)
        self._total += 1
        return self._clients.setdefault(client_key, _Client())

    def remove(self, client_key: str, connection: C) -> None:
        """Remove a connection, if it is known."""
        if (client := self._clients.get(client_key)) is None:
            return
        known = len(client)
        client.waiting.pop(connection, None)
        client.requesting.pop(connection, None)
        self._total -= known - len(client)
        if not client:
            del self._clients[client_key]

    def pop(self) -> C:
        """Remove and return a connection of the client that has the most.

        It is the one that has waited longest for a request, or if none waits, the one with the oldest request.
        """
        client_key, client = max(self._clients.items(), key=lambda item: len(item[1]))
        connection = next(iter(client.waiting or client.requesting))
        self.remove(client_key, connection)
        return connection
