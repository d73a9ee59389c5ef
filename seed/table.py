"""Reads a packaged CSV table: UTF-8, commas, a line of headings, and in each line a cell for each heading."""

import csv
import io
from importlib.resources.abc import Traversable
from typing import NamedTuple

from graph.french import count


class Table(NamedTuple):
    """A table: its headings, and its lines with their numbers, the headings being line 1."""

    headings: list[str]
    lines: list[tuple[int, list[str]]]


def read_table(file: Traversable) -> Table:
    """Read a table.

    Raises:
        ValueError: a line has more or fewer cells than there are headings; the message names the file and the line.
    """
    rows = csv.reader(io.StringIO(file.read_text(encoding="utf-8")))
    headings = next(rows)
    lines = [(rows.line_num, row) for row in rows]
    for number, row in lines:
        if len(row) != len(headings):
            cells, expected = count(len(row), "cellule"), count(len(headings), "cellule")
            message = f"{file.name}, ligne {number} : {cells} ; attendu : {expected}"
            raise ValueError(message)
    return Table(headings, lines)
