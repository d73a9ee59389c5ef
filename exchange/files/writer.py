"""The interface of table writers: one sheet after another, rows as they come.

A file is written completely or not at all.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Protocol

from exchange.cells.text import Raw


@dataclass(frozen=True)
class Heading:
    """A heading of a sheet: its text, the note that explains it, and the choices of its column.

    Text columns keep what a person types unchanged: « 01053 », « 1,3 », « mars 2021 ».
    """

    text: str
    note: str = ""
    choices: Sequence[str] = ()
    hidden: bool = False
    width: int = 0
    is_text: bool = True


class TableWriter(AbstractContextManager["TableWriter", None], Protocol):
    """Writes sheets to a file or a folder, as a context manager; after an exception nothing of it remains."""

    def start_sheet(self, name: str, headings: Sequence[Heading], *, hidden: bool = False) -> None:
        """Begin a sheet with its headings."""

    def add_rows(self, rows: Iterable[Sequence[Raw]]) -> None:
        """Add rows to the current sheet."""


@asynccontextmanager
async def close_in_thread(writer: TableWriter) -> AsyncIterator[TableWriter]:
    """Enter a writer, and close it in a thread: saving takes seconds, and the service must keep answering."""
    with ExitStack() as stack:
        yield stack.enter_context(writer)
        await asyncio.to_thread(stack.close)
