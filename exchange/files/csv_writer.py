"""Writes a folder of CSV files, one a sheet, that a French spreadsheet opens: UTF-8 with its mark, semicolons.

Rule: a text that a spreadsheet would run begins with an apostrophe, which reading takes away again.
"""

import csv
import shutil
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from exchange.cells.text import Raw, guarded
from exchange.files.writer import Head


@dataclass
class CsvFolder:
    """A folder being written."""

    path: Path
    _files: ExitStack = field(default_factory=ExitStack)
    _writer: Any = None

    def __enter__(self) -> Self:
        """Make the folder."""
        self.path.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Close the last file; nothing is left when something went wrong."""
        self._files.close()
        if kind is not None:
            shutil.rmtree(self.path)

    def start(self, name: str, heads: Sequence[Head], *, hidden: bool = False) -> None:  # noqa: ARG002 - files are not hidden
        """Begin a file with its headings."""
        self._files.close()
        file = self._files.enter_context((self.path / f"{name}.csv").open("w", encoding="utf-8-sig", newline=""))
        self._writer = csv.writer(file, delimiter=";")
        if heads:
            self._writer.writerow([head.text for head in heads])

    def add(self, rows: Iterable[Sequence[Raw]]) -> None:
        """Add rows to the file that was begun."""
        for row in rows:
            self._writer.writerow([_written(raw) for raw in row])


def _written(raw: Raw) -> str:
    if raw is None:
        return ""
    if isinstance(raw, date):
        return f"{raw:%d/%m/%Y}"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else str(raw).replace(".", ",")
    return guarded(raw) if isinstance(raw, str) else str(raw)
