"""Writes a folder of CSV files, one per sheet, for French spreadsheets: UTF-8 with a byte order mark, semicolons.

A text that a spreadsheet would run as a formula gets an apostrophe, which `csv_reader` removes again.
"""

import csv
import shutil
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Self

from exchange.cells.text import Raw, guard_formula
from exchange.files.writer import Heading


@dataclass
class CsvWriter:
    """Writes the files of a folder one after the other."""

    path: Path
    _files: ExitStack = field(default_factory=ExitStack)
    _writer: Any = None

    def __enter__(self) -> Self:
        """Make the folder."""
        self.path.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        """Close the last file; after an exception the folder is removed."""
        self._files.close()
        if kind is not None:
            shutil.rmtree(self.path)

    def start_sheet(self, name: str, headings: Sequence[Heading], *, hidden: bool = False) -> None:  # noqa: ARG002 - files are not hidden
        """Begin a file with its headings."""
        self._files.close()
        file = self._files.enter_context((self.path / f"{name}.csv").open("w", encoding="utf-8-sig", newline=""))
        self._writer = csv.writer(file, delimiter=";")
        if headings:
            self._writer.writerow([heading.text for heading in headings])

    def add_rows(self, rows: Iterable[Sequence[Raw]]) -> None:
        """Add rows to the current file."""
        for row in rows:
            self._writer.writerow([_cell_text(raw) for raw in row])


def _cell_text(raw: Raw) -> str:
    if raw is None:
        return ""
    if isinstance(raw, date):
        return f"{raw:%d/%m/%Y}"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else str(raw).replace(".", ",")
    return guard_formula(raw) if isinstance(raw, str) else str(raw)
