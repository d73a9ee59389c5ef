"""The records of imports: the lines of their change sets, in parts, as the graph holds them."""

from typing import NamedTuple

from changes.changeset import packed, unpacked
from graph.client import Client
from graph.statement.core.writer import Statement
from graph.statement.maintain.history import RECORDS, update_record


class Record(NamedTuple):
    """A part of the record of an import: the id of the import, the number of the part and its lines."""

    identifier: str
    number: int
    lines: list[str]

    def rewritten(self, lines: list[str]) -> Statement:
        """Return the statement that replaces the lines."""
        return update_record(self.identifier, self.number, packed(lines))


async def records_of_imports(client: Client) -> list[Record]:
    """Return the records of all imports."""
    return [Record(identifier, number, unpacked(text)) for identifier, number, text in await client.read(RECORDS) or ()]
