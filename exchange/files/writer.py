"""What every writer of tables does: one sheet after the other, rows as they come.

Rule: a file is there whole or not at all.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from exchange.cells.text import Raw


@dataclass(frozen=True)
class Head:
    """A heading of a sheet: its text, the note that explains it, and the words to choose from."""

    text: str
    note: str = ""
    choices: Sequence[str] = ()
    hidden: bool = False
    width: int = 0


class TableWriter(Protocol):
    """Writes sheets to a file or a folder."""

    def __enter__(self) -> Self:
        """Begin the file."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """End the file; nothing is left when something went wrong."""

    def start(self, name: str, heads: Sequence[Head], *, hidden: bool = False) -> None:
        """Begin a sheet with its headings."""

    def add(self, rows: Iterable[Sequence[Raw]]) -> None:
        """Add rows to the sheet that was begun."""


@asynccontextmanager
async def writing(writer: TableWriter) -> AsyncIterator[TableWriter]:
    """Write with a writer, ending the file in a thread: a service answers others meanwhile."""
    writer.__enter__()
    try:
        yield writer
    except BaseException:
        writer.__exit__(*sys.exc_info())
        raise
    await asyncio.to_thread(writer.__exit__, None, None, None)
