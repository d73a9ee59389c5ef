"""The interface of the writers of tables: one sheet after the other, rows as they come.

A file is written whole or not at all.
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
class Heading:
    """A heading of a sheet: its text, the note that explains it, and the choices of its column.

    A column of texts keeps what a person types as it is: « 01053 », « 1,3 », « mars 2021 ».
    """

    text: str
    note: str = ""
    choices: Sequence[str] = ()
    hidden: bool = False
    width: int = 0
    is_text: bool = True


class TableWriter(Protocol):
    """Writes sheets to a file or a folder."""

    def __enter__(self) -> Self:
        """Begin the file."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        """End the file; after an exception nothing is left of it."""

    def start_sheet(self, name: str, headings: Sequence[Heading], *, hidden: bool = False) -> None:
        """Begin a sheet with its headings."""

    def add_rows(self, rows: Iterable[Sequence[Raw]]) -> None:
        """Add rows to the current sheet."""


@asynccontextmanager
async def close_in_thread(writer: TableWriter) -> AsyncIterator[TableWriter]:
    """Enter a writer, and end its file in a thread: saving takes seconds, and the service answers meanwhile."""
    writer.__enter__()
    try:
        yield writer
    except BaseException:
        writer.__exit__(*sys.exc_info())
        raise
    await asyncio.to_thread(writer.__exit__, None, None, None)
