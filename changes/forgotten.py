"""Forgotten persons, recognised without their names.

The graph keeps a random id, a day, and salted slow digests of the names: enough to recognise a name in a later file,
but no readable name.
"""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from changes.rows import GraphRows
from graph.client import Client
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import FORGOTTEN, add_forgotten
from graph.text import fold

ENGAGED = "ENGAGED_IN"
"""The type of the relationships that are kept when a person is forgotten."""
SALT_BYTES = 16
DIGEST_BYTES = 16
SCRYPT_ROUNDS = 2**12
"""About 10 ms per name: acceptable for a file with a thousand unknown names, slow for somebody who tries names out."""


@dataclass(frozen=True)
class ForgottenPerson:
    """A forgotten person: the id of the remaining node, and the day if it is known."""

    id: str
    on: date | None = None

    def __str__(self) -> str:
        """Return the words shown to officers."""
        return f"personne oubliée le {self.on:%d/%m/%Y}" if self.on else "personne oubliée"


class ForgottenPersons:
    """The forgotten persons, found by id or by name."""

    def __init__(self, rows: Iterable[tuple[str, str, str, list[str]]] = (), others: Iterable[str] = ()) -> None:
        """Take the rows of the graph; `others` are ids of persons who were forgotten before digests were kept."""
        self.salt = secrets.token_hex(SALT_BYTES)
        self._by_id = {identifier: ForgottenPerson(identifier) for identifier in others}
        self._by_digest: dict[str, ForgottenPerson] = {}
        self._by_name: dict[str, ForgottenPerson | None] = {}
        for identifier, day, salt, digests in rows:
            self.salt = salt
            person = self._by_id[identifier] = ForgottenPerson(identifier, date.fromisoformat(day))
            self._by_digest |= dict.fromkeys(digests, person)

    def by_id(self, identifier: str) -> ForgottenPerson | None:
        """Return the person whose node has an id; None if no forgotten person had it."""
        return self._by_id.get(identifier)

    def by_name(self, name: str) -> ForgottenPerson | None:
        """Return the person who had a name, in any case and word order; None for nobody."""
        if not self._by_digest or not fold(name):
            return None
        if name not in self._by_name:
            self._by_name[name] = self._by_digest.get(self.digest(name))
        return self._by_name[name]

    def digest(self, name: str) -> str:
        """Return the digest of a name."""
        words = " ".join(sorted(fold(name).split())).encode()
        return hashlib.scrypt(words, salt=bytes.fromhex(self.salt), n=SCRYPT_ROUNDS, r=8, p=1, dklen=DIGEST_BYTES).hex()

    def without(self, rows: GraphRows) -> GraphRows:
        """Return rows without the facts about these persons; their engagements stay."""
        nodes = [node for node in rows.nodes if node.id not in self._by_id]
        edges = [e for e in rows.edges if e.type == ENGAGED or self._by_id.keys().isdisjoint((e.start, e.end))]
        return GraphRows(nodes, edges, rows.warnings)

    def record_statement(self, identifier: str, names: Iterable[str], day: date) -> Statement:
        """Return the statement that records a forgotten person with the digests of all their names."""
        return add_forgotten(identifier, day, self.salt, sorted(map(self.digest, names)))


async def forgotten_persons(client: Client, others: Iterable[str] = ()) -> ForgottenPersons:
    """Read the forgotten persons; `others` as in `ForgottenPersons`."""
    return ForgottenPersons(await client.read(FORGOTTEN) or (), others)
